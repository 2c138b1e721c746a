//! Levels: what a number was after each round of each tick, the staircase of a time chart.

use super::picture::{Ink, Picture, Rect, Size, Spot, Stroke};
use super::scale::{LABEL, TimeAxis, YAxis};
use super::{Align, Input, Stop};
use crate::app::Playhead;
use interclear_core::engine::Trace;
use interclear_core::units::sorted;

/// A value that holds from a moment on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// The tick.
    pub tick: u32,
    /// The round of the tick.
    pub round: u32,
    /// The value from then on.
    pub value: f64,
}

impl Level {
    /// Whether the playhead has come to it.
    #[must_use]
    pub fn reached(&self, playhead: Playhead) -> bool {
        (self.tick, self.round) <= (playhead.tick, playhead.round)
    }
}

/// The staircase of a number known per tick, where rises of a tick are spread over its rounds.
///
/// `rise` gives the part of a tick's rise that came by a round or before.
pub fn staircase(trace: &Trace, value: impl Fn(usize) -> f64, rise: impl Fn(usize, u32) -> f64) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for (at, frame) in trace.frames.iter().enumerate() {
        let end = value(at);
        let whole = rise(at, frame.rounds);
        for round in 0..frame.rounds {
            levels.push(Level { tick: frame.tick, round, value: end - whole + rise(at, round) });
        }
        levels.push(Level { tick: frame.tick, round: frame.rounds, value: end });
    }
    levels
}

/// Rounds of each tick of the longer of two runs.
#[must_use]
pub fn rounds(input: &Input<'_>) -> Vec<u32> {
    let mut rounds: Vec<u32> = input.trace.frames.iter().map(|f| f.rounds).collect();
    let ghost = input.ghost.map_or(0, |g| g.frames.len());
    if ghost > rounds.len() {
        rounds.resize(ghost, 0);
    }
    rounds
}

/// Whether anything of a staircase is above zero.
#[must_use]
pub fn any(levels: &[Level]) -> bool {
    levels.iter().any(|l| l.value > 0.0)
}

/// The largest value of staircases.
#[must_use]
pub fn largest(all: &[&[Level]]) -> f64 {
    all.iter().flat_map(|l| l.iter()).map(|l| l.value).fold(0.0, f64::max)
}

/// The frame of a time chart: plot area and both axes.
#[derive(Clone, Debug)]
pub struct TimeFrame {
    /// The plot area.
    pub plot: Rect,
    /// Across.
    pub time: TimeAxis,
    /// Upwards.
    pub values: YAxis,
    playhead: Playhead,
    hide_future: bool,
}

impl TimeFrame {
    /// Lays out a time chart; `values` makes the vertical axis for a height, `right` is room for labels.
    pub fn new(input: &Input<'_>, size: Size, right: f64, values: impl Fn(f64) -> YAxis) -> Self {
        let (top, bottom) = (8.0, (size.height - 20.0).max(28.0));
        let values = values(bottom - top);
        let left = values.width();
        let plot = Rect { left, top, right: (size.width - right).max(left + 20.0), bottom };
        let time = TimeAxis::new(&plot, rounds(input));
        Self { plot, time, values, playhead: input.playhead, hide_future: input.hide_future }
    }

    /// Begins the picture with both axes.
    #[must_use]
    pub fn begin(&self, unit: &str) -> Picture {
        let mut picture = Picture { plot: self.plot, ..Picture::default() };
        self.values.draw(&mut picture);
        self.time.draw(&mut picture, unit);
        picture
    }

    /// The pixel of a level.
    #[must_use]
    pub fn spot(&self, level: &Level) -> Spot {
        (self.time.x(level.tick, level.round), self.values.y(&self.plot, level.value))
    }

    /// The points of a staircase as far as `to`.
    #[must_use]
    pub fn stairs(&self, levels: &[Level], to: f64) -> Vec<Spot> {
        let mut points: Vec<Spot> = Vec::new();
        for level in levels {
            let (x, y) = self.spot(level);
            if let Some(&(_, before)) = points.last() {
                points.push((x, before));
            }
            points.push((x, y));
        }
        if let Some(&(x, y)) = points.last()
            && to > x
        {
            points.push((to, y));
        }
        points
    }

