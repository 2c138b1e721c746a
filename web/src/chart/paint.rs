//! Paints a [`Picture`] through plotters: on a canvas in the page, to SVG text in tests.

use super::colours::Colours;
use super::picture::{Align, Ink, Mark, Picture, Spot, Stroke};
use plotters::coord::Shift;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// How a picture is painted.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The theme's colours.
    pub colours: Colours,
    /// The font family, as CSS names it.
    pub font: String,
    /// Backend pixels per CSS pixel; 2 or more, since plotters rounds to whole pixels.
    pub scale: f64,
}

type Painted<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Paints all marks of a picture, lowest first.
///
/// # Errors
/// Whatever the backend reports.
pub fn paint<DB: DrawingBackend>(picture: &Picture, look: &Look, backend: DB) -> Painted<DB> {
    let area = backend.into_drawing_area();
    let brush = Brush { look, area: &area };
    for mark in &picture.marks {
        match mark {
            Mark::Line { points, stroke } => brush.line(points, stroke)?,
            Mark::Area { points, ink, alpha } => brush.polygon(points, *ink, *alpha)?,
            Mark::Bar { corners, ink, hatched } => brush.bar(*corners, *ink, *hatched)?,
            Mark::Text { at, text, ink, size, align } => brush.text(*at, text, *ink, *size, *align)?,
        }
    }
    area.present()
}

struct Brush<'a, DB: DrawingBackend> {
    look: &'a Look,
    area: &'a DrawingArea<DB, Shift>,
}

impl<DB: DrawingBackend> Brush<'_, DB> {
    fn spot(&self, (x, y): Spot) -> (i32, i32) {
        ((x * self.look.scale).round() as i32, (y * self.look.scale).round() as i32)
    }

    fn colour(&self, ink: Ink, alpha: f64) -> RGBAColor {
        let [r, g, b] = self.look.colours.of(ink);
        RGBAColor(r, g, b, alpha)
    }

    fn line(&self, points: &[Spot], stroke: &Stroke) -> Painted<DB> {
        let style = ShapeStyle {
            color: self.colour(stroke.ink, stroke.alpha),
            filled: false,
            stroke_width: ((stroke.width * self.look.scale).round() as u32).max(1),
        };
        for part in dashes(points, stroke.dash) {
            let path: Vec<(i32, i32)> = part.into_iter().map(|p| self.spot(p)).collect();
            self.area.draw(&PathElement::new(path, style))?;
        }
        Ok(())
    }

    fn polygon(&self, points: &[Spot], ink: Ink, alpha: f64) -> Painted<DB> {
        let path: Vec<(i32, i32)> = points.iter().map(|p| self.spot(*p)).collect();
        self.area.draw(&Polygon::new(path, self.colour(ink, alpha).filled()))
    }

    fn bar(&self, [a, b]: [Spot; 2], ink: Ink, hatched: bool) -> Painted<DB> {
        let corners = [self.spot(a), self.spot(b)];
        if !hatched {
            return self.area.draw(&Rectangle::new(corners, self.colour(ink, 1.0).filled()));
        }
        self.area.draw(&Rectangle::new(corners, self.colour(ink, 0.18).filled()))?;
        for (from, to) in hatch(a, b) {
            self.line(&[from, to], &Stroke::solid(ink, 1.0))?;
        }
        let outline = [a, (b.0, a.1), b, (a.0, b.1), a].map(|p| inset(p, a, b));
        self.line(&outline, &Stroke::solid(ink, 1.0))
    }

    fn text(&self, at: Spot, text: &str, ink: Ink, size: f64, align: Align) -> Painted<DB> {
        let side = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        let colour = self.colour(ink, 1.0);
        let style = TextStyle::from((self.look.font.as_str(), size * self.look.scale).into_font())
            .color(&colour)
            .pos(Pos::new(side, VPos::Center));
        self.area.draw(&Text::new(text, self.spot(at), style))
    }
}

/// A point of a rectangle's edge, half a pixel inside, where a line of one pixel is sharp.
fn inset((x, y): Spot, a: Spot, b: Spot) -> Spot {
    (x.clamp(a.0 + 0.5, (b.0 - 0.5).max(a.0 + 0.5)), y.clamp(a.1 + 0.5, (b.1 - 0.5).max(a.1 + 0.5)))
}

/// Slanted lines across a rectangle.
fn hatch(a: Spot, b: Spot) -> Vec<(Spot, Spot)> {
    const GAP: f64 = 5.0;
    let (width, height) = (b.0 - a.0, b.1 - a.1);
    let mut lines = Vec::new();
    let mut foot = GAP / 2.0;
    while foot < width + height {
        // A line at 45 degrees from the lower edge (or beyond it) up to the right, cut to the rectangle.
        let from = if foot <= height { (a.0, a.1 + foot) } else { (a.0 + foot - height, b.1) };
        let to = if foot <= width { (a.0 + foot, a.1) } else { (b.0, a.1 + foot - width) };
        lines.push((from, to));
        foot += GAP;
    }
    lines
}

/// Cuts a line into its dashes; the whole line when there are none.
fn dashes(points: &[Spot], pattern: &[f64]) -> Vec<Vec<Spot>> {
    if pattern.iter().sum::<f64>() <= 0.0 {
        return vec![points.to_vec()];
    }
    let mut parts: Vec<Vec<Spot>> = Vec::new();
    let mut lengths = pattern.iter().copied().cycle();
    let (mut left, mut drawn) = (lengths.next().unwrap_or(1.0), true);
    for pair in points.windows(2) {
        let [mut from, to] = [pair[0], pair[1]];
        if parts.is_empty() && drawn {
            parts.push(vec![from]);
        }
        loop {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = (dx * dx + dy * dy).sqrt();
            if length <= left {
                left -= length;
                break;
            }
            from = (from.0 + dx * left / length, from.1 + dy * left / length);
            if drawn && let Some(part) = parts.last_mut() {
                part.push(from);
            }
            drawn = !drawn;
            left = lengths.next().unwrap_or(1.0);
            if drawn {
                parts.push(vec![from]);
            }
        }
        if drawn && let Some(part) = parts.last_mut() {
            part.push(to);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_what_the_pattern_says() {
        let line = [(0.0, 0.0), (10.0, 0.0)];
        assert_eq!(dashes(&line, &[]), [line.to_vec()]);
        let parts = dashes(&line, &[3.0, 2.0]);
        assert_eq!(parts, [vec![(0.0, 0.0), (3.0, 0.0)], vec![(5.0, 0.0), (8.0, 0.0)]]);
    }

    #[test]
    fn hatching_stays_inside() {
        for (from, to) in hatch((10.0, 5.0), (40.0, 20.0)) {
            for (x, y) in [from, to] {
                assert!((10.0..=40.0).contains(&x) && (5.0..=20.0).contains(&y), "{x} {y}");
            }
        }
    }
}
