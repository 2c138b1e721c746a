//! Charts: one file each, drawn as a [`Picture`] and painted through plotters on any backend.
//!
//! A chart is pure: runs, playhead and size in; marks, a table and readable places out.
//! Adding one is a file and a line in [`CHARTS`].

mod colours;
mod correlation;
mod depth;
mod duffie_zhu;
mod failures;
mod health;
mod layers;
mod levels;
mod leverage;
mod lines;
mod loans;
mod losses;
mod own_book;
mod paint;
mod picture;
mod prices;
mod queues;
mod rates;
#[cfg(test)]
pub(crate) mod sample;
mod scale;
mod settlement;
#[cfg(test)]
mod tests;
mod unpaid;
mod variation;
mod waterfall;

pub use colours::{Colours, DARK, LIGHT, Rgb};
pub use paint::{Look, paint};
pub use picture::{Align, Ink, Mark, Picture, Rect, Size, Stroke};

use crate::app::Playhead;
use interclear_core::engine::Trace;

/// What a chart is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// The run before the last edit, drawn thin and dashed.
    pub ghost: Option<&'a Trace>,
    /// The moment shown.
    pub playhead: Playhead,
    /// Whether what comes after the playhead stays hidden (a prediction is open).
    pub hide_future: bool,
}

impl Input<'_> {
    /// The last tick that has ended at the playhead.
    #[must_use]
    pub fn ended(&self) -> usize {
        let tick = (self.playhead.tick as usize).min(self.trace.frames.len().saturating_sub(1));
        match self.trace.frames.get(tick) {
            Some(frame) if self.playhead.round < frame.rounds => tick.saturating_sub(1),
            _ => tick,
        }
    }

    /// Ticks whose numbers may be read.
    #[must_use]
    pub fn readable(&self) -> usize {
        if self.hide_future { self.ended() + 1 } else { self.trace.frames.len() }
    }
}

/// The numbers of a chart: the same for a reader of tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Column heads; the first column names the row.
    pub head: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn new<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Self {
        Self { head: head.map(str::to_owned).to_vec(), rows: rows.map(|r| r.to_vec()).collect() }
    }
}

/// A place in a chart where values can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Where, in CSS pixels.
    pub at: (f64, f64),
    /// What place: `day 2`, a name.
    pub title: String,
    /// Names and values there.
    pub lines: Vec<(String, String)>,
    /// The moment it stands for, if one.
    pub moment: Option<Playhead>,
}

/// A metric's sample of a tick.
fn metric(trace: &Trace, id: &str, at: usize) -> Option<f64> {
    let column = interclear_core::metric::index_of(id)?;
    trace.frames.get(at)?.metrics.get(column).copied().filter(|v| v.is_finite())
}

/// A chart of the registry.
#[derive(Clone, Copy, Debug)]
pub struct ChartDef {
    /// Short unique id.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub help: &'static str,
    /// Whether it has a time axis, so that a place in it is a moment.
    pub timed: bool,
    /// Whether a run has what it shows.
    pub fits: fn(&Trace) -> bool,
    /// What stands beside the title: the unit, a total.
    pub note: fn(&Input<'_>) -> String,
    /// Draws it.
    pub draw: fn(&Input<'_>, Size) -> Picture,
    /// The same numbers as a table.
    pub table: fn(&Input<'_>) -> Table,
    /// Where values can be read, from left to right or from top to bottom.
    pub stops: fn(&Input<'_>, Size) -> Vec<Stop>,
}

/// All charts, in the order of their tabs.
pub const CHARTS: &[ChartDef] = &[
    unpaid::CHART,
    failures::CHART,
    rates::CHART,
    losses::CHART,
    waterfall::CHART,
    prices::CHART,
    loans::CHART,
    leverage::CHART,
    queues::CHART,
    settlement::CHART,
    depth::CHART,
    own_book::CHART,
    correlation::CHART,
    variation::CHART,
    duffie_zhu::CHART,
];

/// The chart of an id; the first when there is none of it.
#[must_use]
pub fn chart(id: &str) -> &'static ChartDef {
    const FIRST: &ChartDef = &unpaid::CHART;
    CHARTS.iter().find(|c| c.id == id).unwrap_or(FIRST)
}

/// The chart that says most of a run before one is chosen: of what is unpaid; where nothing ever is, of loans or prices.
#[must_use]
pub fn first(trace: &Trace) -> &'static ChartDef {
    let unpaid = (0..trace.frames.len()).any(|at| metric(trace, "unpaid", at).is_some_and(|x| x > 0.0));
    let told = ["loans", "prices"].map(chart).into_iter().find(|c| !unpaid && (c.fits)(trace));
    told.unwrap_or_else(|| chart("unpaid"))
}
