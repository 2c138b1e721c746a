//! The same positions settled four ways: what each asks for before anything happens, and what comes of it.

mod exposure;

use exposure::exposures;

use crate::engine::{AccountFrame, AccountInfo, BookFrame, BookInfo, Frame};
use crate::scenario::{Contract, Novation, Scenario, Severity};
use crate::units::ParticipantIx;
use crate::{Trace, check, metric, run};
use serde::Serialize;

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
    /// Expected exposure with what this way nets: normal and independent moves of a day, before collateral, of every
    /// party to each of its counterparties, as Duffie and Zhu (2011) count it.
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
