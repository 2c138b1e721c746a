//! What a scenario expects of its run, and what it got.

mod book;
mod figures;
mod restaking;
mod together;
mod venues;

use figures::{amplification, borne, health, house_equity, pool, used};

use super::rewire::{Wiring, rewire};
use crate::engine::{Frame, State};
use crate::scenario::{Code, Expectation, Problem, Setting, control};
use crate::units::Amount;
use crate::{Scenario, Trace, check, metric, run};
use serde::Serialize;

/// An expectation and what was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// What is measured, with the settings it was measured under.
    pub what: String,
    /// Lower end, included.
    pub low: f64,
    /// Upper end, included.
    pub high: f64,
    /// What came out; `None` when it could not be measured.
    pub got: Option<f64>,
    /// Whether it lies in the band.
    pub ok: bool,
}

/// Runs what is needed and compares every expectation of a scenario.
#[must_use]
pub fn expectations(scenario: &Scenario, trace: &Trace) -> Vec<Outcome> {
    let mut last: Option<(Vec<Setting>, Option<Trace>)> = None;
    let mut one = |e: &Expectation| {
        let got = if e.with.is_empty() {
            measure(trace, &e.what)
        } else {
            if last.as_ref().is_none_or(|(with, _)| *with != e.with) {
                last = Some((e.with.clone(), apply(scenario, &e.with).ok().and_then(|s| check(&s).0).map(|w| run(&w))));
            }
            last.as_ref().and_then(|(_, t)| t.as_ref()).and_then(|t| measure(t, &e.what))
        };
        // Values are decimals with few digits; a billionth covers their binary form.
        let slack = 1e-9 * (1.0 + e.high.abs().max(e.low.abs()));
        let ok = got.is_some_and(|g| g >= e.low - slack && g <= e.high + slack);
        Outcome { what: describe(e), low: e.low, high: e.high, got, ok }
    };
    scenario.expect.iter().map(&mut one).collect()
}

fn describe(e: &Expectation) -> String {
    let with: Vec<String> = e.with.iter().map(|s| format!("{} = {}", s.target, s.value)).collect();
    if with.is_empty() { e.what.clone() } else { format!("{} with {}", e.what, with.join(", ")) }
}

/// A scenario with some settings changed.
///
/// # Errors
/// A [`Problem`] when a target names nothing or a value does not fit.
pub(crate) fn apply(scenario: &Scenario, with: &[Setting]) -> Result<Scenario, Problem> {
    let mut s = scenario.clone();
    for setting in with {
        if setting.target == "rewire" {
            let wiring = Wiring::ALL.get(setting.value as usize).map(|w| w.0);
            s = rewire(
                &s,
                wiring.ok_or_else(|| Problem::error(Code::BadValue, "rewire", "there are three wirings, 0 to 2"))?,
            )?;
        } else {
            control::set(&mut s, &setting.target, setting.value)?;
        }
    }
    Ok(s)
}

/// A result by its name: `failed`, `unpaid@2`, `failed/heron`, `paid/heron-wren@2`, `equity/pike@2`, `loss/zander`,
/// `loss/outside`, `price/token`, `depth2/token` (what can be sold at 2 % slippage, in the numeraire), `peg/token` (the price
/// over what it promises), `outflow/pike` (paid to depositors over its free cash), `first_gain/pike`, `fair/token` (what
/// stands behind a unit), `supply/token`; `losers` is how many participants
/// have lost something; `borne/house/survivors_fund` is what that layer of a house's waterfall bore so far, and
/// `borne/house/survivors_fund/member` one member's part; `used/house/survivors_fund` is the share of the layer that
/// is used, `pledged/house` what is left of its own capital pledged to losses, `other_equity/house` what else it owns at marks.
/// `unbacked/token` is the share of a token at par that nothing
/// stands behind, `promised/token` what a unit promises; `coverage/participant` is assets over debts, `seen_coverage` and
/// `seen_equity` what others see of them; `attack_profit/participant` is what somebody in whose favour messages were forged
/// has got in money and assets that were not forged, less the cost of the keys. Of a lending pool `bad_debt/POOL`,
/// `hole/POOL` (of it, what nobody has borne), `utilisation/POOL`, `rate/POOL`, `for_nothing/POOL`, and
/// `health/BORROWER/POOL`; `amplification/ASSET`, the move of a price over that of its shocks alone. Of a service that operators secure
/// `cost_to_break/SERVICE`, `attack_gain/SERVICE` and `corrupted/SERVICE` (1 once it is); of their network `restaking_gamma`
/// (the slack), `restaking_shock` (the share of the stake that shocks have burnt) and `restaking_bound` (the published bound
/// on the share that is lost in all, where it holds). Of a contract `settles/CONTRACT`, what one was settled at, and
/// `open_interest/CONTRACT`; `position/WHO/CONTRACT`, contracts long less short in all its accounts, and `gained/WHO`, variation
/// margin gained less lost so far; `margin/POSTER/HOLDER`, `margin_posted` and `margin_missing` of initial margin. Without `@tick` it is taken at the end; `@min` and `@max` are the least and the most over all
/// on the share that is lost in all, where it holds). Of a margin exchange, all so far, `liquidated/VENUE`, `adl/VENUE` (the value
/// closed against winners), `forgone/VENUE`, `overshoot/VENUE`, `not_covered/VENUE`, `cut_back/VENUE` (how many winners); now
/// `insurance_fund/VENUE`, `vault/VENUE`, `below/VENUE` (accounts below maintenance), `naked/VENUE` (participants that lose a hedge);
/// `book/VENUE/ASSET` and `mark/VENUE/ASSET` of a market, `spot/VENUE/ASSET` and `margin_price/VENUE/ASSET` of margin. Of two
/// prices since the opening `correlation/A/B`, `drawn_correlation/A/B` and `sales_correlation/A/B` (the difference). Without `@tick` it is taken at the end; `@min` and `@max` are the least and the most over all
/// ticks. `None` when nothing has
/// that name.
#[must_use]
pub fn measure(trace: &Trace, what: &str) -> Option<f64> {
    match what.split_once('@') {
        Some((name, "min")) => over(trace, name, f64::min),
        Some((name, "max")) => over(trace, name, f64::max),
        Some((name, tick)) => at(trace, trace.frames.get(tick.parse::<usize>().ok()?)?, name),
        None => at(trace, trace.frames.last()?, what),
    }
}

