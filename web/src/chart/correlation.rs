//! Correlation told apart: what was drawn together, and what came together because the same hands sell both.

mod pairs;

use super::levels::{Level, TimeFrame, end_labels};
use super::picture::{Ink, Picture, Size, Stroke, fitted};
use super::scale::{LABEL, YAxis};
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::analysis::{LEAST_MOVES, Together};
use interclear_core::engine::{Frame, Trace};
use pairs::{Pair, ghost, pairs};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "correlation",
    title: "Correlation",
    help: "How alike two prices have moved since the opening. Dashed: what was drawn from outside; firm: all moves; the \
           shaded gap is what sales in the run have added. Dotted: all moves corrected as Forbes and Rigobon do, since \
           correlation measures higher where only variance has grown. Thin: other pairs. Every pair is in the table.",
    timed: true,
    fits,
    note,
    draw,
    table,
    stops,
};

/// Other pairs that have a thin line.
const THIN: usize = 5;

const DRAWN: Stroke = Stroke::solid(Ink::Ok, 2.0).dashed(&[7.0, 4.0]);
const ALL: Stroke = Stroke::solid(Ink::Strain, 2.0);
const ADJUSTED: Stroke = Stroke::solid(Ink::Collateral, 1.5).dashed(&[2.0, 3.0]);
const BLEND: Stroke = Stroke::solid(Ink::Faint, 1.0).dashed(&[1.0, 4.0]);

/// The last tick that may decide which pair is drawn large.
fn last(input: &Input<'_>) -> usize {
    input.readable().saturating_sub(1)
}

/// Draws there must be, and a pair that they have moved often enough: otherwise there is nothing to tell apart.
fn fits(trace: &Trace) -> bool {
    let end = trace.frames.len().saturating_sub(1);
    trace.frames.iter().any(|f| f.blend.is_some()) && pairs(trace, end).iter().any(|p| p.at(end).by_sales().is_some())
}

fn number(value: f64) -> String {
    words::rounded(value, 2)
}

/// A difference with its sign.
fn signed(value: f64) -> String {
    let shown = number(value);
    if value > 0.0 && shown != "0" { format!("+{shown}") } else { shown }
}

fn note(input: &Input<'_>) -> String {
    let all = pairs(input.trace, last(input));
    let Some(pair) = all.first() else { return String::new() };
    let name = pair.name(input.trace);
    let added = pair.at(input.ended()).by_sales();
    let added = added.map_or_else(|| "too few moves yet".to_owned(), |x| format!("sales add {}", signed(x)));
    let dashed =
        if input.ghost.is_some() && !input.hide_future { " \u{b7} thin dashes: before the change" } else { "" };
    format!("{name}: {added}{dashed}")
}

/// From -1 or -0.5 to 1.
fn axis(input: &Input<'_>, all: &[Pair]) -> YAxis {
    let values = all.iter().flat_map(|p| &p.ticks).flat_map(|t| [t.drawn, t.all, t.adjusted]).flatten();
    let lowest = values.fold(0.0, f64::min);
    // An open question must not be answered by the scale.
    let base = if input.hide_future || lowest < -0.5 { -1.0 } else { -0.5 };
    let steps = [-1.0, -0.5, 0.0, 0.5, 1.0].into_iter().filter(|v| *v >= base);
    YAxis { ticks: steps.map(|v| (v, number(v))).collect(), base, top: 1.0 }
}

fn frame(input: &Input<'_>, size: Size, all: &[Pair]) -> TimeFrame {
    TimeFrame::new(input, size, 122.0, |_| axis(input, all))
}

