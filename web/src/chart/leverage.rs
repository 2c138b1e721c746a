//! Leverage over time: how much of the debt to lending pools is near the limit, and what it earns.

use super::picture::{Ink, Stroke};
use super::rates::{Rate, draw, stops, table};
use super::{ChartDef, Input, metric};
use crate::app::words;

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "leverage",
    title: "Leverage",
    help: "Share of the debt to lending pools whose position has a health below 1 (it may be liquidated), 1.1 and 1.5. \
           Carry is what the collateral of a position yields a year less the rate that it pays, of the lowest; looped is \
           the part of all collateral that loops have bought with loans against it.",
    timed: true,
    fits: |trace| trace.frames.iter().any(|f| !f.positions.is_empty()),
    note,
    draw: |input, size| draw(&LINES, input, size),
    table: |input| table(&LINES, input),
    stops: |input, size| stops(&LINES, input, size),
};

const LINES: [Rate; 3] = [
    Rate { id: "debt_below_1", label: "health below 1", stroke: Stroke::solid(Ink::Fail, 2.0) },
    Rate { id: "debt_below_1_1", label: "below 1.1", stroke: Stroke::solid(Ink::Strain, 2.0).dashed(&[7.0, 4.0]) },
    Rate { id: "debt_below_1_5", label: "below 1.5", stroke: Stroke::solid(Ink::Collateral, 2.0).dashed(&[2.0, 3.0]) },
];

fn note(input: &Input<'_>) -> String {
    let at = input.ended();
    let now = |id: &str| metric(input.trace, id, at).map(|x| (x * 1000.0).round() / 1000.0);
    let carry = now("carry").unwrap_or(0.0);
    let looped = now("looped").filter(|x| *x > 0.0).map(|x| format!(", looped {}", words::percent(x)));
    format!("share of debt \u{b7} carry {} a year{}", words::change(carry), looped.unwrap_or_default())
}