/// The least or the most over all ticks.
fn over(trace: &Trace, name: &str, pick: fn(f64, f64) -> f64) -> Option<f64> {
    trace.frames.iter().map(|frame| at(trace, frame, name)).reduce(|a, b| Some(pick(a?, b?))).flatten()
}

/// A result at the end of one tick.
fn at(trace: &Trace, frame: &Frame, name: &str) -> Option<f64> {
    let decimals = trace.decimals();
    let Some((kind, id)) = name.split_once('/') else {
        if name == "losers" {
            let lost = frame.losses.iter().take(trace.participants.len()).filter(|l| **l > Amount::ZERO);
            return Some(lost.count() as f64);
        }
        if let Some(what) = name.strip_prefix("restaking_").filter(|what| *what != "slack") {
            return restaking::network(frame.restaking.as_ref()?, what);
        }
        return frame.metrics.get(metric::index_of(name)?).copied();
    };
    let who = || trace.participants.iter().position(|p| p.id == id);
    match kind {
        "failed" => frame
            .participants
            .get(who()?)
            .map(|p| f64::from(u8::from(matches!(p.state, State::Failed | State::Recovered)))),
        "equity" => frame.participants.get(who()?).map(|p| p.equity().to_f64(decimals)),
        "loss" => {
            let at = if id == "outside" { trace.participants.len() } else { who()? };
            frame.losses.get(at).map(|l| l.to_f64(decimals))
        }
        "paid" => {
            let at = trace.links.iter().position(|l| l.id == id)?;
            let asset = trace.assets.get(trace.links.get(at)?.asset.at())?;
            frame.links.get(at).map(|l| l.paid.to_f64(asset.decimals))
        }
        "borne" => borne(trace, frame, id),
        "used" => used(trace, frame, id),
        "pledged" => house_equity(trace, frame, true, id),
        "other_equity" => house_equity(trace, frame, false, id),
        "bad_debt" | "hole" | "utilisation" | "rate" | "for_nothing" => pool(trace, frame, kind, id),
        "health" => health(trace, frame, id),
        "amplification" => amplification(trace, frame, id),
        "seen_equity" => frame.participants.get(who()?).map(|p| p.seen_equity.to_f64(decimals)),
        "coverage" => frame.participants.get(who()?)?.coverage(),
        "seen_coverage" => frame.participants.get(who()?)?.seen_coverage(),
        "attack_profit" => {
            let who = who()?;
            let at = trace.attackers.iter().position(|a| a.who.at() == who)?;
            let taken = |f: &Frame| f.loot.get(at).map(|x| x.quanta());
            let gain = taken(frame)? - taken(trace.frames.first()?)?;
            Some(Amount::new(gain - trace.attackers.get(at)?.cost.quanta()).to_f64(decimals))
        }
        "settles" | "open_interest" => book::contract(trace, frame, kind, id),
        "margin" | "margin_posted" | "margin_missing" => book::margin(trace, frame, kind, id),
        "position" | "gained" => book::accounts(trace, frame, kind, id),
        "cost_to_break" | "attack_gain" | "corrupted" => restaking::service(trace, frame, kind, id),
        "liquidated" | "adl" | "forgone" | "overshoot" | "not_covered" | "insurance_fund" | "vault" | "below"
        | "cut_back" | "naked" | "book" | "mark" | "spot" | "margin_price" => venues::venue(trace, frame, kind, id),
        "outflow" => {
            let p = frame.participants.get(who()?)?;
            let out = p.withdrawn.quanta() as f64;
            Some(if out > 0.0 { out / p.reserve.quanta().max(1) as f64 } else { 0.0 })
        }
        "first_gain" => frame.participants.get(who()?).map(|p| p.first_gain.to_f64(decimals)),
        _ => asset(trace, frame, kind, id).or_else(|| together::measure(trace, frame, kind, id)),
    }
}

/// A figure of an asset.
fn asset(trace: &Trace, frame: &Frame, kind: &str, id: &str) -> Option<f64> {
    let at = trace.assets.iter().position(|a| a.id == id)?;
    let (info, asset) = (trace.assets.get(at)?, frame.assets.get(at)?);
    match kind {
        "price" => Some(asset.price.get()),
        "fair" => Some(asset.fair.get()),
        "supply" => Some(asset.supply.to_f64(info.decimals)),
        "promised" => asset.promised.map(|p| p.get()),
        "unbacked" => {
            let promised = asset.promised?.get();
            let short = if promised > 0.0 { 1.0 - asset.fair.get() / promised } else { 0.0 };
            Some(if asset.supply > Amount::ZERO { short.clamp(0.0, 1.0) } else { 0.0 })
        }
        "depth2" => Some(asset.depth2?.to_f64(trace.decimals())),
        "peg" => Some(asset.peg?.get()),
        _ => None,
    }
}
