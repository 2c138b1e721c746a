//! Where participants stand: hand-placed ones stay, the others find seats on a grid.
//!
//! Seats never overlap. Who sits where is found by swaps that shorten the links and keep them from running
//! over third parties; the same network always gives the same picture.

use super::Point;
use super::geometry::{Block, NODE_H, NODE_W, ROOM_X, ROOM_Y};
use interclear_core::units::sorted;

/// Places for all nodes: `placed` as they are, the rest on free seats; `links` are pairs of node numbers.
#[must_use]
pub fn layout(placed: &[Option<Point>], links: &[(usize, usize)]) -> Vec<Point> {
    let free: Vec<usize> = (0..placed.len()).filter(|&i| placed.get(i).is_some_and(Option::is_none)).collect();
    let mut out: Vec<Point> = placed.iter().map(|p| p.unwrap_or_default()).collect();
    if free.is_empty() {
        return out;
    }
    let seats = seats(placed, free.len());
    let mut plan = Plan::new(placed, &free, &seats, links);
    plan.greet();
    plan.swap_until_calm();
    for (&node, &seat) in free.iter().zip(&plan.seat_of) {
        if let (Some(to), Some(at)) = (out.get_mut(node), seats.get(seat)) {
            *to = *at;
        }
    }
    out
}

fn room(count: usize) -> (f64, f64) {
    match count {
        0..=12 => (ROOM_X, ROOM_Y),
        13..=40 => (NODE_W + 120.0, NODE_H + 96.0),
        _ => (NODE_W + 84.0, NODE_H + 72.0),
    }
}

/// Free seats, a few more than needed, nearest to the middle of what is placed first.
fn seats(placed: &[Option<Point>], needed: usize) -> Vec<Point> {
    let (dx, dy) = room(placed.len());
    let fixed: Vec<Point> = placed.iter().flatten().copied().collect();
    let middle = super::geometry::bounds(&fixed).map_or(Point::new(200.0, 160.0), |b| b.at);
    let wanted = (needed + fixed.len()) as f64;
    // A picture about 1.7 times as wide as high suits the window.
    let columns = ((wanted * 1.7 * dy / dx).sqrt().ceil().max(1.0) as i32).max(if wanted > 2.0 { 2 } else { 1 });
    let rows = (wanted / f64::from(columns)).ceil() as i32;
    let spare = i32::from(!fixed.is_empty()) * 3;
    let mut all = Vec::new();
    for row in -spare..rows + spare {
        for column in -spare..columns + spare {
            let x = middle.x + (f64::from(column) - f64::from(columns - 1) / 2.0) * dx;
            let y = middle.y + (f64::from(row) - f64::from(rows - 1) / 2.0) * dy;
            let seat = Point::new(x.round(), y.round());
            let around = Block::node(seat, 24.0);
            if fixed.iter().all(|f| !around.meets(&Block::node(*f, 0.0))) {
                all.push(seat);
            }
        }
    }
    let mut all = sorted(all, |p, q| {
        let d = |s: &Point| s.from(middle).length();
        d(p).total_cmp(&d(q)).then(p.y.total_cmp(&q.y)).then(p.x.total_cmp(&q.x))
    });
    // Without placed nodes the grid has the right size already; with them, take the nearest seats that are free.
    if !fixed.is_empty() {
        all.truncate(needed + needed / 4 + 2);
    }
    all
}

struct Plan<'a> {
    seats: &'a [Point],
    /// Seat of each free node.
    seat_of: Vec<usize>,
    /// Free node on each seat.
    sitter: Vec<Option<usize>>,
    /// Neighbours of each free node: another free node, or a fixed point.
    near: Vec<Vec<Near>>,
    room: (f64, f64),
}

#[derive(Clone, Copy)]
enum Near {
    Free(usize),
    Fixed(Point),
}

impl<'a> Plan<'a> {
    fn new(placed: &[Option<Point>], free: &[usize], seats: &'a [Point], links: &[(usize, usize)]) -> Self {
        let mut number = vec![None; placed.len()];
        for (k, &node) in free.iter().enumerate() {
            if let Some(slot) = number.get_mut(node) {
                *slot = Some(k);
            }
        }
        let mut near: Vec<Vec<Near>> = vec![Vec::new(); free.len()];
        let mut join = |a: usize, b: usize| {
            let Some(list) = number.get(a).copied().flatten().and_then(|k| near.get_mut(k)) else { return };
            match (number.get(b).copied().flatten(), placed.get(b).copied().flatten()) {
                (Some(k), _) => list.push(Near::Free(k)),
                (None, Some(p)) => list.push(Near::Fixed(p)),
                (None, None) => {}
            }
        };
        for &(a, b) in links.iter().filter(|(a, b)| a != b) {
            join(a, b);
            join(b, a);
        }
        Self { seats, seat_of: Vec::new(), sitter: vec![None; seats.len()], near, room: room(placed.len()) }
    }

