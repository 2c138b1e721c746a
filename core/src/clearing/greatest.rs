//! The greatest clearing vector, from the top: fictitious default in waves.
//!
//! Wave 1 is whoever falls short though all others pay in full; the block of defaulters is solved; wave 2
//! is whoever falls short now; and so on (Eisenberg & Noe 2001; Rogers & Veraart 2013, greatest
//! clearing vector algorithm). A defaulter's marginal class only ever moves to more senior
//! ones (Elsinger 2009).

use super::fixed::whole;
use super::network::Network;
use super::outcome::Waves;
use super::state::State;

/// The greatest clearing vector and the waves in which defaults were found.
pub(super) fn greatest(net: &Network) -> (State, Waves) {
    let mut state = State::full(net);
    let mut waves = Waves::new(net.nodes.len());
    let mut failed: Vec<u32> = Vec::new();
    let mut wave: Vec<u32> = net
        .ids()
        .filter(|&i| {
            let n = &net.nodes[i as usize];
            n.cash + n.due < n.owed
        })
        .collect();
    while !wave.is_empty() {
        waves.add(&wave);
        enter(net, &mut state, &wave);
        failed.extend_from_slice(&wave);
        failed.sort_unstable();
        settle(net, &mut state, &failed);
        wave = next(net, &state, &failed);
    }
    (state, waves)
}

/// Puts new defaulters at the class that what they recover reaches, if receipts stay as they are.
fn enter(net: &Network, state: &mut State, wave: &[u32]) {
    let reached: Vec<u32> = wave.iter().map(|&node| reach(net, state, node)).collect();
    for (&node, group) in wave.iter().zip(reached) {
        state.set(node, group, 0);
    }
}

/// The class in which what `node` recovers, at most, runs out.
fn reach(net: &Network, state: &State, node: u32) -> u32 {
    let groups = net.groups_of(node);
    let last = groups.end - 1;
    if groups.start == last {
        return last;
    }
    let (_, high) = state.value(net, node);
    groups
        .into_iter()
        .find(|&g| {
            let group = &net.groups[g as usize];
            high < whole(group.before + group.total)
        })
        .unwrap_or(last)
}

/// Payments of `failed`, given that exactly they default.
fn settle(net: &Network, state: &mut State, failed: &[u32]) {
    loop {
        free(net, state, failed);
        let mut moved = false;
        let low: Vec<(u32, u32)> = failed
            .iter()
            .filter(|&&node| state.marginal(node) > net.groups_of(node).start)
            .map(|&node| (node, reach(net, state, node)))
            .filter(|&(node, group)| group < state.marginal(node))
            .collect();
        for (node, group) in low {
            state.set(node, group, 0);
            moved = true;
        }
        if !moved {
            return;
        }
    }
}

/// Solves for the marginal classes, of which none is paid less than nothing.
///
/// The piecewise linear system `y = max(0, c + M y)` by policy iteration from below: whoever has
/// something for its marginal class even if nobody else does, then whoever has by then.
fn free(net: &Network, state: &mut State, failed: &[u32]) {
    state.forget();
    let before = |state: &State, node: u32| whole(net.groups[state.marginal(node) as usize].before);
    for &node in failed {
        let group = state.marginal(node);
        state.set(node, group, 0);
    }
    let mut paying: Vec<u32> = Vec::with_capacity(failed.len());
    let mut waiting: Vec<u32> = failed.to_vec();
    let mut first = true;
    loop {
        let (pay, wait): (Vec<u32>, Vec<u32>) = waiting.iter().partition(|&&node| {
            if first && state.marginal(node) == net.groups_of(node).start {
                return true;
            }
            let (low, high) = state.value(net, node);
            low > before(state, node) || (first && high - 2 >= before(state, node))
        });
        if pay.is_empty() && !first {
            return;
        }
        first = false;
        waiting = wait;
        paying.extend(pay);
        paying.sort_unstable();
        state.solve(net, &paying);
    }
}

/// Whoever falls short now: only creditors of `failed` can.
fn next(net: &Network, state: &State, failed: &[u32]) -> Vec<u32> {
    let mut near: Vec<u32> = failed
        .iter()
        .flat_map(|&node| net.groups_of(node).flat_map(|g| net.rows_of(g)))
        .map(|row| row.creditor)
        .filter(|&node| state.is_full(node) && net.nodes[node as usize].owed > 0)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.retain(|&node| state.short(net, node));
    near
}
