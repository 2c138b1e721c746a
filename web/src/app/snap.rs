//! Snapping: what is dragged comes to stand in line with others, or on a grid, and thin lines show with whom.

use super::Point;
use super::geometry::{Block, NODE_H, NODE_W};

/// Pixels of the screen within which what is dragged jumps into line.
pub const REACH: f64 = 6.0;
/// The grid for what is in line with nobody, in canvas units.
pub const GRID: f64 = 8.0;

/// A line that shows who stands in line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// One end.
    pub a: Point,
    /// The other.
    pub b: Point,
}

/// Where what is dragged comes to stand: places `moving` (their middles) shifted by a whole, in line with `others` where one
/// is within `reach` canvas units, otherwise on the grid; and the lines to be shown. The first of `moving` is the one in
/// the hand: it alone meets the grid.
#[must_use]
pub fn snap(moving: &[Point], others: &[Point], reach: f64) -> (Point, Vec<Guide>) {
    let Some(held) = moving.first() else { return (Point::default(), Vec::new()) };
    let dx = shift(moving, others, |p| p.x, NODE_W, reach);
    let dy = shift(moving, others, |p| p.y, NODE_H, reach);
    let grid = |at: f64| (at / GRID).round() * GRID - at;
    let by = Point::new(dx.unwrap_or_else(|| grid(held.x)), dy.unwrap_or_else(|| grid(held.y)));
    let moved: Vec<Point> = moving.iter().map(|p| p.plus(by, 1.0)).collect();
    let mut guides = Vec::new();
    if dx.is_some() {
        guides.extend(lines(&moved, others, true));
    }
    if dy.is_some() {
        guides.extend(lines(&moved, others, false));
    }
    (by, guides)
}

/// The smallest shift along one axis that brings one of `moving` into line with one of `others`: middle to middle (all are
/// of one size, so their borders are in line as well), or border to border.
fn shift(moving: &[Point], others: &[Point], of: fn(&Point) -> f64, size: f64, reach: f64) -> Option<f64> {
    let mut best: Option<f64> = None;
    for p in moving {
        for q in others {
            for aside in [0.0, size, -size] {
                let by = of(q) + aside - of(p);
                // Middles come first: a border must be nearer by more than a hair.
                let nearer = best.is_none_or(|b| by.abs() + 1e-9 < b.abs());
                if by.abs() <= reach && nearer {
                    best = Some(by);
                }
            }
        }
    }
    best
}

/// The lines of one axis along which one of `moved` and some of `others` stand, each from end to end.
fn lines(moved: &[Point], others: &[Point], upright: bool) -> Vec<Guide> {
    let (size, across) = if upright { (NODE_W, NODE_H) } else { (NODE_H, NODE_W) };
    let of = |p: &Point| if upright { (p.x, p.y) } else { (p.y, p.x) };
    let mut found: Vec<(f64, f64, f64)> = Vec::new();
    for p in moved {
        let (at, along) = of(p);
        for aside in [0.0, size / 2.0, -size / 2.0] {
            let line = at + aside;
            let on = |q: &&Point| {
                let (x, _) = of(q);
                let sides: &[f64] = if aside == 0.0 { &[0.0] } else { &[size / 2.0, -size / 2.0] };
                // Borders in line because the middles are need no line of their own.
                (aside == 0.0 || (x - at).abs() > 0.5) && sides.iter().any(|s| (x + s - line).abs() < 0.5)
            };
            let ends = others.iter().filter(on).map(|q| of(q).1);
            let (low, high) = ends.fold((along, along), |(l, h), y| (l.min(y), h.max(y)));
            if high > low {
                add(&mut found, (line, low - across / 2.0, high + across / 2.0));
            }
        }
    }
    let point = |at: f64, along: f64| if upright { Point::new(at, along) } else { Point::new(along, at) };
    found.into_iter().map(|(at, low, high)| Guide { a: point(at, low), b: point(at, high) }).collect()
}

