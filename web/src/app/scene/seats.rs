//! Where each participant stands.

use super::ends::{ends, numbers};
use crate::app::Point;
use crate::app::layout::layout;
use interclear_core::scenario::Scenario;
use litemap::LiteMap;

/// Where participants without a place of their own were seated, so that an edit moves nobody else.
#[derive(Clone, Debug, Default)]
pub struct Seats {
    scenario: String,
    known: LiteMap<String, Point>,
}

impl Seats {
    /// A place for each participant, in the scenario's order.
    pub fn places(&mut self, scenario: &Scenario) -> Vec<Point> {
        if self.scenario != scenario.id || !scenario.participants.iter().any(|p| self.known.contains_key(&p.id)) {
            self.known.clear();
            self.scenario.clone_from(&scenario.id);
        }
        let own = |p: Option<[f64; 2]>| p.map(|[x, y]| Point::new(x, y));
        let placed: Vec<Option<Point>> =
            scenario.participants.iter().map(|p| own(p.place).or_else(|| self.known.get(&p.id).copied())).collect();
        let places = if placed.iter().any(Option::is_none) {
            let number = numbers(scenario);
            let pairs: Vec<(usize, usize)> =
                ends(scenario).iter().filter_map(|e| Some((*number.get(e.from)?, *number.get(e.to)?))).collect();
            layout(&placed, &pairs)
        } else {
            placed.into_iter().flatten().collect()
        };
        for (p, at) in scenario.participants.iter().zip(&places) {
            self.known.insert(p.id.clone(), *at);
        }
        places
    }
}
