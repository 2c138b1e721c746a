//! What can be seen: coverage, liquidity and pegs at the last mark, one's own or the average of those who look alike.

use super::context::Tick;
use super::events::millionths;
use super::mark::why_below;
use crate::engine::context::Note;
use crate::journal::{Cause, EntryKind};
use crate::scenario::Sight as Seeing;
use crate::state::{DebtKind, Valuation};
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx};
use crate::world::{Figure, WatchSpec};

/// What there is to see in a tick.
pub(super) struct View {
    pub v: Valuation,
    /// Averages over all that take deposits.
    coverage: f64,
    liquidity: f64,
    /// Whose coverage is the lowest of them.
    worst: Option<ParticipantIx>,
}

/// Strictly below, a billionth of the way forgiven: ratios of whole quanta have no exact binary form.
pub(super) fn below(seen: f64, threshold: f64) -> bool {
    seen < threshold * (1.0 - 1e-9)
}

impl View {
    /// Of those who take deposits; what can be seen is the last mark: what was called since has moved units, not value.
    pub fn new(t: &Tick<'_>, v: Valuation, takers: &[ParticipantIx]) -> Self {
        let own: Vec<f64> = takers.iter().map(|&who| v.coverage(who).unwrap_or(1.0)).collect();
        let mean = |of: &[f64]| if of.is_empty() { 1.0 } else { of.iter().sum::<f64>() / of.len() as f64 };
        let worst = takers.iter().zip(&own).min_by(|a, b| a.1.total_cmp(b.1)).map(|(&who, _)| who);
        let liquid: Vec<f64> = takers.iter().map(|&who| liquidity(t, who).unwrap_or(1.0).min(1.0)).collect();
        Self { coverage: mean(&own), liquidity: mean(&liquid), worst, v }
    }

    /// The average coverage of those who take deposits.
    pub fn average(&self) -> f64 {
        self.coverage
    }

    /// What is seen of a participant by whoever watches; nothing where nothing is seen. `opacity` holds for those who do
    /// not say how well they see.
    pub fn of(&self, t: &Tick<'_>, who: ParticipantIx, watch: &WatchSpec, opacity: f64) -> Option<f64> {
        let opacity = match watch.sees {
            None => opacity,
            Some(Seeing::True) => 0.0,
            Some(Seeing::Average) => 1.0,
            Some(Seeing::Nothing) => return None,
        };
        let mix = |own: f64, average: f64| (1.0 - opacity) * own + opacity * average;
        match watch.figure {
            Figure::Coverage => Some(mix(self.v.coverage(who).unwrap_or(1.0), self.coverage)),
            Figure::Liquidity => Some(mix(liquidity(t, who).unwrap_or(1.0), self.liquidity)),
            Figure::Peg(asset) => peg(t, asset),
        }
    }

    /// Why that is low, largest first.
    pub fn why(&self, t: &Tick<'_>, who: ParticipantIx, watch: &WatchSpec, opacity: f64) -> Vec<Cause> {
        if let Figure::Peg(asset) = watch.figure {
            let moved = t.s.quotes.get(asset.at()).and_then(|q| q.moved);
            return moved.map_or_else(|| why_below(t, who), |entry| vec![Cause { entry, amount: Amount::ZERO }]);
        }
        let mut causes = why_below(t, who);
        let others = opacity > 0.0 && watch.sees.is_none() || watch.sees == Some(Seeing::Average);
        if let Some(other) = self.worst.filter(|&x| others && x != who) {
            causes.extend(why_below(t, other));
        }
        causes
    }
}

/// The line that says what is seen.
pub(super) fn note(
    t: &mut Tick<'_>,
    who: ParticipantIx,
    watch: &WatchSpec,
    seen: (f64, f64),
    why: Vec<Cause>,
) -> EntryIx {
    let kind = match watch.figure {
        Figure::Coverage => EntryKind::Seen,
        Figure::Liquidity => EntryKind::SeenLiquidity,
        Figure::Peg(_) => EntryKind::SeenPeg,
    };
    let line = Note::new(kind).who(who).amount(millionths(seen.0)).of(millionths(seen.1)).causes(why);
    t.note(if let Figure::Peg(asset) = watch.figure { line.asset(asset) } else { line })
}

/// Free cash over what is payable to depositors; nothing where there are none.
pub(super) fn liquidity(t: &Tick<'_>, who: ParticipantIx) -> Option<f64> {
    let deposits = t.s.owed(who).filter(|(_, d)| d.kind == DebtKind::Deposit && !d.estate);
    let open: i64 = deposits.map(|(_, d)| d.open).sum();
    (open > 0).then(|| t.s.cash(t.w, who).max(0) as f64 / open as f64)
}

/// The mark of an asset over what a unit promises, over what stands behind a share, or over the opening price of what
/// nobody owes.
pub(super) fn peg(t: &Tick<'_>, asset: AssetIx) -> Option<f64> {
    let par = t.s.peg(t.w, asset)?;
    t.s.quotes.get(asset.at()).map(|q| q.mark / par)
}
