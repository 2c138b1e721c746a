//! The positions of a scenario settled four ways, side by side: worked out when somebody asks.

use super::edit::Edit;
use super::{engine, words};
use interclear_core::analysis::Settled;
use interclear_core::scenario::{Novation, Scenario};

/// One way: a column of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Which.
    pub how: Novation,
    /// Its words.
    pub label: &'static str,
    /// Whether the scenario has it now.
    pub now: bool,
    /// Its figures under [`ROWS`], or why it cannot be had.
    pub figures: Result<Vec<String>, String>,
    /// Makes it the rule.
    pub choose: Edit,
}

/// A row: its name, what it means, and its figure.
type Row = (&'static str, &'static str, fn(&Settled) -> String);

/// What is compared.
pub const ROWS: [Row; 9] = [
    ("Failed", "Participants that fail in the run.", |w| w.failed.to_string()),
    ("Loss moved", "Somebody else has it, or a value fell.", |w| money(w.moved)),
    ("Loss burnt", "Nobody else has it.", |w| money(w.burnt)),
    ("Uncovered", "Owed beyond all that those who have not failed have.", |w| money(w.uncovered)),
    (
        "Exposure expected",
        "What each may lose by a counterparty in a day, before collateral, as Duffie and Zhu count it.",
        |w| money(w.exposure),
    ),
    ("Netted away", "Of the exposure of all positions one by one.", |w| {
        words::percent((w.netted * 1000.0).round() / 1000.0)
    }),
    ("Margin posted", "Initial margin at the opening.", |w| money(w.margin)),
    ("Due at once", "Variation margin of parties in the worst tick: liquidity needed.", |w| money(w.variation_most)),
    ("Due in all", "Variation margin of parties over the run.", |w| money(w.variation)),
];

fn money(value: f64) -> String {
    words::rounded(value, if value.abs() < 100.0 { 1 } else { 0 })
}

/// Whether a scenario has anything to settle.
#[must_use]
pub fn fits(s: &Scenario) -> bool {
    !s.positions.is_empty()
}

/// All four, each with a run of its own.
#[must_use]
pub fn ways(s: &Scenario) -> Vec<Way> {
    let now = super::accounts::novation(s);
    let way = |w: interclear_core::analysis::SettledWay| {
        let mut rules = s.rules.clone();
        rules.novation = Some(w.how);
        Way {
            how: w.how,
            label: w.how.label(),
            now: w.how == now,
            figures: w.outcome.map(|o| ROWS.iter().map(|r| (r.2)(&o)).collect()).map_err(|why| words::capital(&why)),
            choose: Edit::Named(format!("settle by {}", w.how.label()), Box::new(Edit::Rules(Box::new(rules)))),
        }
    };
    engine::settled_ways(s).into_iter().map(way).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use interclear_core::scenario::parse;

    #[test]
    fn choosing_a_way_gives_its_figures() {
        let mut s = parse(include_str!("../../../static/scenarios/four-ways.json")).unwrap();
        assert!(fits(&s));
        for way in ways(&s) {
            let (next, words) = way.choose.apply(&s).unwrap();
            assert_eq!(words, format!("settle by {}", way.label));
            let trace = interclear_core::run(&interclear_core::check(&next).0.unwrap());
            assert_eq!(way.figures.unwrap()[0], trace.failures().len().to_string(), "{}", way.label);
            assert_eq!(way.now, next.rules.novation == s.rules.novation);
        }
        // Without houses two of them say what is missing.
        s.participants.retain(|p| p.kind != "clearing_house");
        s.contracts.iter_mut().for_each(|c| c.house = None);
        s.controls.clear();
        (s.rules.house, s.rules.novation) = (None, None);
        let all = ways(&s);
        assert!(all[0].figures.is_ok() && all[1].figures.is_ok() && all[1].now);
        let why = all[2].figures.as_ref().unwrap_err();
        assert!(why.starts_with("There is no clearing house"), "{why}");
    }
}
