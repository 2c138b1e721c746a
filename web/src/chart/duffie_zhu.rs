//! Whether a clearing house lowers expected exposure, by Duffie and Zhu (2011): the threshold over parties and contracts,
//! and where the scenario stands.

use super::picture::{Align, Ink, Picture, Rect, Size, Stroke};
use super::scale::{LABEL, YAxis, nice_step};
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::clearing::duffie_zhu::{Place, expected_exposure, fewest_members, lowers, share_to_beat};
use interclear_core::engine::Trace;
use interclear_core::units::sorted;

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "duffie_zhu",
    title: "Duffie\u{2013}Zhu",
    help: "A house that clears one of K contracts lowers the expected exposure of N parties below the line, K < N\u{b2} / \
           (4 (N \u{2212} 1)), and raises it above (Duffie and Zhu 2011). Assumed: exposures normal, independent over \
           contracts and pairs, alike between all; no collateral. Cont and Kokholm (2014) find the opposite with unequal, \
           correlated risks; by the cost of margin and funds Ghamami and Glasserman (2017) find that clearing need not be \
           cheaper.",
    timed: false,
    fits: |trace| parties_and_contracts(trace).0 > 1,
    note,
    draw,
    table,
    stops,
};

/// Who has positions, houses and people outside not among them, and contracts that somebody holds at some time.
fn parties_and_contracts(trace: &Trace) -> (u32, u32) {
    let Some(book) = &trace.book else { return (0, 0) };
    let sides = book.accounts.iter().filter(|x| !x.positions.is_empty());
    let who = sides.flat_map(|x| [Some(x.a), (!x.cleared).then_some(x.b)]).flatten();
    let mut who = sorted(who.filter(|w| w.at() < trace.participants.len()).collect::<Vec<_>>(), Ord::cmp);
    who.dedup();
    let held = |c: usize| {
        let frames = trace.frames.iter().filter_map(|f| f.book.as_ref());
        frames.flat_map(|b| &b.accounts).any(|x| x.lines.get(c).is_some_and(|q| *q != 0))
    };
    let contracts = (0..book.contracts.len()).filter(|c| held(*c)).count();
    (u32::try_from(who.len()).unwrap_or(u32::MAX), u32::try_from(contracts).unwrap_or(u32::MAX))
}

/// The number of contracts below which a house for one lowers exposure.
fn threshold(parties: f64) -> f64 {
    parties * parties / (4.0 * (parties - 1.0))
}

/// By how much a house for one of the contracts changes the expected exposure of a party, as a ratio.
fn change(parties: u32, contracts: u32) -> f64 {
    let with = |first: Place| -> f64 {
        let places = (0..contracts).map(|k| (1.0, if k == 0 { first } else { Place::Bilateral }));
        expected_exposure(parties, &places.collect::<Vec<_>>())
    };
    let before = with(Place::Bilateral);
    if before > 0.0 { with(Place::House(0)) / before - 1.0 } else { 0.0 }
}

/// The words for what the threshold says.
fn verdict(parties: u32, contracts: u32) -> &'static str {
    if lowers(parties, contracts) { "lowers" } else { "does not lower" }
}

fn note(input: &Input<'_>) -> String {
    let (n, k) = parties_and_contracts(input.trace);
    format!("{n} parties, {k} contracts: a house for one {} expected exposure", verdict(n, k))
}

/// The plot, the parties at its right edge, and its vertical axis.
fn frame(input: &Input<'_>, size: Size) -> (Rect, f64, YAxis, (u32, u32)) {
    let (n, k) = parties_and_contracts(input.trace);
    let (top, bottom) = (8.0, (size.height - 20.0).max(28.0));
    let widest = f64::from(fewest_members(k).unwrap_or(n).max(n)) * 1.25;
    let highest = threshold(widest.max(2.0)).max(f64::from(k) * 1.2);
    let values = YAxis::new(highest, bottom - top, true);
    let left = values.width() + 12.0;
    let plot = Rect { left, top, right: (size.width - 122.0).max(left + 20.0), bottom };
    (plot, widest.max(4.0), values, (n, k))
}

