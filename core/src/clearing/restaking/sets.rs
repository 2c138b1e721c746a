//! Every set of operators tried: what it has staked, what it can corrupt, which attack comes first.

use super::{MAX_OPERATORS, RestakingAttack, RestakingNetwork, SecuredService};

/// How near to a threshold counts as reaching it: stakes are products of units and a price.
const NEAR: f64 = 1.0 - 1e-12;

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
    pub(super) fn dearest(&self, able: u32, left: &[bool]) -> Option<RestakingAttack> {
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
