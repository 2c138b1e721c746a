//! Loans of lending pools by the health of their positions: below 1 a position may be liquidated.

use super::health::{BARS, FROM, STEP, TO, bar_of, first_sound, title};
use super::picture::{Align, Ink, Picture, Rect, Size, Stroke};
use super::scale::{LABEL, YAxis};
use super::{ChartDef, Input, Stop, Table, metric};
use crate::app::words;
use interclear_core::engine::{Frame, PositionFrame, Trace};
use interclear_core::units::{Amount, sorted};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "loans",
    title: "Loans",
    help: "Debt to lending pools at the moment shown, by the health of its position: the value of the collateral times \
           the liquidation threshold, over the debt. Below 1 it may be liquidated; hatched is what could have been in \
           this tick and was left, because selling costs more than the bonus or nobody has the means.",
    timed: false,
    fits: |trace| trace.frames.iter().any(|f| !f.positions.is_empty()),
    note,
    draw,
    table,
    stops,
};

/// What a position owes, in units of the numeraire.
fn debt(trace: &Trace, f: &Frame, p: &PositionFrame) -> f64 {
    value(trace, f, p, p.debt)
}

/// What keepers left of it in this tick, in the same.
fn left(trace: &Trace, f: &Frame, p: &PositionFrame) -> f64 {
    value(trace, f, p, p.left.min(p.debt))
}

fn value(trace: &Trace, f: &Frame, p: &PositionFrame, amount: Amount) -> f64 {
    let lends = trace.pools.iter().find(|i| i.pool == p.pool).map_or(trace.numeraire, |i| i.lends);
    let decimals = trace.assets.get(lends.at()).map_or(2, |a| a.decimals);
    amount.to_f64(decimals) * f.assets.get(lends.at()).map_or(1.0, |a| a.price.get())
}

/// The height of each bar of something.
fn bars(trace: &Trace, f: &Frame, of: fn(&Trace, &Frame, &PositionFrame) -> f64) -> [f64; BARS] {
    let mut all = [0.0; BARS];
    for p in &f.positions {
        if let Some(bar) = all.get_mut(bar_of(p.health)) {
            *bar += of(trace, f, p);
        }
    }
    all
}

fn now<'a>(input: &Input<'a>) -> Option<&'a Frame> {
    input.trace.frames.get(input.ended())
}

fn note(input: &Input<'_>) -> String {
    let at = input.ended();
    let used = metric(input.trace, "utilisation", at).unwrap_or(0.0);
    let mut text = format!("utilisation {}", words::percent((used * 1000.0).round() / 1000.0));
    if let Some(bad) = metric(input.trace, "bad_debt", at).filter(|b| *b > 0.0) {
        text = format!("bad debt {}, {text}", words::rounded(bad, 2));
    }
    let undone: f64 = now(input).map_or(0.0, |f| bars(input.trace, f, left).iter().sum());
    if undone > 0.0 {
        text = format!("{} left by keepers (hatched), {text}", words::rounded(undone, 2));
    }
    text
}

fn frame(input: &Input<'_>, size: Size) -> (Rect, YAxis) {
    let (top, bottom) = (14.0, (size.height - 20.0).max(34.0));
    let most = |f: &Frame| bars(input.trace, f, debt).into_iter().fold(0.0, f64::max);
    // One scale for the whole run, so that bars can be seen to shrink; an open question keeps to what has come.
    let whole = input.trace.frames.get(..input.readable()).unwrap_or_default();
    let values = YAxis::new(whole.iter().map(most).fold(0.0, f64::max), bottom - top, false);
    let plot = Rect { left: values.width(), top, right: (size.width - 4.0).max(values.width() + 20.0), bottom };
    (plot, values)
}