    /// First seats: the best connected in the middle, then always whoever has most neighbours seated.
    fn greet(&mut self) {
        let n = self.near.len();
        let mut order: Vec<usize> = Vec::with_capacity(n);
        let mut seated = vec![false; n];
        let mut pull = vec![0usize; n];
        for _ in 0..n {
            let next = (0..n).filter(|&i| !seated[i]).max_by_key(|&i| (pull[i], self.near[i].len(), n - i));
            let Some(next) = next else { break };
            seated[next] = true;
            order.push(next);
            for near in &self.near[next] {
                if let Near::Free(k) = near {
                    pull[*k] += 1;
                }
            }
        }
        self.seat_of = vec![0; n];
        for (seat, node) in order.into_iter().enumerate() {
            self.seat_of[node] = seat;
            self.sitter[seat] = Some(node);
        }
    }

    fn cost_at(&self, node: usize, seat: usize, swapped: Option<(usize, usize)>) -> f64 {
        let here = self.seats[seat];
        let place = |near: &Near| match near {
            Near::Fixed(p) => *p,
            Near::Free(k) => match swapped {
                Some((who, to)) if who == *k => self.seats[to],
                _ => self.seats[self.seat_of[*k]],
            },
        };
        self.near[node].iter().map(|near| self.link_cost(here, place(near))).sum()
    }

    /// Length in rooms, more where a straight link would run over the seats between.
    fn link_cost(&self, a: Point, b: Point) -> f64 {
        let dx = ((b.x - a.x) / self.room.0).abs();
        let dy = ((b.y - a.y) / self.room.1).abs();
        let length = (dx * dx + dy * dy).sqrt();
        let (cx, cy) = (dx.round() as u32, dy.round() as u32);
        let over = gcd(cx, cy).saturating_sub(1);
        length * length.sqrt() + f64::from(over) * 0.9
    }

    fn swap_until_calm(&mut self) {
        let seats = self.seats.len();
        for _ in 0..24 {
            let mut moved = false;
            for node in 0..self.near.len() {
                let mine = self.seat_of[node];
                let mut best = (1e-9, None);
                for seat in (0..seats).filter(|&s| s != mine) {
                    let gain = match self.sitter[seat] {
                        None => self.cost_at(node, mine, None) - self.cost_at(node, seat, None),
                        Some(other) => {
                            self.cost_at(node, mine, None) + self.cost_at(other, seat, None)
                                - self.cost_at(node, seat, Some((other, mine)))
                                - self.cost_at(other, mine, Some((node, seat)))
                        }
                    };
                    if gain > best.0 {
                        best = (gain, Some(seat));
                    }
                }
                if let (_, Some(seat)) = best {
                    let other = self.sitter[seat];
                    self.sitter[seat] = Some(node);
                    self.sitter[mine] = other;
                    self.seat_of[node] = seat;
                    if let Some(other) = other {
                        self.seat_of[other] = mine;
                    }
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_overlap(points: &[Point]) {
        for (i, p) in points.iter().enumerate() {
            for q in points.iter().skip(i + 1) {
                assert!(!Block::node(*p, 4.0).meets(&Block::node(*q, 4.0)), "{p:?} {q:?}");
            }
        }
    }

    #[test]
    fn nothing_overlaps_up_to_two_hundred_and_twice_is_the_same() {
        for n in [1usize, 2, 3, 6, 7, 12, 13, 40, 41, 200] {
            let links: Vec<(usize, usize)> = (0..n * 3).map(|k| (k % n, (k * 7 + k / n + 1) % n)).collect();
            let first = layout(&vec![None; n], &links);
            no_overlap(&first);
            assert_eq!(first, layout(&vec![None; n], &links));
        }
    }

    #[test]
    fn placed_ones_stay_and_the_others_keep_clear() {
        let mut placed = vec![None; 30];
        placed[3] = Some(Point::new(500.0, 300.0));
        placed[4] = Some(Point::new(620.0, 395.0));
        let links = [(0, 3), (1, 3), (2, 4), (5, 0)];
        let out = layout(&placed, &links);
        assert_eq!((out[3], out[4]), (Point::new(500.0, 300.0), Point::new(620.0, 395.0)));
        no_overlap(&out);
    }

    #[test]
    fn a_ring_of_six_has_short_links() {
        let links: Vec<(usize, usize)> = (0..6).map(|i| (i, (i + 1) % 6)).collect();
        let p = layout(&[None; 6], &links);
        let longest = links.iter().map(|&(a, b)| p[a].from(p[b]).length()).fold(0.0, f64::max);
        assert!(longest < 1.3 * (ROOM_X * ROOM_X + ROOM_Y * ROOM_Y).sqrt(), "{longest}");
    }
}
