//! Rewiring: the same totals for everybody, over other wires.

use super::model::Model;
use interclear_core::analysis::{Wiring, rewire};
use interclear_core::scenario::{Code, Problem, Scenario};
use interclear_core::units::Decimal;
use litemap::LiteMap;

/// The three wirings: the word of `Edit::Rewire`, and the words shown.
pub const WIRINGS: [(&str, &str); 3] =
    [("ring", "ring"), ("islands", "islands of three"), ("all_to_all", "all to all")];

/// Rewires, and says how.
pub(super) fn apply(s: &mut Scenario, how: &str) -> Result<String, Problem> {
    let words = WIRINGS.iter().find(|(id, _)| *id == how).map(|(_, words)| *words);
    let unknown = || Problem::error(Code::BadValue, "rewire", format!("`{how}` is not a wiring"));
    let (words, wiring) = words.zip(Wiring::by_id(how)).ok_or_else(unknown)?;
    *s = rewire(s, wiring)?;
    Ok(format!("rewire to {words}"))
}

/// Which of the wirings the scenario has now, if it has one of them.
#[must_use]
pub fn wiring_now(model: &Model) -> Option<&'static str> {
    let s = &*model.scenario;
    let now = wires(s);
    let fits = |id: &str| {
        let other = Wiring::by_id(id).and_then(|wiring| rewire(s, wiring).ok());
        other.is_some_and(|other| wires(&other) == now)
    };
    WIRINGS.iter().map(|(id, _)| *id).find(|id| fits(id))
}

fn wires(s: &Scenario) -> LiteMap<(&str, &str), Decimal> {
    let mut wires = LiteMap::new();
    for o in &s.obligations {
        wires.insert((o.debtor.as_str(), o.creditor.as_str()), o.amount);
    }
    wires
}
