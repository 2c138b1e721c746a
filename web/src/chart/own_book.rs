//! A price in a margin exchange's own book beside the price elsewhere, with what positions are marked at and what is
//! liquidated: a mark from an own book against redemption value, and the overshoot of liquidations, can be read off.

mod book;

use super::levels::{TimeFrame, end_labels, note};
use super::picture::{Ink, Picture, Size, Stroke, fitted};
use super::scale::{LABEL, YAxis};
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use book::{Book, books};
use interclear_core::engine::{Frame, Trace};
use interclear_core::units::{Amount, AssetIx};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "own_book",
    title: "Own book",
    help: "The price in a margin exchange's own book, firm, beside the index of prices elsewhere, dashed, where the two are \
           furthest apart. The wide band is what counts as the mark, the dotted line what a unit promises. Bars from below \
           are what was liquidated in a tick, hatched what was closed against winners.",
    timed: true,
    fits: |trace| !books(trace).is_empty(),
    note: said,
    draw,
    table,
    stops,
};

const BOOK: Stroke = Stroke::solid(Ink::Strain, 2.0);
const INDEX: Stroke = Stroke::solid(Ink::Ok, 2.0).dashed(&[7.0, 4.0]);
const PROMISE: Stroke = Stroke::solid(Ink::Collateral, 1.5).dashed(&[2.0, 3.0]);
/// A band below the lines, so that the line that it follows is seen through it.
const MARK: Stroke = Stroke::solid(Ink::Accent, 7.0).alpha(0.28);
/// The most of the plot's height that bars take.
const BARS: f64 = 0.3;

/// The book that is furthest from its index in what may be read; of equal ones the first.
fn chosen(input: &Input<'_>) -> Option<Book> {
    let apart = |b: &Book| b.apart(input.trace.frames.iter().take(input.readable()));
    let mut best: Option<(Book, f64)> = None;
    for book in books(input.trace) {
        let here = apart(&book);
        if best.is_none_or(|(_, most)| here > most) {
            best = Some((book, here));
        }
    }
    best.map(|(book, _)| book)
}

fn label(trace: &Trace, asset: AssetIx) -> &str {
    trace.assets.get(asset.at()).map_or("", |a| a.label.as_str())
}

fn venue(trace: &Trace, book: Book) -> &str {
    trace.venues.get(book.venue).map_or("", |v| trace.name(v.who))
}

fn said(input: &Input<'_>) -> String {
    let Some(book) = chosen(input) else { return String::new() };
    let venue = venue(input.trace, book);
    let of = if book.spot { "margin" } else { "contract" };
    note(input, &format!("{} at {venue}, {of}", label(input.trace, book.asset)))
}

