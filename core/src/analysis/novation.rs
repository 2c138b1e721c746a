//! The same positions settled four ways: what each asks for before anything happens, and what comes of it.
//!
//! # Expected exposure
//! What a party may lose by a counterparty's failure before any collateral is `max(X, 0)`, where `X` is by how much what
//! they have with each other gains. As Duffie and Zhu (2011) do it, prices of underlyings move normally and independently
//! of each other, and expected exposure is `E[max(X, 0)]`, which is the root of the variance over `2 pi`, summed over every
//! party and each of its counterparties. A clearing house is a counterparty like another; what a house itself may lose is
//! not counted, margin stands for that. The move is that of one day, by the largest volatility of the contracts on an
//! underlying; an option counts by the slope between a move up and a move down.
//!
//! Gross, each position stands on its own whatever the account that it is in. What netting takes away of that is the
//! netting efficiency.

use crate::engine::{AccountFrame, AccountInfo, BookFrame, BookInfo, Frame};
use crate::pricing::black_scholes::{European, Market, OptionKind};
use crate::scenario::{Contract, Novation, Payoff, Scenario, Severity};
use crate::units::ParticipantIx;
use crate::{Trace, check, metric, run};
use serde::Serialize;
use std::f64::consts::TAU;

/// One way of settling the positions, and what comes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SettledWay {
    /// The way, by its word in a file.
    #[serde(serialize_with = "word")]
    pub how: Novation,
    /// What comes of it; why it cannot be had, otherwise.
    pub outcome: Result<Settled, String>,
}

/// What comes of one way of settling. Money is in units of the numeraire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Settled {
    /// Expected exposure if each position stood on its own.
    pub gross: f64,
    /// Expected exposure with what this way nets; see the head of this file.
    pub exposure: f64,
    /// What netting takes away of the gross exposure, as a ratio.
    pub netted: f64,
    /// Initial margin posted at the opening.
    pub margin: f64,
    /// The largest initial margin that stood posted at the end of a tick.
    pub margin_most: f64,
    /// Variation margin that parties other than houses had to pay in the tick in which it was most: liquidity needed at
    /// once.
    pub variation_most: f64,
    /// The same over all ticks.
    pub variation: f64,
    /// Participants that failed.
    pub failed: u32,
    /// Loss that somebody else has gained, or that is a fall in value.
    pub moved: f64,
    /// Loss that nobody else has.
    pub burnt: f64,
    /// What participants that have not failed owe beyond all that they have.
    pub uncovered: f64,
}

fn word<S: serde::Serializer>(how: &Novation, s: S) -> Result<S::Ok, S::Error> {
    crate::scenario::to_value(how).serialize(s)
}

/// Settles the positions of a scenario in all four ways, in the order of [`Novation::ALL`]; everything else stays as it is.
/// Four runs.
#[must_use]
pub fn settled_ways(scenario: &Scenario) -> Vec<SettledWay> {
    Novation::ALL.into_iter().map(|how| SettledWay { how, outcome: settled(scenario, how) }).collect()
}

/// One of them; why it cannot be had, otherwise.
///
/// # Errors
/// The first problem, in words, or what stopped the run.
pub fn settled(scenario: &Scenario, how: Novation) -> Result<Settled, String> {
    let mut s = scenario.clone();
    s.rules.novation = Some(how);
    let (world, problems) = check(&s);
    let Some(world) = world else {
        let first = problems.iter().find(|p| p.severity == Severity::Error);
        return Err(first.map_or_else(|| "the scenario does not load".to_owned(), |p| p.message.clone()));
    };
    let trace = run(&world);
    match &trace.stopped {
        Some(stopped) => Err(stopped.to_string()),
        None => Ok(figures(&s, &trace)),
    }
}

/// Parties that have positions with each other, people outside not among them, and contracts in which they have them: `N`
/// and `K` of [`crate::clearing::duffie_zhu`].
#[must_use]
pub fn parties_and_contracts(scenario: &Scenario) -> (u32, u32) {
    let ends = |id: &str| scenario.positions.iter().any(|p| p.long == id || p.short == id);
    let parties = scenario.participants.iter().filter(|p| ends(&p.id)).count();
    let held = |c: &&Contract| scenario.positions.iter().any(|p| p.contract == c.id);
    (parties as u32, scenario.contracts.iter().filter(held).count() as u32)
}

