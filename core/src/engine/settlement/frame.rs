//! How settlement stands at the end of a tick, for whoever reads the frames.

use super::super::context::Tick;
use crate::trace::SettlingFrame;
use crate::units::Amount;

/// The figures; nothing where the rules say nothing of settlement.
pub fn frame(t: &Tick<'_>) -> Option<SettlingFrame> {
    t.w.rules.settlement.as_ref()?;
    let x = &t.s.settling;
    let [due, missed, waiting, gridlocked, fees] =
        [x.due, x.missed, x.waiting, x.gridlocked, x.fees].map(|q| Amount::new(q.clamp(-Amount::LIMIT, Amount::LIMIT)));
    Some(SettlingFrame { payments: x.payments, room: x.room, due, missed, waiting, gridlocked, fees })
}
