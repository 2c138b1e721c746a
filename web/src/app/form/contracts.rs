//! Forms of contracts and positions, and what a first one is.

use super::made::{Made, Spot, Thing};
use super::maker::{Maker, spec};
use super::wires::delete;
use super::{Action, Edit, Row, Section, parties, party_name};
use crate::app::accounts::{self, Account};
use crate::app::place::unique_id;
use crate::app::words;
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Asset, Contract, Payoff, Position, Scenario, Shaped as _};
use interclear_core::units::{Decimal, Price, Rate};

/// Contracts to choose from.
pub(super) fn contracts(s: &Scenario) -> Vec<(String, String)> {
    s.contracts.iter().map(|c| (c.id.clone(), c.label.clone())).collect()
}

/// The name of a contract, or its id.
#[must_use]
pub fn contract_name<'a>(s: &'a Scenario, id: &'a str) -> &'a str {
    s.contracts.iter().find(|c| c.id == id).map_or(id, |c| c.label.as_str())
}

/// A position in words: `Ash long, Beech short: 10 Oil`.
#[must_use]
pub fn position_name(s: &Scenario, p: &Position) -> String {
    let party = |id| if id == crate::app::OUTSIDE { "everybody else" } else { party_name(s, id) };
    format!("{} long, {} short: {} {}", party(&p.long), party(&p.short), p.quantity, contract_name(s, &p.contract))
}

/// All contracts, and all positions as a list.
pub(super) fn lists(s: &Scenario) -> Vec<Section> {
    let help = "Derivatives on the assets here. A change of their value is paid in cash every settlement.";
    let add = contract(s, None).map(|(s, c)| {
        let (at, words) = (format!("contracts/{}/", c.id), format!("add {}", c.label));
        Action::add("Add contract", Edit::Named(words, Box::new(Edit::About(Box::new(s))))).then(at)
    });
    let mut all = vec![Section::new("Contracts", help, []).at("contracts".into()).with(add)];
    all.extend(s.contracts.iter().flat_map(|c| contract_form(s, c)));
    let mut positions = Section::new("Positions", "Who is long and who is short of which contract.", []);
    positions.rows = s.positions.iter().map(|p| row(s, p)).collect();
    let new = first(s, None, 10).map(|(next, p)| {
        let words = format!("add position {}", position_name(&next, &p));
        let edit = Edit::Named(words, Box::new(Edit::About(Box::new(next))));
        Action::add("Add position", edit).then(format!("positions/{}/", p.id))
    });
    all.push(positions.at("positions".into()).with(new));
    all
}

/// The terms of a contract.
fn contract_form(s: &Scenario, c: &Contract) -> Vec<Section> {
    let thing = Thing::new(s, None, c, |c| Edit::Contract(Box::new(c)));
    let spot = Spot { depth: 1, ..Spot::of(String::new(), format!("contracts/{}", c.id), &c.underlying) };
    let held = s.positions.iter().filter(|p| p.contract == c.id).count();
    let m = Maker::new(c, format!("contracts/{}", c.id), |c| Edit::Contract(Box::new(c)));
    let mut main = Section::new(
        c.label.as_str(),
        words::count(held, "position is in it.", "positions are in it."),
        [m.text(spec("label", "Name", ""), |c| &mut c.label)],
    )
    .at(format!("contracts/{}", c.id));
    main.depth = 1;
    let gone = Edit::RemoveContract(c.id.clone());
    let sign =
        Action::small("\u{2715}", format!("Remove {}", c.label), Some(gone), format!("contracts/{}/remove", c.id));
    main.signs = vec![Action { removes: true, ..sign.then("contracts") }];
    let mut all = vec![main];
    Made::new(&thing, spot).complete(&mut all, Contract::SHAPE, &["id", "label"]);
    all
}

/// A position as a row.
fn row(s: &Scenario, p: &Position) -> Row {
    let gone = Edit::RemoveLink(LinkKind::Position, p.id.clone());
    let title = position_name(s, p);
    let at = format!("positions/{}", p.id);
    let gone = Action::small("\u{2715}", format!("Remove {title}"), Some(gone), format!("{at}/remove"));
    let fields = fields(s, p).into_iter().flatten().collect();
    Row {
        at,
        title,
        help: "".into(),
        fields,
        order: None,
        actions: vec![Action { removes: true, ..gone.then("positions") }],
    }
}

