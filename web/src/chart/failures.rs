//! How many participants have failed, and how many of them recovered.

use super::levels::{Level, TimeFrame, any, largest, note, staircase};
use super::picture::{Align, Ink, Picture, Size, Spot, Stroke, text_width};
use super::scale::{LABEL, YAxis};
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::engine::{Frame, ParticipantFrame, State, Trace};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "failures",
    title: "Failures",
    help: "Participants that have failed, round by round, and those that have since paid in full.",
    timed: true,
    fits: |_| true,
    note: |input| note(input, "participants"),
    draw,
    table,
    stops,
};

const RECOVERED: Stroke = Stroke::solid(Ink::Ok, 2.0).dashed(&[6.0, 3.0]);

/// Participants that have failed so far (recovered ones among them), or that have recovered.
fn count(frame: &Frame, state: State) -> usize {
    let is = |p: &&ParticipantFrame| p.state == State::Recovered || p.state == state;
    frame.participants.iter().filter(is).count()
}

fn failed(trace: &Trace) -> Vec<Level> {
    let value = |at: usize| trace.frames.get(at).map_or(0.0, |f| count(f, State::Failed) as f64);
    let rise = |at: usize, round: u32| {
        let Some(frame) = trace.frames.get(at) else { return 0.0 };
        let here = |p: &&_| is_failed_by(p, frame.tick, round);
        frame.participants.iter().filter(here).count() as f64
    };
    staircase(trace, value, rise)
}

fn is_failed_by(p: &ParticipantFrame, tick: u32, round: u32) -> bool {
    matches!(p.state, State::Failed | State::Recovered) && p.failed_tick == tick && p.failed_round <= round
}

fn recovered(trace: &Trace) -> Vec<Level> {
    let value = |at: usize| trace.frames.get(at).map_or(0.0, |f| count(f, State::Recovered) as f64);
    staircase(trace, value, |_, _| 0.0)
}

fn frame(input: &Input<'_>, size: Size) -> TimeFrame {
    let ghost = input.ghost.map(failed).unwrap_or_default();
    let most = largest(&[&failed(input.trace), &ghost]);
    TimeFrame::new(input, size, 4.0, |height| YAxis::new(most, height, true))
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let frame = frame(input, size);
    let mut picture = frame.begin(&input.trace.unit);
    let (fails, recovers) = (failed(input.trace), recovered(input.trace));
    if let Some(ghost) = input.ghost {
        frame.ghost_line(&mut picture, &failed(ghost));
    }
    if !any(&fails) && !any(&recovers) {
        frame.empty(&mut picture, "Nobody fails in this run");
    } else {
        let mut labels = Vec::new();
        for (line, stroke, name) in
            [(&fails, Stroke::solid(Ink::Fail, 2.0), "failed"), (&recovers, RECOVERED, "recovered")]
        {
            if any(line) {
                let end = frame.step_line(&mut picture, line, stroke, name == "failed");
                let now = line.iter().rev().find(|l| l.reached(input.playhead)).map_or(0.0, |l| l.value);
                if now > 0.0 {
                    labels.push((format!("{} {name}", words::rounded(now, 0)), stroke.ink, end));
                }
            }
        }
        label(&mut picture, frame.head(), &labels);
    }
    frame.playhead(&mut picture);
    picture
}

/// Names the lines where they stand at the playhead, below the line and clear of each other.
fn label(picture: &mut Picture, head: f64, lines: &[(String, Ink, Option<Spot>)]) {
    let mut taken: Option<f64> = None;
    for (name, ink, end) in lines {
        let Some((_, y)) = *end else { continue };
        let below = y + 10.0;
        let y = if below + 6.0 > picture.plot.bottom { y - 9.0 } else { below };
        let y = match taken {
            Some(other) if (y - other).abs() < 13.0 => other - 13.0,
            _ => y,
        };
        taken = Some(y);
        let fits = head + 7.0 + text_width(name, LABEL) <= picture.plot.right;
        let (x, align) = if fits { (head + 7.0, Align::Start) } else { (head - 7.0, Align::End) };
        picture.text((x, y), name.clone(), *ink, LABEL, align);
    }
}

fn table(input: &Input<'_>) -> Table {
    let row = |f: &Frame| {
        let names: Vec<&str> = input
            .trace
            .participants
            .iter()
            .zip(&f.participants)
            .filter(|(_, p)| p.state == State::Failed && p.failed_tick == f.tick)
            .map(|(info, _)| info.label.as_str())
            .collect();
        let [failed, recovered] = [State::Failed, State::Recovered].map(|s| count(f, s).to_string());
        [format!("{} {}", input.trace.unit, f.tick), failed, recovered, names.join(", ")]
    };
    let unit = words::capital(&input.trace.unit);
    let frames = input.trace.frames.iter().take(input.readable());
    Table::new([&unit, "Failed", "Recovered", "New"], frames.map(row))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    frame(input, size).stops(input, |at| {
        let Some(f) = input.trace.frames.get(at) else { return (0.0, Vec::new()) };
        let mut lines = vec![("failed".to_owned(), count(f, State::Failed).to_string())];
        if count(f, State::Recovered) > 0 {
            lines.push(("recovered".to_owned(), count(f, State::Recovered).to_string()));
        }
        if let Some(before) = input.ghost.and_then(|g| g.frames.get(at)) {
            lines.push(("before".to_owned(), count(before, State::Failed).to_string()));
        }
        (count(f, State::Failed) as f64, lines)
    })
}
