//! Prices of tokens against the opening: firm the price, thin what stands behind a unit, dashed what it promises.

use super::levels::{Level, TimeFrame, end_labels, note};
use super::picture::{Ink, Picture, Size, Stroke};
use super::scale::YAxis;
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::engine::{AssetFrame, Trace};
use interclear_core::units::{Amount, sorted};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "prices",
    title: "Prices",
    help: "The price of each token against its opening price. The thin line is what stands behind a unit, through the \
           chain of tokens; the dashed one is what a unit promises. Tokens beyond the first six are in the table.",
    timed: true,
    fits: |trace| (0..trace.assets.len()).any(|at| is_issued(trace, at)),
    note: |input| note(input, "of the opening price"),
    draw,
    table,
    stops,
};

/// Lines that can be told apart.
const STROKES: [Stroke; 6] = [
    Stroke::solid(Ink::Ok, 2.0),
    Stroke::solid(Ink::Collateral, 2.0).dashed(&[7.0, 3.0]),
    Stroke::solid(Ink::Strain, 2.0),
    Stroke::solid(Ink::Accent, 2.0).dashed(&[2.0, 3.0]),
    Stroke::solid(Ink::Soft, 2.0),
    Stroke::solid(Ink::Fail, 2.0).dashed(&[7.0, 3.0, 2.0, 3.0]),
];

fn of(trace: &Trace, asset: usize, at: usize) -> Option<&AssetFrame> {
    trace.frames.get(at)?.assets.get(asset)
}

/// Whether somebody has issued an asset: claim tokens alone have a supply.
pub(super) fn is_issued(trace: &Trace, asset: usize) -> bool {
    trace.frames.iter().filter_map(|f| f.assets.get(asset)).any(|a| a.supply > Amount::ZERO)
}

/// Tokens with a line: issued ones and those whose price moves, the furthest fallen first.
fn shown(trace: &Trace) -> Vec<usize> {
    let lowest = |asset: usize| {
        let all = (0..trace.frames.len()).filter_map(|at| share(trace, asset, at, |a| Some(a.price.get())));
        all.fold(1.0, f64::min)
    };
    let moves = |asset: usize| {
        let price = |at: usize| of(trace, asset, at).map(|a| a.price);
        (1..trace.frames.len()).any(|at| price(at) != price(0))
    };
    let all = (0..trace.assets.len()).filter(|a| *a != trace.numeraire.at());
    let kept: Vec<(usize, f64)> = all.filter(|a| is_issued(trace, *a) || moves(*a)).map(|a| (a, lowest(a))).collect();
    sorted(kept, |a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0))).into_iter().map(|(a, _)| a).collect()
}

/// A figure of an asset against its opening price.
fn share(trace: &Trace, asset: usize, at: usize, figure: impl Fn(&AssetFrame) -> Option<f64>) -> Option<f64> {
    let opening = of(trace, asset, 0)?.price.get();
    let value = figure(of(trace, asset, at)?)?;
    (opening > 0.0).then(|| value / opening).filter(|v| v.is_finite())
}

fn levels(trace: &Trace, asset: usize, figure: impl Fn(&AssetFrame) -> Option<f64>) -> Vec<Level> {
    let level = |(at, f): (usize, &interclear_core::engine::Frame)| {
        Some(Level { tick: f.tick, round: f.rounds, value: share(trace, asset, at, &figure)? })
    };
    trace.frames.iter().enumerate().filter_map(level).collect()
}

fn price(a: &AssetFrame) -> Option<f64> {
    Some(a.price.get())
}

/// What stands behind a unit, where somebody stands behind it.
fn backing(a: &AssetFrame) -> Option<f64> {
    (a.supply > Amount::ZERO).then(|| a.fair.get())
}

fn promised(a: &AssetFrame) -> Option<f64> {
    a.promised.map(|p| p.get())
}