fn fields(s: &Scenario, p: &Position) -> [Option<super::Field>; 5] {
    let m = Maker::new(p, format!("positions/{}", p.id), |p| Edit::Position(Box::new(p)));
    let mut known = contracts(s);
    if !known.iter().any(|(id, _)| *id == p.contract) {
        known.push((p.contract.clone(), p.contract.clone()));
    }
    [
        m.choice(spec("contract", "Contract", "Its terms are under Rules."), (&p.contract, known), |p, v| {
            p.contract = v.into();
        }),
        m.choice(spec("long", "Long", "Gains when it rises."), (&p.long, parties(s, true)), |p, v| p.long = v.into()),
        m.choice(spec("short", "Short", "Gains when it falls."), (&p.short, parties(s, true)), |p, v| {
            p.short = v.into();
        }),
        m.whole(spec("quantity", "Contracts", "How many."), |p| Some(&mut p.quantity)),
        m.maybe_whole(spec("traded", "Traded on", "Empty: it is there at the opening."), "the opening", |p| {
            Some(&mut p.traded)
        }),
    ]
}

/// A position, or the account of a name with all positions in it.
pub(super) fn position(s: &Scenario, key: &str) -> Vec<Section> {
    if let Some(p) = s.positions.iter().find(|p| p.id == key) {
        let word = delete(LinkKind::Position, key, "position");
        let terms = s.contracts.iter().filter(|c| c.id == p.contract).flat_map(|c| contract_form(s, c));
        return std::iter::once(Section::new("Position", "", fields(s, p)).with([word])).chain(terms).collect();
    }
    accounts::find(s, key).map(|x| vec![account(s, &x)]).unwrap_or_default()
}

fn account(s: &Scenario, x: &Account<'_>) -> Section {
    let help = if x.cleared {
        "The house stands between the two of every trade: this is what the member has with it, netted."
    } else {
        "All that the two have with each other is netted."
    };
    let mut section = Section::new("Positions in this account", help, []);
    section.rows = x.positions.iter().map(|p| row(s, p)).collect();
    section
}

/// The scenario with one more contract, on an asset or the first that has a price of its own. Where there is none an
/// asset comes with it.
pub fn contract(s: &Scenario, on: Option<&str>) -> Option<(Scenario, Contract)> {
    let mut next = s.clone();
    let moves = |a: &&Asset| a.id != s.numeraire && on.is_none_or(|on| on == a.id);
    let taken = |a: &Asset| s.contracts.iter().any(|c| c.underlying == a.id);
    let plain = s.assets.iter().filter(moves).min_by_key(|a| (taken(a), a.claim.is_some()));
    let underlying = match plain {
        Some(asset) => (asset.id.clone(), asset.label.clone()),
        None => {
            let id = unique_asset(s, "oil");
            let price = Price::new(100.0).unwrap_or_default();
            next.assets.push(Asset { id: id.clone(), label: "Oil".into(), price, decimals: 2, ..Asset::default() });
            (id, "Oil".to_owned())
        }
    };
    let wish = format!("{}-future", underlying.0);
    let id = std::iter::once(wish.clone()).chain((2u32..).map(|n| format!("{wish}-{n}")));
    let id = id.take(10_000).find(|id| !s.contracts.iter().any(|c| c.id == *id))?;
    let made = Contract {
        id,
        label: format!("{} future", underlying.1),
        underlying: underlying.0,
        payoff: Payoff::Future { expires: None },
        size: Decimal::from_f64(1.0).unwrap_or_default(),
        volatility: Rate::new(0.5).unwrap_or_default(),
        depth: None,
        house: None,
    };
    next.contracts.push(made.clone());
    Some((next, made))
}

fn unique_asset(s: &Scenario, wish: &str) -> String {
    let all = std::iter::once(wish.to_owned()).chain((2u32..=10_000).map(|n| format!("{wish}{n}")));
    all.into_iter().find(|id| !s.assets.iter().any(|a| a.id == *id)).unwrap_or_else(|| wish.to_owned())
}

/// The scenario with one more position, between two or the first two that may have one, in the last contract; a first
/// contract is made where there is none.
pub fn first(s: &Scenario, between: Option<(&str, &str)>, quantity: u32) -> Option<(Scenario, Position)> {
    let mut next = s.clone();
    if next.contracts.is_empty() {
        next = contract(s, None)?.0;
    }
    let houses = accounts::houses(s);
    let mut able = s.participants.iter().map(|p| p.id.as_str()).filter(|id| !houses.contains(id));
    let (long, short) = match between {
        Some(ends) => ends,
        None => (able.next()?, able.next()?),
    };
    let id = unique_id(&next, "p1");
    let contract = next.contracts.last()?.id.clone();
    let made = Position { id, contract, long: long.to_owned(), short: short.to_owned(), quantity, traded: None };
    next.positions.push(made.clone());
    Some((next, made))
}
