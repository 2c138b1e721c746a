//! Interest by the clock: what borrowers owe grows, and depositors get their part of it.

use crate::state::{State, utilisation};
use crate::units::ParticipantIx;
use crate::world::{CurveSpec, PoolSpec, World};

/// The rate that borrowers pay now, a year.
pub(super) fn yearly(s: &State, w: &World, pool: ParticipantIx, spec: &PoolSpec) -> f64 {
    let used = utilisation(s.lent_and_free(w, pool));
    match spec.rates {
        None => 0.0,
        Some(CurveSpec::Kinked { base, optimal, below, above }) if used <= optimal => {
            base + below * used / optimal + 0.0 * above
        }
        Some(CurveSpec::Kinked { base, optimal, below, above }) => {
            base + below + above * (used - optimal) / (1.0 - optimal)
        }
        Some(CurveSpec::Doubling { .. }) => s.lending.pools.get(&pool.0).map_or(0.0, |p| p.rate),
    }
}
