//! What acting earlier would have avoided, what a change alone makes liquidatable, and what a clearing house's own test does
//! not see: runs made when somebody asks.

use super::{Item, engine, words};
use interclear_core::scenario::{EventKind, Mechanism, Scenario};
use interclear_core::units::{Tick, sorted};

/// Moments that are tried, beside the one that is set.
const TRIED: u32 = 6;

/// What can be asked of the selected thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// The same run with an earlier moment.
    Earlier {
        /// The setting: a guardian's delay, the tick of a pause.
        target: String,
        /// Its values, the one that is set first.
        moments: Vec<Tick>,
        /// The word for a tick.
        unit: String,
    },
    /// The same run without an upgrade.
    Without {
        /// The upgrade.
        upgrade: String,
    },
    /// Whether a house bears the failure of one member or two, on its own and in the whole network.
    Cover {
        /// The house.
        house: String,
    },
}

/// A moment with its results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `as it is`, `2 days earlier`.
    pub label: String,
    /// Figures under each of [`Answer::head`].
    pub figures: Vec<String>,
}

/// What comes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Names of the figures.
    pub head: Vec<String>,
    /// Moment by moment.
    pub rows: Vec<Row>,
}

/// What can be asked of a thing; nothing of most.
#[must_use]
pub fn asked(s: &Scenario, item: &Item) -> Option<Asked> {
    let unit = s.clock.unit.clone();
    let earlier =
        |target: String, moments: Vec<Tick>| (moments.len() > 1).then_some(Asked::Earlier { target, moments, unit });
    match item {
        Item::Participant(id) => {
            let p = s.participants.iter().find(|p| p.id == *id)?;
            let delay = p.mechanisms.iter().find_map(|m| match m {
                Mechanism::Bridge { bridge } => bridge.guardian_delay,
                _ => None,
            });
            let members =
                |m: &Mechanism| matches!(m, Mechanism::DefaultFund { contributions, .. } if !contributions.is_empty());
            let Some(delay) = delay else {
                return p.mechanisms.iter().any(members).then(|| Asked::Cover { house: id.clone() });
            };
            earlier(format!("participants/{id}/bridge/guardian_delay"), down(delay, 0))
        }
        Item::Event(id) => {
            let e = s.events.iter().find(|e| e.id == *id)?;
            match &e.what {
                EventKind::Pause { .. } => earlier(format!("events/{id}/tick"), down(e.tick, 1)),
                EventKind::Upgrade { .. } => Some(Asked::Without { upgrade: id.clone() }),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Moments from one down to another, not too many.
fn down(from: Tick, to: Tick) -> Vec<Tick> {
    let step = from.saturating_sub(to).div_ceil(TRIED).max(1);
    let mut all: Vec<Tick> = (to..=from).rev().step_by(step as usize).collect();
    if all.last() != Some(&to) && from > to {
        all.push(to);
    }
    all
}

/// The results that are looked at: losses, bad debt of lending pools, what attackers have got.
fn names(s: &Scenario) -> Vec<(String, String)> {
    let mut all = vec![("loss".to_owned(), "Loss".to_owned())];
    let lends = |m: &Mechanism| matches!(m, Mechanism::LendingPool { .. });
    if s.participants.iter().flat_map(|p| &p.mechanisms).any(lends) {
        all.push(("bad_debt".to_owned(), "Bad debt".to_owned()));
    }
    let thieves = s.events.iter().filter_map(|e| match &e.what {
        EventKind::ForgedMessage { to, .. } => Some(to.as_str()),
        _ => None,
    });
    let mut thieves = sorted(thieves.collect::<Vec<&str>>(), Ord::cmp);
    thieves.dedup();
    let label = |id: &str| s.participants.iter().find(|p| p.id == id).map_or(id.to_owned(), |p| p.label.clone());
    all.extend(thieves.iter().take(2).map(|id| (format!("attack_profit/{id}"), format!("Profit of {}", label(id)))));
    all
}

/// Runs what is asked; nothing when a run cannot be had.
#[must_use]
pub fn answer(s: &Scenario, asked: &Asked) -> Option<Answer> {
    match asked {
        Asked::Earlier { target, moments, unit } => {
            let names = names(s);
            let keys: Vec<&str> = names.iter().map(|n| n.0.as_str()).collect();
            let values: Vec<f64> = moments.iter().copied().map(f64::from).collect();
            let found = engine::by_setting(s, target, &values, &keys)?;
            let now = moments.first().copied().unwrap_or(0);
            let label = |at: Tick| match now - at.min(now) {
                0 => "as it is".to_owned(),
                n => format!("{} earlier", words::count(n as usize, unit, &format!("{unit}s"))),
            };
            let row = |(at, figures): (&Tick, Vec<f64>)| Row {
                label: label(*at),
                figures: figures
                    .into_iter()
                    .map(|x| words::rounded(x, if x.abs() < 1_000.0 { 2 } else { 0 }))
                    .collect(),
            };
            let rows = moments.iter().zip(found).map(row).collect();
            Some(Answer { head: names.into_iter().map(|n| n.1).collect(), rows })
        }
        Asked::Without { upgrade } => {
            let debt = engine::newly_liquidatable(s, upgrade)?;
            let row = Row { label: "By this change alone".to_owned(), figures: vec![words::rounded(debt, 2)] };
            Some(Answer { head: vec!["Debt liquidatable".to_owned()], rows: vec![row] })
        }
        Asked::Cover { house } => cover(s, house),
    }
}

/// One row for each choice of members: the house's own test, and how many fail when the same members fail for everybody.
fn cover(s: &Scenario, house: &str) -> Option<Answer> {
    let label = |id: &String| s.participants.iter().find(|p| p.id == *id).map_or(id.clone(), |p| p.label.clone());
    let row = |(test, fall): &engine::Cover| {
        let left = test.resources - test.loss;
        let verdict = if test.passes() { "passes by" } else { "short by" };
        let failed = fall.as_ref().map_or("\u{2013}".to_owned(), |f| {
            let houses = if f.houses.is_empty() {
                String::new()
            } else {
                format!(", {}", words::count(f.houses.len(), "house", "houses"))
            };
            format!("{} of {}{houses}", f.failed, s.participants.len())
        });
        let own = format!("{verdict} {}", words::rounded(left.abs(), 2));
        Row {
            label: test.members.iter().map(label).collect::<Vec<_>>().join(" and "),
            figures: vec![words::rounded(test.loss, 2), words::rounded(test.resources, 2), own, failed],
        }
    };
    let all = engine::cover(s, house);
    let head = ["Loss", "Resources", "Own test", "Fail in the run"].map(str::to_owned).to_vec();
    (!all.is_empty()).then(|| Answer { head, rows: all.iter().map(row).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_go_down_to_the_first() {
        assert_eq!(down(3, 0), [3, 2, 1, 0]);
        assert_eq!(down(0, 0), [0]);
        let many = down(100, 1);
        assert!(many.len() <= TRIED as usize + 2 && many.first() == Some(&100) && many.last() == Some(&1), "{many:?}");
    }

    #[test]
    fn two_houses_pass_their_own_tests_and_fall_together() {
        let s = interclear_core::parse(include_str!("../../../static/scenarios/two-houses.json")).unwrap();
        let asked = asked(&s, &Item::Participant("ida".into())).unwrap();
        let answer = answer(&s, &asked).unwrap();
        let ash = answer.rows.iter().find(|r| r.label == "Ash").unwrap();
        assert_eq!(ash.figures, ["26", "44", "passes by 18", "6 of 6, 2 houses"]);
        let pair = answer.rows.iter().find(|r| r.label == "Ash and Beech").unwrap();
        assert_eq!(pair.figures[..3], ["43", "44", "passes by 1"]);
        assert!(super::asked(&s, &Item::Participant("ash".into())).is_none());
    }

    #[test]
    fn an_hour_earlier_has_its_price() {
        let s = interclear_core::parse(include_str!("../../../static/scenarios/kelp-2026.json")).unwrap();
        let item = Item::Event("freeze".into());
        let asked = asked(&s, &item).unwrap();
        let answer = answer(&s, &asked).unwrap();
        assert_eq!(answer.head, ["Loss", "Bad debt", "Profit of Attacker"]);
        let first = &answer.rows[0];
        assert_eq!((first.label.as_str(), answer.rows.len() > 2), ("as it is", true));
        // The attacker gets less the earlier it is.
        let profit = |r: &Row| r.figures[2].replace(',', "").parse::<f64>().unwrap();
        assert!(answer.rows.windows(2).all(|w| profit(&w[1]) <= profit(&w[0])), "{answer:?}");
        assert!(super::asked(&s, &Item::Event("nothing".into())).is_none());
    }
}
