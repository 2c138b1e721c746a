//! Forms of links: obligation, trade, deposit, collateral.

use super::made::{Made, Spot, Thing};
use super::maker::{Maker, spec, unit};
use super::{Action, Edit, Field, Section, assets, label_of, numeraire, parties, ticks};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Collateral, Form, Funding, Scenario, Shaped, Title, Trade, TradeLeg};

/// A loan drawn against collateral has the collateral's id with this ending.
const LOAN: &str = ".loan";

fn delete(kind: LinkKind, id: &str, word: &str) -> Action {
    Action::remove(format!("Delete {word}"), Edit::RemoveLink(kind, id.to_owned()))
}

/// The asset chosen: absent stands for the numeraire.
fn chosen(scenario: &Scenario, asset: Option<&String>) -> String {
    asset.cloned().unwrap_or_else(|| scenario.numeraire.clone())
}

/// The reverse: the numeraire is written as absent.
fn absent(numeraire: &str, value: &str) -> Option<String> {
    (value != numeraire).then(|| value.to_owned())
}

/// Adds what the format has beyond a form.
fn complete<T: Form + Shaped + 'static>(
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
        return id.strip_suffix(LOAN).map(|c| collateral(s, c)).unwrap_or_default();
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

/// What secures what.
pub fn collateral(s: &Scenario, id: &str) -> Vec<Section> {
    let Some(c) = s.collateral.iter().find(|c| c.id == id) else { return Vec::new() };
    let m = Maker::new(c, format!("collateral/{id}"), |c| Edit::Collateral(Box::new(c)));
    let form = vec![
        Section::new("Collateral", "", posted(s, &m, c)).with([delete(LinkKind::Collateral, id, "collateral")]),
        Section::new("Terms", "", terms(s, &m, c)),
        funding(s, &m, c),
    ];
    complete(
        s,
        c,
        format!("collateral/{id}"),
        |x| Edit::Collateral(Box::new(x)),
        form,
        &[
            "id",
            "pledger",
            "holder",
            "asset",
            "amount",
            "reuses",
            "reuse_cap",
            "title",
            "haircut",
            "required_cover",
            "secures",
            "calls",
            "seizure_discount",
            "funding",
        ],
    )
}

fn posted(s: &Scenario, m: &Maker<Collateral>, c: &Collateral) -> Vec<Option<Field>> {
    let mut fields = vec![
        m.choice(spec("pledger", "Pledger", "Who posts."), (&c.pledger, parties(s, false)), |c, v| {
            c.pledger = v.into();
        }),
        m.choice(spec("holder", "Holder", "Who holds."), (&c.holder, parties(s, false)), |c, v| c.holder = v.into()),
    ];
    if let Some(reuses) = &c.reuses {
        let mut chains = vec![(String::new(), "nothing: units of its own".to_owned())];
        chains.extend(s.collateral.iter().filter(|x| x.id != c.id).map(|x| (x.id.clone(), chain_name(s, x))));
        fields.push(m.choice(
            spec("reuses", "Passes on", "The collateral whose units are pledged on, as far as its re-use cap allows."),
            (reuses, chains),
            |c, v| {
                c.reuses = (!v.is_empty()).then(|| v.to_owned());
                if c.reuses.is_none() {
                    c.amount = c.amount.or(Some(Default::default()));
                }
            },
        ));
    } else {
        let asset = chosen(s, c.asset.as_ref());
        fields.push(unit(
            m.decimal(spec("amount", "Amount", "Out of the pledger's holdings."), |c| c.amount.as_mut()),
            label_of(s, &asset),
        ));
        fields.push(
            m.choice(spec("asset", "Asset", "What is posted."), (&asset, assets(s)), |c, v| c.asset = Some(v.into())),
        );
    }
    fields.push(m.percent(
        spec(
            "reuse_cap",
            "Re-use cap",
            "Share of the posted units that the holder may pledge on: 0 forbids re-use, 100 allows all.",
        ),
        |c| Some(&mut c.reuse_cap),
    ));
    fields
}

fn chain_name(s: &Scenario, c: &Collateral) -> String {
    let name = |id: &str| s.participants.iter().find(|p| p.id == id).map_or_else(|| id.to_owned(), |p| p.label.clone());
    format!("{} to {}", name(&c.pledger), name(&c.holder))
}

fn terms(s: &Scenario, m: &Maker<Collateral>, c: &Collateral) -> Vec<Option<Field>> {
    let titles = [("pledge", "pledge"), ("transfer", "title transfer")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    let title = if c.title == Title::Transfer { "transfer" } else { "pledge" };
    let mut secured = vec![(String::new(), "all that is owed to the holder".to_owned())];
    let owed = s.obligations.iter().filter(|o| o.debtor == c.pledger && o.creditor == c.holder);
    secured.extend(owed.map(|o| (o.id.clone(), format!("the {} owed to the holder", o.amount))));
    if let Some(other) = c.secures.as_ref().filter(|id| !secured.iter().any(|(known, _)| known == *id)) {
        secured.push((other.clone(), other.clone()));
    }
    vec![
        m.choice(
            spec(
                "title",
                "Title",
                "Pledge: the pledger's until seized or pledged on. Transfer: the holder owns it and owes its return.",
            ),
            (title, titles.to_vec()),
            |c, v| {
                c.title = if v == "transfer" { Title::Transfer } else { Title::Pledge };
            },
        ),
        m.percent(spec("haircut", "Haircut", "Share of market value that does not count as security."), |c| {
            Some(&mut c.haircut)
        }),
        m.maybe_percent(
            spec("required_cover", "Required cover", "Market value over the secured debt. Empty: the haircut decides."),
            "by the haircut",
            |c| Some(&mut c.required_cover),
        ),
        m.choice(
            spec("secures", "Secures", "What it stands for."),
            (c.secures.as_deref().unwrap_or(""), secured),
            |c, v| {
                c.secures = (!v.is_empty()).then(|| v.to_owned());
            },
        ),
        m.check(
            spec(
                "calls",
                "Margin calls",
                "Whether the holder calls for more when the value falls below what is required.",
            ),
            |c| Some(&mut c.calls),
        ),
        m.percent(
            spec("seizure_discount", "Seizure discount", "How far below the market seized units are sold."),
            |c| Some(&mut c.seizure_discount),
        ),
    ]
}

fn funding(s: &Scenario, m: &Maker<Collateral>, c: &Collateral) -> Section {
    let help = "A loan drawn at the opening against this collateral: its value less the haircut.";
    let Some(f) = &c.funding else {
        let add = Action::add("Add loan", m.edit(|c| c.funding = Some(Funding::default())));
        return Section::new("Loan against it", help, []).with([add]);
    };
    let mut buys = vec![(String::new(), "nothing: keeps the cash".to_owned())];
    buys.extend(assets(s));
    let fields = [
        m.choice(
            spec("funding/buys", "Buys", "What the pledger buys with the loan, at the opening price."),
            (f.buys.as_deref().unwrap_or(""), buys),
            |c, v| {
                if let Some(f) = &mut c.funding {
                    f.buys = (!v.is_empty()).then(|| v.to_owned());
                }
            },
        ),
        m.maybe_whole(spec("funding/due", "Due", "When the loan falls due."), "long-term", |c| {
            c.funding.as_mut().map(|f| &mut f.due)
        }),
    ];
    Section::new("Loan against it", help, fields).with([Action::remove("Remove loan", m.edit(|c| c.funding = None))])
}
