//! The network: cash, claims in compressed rows by debtor and class, recovery shares.

use super::fixed::BILLION;
use crate::units::sorted;
use std::ops::Range;

/// One claim. `amount` in quanta, at least 0; class 0 is the most senior of the debtor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Claim {
    /// The node that owes.
    pub debtor: u32,
    /// The node that is owed; a creditor outside the network is a node without debts.
    pub creditor: u32,
    /// What is due, in quanta; 0 is allowed and pays 0.
    pub amount: i64,
    /// Seniority class: 0 is paid first (Elsinger 2009).
    pub class: u8,
}

/// What creditors of a defaulter recover (Rogers & Veraart 2013): shares from 0 to 1.
///
/// Shares are taken to the nearest billionth, so that a decimal such as 0.7 is exactly 7/10.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Recovery {
    /// Share of the defaulter's cash, alpha.
    pub assets: f64,
    /// Share of what the defaulter receives from others, beta.
    pub interbank: f64,
}

impl Recovery {
    /// No bankruptcy costs: the model of Eisenberg & Noe (2001).
    pub const FULL: Recovery = Recovery { assets: 1.0, interbank: 1.0 };
}

/// Most that cash and claims may come to together, in quanta.
pub const MAX_TOTAL: i64 = 1 << 60;

/// Why numbers are not a network. Places count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// More nodes or claims than 32-bit indices can name.
    #[error("more than 2^31 nodes or claims")]
    TooMany,
    /// Recovery shares must be given one per node.
    #[error("{recovery} recovery shares for {nodes} nodes")]
    RecoveryCount {
        /// Number of nodes.
        nodes: usize,
        /// Number of recovery shares given.
        recovery: usize,
    },
    /// Cash must be at least 0; a senior debt belongs into class 0.
    #[error("node {node} has negative cash")]
    NegativeCash {
        /// The node.
        node: usize,
    },
    /// A share outside 0 to 1, or not a number.
    #[error("node {node} has a recovery share outside 0 to 1")]
    RecoveryRange {
        /// The node.
        node: usize,
    },
    /// A claim names a node that does not exist.
    #[error("claim {claim} names a node that does not exist")]
    UnknownNode {
        /// The claim.
        claim: usize,
    },
    /// A claim of a node on itself.
    #[error("claim {claim} is of a node on itself")]
    SelfClaim {
        /// The claim.
        claim: usize,
    },
    /// A claim below 0.
    #[error("claim {claim} is negative")]
    NegativeClaim {
        /// The claim.
        claim: usize,
    },
    /// Cash and claims together exceed [`MAX_TOTAL`].
    #[error("cash and claims together exceed 2^60 quanta")]
    TooLarge,
}

/// A claim in the rows: ordered by debtor, then class, then place in the input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub debtor: u32,
    pub creditor: u32,
    pub amount: i64,
    /// Index into `Network::groups`.
    pub group: u32,
    /// Place in the input.
    pub input: u32,
}

/// The claims of one class on one debtor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// What the class is owed.
    pub total: i64,
    /// What classes before it are owed.
    pub before: i64,
    /// First and one past the last row.
    pub rows: (u32, u32),
}

/// One node: numbers that every wave asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub cash: i64,
    /// What it owes in all.
    pub owed: i64,
    /// What it is owed in all.
    pub due: i64,
    /// alpha in billionths.
    pub assets: u32,
    /// beta in billionths.
    pub interbank: u32,
    /// First and one past the last group.
    pub groups: (u32, u32),
    /// First and one past the last entry of `Network::incoming`.
    pub incoming: (u32, u32),
}

/// Cash, claims and recovery shares, checked and indexed; see [`Network::new`].
#[derive(Clone, Debug)]
pub struct Network {
    pub(super) nodes: Vec<Node>,
    pub(super) groups: Vec<Group>,
    pub(super) rows: Vec<Row>,
    /// Rows by creditor.
    pub(super) incoming: Vec<u32>,
    pub(super) claim_count: usize,
}

impl Network {
    /// Checks and indexes a network: `cash` in quanta and `recovery` per node, `claims` in any order.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place: see [`NetworkError`].
    pub fn new(cash: Vec<i64>, claims: Vec<Claim>, recovery: Vec<Recovery>) -> Result<Network, NetworkError> {
        check(&cash, &claims, &recovery)?;
        let nodes = cash.iter().zip(&recovery).map(|(&cash, r)| Node {
            cash,
            owed: 0,
            due: 0,
            assets: billionths(r.assets),
            interbank: billionths(r.interbank),
            groups: (0, 0),
            incoming: (0, 0),
        });
        let mut net = Network {
            nodes: nodes.collect(),
            groups: Vec::new(),
            rows: Vec::new(),
            incoming: Vec::new(),
            claim_count: claims.len(),
        };
        net.index_rows(&claims);
        net.index_incoming();
        Ok(net)
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How many claims were given, those of amount 0 included.
    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.claim_count
    }

