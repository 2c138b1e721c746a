//! Settlement over time: what is due, what settles of it, what waits for room, and the money that it takes.

use super::levels::note;
use super::lines::{self, Line};
use super::picture::{Ink, Picture, Size, Stroke};
use super::{ChartDef, Input, Stop, Table, metric};
use crate::app::words;
use interclear_core::engine::Trace;

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "settlement",
    title: "Settlement",
    help: "Of each tick: what was due, with what was late; what settled of it; what could be paid and had no room; what was \
           stuck one by one and would go all together; and the money that the payments took.",
    timed: true,
    fits: |trace| trace.frames.iter().any(|f| f.settling.is_some()),
    note: |input| note(input, "units in a tick"),
    draw,
    table,
    stops,
};

/// Name, metric and line of each.
const LINES: [(&str, &str, Stroke); 5] = [
    ("due", "due", Stroke::solid(Ink::Strain, 2.0).dashed(&[7.0, 4.0])),
    ("settled", "paid", Stroke::solid(Ink::Ok, 2.0)),
    ("waits", "settlement_waits", Stroke::solid(Ink::Collateral, 2.0).dashed(&[2.0, 3.0])),
    ("stuck", "gridlock", Stroke::solid(Ink::Fail, 2.0).dashed(&[10.0, 3.0, 2.0, 3.0])),
    ("money", "liquidity_needed", Stroke::solid(Ink::Soft, 1.5).dashed(&[4.0, 2.0])),
];

fn all(input: &Input<'_>) -> Vec<Line> {
    let line = |(name, id, stroke)| Line::new(input, (name, stroke, name == "settled"), |t, at| metric(t, id, at));
    LINES.map(line).into()
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    lines::draw(input, size, &all(input), "Nothing falls due in this run")
}

fn cell(trace: &Trace, id: &str, at: usize) -> String {
    metric(trace, id, at).map_or_else(|| "\u{2013}".to_owned(), |x| words::rounded(x, 2))
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let row = |at: usize| {
        let day = format!("{} {}", trace.unit, trace.frames.get(at)?.tick);
        let [a, b, c, d, e] = LINES.map(|(_, id, _)| cell(trace, id, at));
        Some([day, a, b, c, d, e])
    };
    let head = ["Due", "Settled", "Waits for room", "Stuck, would go together", "Money it took"];
    let [a, b, c, d, e] = head;
    Table::new([&words::capital(&trace.unit), a, b, c, d, e], (0..input.readable()).filter_map(row))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    lines::frame(input, size, &all(input)).stops(input, |at| {
        let all = LINES.map(|(name, id, _)| (name, metric(input.trace, id, at).unwrap_or(0.0)));
        let most = all.iter().map(|x| x.1).fold(0.0, f64::max);
        let said = all.iter().filter(|x| x.1 > 0.0 || matches!(x.0, "due" | "settled"));
        (most, said.map(|(name, x)| ((*name).to_owned(), words::rounded(*x, 2))).collect())
    })
}
