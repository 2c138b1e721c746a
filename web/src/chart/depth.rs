//! Depth of markets: what can be sold before the price gives way by two per cent.

use super::levels::note;
use super::lines::{self, Line};
use super::picture::{Ink, Picture, Size, Stroke};
use super::prices::is_issued;
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::engine::Trace;
use interclear_core::units::sorted;

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "depth",
    title: "Depth",
    help: "What can be sold of each token at an average of two per cent below its price, in units of the numeraire. The \
           deepest four have a line, the others are in the table.",
    timed: true,
    fits: |trace| {
        let lends = !trace.pools.is_empty();
        shown(trace).into_iter().any(|asset| lends || is_issued(trace, asset))
    },
    note: |input| note(input, "units, at 2 % below the price"),
    draw,
    table,
    stops,
};

const STROKES: [Stroke; 4] = [
    Stroke::solid(Ink::Ok, 2.0),
    Stroke::solid(Ink::Collateral, 2.0).dashed(&[7.0, 3.0]),
    Stroke::solid(Ink::Strain, 2.0),
    Stroke::solid(Ink::Accent, 2.0).dashed(&[2.0, 3.0]),
];

fn depth(trace: &Trace, asset: usize, at: usize) -> Option<f64> {
    let depth = trace.frames.get(at)?.assets.get(asset)?.depth2?;
    Some(depth.to_f64(trace.decimals()))
}

/// Assets with a pool, the deepest at the opening first.
fn shown(trace: &Trace) -> Vec<usize> {
    let deep = |asset: usize| (0..trace.frames.len()).find_map(|at| depth(trace, asset, at)).map(|d| (asset, d));
    let all: Vec<(usize, f64)> = (0..trace.assets.len()).filter_map(deep).collect();
    sorted(all, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))).into_iter().map(|(asset, _)| asset).collect()
}

fn label(trace: &Trace, asset: usize) -> &str {
    trace.assets.get(asset).map_or("", |a| a.label.as_str())
}

fn all(input: &Input<'_>) -> Vec<Line> {
    let line = |(asset, stroke)| {
        Line::new(input, (label(input.trace, asset), stroke, false), |trace, at| depth(trace, asset, at))
    };
    shown(input.trace).into_iter().zip(STROKES).map(line).collect()
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    lines::draw(input, size, &all(input), "No market has a depth of its own in this run")
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let shown = shown(trace);
    let head = std::iter::once(words::capital(&trace.unit)).chain(shown.iter().map(|a| label(trace, *a).to_owned()));
    let row = |at: usize| {
        let day = format!("{} {}", trace.unit, trace.frames.get(at)?.tick);
        let cell = |a: &usize| depth(trace, *a, at).map_or_else(|| "\u{2013}".to_owned(), |d| words::rounded(d, 2));
        Some(std::iter::once(day).chain(shown.iter().map(cell)).collect())
    };
    Table { head: head.collect(), rows: (0..input.readable()).filter_map(row).collect() }
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    let trace = input.trace;
    let shown = shown(trace);
    lines::frame(input, size, &all(input)).stops(input, |at| {
        let named = shown.iter().take(STROKES.len()).filter_map(|a| Some((*a, depth(trace, *a, at)?)));
        let named: Vec<(usize, f64)> = named.collect();
        let most = named.iter().map(|n| n.1).fold(0.0, f64::max);
        (most, named.into_iter().map(|(a, d)| (label(trace, a).to_owned(), words::rounded(d, 2))).collect())
    })
}
