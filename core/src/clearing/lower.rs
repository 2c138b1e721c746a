//! Whether the greatest clearing vector is the only one: cheap reasons first, then the least one.

use super::fixed::BILLION;
use super::least::least;
use super::network::{Network, Node};
use super::scc;
use super::state::State;

/// Sweeps from below before the least vector is computed in earnest.
const SWEEPS_MAX: usize = 12;

/// Less than one, to keep float bounds below what they bound.
const SHAVE: f64 = 1.0 - 1e-9;

/// The least clearing vector, or `None` if it is plainly the same as the greatest, `top`.
pub(super) fn least_unless_unique(net: &Network, top: &State) -> Option<State> {
    let mut solvent: Vec<bool> = net.nodes.iter().map(|n| n.owed <= n.cash).collect();
    if solvent.iter().all(|&s| s) {
        return None;
    }
    if costless(net) {
        return may_idle(net).then(|| least(net, &solvent));
    }
    raise(net, &mut solvent);
    // Without ranks, payments follow from who defaults: nodes that owe only each other and lose
    // nothing never default all, so the block of defaulters always has exactly one solution.
    let same = net.ids().all(|i| solvent[i as usize] == top.is_full(i));
    let ranked = net.ids().any(|i| !top.is_full(i) && net.groups_of(i).len() > 1);
    if same && !ranked {
        return None;
    }
    Some(least(net, &solvent))
}

/// Eisenberg & Noe's own model: one class each, no bankruptcy costs.
fn costless(net: &Network) -> bool {
    net.nodes.iter().all(|n| n.assets == BILLION && n.interbank == BILLION && n.groups.1 - n.groups.0 <= 1)
}

/// Whether nodes without cash owe only each other: without that, a costless vector is unique.
fn may_idle(net: &Network) -> bool {
    let poor: Vec<u32> = net.ids().filter(|&i| may_idle_node(net, i)).collect();
    let closed = scc::closed_classes(net, &poor, |_| true, |node| net.rows_of(net.groups_of(node).start));
    !closed.is_empty()
}

fn may_idle_node(net: &Network, id: u32) -> bool {
    let node = &net.nodes[id as usize];
    node.cash == 0 && node.owed > 0
}

/// Marks nodes that are solvent whatever others expect: a few sweeps from below, rounded down.
fn raise(net: &Network, solvent: &mut [bool]) {
    let n = net.nodes.len();
    let mut sure = vec![0i64; n];
    let mut part = vec![0f64; n];
    let mut fresh: Vec<u32> = net.ids().filter(|&i| solvent[i as usize]).collect();
    let recovered = |node: &Node, received: f64| {
        let value = f64::from(node.assets) * node.cash as f64 + f64::from(node.interbank) * received;
        value / f64::from(BILLION) * SHAVE
    };
    let mut value: Vec<f64> = net.nodes.iter().map(|node| recovered(node, 0.0)).collect();
    for _ in 0..SWEEPS_MAX {
        pay_in_full(net, solvent, &mut sure, &mut fresh);
        part.fill(0.0);
        for id in net.ids().filter(|&i| !solvent[i as usize]) {
            give(net, id, value[id as usize], &mut part);
        }
        for (i, node) in net.nodes.iter().enumerate().filter(|(i, _)| !solvent[*i]) {
            let received = sure[i] as f64 + part[i];
            if (node.cash as f64 + received) * SHAVE >= node.owed as f64 {
                fresh.push(i as u32);
            }
            value[i] = recovered(node, received);
        }
        for &node in &fresh {
            solvent[node as usize] = true;
        }
        if fresh.is_empty() && solvent.iter().all(|&s| s) {
            return;
        }
    }
    pay_in_full(net, solvent, &mut sure, &mut fresh);
}

/// Lets `fresh` pay all they owe, and whoever becomes solvent by that, and so on.
fn pay_in_full(net: &Network, solvent: &mut [bool], sure: &mut [i64], fresh: &mut Vec<u32>) {
    while let Some(node) = fresh.pop() {
        for row in net.groups_of(node).flat_map(|g| net.rows_of(g)) {
            let creditor = row.creditor as usize;
            sure[creditor] += row.amount;
            let c = &net.nodes[creditor];
            if !solvent[creditor] && c.cash + sure[creditor] >= c.owed {
                solvent[creditor] = true;
                fresh.push(row.creditor);
            }
        }
    }
}

/// Spreads `value` of a defaulter over its claims, a little less than all of it.
fn give(net: &Network, id: u32, value: f64, next: &mut [f64]) {
    for g in net.groups_of(id) {
        let group = &net.groups[g as usize];
        let left = value - group.before as f64;
        if left <= 0.0 {
            return;
        }
        let fraction = (left / group.total as f64).min(1.0) * SHAVE;
        for row in net.rows_of(g) {
            next[row.creditor as usize] += row.amount as f64 * fraction;
        }
    }
}