/// How far draws were blended towards one, where they ever were.
fn blends(trace: &Trace) -> Vec<Level> {
    let blend = |f: &Frame| f.blend.map_or(0.0, |b| b.get());
    if trace.frames.iter().all(|f| blend(f) == 0.0) {
        return Vec::new();
    }
    trace.frames.iter().map(|f| Level { tick: f.tick, round: f.rounds, value: blend(f) }).collect()
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let trace = input.trace;
    let all = pairs(trace, last(input));
    let frame = frame(input, size, &all);
    let mut picture = frame.begin(&trace.unit);
    let Some(pair) = all.first() else {
        frame.empty(&mut picture, "No two prices move in this run");
        return picture;
    };
    let [drawn, moved, adjusted] =
        [|t: &Together| t.drawn, |t: &Together| t.all, |t: &Together| t.adjusted].map(|f| pair.levels(trace, f));
    gap(&frame, &mut picture, (&drawn, &moved), input);
    for other in all.iter().skip(1).take(THIN) {
        let thin = Stroke::solid(Ink::Soft, 1.0).alpha(0.6);
        frame.step_line(&mut picture, &other.levels(trace, |t| t.all), thin, false);
    }
    if let Some(before) = input.ghost.and_then(|g| ghost(g, pair)).filter(|b| *b != moved) {
        frame.ghost_line(&mut picture, &before);
    }
    let blended = blends(trace);
    let lines = [
        ("blend", &blended, BLEND),
        ("adjusted", &adjusted, ADJUSTED),
        ("drawn", &drawn, DRAWN),
        ("all moves", &moved, ALL),
    ];
    let mut labels = vec![(0.0, fitted(&pair.name(trace), LABEL, 112.0), Ink::Ink)];
    for (name, line, stroke) in lines {
        frame.step_line(&mut picture, line, stroke, false);
        if let Some(now) = line.iter().rev().find(|l| l.reached(input.playhead)) {
            labels.push((frame.spot(now).1, format!("{name} {}", number(now.value)), stroke.ink));
        }
    }
    if moved.iter().all(|l| !l.reached(input.playhead)) && drawn.iter().all(|l| !l.reached(input.playhead)) {
        frame.empty(&mut picture, &format!("Said from {LEAST_MOVES} moves on"));
    }
    if let Some(added) = pair.at(input.ended()).by_sales() {
        let between = |l: &[Level]| l.iter().rev().find(|l| l.reached(input.playhead)).map(|l| frame.spot(l).1);
        if let (Some(a), Some(b)) = (between(&drawn), between(&moved)) {
            labels.push((f64::midpoint(a, b), format!("sales add {}", signed(added)), Ink::Ink));
        }
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
}

/// Shades what is between the two lines, up to the playhead.
fn gap(frame: &TimeFrame, picture: &mut Picture, (drawn, moved): (&[Level], &[Level]), input: &Input<'_>) {
    let reached = |all: &[Level]| -> Vec<Level> { all.iter().filter(|l| l.reached(input.playhead)).copied().collect() };
    let (drawn, moved) = (reached(drawn), reached(moved));
    let Some(from) = drawn.first().map(|l| (l.tick, l.round)) else { return };
    let moved: Vec<Level> = moved.into_iter().filter(|l| (l.tick, l.round) >= from).collect();
    let to = frame.head().min(frame.plot.right);
    let mut around = frame.stairs(&moved, to);
    around.extend(frame.stairs(&drawn, to).into_iter().rev());
    picture.area(around, ALL.ink, 0.14);
}

/// Why a figure is not there, in a word.
fn cell(now: &Together, figure: Option<f64>) -> String {
    match figure {
        Some(value) => number(value),
        None if now.moves < LEAST_MOVES => format!("too few moves: {} of {LEAST_MOVES}", now.moves),
        None => "one does not move".to_owned(),
    }
}

/// Every pair as it stands when the tick shown has ended.
fn table(input: &Input<'_>) -> Table {
    let (trace, at) = (input.trace, input.ended());
    let row = |p: &Pair| {
        let now = p.at(at);
        let added = now.by_sales().map_or_else(|| "\u{2013}".to_owned(), signed);
        let adjusted = now.adjusted.map_or_else(|| "\u{2013}".to_owned(), number);
        [p.name(trace), cell(&now, now.drawn), cell(&now, now.all), added, adjusted, now.moves.to_string()]
    };
    let all = pairs(trace, last(input));
    let head = ["Pair", "Drawn from outside", "All moves", "Added by sales", "All moves, adjusted", "Moves"];
    Table::new(head, all.iter().map(row))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    let all = pairs(input.trace, last(input));
    let Some(pair) = all.first() else { return Vec::new() };
    frame(input, size, &all).stops(input, |at| {
        let now = pair.at(at);
        let mut lines =
            vec![("drawn".to_owned(), cell(&now, now.drawn)), ("all moves".to_owned(), cell(&now, now.all))];
        lines.extend(now.by_sales().map(|x| ("added by sales".to_owned(), signed(x))));
        lines.extend(now.adjusted.map(|x| ("adjusted".to_owned(), number(x))));
        let blend = input.trace.frames.get(at).and_then(|f| f.blend).filter(|b| b.get() > 0.0);
        lines.extend(blend.map(|b| ("draws blended by".to_owned(), words::percent(b.get()))));
        (now.all.or(now.drawn).unwrap_or(0.0), lines)
    })
}
