//! Forms as data: the fields of whatever is selected, with help, limits and the edit each one makes.
//!
//! The page draws them and knows none by name. A text that cannot be read is an error in words and makes no edit.

pub(super) mod cells;
mod clients;
mod contracts;
mod depositors;
mod house;
mod made;
mod maker;
mod parts;
mod party;
mod places;
mod read;
mod rule_sets;
mod rules;
mod secured;
#[cfg(test)]
mod tests;
mod things;
mod wires;

use super::{Edit, Item};
use contracts::contracts;
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Control, Scenario};

pub use contracts::{contract_name, first as first_position, position_name};
pub use house::arrange;
pub use made::shock;
pub use parts::{Action, Arrange, Field, Input, Picker, Row, Section, Set};
pub use places::{Spot, is_at, loose, others, place, refused, says, spot, tried};

/// The form of what is selected; of the rules, clock and description when nothing is.
#[must_use]
pub fn sections(scenario: &Scenario, item: Option<&Item>) -> Vec<Section> {
    match item {
        None => rules::sections(scenario),
        Some(Item::Participant(id)) => party::sections(scenario, id),
        Some(Item::Link(LinkKind::Collateral, id)) => secured::collateral(scenario, id),
        Some(Item::Link(LinkKind::Obligation, id)) => wires::obligation(scenario, id),
        Some(Item::Link(LinkKind::Trade, id)) => wires::trade(scenario, id),
        Some(Item::Link(LinkKind::Deposit, id)) => wires::deposit(scenario, id),
        Some(Item::Link(LinkKind::Position, id)) => contracts::position(scenario, id),
        Some(Item::Event(id)) => things::event(scenario, id),
        Some(Item::Asset(id)) => things::asset(scenario, id),
    }
}

/// Sliders that turn what is selected; all but the large one when nothing is.
#[must_use]
pub fn controls<'a>(scenario: &'a Scenario, item: Option<&Item>) -> Vec<&'a Control> {
    match item {
        None => scenario.controls.iter().skip(1).collect(),
        Some(item) => {
            let place = place(item);
            scenario.controls.iter().filter(|c| is_at(&c.target, &place)).collect()
        }
    }
}

/// Participants to choose from, and everybody else where that makes sense.
fn parties(scenario: &Scenario, outside: bool) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        scenario.participants.iter().map(|p| (p.id.clone(), p.label.clone())).collect();
    if outside {
        all.push((super::OUTSIDE.to_owned(), "everybody else".to_owned()));
    }
    all
}

/// The name of a participant, or its id.
fn party_name<'a>(scenario: &'a Scenario, id: &'a str) -> &'a str {
    scenario.participants.iter().find(|p| p.id == id).map_or(id, |p| p.label.as_str())
}

/// Assets to choose from.
fn assets(scenario: &Scenario) -> Vec<(String, String)> {
    scenario.assets.iter().map(|a| (a.id.clone(), a.label.clone())).collect()
}

/// The label of the numeraire.
fn numeraire(scenario: &Scenario) -> String {
    label_of(scenario, &scenario.numeraire)
}

/// The label of an asset.
fn label_of(scenario: &Scenario, id: &str) -> String {
    scenario.assets.iter().find(|a| a.id == id).map_or_else(|| id.to_owned(), |a| a.label.clone())
}

/// `days`, from the word for a tick.
fn ticks(scenario: &Scenario) -> String {
    format!("{}s", scenario.clock.unit)
}