    /// Draws a staircase: firm up to the playhead, pale after it. Gives the corner where the firm part ends.
    pub fn step_line(&self, picture: &mut Picture, levels: &[Level], stroke: Stroke, fill: bool) -> Option<Spot> {
        let past = levels.iter().take_while(|l| l.reached(self.playhead)).count();
        let ended = past == levels.len();
        let until = if ended { self.plot.right } else { self.head() };
        let firm = self.stairs(&levels[..past], until);
        if !self.hide_future && !ended {
            let from = past.saturating_sub(1);
            let pale = self.stairs(&levels[from..], self.plot.right);
            if fill {
                self.fill(picture, &pale, 0.05, stroke.ink);
            }
            picture.line(pale, Stroke { alpha: 0.4, width: 1.5, ..stroke });
        }
        if fill {
            self.fill(picture, &firm, 0.15, stroke.ink);
        }
        let end = firm.last().copied();
        picture.line(firm, stroke);
        end
    }

    fn fill(&self, picture: &mut Picture, points: &[Spot], alpha: f64, ink: Ink) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let mut area = points.to_vec();
        area.push((last.0, self.plot.bottom));
        area.push((first.0, self.plot.bottom));
        picture.area(area, ink, alpha);
    }

    /// Draws the run before the last edit.
    pub fn ghost_line(&self, picture: &mut Picture, levels: &[Level]) {
        if !self.hide_future {
            let line = self.stairs(levels, self.plot.right);
            picture.line(line, Stroke::solid(Ink::Soft, 1.5).dashed(&[4.0, 4.0]));
        }
    }

    /// The pixel of the playhead.
    #[must_use]
    pub fn head(&self) -> f64 {
        self.time.x(self.playhead.tick, self.playhead.round)
    }

    /// Draws the playhead.
    pub fn playhead(&self, picture: &mut Picture) {
        let x = self.head();
        picture.line(vec![(x, self.plot.top - 6.0), (x, self.plot.bottom)], Stroke::solid(Ink::Accent, 1.5));
    }

    /// Says that there is nothing to see.
    pub fn empty(&self, picture: &mut Picture, words: &str) {
        let middle = ((self.plot.left + self.plot.right) / 2.0, (self.plot.top + self.plot.bottom) / 2.0);
        picture.text(middle, words, Ink::Soft, LABEL + 1.0, Align::Middle);
    }

    /// A place to read at the end of each tick.
    pub fn stops(&self, input: &Input<'_>, lines: impl Fn(usize) -> (f64, Vec<(String, String)>)) -> Vec<Stop> {
        let stop = |at: usize| {
            let frame = input.trace.frames.get(at)?;
            let (value, lines) = lines(at);
            Some(Stop {
                at: (self.time.x(frame.tick, frame.rounds), self.values.y(&self.plot, value)),
                title: format!("{} {}", input.trace.unit, frame.tick),
                lines,
                moment: Some(Playhead { tick: frame.tick, round: frame.rounds }),
            })
        };
        (0..input.readable()).filter_map(stop).collect()
    }
}

/// Names the lines at the right edge, apart from each other.
pub fn end_labels(picture: &mut Picture, labels: Vec<(f64, String, Ink)>) {
    const APART: f64 = 14.0;
    let labels = sorted(labels, |a, b| a.0.total_cmp(&b.0));
    let room = picture.plot.bottom - APART * labels.len().saturating_sub(1) as f64;
    let mut next = picture.plot.top;
    for (at, (y, text, ink)) in labels.into_iter().enumerate() {
        let y = y.max(next).min(room + APART * at as f64);
        next = y + APART;
        picture.text((picture.plot.right + 8.0, y), text, ink, LABEL, Align::Start);
    }
}

/// What stands beside a title when there is a run to compare with.
#[must_use]
pub fn note(input: &Input<'_>, unit: &str) -> String {
    if input.ghost.is_some() && !input.hide_future {
        format!("{unit} \u{b7} dashed: before the change")
    } else {
        unit.to_owned()
    }
}
