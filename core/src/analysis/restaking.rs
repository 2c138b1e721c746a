//! Restaking: the same stake secures several services; what it costs to break them, and what a small loss may grow to.
//!
//! Model and bound: Durvasula and Roughgarden (2024), *Robust Restaking Networks*, arXiv 2407.21785 (ITCS 2025). A service
//! yields a profit to whoever corrupts it, for which operators with a part of the stake behind it must act together, and
//! lose their stake. An attack is a set of services and a set of operators that can corrupt them all; it is worth it when
//! the profits are more than the stakes. A network has the slack gamma when the stakes of every attack are at least
//! 1 + gamma times its profits. Then the loss of a part psi of all stake leads to the loss of less than
//! (1 + 1 / gamma) psi in all, whatever attacks follow.

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
    /// Stake behind a service of operators in a set.
    fn behind(&self, service: &SecuredService, set: u32) -> f64 {
        let within = service.operators.iter().filter(|&&o| o < 32 && set & (1 << o) != 0);
        within.filter_map(|&o| self.stakes.get(o)).sum()
    }

    fn stake(&self, set: u32) -> f64 {
        self.stakes.iter().enumerate().filter(|(o, _)| set & (1 << o) != 0).map(|(_, s)| s).sum()
    }

    /// Services that a set of operators can corrupt, of those that are left, when `alive` are there.
    fn corrupts(&self, set: u32, alive: u32, left: &[bool]) -> Vec<usize> {
        let can = |s: &SecuredService| {
            let all = self.behind(s, alive);
            all > 0.0 && self.behind(s, set) >= s.threshold * all * (1.0 - 1e-12)
        };
        (0..).zip(&self.services).filter(|(at, s)| left.get(*at) == Some(&true) && can(s)).map(|(at, _)| at).collect()
    }

    fn everybody(&self) -> Option<u32> {
        (self.stakes.len() <= MAX_OPERATORS).then(|| (1u32 << self.stakes.len()) - 1)
    }

    fn profit(&self, services: &[usize]) -> f64 {
        services.iter().filter_map(|&s| self.services.get(s)).map(|s| s.profit).sum()
    }

    /// The slack gamma: by how much the stakes of the cheapest attack are more than its profits, below zero when an attack
    /// is worth it. Nothing when no attack brings anything, or for more than [`MAX_OPERATORS`] operators, where
    /// [`Self::sufficient_slack`] says what is certain.
    #[must_use]
    pub fn slack(&self) -> Option<f64> {
        let all = self.everybody()?;
        let left = vec![true; self.services.len()];
        let ratio = |set: u32| {
            let profit = self.profit(&self.corrupts(set, all, &left));
            (profit > 0.0).then(|| self.stake(set) / profit - 1.0)
        };
        (1..=all).filter_map(ratio).reduce(f64::min)
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
        let mut alive = self.everybody()?;
        for &o in lost.iter().filter(|o| **o < self.stakes.len()) {
            alive &= !(1 << o);
        }
        let mut left = vec![true; self.services.len()];
        let mut attacks = Vec::new();
        while let Some(attack) = self.dearest(alive, &left) {
            attack.services.iter().filter_map(|&s| left.get_mut(s).map(|x| *x = false)).for_each(drop);
            attack.operators.iter().for_each(|&o| alive &= !(1 << o));
            attacks.push(attack);
        }
        Some(attacks)
    }

    /// The attack that is worth it and costs most.
    fn dearest(&self, alive: u32, left: &[bool]) -> Option<RestakingAttack> {
        let mut best: Option<RestakingAttack> = None;
        let mut set = alive;
        // All subsets of those alive, the largest first.
        while set > 0 {
            let services = self.corrupts(set, alive, left);
            let (cost, profit) = (self.stake(set), self.profit(&services));
            if profit > cost && best.as_ref().is_none_or(|b| cost > b.cost) {
                let operators = (0..self.stakes.len()).filter(|o| set & (1 << o) != 0).collect();
                best = Some(RestakingAttack { services, operators, cost, profit });
            }
            set = (set - 1) & alive;
        }
        best
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
