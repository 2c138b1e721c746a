//! Problems and places: which thing and field a problem is about, and what a typed text would come to.

use super::{Field, Section, sections};
use crate::app::{Edit, Item, engine, words};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Code, Problem, Scenario, Severity};

/// The part of a problem's place that says which thing it is about: `collateral/l1`.
#[must_use]
pub fn place(item: &Item) -> String {
    match item {
        Item::Participant(id) => format!("participants/{id}"),
        Item::Link(LinkKind::Obligation, id) => format!("obligations/{id}"),
        Item::Link(LinkKind::Trade, id) => format!("trades/{id}"),
        Item::Link(LinkKind::Deposit, id) => format!("deposits/{id}"),
        Item::Link(LinkKind::Collateral, id) => format!("collateral/{id}"),
        Item::Link(LinkKind::Position, id) => format!("positions/{id}"),
        Item::Event(id) => format!("events/{id}"),
        Item::Asset(id) => format!("assets/{id}"),
    }
}

/// The reverse: the thing that a place is in.
fn item(at: &str) -> Option<Item> {
    let mut parts = at.split('/');
    let (section, id) = (parts.next()?, parts.next()?.to_owned());
    Some(match section {
        "participants" => Item::Participant(id),
        "obligations" => Item::Link(LinkKind::Obligation, id),
        "trades" => Item::Link(LinkKind::Trade, id),
        "deposits" => Item::Link(LinkKind::Deposit, id),
        "collateral" => Item::Link(LinkKind::Collateral, id),
        "positions" => Item::Link(LinkKind::Position, id),
        "events" => Item::Event(id),
        "assets" => Item::Asset(id),
        _ => return None,
    })
}

/// Whether something is at a place or inside it.
#[must_use]
pub fn is_at(at: &str, place: &str) -> bool {
    at.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Problems of what is selected that no field, row or section of its form shows.
#[must_use]
pub fn loose<'a>(problems: &'a [Problem], item: Option<&Item>, sections: &[Section]) -> Vec<&'a Problem> {
    let shown = |p: &Problem| {
        let fields = sections.iter().flat_map(Section::all_fields).map(|f| f.at.as_str());
        fields.chain(holders(sections)).any(|at| is_at(&p.at, at))
    };
    let here = |p: &Problem| match item {
        Some(item) => is_at(&p.at, &place(item)),
        None => true,
    };
    problems.iter().filter(|p| here(p) && !shown(p)).collect()
}

/// Places of sections and rows that have one.
fn holders(sections: &[Section]) -> impl Iterator<Item = &str> {
    let all = sections.iter().flat_map(|s| s.rows.iter().map(|r| r.at.as_str()).chain([s.at.as_str()]));
    all.filter(|at| !at.is_empty())
}

/// Problems of a section or a row as a whole: at its place, and at no place within it that shows them itself.
#[must_use]
pub fn others<'a>(problems: &'a [Problem], at: &str, sections: &[Section]) -> Vec<&'a Problem> {
    let fields = sections.iter().flat_map(Section::all_fields).map(|f| f.at.as_str());
    let within: Vec<&str> = fields.chain(holders(sections)).filter(|x| x.len() > at.len()).collect();
    let own = |p: &&Problem| !at.is_empty() && is_at(&p.at, at) && !within.iter().any(|x| is_at(&p.at, x));
    problems.iter().filter(own).collect()
}

/// Where a problem is, for whoever wants to go there.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The thing to select; none for the rules, the clock and the description.
    pub item: Option<Item>,
    /// The thing and the field in words: `Ida: contribution of Ash`.
    pub words: String,
}

/// The spot of a place; none where the scenario has no such thing.
#[must_use]
pub fn spot(scenario: &Scenario, at: &str) -> Option<Spot> {
    let item = item(at);
    let form = sections(scenario, item.as_ref());
    let field = form.iter().flat_map(Section::all_fields).find(|f| is_at(at, &f.at));
    let row = form.iter().flat_map(|s| &s.rows).find(|r| is_at(at, &r.at)).map(|r| r.title.as_str());
    let part = field.map(|f| f.label.as_str()).or(row);
    if form.is_empty() || item.is_none() && part.is_none() {
        return None;
    }
    let thing = item.as_ref().map(|i| thing(scenario, i));
    let words: Vec<&str> = thing.as_deref().into_iter().chain(part).collect();
    Some(Spot { item, words: words.join(": ") })
}

/// A thing by its name.
fn thing(s: &Scenario, item: &Item) -> String {
    let between = |from: &str, to: &str| format!("{} to {}", super::party_name(s, from), super::party_name(s, to));
    let link = |kind: LinkKind, id: &str| match kind {
        LinkKind::Obligation => s.obligations.iter().find(|x| x.id == id).map(|x| between(&x.debtor, &x.creditor)),
        LinkKind::Trade => s.trades.iter().find(|x| x.id == id).map(|x| between(&x.seller, &x.buyer)),
        LinkKind::Deposit => s.deposits.iter().find(|x| x.id == id).map(|x| between(&x.holder, &x.taker)),
        LinkKind::Collateral => s.collateral.iter().find(|x| x.id == id).map(|x| between(&x.pledger, &x.holder)),
        LinkKind::Position => s.positions.iter().find(|x| x.id == id).map(|x| super::position_name(s, x)),
    };
    match item {
        Item::Participant(id) => super::party_name(s, id).to_owned(),
        Item::Asset(id) => super::label_of(s, id),
        Item::Event(id) => {
            let event = s.events.iter().find(|e| e.id == *id);
            event.map_or_else(|| id.clone(), |e| e.what.label().to_owned())
        }
        Item::Link(kind, id) => link(*kind, id).unwrap_or_else(|| id.clone()),
    }
}

/// What stands in the way of an edit: errors that the scenario does not have yet.
#[must_use]
pub fn refused(scenario: &Scenario, known: &[Problem], edit: &Edit) -> Vec<Problem> {
    match edit.apply(scenario) {
        Err(problem) => vec![problem],
        Ok((next, _)) if next == *scenario => Vec::new(),
        Ok((next, _)) => {
            let all = engine::check(&next);
            all.into_iter().filter(|p| p.severity == Severity::Error && !known.contains(p)).collect()
        }
    }
}

/// What is wrong with a text typed into a field; nothing when it would do.
#[must_use]
pub fn tried(scenario: &Scenario, known: &[Problem], field: &Field, text: &str) -> Vec<Problem> {
    match (field.set)(text) {
        Ok(edit) => refused(scenario, known, &edit),
        Err(why) => vec![Problem::error(Code::BadValue, &*field.at, why)],
    }
}

/// A problem in sentences: the reason, then what would mend it.
#[must_use]
pub fn says(problem: &Problem) -> String {
    let sentence = |text: &str| {
        let end = if text.ends_with(['.', '!', '?', ':']) { "" } else { "." };
        format!("{}{end}", words::capital(text))
    };
    let hint = problem.hint.as_deref().map(|h| format!(" {}", sentence(h))).unwrap_or_default();
    sentence(&problem.message) + &hint
}
