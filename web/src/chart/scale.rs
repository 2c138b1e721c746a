//! Axes: few and round ticks, and the way from a value to a pixel.

use super::picture::{Align, Ink, Picture, Rect, Stroke, text_width};
use crate::app::words;

/// The size of axis labels in CSS pixels.
pub const LABEL: f64 = 11.0;

/// The step of an axis from 0 to at least `top` in at most `most` steps: 1, 2 or 5 times a power of ten.
#[must_use]
pub fn nice_step(top: f64, most: u32) -> f64 {
    if !top.is_finite() || top <= 0.0 {
        return 1.0;
    }
    let rough = top / f64::from(most.max(1));
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough * 0.999_999).unwrap_or(rough)
}

/// A vertical axis, from 0 upwards where nothing else is said.
#[derive(Clone, Debug, PartialEq)]
pub struct YAxis {
    /// Values and the words beside them, from below.
    pub ticks: Vec<(f64, String)>,
    /// The value at the lower edge.
    pub base: f64,
    /// The value at the upper edge.
    pub top: f64,
}

impl YAxis {
    /// An axis that reaches the largest value, in a plot of this height. Whole numbers only for counts.
    #[must_use]
    pub fn new(largest: f64, height: f64, whole: bool) -> Self {
        let most = (height / 30.0).floor().clamp(1.0, 5.0) as u32;
        let step = nice_step(largest.max(if whole { 1.0 } else { 0.0 }), most);
        let step = if whole { step.max(1.0) } else { step };
        let n = (largest / step - 1e-9).ceil().max(1.0) as u32;
        let values: Vec<f64> = (0..=n).map(|i| f64::from(i) * step).collect();
        let labels = words::numbers(&values, 4);
        Self { base: 0.0, top: f64::from(n) * step, ticks: values.into_iter().zip(labels).collect() }
    }

    /// An axis of shares: 0, 50 and 100 per cent.
    #[must_use]
    pub fn shares() -> Self {
        let ticks = [0.0, 0.5, 1.0].into_iter().map(|v| (v, words::percent(v))).collect();
        Self { ticks, base: 0.0, top: 1.0 }
    }

    /// An axis of shares that holds a range, in a plot of this height: small moves are not lost in it.
    #[must_use]
    pub fn around(low: f64, high: f64, height: f64) -> Self {
        let most = (height / 26.0).floor().clamp(1.0, 5.0) as u32;
        let step = nice_step((high - low).max(0.01), most);
        let first = ((low + step * 1e-6) / step).floor();
        let count = ((high - first * step) / step - 1e-6).ceil().clamp(1.0, 12.0) as u32;
        let values: Vec<f64> = (0..=count).map(|i| (first + f64::from(i)) * step).collect();
        let ticks: Vec<(f64, String)> = values.into_iter().map(|v| (v, words::percent(v))).collect();
        Self { base: first * step, top: (first + f64::from(count)) * step, ticks }
    }

    /// An axis of plain numbers that holds a range of them, in a plot of this height.
    #[must_use]
    pub fn between(low: f64, high: f64, height: f64) -> Self {
        let most = (height / 26.0).floor().clamp(1.0, 5.0) as u32;
        let step = nice_step((high - low).max(high.abs() * 0.01), most);
        let first = ((low + step * 1e-6) / step).floor();
        let count = ((high - first * step) / step - 1e-6).ceil().clamp(1.0, 12.0) as u32;
        let values: Vec<f64> = (0..=count).map(|i| (first + f64::from(i)) * step).collect();
        let labels = words::numbers(&values, 4);
        let top = (first + f64::from(count)) * step;
        Self { base: first * step, top, ticks: values.into_iter().zip(labels).collect() }
    }

