//! Sparse elimination that subtracts nothing.
//!
//! The system is `T_i y_i - sum_j w_ji y_j = c_i` where column `j` has weights `w_ji >= 0` and a
//! slack `s_j = T_j - sum_i w_ji >= 0`: what leaks out of the block. Diagonals are rebuilt from
//! weights and slack (Grassmann, Taksar & Heyman 1985), so that near-closed rings, where the slack is
//! tiny against the weights, keep full relative accuracy. Nodes go in the order of least fill
//! (Markowitz 1957), which takes chains and trees apart without any.
//!
//! The arithmetic is a parameter: floats, or integers modulo a prime.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Numbers that elimination works in.
pub(super) trait Field {
    /// A number.
    type Item: Copy;
    /// Sum.
    fn add(&self, a: Self::Item, b: Self::Item) -> Self::Item;
    /// Product.
    fn mul(&self, a: Self::Item, b: Self::Item) -> Self::Item;
    /// Reciprocal, if there is one.
    fn recip(&self, a: Self::Item) -> Option<Self::Item>;
}

/// Double precision.
pub(super) struct Floats;

impl Field for Floats {
    type Item = f64;
    fn add(&self, a: f64, b: f64) -> f64 {
        a + b
    }
    fn mul(&self, a: f64, b: f64) -> f64 {
        a * b
    }
    fn recip(&self, a: f64) -> Option<f64> {
        let r = 1.0 / a;
        r.is_finite().then_some(r)
    }
}

/// Weights by column: `out[j]` lists `(i, w_ji)` in ascending `i`, each `i` once and never `j`.
pub(super) struct Columns<T> {
    pub out: Vec<Vec<(u32, T)>>,
    pub slack: Vec<T>,
}

/// One eliminated node.
struct Step<T> {
    node: u32,
    /// Creditors still present, with `w / T`.
    down: Vec<(u32, T)>,
    /// Debtors still present, with `w`.
    up: Vec<(u32, T)>,
    recip: T,
}

/// A factorisation, ready to solve for any right-hand side.
pub(super) struct Factor<T> {
    steps: Vec<Step<T>>,
}

/// Eliminates all nodes; `None` if a pivot has no reciprocal.
pub(super) fn eliminate<F: Field>(field: &F, mut columns: Columns<F::Item>) -> Option<Factor<F::Item>> {
    let n = columns.slack.len();
    let mut debtors: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (j, out) in columns.out.iter().enumerate() {
        for &(i, _) in out {
            debtors[i as usize].push(j as u32);
        }
    }
    let mut queue = Queue::new(&columns.out, &debtors);
    let mut steps = Vec::with_capacity(n);
    while let Some(node) = queue.next() {
        steps.push(take_out(field, node, &mut columns, &mut debtors, &mut queue)?);
    }
    Some(Factor { steps })
}

/// Nodes still present, the one whose removal fills in least first. A node is there once for each cost it has had;
/// only the present one counts.
struct Queue {
    heap: BinaryHeap<Reverse<(u64, u32)>>,
    /// The present cost; none once a node is taken.
    cost: Vec<Option<u64>>,
}

impl Queue {
    fn new<T>(out: &[Vec<(u32, T)>], debtors: &[Vec<u32>]) -> Queue {
        let product = |(o, d): (&Vec<(u32, T)>, &Vec<u32>)| o.len() as u64 * d.len() as u64;
        let cost: Vec<u64> = out.iter().zip(debtors).map(product).collect();
        let heap = cost.iter().copied().zip(0..).map(Reverse).collect();
        Queue { heap, cost: cost.into_iter().map(Some).collect() }
    }

    fn next(&mut self) -> Option<u32> {
        while let Some(Reverse((cost, node))) = self.heap.pop() {
            let present = &mut self.cost[node as usize];
            if *present == Some(cost) {
                *present = None;
                return Some(node);
            }
        }
        None
    }

    fn update(&mut self, node: u32, degree_out: usize, degree_in: usize) {
        let new = degree_out as u64 * degree_in as u64;
        let present = &mut self.cost[node as usize];
        if present.is_some_and(|old| old != new) {
            *present = Some(new);
            self.heap.push(Reverse((new, node)));
        }
    }
}

fn take_out<F: Field>(
    field: &F,
    node: u32,
    columns: &mut Columns<F::Item>,
    debtors: &mut [Vec<u32>],
    queue: &mut Queue,
) -> Option<Step<F::Item>> {
    let k = node as usize;
    let out = std::mem::take(&mut columns.out[k]);
    let slack = columns.slack[k];
    let diagonal = out.iter().fold(slack, |sum, &(_, w)| field.add(sum, w));
    let recip = field.recip(diagonal)?;
    for &(i, _) in &out {
        debtors[i as usize].retain(|&d| d != node);
    }
    let mut up = Vec::with_capacity(debtors[k].len());
    for j in std::mem::take(&mut debtors[k]) {
        let row = &mut columns.out[j as usize];
        let Ok(at) = row.binary_search_by_key(&node, |&(i, _)| i) else {
            continue;
        };
        let (_, weight) = row.remove(at);
        up.push((j, weight));
        let factor = field.mul(weight, recip);
        let leak = field.mul(factor, slack);
        columns.slack[j as usize] = field.add(columns.slack[j as usize], leak);
        for &(i, w) in out.iter().filter(|&&(i, _)| i != j) {
            let share = field.mul(factor, w);
            match row.binary_search_by_key(&i, |&(i, _)| i) {
                Ok(at) => row[at].1 = field.add(row[at].1, share),
                Err(at) => {
                    row.insert(at, (i, share));
                    debtors[i as usize].push(j);
                }
            }
        }
    }
    let touched = up.iter().map(|&(j, _)| j).chain(out.iter().map(|&(i, _)| i));
    for t in touched {
        queue.update(t, columns.out[t as usize].len(), debtors[t as usize].len());
    }
    let down = out.iter().map(|&(i, w)| (i, field.mul(w, recip))).collect();
    Some(Step { node, down, up, recip })
}

impl<T: Copy> Factor<T> {
    /// Solves in place: `values` holds `c` and then `y`.
    pub(super) fn solve<F: Field<Item = T>>(&self, field: &F, values: &mut [T]) {
        for step in &self.steps {
            let value = values[step.node as usize];
            for &(i, w) in &step.down {
                values[i as usize] = field.add(values[i as usize], field.mul(w, value));
            }
        }
        for step in self.steps.iter().rev() {
            let own = values[step.node as usize];
            let sum = step.up.iter().fold(own, |sum, &(j, w)| field.add(sum, field.mul(w, values[j as usize])));
            values[step.node as usize] = field.mul(sum, step.recip);
        }
    }
}