fn across(plot: &Rect, widest: f64, parties: f64) -> f64 {
    plot.left + ((parties - 2.0) / (widest - 2.0)).clamp(0.0, 1.0) * (plot.right - plot.left)
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let (plot, widest, values, (n, k)) = frame(input, size);
    let mut picture = Picture { plot, ..Picture::default() };
    values.draw(&mut picture);
    let step = nice_step(widest - 2.0, ((plot.right - plot.left) / 60.0).floor().clamp(1.0, 8.0) as u32).max(1.0);
    let mut at = (2.0 / step).ceil() * step;
    while at <= widest {
        let x = across(&plot, widest, at);
        picture.text((x, plot.bottom + 11.0), words::rounded(at, 0), Ink::Faint, LABEL, Align::Middle);
        at += step;
    }
    let curve: Vec<(f64, f64)> = (0..=60)
        .map(|i| 2.0 + (widest - 2.0) * f64::from(i) / 60.0)
        .map(|parties| (across(&plot, widest, parties), values.y(&plot, threshold(parties))))
        .collect();
    let mut below = curve.clone();
    below.extend([(plot.right, plot.bottom), (plot.left, plot.bottom)]);
    picture.area(below, Ink::Ok, 0.12);
    picture.line(curve, Stroke::solid(Ink::Ok, 2.0));
    if plot.right - plot.left > 200.0 {
        let (low, high) = ((plot.right - 6.0, plot.bottom - 9.0), (plot.left + 8.0, plot.top + 9.0));
        picture.text(low, "a house lowers exposure", Ink::Soft, LABEL, Align::End);
        picture.text(high, "a house raises it", Ink::Soft, LABEL, Align::Start);
    }
    // A diamond with a cross in it is read without colour.
    let (x, y) = (across(&plot, widest, f64::from(n)), values.y(&plot, f64::from(k)));
    let ink = if lowers(n, k) { Ink::Ok } else { Ink::Fail };
    picture.line(vec![(x - 6.0, y), (x, y - 6.0), (x + 6.0, y), (x, y + 6.0), (x - 6.0, y)], Stroke::solid(ink, 2.0));
    for (dx, dy) in [(3.0, 0.0), (0.0, 3.0)] {
        picture.line(vec![(x - dx, y - dy), (x + dx, y + dy)], Stroke::solid(ink, 2.0));
    }
    picture.text((plot.right + 8.0, y), format!("N {n}, K {k}"), ink, LABEL, Align::Start);
    picture.text((plot.right + 8.0, plot.bottom + 11.0), "parties", Ink::Faint, LABEL, Align::Start);
    picture
}

fn table(input: &Input<'_>) -> Table {
    let (n, k) = parties_and_contracts(input.trace);
    if n < 2 {
        return Table::default();
    }
    let row = |(name, value): (&str, String)| [name.to_owned(), value];
    let fewest = fewest_members(k).map_or_else(|| "\u{2013}".to_owned(), |m| m.to_string());
    let share = words::percent((share_to_beat(n) * 1000.0).round() / 1000.0);
    let all = [
        ("Parties, N", n.to_string()),
        ("Contracts, K", k.to_string()),
        ("Threshold, N\u{b2} / (4 (N \u{2212} 1))", words::rounded(threshold(f64::from(n.max(2))), 2)),
        ("A house for one contract", format!("{} expected exposure", verdict(n, k))),
        ("Change of expected exposure", words::change((change(n, k) * 1000.0).round() / 1000.0)),
        ("Fewest parties with which it lowers it", fewest),
        ("Share of the variance that a house must clear to lower it: more than", share),
    ];
    Table::new(["Duffie and Zhu (2011)", "Here"], all.into_iter().map(row))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    let (plot, widest, values, (n, k)) = frame(input, size);
    if n < 2 {
        return Vec::new();
    }
    let lines = vec![
        ("threshold".to_owned(), words::rounded(threshold(f64::from(n)), 2)),
        ("a house for one".to_owned(), format!("{} exposure", verdict(n, k))),
        ("change".to_owned(), words::change((change(n, k) * 1000.0).round() / 1000.0)),
    ];
    let at = (across(&plot, widest, f64::from(n)), values.y(&plot, f64::from(k)));
    vec![Stop { at, title: format!("{n} parties, {k} contracts"), lines, moment: None }]
}
