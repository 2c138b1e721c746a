//! Counting features.

use super::{Coverage, FEATURES};
use interclear_core::{Scenario, Trace};
use std::fmt;

impl Coverage {
    /// Counts what a run shows.
    pub fn note(&mut self, s: &Scenario, t: &Trace) {
        for (name, shows) in FEATURES {
            if shows(s, t) {
                *self.0.entry(name).or_default() += 1;
            }
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (name, count) in &other.0 {
            *self.0.entry(name).or_default() += count;
        }
    }

    /// How many scenarios showed a feature.
    #[must_use]
    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FEATURES.iter().try_for_each(|(name, _)| writeln!(f, "{:8}  {name}", self.of(name)))
    }
}