/// Lowest and highest of what is drawn, 1 among them.
fn range(trace: &Trace) -> (f64, f64) {
    let all = shown(trace).into_iter().take(STROKES.len()).flat_map(|asset| {
        let of = |figure: fn(&AssetFrame) -> Option<f64>| levels(trace, asset, figure).into_iter().map(|l| l.value);
        of(price).chain(of(backing)).chain(of(promised)).collect::<Vec<_>>()
    });
    all.fold((1.0, 1.0), |(low, high), v| (f64::min(low, v), f64::max(high, v)))
}

fn frame(input: &Input<'_>, size: Size) -> TimeFrame {
    let (mut low, mut high) = range(input.trace);
    if let Some(ghost) = input.ghost {
        let other = range(ghost);
        (low, high) = (low.min(other.0), high.max(other.1));
    }
    // An open question must not be answered by the scale.
    if input.hide_future {
        (low, high) = (0.0, high.max(1.0));
    }
    TimeFrame::new(input, size, 128.0, |height| YAxis::around(low, high.min(10.0), height))
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let frame = frame(input, size);
    let mut picture = frame.begin(&input.trace.unit);
    let mut labels = Vec::new();
    for (asset, stroke) in shown(input.trace).into_iter().zip(STROKES) {
        let line = levels(input.trace, asset, price);
        if let Some(ghost) = input.ghost {
            let before = levels(ghost, asset, price);
            if before != line {
                frame.ghost_line(&mut picture, &before);
            }
        }
        let peg = levels(input.trace, asset, promised);
        frame.step_line(&mut picture, &peg, Stroke::solid(Ink::Faint, 1.0).dashed(&[3.0, 4.0]), false);
        let behind = levels(input.trace, asset, backing);
        if behind != line {
            frame.step_line(&mut picture, &behind, Stroke::solid(stroke.ink, 1.0), false);
        }
        frame.step_line(&mut picture, &line, stroke, false);
        let now = line.iter().rev().find(|l| l.reached(input.playhead)).or(line.first());
        if let Some(now) = now {
            let label = input.trace.assets.get(asset).map_or("", |a| a.label.as_str());
            let price = of(input.trace, asset, now.tick as usize).map(|a| words::price(a.price)).unwrap_or_default();
            let text = super::picture::fitted(&format!("{label} {price}"), super::scale::LABEL, 118.0);
            labels.push((frame.spot(now).1, text, stroke.ink));
        }
    }
    if labels.is_empty() {
        frame.empty(&mut picture, "No token has a price of its own in this run");
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let shown = shown(trace);
    let mut head = vec![words::capital(&trace.unit)];
    for asset in &shown {
        let label = trace.assets.get(*asset).map_or("", |a| a.label.as_str());
        head.push(label.to_owned());
        if is_issued(trace, *asset) {
            head.push(format!("{label}, backing"));
        }
    }
    let row = |at: usize| {
        let mut cells = vec![format!("{} {}", trace.unit, trace.frames.get(at)?.tick)];
        for asset in &shown {
            let a = of(trace, *asset, at)?;
            cells.push(words::price(a.price));
            if is_issued(trace, *asset) {
                cells.push(words::price(a.fair));
            }
        }
        Some(cells)
    };
    Table { head, rows: (0..input.readable()).filter_map(row).collect() }
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    let trace = input.trace;
    let shown = shown(trace);
    frame(input, size).stops(input, |at| {
        let mut lines = Vec::new();
        let mut lowest = 1.0_f64;
        for asset in shown.iter().take(STROKES.len()) {
            let Some(a) = of(trace, *asset, at) else { continue };
            let label = trace.assets.get(*asset).map_or("", |a| a.label.as_str());
            let behind = backing(a).map(|b| format!(", backing {}", words::rounded(b, 4))).unwrap_or_default();
            lines.push((label.to_owned(), format!("{}{behind}", words::price(a.price))));
            lowest = lowest.min(share(trace, *asset, at, price).unwrap_or(1.0));
        }
        (lowest, lines)
    })
}
