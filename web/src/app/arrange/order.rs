//! The order within layers: barycentres, sweeping there and back, and swaps of neighbours; the order with the fewest
//! crossings is kept.

/// Sweeps there and back.
const SWEEPS: usize = 12;

/// Layers of nodes in order, and edges from each layer to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    /// Nodes of each layer, in their order.
    pub layers: Vec<Vec<usize>>,
    /// Neighbours of each node in the layer before.
    pub before: Vec<Vec<usize>>,
    /// Neighbours of each node in the layer after.
    pub after: Vec<Vec<usize>>,
}

impl Layers {
    /// Puts every layer in an order with few crossings.
    pub(super) fn untangle(&mut self) {
        let mut best = (self.crossings(), self.layers.clone());
        for sweep in 0..SWEEPS {
            if best.0 == 0 {
                break;
            }
            self.sweep(sweep % 2 == 0, sweep % 4 >= 2);
            self.swap();
            let now = self.crossings();
            if now < best.0 {
                best = (now, self.layers.clone());
            }
        }
        self.layers = best.1;
    }

    /// The place of each node in its layer.
    fn places(&self) -> Vec<usize> {
        let mut place = vec![0; self.before.len()];
        for layer in &self.layers {
            for (k, &node) in layer.iter().enumerate() {
                place[node] = k;
            }
        }
        place
    }

    /// Sorts each layer by the middle of its neighbours in the layer before (or after). Of equals the later comes first when
    /// `turned`, so that a sweep does not stand still on them.
    fn sweep(&mut self, forward: bool, turned: bool) {
        let count = self.layers.len();
        for step in 1..count {
            let at = if forward { step } else { count - 1 - step };
            let place = self.places();
            let near = if forward { &self.before } else { &self.after };
            let middle = |node: usize| {
                let all = &near[node];
                let sum: usize = all.iter().map(|&n| place[n]).sum();
                if all.is_empty() { place[node] as f64 } else { sum as f64 / all.len() as f64 }
            };
            let mut keyed: Vec<(f64, usize)> = self.layers[at].iter().map(|&n| (middle(n), n)).collect();
            if turned {
                keyed.reverse();
            }
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.layers[at] = keyed.into_iter().map(|(_, n)| n).collect();
        }
    }

    /// Swaps neighbours while that takes crossings away.
    fn swap(&mut self) {
        for _ in 0..6 {
            let mut better = false;
            let mut place = self.places();
            for at in 0..self.layers.len() {
                for k in 1..self.layers[at].len() {
                    let (u, v) = (self.layers[at][k - 1], self.layers[at][k]);
                    let crossed = |a: usize, b: usize| {
                        between(&self.before[a], &self.before[b], &place)
                            + between(&self.after[a], &self.after[b], &place)
                    };
                    if crossed(v, u) < crossed(u, v) {
                        self.layers[at].swap(k - 1, k);
                        (place[u], place[v]) = (k, k - 1);
                        better = true;
                    }
                }
            }
            if !better {
                break;
            }
        }
    }

    /// Crossings between all neighbouring layers.
    pub(super) fn crossings(&self) -> u64 {
        let place = self.places();
        let mut sum = 0;
        for (layer, next) in self.layers.iter().zip(self.layers.iter().skip(1)) {
            // Ends in the next layer, in the order of their beginnings: each pair out of order is a crossing.
            let mut seen = vec![0u64; next.len() + 1];
            let mut total = 0u64;
            for &node in layer {
                let mut ends: Vec<usize> = self.after[node].iter().map(|&n| place[n]).collect();
                ends.sort_unstable();
                for &end in &ends {
                    sum += total - up_to(&seen, end);
                }
                for end in ends {
                    add(&mut seen, end);
                    total += 1;
                }
            }
        }
        sum
    }
}

/// Crossings of the edges of one node with those of another that stands after it.
fn between(first: &[usize], second: &[usize], place: &[usize]) -> usize {
    first.iter().map(|&a| second.iter().filter(|&&b| place[b] < place[a]).count()).sum()
}

/// Counts one at a place of a Fenwick tree.
fn add(tree: &mut [u64], place: usize) {
    let mut at = place + 1;
    while at < tree.len() {
        tree[at] += 1;
        at += at & at.wrapping_neg();
    }
}

/// The count at all places up to one.
fn up_to(tree: &[u64], place: usize) -> u64 {
    let (mut at, mut sum) = (place + 1, 0);
    while at > 0 {
        sum += tree[at];
        at -= at & at.wrapping_neg();
    }
    sum
}
