//! Depth of markets: what can be sold before the price gives way by two per cent.

use super::levels::{Level, TimeFrame, any, end_labels, largest, note};
use super::picture::{Ink, Picture, Size, Stroke, fitted};
use super::prices::is_issued;
use super::scale::{LABEL, YAxis};
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

fn levels(trace: &Trace, asset: usize) -> Vec<Level> {
    let level = |(at, f): (usize, &interclear_core::engine::Frame)| {
        Some(Level { tick: f.tick, round: f.rounds, value: depth(trace, asset, at)? })
    };
    trace.frames.iter().enumerate().filter_map(level).collect()
}

fn label(trace: &Trace, asset: usize) -> &str {
    trace.assets.get(asset).map_or("", |a| a.label.as_str())
}

fn frame(input: &Input<'_>, size: Size) -> TimeFrame {
    let runs = [Some(input.trace), input.ghost].into_iter().flatten();
    let lines = runs.flat_map(|t| shown(t).into_iter().take(STROKES.len()).map(|a| levels(t, a)).collect::<Vec<_>>());
    let mut lines: Vec<Vec<Level>> = lines.collect();
    // An open question must not be answered by the scale.
    if input.hide_future {
        lines.iter_mut().for_each(|l| l.retain(|v| v.reached(input.playhead)));
    }
    let most = lines.iter().map(|l| largest(&[l])).fold(0.0, f64::max);
    TimeFrame::new(input, size, 122.0, |height| YAxis::new(most, height, false))
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let frame = frame(input, size);
    let mut picture = frame.begin(&input.trace.unit);
    let mut labels = Vec::new();
    for (asset, stroke) in shown(input.trace).into_iter().zip(STROKES) {
        let line = levels(input.trace, asset);
        if let Some(before) = input.ghost.map(|g| levels(g, asset)).filter(|b| any(b) && *b != line) {
            frame.ghost_line(&mut picture, &before);
        }
        frame.step_line(&mut picture, &line, stroke, false);
        if let Some(now) = line.iter().rev().find(|l| l.reached(input.playhead)).or(line.first()) {
            let text = format!("{} {}", label(input.trace, asset), words::rounded(now.value, 0));
            labels.push((frame.spot(now).1, fitted(&text, LABEL, 112.0), stroke.ink));
        }
    }
    if labels.is_empty() {
        frame.empty(&mut picture, "No market has a depth of its own in this run");
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
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
    frame(input, size).stops(input, |at| {
        let named = shown.iter().take(STROKES.len()).filter_map(|a| Some((*a, depth(trace, *a, at)?)));
        let named: Vec<(usize, f64)> = named.collect();
        let most = named.iter().map(|n| n.1).fold(0.0, f64::max);
        (most, named.into_iter().map(|(a, d)| (label(trace, a).to_owned(), words::rounded(d, 2))).collect())
    })
}
