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

use serde::{Deserialize, Serialize};

/// Operators up to which all sets of them are tried.
pub const MAX_OPERATORS: usize = 16;

/// How near to a threshold counts as reaching it: stakes are products of units and a price.
const NEAR: f64 = 1.0 - 1e-12;

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

/// The network made ready to try every set of operators; a set is the bits of their places.
pub(crate) struct Sets<'a> {
    net: &'a RestakingNetwork,
    /// The stake of each set, by the set.
    stakes: Vec<f64>,
    /// Who secures each service, and the stake that it takes.
    behind: Vec<(u32, f64)>,
}

impl<'a> Sets<'a> {
    /// Nothing for more than [`MAX_OPERATORS`] operators. Stakes of operators that are not in `alive` are gone.
    pub(crate) fn of(net: &'a RestakingNetwork, alive: u32) -> Option<Self> {
        let count = net.stakes.len();
        if count > MAX_OPERATORS {
            return None;
        }
        let mut stakes: Vec<f64> = vec![0.0];
        for (at, stake) in net.stakes.iter().enumerate() {
            let own = if alive & (1 << at) != 0 { *stake } else { 0.0 };
            // Each set of those before, and the same set with this one.
            for set in 0..stakes.len() {
                let without = stakes.get(set).copied().unwrap_or_default();
                stakes.push(without + own);
            }
        }
        let secures = |s: &SecuredService| {
            let mask = s.operators.iter().filter(|&&o| o < count).fold(0, |m, &o| m | 1u32 << o);
            let all = stakes.get(mask as usize).copied().unwrap_or_default();
            (mask, if all > 0.0 { s.threshold * all * NEAR } else { f64::INFINITY })
        };
        let behind = net.services.iter().map(secures).collect();
        Some(Self { net, stakes, behind })
    }

    pub(crate) fn stake(&self, set: u32) -> f64 {
        self.stakes.get(set as usize).copied().unwrap_or(f64::INFINITY)
    }

    /// Whether a set of operators can corrupt a service.
    fn can(&self, set: u32, service: usize) -> bool {
        self.behind.get(service).is_some_and(|(mask, takes)| self.stake(set & mask) >= *takes)
    }

    /// What a set gains of the services that are left.
    fn profit(&self, set: u32, left: &[bool]) -> f64 {
        let open = self.net.services.iter().zip(left).enumerate().filter(|(_, (_, left))| **left);
        open.filter(|(at, _)| self.can(set, *at)).map(|(_, (s, _))| s.profit).sum()
    }

    /// The attack of a set.
    fn attack(&self, set: u32, left: &[bool]) -> RestakingAttack {
        let open = |s: &usize| left.get(*s) == Some(&true) && self.can(set, *s);
        RestakingAttack {
            services: (0..self.net.services.len()).filter(open).collect(),
            operators: (0..self.net.stakes.len()).filter(|o| set & (1 << o) != 0).collect(),
            cost: self.stake(set),
            profit: self.profit(set, left),
        }
    }

    /// The least stake of operators among `able` that can corrupt a service; nothing where they cannot.
    pub(crate) fn cost_to_break(&self, service: usize, able: u32) -> Option<f64> {
        let mask = self.behind.get(service)?.0 & able;
        subsets(mask).filter(|&set| self.can(set, service)).map(|set| self.stake(set)).reduce(f64::min)
    }

    /// The slack against attacks on the services that are left; nothing when no attack brings anything.
    pub(crate) fn slack(&self, left: &[bool]) -> Option<f64> {
        let ratio = |set: u32| {
            let profit = self.profit(set, left);
            (profit > 0.0).then(|| self.stake(set) / profit - 1.0)
        };
        (1..self.stakes.len() as u32).filter_map(ratio).reduce(f64::min)
    }

    /// The attack that is worth it by the fewest operators among `able`, who need the least agreement; of several the one
    /// that gains most beyond its cost, then the one with the least stake, then the first in the order of their bits.
    /// Nothing when none is worth it.
    ///
    /// Were it the one that gains most, there would be no cascade to see: operators who attack one after another can attack
    /// together, and gain the sum.
    pub(crate) fn first(&self, able: u32, left: &[bool]) -> Option<RestakingAttack> {
        let mut best: Option<(u32, f64, f64, u32)> = None;
        for set in subsets(able) {
            let (cost, profit) = (self.stake(set), self.profit(set, left));
            if profit <= cost {
                continue;
            }
            let (count, net) = (set.count_ones(), profit - cost);
            // Sets come from the largest number down: one that is as good replaces what is there.
            let better = |(k, n, c, _)| count < k || count == k && (net > n || net >= n && cost <= c);
            if best.is_none_or(better) {
                best = Some((count, net, cost, set));
            }
        }
        best.map(|(.., set)| self.attack(set, left))
    }

    /// The attack that is worth it and costs most.
    fn dearest(&self, able: u32, left: &[bool]) -> Option<RestakingAttack> {
        let mut best: Option<(f64, u32)> = None;
        for set in subsets(able) {
            let cost = self.stake(set);
            if self.profit(set, left) > cost && best.is_none_or(|(c, _)| cost > c) {
                best = Some((cost, set));
            }
        }
        best.map(|(_, set)| self.attack(set, left))
    }
}

/// All sets within a set but the empty one, the largest number first.
fn subsets(of: u32) -> impl Iterator<Item = u32> {
    let mut next = of;
    std::iter::from_fn(move || {
        let now = next;
        next = now.wrapping_sub(1) & of;
        (now > 0).then_some(now)
    })
    .take_while(|&set| set > 0)
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
