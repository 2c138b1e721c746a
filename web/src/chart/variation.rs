//! Margin over time: what contracts ask of their parties in cash, and what of it was there.

use super::levels::note;
use super::lines::{self, Line};
use super::picture::{Ink, Picture, Size, Stroke};
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

fn all(input: &Input<'_>) -> Vec<Line> {
    LINES.map(|(name, figure, stroke)| Line::new(input, (name, stroke, false), |t, at| value(t, at, figure))).into()
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    lines::draw(input, size, &all(input), "No margin falls due in this run")
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
    lines::frame(input, size, &all(input)).stops(input, |at| {
        let all = LINES.map(|(name, figure, _)| (name, value(input.trace, at, figure).unwrap_or(0.0)));
        let most = all.iter().map(|x| x.1).fold(0.0, f64::max);
        (most, all.map(|(name, x)| (name.to_owned(), words::rounded(x, 2))).to_vec())
    })
}
