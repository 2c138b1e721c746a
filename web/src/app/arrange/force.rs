//! Springs and repulsion (Fruchterman and Reingold 1991), in a plane in which a participant is as high as wide. It begins from a
//! spiral with a small shift of each that comes from its id, so the same network gives the same picture.

use super::graph::Graph;
use super::room;
use crate::app::Point;

const STEPS: u32 = 320;

/// Where each participant would stand; those with a place in `fixed` stay there.
pub(super) fn force(graph: &Graph, fixed: &[Option<Point>]) -> Vec<Point> {
    let n = graph.count;
    let (dx, dy) = room(n);
    // In this plane the wished distance of neighbours is 1.
    let into = |p: Point| Point::new(p.x / dx, p.y / (dy * 1.15));
    let pinned: Vec<Option<Point>> = fixed.iter().map(|p| p.map(into)).collect();
    let held: Vec<Point> = pinned.iter().flatten().copied().collect();
    let count = held.len().max(1) as f64;
    let middle = held.iter().fold(Point::default(), |sum, p| sum.plus(*p, 1.0 / count));
    let mut at = begin(graph, &pinned, middle);
    let near = graph.near();
    for step in 0..STEPS {
        let heat = 0.9 * (1.0 - f64::from(step) / f64::from(STEPS)) + 0.004;
        let pulls: Vec<Point> = (0..n).map(|v| pull(v, &at, &near, middle)).collect();
        for (v, by) in pulls.into_iter().enumerate() {
            if pinned.get(v).copied().flatten().is_none() {
                at[v] = at[v].plus(by.unit(), by.length().min(heat));
            }
        }
    }
    at.into_iter().map(|p| Point::new(p.x * dx, p.y * dy * 1.15)).collect()
}

/// Participants in the order in which a walk along the ties meets them, on a spiral.
fn begin(graph: &Graph, pinned: &[Option<Point>], middle: Point) -> Vec<Point> {
    let near = graph.near();
    let mut at = vec![Point::default(); graph.count];
    let mut k = 0u32;
    for part in graph.parts() {
        let mut walk: Vec<usize> = Vec::new();
        let start = part.iter().copied().max_by_key(|&v| (near[v].len(), usize::MAX - v));
        walk.extend(start);
        let mut next = 0;
        while let Some(&node) = walk.get(next) {
            next += 1;
            let more: Vec<usize> = near[node].iter().copied().filter(|v| !walk.contains(v)).collect();
            walk.extend(more);
        }
        for node in walk {
            // The golden angle spreads any number of points evenly.
            let (angle, far) = (f64::from(k) * 2.399_963_229_728_653, 0.7 * f64::from(k).sqrt());
            let shift = f64::from(graph.hash[node] % 1024) / 1024.0 * 0.2;
            let spot = Point::new((far + shift) * libm::cos(angle), (far + shift) * libm::sin(angle));
            at[node] = pinned.get(node).copied().flatten().unwrap_or_else(|| middle.plus(spot, 1.0));
            k += 1;
        }
    }
    at
}

/// Where everything together pulls one: away from all, towards its neighbours, and gently to the middle.
fn pull(v: usize, at: &[Point], near: &[Vec<usize>], middle: Point) -> Point {
    let here = at[v];
    let mut sum = Point::default();
    for (u, &p) in at.iter().enumerate() {
        if u == v {
            continue;
        }
        let way = here.from(p);
        let far = way.length().max(0.05);
        // Two on one spot part by their numbers.
        let way = if way.length() < 1e-6 { Point::new(if u < v { 1.0 } else { -1.0 }, 0.3) } else { way.unit() };
        sum = sum.plus(way, 1.0 / far);
    }
    for &u in &near[v] {
        let way = at[u].from(here);
        sum = sum.plus(way, way.length());
    }
    sum.plus(middle.from(here), 0.12)
}
