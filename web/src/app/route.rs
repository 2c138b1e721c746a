//! How links run: fanned out between the same pair, bent round third parties, with room for their labels.

use super::Point;
use super::geometry::{Block, CUT, Curve};

/// A link to be drawn; an end without a node is the outside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wire {
    /// Node it starts from.
    pub from: Option<usize>,
    /// Node it ends at.
    pub to: Option<usize>,
    /// Width of its label; 0 for none.
    pub label: f64,
}

/// How a link runs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Route {
    /// From border to border.
    pub curve: Curve,
    /// The middle of its label.
    pub label: Point,
}

/// Length of the stub that leads to or from the outside.
pub const STUB: f64 = 96.0;
/// Height of a label.
pub const LABEL_H: f64 = 18.0;
/// Distance between neighbours in a fan.
const FAN: f64 = 58.0;

/// Routes of all wires between nodes at these places.
#[must_use]
pub fn route(nodes: &[Point], wires: &[Wire]) -> Vec<Route> {
    let careful = nodes.len() * wires.len() <= 6_000;
    let mut curves: Vec<Option<Curve>> = vec![None; wires.len()];
    let bends = fan(wires);
    for (i, wire) in wires.iter().enumerate() {
        let (Some(a), Some(b)) = (wire.from, wire.to) else { continue };
        let (Some(bend), Some(slot)) = (bends.get(i), curves.get_mut(i)) else { continue };
        *slot = Some(between(nodes, a, b, *bend, careful));
    }
    let mut stubs: Vec<(usize, usize)> = Vec::new();
    for (i, wire) in wires.iter().enumerate() {
        let (node, leaves) = match (wire.from, wire.to) {
            (Some(a), None) => (a, true),
            (None, Some(b)) => (b, false),
            _ => continue,
        };
        let out = stub(nodes, wires, node, &mut stubs);
        if let Some(slot) = curves.get_mut(i) {
            *slot = Some(if leaves { out } else { Curve { a: out.b, c: out.c, b: out.a } });
        }
    }
    let curves: Vec<Curve> = curves.into_iter().map(Option::unwrap_or_default).collect();
    labels(nodes, wires, &curves, careful)
}

/// Sideways bend of each wire, as seen from the lower to the higher of its nodes.
fn fan(wires: &[Wire]) -> Vec<f64> {
    let pair = |w: &Wire| match (w.from, w.to) {
        (Some(a), Some(b)) => Some((a.min(b), a.max(b))),
        _ => None,
    };
    let mut groups: litemap::LiteMap<(usize, usize), Vec<usize>> = litemap::LiteMap::new();
    for (i, wire) in wires.iter().enumerate() {
        if let Some(key) = pair(wire) {
            groups.entry(key).or_default().push(i);
        }
    }
    let mut bends = vec![0.0; wires.len()];
    for members in groups.values() {
        let middle = (members.len() as f64 - 1.0) / 2.0;
        for (k, &i) in members.iter().enumerate() {
            if let Some(bend) = bends.get_mut(i) {
                *bend = (k as f64 - middle) * FAN;
            }
        }
    }
    bends
}

fn between(nodes: &[Point], a: usize, b: usize, bend: f64, careful: bool) -> Curve {
    let (Some(&from), Some(&to)) = (nodes.get(a), nodes.get(b)) else { return Curve::default() };
    if a == b {
        return Curve::line(from, to);
    }
    let bend = if a < b { bend } else { -bend };
    let first = bowed(from, to, bend);
    if !careful || hits(nodes, a, b, &first) == 0 {
        return first;
    }
    let away = if bend < 0.0 { -1.0 } else { 1.0 };
    let tries = [80.0, -80.0, 130.0, -130.0, 190.0, -190.0, 260.0, -260.0];
    let best = tries.into_iter().map(|extra| bowed(from, to, bend + extra * away));
    best.min_by_key(|c| hits(nodes, a, b, c)).filter(|c| hits(nodes, a, b, c) == 0).unwrap_or(first)
}