fn frame(input: &Input<'_>, size: Size, book: Option<Book>) -> TimeFrame {
    let frames = input.trace.frames.iter().take(input.readable());
    let each = |f: &Frame| {
        let prices = book.and_then(|b| b.prices(f));
        prices.into_iter().flatten().chain(book.and_then(|b| b.promise(f))).collect::<Vec<_>>()
    };
    let all: Vec<f64> = frames.flat_map(each).collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(0.0, f64::max);
    let low = if low.is_finite() { low } else { 0.0 };
    TimeFrame::new(input, size, 122.0, |height| YAxis::between(low, high, height))
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let trace = input.trace;
    let book = chosen(input);
    let frame = frame(input, size, book);
    let mut picture = frame.begin(&trace.unit);
    let Some(book) = book else {
        frame.empty(&mut picture, "No margin exchange in this run");
        return picture;
    };
    bars(&mut picture, &frame, input, book);
    let promise = book.levels(trace, |b, f| b.promise(f));
    let lines = [
        ("mark", book.line(trace, 2), MARK),
        ("index", book.line(trace, 1), INDEX),
        ("promise", promise, PROMISE),
        ("own book", book.line(trace, 0), BOOK),
    ];
    if let Some(before) = input.ghost.map(|g| book.line(g, 0)).filter(|b| *b != book.line(trace, 0)) {
        frame.ghost_line(&mut picture, &before);
    }
    let name = format!("{}, {}", label(trace, book.asset), venue(trace, book));
    let mut labels = vec![(0.0, fitted(&name, LABEL, 112.0), Ink::Ink)];
    for (name, line, stroke) in lines {
        frame.step_line(&mut picture, &line, stroke, false);
        if let Some(now) = line.iter().rev().find(|l| l.reached(input.playhead)).or(line.first()) {
            let text = fitted(&format!("{name} {}", words::rounded(now.value, 4)), LABEL, 112.0);
            labels.push((frame.spot(now).1, text, stroke.ink));
        }
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
}

/// Bars of what was liquidated, as far as the playhead; the highest takes a part of the plot.
fn bars(picture: &mut Picture, frame: &TimeFrame, input: &Input<'_>, book: Book) {
    let trace = input.trace;
    let all: Vec<(f64, f64)> = (0..input.readable()).map(|at| book.liquidated(trace, at)).collect();
    let most = all.iter().map(|x| x.0).fold(0.0, f64::max);
    if most <= 0.0 {
        return;
    }
    let plot = frame.plot;
    let room = (plot.bottom - plot.top) * BARS;
    let half = ((frame.time.x(1, 0) - frame.time.x(0, 0)) * 0.35).clamp(0.6, 7.0);
    for (f, (value, won)) in trace.frames.iter().zip(all) {
        let reached = (f.tick, f.rounds) <= (input.playhead.tick, input.playhead.round);
        if value <= 0.0 || !reached {
            continue;
        }
        let x = frame.time.x(f.tick, f.rounds);
        let (left, right) = ((x - half).max(plot.left), (x + half).min(plot.right));
        let top = plot.bottom - room * value / most;
        let split = plot.bottom - room * won.min(value) / most;
        picture.bar([(left, top), (right, split)], Ink::Fail, false);
        if won > 0.0 {
            picture.bar([(left, split), (right, plot.bottom)], Ink::Fail, true);
        }
    }
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let unit = words::capital(&trace.unit);
    let head = [&*unit, "Own book", "Index", "Mark", "Promise", "Liquidated", "Against winners"];
    let Some(book) = chosen(input) else { return Table::new(head, std::iter::empty()) };
    let price = |x: Option<f64>| x.map_or_else(|| "\u{2013}".to_owned(), |x| words::rounded(x, 4));
    let row = |at: usize| {
        let f = trace.frames.get(at)?;
        let prices = book.prices(f);
        let [own, index, mark] = [0, 1, 2].map(|i| price(prices.and_then(|p| p.get(i).copied())));
        let (all, won) = book.liquidated(trace, at);
        let day = format!("{} {}", trace.unit, f.tick);
        let [all, won] = [all, won].map(|x| words::rounded(x, 2));
        Some([day, own, index, mark, price(book.promise(f)), all, won])
    };
    Table::new(head, (0..input.readable()).filter_map(row))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    let Some(book) = chosen(input) else { return Vec::new() };
    let trace = input.trace;
    frame(input, size, Some(book)).stops(input, |at| {
        let Some(f) = trace.frames.get(at) else { return (0.0, Vec::new()) };
        let prices = book.prices(f).unwrap_or_default();
        let named = ["own book", "index", "mark"].into_iter().zip(prices);
        let mut lines: Vec<(String, String)> = named.map(|(n, x)| (n.to_owned(), words::rounded(x, 4))).collect();
        lines.extend(book.promise(f).map(|x| ("promise".to_owned(), words::rounded(x, 4))));
        let (all, won) = book.liquidated(trace, at);
        let amounts = [("liquidated", all), ("against winners", won)].into_iter().filter(|x| x.1 > 0.0);
        lines.extend(amounts.map(|(n, x)| (n.to_owned(), words::rounded(x, 0))));
        let over = book.venue(f).map(|v| v.overshoot_so_far).filter(|a| *a > Amount::ZERO);
        lines.extend(over.map(|a| ("overshoot so far".to_owned(), words::money(a, trace.decimals()))));
        (prices[0], lines)
    })
}
