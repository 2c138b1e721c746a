//! Restaking: the same stake secures several services; what it costs to break them, and what a small loss may grow to.
//!
//! Model and bound: Durvasula and Roughgarden (2024), *Robust Restaking Networks*, arXiv 2407.21785 (ITCS 2025). A service
//! yields a profit to whoever corrupts it, for which operators with a part of the stake behind it must act together, and
//! lose their stake. An attack is a set of services and a set of operators that can corrupt them all; it is worth it when
//! the profits are more than the stakes. A network has the slack gamma when the stakes of every attack are at least
//! 1 + gamma times its profits. Then the loss of a part psi of all stake leads to the loss of less than
//! (1 + 1 / gamma) psi in all, whatever attacks follow.
//!
//! The bound is about operators that lose all they have staked. Where an operator loses a part, what it has left may join
//! an attack that the whole of it made too dear, and the bound says nothing.

mod sets;

pub(crate) use sets::Sets;

use serde::{Deserialize, Serialize};

/// Operators up to which all sets of them are tried.
pub const MAX_OPERATORS: usize = 16;

/// A service that operators secure with their stake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SecuredService {
    /// What corrupting it brings.
    pub profit: f64,
    /// The part of the stake behind it that must act together to corrupt it.
    pub threshold: f64,
    /// Operators behind it, by their place.
    pub operators: Vec<usize>,
}

/// Operators and what they secure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RestakingNetwork {
    /// The stake of each operator.
    pub stakes: Vec<f64>,
    /// The services.
    pub services: Vec<SecuredService>,
}

/// One attack of a cascade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RestakingAttack {
    /// Services that are corrupted.
    pub services: Vec<usize>,
    /// Operators that lose their stake.
    pub operators: Vec<usize>,
    /// What they lose.
    pub cost: f64,
    /// What they gain.
    pub profit: f64,
}

impl RestakingNetwork {
    fn everybody(&self) -> u32 {
        (1u32 << self.stakes.len().min(MAX_OPERATORS)) - 1
    }

    /// The slack gamma: by how much the stakes of the cheapest attack are more than its profits, below zero when an attack
    /// is worth it. Nothing when no attack brings anything, or for more than [`MAX_OPERATORS`] operators, where
    /// [`Self::sufficient_slack`] says what is certain.
    #[must_use]
    pub fn slack(&self) -> Option<f64> {
        Sets::of(self, self.everybody())?.slack(&vec![true; self.services.len()])
    }

    /// A slack that holds for certain: each operator's stake against its part of the profits it could help to take, by the
    /// thresholds (the check of one operator at a time in section 4 of the EigenLayer whitepaper, as the paper has it).
    #[must_use]
    pub fn sufficient_slack(&self) -> Option<f64> {
        let part = |(o, &stake): (usize, &f64)| {
            let mine = self.services.iter().filter(|s| s.operators.contains(&o));
            let carried: f64 = mine
                .map(|s| {
                    let all: f64 = s.operators.iter().filter_map(|&x| self.stakes.get(x)).sum();
                    if all > 0.0 && s.threshold > 0.0 { stake / all * s.profit / s.threshold } else { f64::INFINITY }
                })
                .sum();
            (carried > 0.0).then(|| stake / carried - 1.0)
        };
        self.stakes.iter().enumerate().filter_map(part).reduce(f64::min)
    }

    /// Attacks one after another once some operators have lost their stake: each time the one in which most stake is
    /// lost, until none is worth it. A service is corrupted once. Nothing for more than [`MAX_OPERATORS`] operators.
    #[must_use]
    pub fn cascade(&self, lost: &[usize]) -> Option<Vec<RestakingAttack>> {
        let mut alive = self.everybody();
        for &o in lost.iter().filter(|o| **o < self.stakes.len()) {
            alive &= !(1u32.checked_shl(o as u32).unwrap_or(0));
        }
        let mut left = vec![true; self.services.len()];
        let mut attacks = Vec::new();
        while let Some(attack) = Sets::of(self, alive)?.dearest(alive, &left) {
            attack.services.iter().filter_map(|&s| left.get_mut(s).map(|x| *x = false)).for_each(drop);
            attack.operators.iter().for_each(|&o| alive &= !(1 << o));
            attacks.push(attack);
        }
        Some(attacks)
    }

    /// The part of all stake that is lost, with the attacks that follow.
    #[must_use]
    pub fn lost_in_all(&self, lost: &[usize]) -> Option<f64> {
        let first: f64 = lost.iter().filter_map(|&o| self.stakes.get(o)).sum();
        let then: f64 = self.cascade(lost)?.iter().map(|a| a.cost).sum();
        let all: f64 = self.stakes.iter().sum();
        (all > 0.0).then(|| (first + then) / all)
    }
}

/// The part of all stake that is lost at most, and less than that, after a shock of a part `psi`, with a slack `gamma`.
#[must_use]
pub fn restaking_bound(gamma: f64, psi: f64) -> Option<f64> {
    (gamma > 0.0).then(|| (1.0 + 1.0 / gamma) * psi)
}
