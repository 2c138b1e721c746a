//! Several figures over the ticks, a line each: what the charts of margin, depth, queues and settlement have in common.

use super::Input;
use super::levels::{Level, TimeFrame, any, end_labels, largest};
use super::picture::{Picture, Size, Stroke, fitted};
use super::scale::{LABEL, YAxis};
use crate::app::words;
use interclear_core::engine::Trace;

/// Pixels kept at the right for the names of lines.
const RIGHT: f64 = 122.0;

/// A figure over time.
#[derive(Debug)]
pub struct Line {
    /// What it is called at its end.
    pub name: String,
    /// How it is drawn.
    pub stroke: Stroke,
    /// Whether what is below it is filled.
    pub fill: bool,
    /// In this run.
    pub now: Vec<Level>,
    /// In the run that it is compared with; empty without one.
    pub before: Vec<Level>,
}

impl Line {
    /// A line of a figure that each tick of a run has, or has not.
    pub fn new(
        input: &Input<'_>,
        (name, stroke, fill): (&str, Stroke, bool),
        figure: impl Fn(&Trace, usize) -> Option<f64>,
    ) -> Self {
        let levels = |trace: &Trace| {
            let level = |(at, f): (usize, &interclear_core::engine::Frame)| {
                Some(Level { tick: f.tick, round: f.rounds, value: figure(trace, at)? })
            };
            trace.frames.iter().enumerate().filter_map(level).collect()
        };
        let before = input.ghost.map(levels).unwrap_or_default();
        Self { name: name.to_owned(), stroke, fill, now: levels(input.trace), before }
    }
}

/// The frame that all lines fit in.
pub fn frame(input: &Input<'_>, size: Size, lines: &[Line]) -> TimeFrame {
    // An open question must not be answered by the scale.
    let seen = |l: &&Level| !input.hide_future || l.reached(input.playhead);
    let part = |line: &[Level]| largest(&[&line.iter().filter(seen).copied().collect::<Vec<_>>()]);
    let most = lines.iter().map(|l| part(&l.now).max(part(&l.before))).fold(0.0, f64::max);
    TimeFrame::new(input, size, RIGHT, |height| YAxis::new(most, height, false))
}

/// The lines with their names at the right, or what stands there when there is nothing of any of them.
pub fn draw(input: &Input<'_>, size: Size, lines: &[Line], nothing: &str) -> Picture {
    let frame = frame(input, size, lines);
    let mut picture = frame.begin(&input.trace.unit);
    let mut labels = Vec::new();
    for line in lines {
        if any(&line.before) && line.before != line.now {
            frame.ghost_line(&mut picture, &line.before);
        }
        if !any(&line.now) {
            continue;
        }
        frame.step_line(&mut picture, &line.now, line.stroke, line.fill);
        if let Some(now) = line.now.iter().rev().find(|l| l.reached(input.playhead)).or(line.now.first()) {
            let text = format!("{} {}", line.name, words::rounded(now.value, 0));
            labels.push((frame.spot(now).1, fitted(&text, LABEL, RIGHT - 10.0), line.stroke.ink));
        }
    }
    if labels.is_empty() {
        frame.empty(&mut picture, nothing);
    }
    end_labels(&mut picture, labels);
    frame.playhead(&mut picture);
    picture
}
