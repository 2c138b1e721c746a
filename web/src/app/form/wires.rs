//! Forms of links: obligation, trade, deposit.

use super::made::{Made, Spot, Thing};
use super::maker::{Maker, spec, unit};
use super::{Action, Edit, Field, Section, assets, label_of, numeraire, parties, secured, ticks};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Form, Scenario, Shaped, Trade, TradeLeg};

/// A loan drawn against collateral has the collateral's id with this ending.
const LOAN: &str = ".loan";

pub(super) fn delete(kind: LinkKind, id: &str, word: &str) -> Action {
    Action::remove(format!("Delete {word}"), Edit::RemoveLink(kind, id.to_owned()))
}

/// The asset chosen: absent stands for the numeraire.
pub(super) fn chosen(scenario: &Scenario, asset: Option<&String>) -> String {
    asset.cloned().unwrap_or_else(|| scenario.numeraire.clone())
}

/// The reverse: the numeraire is written as absent.
fn absent(numeraire: &str, value: &str) -> Option<String> {
    (value != numeraire).then(|| value.to_owned())
}

/// Adds what the format has beyond a form.
pub(super) fn complete<T: Form + Shaped + 'static>(
    s: &Scenario,
    link: &T,
    at: String,
    wrap: fn(T) -> Edit,
    mut form: Vec<Section>,
    known: &[&str],
) -> Vec<Section> {
    let thing = Thing::new(s, None, link, wrap);
    Made::new(&thing, Spot::of(String::new(), at, &s.numeraire)).complete(&mut form, T::SHAPE, known);
    form
}

/// Who owes whom.
pub fn obligation(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(o) = s.obligations.iter().find(|o| o.id == id) else {
        return id.strip_suffix(LOAN).map(|c| secured::collateral(s, c)).unwrap_or_default();
    };
    let m = Maker::new(o, format!("obligations/{id}"), |o| Edit::Obligation(Box::new(o)));
    let asset = chosen(s, o.asset.as_ref());
    let base = s.numeraire.clone();
    let fields = [
        m.choice(spec("debtor", "Debtor", "Who owes."), (&o.debtor, parties(s, false)), |o, v| o.debtor = v.into()),
        m.choice(spec("creditor", "Creditor", "Who is owed."), (&o.creditor, parties(s, true)), |o, v| {
            o.creditor = v.into();
        }),
        unit(m.decimal(spec("amount", "Amount", ""), |o| Some(&mut o.amount)), label_of(s, &asset)),
        m.choice(spec("asset", "Asset", "What is owed."), (&asset, assets(s)), move |o, v| o.asset = absent(&base, v)),
        m.maybe_whole(spec("due", "Due", "Empty: long-term, due only when the debtor fails."), "long-term", |o| {
            Some(&mut o.due)
        }),
        unit(
            m.maybe_whole(
                spec("grace", "Grace", "How long it may stay unpaid before its debtor fails."),
                "as the rules",
                |o| Some(&mut o.grace),
            ),
            ticks(s),
        ),
        m.small(spec("seniority", "Seniority", "0 is paid first, 1 is ordinary."), |o| Some(&mut o.seniority)),
    ];
    let form = vec![Section::new("Owes", "", fields).with([delete(LinkKind::Obligation, id, "obligation")])];
    complete(
        s,
        o,
        format!("obligations/{id}"),
        |x| Edit::Obligation(Box::new(x)),
        form,
        &["id", "debtor", "creditor", "amount", "asset", "due", "grace", "seniority"],
    )
}

/// Money payable on demand.
pub fn deposit(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(d) = s.deposits.iter().find(|d| d.id == id) else { return Vec::new() };
    let m = Maker::new(d, format!("deposits/{id}"), |d| Edit::Deposit(Box::new(d)));
    let fields = [
        m.choice(spec("holder", "Depositor", "Who left the money."), (&d.holder, parties(s, true)), |d, v| {
            d.holder = v.into();
        }),
        m.choice(spec("taker", "Taken by", "Who owes it on demand."), (&d.taker, parties(s, false)), |d, v| {
            d.taker = v.into();
        }),
        unit(m.decimal(spec("amount", "Amount", ""), |d| Some(&mut d.amount)), numeraire(s)),
        m.small(spec("seniority", "Seniority", "If the taker fails: 0 is paid first."), |d| Some(&mut d.seniority)),
    ];
    let form = vec![Section::new("Deposit", "", fields).with([delete(LinkKind::Deposit, id, "deposit")])];
    complete(
        s,
        d,
        format!("deposits/{id}"),
        |x| Edit::Deposit(Box::new(x)),
        form,
        &["id", "holder", "taker", "amount", "seniority"],
    )
}

/// Two legs that settle together.
pub fn trade(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(t) = s.trades.iter().find(|t| t.id == id) else { return Vec::new() };
    let m = Maker::new(t, format!("trades/{id}"), |t| Edit::Trade(Box::new(t)));
    let main = [
        m.choice(spec("seller", "Seller", "Who delivers."), (&t.seller, parties(s, false)), |t, v| t.seller = v.into()),
        m.choice(spec("buyer", "Buyer", "Who pays."), (&t.buyer, parties(s, false)), |t, v| t.buyer = v.into()),
        m.whole(spec("due", "Settles on", "When both legs move."), |t| Some(&mut t.due)),
        unit(
            m.maybe_whole(spec("grace", "Grace", "How long it may stay unsettled."), "as the rules", |t| {
                Some(&mut t.grace)
            }),
            ticks(s),
        ),
        m.check(
            spec(
                "delivery_against_payment",
                "Delivery against payment",
                "Both legs move or neither; otherwise one can fail alone.",
            ),
            |t| Some(&mut t.delivery_against_payment),
        ),
    ];
    let deliver = leg(s, &m, "deliver", &t.deliver, |t| &mut t.deliver);
    let pay = leg(s, &m, "pay", &t.pay, |t| &mut t.pay);
    let form = vec![
        Section::new("Trade", "", main).with([delete(LinkKind::Trade, id, "trade")]),
        Section::new("Delivered by the seller", "", deliver),
        Section::new("Paid by the buyer", "", pay),
    ];
    complete(
        s,
        t,
        format!("trades/{id}"),
        |x| Edit::Trade(Box::new(x)),
        form,
        &["id", "seller", "buyer", "due", "grace", "delivery_against_payment", "deliver", "pay"],
    )
}

fn leg(
    s: &Scenario,
    m: &Maker<Trade>,
    name: &str,
    leg: &TradeLeg,
    of: fn(&mut Trade) -> &mut TradeLeg,
) -> [Option<Field>; 2] {
    let asset = chosen(s, leg.asset.as_ref());
    let base = s.numeraire.clone();
    let (amount_at, asset_at) = (format!("{name}/amount"), format!("{name}/asset"));
    [
        unit(m.decimal(spec(&amount_at, "Amount", ""), move |t| Some(&mut of(t).amount)), label_of(s, &asset)),
        m.choice(spec(&asset_at, "Asset", ""), (&asset, assets(s)), move |t, v| of(t).asset = absent(&base, v)),
    ]
}
