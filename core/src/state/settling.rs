//! Settlement in motion: room for payments, and what did not settle in time.

use crate::scenario::Settlement;
use crate::trace::SettlingFrame;
use crate::units::{Amount, EntryIx};
use crate::world::World;

/// How settlement stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settling {
    /// Payments that the last tick with any had room for; nothing before, and without a limit.
    pub room: Option<u32>,
    /// The line that last changed the room.
    pub congested: Option<EntryIx>,
    /// Payments made one by one or together in this tick.
    pub payments: u32,
    /// Value, in quanta of the numeraire at marks: due on its date so far, and not settled on it.
    pub due: i64,
    pub missed: i64,
    /// Value that waited for room in this tick, and value that was stuck and could have settled together.
    pub waiting: i64,
    pub gridlocked: i64,
    /// Fees paid so far.
    pub fees: i64,
    /// How debts settle; what falls due between two batches is due at the next.
    pub rule: Option<Settlement>,
}

impl Settling {
    pub fn opening(w: &World) -> Self {
        Self { rule: w.rules.settlement.clone(), ..Self::default() }
    }

    /// Begins a tick.
    pub fn open(&mut self) {
        (self.payments, self.waiting, self.gridlocked) = (0, 0, 0);
    }

    /// The figures for whoever reads the frames; nothing where the rules say nothing of settlement.
    pub fn frame(&self) -> Option<SettlingFrame> {
        self.rule.as_ref()?;
        let money = |quanta: i64| Amount::new(quanta.clamp(-Amount::LIMIT, Amount::LIMIT));
        Some(SettlingFrame {
            payments: self.payments,
            room: self.room,
            due: money(self.due),
            missed: money(self.missed),
            waiting: money(self.waiting),
            gridlocked: money(self.gridlocked),
            fees: money(self.fees),
        })
    }

    pub fn hash_into(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.room.unwrap_or(u32::MAX).to_le_bytes());
        for x in [self.due, self.missed, self.waiting, self.gridlocked, self.fees] {
            bytes.extend_from_slice(&x.to_le_bytes());
        }
    }
}
