//! The balance sheet of a participant at the tick that a run has reached.

use super::Engine;
use crate::trace::BalanceSheet;
use crate::units::ParticipantIx;

impl Engine<'_> {
    /// What a participant has and owes at the end of the tick reached; nothing where there is no such participant.
    #[must_use]
    pub fn balance_sheet(&self, who: ParticipantIx) -> Option<BalanceSheet> {
        let there = who.at() < self.world.participants.len();
        there.then(|| self.state.sheet(self.world.at(self.state.tick), who))
    }
}
