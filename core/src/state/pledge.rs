//! A collateral link in motion.

use crate::units::{EntryIx, Tick};

/// A collateral link in motion.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pledge {
    /// Units owed back to the pledger.
    pub posted: i64,
    /// Units seized, waiting for the next market.
    pub seized: i64,
    /// When they were seized; the first market that can sell them is the next tick's.
    pub seized_at: Tick,
    /// Whether there was debt behind it, so that its end releases it.
    pub secured_before: bool,
    pub closed: bool,
    /// What had been pledged on, or passed title, is now a claim in money: those units are the holder's own.
    pub converted: bool,
    /// How it was lost, for whoever misses it.
    pub entry: Option<EntryIx>,
}
