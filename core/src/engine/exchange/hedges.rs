//! Hedges: a participant that is cut back at one venue may be left with the other leg elsewhere.

use super::super::context::Note;
use super::Desk;
use crate::journal::EntryKind;
use crate::state::Owner;
use crate::units::{AssetIx, EntryIx, ParticipantIx};

impl Desk<'_, '_> {
    /// What a participant holds of an asset in all: free, as margin at venues, and by positions at all venues.
    fn exposure(&self, who: ParticipantIx, asset: AssetIx) -> i64 {
        let mut sum = self.t.s.books.free(who, asset) + self.t.s.staked_of(who, asset);
        let others = self.t.s.exchange.venues.iter().filter(|v| v.who != self.v.who);
        for v in others.chain(std::iter::once(&self.v)) {
            let Some(spec) = self.w.venue(v.who) else { continue };
            let mine = v.accounts.iter().enumerate().filter(|(_, a)| a.owner == Owner::Holder(who));
            for (at, _) in mine {
                let of = |market: u32| spec.markets.get(market as usize).map(|m| m.asset);
                sum += v.legs_of(at).iter().filter(|l| of(l.market) == Some(asset)).map(|l| l.size).sum::<i64>();
                let held = |margin: u32| spec.margins.get(margin as usize).map(|m| m.book.asset);
                sum += v.units_of(at).iter().filter(|u| held(u.0) == Some(asset)).map(|u| u.1).sum::<i64>();
            }
        }
        sum
    }

    /// Whether a cut of a size has left a participant with more of an asset, long or short, than it had before; says so.
    pub(super) fn hedge_lost(
        &mut self,
        market: u32,
        who: ParticipantIx,
        size: i64,
        why: EntryIx,
    ) -> Option<(ParticipantIx, i64)> {
        let asset = self.asset(market);
        let now = self.exposure(who, asset);
        // The cut has moved it by this size, towards or away from nothing.
        let was = [now - size, now + size].into_iter().map(i64::abs).min().unwrap_or(0);
        if now.abs() <= was {
            return None;
        }
        let note = Note::new(EntryKind::HedgeLost).other(who).asset(asset).amount(now.abs()).of(size);
        self.note(note.cause(Some(why), size));
        Some((who, now))
    }
}
