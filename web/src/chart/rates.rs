//! Settlement, confidence and liquidity: three shares that start whole and fall. Other charts draw three shares alike.

use super::levels::{Level, TimeFrame, end_labels, note};
use super::picture::{Ink, Picture, Size, Stroke};
use super::scale::YAxis;
use super::{ChartDef, Input, Stop, Table, metric};
use crate::app::words;
use interclear_core::engine::Trace;

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "rates",
    title: "Health",
    help: "Settlement: paid of what was due. Confidence: deposits that did not ask to leave. Liquidity: depth of \
           markets against the opening. All start at 100 per cent.",
    timed: true,
    fits: |_| true,
    note: |input| note(input, "share of the whole"),
    draw: |input, size| draw(&RATES, input, size),
    table: |input| table(&RATES, input),
    stops: |input, size| stops(&RATES, input, size),
};

/// A line: a metric that is a share.
pub(super) struct Rate {
    pub id: &'static str,
    pub label: &'static str,
    pub stroke: Stroke,
}

const RATES: [Rate; 3] = [
    Rate { id: "settled", label: "settlement", stroke: Stroke::solid(Ink::Ok, 2.0) },
    Rate { id: "confidence", label: "confidence", stroke: Stroke::solid(Ink::Strain, 2.0).dashed(&[7.0, 4.0]) },
    Rate { id: "liquidity", label: "liquidity", stroke: Stroke::solid(Ink::Collateral, 2.0).dashed(&[2.0, 3.0]) },
];

fn share(trace: &Trace, rate: &Rate, at: usize) -> Option<f64> {
    metric(trace, rate.id, at)
}

fn levels(trace: &Trace, rate: &Rate) -> Vec<Level> {
    let level = |(at, f): (usize, &interclear_core::engine::Frame)| {
        Some(Level { tick: f.tick, round: f.rounds, value: share(trace, rate, at)? })
    };
    trace.frames.iter().enumerate().filter_map(level).collect()
}

fn frame(input: &Input<'_>, size: Size) -> TimeFrame {
    TimeFrame::new(input, size, 122.0, |_| YAxis::shares())
}

pub(super) fn draw(rates: &[Rate; 3], input: &Input<'_>, size: Size) -> Picture {
    let frame = frame(input, size);
    let mut picture = frame.begin(&input.trace.unit);
    let mut labels = Vec::new();
    for rate in rates {
        let line = levels(input.trace, rate);
        if line.is_empty() {
            continue;
        }
        if let Some(ghost) = input.ghost {
            let before = levels(ghost, rate);
            if before != line {
                frame.ghost_line(&mut picture, &before);
            }
        }
        let end = frame.step_line(&mut picture, &line, rate.stroke, false);
        let value = line.iter().rev().find(|l| !input.hide_future || l.reached(input.playhead)).or(line.first());
        if let (Some(value), Some(_)) = (value, end) {
            let text = format!("{} {}", rate.label, words::percent((value.value * 1000.0).round() / 1000.0));
            labels.push((frame.spot(value).1, text, rate.stroke.ink));
        }
    }
    if labels.is_empty() {
        frame.empty(&mut picture, "Nothing falls due in this run");
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
}

pub(super) fn table(rates: &[Rate; 3], input: &Input<'_>) -> Table {
    let trace = input.trace;
    let row = |at: usize| {
        let f = trace.frames.get(at)?;
        let [a, b, c] = rates.each_ref().map(|r| share(trace, r, at).map_or_else(|| "\u{2013}".into(), words::percent));
        Some([format!("{} {}", trace.unit, f.tick), a, b, c])
    };
    let unit = words::capital(&trace.unit);
    let [a, b, c] = rates.each_ref().map(|r| words::capital(r.label));
    Table::new([&unit, &a, &b, &c], (0..input.readable()).filter_map(row))
}

pub(super) fn stops(rates: &[Rate; 3], input: &Input<'_>, size: Size) -> Vec<Stop> {
    frame(input, size).stops(input, |at| {
        let shares: Vec<(&Rate, f64)> = rates.iter().filter_map(|r| Some((r, share(input.trace, r, at)?))).collect();
        let lowest = shares.iter().map(|s| s.1).fold(1.0, f64::min);
        (lowest, shares.iter().map(|(r, v)| (r.label.to_owned(), words::percent(*v))).collect())
    })
}
