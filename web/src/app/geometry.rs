//! Shapes on the canvas: boxes, borders, curves. Pure arithmetic in canvas units.

use super::Point;

/// Width of a node.
pub const NODE_W: f64 = 164.0;
/// Height of a node.
pub const NODE_H: f64 = 68.0;
/// How much of a failed node's corners is cut off.
pub const CUT: f64 = 13.0;
/// Distance between the centres of neighbours in a row of a small network.
pub const ROOM_X: f64 = 346.0;
/// Distance between the rows of a small network.
pub const ROOM_Y: f64 = 220.0;

impl Point {
    /// A point.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// This point moved by some of a direction.
    #[must_use]
    pub fn plus(self, direction: Self, times: f64) -> Self {
        Self::new(self.x + direction.x * times, self.y + direction.y * times)
    }

    /// The way from another point to this one.
    #[must_use]
    pub fn from(self, other: Self) -> Self {
        self.plus(other, -1.0)
    }

    /// Distance from the origin.
    #[must_use]
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The direction of length 1; to the right when there is none.
    #[must_use]
    pub fn unit(self) -> Self {
        let l = self.length();
        if l < 1e-9 { Self::new(1.0, 0.0) } else { Self::new(self.x / l, self.y / l) }
    }

    /// A quarter turn.
    #[must_use]
    pub const fn turned(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// The middle between two points.
    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        Self::new((self.x + other.x) / 2.0, (self.y + other.y) / 2.0)
    }
}

/// An upright box around a centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// The centre.
    pub at: Point,
    /// Half the width.
    pub w: f64,
    /// Half the height.
    pub h: f64,
}

impl Block {
    /// A node's box, wider by a margin on every side.
    #[must_use]
    pub fn node(at: Point, margin: f64) -> Self {
        Self { at, w: NODE_W / 2.0 + margin, h: NODE_H / 2.0 + margin }
    }

    /// Whether a point is inside.
    #[must_use]
    pub fn holds(&self, p: Point) -> bool {
        (p.x - self.at.x).abs() < self.w && (p.y - self.at.y).abs() < self.h
    }

    /// Whether two boxes share some of the plane.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        (self.at.x - other.at.x).abs() < self.w + other.w && (self.at.y - other.at.y).abs() < self.h + other.h
    }

    /// Where the border with cut corners is met on the way from an inner point in a direction.
    #[must_use]
    pub fn border(&self, inside: Point, direction: Point, cut: f64) -> Point {
        let p = inside.from(self.at);
        let reach = self.w + self.h - cut;
        let mut far = f64::INFINITY;
        for (nx, ny, limit) in [
            (1.0, 0.0, self.w),
            (-1.0, 0.0, self.w),
            (0.0, 1.0, self.h),
            (0.0, -1.0, self.h),
            (1.0, 1.0, reach),
            (1.0, -1.0, reach),
            (-1.0, 1.0, reach),
            (-1.0, -1.0, reach),
        ] {
            let speed = nx * direction.x + ny * direction.y;
            if speed > 1e-9 {
                far = far.min((limit - nx * p.x - ny * p.y) / speed);
            }
        }
        if far.is_finite() { inside.plus(direction, far.max(0.0)) } else { inside }
    }
}

/// A curve with one control point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Curve {
    /// Its beginning.
    pub a: Point,
    /// What bends it.
    pub c: Point,
    /// Its end.
    pub b: Point,
}

impl Curve {
    /// A straight line.
    #[must_use]
    pub fn line(a: Point, b: Point) -> Self {
        Self { a, c: a.middle(b), b }
    }

    /// The point at a share of the way, 0 to 1.
    #[must_use]
    pub fn at(&self, t: f64) -> Point {
        let u = 1.0 - t;
        let part = |a: f64, c: f64, b: f64| u * u * a + 2.0 * u * t * c + t * t * b;
        Point::new(part(self.a.x, self.c.x, self.b.x), part(self.a.y, self.c.y, self.b.y))
    }

    /// The direction there, of length 1.
    #[must_use]
    pub fn heading(&self, t: f64) -> Point {
        let (p, q) = (self.c.from(self.a), self.b.from(self.c));
        Point::new(p.x * (1.0 - t) + q.x * t, p.y * (1.0 - t) + q.y * t).unit()
    }

    /// The two parts before and after a share of the way.
    #[must_use]
    pub fn split(&self, t: f64) -> (Self, Self) {
        let mix = |p: Point, q: Point| Point::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t);
        let (p, q) = (mix(self.a, self.c), mix(self.c, self.b));
        let m = mix(p, q);
        (Self { a: self.a, c: p, b: m }, Self { a: m, c: q, b: self.b })
    }

    /// Its length, by chords.
    #[must_use]
    pub fn length(&self) -> f64 {
        (0..12).map(|i| self.at(f64::from(i + 1) / 12.0).from(self.at(f64::from(i) / 12.0)).length()).sum()
    }

    /// The curve without its last units.
    #[must_use]
    pub fn shortened(&self, units: f64) -> Self {
        let length = self.length();
        if length <= units { *self } else { self.split(1.0 - units / length).0 }
    }

    /// As the `d` of an SVG path.
    #[must_use]
    pub fn path(&self) -> String {
        let Self { a, c, b } = self;
        format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", a.x, a.y, c.x, c.y, b.x, b.y)
    }
}

