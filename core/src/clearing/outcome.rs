//! From fractions to quanta: what is paid, burnt and topped up.

use super::fixed::{BILLION, ONE, ONE_F64, share_of, whole};
use super::network::Network;
use super::state::State;

/// A clearing vector in quanta, with its defaults. Sources: see the module.
#[derive(Clone, Debug, PartialEq)]
pub struct Clearing {
    /// Quanta paid on each claim, in the order given: in full by a solvent debtor, else rounded down.
    pub claim_paid: Vec<i64>,
    /// What each node pays before rounding to quanta; off by less than a quarter of one.
    pub node_paid: Vec<f64>,
    /// 0 = pays in full; r = found to default in wave r.
    pub default_round: Vec<u32>,
    /// How many waves there were.
    pub rounds: u32,
    /// Quanta burnt by each node's bankruptcy costs: (1 - alpha) of its cash, (1 - beta) of its receipts.
    pub deadweight: Vec<i64>,
    /// Quanta added to a node whose receipts, each rounded down, do not cover what it pays;
    /// at most one per incoming claim. Together, `sum(cash) + sum(rounding) =
    /// sum(left) + sum(deadweight)`, where no node's `left` is negative.
    pub rounding: Vec<i64>,
    /// Whether this is the only clearing vector.
    pub unique: bool,
    /// The least clearing vector, if it is another.
    pub least: Option<Box<Least>>,
}

/// The least clearing vector.
#[derive(Clone, Debug, PartialEq)]
pub struct Least {
    /// Quanta paid on each claim, in the order given.
    pub claim_paid: Vec<i64>,
    /// What each node pays before rounding to quanta.
    pub node_paid: Vec<f64>,
    /// Whether each node defaults.
    pub defaulted: Vec<bool>,
}

/// The wave in which each node was found to default.
pub(super) struct Waves {
    round: Vec<u32>,
    count: u32,
}

impl Waves {
    /// No waves yet.
    pub(super) fn new(nodes: usize) -> Waves {
        Waves { round: vec![0; nodes], count: 0 }
    }

    /// One more wave.
    pub(super) fn add(&mut self, wave: &[u32]) {
        self.count += 1;
        for &node in wave {
            self.round[node as usize] = self.count;
        }
    }

    /// One last wave for those that default in `bottom` and had not.
    pub(super) fn with_panic(mut self, bottom: &State) -> Waves {
        let wave: Vec<u32> = (0u32..)
            .zip(&self.round)
            .filter(|&(node, &round)| round == 0 && !bottom.is_full(node))
            .map(|(node, _)| node)
            .collect();
        if !wave.is_empty() {
            self.add(&wave);
        }
        self
    }
}

/// The outcome in quanta.
pub(super) fn clearing(net: &Network, state: &State, waves: Waves) -> Clearing {
    let claim_paid = claims(net, state);
    let n = net.nodes.len();
    let (mut deadweight, mut rounding) = (vec![0; n], vec![0; n]);
    if waves.count > 0 {
        let (mut got, mut gave) = (vec![0i64; n], vec![0i64; n]);
        for row in &net.rows {
            let paid = claim_paid[row.input as usize];
            got[row.creditor as usize] += paid;
            gave[row.debtor as usize] += paid;
        }
        for id in net.ids() {
            let i = id as usize;
            let left = net.nodes[i].cash + got[i] - gave[i];
            rounding[i] = (-left).max(0);
            deadweight[i] = burnt(net, state, id).min(left.max(0));
        }
    }
    Clearing {
        claim_paid,
        node_paid: totals(net, state),
        default_round: waves.round,
        rounds: waves.count,
        deadweight,
        rounding,
        unique: true,
        least: None,
    }
}

/// The least vector in quanta.
pub(super) fn least(net: &Network, state: &State) -> Least {
    Least {
        claim_paid: claims(net, state),
        node_paid: totals(net, state),
        defaulted: net.ids().map(|i| !state.is_full(i)).collect(),
    }
}

/// Whether two vectors differ by more than their errors, or in who defaults.
pub(super) fn differ(net: &Network, a: &State, b: &State) -> bool {
    net.ids().any(|i| {
        let (x, y) = (paid(net, a, i), paid(net, b, i));
        a.is_full(i) != b.is_full(i) || (x.0 - y.0).abs() > x.1 + y.1
    })
}

/// What `node` pays in all, and its error, in units of 2^-64 quanta.
fn paid(net: &Network, state: &State, node: u32) -> (i128, i128) {
    if state.is_full(node) {
        return (whole(net.nodes[node as usize].owed), 0);
    }
    let group = &net.groups[state.marginal(node) as usize];
    let (y, error) = state.partial(node);
    let total = i128::from(group.total);
    (whole(group.before) + total * y, total * error)
}

fn totals(net: &Network, state: &State) -> Vec<f64> {
    let total = |i: u32| {
        if state.is_full(i) { net.nodes[i as usize].owed as f64 } else { paid(net, state, i).0 as f64 / ONE_F64 }
    };
    net.ids().map(total).collect()
}

/// Rounded down; a fraction within its error of the next quantum counts as there.
fn claims(net: &Network, state: &State) -> Vec<i64> {
    let mut all = vec![0; net.claim_count];
    for row in &net.rows {
        let fraction = state.fraction(row);
        let part = row.group == state.marginal(row.debtor);
        all[row.input as usize] = if part {
            let (_, error) = state.partial(row.debtor);
            ((i128::from(row.amount) * (fraction + error).min(ONE)) >> 64) as i64
        } else if fraction == ONE {
            row.amount
        } else {
            0
        };
    }
    all
}

/// Bankruptcy costs of `node`, rounded down.
fn burnt(net: &Network, state: &State, node: u32) -> i64 {
    let n = &net.nodes[node as usize];
    if state.is_full(node) || (n.assets == BILLION && n.interbank == BILLION) {
        return 0;
    }
    let (received, _) = state.received(net, node);
    let burnt = share_of(BILLION - n.assets, whole(n.cash)) + share_of(BILLION - n.interbank, received);
    (burnt >> 64) as i64
}
