//! Round an ellipse: in an order with short chords and few crossings. The ellipse is about twice as wide as high, as the
//! participants are, so all neighbours are equally far from touching.

use super::graph::Graph;
use super::room;
use crate::app::Point;
use std::f64::consts::TAU;

/// Participants up to which crossings are counted; beyond, the chords are only made short.
const COUNTED: usize = 48;

/// Where each participant would stand.
pub(super) fn circular(graph: &Graph) -> Vec<Point> {
    let order = order(graph);
    let n = graph.count;
    let (dx, dy) = room(n);
    // Many stand in several rings, one after the other inwards.
    let rings = match n {
        0..=30 => 1,
        31..=80 => 2,
        _ => 3,
    };
    let around = (n.max(3) as f64) / TAU / rings as f64;
    let (rx, ry) = ((dx * around).max(dx * 0.75), (dy * 1.1 * around).max(dy * 0.95));
    let mut out = vec![Point::default(); n];
    for (k, node) in order.into_iter().enumerate() {
        let angle = TAU * k as f64 / n.max(1) as f64 - TAU / 4.0;
        let inner = (k % rings) as f64;
        let (rx, ry) =
            (rx - inner * dx * 0.9 + dx * 0.9 * (rings - 1) as f64, ry - inner * dy + dy * (rings - 1) as f64);
        out[node] = Point::new(rx * libm::cos(angle), ry * libm::sin(angle));
    }
    out
}

/// An order round the circle.
fn order(graph: &Graph) -> Vec<usize> {
    let near = graph.near();
    let mut order = Vec::with_capacity(graph.count);
    for part in graph.parts() {
        order.extend(walk(&part, &near));
    }
    if graph.count <= COUNTED { sift(order, &near) } else { shorten(order, &near) }
}

/// From a participant with few ties always on to the one with most ties to those seen, of these to the one with fewest others.
fn walk(part: &[usize], near: &[Vec<usize>]) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::with_capacity(part.len());
    let mut left: Vec<usize> = part.to_vec();
    while !left.is_empty() {
        let last = seen.last().copied();
        let key = |&v: &usize| {
            let known = near[v].iter().filter(|n| seen.contains(n)).count();
            let follows = last.is_some_and(|l| near[v].contains(&l));
            (usize::from(follows), known, usize::MAX - near[v].len(), usize::MAX - v)
        };
        let best = (0..left.len()).max_by_key(|&k| left.get(k).map(key));
        if let Some(best) = best {
            seen.push(left.remove(best));
        }
    }
    seen
}

/// Moves each participant to where its ties cross the fewest others, until nothing gets better.
fn sift(mut order: Vec<usize>, near: &[Vec<usize>]) -> Vec<usize> {
    let mut now = cost(&order, near);
    for _ in 0..6 {
        let before = now;
        for node in 0..order.len() {
            let Some(from) = order.iter().position(|&v| v == node) else { continue };
            let mut best = (now, from);
            let mut trial = order.clone();
            trial.remove(from);
            for to in 0..order.len() {
                trial.insert(to, node);
                let there = cost(&trial, near);
                if there < best.0 {
                    best = (there, to);
                }
                trial.remove(to);
            }
            if best.1 != from {
                trial.insert(best.1, node);
                order = trial;
                now = best.0;
            }
        }
        if now >= before {
            break;
        }
    }
    order
}

/// Crossings first, then the sum of the lengths of all chords, counted in seats.
fn cost(order: &[usize], near: &[Vec<usize>]) -> (u64, usize) {
    let mut seat = vec![0usize; near.len()];
    for (k, &v) in order.iter().enumerate() {
        seat[v] = k;
    }
    let n = order.len();
    let (mut crossed, mut length) = (0u64, 0usize);
    // Chords that are open at a seat, by their beginning: one that ends there crosses all that began after it.
    let mut open: Vec<usize> = Vec::new();
    for (k, &v) in order.iter().enumerate() {
        let mut ending: Vec<usize> = near[v].iter().map(|&u| seat[u]).filter(|&s| s < k).collect();
        ending.sort_unstable();
        for s in ending.iter().rev() {
            let at = open.iter().rposition(|o| o == s);
            if let Some(at) = at {
                let after = open.iter().skip(at + 1).filter(|o| **o > *s).count();
                crossed += after as u64;
                open.remove(at);
            }
            length += (k - s).min(n - (k - s));
        }
        let starting = near[v].iter().filter(|&&u| seat[u] > k).count();
        open.extend(std::iter::repeat_n(k, starting));
    }
    (crossed, length)
}

/// Swaps neighbours on the circle while that makes chords shorter.
fn shorten(mut order: Vec<usize>, near: &[Vec<usize>]) -> Vec<usize> {
    let n = order.len();
    let mut seat = vec![0usize; near.len()];
    for (k, &v) in order.iter().enumerate() {
        seat[v] = k;
    }
    for _ in 0..40 {
        let mut better = false;
        for k in 0..n {
            let (i, j) = (k, (k + 1) % n);
            let (u, v) = (order[i], order[j]);
            let far = |node: usize, at: usize, without: usize| -> usize {
                let others = near[node].iter().filter(|&&x| x != without);
                others.map(|&x| at.abs_diff(seat[x]).min(n - at.abs_diff(seat[x]))).sum()
            };
            if far(u, j, v) + far(v, i, u) < far(u, i, v) + far(v, j, u) {
                order.swap(i, j);
                (seat[u], seat[v]) = (j, i);
                better = true;
            }
        }
        if !better {
            break;
        }
    }
    order
}

/// Crossings of the chords in the order found.
#[cfg(test)]
pub(super) fn crossings(graph: &Graph) -> u64 {
    cost(&order(graph), &graph.near()).0
}
