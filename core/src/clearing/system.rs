//! The linear system of a block: the classes that are paid in part, given everything else.
//!
//! Unknown `y_i` is the fraction that node `i` pays of its marginal class. Row `i` says that the
//! node gives away what it recovers: `alpha e + beta (base + sum_j L_ji y_j) - before - P y_i = 0`.

use super::eliminate::{Columns, Field};
use super::fixed::{BILLION, ONE, share_of, whole};
use super::network::Network;
use super::state::State;

/// One unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown {
    pub node: u32,
    pub cash: i64,
    /// alpha, beta in billionths.
    pub assets: u32,
    pub interbank: u32,
    /// Receipts that do not depend on an unknown.
    pub base: i64,
    /// What more senior classes take first.
    pub before: i64,
    /// What the marginal class is owed.
    pub total: i64,
    /// First and one past the last of its terms.
    terms: (u32, u32),
}

impl Unknown {
    /// Scale that makes the row integer: 1 without bankruptcy costs, else 10^9.
    pub(super) fn scale(&self) -> i128 {
        if self.assets == BILLION && self.interbank == BILLION { 1 } else { i128::from(BILLION) }
    }

    /// beta on the row's scale.
    pub(super) fn weight(&self) -> i128 {
        if self.scale() == 1 { 1 } else { i128::from(self.interbank) }
    }

    /// Right-hand side on the row's scale.
    pub(super) fn right(&self) -> i128 {
        let (cash, base, before) = (self.cash.into(), self.base.into(), i128::from(self.before));
        if self.scale() == 1 {
            return i128::from(self.cash) + i128::from(self.base) - before;
        }
        let product = |share: u32, amount: i128| i128::from(share) * amount;
        product(self.assets, cash) + product(self.interbank, base) - self.scale() * before
    }
}

/// The unknowns and, for each, the claims on other unknowns.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    pub unknowns: Vec<Unknown>,
    terms: Vec<(u32, i64)>,
}

impl System {
    /// The block of `nodes`, each of which pays its marginal class in part.
    pub(super) fn new(net: &Network, state: &mut State, nodes: &[u32]) -> System {
        for (local, &node) in (0u32..).zip(nodes) {
            state.local[node as usize] = local;
        }
        let mut system = System::default();
        system.unknowns.reserve(nodes.len());
        for &id in nodes {
            let first = system.terms.len() as u32;
            let base = collect(net, state, id, &mut system.terms);
            let node = &net.nodes[id as usize];
            let group = &net.groups[state.marginal(id) as usize];
            system.unknowns.push(Unknown {
                node: id,
                cash: node.cash,
                assets: node.assets,
                interbank: node.interbank,
                base,
                before: group.before,
                total: group.total,
                terms: (first, system.terms.len() as u32),
            });
        }
        system
    }

    /// The claims of unknown `i` on other unknowns: `(j, amount)`.
    pub(super) fn terms(&self, i: usize) -> &[(u32, i64)] {
        let (from, to) = self.unknowns[i].terms;
        &self.terms[from as usize..to as usize]
    }

    /// How many unknowns there are.
    pub(super) fn len(&self) -> usize {
        self.unknowns.len()
    }

    /// What row `i` leaves over at `y`, in units of 2^-64 quanta; low by less than 2.
    pub(super) fn residual(&self, i: usize, y: &[i128]) -> i128 {
        let u = &self.unknowns[i];
        let received =
            self.terms(i).iter().fold(whole(u.base), |sum, &(j, amount)| sum + i128::from(amount) * y[j as usize]);
        share_of(u.assets, whole(u.cash)) + share_of(u.interbank, received)
            - whole(u.before)
            - i128::from(u.total) * y[i]
    }

    /// The columns for elimination: `weight` and `slack` turn what is owed to an unknown into numbers.
    pub(super) fn columns<F: Field>(
        &self,
        field: &F,
        zero: F::Item,
        weight: impl Fn(&Unknown, i64) -> F::Item,
        slack: impl Fn(&Unknown, i64) -> F::Item,
        outside: impl Fn(&Unknown, i64) -> F::Item,
    ) -> Columns<F::Item> {
        let n = self.len();
        let mut columns = Columns { out: vec![Vec::new(); n], slack: vec![zero; n] };
        let mut inside = vec![0i64; n];
        for (i, u) in self.unknowns.iter().enumerate() {
            for &(j, amount) in self.terms(i) {
                let j = j as usize;
                inside[j] += amount;
                columns.slack[j] = field.add(columns.slack[j], slack(u, amount));
                if u.interbank == 0 {
                    continue;
                }
                let w = weight(u, amount);
                match columns.out[j].last_mut() {
                    Some((last, sum)) if *last == i as u32 => *sum = field.add(*sum, w),
                    _ => columns.out[j].push((i as u32, w)),
                }
            }
        }
        for (j, u) in self.unknowns.iter().enumerate() {
            columns.slack[j] = field.add(columns.slack[j], outside(u, u.total - inside[j]));
        }
        columns
    }
}

/// Splits what `id` receives into terms on unknowns and a whole number of quanta.
pub(super) fn collect(net: &Network, state: &State, id: u32, terms: &mut Vec<(u32, i64)>) -> i64 {
    let mut base = 0;
    for row in net.incoming(id) {
        let local = state.local[row.debtor as usize];
        let marginal = state.marginal(row.debtor);
        if row.group < marginal {
            base += row.amount;
        } else if row.group == marginal {
            if local != u32::MAX {
                terms.push((local, row.amount));
            } else if state.fraction(row) == ONE {
                base += row.amount;
            }
        }
    }
    base
}
