//! A network as numbers: participants in the order of their ids, and who pays whom.

use crate::app::{OUTSIDE, accounts, ties};
use interclear_core::scenario::Scenario;
use litemap::LiteMap;

/// Participants numbered by the order of their ids, and the ties between them.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// How many participants.
    pub count: usize,
    /// From, to, weight: what is owed points from debtor to creditor and weighs most. Each pair once in each direction, in
    /// order, nobody to itself.
    pub edges: Vec<(usize, usize, f64)>,
    /// Place in the scenario of each number.
    pub file: Vec<usize>,
    /// A number of each that comes from its id alone.
    pub hash: Vec<u32>,
}

/// What is owed weighs this much against other ties.
const OWED: f64 = 4.0;

impl Graph {
    /// The network of a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let mut numbers: LiteMap<&str, usize> = LiteMap::new();
        for (i, p) in scenario.participants.iter().enumerate() {
            numbers.insert(p.id.as_str(), i);
        }
        let file: Vec<usize> = numbers.iter().map(|(_, i)| *i).collect();
        let hash = numbers.iter().map(|(id, _)| hash(id)).collect();
        for (number, (_, place)) in numbers.iter_mut().enumerate() {
            *place = number;
        }
        let mut weights: LiteMap<(usize, usize), f64> = LiteMap::new();
        let mut add = |from: &str, to: &str, weight: f64| {
            if let (Some(&a), Some(&b)) = (numbers.get(from), numbers.get(to))
                && a != b
                && from != OUTSIDE
            {
                let sum = weights.get(&(a, b)).copied().unwrap_or_default() + weight;
                weights.insert((a, b), sum);
            }
        };
        for o in &scenario.obligations {
            add(&o.debtor, &o.creditor, OWED);
        }
        for t in &scenario.trades {
            add(&t.buyer, &t.seller, OWED);
        }
        for d in &scenario.deposits {
            add(&d.taker, &d.holder, OWED);
        }
        for c in &scenario.collateral {
            add(&c.pledger, &c.holder, if c.funding.is_some() { OWED } else { 1.0 });
        }
        for a in accounts::all(scenario) {
            add(a.a, a.b, 1.0);
        }
        for tie in ties::all(scenario) {
            add(tie.member, tie.house, 1.0);
        }
        let edges = weights.iter().map(|(&(a, b), &w)| (a, b, w)).collect();
        Self { count: file.len(), edges, file, hash }
    }

    /// What stands in the scenario's order, in the order of the numbers.
    pub(super) fn sorted<T: Copy + Default>(&self, all: &[T]) -> Vec<T> {
        self.file.iter().map(|&i| all.get(i).copied().unwrap_or_default()).collect()
    }

    /// The way back.
    pub(super) fn in_file_order<T: Copy + Default>(&self, all: &[T]) -> Vec<T> {
        let mut out = vec![T::default(); self.count];
        for (&place, value) in self.file.iter().zip(all) {
            if let Some(slot) = out.get_mut(place) {
                *slot = *value;
            }
        }
        out
    }

    /// The neighbours of each, whichever way a tie points.
    pub(super) fn near(&self) -> Vec<Vec<usize>> {
        let mut near = vec![Vec::new(); self.count];
        for &(a, b, _) in &self.edges {
            near[a].push(b);
            near[b].push(a);
        }
        for list in &mut near {
            list.sort_unstable();
            list.dedup();
        }
        near
    }

    /// The parts that hang together, the largest first, each in order.
    pub(super) fn parts(&self) -> Vec<Vec<usize>> {
        let near = self.near();
        let mut seen = vec![false; self.count];
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for start in 0..self.count {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut part = vec![start];
            let mut at = 0;
            while let Some(&node) = part.get(at) {
                at += 1;
                for &next in &near[node] {
                    if !std::mem::replace(&mut seen[next], true) {
                        part.push(next);
                    }
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts.sort_by_key(|p| (std::cmp::Reverse(p.len()), p.first().copied()));
        parts
    }
}

/// Fowler, Noll and Vo's hash of an id (FNV-1a, 32 bits).
fn hash(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}