/// A curve from border to border whose middle is `bend` aside of the straight line.
fn bowed(from: Point, to: Point, bend: f64) -> Curve {
    let side = to.from(from).unit().turned();
    let spread = (bend * 0.32).clamp(-26.0, 26.0);
    let (p, q) = (from.plus(side, spread), to.plus(side, spread));
    let c = p.middle(q).plus(side, (bend - spread) * 2.0);
    let a = Block::node(from, 1.0).border(p, c.from(p).unit(), CUT);
    let b = Block::node(to, 3.0).border(q, c.from(q).unit(), CUT);
    if bend.abs() < 0.5 { Curve::line(a, b) } else { Curve { a, c, b } }
}

/// How many third nodes a curve runs over.
fn hits(nodes: &[Point], a: usize, b: usize, curve: &Curve) -> usize {
    let third = nodes.iter().enumerate().filter(|&(i, _)| i != a && i != b);
    third.filter(|(_, p)| (1..16).any(|k| Block::node(**p, 8.0).holds(curve.at(f64::from(k) / 16.0)))).count()
}

/// A short line from a node to the outside, on its emptiest side.
fn stub(nodes: &[Point], wires: &[Wire], node: usize, used: &mut Vec<(usize, usize)>) -> Curve {
    let Some(&at) = nodes.get(node) else { return Curve::default() };
    let sides = [(1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (-1.0, 0.0)].map(|(x, y)| Point::new(x, y));
    let busy = |side: Point| {
        wires.iter().filter(|w| w.from == Some(node) || w.to == Some(node)).filter(move |w| {
            let other = if w.from == Some(node) { w.to } else { w.from };
            other.and_then(|o| nodes.get(o)).is_some_and(|o| {
                let way = o.from(at).unit();
                way.x * side.x + way.y * side.y > 0.75
            })
        })
    };
    let mut best = (f64::INFINITY, 0);
    for (k, &side) in sides.iter().enumerate() {
        let end = Block::node(at, 0.0).border(at, side, CUT).plus(side, STUB * 0.75);
        let room = Block { at: end, w: 58.0, h: 30.0 };
        let blocked = nodes.iter().enumerate().any(|(i, p)| i != node && room.meets(&Block::node(*p, 0.0)));
        let taken = used.iter().filter(|&&u| u == (node, k)).count();
        let cost =
            f64::from(u8::from(blocked)) * 12.0 + busy(side).count() as f64 * 3.0 + taken as f64 * 5.0 + k as f64 * 0.5;
        if cost < best.0 {
            best = (cost, k);
        }
    }
    let k = best.1;
    let nth = used.iter().filter(|&&u| u == (node, k)).count();
    used.push((node, k));
    let side = sides.get(k).copied().unwrap_or_default();
    let shift = [0.0, 20.0, -20.0].get(nth % 3).copied().unwrap_or_default();
    let start = Block::node(at, 1.0).border(at.plus(side.turned(), shift), side, CUT);
    Curve::line(start, start.plus(side, STUB))
}

/// Puts each label beside its curve where it covers no node, no other label and few other links.
fn labels(nodes: &[Point], wires: &[Wire], curves: &[Curve], careful: bool) -> Vec<Route> {
    let mut taken: Vec<Block> = Vec::new();
    let mut out = Vec::with_capacity(curves.len());
    for (i, (wire, curve)) in wires.iter().zip(curves).enumerate() {
        let mut best = (f64::INFINITY, curve.at(0.5));
        for (rank, place) in candidates(curve, wire.label).into_iter().enumerate() {
            let frame = Block { at: place, w: wire.label / 2.0 + 2.0, h: LABEL_H / 2.0 + 1.0 };
            let mut cost = rank as f64 * 0.4;
            if careful && wire.label > 0.0 {
                cost += 10.0 * nodes.iter().filter(|p| frame.meets(&Block::node(**p, 4.0))).count() as f64;
                cost += 8.0 * taken.iter().filter(|t| frame.meets(t)).count() as f64;
                cost += 1.2 * crossings(curves, i, &frame) as f64;
            }
            if cost < best.0 {
                best = (cost, place);
            }
            if !careful {
                break;
            }
        }
        if wire.label > 0.0 {
            taken.push(Block { at: best.1, w: wire.label / 2.0 + 2.0, h: LABEL_H / 2.0 + 1.0 });
        }
        out.push(Route { curve: *curve, label: best.1 });
    }
    out
}

fn crossings(curves: &[Curve], own: usize, frame: &Block) -> usize {
    let others = curves.iter().enumerate().filter(|&(j, _)| j != own);
    others.filter(|(_, c)| (0..=20).any(|k| frame.holds(c.at(f64::from(k) / 20.0)))).count()
}

fn candidates(curve: &Curve, width: f64) -> Vec<Point> {
    let bend = curve.c.from(curve.a.middle(curve.b));
    let mut out = Vec::new();
    for t in [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74] {
        let mut n = curve.heading(t).turned();
        // Outwards of a bend; above a straight line (or to its right where it is upright).
        let outward = if bend.length() > 1.0 { n.x * bend.x + n.y * bend.y } else { n.x * 0.4 - n.y };
        if outward < 0.0 {
            n = Point::new(-n.x, -n.y);
        }
        let off = n.x.abs() * width / 2.0 + n.y.abs() * LABEL_H / 2.0 + 6.0;
        let p = curve.at(t);
        out.push(p.plus(n, off));
        out.push(p.plus(n, -off));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(from: usize, to: usize) -> Wire {
        Wire { from: Some(from), to: Some(to), label: 60.0 }
    }

    #[test]
    fn parallel_links_fan_out_and_keep_their_direction() {
        let nodes = [Point::new(0.0, 0.0), Point::new(346.0, 0.0)];
        let routes = route(&nodes, &[wire(0, 1), wire(1, 0), wire(0, 1)]);
        let middles: Vec<f64> = routes.iter().map(|r| r.curve.at(0.5).y.round()).collect();
        assert!(middles[0] < middles[1] && middles[1] < middles[2], "{middles:?}");
        assert!(routes[0].curve.a.x < routes[0].curve.b.x && routes[1].curve.a.x > routes[1].curve.b.x);
    }

    #[test]
    fn a_link_bends_round_a_third_node_and_labels_stay_off_nodes() {
        let nodes = [Point::new(0.0, 0.0), Point::new(346.0, 0.0), Point::new(692.0, 0.0)];
        let routes = route(&nodes, &[wire(0, 2), wire(0, 1), wire(1, 2)]);
        assert_eq!(hits(&nodes, 0, 2, &routes[0].curve), 0);
        for r in &routes {
            let plate = Block { at: r.label, w: 30.0, h: 9.0 };
            assert!(nodes.iter().all(|n| !plate.meets(&Block::node(*n, 0.0))));
        }
    }

    #[test]
    fn a_stub_leaves_on_a_free_side() {
        let nodes = [Point::new(0.0, 0.0), Point::new(200.0, 0.0)];
        let out = Wire { from: Some(0), to: None, label: 40.0 };
        let inward = Wire { from: None, to: Some(1), label: 40.0 };
        let routes = route(&nodes, &[out, inward, out]);
        assert!(routes[0].curve.b.x < 150.0, "not through the neighbour: {:?}", routes[0]);
        assert!(routes[1].curve.a.x > routes[1].curve.b.x, "from the right towards the node: {:?}", routes[1]);
        assert_ne!(routes[0].curve, routes[2].curve);
    }

    #[test]
    fn two_hundred_nodes_and_six_hundred_links_are_routed() {
        let nodes: Vec<Point> =
            (0..200).map(|i| Point::new(f64::from(i % 20) * 248.0, f64::from(i / 20) * 140.0)).collect();
        let wires: Vec<Wire> = (0..600).map(|k| wire(k % 200, (k * 7 + 1) % 200)).collect();
        let routes = route(&nodes, &wires);
        assert!(routes.iter().all(|r| r.curve.b.x.is_finite() && r.label.y.is_finite()));
    }
}