    fn index_rows(&mut self, claims: &[Claim]) {
        let mut order: Vec<(u32, u8, u32)> = Vec::with_capacity(claims.len());
        order.extend((0u32..).zip(claims).filter(|(_, c)| c.amount > 0).map(|(input, c)| (c.debtor, c.class, input)));
        let order = sorted(order, Ord::cmp);
        self.rows.reserve(order.len());
        let mut last: Option<(u32, u8)> = None;
        for (debtor, class, input) in order {
            let claim = claims[input as usize];
            let row = self.rows.len() as u32;
            if last != Some((debtor, class)) {
                self.open_group(debtor, row, last.is_none_or(|(d, _)| d != debtor));
                last = Some((debtor, class));
            }
            let group = self.groups.len() - 1;
            self.groups[group].total += claim.amount;
            self.groups[group].rows.1 = row + 1;
            self.nodes[debtor as usize].owed += claim.amount;
            self.nodes[claim.creditor as usize].due += claim.amount;
            self.rows.push(Row { debtor, creditor: claim.creditor, amount: claim.amount, group: group as u32, input });
        }
    }

    fn open_group(&mut self, debtor: u32, row: u32, first: bool) {
        let here = self.groups.len() as u32;
        let node = &mut self.nodes[debtor as usize];
        if first {
            node.groups.0 = here;
        }
        node.groups.1 = here + 1;
        self.groups.push(Group { total: 0, before: node.owed, rows: (row, row) });
    }

    fn index_incoming(&mut self) {
        let mut counts = vec![0u32; self.nodes.len()];
        for row in &self.rows {
            counts[row.creditor as usize] += 1;
        }
        let mut start = 0;
        for (node, count) in self.nodes.iter_mut().zip(&counts) {
            node.incoming = (start, start);
            start += count;
        }
        self.incoming = vec![0; self.rows.len()];
        for (index, row) in self.rows.iter().enumerate() {
            let end = &mut self.nodes[row.creditor as usize].incoming.1;
            self.incoming[*end as usize] = index as u32;
            *end += 1;
        }
    }

    /// The rows that `node` is owed.
    pub(super) fn incoming(&self, node: u32) -> impl Iterator<Item = &Row> {
        let (from, to) = self.nodes[node as usize].incoming;
        self.incoming[from as usize..to as usize].iter().map(|&row| &self.rows[row as usize])
    }

    /// The rows of one group.
    pub(super) fn rows_of(&self, group: u32) -> &[Row] {
        let (from, to) = self.groups[group as usize].rows;
        &self.rows[from as usize..to as usize]
    }

    /// The groups of `node`, most senior first.
    pub(super) fn groups_of(&self, node: u32) -> Range<u32> {
        let (from, to) = self.nodes[node as usize].groups;
        from..to
    }

    /// Every node by its index.
    pub(super) fn ids(&self) -> Range<u32> {
        0..self.nodes.len() as u32
    }
}

fn billionths(share: f64) -> u32 {
    (share * f64::from(BILLION)).round() as u32
}

fn check(cash: &[i64], claims: &[Claim], recovery: &[Recovery]) -> Result<(), NetworkError> {
    let nodes = cash.len();
    if nodes > 1 << 31 || claims.len() > 1 << 31 {
        return Err(NetworkError::TooMany);
    }
    if recovery.len() != nodes {
        return Err(NetworkError::RecoveryCount { nodes, recovery: recovery.len() });
    }
    if let Some(node) = cash.iter().position(|&c| c < 0) {
        return Err(NetworkError::NegativeCash { node });
    }
    let share = 0.0..=1.0;
    let bad = |r: &Recovery| !share.contains(&r.assets) || !share.contains(&r.interbank);
    if let Some(node) = recovery.iter().position(bad) {
        return Err(NetworkError::RecoveryRange { node });
    }
    for (claim, c) in claims.iter().enumerate() {
        if c.debtor as usize >= nodes || c.creditor as usize >= nodes {
            return Err(NetworkError::UnknownNode { claim });
        }
        if c.debtor == c.creditor {
            return Err(NetworkError::SelfClaim { claim });
        }
        if c.amount < 0 {
            return Err(NetworkError::NegativeClaim { claim });
        }
    }
    let amounts = cash.iter().copied().chain(claims.iter().map(|c| c.amount));
    let total = amounts.map(i128::from).sum::<i128>();
    if total > i128::from(MAX_TOTAL) {
        return Err(NetworkError::TooLarge);
    }
    Ok(())
}
