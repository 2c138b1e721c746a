//! Clearing: who pays how much when everybody owes everybody. Numbers only.
//!
//! * [`clear`]: the **greatest** clearing vector, with waves of default, and whether it is the only one.
//! * [`clear_least`]: the **least** one, where everybody expects the worst ("panic").
//! * [`clear_greatest`]: as `clear` without the question whether another vector exists.
//! * [`waterfall`]: one loss of a clearing house charged to ordered layers.
//! * [`netting`]: what is left of claims when they are set off, and the liquidity that settles them.
//! * [`gridlock`]: payments that settle in full or not at all, one by one or together.
//! * [`duffie_zhu`]: whether a clearing house lowers expected exposures.
//! * [`adl`]: what bankrupt positions lack taken from the profits of others.
//! * [`restaking`]: what it costs to break services that share their stake, and which attack pays most.
//!
//! # Model
//! Node `i` has cash `e_i`, owes `p̄_i` in classes `0, 1, ..` (most senior first), and receives `r_i`.
//! It is solvent if `e_i + r_i >= p̄_i` and then pays in full. Otherwise it defaults, and what
//! `alpha_i e_i + beta_i r_i` amounts to goes to its classes in order, pro rata within a class.
//! `alpha = beta = 1` with one class is Eisenberg & Noe (2001, *Systemic Risk in Financial Systems*);
//! other shares are Rogers & Veraart (2013, *Failure and Rescue in an Interbank Network*); classes are
//! Elsinger (2009, *Financial Networks, Cross Holdings, and Limited Liability*). A creditor outside
//! the network is a node without debts, in a class of its own if it is senior.
//!
//! # Exactness
//! Amounts are integers and recovery shares whole billionths, so every comparison has an exact
//! answer, and that answer is given. Each wave solves a linear system: floats by an elimination
//! without subtraction, improved against residuals in 128-bit integers, with a proved error
//! (`solve.rs`); what that leaves open is settled by p-adic lifting (`exact.rs`). Nothing is ever
//! accepted because an iteration stopped moving. See `README.md` beside this file.

pub mod adl;
pub mod duffie_zhu;
mod eliminate;
mod exact;
mod fill;
mod fixed;
mod greatest;
pub mod gridlock;
mod least;
mod lower;
pub mod netting;
mod network;
mod outcome;
pub mod restaking;
mod scc;
mod solve;
mod state;
mod sweep;
mod system;
pub mod waterfall;

pub use network::{Claim, MAX_TOTAL, Network, NetworkError, Recovery};
pub use outcome::{Clearing, Least};

/// The greatest clearing vector, and whether it is the only one.
///
/// Total: any [`Network`] has an answer. Linear in the claims while nobody defaults.
/// Sources: Eisenberg & Noe 2001, Rogers & Veraart 2013, Elsinger 2009.
#[must_use]
pub fn clear(net: &Network) -> Clearing {
    let (top, waves) = greatest::greatest(net);
    let bottom = lower::least_unless_unique(net, &top);
    let mut clearing = outcome::clearing(net, &top, waves);
    if let Some(bottom) = bottom
        && outcome::differ(net, &top, &bottom)
    {
        clearing.unique = false;
        clearing.least = Some(Box::new(outcome::least(net, &bottom)));
    }
    clearing
}

/// The greatest clearing vector; whether there are others is not asked, and `unique` is `true`.
#[must_use]
pub fn clear_greatest(net: &Network) -> Clearing {
    let (top, waves) = greatest::greatest(net);
    outcome::clearing(net, &top, waves)
}

/// The least clearing vector in the same shape: everybody expects the worst and is proved right.
///
/// Nodes that default in every clearing vector keep the wave they have in the greatest; those
/// that fail only because they are expected to share one last wave. `least` stays empty.
#[must_use]
pub fn clear_least(net: &Network) -> Clearing {
    let (top, waves) = greatest::greatest(net);
    match lower::least_unless_unique(net, &top) {
        Some(bottom) if outcome::differ(net, &top, &bottom) => {
            let waves = waves.with_panic(&bottom);
            let mut clearing = outcome::clearing(net, &bottom, waves);
            clearing.unique = false;
            clearing
        }
        _ => outcome::clearing(net, &top, waves),
    }
}