    /// The room its labels need.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.ticks.iter().map(|(_, text)| text_width(text, LABEL)).fold(0.0, f64::max).ceil() + 8.0
    }

    /// The pixel of a value.
    #[must_use]
    pub fn y(&self, plot: &Rect, value: f64) -> f64 {
        let share = (value - self.base) / (self.top - self.base);
        plot.bottom - share.clamp(0.0, 1.02) * (plot.bottom - plot.top)
    }

    /// Draws grid lines and labels.
    pub fn draw(&self, picture: &mut Picture) {
        let plot = picture.plot;
        for (value, text) in &self.ticks {
            let y = self.y(&plot, *value).round() + 0.5;
            picture.line(vec![(plot.left, y), (plot.right, y)], Stroke::solid(Ink::Line, 1.0));
            picture.text((plot.left - 7.0, y), text.clone(), Ink::Faint, LABEL, Align::End);
        }
    }
}

/// The horizontal axis of time: ticks at equal distances, the rounds of a tick spread a little after it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeAxis {
    left: f64,
    per_tick: f64,
    last: u32,
    rounds: Vec<u32>,
}

impl TimeAxis {
    /// The axis of a run whose ticks had these rounds.
    #[must_use]
    pub fn new(plot: &Rect, rounds: Vec<u32>) -> Self {
        let last = u32::try_from(rounds.len()).unwrap_or(u32::MAX).saturating_sub(1);
        // Half a tick after the last one, so that its value is seen.
        let per_tick = (plot.right - plot.left) / (f64::from(last) + 0.5);
        Self { left: plot.left, per_tick, last, rounds }
    }

    /// The pixel of a moment.
    #[must_use]
    pub fn x(&self, tick: u32, round: u32) -> f64 {
        let rounds = self.rounds.get(tick as usize).copied().unwrap_or(0);
        let apart = if rounds == 0 { 0.0 } else { (self.per_tick * 0.4 / f64::from(rounds)).min(14.0) };
        self.left + f64::from(tick) * self.per_tick + f64::from(round.min(rounds)) * apart
    }

    /// Draws tick labels below the plot: the unit before the first, then as many numbers as have room.
    pub fn draw(&self, picture: &mut Picture, unit: &str) {
        let y = picture.plot.bottom + 11.0;
        let first = format!("{unit} 0");
        let widest = text_width(&self.last.to_string(), LABEL) + 18.0;
        let step = nice_step((widest / self.per_tick).max(1.0), 1).max(1.0) as u32;
        // The first label begins at the axis.
        let clear = self.left + text_width(&first, LABEL) + 8.0;
        picture.text((self.left, y), first, Ink::Faint, LABEL, Align::Start);
        let mut tick = step;
        while tick <= self.last {
            let x = self.x(tick, 0);
            if x > clear + (widest - 18.0) / 2.0 {
                picture.text((x, y), tick.to_string(), Ink::Faint, LABEL, Align::Middle);
            }
            tick += step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        for (top, most, step) in [(134.0, 3, 50.0), (4.0, 3, 2.0), (0.37, 4, 0.1), (1e9, 4, 5e8), (0.0, 3, 1.0)] {
            let got = nice_step(top, most);
            assert!((got / step - 1.0).abs() < 1e-9, "{top}: {got}");
        }
        let axis = YAxis::new(134.0, 100.0, false);
        assert_eq!(axis.ticks.iter().map(|t| t.1.as_str()).collect::<Vec<_>>(), ["0", "50", "100", "150"]);
        assert_eq!(YAxis::new(0.0, 100.0, true).ticks.len(), 2);
        let around = YAxis::around(0.87, 1.0, 100.0);
        assert!((around.base - 0.85).abs() < 1e-9 && (around.top - 1.0).abs() < 1e-9, "{around:?}");
        let flat = YAxis::around(1.0, 1.0, 100.0);
        assert!(flat.base < flat.top && flat.ticks.len() > 1, "{flat:?}");
    }

    #[test]
    fn rounds_stay_between_their_ticks() {
        let plot = Rect { left: 0.0, top: 0.0, right: 90.0, bottom: 10.0 };
        let axis = TimeAxis::new(&plot, vec![0, 40, 0, 2, 0]);
        assert!(axis.x(1, 40) < axis.x(2, 0));
        assert!(axis.x(3, 1) < axis.x(3, 2));
    }
}
