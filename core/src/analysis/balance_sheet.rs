//! What a participant has and owes at a tick of a run: see [`BalanceSheet`].

use crate::engine::{BalanceSheet, Engine};
use crate::units::{ParticipantIx, Tick};
use crate::world::World;

/// Runs a world to the end of a tick and draws up the balance sheet of a participant; at its last tick when it has fewer.
/// Nothing where there is no such participant.
#[must_use]
pub fn balance_sheet(world: &World, who: ParticipantIx, tick: Tick) -> Option<BalanceSheet> {
    let mut engine = Engine::new(world);
    while engine.tick() < tick && !engine.done() {
        engine.step();
    }
    engine.balance_sheet(who)
}
