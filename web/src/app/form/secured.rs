//! The form of collateral: what is posted, its terms, the loan against it.

use super::maker::{Maker, spec, unit};
use super::wires::{chosen, complete, delete};
use super::{Action, Edit, Field, Section, assets, label_of, parties};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Collateral, Funding, Scenario, Title};

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