/// The `d` of an arrow head with its tip at a point.
#[must_use]
pub fn arrow(tip: Point, heading: Point, size: f64) -> String {
    let back = tip.plus(heading, -size);
    let (l, r) = (back.plus(heading.turned(), size * 0.48), back.plus(heading.turned(), -size * 0.48));
    format!("M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z", tip.x, tip.y, l.x, l.y, r.x, r.y)
}

/// The box round all points with room for their nodes; `None` without points.
#[must_use]
pub fn bounds(points: &[Point]) -> Option<Block> {
    let first = *points.first()?;
    let (mut lo, mut hi) = (first, first);
    for p in points {
        lo = Point::new(lo.x.min(p.x), lo.y.min(p.y));
        hi = Point::new(hi.x.max(p.x), hi.y.max(p.y));
    }
    let size = hi.from(lo);
    Some(Block { at: lo.middle(hi), w: size.x / 2.0 + NODE_W / 2.0, h: size.y / 2.0 + NODE_H / 2.0 })
}

/// The nearest point in a direction (within 60 degrees of it), for arrow keys.
#[must_use]
pub fn nearest_towards(points: &[Point], from: usize, direction: Point) -> Option<usize> {
    let origin = *points.get(from)?;
    let mut best: Option<(f64, usize)> = None;
    for (i, p) in points.iter().enumerate().filter(|&(i, _)| i != from) {
        let way = p.from(origin);
        let along = way.x * direction.x + way.y * direction.y;
        let aside = (way.x * direction.y - way.y * direction.x).abs();
        if along > 1.0 && aside < along * 1.8 {
            let cost = along + 2.0 * aside;
            if best.is_none_or(|(c, _)| cost < c) {
                best = Some((cost, i));
            }
        }
    }
    best.map(|(_, i)| i)
}

/// About how wide a text is, in the page's sans-serif at a size.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '|' | ':' | ' ' | '·' => 0.31,
        'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 0.40,
        'm' | 'w' | 'M' | 'W' | '№' | '%' => 0.92,
        'A'..='Z' => 0.69,
        '0'..='9' => 0.61,
        _ => 0.58,
    };
    text.chars().map(em).sum::<f64>() * size
}

/// The text, cut with an ellipsis where it would be wider than there is room.
#[must_use]
pub fn fit_text(text: &str, size: f64, room: f64) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if text_width(&kept, size) > room - size {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// The text in lines that fit the room.
#[must_use]
pub fn wrap_text(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(line, size) + text_width(word, size) + size * 0.3 <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ray_leaves_at_the_side_or_at_the_cut_corner() {
        let f = Block::node(Point::new(10.0, 20.0), 0.0);
        let right = f.border(f.at, Point::new(1.0, 0.0), CUT);
        assert_eq!((right.x, right.y), (10.0 + NODE_W / 2.0, 20.0));
        let corner = f.border(f.at, Point::new(NODE_W, NODE_H).unit(), CUT);
        assert!(corner.x < 10.0 + NODE_W / 2.0 && corner.y < 20.0 + NODE_H / 2.0);
        assert!((corner.x - 10.0 + corner.y - 20.0 - (NODE_W / 2.0 + NODE_H / 2.0 - CUT)).abs() < 1e-9);
    }

    #[test]
    fn a_split_curve_joins_where_it_was_cut() {
        let c = Curve { a: Point::new(0.0, 0.0), c: Point::new(50.0, 80.0), b: Point::new(100.0, 0.0) };
        let (first, rest) = c.split(0.3);
        assert_eq!(first.b, rest.a);
        assert!(first.b.from(c.at(0.3)).length() < 1e-9);
        assert!((c.shortened(10.0).length() - (c.length() - 10.0)).abs() < 4.0);
    }

    #[test]
    fn arrow_keys_find_the_neighbour_that_way() {
        let points = [(0.0, 0.0), (300.0, 10.0), (600.0, 0.0), (0.0, 200.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(nearest_towards(&points, 0, Point::new(1.0, 0.0)), Some(1));
        assert_eq!(nearest_towards(&points, 0, Point::new(0.0, 1.0)), Some(3));
        assert_eq!(nearest_towards(&points, 0, Point::new(-1.0, 0.0)), None);
        assert_eq!(nearest_towards(&points, 2, Point::new(-1.0, 0.0)), Some(1));
    }

    #[test]
    fn reasons_are_wrapped_and_lose_no_word() {
        let text = "Rook may not pledge on collateral that Pike passed on.";
        let lines = wrap_text(text, 11.0, 150.0);
        assert!(lines.len() > 1 && lines.iter().all(|l| text_width(l, 11.0) <= 150.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn long_names_are_cut_to_their_room() {
        assert_eq!(fit_text("Heron", 12.5, 90.0), "Heron");
        let cut = fit_text("A very long name of a clearing house", 12.5, 90.0);
        assert!(cut.ends_with('…') && text_width(&cut, 12.5) <= 92.0, "{cut}");
    }
}
