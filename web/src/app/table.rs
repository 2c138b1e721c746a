//! The network as lines of a table: names, cells that can be edited in place, and what adds and takes away a line.
//!
//! Lines follow the scenario alone. What a run says of them at a moment is looked up by the view.

use super::form::{self, Field, cells};
use super::model::{Item, Model};
use super::{Edit, OUTSIDE, engine, legal_target};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::Scenario;
use interclear_core::units::sorted;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is about.
    pub item: Item,
    /// Its place: `obligations/o1`.
    pub at: String,
    /// Its name: `Cedar`, `Cedar → Dune`.
    pub name: String,
    /// Its cells: of a participant name and opening cash, of a link amount and due tick.
    pub cells: [Option<Field>; 2],
    /// The edit that takes it away.
    pub gone: Edit,
    /// The place that gets the focus when it has gone.
    pub next: String,
}

/// All lines of a scenario.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    /// Participants, by id.
    pub people: Vec<Line>,
    /// Obligations, trades, deposits, collateral, positions, each by id.
    pub links: Vec<Line>,
}

/// The lines of a scenario.
#[must_use]
pub fn lines(s: &Scenario) -> Lines {
    let person = |p: &interclear_core::scenario::Participant| Line {
        item: Item::Participant(p.id.clone()),
        at: format!("participants/{}", p.id),
        name: p.label.clone(),
        cells: cells::participant(s, p),
        gone: Edit::RemoveParticipant(p.id.clone()),
        next: String::new(),
    };
    let mut people = by_id(s.participants.iter().map(|p| (p.id.as_str(), person(p))).collect());
    let mut links = links(s);
    focus_next(&mut people);
    focus_next(&mut links);
    Lines { people, links }
}

fn links(s: &Scenario) -> Vec<Line> {
    let line = |kind: LinkKind, id: &str, (from, to): (&str, &str), cells: [Option<Field>; 2]| {
        let item = Item::Link(kind, id.to_owned());
        let at = form::place(&item);
        let name = format!("{} \u{2192} {}", party(s, from), party(s, to));
        let said = |f: Field| Field { label: format!("{name}: {}", f.label), ..f };
        let cells = cells.map(|f| f.map(said));
        Line { item, at, name, cells, gone: Edit::RemoveLink(kind, id.to_owned()), next: String::new() }
    };
    let mut all = by_id(
        s.obligations
            .iter()
            .map(|o| {
                let ends = (o.debtor.as_str(), o.creditor.as_str());
                (o.id.as_str(), line(LinkKind::Obligation, &o.id, ends, cells::obligation(s, o)))
            })
            .collect(),
    );
    let trade =
        |t: &interclear_core::scenario::Trade| line(LinkKind::Trade, &t.id, (&t.seller, &t.buyer), cells::trade(s, t));
    all.extend(by_id(s.trades.iter().map(|t| (t.id.as_str(), trade(t))).collect()));
    let deposit = |d: &interclear_core::scenario::Deposit| {
        line(LinkKind::Deposit, &d.id, (&d.holder, &d.taker), cells::deposit(d))
    };
    all.extend(by_id(s.deposits.iter().map(|d| (d.id.as_str(), deposit(d))).collect()));
    let collateral = |c: &interclear_core::scenario::Collateral| {
        line(LinkKind::Collateral, &c.id, (&c.pledger, &c.holder), cells::collateral(s, c))
    };
    all.extend(by_id(s.collateral.iter().map(|c| (c.id.as_str(), collateral(c))).collect()));
    let position = |p: &interclear_core::scenario::Position| {
        line(LinkKind::Position, &p.id, (&p.long, &p.short), cells::position(p))
    };
    all.extend(by_id(s.positions.iter().map(|p| (p.id.as_str(), position(p))).collect()));
    all
}

fn by_id(lines: Vec<(&str, Line)>) -> Vec<Line> {
    sorted(lines, |a, b| a.0.cmp(b.0)).into_iter().map(|(_, line)| line).collect()
}

/// A line that is taken away leaves the focus to the one below it, the last one to the one above.
fn focus_next(lines: &mut [Line]) {
    let first = |l: &Line| l.cells.iter().flatten().next().map_or_else(|| l.at.clone(), |f| f.at.clone());
    let places: Vec<String> = lines.iter().map(first).collect();
    for (i, line) in lines.iter_mut().enumerate() {
        let next = places.get(i + 1).or_else(|| i.checked_sub(1).and_then(|above| places.get(above)));
        line.next = next.cloned().unwrap_or_default();
    }
}

fn party<'a>(s: &'a Scenario, id: &'a str) -> &'a str {
    if id == OUTSIDE { "everybody else" } else { s.participants.iter().find(|p| p.id == id).map_or(id, |p| &p.label) }
}

/// A participant of a preset with all that it brings, placed by the layout; the place of its name comes with it.
///
/// # Errors
/// Why it cannot be added, in a sentence.
pub fn add_participant(model: &Model, preset: &str) -> Result<(Edit, String), String> {
    let s = &*model.scenario;
    let none = || format!("There is no preset `{preset}`.");
    let made = engine::additions(s, preset).ok_or_else(none)?.map_err(|problem| form::says(&problem))?;
    let id = made.placed().ok_or_else(none)?.id.clone();
    let edit = Edit::Add(Box::new(made));
    match form::refused(s, &model.problems, &edit).first() {
        Some(problem) => Err(form::says(problem)),
        None => Ok((edit, format!("participants/{id}/label"))),
    }
}

/// What one owes another, with an amount as it was typed; the place of its amount comes with it.
///
/// # Errors
/// Why it cannot be added, in a sentence.
pub fn add_obligation(model: &Model, from: &str, to: &str, typed: &str) -> Result<(Edit, String), String> {
    legal_target(model, LinkKind::Obligation, from, to)?;
    let (edit, at) = cells::owe(&model.scenario, from, to, (typed, model.playhead.tick + 1))?;
    match form::refused(&model.scenario, &model.problems, &edit).first() {
        Some(problem) => Err(form::says(problem)),
        None => Ok((edit, at)),
    }
}
