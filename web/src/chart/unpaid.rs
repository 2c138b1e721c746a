//! What was due and not paid, round by round, and who left how much of it unpaid.

use super::levels::{Level, TimeFrame, any, largest, note, staircase};
use super::picture::{Align, Ink, Picture, Size, Stroke, text_width};
use super::scale::{LABEL, YAxis};
use super::{ChartDef, Input, Stop, Table, metric};
use crate::app::words;
use interclear_core::engine::{Frame, ParticipantFrame, Trace};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::units::{Amount, ParticipantIx, sorted};
use litemap::LiteMap;

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "unpaid",
    title: "Unpaid",
    help: "What was due and stayed unpaid, round by round; at the playhead, who left how much of it unpaid.",
    timed: true,
    fits: |_| true,
    note: |input| note(input, &unit(input.trace)),
    draw,
    table,
    stops,
};

/// The unit of amounts: the numeraire's label, small unless it is an abbreviation.
fn unit(trace: &Trace) -> String {
    let label = trace.assets.get(trace.numeraire.at()).map_or("units", |a| a.label.as_str());
    let word = label.chars().skip(1).all(|c| !c.is_uppercase());
    if word { label.to_ascii_lowercase() } else { label.to_owned() }
}

/// Who fell short in which round of a tick.
fn short_rounds(trace: &Trace, tick: u32) -> LiteMap<ParticipantIx, u32> {
    let mut rounds = LiteMap::new();
    for entry in trace.journal.entries.get(trace.entries_of(tick)).unwrap_or_default() {
        if let (EntryKind::Short, Some(who)) = (entry.kind, entry.who) {
            rounds.entry(who).or_insert(entry.round.max(1));
        }
    }
    rounds
}

/// What one participant left unpaid in a tick, and since which round.
#[derive(Clone, Debug, PartialEq)]
struct Share {
    who: ParticipantIx,
    amount: Amount,
    /// What it had already left unpaid a tick earlier.
    before: Amount,
    round: u32,
}

/// What each participant owes past its due date at the end of a tick, with requests that wait in its queue.
fn overdue(trace: &Trace, frame: &Frame) -> Vec<i64> {
    let mut all: Vec<i64> = frame.participants.iter().map(|p| p.queued.quanta()).collect();
    for (info, link) in trace.links.iter().zip(&frame.links) {
        let debt = matches!(info.link.kind, LinkKind::Obligation | LinkKind::Trade);
        if debt && info.asset == trace.numeraire && info.due.is_some_and(|due| due <= frame.tick) {
            let debtor = if info.link.kind == LinkKind::Trade { info.to } else { info.from };
            if let Some(sum) = all.get_mut(debtor.at()) {
                *sum += link.open.quanta();
            }
        }
    }
    all
}

fn shares(trace: &Trace, at: usize) -> Vec<Share> {
    let Some(frame) = trace.frames.get(at) else { return Vec::new() };
    let rounds = short_rounds(trace, frame.tick);
    let earlier = at.checked_sub(1).and_then(|b| trace.frames.get(b)).map(|f| overdue(trace, f)).unwrap_or_default();
    let share = |(i, quanta): (u32, i64)| {
        let who = ParticipantIx(i);
        let before = Amount::new(earlier.get(who.at()).copied().unwrap_or(0));
        Share { who, amount: Amount::new(quanta), before, round: rounds.get(&who).copied().unwrap_or(frame.rounds) }
    };
    let all: Vec<Share> = (0u32..).zip(overdue(trace, frame)).map(share).filter(|s| s.amount > Amount::ZERO).collect();
    let key = |s: &Share| (s.amount > s.before, s.round, s.who);
    sorted(all, |a, b| key(a).cmp(&key(b)))
}

/// What is unpaid in all at the end of a tick.
fn total(trace: &Trace, frame: &Frame) -> f64 {
    metric(trace, "unpaid", frame.tick as usize).unwrap_or(0.0)
}

fn levels(trace: &Trace) -> Vec<Level> {
    let all: Vec<Vec<Share>> = (0..trace.frames.len()).map(|at| shares(trace, at)).collect();
    let value = |at: usize| trace.frames.get(at).map_or(0.0, |f| total(trace, f));
    let rise = |at: usize, round: u32| {
        let grown = |s: &&Share| s.round <= round && s.amount > s.before;
        let by = |s: &Share| Amount::new(s.amount.quanta() - s.before.quanta()).to_f64(trace.decimals());
        all.get(at).map_or(0.0, |shares| shares.iter().filter(grown).map(by).sum::<f64>().min(value(at)))
    };
    staircase(trace, value, rise)
}

