//! `Edit`: one undoable change of the scenario.

use super::lazy::Lazy;
use super::{form, remove, rewire, words};
use interclear_core::journal::LinkKind;
use interclear_core::preset::Additions;
use interclear_core::scenario::Form;
use interclear_core::scenario::{
    Asset, Code, Collateral, Contract, Deposit, Event, Obligation, Participant, Position, Problem, Rules, Scenario,
    Trade, control,
};

/// One undoable change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Replace all of it (open, import, restore).
    Replace(Box<Scenario>),
    /// Add a participant of a preset with all that it brings.
    Add(Box<Additions>),
    /// Add or replace a participant, by id.
    Participant(Box<Participant>),
    /// Add or replace an obligation, by id.
    Obligation(Box<Obligation>),
    /// Add or replace a trade, by id.
    Trade(Box<Trade>),
    /// Add or replace a deposit, by id.
    Deposit(Box<Deposit>),
    /// Add or replace a contract, by id.
    Contract(Box<Contract>),
    /// Add or replace a position, by id.
    Position(Box<Position>),
    /// Add or replace a collateral link, by id.
    Collateral(Box<Collateral>),
    /// Add or replace a shock, by id.
    Event(Box<Event>),
    /// Add or replace an asset, by id.
    Asset(Box<Asset>),
    /// Replace the rules.
    Rules(Box<Rules>),
    /// Change the words around the scenario (title, summary, source, assumptions) or its clock.
    About(Box<Scenario>),
    /// Turn a slider's target to a value.
    Set(String, f64),
    /// Move a participant to a place on the canvas; changes no number.
    Place(String, [f64; 2]),
    /// Remove a participant with its links and shocks.
    RemoveParticipant(String),
    /// Remove a link.
    RemoveLink(LinkKind, String),
    /// Remove a contract with the positions in it.
    RemoveContract(String),
    /// Remove a shock.
    RemoveEvent(String),
    /// Rewire the obligations with the same totals: `all_to_all`, `islands`, `ring`.
    Rewire(String),
    /// Change title or clock ticks.
    Title(String),
    /// Number of ticks.
    Ticks(u32),
    /// Another change, under words of its own.
    Named(String, Box<Self>),
    /// A change that is made when it is asked for.
    Lazy(Lazy),
}

impl Edit {
    /// The scenario after this change, and words for the undo button.
    ///
    /// # Errors
    /// A problem when the change does not fit the scenario, which stays as it was.
    pub fn apply(&self, scenario: &Scenario) -> Result<(Scenario, String), Problem> {
        if let Self::Named(words, edit) = self {
            return edit.apply(scenario).map(|(next, _)| (next, words.clone()));
        }
        if let Self::Lazy(lazy) = self {
            return lazy.choose(scenario)?.apply(scenario);
        }
        let mut next = scenario.clone();
        let label = self.change(scenario, &mut next)?;
        Ok((next, label))
    }

