//! What waits: claim tokens handed in for redemption, staked units and deposits asked for, in units of the numeraire.

use super::levels::note;
use super::lines::{self, Line};
use super::picture::{Ink, Picture, Size, Stroke};
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::engine::{Frame, Trace};
use interclear_core::units::{Amount, AssetIx};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "queues",
    title: "Queues",
    help: "What waits at the end of each tick, at prices of the tick: tokens handed in for redemption, units \
           asked back from staking, and deposits that were asked for and not paid out.",
    timed: true,
    fits: |trace| trace.frames.iter().any(|f| LINES.iter().any(|(_, figure, _)| figure(trace, f) > 0.0)),
    note: |input| note(input, "units wait"),
    draw,
    table,
    stops,
};

fn waits(amount: Amount) -> bool {
    amount > Amount::ZERO
}

/// Units that wait, by asset: units and their value.
fn by_asset(trace: &Trace, f: &Frame, waiting: impl Iterator<Item = (AssetIx, Amount)>) -> Vec<(usize, f64, f64)> {
    let mut all: Vec<(usize, f64, f64)> = Vec::new();
    for (asset, left) in waiting.filter(|(_, left)| waits(*left)) {
        let at = asset.at();
        let decimals = trace.assets.get(at).map_or(2, |a| a.decimals);
        let price = f.assets.get(at).map_or(1.0, |a| a.price.get());
        let units = left.to_f64(decimals);
        match all.iter_mut().find(|t| t.0 == at) {
            Some(known) => (known.1, known.2) = (known.1 + units, known.2 + units * price),
            None => all.push((at, units, units * price)),
        }
    }
    all
}

/// Tokens that wait to be redeemed.
fn tokens(trace: &Trace, f: &Frame) -> Vec<(usize, f64, f64)> {
    by_asset(trace, f, f.requests.iter().map(|r| (r.asset, r.left)))
}

/// Staked units that wait to be free.
fn staked(trace: &Trace, f: &Frame) -> Vec<(usize, f64, f64)> {
    by_asset(trace, f, f.exits.iter().map(|e| (e.asset, e.left)))
}

fn redemptions(trace: &Trace, f: &Frame) -> f64 {
    tokens(trace, f).iter().map(|t| t.2).sum()
}

fn exits(trace: &Trace, f: &Frame) -> f64 {
    staked(trace, f).iter().map(|t| t.2).sum()
}

fn deposits(trace: &Trace, f: &Frame) -> f64 {
    f.participants.iter().map(|p| p.queued.to_f64(trace.decimals())).sum()
}

type Figure = fn(&Trace, &Frame) -> f64;

const LINES: [(&str, Figure, Stroke); 3] = [
    ("redemptions", redemptions, Stroke::solid(Ink::Collateral, 2.0)),
    ("exits", exits, Stroke::solid(Ink::Accent, 2.0).dashed(&[2.0, 3.0])),
    ("deposits", deposits, Stroke::solid(Ink::Strain, 2.0).dashed(&[7.0, 4.0])),
];

fn all(input: &Input<'_>) -> Vec<Line> {
    let line = |(name, figure, stroke): (&str, Figure, Stroke)| {
        Line::new(input, (name, stroke, true), |t, at| Some(figure(t, t.frames.get(at)?)))
    };
    LINES.map(line).into()
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    lines::draw(input, size, &all(input), "Nothing waits in this run")
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let row = |at: usize| {
        let f = trace.frames.get(at)?;
        let names: Vec<String> = held(trace, f).into_iter().map(|(name, value)| format!("{name} {value}")).collect();
        let [a, b, c] = LINES.map(|(_, figure, _)| words::rounded(figure(trace, f), 2));
        Some([format!("{} {}", trace.unit, f.tick), a, b, c, names.join(", ")])
    };
    let unit = words::capital(&trace.unit);
    Table::new([&unit, "Redemptions", "Exits", "Deposits", "Where"], (0..input.readable()).filter_map(row))
}

/// Whose queue holds how much: tokens in their own units, deposits in the numeraire.
fn held(trace: &Trace, f: &Frame) -> Vec<(String, String)> {
    let label = |at: usize| trace.assets.get(at).map_or(String::new(), |a| a.label.clone());
    let mut all: Vec<(String, String)> =
        tokens(trace, f).into_iter().map(|(at, units, _)| (label(at), words::rounded(units, 2))).collect();
    let exits = staked(trace, f).into_iter();
    all.extend(exits.map(|(at, units, _)| (format!("{}, staked", label(at)), words::rounded(units, 2))));
    let queues = trace.participants.iter().zip(&f.participants).filter(|(_, p)| waits(p.queued));
    all.extend(queues.map(|(info, p)| (info.label.clone(), words::money(p.queued, trace.decimals()))));
    all
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    const NAMED: usize = 6;
    lines::frame(input, size, &all(input)).stops(input, |at| {
        let Some(f) = input.trace.frames.get(at) else { return (0.0, Vec::new()) };
        let most = LINES.iter().map(|(_, figure, _)| figure(input.trace, f)).fold(0.0, f64::max);
        let mut named = held(input.trace, f);
        let more = named.len().saturating_sub(NAMED);
        named.truncate(NAMED);
        if named.is_empty() {
            named.push(("waits".to_owned(), "0".to_owned()));
        } else if more > 0 {
            named.push(("and more".to_owned(), words::count(more, "other", "others")));
        }
        (most, named)
    })
}