fn add(found: &mut Vec<(f64, f64, f64)>, line: (f64, f64, f64)) {
    match found.iter_mut().find(|f| (f.0 - line.0).abs() < 0.5) {
        Some(same) => (same.1, same.2) = (same.1.min(line.1), same.2.max(line.2)),
        None => found.push(line),
    }
}

/// The first place at or round a wish at which none of a figure of participants would lie on another one.
#[must_use]
pub fn clear_place(figure: &[Point], others: &[Point], wish: Point, gap: f64) -> Point {
    let free = |by: Point| {
        let one = |p: &Point| {
            let own = Block::node(p.plus(by, 1.0), gap);
            others.iter().all(|q| !own.meets(&Block::node(*q, 0.0)))
        };
        figure.iter().all(one)
    };
    let (dx, dy) = (NODE_W / 2.0, NODE_H);
    for ring in 0..60i32 {
        // To the right and below first: that is where one looks.
        for y in -ring..=ring {
            for x in -ring..=ring {
                if x.abs().max(y.abs()) == ring {
                    let by = wish.plus(Point::new(f64::from(-x) * dx, f64::from(-y) * dy), 1.0);
                    if free(by) {
                        return by;
                    }
                }
            }
        }
    }
    wish
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn what_is_near_a_line_comes_to_stand_on_it() {
        let others = [at(100.0, 100.0), at(500.0, 300.0)];
        let cases = [
            // Held at, and where it comes to stand.
            (at(104.0, 250.0), at(100.0, 248.0)),
            (at(250.0, 295.0), at(248.0, 300.0)),
            (at(97.0, 303.0), at(100.0, 300.0)),
            // Its left border on the right border of the first: 100 + 164.
            (at(267.0, 203.0), at(264.0, 200.0)),
            // Its upper border on the lower border of the first: 100 + 68.
            (at(318.0, 164.0), at(320.0, 168.0)),
            // Too far from all: the grid.
            (at(300.0, 220.0), at(304.0, 224.0)),
        ];
        for (held, want) in cases {
            let (by, guides) = snap(&[held], &others, REACH);
            assert_eq!(held.plus(by, 1.0), want, "{held:?}");
            assert_eq!(guides.is_empty(), want == at(304.0, 224.0), "{held:?}");
        }
    }

    #[test]
    fn a_guide_goes_from_end_to_end_of_those_in_line() {
        let others = [at(100.0, 100.0), at(100.0, 700.0), at(900.0, 60.0)];
        let (_, guides) = snap(&[at(102.0, 404.0)], &others, REACH);
        assert_eq!(guides, [Guide { a: at(100.0, 66.0), b: at(100.0, 734.0) }]);
        // Near to nothing at a reach of nothing: only the grid.
        assert_eq!(snap(&[at(100.4, 404.0)], &others, 0.1).1, []);
        assert_eq!(snap(&[], &others, REACH), (Point::default(), Vec::new()));
    }

    #[test]
    fn any_of_a_group_may_bring_all_into_line() {
        let others = [at(0.0, 0.0)];
        let (by, guides) = snap(&[at(300.0, 301.0), at(303.0, 5.0)], &others, REACH);
        assert_eq!((by.x, by.y), (4.0, -5.0));
        assert_eq!(guides, [Guide { a: at(-82.0, 0.0), b: at(389.0, 0.0) }]);
    }

    #[test]
    fn a_figure_finds_room_beside_others() {
        let figure = [at(0.0, 0.0), at(0.0, 120.0)];
        assert_eq!(clear_place(&figure, &[], at(30.0, 10.0), 12.0), at(30.0, 10.0));
        let by = clear_place(&figure, &figure, at(0.0, 0.0), 12.0);
        for p in figure {
            assert!(figure.iter().all(|q| !Block::node(p.plus(by, 1.0), 12.0).meets(&Block::node(*q, 0.0))));
        }
        assert!(by.length() < 400.0, "{by:?}");
    }
}
