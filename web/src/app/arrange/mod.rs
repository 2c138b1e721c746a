//! Laying a network out at once: in layers from debtors to creditors, round a circle, or by forces. The same network always
//! gives the same picture, whatever the order in its file, and who was placed by hand may stay.

mod apart;
mod circular;
mod cycles;
mod force;
mod graph;
mod layered;
mod lines;
mod order;
#[cfg(test)]
mod tests;

pub use graph::Graph;

use super::effect::Effect;
use super::geometry::{NODE_H, NODE_W};
use super::model::{Model, Point};
use super::moving::arranged;
use super::scene::Seats;
use interclear_core::scenario::Scenario;

/// How a network is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In columns, from those who only owe to those who are only owed (Sugiyama's method).
    Layered,
    /// Round an ellipse, in an order with few crossings.
    Circular,
    /// By springs and repulsion (Fruchterman and Reingold's method).
    Force,
}

impl Way {
    /// All of them, as the menu shows them.
    pub const ALL: [Self; 3] = [Self::Layered, Self::Circular, Self::Force];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Layered => "Layered",
            Self::Circular => "Circular",
            Self::Force => "Force",
        }
    }

    /// What it does, in a line.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Layered => "Columns from debtors to creditors",
            Self::Circular => "Round an ellipse: rings, dense networks",
            Self::Force => "Neighbours stand together",
        }
    }
}

/// Distances between the middles of neighbours, across and down.
pub(super) const fn room(count: usize) -> (f64, f64) {
    match count {
        0..=12 => (NODE_W + 156.0, NODE_H + 76.0),
        13..=40 => (NODE_W + 116.0, NODE_H + 56.0),
        _ => (NODE_W + 84.0, NODE_H + 40.0),
    }
}

/// Places for all participants, in the scenario's order. Those with a place in `fixed` stay there; nobody lies on anybody else,
/// unless both are fixed. `now` is where they stand: the picture stays where it is.
#[must_use]
pub fn places(scenario: &Scenario, way: Way, now: &[Point], fixed: &[Option<Point>]) -> Vec<Point> {
    let graph = Graph::of(scenario);
    let (now, fixed) = (graph.sorted(now), graph.sorted(fixed));
    let wished = match way {
        Way::Layered => layered::layered(&graph),
        Way::Circular => circular::circular(&graph),
        Way::Force => force::force(&graph, &fixed),
    };
    graph.in_file_order(&apart::settle(&wished, &now, &fixed))
}

/// Lays the network out, as one step of undo.
pub(super) fn lay(model: &mut Model, way: Way) -> Vec<Effect> {
    let s = &model.scenario;
    let now = Seats::default().places(s);
    let stays = |p: &interclear_core::scenario::Participant| {
        let [x, y] = p.place.filter(|_| model.desk.keep && model.desk.is_by_hand(&p.id, p.place))?;
        Some(Point::new(x, y))
    };
    let fixed: Vec<Option<Point>> = s.participants.iter().map(stays).collect();
    let places = places(s, way, &now, &fixed);
    let moves: Vec<(String, Point)> = s.participants.iter().map(|p| p.id.clone()).zip(places).collect();
    let label = format!("{} layout", way.name().to_ascii_lowercase());
    arranged(model, &moves, &label, true)
}
