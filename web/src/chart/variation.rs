//! Margin over time: what contracts ask of their parties in cash, and what of it was there.

use super::levels::{Level, TimeFrame, any, end_labels, largest, note};
use super::picture::{Ink, Picture, Size, Stroke};
use super::scale::YAxis;
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::engine::{BookFrame, Trace};
use interclear_core::units::Amount;

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "variation",
    title: "Margin calls",
    help: "Variation margin due and paid in each tick, both legs where a house stands between, and initial margin newly \
           called and met. What is due and not paid is what a failure leaves to others.",
    timed: true,
    fits: |trace| trace.book.is_some(),
    note: |input| note(input, "units in a tick"),
    draw,
    table,
    stops,
};

type Figure = fn(&BookFrame) -> i64;

/// Name, figure and line of each.
const LINES: [(&str, Figure, Stroke); 4] = [
    ("due", |b| b.due.quanta(), Stroke::solid(Ink::Strain, 2.0).dashed(&[7.0, 4.0])),
    ("paid", |b| b.paid.quanta(), Stroke::solid(Ink::Ok, 2.0)),
    (
        "margin called",
        |b| b.margins.iter().map(|m| m.called.quanta()).sum(),
        Stroke::solid(Ink::Collateral, 2.0).dashed(&[2.0, 3.0]),
    ),
    (
        "margin met",
        |b| b.margins.iter().map(|m| m.met.quanta()).sum(),
        Stroke::solid(Ink::Accent, 2.0).dashed(&[10.0, 3.0, 2.0, 3.0]),
    ),
];

fn value(trace: &Trace, at: usize, figure: Figure) -> Option<f64> {
    let book = trace.frames.get(at)?.book.as_ref()?;
    Some(Amount::new(figure(book)).to_f64(trace.decimals()))
}

fn levels(trace: &Trace, figure: Figure) -> Vec<Level> {
    let level = |(at, f): (usize, &interclear_core::engine::Frame)| {
        Some(Level { tick: f.tick, round: f.rounds, value: value(trace, at, figure)? })
    };
    trace.frames.iter().enumerate().filter_map(level).collect()
}

fn frame(input: &Input<'_>, size: Size) -> TimeFrame {
    let runs = [Some(input.trace), input.ghost].into_iter().flatten();
    let mut lines: Vec<Vec<Level>> = runs.flat_map(|t| LINES.map(|(_, figure, _)| levels(t, figure))).collect();
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
    for (name, figure, stroke) in LINES {
        let line = levels(input.trace, figure);
        if let Some(before) = input.ghost.map(|g| levels(g, figure)).filter(|b| any(b) && *b != line) {
            frame.ghost_line(&mut picture, &before);
        }
        if !any(&line) {
            continue;
        }
        frame.step_line(&mut picture, &line, stroke, false);
        if let Some(now) = line.iter().rev().find(|l| l.reached(input.playhead)).or(line.first()) {
            labels.push((frame.spot(now).1, format!("{name} {}", words::rounded(now.value, 0)), stroke.ink));
        }
    }
    if labels.is_empty() {
        frame.empty(&mut picture, "No margin falls due in this run");
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let row = |at: usize| {
        let day = format!("{} {}", trace.unit, trace.frames.get(at)?.tick);
        let cell = |(_, figure, _): (&str, Figure, Stroke)| {
            value(trace, at, figure).map_or_else(|| "\u{2013}".to_owned(), |x| words::rounded(x, 2))
        };
        let [a, b, c, d] = LINES.map(cell);
        Some([day, a, b, c, d])
    };
    let [a, b, c, d] = LINES.map(|l| words::capital(l.0));
    Table::new([&words::capital(&trace.unit), &a, &b, &c, &d], (0..input.readable()).filter_map(row))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    frame(input, size).stops(input, |at| {
        let all = LINES.map(|(name, figure, _)| (name, value(input.trace, at, figure).unwrap_or(0.0)));
        let most = all.iter().map(|x| x.1).fold(0.0, f64::max);
        (most, all.map(|(name, x)| (name.to_owned(), words::rounded(x, 2))).to_vec())
    })
}
