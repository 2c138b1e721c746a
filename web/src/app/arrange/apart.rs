//! The last touch: the picture comes to stand where the old one was, or round those who stay, and nobody lies on anybody.

use crate::app::Point;
use crate::app::geometry::{Block, NODE_H, NODE_W, bounds};
use crate::app::snap::clear_place;

/// Air between two participants at least.
const AIR: f64 = 26.0;

/// Places as wished, whole, clear of each other, and moved as one to where they belong; those in `fixed` stay.
pub(super) fn settle(wished: &[Point], now: &[Point], fixed: &[Option<Point>]) -> Vec<Point> {
    let by = shift(wished, now, fixed);
    let mut at: Vec<Point> = wished.iter().zip(fixed).map(|(w, f)| f.unwrap_or_else(|| w.plus(by, 1.0))).collect();
    push(&mut at, fixed);
    let mut done: Vec<Point> = fixed.iter().flatten().copied().collect();
    for (p, stays) in at.iter_mut().zip(fixed) {
        if stays.is_none() {
            *p = Point::new(p.x.round(), p.y.round());
            *p = clear_place(&[Point::default()], &done, *p, AIR - 6.0);
            done.push(*p);
        }
    }
    at
}

/// By how much the picture as a whole has to move.
fn shift(wished: &[Point], now: &[Point], fixed: &[Option<Point>]) -> Point {
    let pairs: Vec<(Point, Point)> = wished.iter().zip(fixed).filter_map(|(w, f)| Some((*w, (*f)?))).collect();
    if !pairs.is_empty() {
        let count = pairs.len() as f64;
        return pairs.iter().fold(Point::default(), |sum, (w, f)| sum.plus(f.from(*w), 1.0 / count));
    }
    let middle = |all: &[Point]| bounds(all).map(|b| b.at).unwrap_or_default();
    middle(now).from(middle(wished))
}

/// Pushes apart what overlaps, each half of the way, along the axis that needs less.
fn push(at: &mut [Point], fixed: &[Option<Point>]) {
    for _ in 0..80 {
        let mut calm = true;
        for i in 0..at.len() {
            for j in i + 1..at.len() {
                let (p, q) = (at[i], at[j]);
                if !Block::node(p, AIR / 2.0).meets(&Block::node(q, AIR / 2.0)) {
                    continue;
                }
                let way = q.from(p);
                let (ox, oy) = (NODE_W + AIR - way.x.abs(), NODE_H + AIR - way.y.abs());
                let sign = |x: f64| if x < 0.0 { -1.0 } else { 1.0 };
                let by =
                    if ox / 2.0 < oy { Point::new(ox * sign(way.x), 0.0) } else { Point::new(0.0, oy * sign(way.y)) };
                let (a, b) = match (fixed[i].is_some(), fixed[j].is_some()) {
                    (true, true) => continue,
                    (true, false) => (0.0, 1.0),
                    (false, true) => (1.0, 0.0),
                    (false, false) => (0.5, 0.5),
                };
                at[i] = p.plus(by, -a);
                at[j] = q.plus(by, b);
                calm = false;
            }
        }
        if calm {
            break;
        }
    }
}
