//! Settlement over time: what is due, what settles of it, what waits for room, and the money that it takes.

use super::levels::{Level, TimeFrame, any, end_labels, largest, note};
use super::picture::{Ink, Picture, Size, Stroke};
use super::scale::YAxis;
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

fn levels(trace: &Trace, id: &str) -> Vec<Level> {
    let level = |(at, f): (usize, &interclear_core::engine::Frame)| {
        Some(Level { tick: f.tick, round: f.rounds, value: metric(trace, id, at)? })
    };
    trace.frames.iter().enumerate().filter_map(level).collect()
}

fn frame(input: &Input<'_>, size: Size) -> TimeFrame {
    let runs = [Some(input.trace), input.ghost].into_iter().flatten();
    let mut lines: Vec<Vec<Level>> = runs.flat_map(|t| LINES.map(|(_, id, _)| levels(t, id))).collect();
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
    for (name, id, stroke) in LINES {
        let line = levels(input.trace, id);
        if let Some(before) = input.ghost.map(|g| levels(g, id)).filter(|b| any(b) && *b != line) {
            frame.ghost_line(&mut picture, &before);
        }
        if !any(&line) {
            continue;
        }
        frame.step_line(&mut picture, &line, stroke, name == "settled");
        if let Some(now) = line.iter().rev().find(|l| l.reached(input.playhead)).or(line.first()) {
            labels.push((frame.spot(now).1, format!("{name} {}", words::rounded(now.value, 0)), stroke.ink));
        }
    }
    if labels.is_empty() {
        frame.empty(&mut picture, "Nothing falls due in this run");
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
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
    frame(input, size).stops(input, |at| {
        let all = LINES.map(|(name, id, _)| (name, metric(input.trace, id, at).unwrap_or(0.0)));
        let most = all.iter().map(|x| x.1).fold(0.0, f64::max);
        let said = all.iter().filter(|x| x.1 > 0.0 || matches!(x.0, "due" | "settled"));
        (most, said.map(|(name, x)| ((*name).to_owned(), words::rounded(*x, 2))).collect())
    })
}