    /// Makes the change in a copy `s` of the scenario, and gives its words.
    fn change(&self, scenario: &Scenario, s: &mut Scenario) -> Result<String, Problem> {
        let names = |id: &str| name(scenario, id).to_owned();
        let label = match self {
            Self::Replace(other) => {
                s.clone_from(other);
                format!("open {}", if other.title.is_empty() { "a scenario" } else { other.title.as_str() })
            }
            Self::Add(made) => add(made, s),
            Self::Participant(p) => {
                let name = p.label.clone();
                put(&mut s.participants, p, &names, |x| &x.id, |_| name.clone())
            }
            Self::Obligation(o) => obligation(scenario, s, o),
            Self::Trade(t) => {
                let label =
                    |x: &Trade| format!("trade of {} and {}", name(scenario, &x.seller), name(scenario, &x.buyer));
                put(&mut s.trades, t, &names, |x| &x.id, label)
            }
            Self::Deposit(d) => {
                let label = |x: &Deposit| format!("deposit with {}", name(scenario, &x.taker));
                put(&mut s.deposits, d, &names, |x| &x.id, label)
            }
            Self::Contract(c) => put(&mut s.contracts, c, &names, |x| &x.id, |x| x.label.clone()),
            Self::Position(p) => position(scenario, s, p),
            Self::Collateral(c) => {
                let label = |x: &Collateral| format!("collateral of {}", name(scenario, &x.pledger));
                put(&mut s.collateral, c, &names, |x| &x.id, label)
            }
            Self::Event(e) => put(&mut s.events, e, &names, |x| &x.id, |x| x.what.label().to_ascii_lowercase()),
            Self::Asset(a) => put(&mut s.assets, a, &names, |x| &x.id, |x| x.label.clone()),
            Self::About(other) => {
                s.clone_from(other);
                "change the description".into()
            }
            Self::Rules(rules) => {
                let label = words::difference(&names, &s.rules, rules).unwrap_or_else(|| "change rules".into());
                s.rules = (**rules).clone();
                label
            }
            Self::Set(target, value) => {
                let label = words::slide(scenario, target, *value);
                control::set(s, target, *value)?;
                label
            }
            Self::Place(id, place) => {
                let who = s.participants.iter_mut().find(|p| p.id == *id).ok_or_else(|| missing("participants", id))?;
                who.place = Some(*place);
                format!("move {}", who.label)
            }
            Self::RemoveParticipant(id) => remove::participant(s, id)?,
            Self::RemoveLink(kind, id) => remove::link(s, *kind, id)?,
            Self::RemoveContract(id) => remove::contract(s, id)?,
            Self::RemoveEvent(id) => remove::event(s, id)?,
            Self::Rewire(how) => rewire::apply(s, how)?,
            Self::Title(title) => {
                s.title.clone_from(title);
                format!("title {title}")
            }
            Self::Ticks(ticks) => {
                let label = format!("{}s {} to {ticks}", s.clock.unit, s.clock.ticks);
                s.clock.ticks = *ticks;
                label
            }
            // Both are taken apart before a change is made.
            Self::Named(words, _) => words.clone(),
            Self::Lazy(_) => String::new(),
        };
        Ok(label)
    }
}

/// Adds what a preset brings, and says who was placed.
fn add(made: &Additions, s: &mut Scenario) -> String {
    made.add_to(s);
    format!("add {}", made.placed().map_or("", |p| p.label.as_str()))
}

fn obligation(before: &Scenario, s: &mut Scenario, o: &Obligation) -> String {
    let label = |x: &Obligation| format!("what {} owes {}", name(before, &x.debtor), name(before, &x.creditor));
    put(&mut s.obligations, o, &|id| name(before, id).to_owned(), |x| &x.id, label)
}

fn position(before: &Scenario, s: &mut Scenario, p: &Position) -> String {
    let label = |x: &Position| format!("position {}", form::position_name(before, x));
    put(&mut s.positions, p, &|id| name(before, id).to_owned(), |x| &x.id, label)
}

/// Adds or replaces by id, and says which.
fn put<T: Clone + Form>(
    list: &mut Vec<T>,
    item: &T,
    names: &dyn Fn(&str) -> String,
    id: impl Fn(&T) -> &str,
    name: impl Fn(&T) -> String,
) -> String {
    match list.iter_mut().find(|x| id(x) == id(item)) {
        Some(old) => {
            let label = words::difference(names, old, item).unwrap_or_else(|| format!("change {}", name(item)));
            old.clone_from(item);
            label
        }
        None => {
            list.push(item.clone());
            format!("add {}", name(item))
        }
    }
}

/// A participant's name, or the id itself.
pub(super) fn name<'a>(scenario: &'a Scenario, id: &'a str) -> &'a str {
    scenario.participants.iter().find(|p| p.id == id).map_or(id, |p| p.label.as_str())
}

/// Nothing has this id.
pub(super) fn missing(list: &str, id: &str) -> Problem {
    Problem::error(Code::UnknownId, format!("{list}/{id}"), format!("nothing here is called `{id}`"))
}
