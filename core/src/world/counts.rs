//! How much of everything there is, and sliders.

use crate::scenario::limits as max;
use crate::scenario::{Code, Problem, Scenario, control};

pub(super) fn counts(s: &Scenario, problems: &mut Vec<Problem>) {
    let lists = [
        ("assets", s.assets.len()),
        ("participants", s.participants.len()),
        ("obligations", s.obligations.len()),
        ("trades", s.trades.len()),
        ("deposits", s.deposits.len()),
        ("collateral", s.collateral.len()),
        ("contracts", s.contracts.len()),
        ("positions", s.positions.len()),
        ("clients", s.clients.len()),
        ("events", s.events.len()),
        ("shocks/assets", s.shocks.as_ref().map_or(0, |d| d.assets.len())),
        ("shocks/pairs", s.shocks.as_ref().map_or(0, |d| d.pairs.len())),
        ("controls", s.controls.len()),
        ("expect", s.expect.len()),
        ("history", s.history.len()),
        ("assumptions", s.assumptions.len()),
        ("figures", s.figures.len()),
        ("not_captured", s.not_captured.len()),
        ("rewire/among", s.rewire.as_ref().map_or(0, |r| r.among.len())),
    ];
    let settings = s.expect.iter().map(|e| e.with.len()).max().unwrap_or(0);
    for (at, count) in lists.into_iter().chain([("expect/with", settings)]) {
        let most = max::most(at.rsplit('/').next().unwrap_or(at));
        if count > most {
            problems.push(Problem::error(Code::Limit, at, format!("there are {count}; at most {most} are read")));
        }
    }
    for p in &s.participants {
        if p.mechanisms.len() > max::MAX_MECHANISMS || p.holdings.len() > max::MAX_ASSETS {
            problems.push(Problem::error(
                Code::Limit,
                format!("participants/{}", p.id),
                "has too many mechanisms or holdings",
            ));
        }
    }
}

pub(super) fn controls(s: &Scenario, problems: &mut Vec<Problem>) {
    for (i, c) in s.controls.iter().enumerate() {
        let at = format!("controls/{i}");
        if let Err(mut p) = control::get(s, &c.target) {
            p.at = format!("{at}/target");
            problems.push(p);
        }
        let whole = [c.min, c.max, c.step].iter().all(|v| v.is_finite());
        if !whole || c.min >= c.max || c.step <= 0.0 || (c.max - c.min) / c.step > 1_000.0 {
            problems.push(Problem::error(
                Code::BadValue,
                at,
                "a slider goes from min to a larger max in at most 1,000 steps",
            ));
        }
    }
    if let Some(r) = &s.rewire {
        for id in &r.among {
            if !s.participants.iter().any(|p| &p.id == id) {
                problems.push(Problem::error(
                    Code::UnknownId,
                    "rewire/among",
                    format!("no participant has the id `{}`", id.escape_debug()),
                ));
            }
        }
    }
}
