//! Layers from debtors to creditors: cycles broken, longest path, few crossings, straight lines (Sugiyama, Tagawa and Toda
//! 1981). Parts that do not hang together come below each other.

use super::cycles::ranks;
use super::graph::Graph;
use super::lines::along;
use super::order::Layers;
use super::room;
use crate::app::Point;
use crate::app::geometry::NODE_H;

/// Room for a link that passes between participants.
const LANE: f64 = 30.0;

/// Where each participant would stand.
pub(super) fn layered(graph: &Graph) -> Vec<Point> {
    let mut out = vec![Point::default(); graph.count];
    let (dx, dy) = room(graph.count);
    let mut top = 0.0;
    let parts = graph.parts();
    let (alone, parts): (Vec<_>, Vec<_>) = parts.into_iter().partition(|p| p.len() == 1);
    let mut width: f64 = 1.0;
    for part in parts {
        let places = one(graph, &part, (dx, dy));
        let low = places.iter().map(|p| p.y).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(|p| p.y).fold(f64::NEG_INFINITY, f64::max);
        for (&node, p) in part.iter().zip(&places) {
            out[node] = Point::new(p.x, p.y - low + top);
            width = width.max(p.x / dx + 1.0);
        }
        top += high - low + dy * 1.25;
    }
    // Who has no ties stands in rows at the foot.
    let columns = (width.round() as usize).max(4);
    for (k, node) in alone.into_iter().flatten().enumerate() {
        out[node] = Point::new((k % columns) as f64 * dx, top + (k / columns) as f64 * dy);
    }
    out
}

/// One part that hangs together, in layers in order.
fn untangled(graph: &Graph, part: &[usize]) -> Layers {
    let number = |node: usize| part.binary_search(&node).ok();
    let own = graph.edges.iter().filter_map(|&(a, b, w)| Some((number(a)?, number(b)?, w)));
    let own: Vec<(usize, usize, f64)> = own.collect();
    let rank = ranks(part.len(), &own);
    // Against the order an edge is turned round, and two between the same are one.
    let mut edges: Vec<(usize, usize)> =
        own.iter().map(|&(a, b, _)| if rank[a] < rank[b] { (a, b) } else { (b, a) }).collect();
    edges.sort_unstable();
    edges.dedup();
    let layer = layers(&edges, &rank);
    let mut net = with_lanes(&edges, &layer);
    net.untangle();
    net
}

/// One part that hangs together, placed.
fn one(graph: &Graph, part: &[usize], room: (f64, f64)) -> Vec<Point> {
    place(&untangled(graph, part), part.len(), room)
}

/// Crossings of the layers, all parts together.
#[cfg(test)]
pub(super) fn crossings(graph: &Graph) -> u64 {
    graph.parts().iter().map(|part| untangled(graph, part).crossings()).sum()
}

/// The layer of each: as far on as the longest way to it, but no farther from whom it pays than need be.
fn layers(edges: &[(usize, usize)], rank: &[usize]) -> Vec<usize> {
    let count = rank.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&v| rank[v]);
    let mut layer = vec![0usize; count];
    for &v in &order {
        let longest = edges.iter().filter(|e| e.1 == v).map(|e| layer[e.0] + 1).max();
        layer[v] = longest.unwrap_or_default();
    }
    for &v in order.iter().rev() {
        let nearest = edges.iter().filter(|e| e.0 == v).map(|e| layer[e.1]).min();
        let (into, out) = edges.iter().fold((0, 0), |(i, o), e| (i + usize::from(e.1 == v), o + usize::from(e.0 == v)));
        if let Some(nearest) = nearest.filter(|_| out > into) {
            layer[v] = layer[v].max(nearest.saturating_sub(1));
        }
    }
    layer
}

/// The layers, with a lane through each layer that an edge passes. Lanes are numbered after the nodes.
fn with_lanes(edges: &[(usize, usize)], layer: &[usize]) -> Layers {
    let mut net = Layers {
        layers: vec![Vec::new(); layer.iter().max().map_or(0, |m| m + 1)],
        before: vec![Vec::new(); layer.len()],
        after: vec![Vec::new(); layer.len()],
    };
    for (node, &at) in layer.iter().enumerate() {
        net.layers[at].push(node);
    }
    for &(a, b) in edges {
        let mut last = a;
        for at in layer[a] + 1..layer[b] {
            let lane = net.before.len();
            net.layers[at].push(lane);
            net.before.push(vec![last]);
            net.after.push(Vec::new());
            net.after[last].push(lane);
            last = lane;
        }
        net.after[last].push(b);
        net.before[b].push(last);
    }
    net
}

/// Places: columns by layer, and in each column as near to the neighbours as the order allows.
fn place(net: &Layers, nodes: usize, (dx, dy): (f64, f64)) -> Vec<Point> {
    let mut y = vec![0.0f64; net.before.len()];
    let high = |node: usize| if node < nodes { NODE_H } else { 0.0 };
    let gap = |a: usize, b: usize| {
        let air = if a < nodes && b < nodes { dy - NODE_H } else { LANE };
        f64::midpoint(high(a), high(b)) + air
    };
    for layer in &net.layers {
        let mut at = 0.0;
        for (k, &node) in layer.iter().enumerate() {
            y[node] = at;
            at += layer.get(k + 1).map_or(0.0, |&next| gap(node, next));
        }
        let middle = layer.last().map_or(0.0, |&n| y[n]) / 2.0;
        layer.iter().for_each(|&n| y[n] -= middle);
    }
    for sweep in 0..16 {
        let forward = sweep % 2 == 0;
        for step in 0..net.layers.len() {
            let at = if forward { step } else { net.layers.len() - 1 - step };
            let layer = &net.layers[at];
            let wish = |&node: &usize| {
                // Towards the end both sides count.
                let (b, a) = (&net.before[node], &net.after[node]);
                let both = sweep >= 12;
                let near: Vec<usize> = match (forward, both) {
                    (_, true) => b.iter().chain(a).copied().collect(),
                    (true, _) => b.clone(),
                    (false, _) => a.clone(),
                };
                if near.is_empty() {
                    return (y[node], 0.2);
                }
                let mean = near.iter().map(|&n| y[n]).sum::<f64>() / near.len() as f64;
                // A lane between lanes is what makes a bend.
                (mean, if node < nodes { 1.0 } else { 3.0 })
            };
            let wishes: Vec<(f64, f64)> = layer.iter().map(wish).collect();
            let gaps: Vec<f64> = layer.windows(2).map(|w| gap(w[0], w[1])).collect();
            for (&node, at) in layer.iter().zip(along(&wishes, &gaps)) {
                y[node] = at;
            }
        }
    }
    let mut out = vec![Point::default(); nodes];
    let mut x = 0.0;
    for layer in &net.layers {
        let own: Vec<usize> = layer.iter().copied().filter(|&n| n < nodes).collect();
        let columns = own.len().div_ceil(most(nodes)).max(1);
        for (k, &node) in own.iter().enumerate() {
            out[node] = Point::new(x + (k % columns) as f64 * dx * 0.85, y[node]);
        }
        if columns > 1 {
            // A crowded layer stands in several columns: its rows come nearer to each other.
            let middle = own.iter().map(|&n| y[n]).sum::<f64>() / own.len() as f64;
            own.iter().for_each(|&n| out[n].y = middle + (y[n] - middle) / columns as f64);
        }
        x += dx + (columns - 1) as f64 * dx * 0.85;
    }
    out
}

/// Participants that one column may have before its layer takes two.
fn most(nodes: usize) -> usize {
    ((nodes as f64 * 1.4).sqrt().ceil() as usize).max(7)
}
