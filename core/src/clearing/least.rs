//! The least clearing vector, from below, with exact solves.
//!
//! Plain iteration from below may converge to a vector that does not clear: with bankruptcy costs,
//! payments jump up where a node becomes solvent, and the limit can sit right on such a jump. So:
//! 1. Everybody not known to be solvent defaults, at its most senior class.
//! 2. For these defaulters and classes, the least payments: the linear system, capped at each class.
//!    Caps are found from the top; a closed group of nodes with nothing coming in stays as it was.
//! 3. Whoever could now pay in full, does from now on; whoever fills its class opens the next. Back to 2.
//! 4. Nobody moved: this clears, and every step was below every clearing vector, so it is the least.

use super::fixed::{BILLION, ONE, share_of, whole};
use super::network::Network;
use super::scc;
use super::state::State;
use crate::units::sorted;

/// The least clearing vector; nodes marked `solvent` are known to pay in full in every one.
pub(super) fn least(net: &Network, solvent: &[bool]) -> State {
    let mut state = State::full(net);
    let mut lower = vec![0i128; net.nodes.len()];
    let mut failed: Vec<u32> = net.ids().filter(|&i| net.nodes[i as usize].owed > 0 && !solvent[i as usize]).collect();
    for &node in &failed {
        state.set(node, net.groups_of(node).start, 0);
    }
    loop {
        let capped = fill(net, &mut state, &failed);
        hold_idle(net, &mut state, &failed, &lower);
        let whole: Vec<bool> = failed.iter().map(|&node| !state.short(net, node)).collect();
        let mut moved = false;
        for (&node, whole) in failed.iter().zip(whole) {
            let group = state.marginal(node);
            let full = capped.binary_search(&node).is_ok() && state.partial(node).0 == ONE;
            if whole {
                state.set_full(node);
                moved = true;
            } else if full && group + 1 < net.groups_of(node).end {
                state.set(node, group + 1, 0);
                lower[node as usize] = 0;
                moved = true;
            } else {
                lower[node as usize] = state.partial(node).0;
            }
        }
        if !moved {
            return state;
        }
        failed.retain(|&node| !state.is_full(node));
    }
}

/// Payments of `failed` with their classes as they are; returns those that fill theirs.
fn fill(net: &Network, state: &mut State, failed: &[u32]) -> Vec<u32> {
    state.forget();
    for &node in failed {
        let group = state.marginal(node);
        state.set(node, group, ONE);
    }
    let mut capped = failed.to_vec();
    let mut paying: Vec<u32> = Vec::new();
    loop {
        let (below, rest): (Vec<u32>, Vec<u32>) = capped.iter().partition(|&&node| {
            let group = &net.groups[state.marginal(node) as usize];
            let (_, high) = state.value(net, node);
            high <= whole(group.before + group.total)
        });
        if below.is_empty() {
            return rest;
        }
        capped = rest;
        paying.extend(below);
        paying = sorted(paying, u32::cmp);
        state.solve(net, &paying);
    }
}

/// Closed groups of nodes that nothing flows into stay where they were.
///
/// What they pay in their marginal classes goes round among themselves, nothing is lost on the way,
/// and any amount going round is consistent: the least is what went round before.
fn hold_idle(net: &Network, state: &mut State, failed: &[u32], lower: &[i128]) {
    let lossless = |node: u32| net.nodes[node as usize].interbank == BILLION;
    let closed = scc::closed_classes(
        net,
        failed,
        |node| !state.is_full(node) && lossless(node),
        |node| net.rows_of(state.marginal(node)),
    );
    for class in closed {
        if fed(net, state, &class) {
            continue;
        }
        for &node in &class {
            let group = state.marginal(node);
            state.set(node, group, lower[node as usize]);
            state.local[node as usize] = u32::MAX;
        }
    }
}

/// Whether more flows into a closed class, or lies there, than its senior debts take.
///
/// Exact without senior debts: then all terms are at least zero. With them, a surplus within the
/// error of what flows in counts as none.
fn fed(net: &Network, state: &State, class: &[u32]) -> bool {
    let (mut sum, mut error, mut ranked) = (0, 0, false);
    for &node in class {
        let n = &net.nodes[node as usize];
        let before = net.groups[state.marginal(node) as usize].before;
        sum += share_of(n.assets, whole(n.cash)) - whole(before);
        ranked |= before > 0;
        for row in net.incoming(node) {
            let part = row.group == state.marginal(row.debtor);
            if part && class.binary_search(&row.debtor).is_ok() {
                continue;
            }
            let amount = i128::from(row.amount);
            sum += amount * state.fraction(row);
            if part {
                error += amount * state.partial(row.debtor).1;
            }
        }
    }
    sum > if ranked { error } else { 0 }
}