fn frame(input: &Input<'_>, size: Size) -> TimeFrame {
    let ghost = input.ghost.map(levels).unwrap_or_default();
    let most = largest(&[&levels(input.trace), &ghost]);
    TimeFrame::new(input, size, 4.0, |height| YAxis::new(most, height, false))
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let frame = frame(input, size);
    let mut picture = frame.begin(&input.trace.unit);
    let line = levels(input.trace);
    if let Some(ghost) = input.ghost {
        frame.ghost_line(&mut picture, &levels(ghost));
    }
    if any(&line) {
        frame.step_line(&mut picture, &line, Stroke::solid(Ink::Fail, 2.0), true);
        label(input, &frame, &mut picture);
    } else {
        frame.empty(&mut picture, &quiet(input));
    }
    frame.playhead(&mut picture);
    picture
}

/// What there is to say when nothing stays unpaid: a call or a refill ends with the member that could not pay it.
fn quiet(input: &Input<'_>) -> String {
    let trace = input.trace;
    let read = trace.frames.get(..input.readable()).unwrap_or_default();
    let at_failure = |p: &&ParticipantFrame| p.failed_round > 0 && p.short() > Amount::ZERO;
    let fell = read.iter().flat_map(|f| f.participants.iter().filter(|p| p.failed_tick == f.tick).filter(at_failure));
    let (count, sum) = fell.fold((0usize, 0i64), |(n, sum), p| (n + 1, sum + p.short().quanta()));
    match count {
        0 if input.hide_future => "Nothing is unpaid so far".to_owned(),
        0 => "Nothing is unpaid in this run".to_owned(),
        n => {
            let sum = words::money(Amount::new(sum), trace.decimals());
            format!(
                "{sum} was not paid by {}, and ended with the failures",
                words::count(n, "participant", "participants")
            )
        }
    }
}

/// Labels the bands of the tick at the playhead: who left how much unpaid.
fn label(input: &Input<'_>, frame: &TimeFrame, picture: &mut Picture) {
    let (trace, at) = (input.trace, input.playhead.tick as usize);
    let reached = |s: &Share| input.playhead.round >= s.round || s.amount <= s.before;
    let shown: Vec<Share> = shares(trace, at).into_iter().filter(reached).collect();
    let rounds = trace.frames.get(at).map_or(0, |f| f.rounds);
    let x = frame.time.x(input.playhead.tick, rounds) + 8.0;
    let mut base = 0.0;
    let mut last_y = f64::INFINITY;
    let (mut others, mut rest) = (0usize, 0i64);
    for share in &shown {
        let value = share.amount.to_f64(trace.decimals());
        let y = frame.values.y(&frame.plot, base + value / 2.0);
        let tall = frame.values.y(&frame.plot, base) - frame.values.y(&frame.plot, base + value);
        base += value;
        if tall < 10.0 || last_y - y < 12.0 {
            others += 1;
            rest += share.amount.quanta();
            continue;
        }
        last_y = y;
        let text = format!("{} {}", trace.name(share.who), words::money(share.amount, trace.decimals()));
        place(picture, (x, y), &text);
    }
    if others > 0 {
        let y = (frame.values.y(&frame.plot, base) + 8.0).min(last_y - 12.0);
        if y > frame.plot.top - 2.0 {
            let sum = words::money(Amount::new(rest), trace.decimals());
            let many =
                if last_y.is_finite() { format!("{others} more {sum}") } else { format!("{others} together {sum}") };
            place(picture, (x, y), &many);
        }
    }
}

/// Writes to the right of a place, or to its left where there is no room.
fn place(picture: &mut Picture, (x, y): (f64, f64), text: &str) {
    if x + text_width(text, LABEL) <= picture.plot.right {
        picture.text((x, y), text, Ink::Ink, LABEL, Align::Start);
    } else {
        picture.text((picture.plot.right - 4.0, y), text, Ink::Ink, LABEL, Align::End);
    }
}

fn table(input: &Input<'_>) -> Table {
    let trace = input.trace;
    let row = |at: usize| {
        let f = trace.frames.get(at)?;
        let who: Vec<String> = shares(trace, at)
            .iter()
            .map(|s| format!("{} {}", trace.name(s.who), words::money(s.amount, trace.decimals())))
            .collect();
        Some([format!("{} {}", trace.unit, f.tick), words::rounded(total(trace, f), 2), who.join(", ")])
    };
    let unit = words::capital(&trace.unit);
    Table::new([&unit, "Unpaid", "By whom"], (0..input.readable()).filter_map(row))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    const NAMED: usize = 6;
    let trace = input.trace;
    frame(input, size).stops(input, |at| {
        let value = trace.frames.get(at).map_or(0.0, |f| total(trace, f));
        let mut lines = vec![("unpaid".to_owned(), words::rounded(value, 2))];
        let shares = shares(trace, at);
        for s in shares.iter().take(NAMED) {
            lines.push((trace.name(s.who).to_owned(), words::money(s.amount, trace.decimals())));
        }
        if shares.len() > NAMED {
            lines.push(("and more".to_owned(), words::count(shares.len() - NAMED, "other", "others")));
        }
        if let Some((ghost, f)) = input.ghost.and_then(|g| Some((g, g.frames.get(at)?))) {
            lines.push(("before".to_owned(), words::rounded(total(ghost, f), 2)));
        }
        (value, lines)
    })
}