fn figures(s: &Scenario, trace: &Trace) -> Settled {
    let decimals = trace.decimals();
    let last = |id: &str| {
        let of = |f: &Frame| f.metrics.get(metric::index_of(id)?).copied();
        trace.frames.last().and_then(of).unwrap_or(0.0)
    };
    let mut all = Settled {
        failed: trace.failures().len() as u32,
        moved: last("moved"),
        burnt: last("burnt"),
        uncovered: last("uncovered"),
        ..Settled::default()
    };
    let Some(info) = &trace.book else { return all };
    (all.gross, all.exposure) = exposures(s, trace, info);
    // Rounding aside nothing is more than gross.
    all.netted = if all.gross > 0.0 { (1.0 - all.exposure / all.gross).max(0.0) } else { 0.0 };
    let unit = |quanta: i64| crate::units::Amount::new(quanta).to_f64(decimals);
    for (tick, book) in trace.frames.iter().filter_map(|f| f.book.as_ref()).enumerate() {
        let posted = unit(book.margins.iter().map(|m| m.posted.quanta()).sum());
        if tick == 0 {
            all.margin = posted;
        }
        all.margin_most = all.margin_most.max(posted);
        let due = unit(variation(trace, info, book));
        all.variation_most = all.variation_most.max(due);
        all.variation += due;
    }
    all
}

/// What parties other than houses must pay in variation margin in a tick.
fn variation(trace: &Trace, info: &BookInfo, book: &BookFrame) -> i64 {
    let outside = ParticipantIx(trace.participants.len() as u32);
    let lost = |(x, f): (&AccountInfo, &AccountFrame)| match f.settled.quanta() {
        lost if lost < 0 && x.a != outside => -lost,
        // Between two parties the other one pays; a house pays out of what it is paid.
        gained if gained > 0 && !x.cleared => gained,
        _ => 0,
    };
    info.accounts.iter().zip(&book.accounts).map(lost).sum()
}

/// Expected exposure at the opening: of each position on its own, and of accounts as they are netted.
fn exposures(s: &Scenario, trace: &Trace, info: &BookInfo) -> (f64, f64) {
    let slopes: Vec<Slope> = info.contracts.iter().filter_map(|c| slope(s, &c.id)).collect();
    let there = |id: &str| s.participants.iter().any(|p| p.id == id);
    // Each side that is a participant is exposed to the other.
    let sides = |p: &crate::scenario::Position| f64::from(u8::from(there(&p.long)) + u8::from(there(&p.short)));
    let alone = |p: &crate::scenario::Position| {
        let of = slopes.iter().find(|x| x.contract == p.contract)?;
        Some(sides(p) * mean_positive(squared(f64::from(p.quantity) * of.money)))
    };
    let gross = s.positions.iter().filter(|p| p.traded.is_none()).filter_map(alone).sum();
    let outside = trace.participants.len();
    let frames = trace.frames.first().and_then(|f| f.book.as_ref()).map_or(&[] as &[_], |b| &b.accounts);
    let of = |(x, f): (&AccountInfo, &AccountFrame)| {
        let exposed = u8::from(x.a.at() != outside) + u8::from(!x.cleared);
        f64::from(exposed) * mean_positive(variance(&slopes, &f.lines))
    };
    (gross, info.accounts.iter().zip(frames).map(of).sum())
}

/// By how much one contract gains when its underlying rises by one standard deviation of a day.
struct Slope {
    contract: String,
    underlying: String,
    money: f64,
}

fn slope(s: &Scenario, id: &str) -> Option<Slope> {
    let c = s.contracts.iter().find(|c| c.id == id)?;
    let asset = s.assets.iter().find(|a| a.id == c.underlying)?;
    let on = s.contracts.iter().filter(|x| x.underlying == c.underlying);
    let most = on.map(|x| x.volatility.get()).fold(0.0, f64::max);
    let (spot, move_) = (asset.price.get(), most * (1.0f64 / 365.0).sqrt());
    let value = |spot: f64| match &c.payoff {
        Payoff::Future { .. } | Payoff::Perpetual { .. } => spot,
        Payoff::Option { put, strike, expires } => {
            let kind = if *put { OptionKind::Put } else { OptionKind::Call };
            let days = f64::from(*expires) * s.clock.days.map_or(1.0, |d| d.get());
            let option = European { kind, strike: strike.get(), years: days / 365.0 };
            option.value(Market { spot, volatility: c.volatility.get(), rate: 0.0 })
        }
    };
    let between = value(spot * (1.0 + move_)) - value((spot * (1.0 - move_)).max(0.0));
    Some(Slope {
        contract: c.id.clone(),
        underlying: c.underlying.clone(),
        money: between / 2.0 * c.size.to_f64(),
    })
}

/// The variance of an account in a day: contracts on one underlying move together, underlyings on their own.
fn variance(slopes: &[Slope], lines: &[i64]) -> f64 {
    let mut all = 0.0;
    for (at, first) in slopes.iter().enumerate() {
        let same = |x: &Slope| x.underlying == first.underlying;
        if slopes.iter().take(at).any(same) {
            continue;
        }
        let of = slopes.iter().zip(lines).filter(|(x, _)| same(x)).map(|(x, q)| *q as f64 * x.money);
        all += squared(of.sum());
    }
    all
}

fn squared(x: f64) -> f64 {
    x * x
}

/// `E[max(X, 0)]` of a normal number with mean nought.
fn mean_positive(variance: f64) -> f64 {
    (variance / TAU).sqrt()
}
