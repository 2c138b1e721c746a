//! Who pays what at one moment of the search, with error bounds.

use super::exact;
use super::fixed::{ONE, share_of, whole};
use super::network::{Network, Row};
use super::solve;
use super::system::{System, collect};
use std::cmp::Ordering;

/// Payments of every node: full, or all classes before a marginal one, and a fraction of that.
pub(super) struct State {
    /// Marginal group per node; `u32::MAX` = pays in full.
    marginal: Vec<u32>,
    /// Fraction of the marginal group, of 2^64.
    y: Vec<i128>,
    /// Bound on the error of `y`.
    error: Vec<i128>,
    /// Place of a node among the unknowns of `system`; `u32::MAX` = none.
    pub local: Vec<u32>,
    /// The last block solved.
    system: System,
}

impl State {
    /// Everybody pays in full.
    pub(super) fn full(net: &Network) -> State {
        let n = net.nodes.len();
        State {
            marginal: vec![u32::MAX; n],
            y: vec![ONE; n],
            error: vec![0; n],
            local: vec![u32::MAX; n],
            system: System::default(),
        }
    }

    /// The group that `node` pays in part, or `u32::MAX`.
    pub(super) fn marginal(&self, node: u32) -> u32 {
        self.marginal[node as usize]
    }

    /// Whether `node` pays in full.
    pub(super) fn is_full(&self, node: u32) -> bool {
        self.marginal(node) == u32::MAX
    }

    /// From now on `node` pays groups before `group`, and `y` of it, exactly.
    pub(super) fn set(&mut self, node: u32, group: u32, y: i128) {
        let i = node as usize;
        (self.marginal[i], self.y[i], self.error[i]) = (group, y, 0);
    }

    /// From now on `node` pays in full.
    pub(super) fn set_full(&mut self, node: u32) {
        self.set(node, u32::MAX, ONE);
    }

    /// Fraction that `node` pays of its marginal group, and the bound on its error.
    pub(super) fn partial(&self, node: u32) -> (i128, i128) {
        (self.y[node as usize], self.error[node as usize])
    }

    /// Fraction paid of one claim.
    pub(super) fn fraction(&self, row: &Row) -> i128 {
        match row.group.cmp(&self.marginal(row.debtor)) {
            Ordering::Less => ONE,
            Ordering::Equal => self.y[row.debtor as usize],
            Ordering::Greater => 0,
        }
    }

    /// What `node` receives and the bound on its error, in units of 2^-64 quanta.
    pub(super) fn received(&self, net: &Network, node: u32) -> (i128, i128) {
        let (mut sum, mut error) = (0, 0);
        for row in net.incoming(node) {
            let amount = i128::from(row.amount);
            sum += amount * self.fraction(row);
            if row.group == self.marginal(row.debtor) {
                error += amount * self.error[row.debtor as usize];
            }
        }
        (sum, error)
    }

    /// What `node` would give its creditors in default, at least and at most.
    pub(super) fn value(&self, net: &Network, node: u32) -> (i128, i128) {
        let n = &net.nodes[node as usize];
        let (received, error) = self.received(net, node);
        let assets = share_of(n.assets, whole(n.cash));
        let low = assets + share_of(n.interbank, (received - error).max(0));
        let high = assets + share_of(n.interbank, received + error) + 2;
        (low, high)
    }

    /// Whether cash and receipts fall short of what `node` owes; exact.
    pub(super) fn short(&self, net: &Network, node: u32) -> bool {
        let n = &net.nodes[node as usize];
        let (received, error) = self.received(net, node);
        let over = received + whole(n.cash) - whole(n.owed);
        if over < -error {
            return true;
        }
        if over >= error {
            return false;
        }
        let mut terms = Vec::new();
        let base = collect(net, self, node, &mut terms);
        let constant = i128::from(n.cash) + i128::from(base) - i128::from(n.owed);
        match exact::sign(&self.system, constant, &terms) {
            Some(order) => order == Ordering::Less,
            None => over < 0,
        }
    }

    /// Solves the block of `nodes`, which pay their marginal group in part.
    pub(super) fn solve(&mut self, net: &Network, nodes: &[u32]) {
        self.forget();
        self.system = System::new(net, self, nodes);
        let solution = solve::solve(&self.system);
        for (local, &node) in nodes.iter().enumerate() {
            self.y[node as usize] = solution.y[local];
            self.error[node as usize] = solution.error[local];
        }
    }

    /// Forgets the last block: all fractions count as given.
    pub(super) fn forget(&mut self) {
        for unknown in &self.system.unknowns {
            self.local[unknown.node as usize] = u32::MAX;
        }
        self.system = System::default();
    }
}