/// Left and right edge of a bar.
fn edges(plot: &Rect, bar: usize) -> (f64, f64) {
    let each = (plot.right - plot.left) / BARS as f64;
    let left = plot.left + each * bar as f64;
    (left, left + each)
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let (plot, values) = frame(input, size);
    let mut picture = Picture { plot, ..Picture::default() };
    values.draw(&mut picture);
    let of = |what| now(input).map_or([0.0; BARS], |f| bars(input.trace, f, what));
    let (all, undone) = (of(debt), of(left));
    for (bar, (value, undone)) in all.into_iter().zip(undone).enumerate().filter(|(_, (v, _))| *v > 0.0) {
        let (left, right) = edges(&plot, bar);
        let ink = if bar < first_sound() { Ink::Fail } else { Ink::Ok };
        let gap = ((right - left) * 0.1).min(2.0);
        let top = values.y(&plot, value).min(plot.bottom - 1.5);
        // What was left stands at the foot of its bar.
        let foot = if undone > 0.0 { values.y(&plot, undone).clamp(top, plot.bottom - 1.5) } else { plot.bottom };
        if foot > top {
            picture.bar([(left + gap, top), (right - gap, foot)], ink, false);
        }
        if foot < plot.bottom {
            picture.bar([(left + gap, foot), (right - gap, plot.bottom)], ink, true);
        }
    }
    for hundredths in (FROM..=TO).step_by(50) {
        let (x, _) = edges(&plot, ((hundredths - FROM) / STEP) as usize + 1);
        let words = match hundredths {
            100 => "health 1".to_owned(),
            TO => "2 and more".to_owned(),
            n => words::rounded(f64::from(n) / 100.0, 2),
        };
        let align = if hundredths == TO { Align::End } else { Align::Middle };
        let x = if hundredths == TO { plot.right } else { x };
        picture.text((x, plot.bottom + 11.0), words, Ink::Faint, LABEL, align);
    }
    let (line, _) = edges(&plot, first_sound());
    picture.line(vec![(line, plot.top - 8.0), (line, plot.bottom)], Stroke::solid(Ink::Fail, 1.5).dashed(&[4.0, 3.0]));
    if plot.right - plot.left > 260.0 {
        picture.text((line - 7.0, plot.top - 5.0), "may be liquidated", Ink::Fail, LABEL, Align::End);
    }
    if all.iter().all(|v| *v <= 0.0) {
        let middle = (f64::midpoint(line, plot.right), f64::midpoint(plot.top, plot.bottom));
        picture.text(middle, "Nothing is lent at this moment", Ink::Soft, LABEL + 1.0, Align::Middle);
    }
    picture
}

/// Positions at the moment, the weakest first.
fn weakest<'a>(input: &Input<'a>) -> Vec<&'a PositionFrame> {
    let all: Vec<&PositionFrame> = now(input).map(|f| f.positions.iter().collect()).unwrap_or_default();
    sorted(all, |a, b| a.health.total_cmp(&b.health).then((a.pool, a.borrower).cmp(&(b.pool, b.borrower))))
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let rows = weakest(input).into_iter().filter_map(|p| {
        let owed = debt(trace, now(input)?, p);
        Some([
            format!("{} with {}", trace.name(p.borrower), trace.name(p.pool)),
            words::rounded(owed, 2),
            words::money(p.collateral, trace.decimals()),
            words::rounded(p.health, 3),
            words::rounded(left(trace, now(input)?, p), 2),
        ])
    });
    let head = ["Position", "Debt", "Collateral, by the oracle", "Health", "Left by keepers"];
    Table::new(head, rows.collect::<Vec<_>>().into_iter())
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    const NAMED: usize = 5;
    let (plot, values) = frame(input, size);
    let Some(f) = now(input) else { return Vec::new() };
    let weakest = weakest(input);
    let undone = bars(input.trace, f, left);
    let stop = |(bar, value): (usize, f64)| {
        let (start, end) = edges(&plot, bar);
        let mine: Vec<_> = weakest.iter().filter(|p| bar_of(p.health) == bar).collect();
        let mut lines = vec![("debt".to_owned(), words::rounded(value, 2))];
        if let Some(undone) = undone.get(bar).filter(|u| **u > 0.0) {
            lines.push(("left by keepers".to_owned(), words::rounded(*undone, 2)));
        }
        let health = |p: &PositionFrame| {
            format!("{} at {}", words::rounded(debt(input.trace, f, p), 2), words::rounded(p.health, 3))
        };
        lines.extend(mine.iter().take(NAMED).map(|p| (input.trace.name(p.borrower).to_owned(), health(p))));
        if mine.len() > NAMED {
            lines.push(("and more".to_owned(), words::count(mine.len() - NAMED, "other", "others")));
        }
        Stop { at: (f64::midpoint(start, end), values.y(&plot, value)), title: title(bar), lines, moment: None }
    };
    bars(input.trace, f, debt).into_iter().enumerate().filter(|(_, v)| *v > 0.0).map(stop).collect()
}

#[cfg(test)]
mod tests;
