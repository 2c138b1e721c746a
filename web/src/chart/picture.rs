//! `Picture`: what a chart drew, as marks in CSS pixels that any plotters backend can paint.

/// A colour by its role; the theme says which colour that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    Ink,
    /// Quieter text.
    Soft,
    /// Axis labels.
    Faint,
    /// Grid lines.
    Line,
    /// What is chosen: the playhead.
    Accent,
    /// What went wrong.
    Fail,
    /// What goes well.
    Ok,
    /// Between the two.
    Strain,
    /// Collateral, and the third of three lines.
    Collateral,
    /// The ground the chart stands on.
    Panel,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub ink: Ink,
    /// From 0, invisible, to 1.
    pub alpha: f64,
    /// CSS pixels.
    pub width: f64,
    /// Lengths of dashes and gaps; empty for a solid line.
    pub dash: &'static [f64],
}

impl Stroke {
    /// A solid line.
    #[must_use]
    pub const fn solid(ink: Ink, width: f64) -> Self {
        Self { ink, alpha: 1.0, width, dash: &[] }
    }

    /// The same line in dashes.
    #[must_use]
    pub const fn dashed(self, dash: &'static [f64]) -> Self {
        Self { dash, ..self }
    }

    /// The same line, paler.
    #[must_use]
    pub const fn alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }
}

/// On which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// A place in CSS pixels from the upper left corner.
pub type Spot = (f64, f64);

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Spot>,
        /// How.
        stroke: Stroke,
    },
    /// A filled polygon.
    Area {
        /// Its corners.
        points: Vec<Spot>,
        /// Its colour.
        ink: Ink,
        /// From 0, invisible, to 1.
        alpha: f64,
    },
    /// A bar, plain or hatched.
    Bar {
        /// Upper left and lower right corner.
        corners: [Spot; 2],
        /// Its colour.
        ink: Ink,
        /// Whether it is hatched, which greyscale keeps apart from plain.
        hatched: bool,
    },
    /// A text, vertically centred on its place.
    Text {
        /// Where.
        at: Spot,
        /// The words.
        text: String,
        /// Its colour.
        ink: Ink,
        /// CSS pixels.
        size: f64,
        /// On which side of the place.
        align: Align,
    },
}

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// The size of a chart in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// To the right.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

/// What a chart drew.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Its marks, lowest first.
    pub marks: Vec<Mark>,
    /// The area of the data, without labels.
    pub plot: Rect,
}

impl Picture {
    /// Draws a line.
    pub fn line(&mut self, points: Vec<Spot>, stroke: Stroke) {
        if points.len() > 1 {
            self.marks.push(Mark::Line { points, stroke });
        }
    }

    /// Fills a polygon.
    pub fn area(&mut self, points: Vec<Spot>, ink: Ink, alpha: f64) {
        if points.len() > 2 {
            self.marks.push(Mark::Area { points, ink, alpha });
        }
    }

    /// Draws a bar, unless it would be too thin to see.
    pub fn bar(&mut self, corners: [Spot; 2], ink: Ink, hatched: bool) {
        if corners[1].0 - corners[0].0 > 0.2 {
            self.marks.push(Mark::Bar { corners, ink, hatched });
        }
    }

    /// Writes a text.
    pub fn text(&mut self, at: Spot, text: impl Into<String>, ink: Ink, size: f64, align: Align) {
        self.marks.push(Mark::Text { at, text: text.into(), ink, size, align });
    }

    /// The texts, for tests.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        fn text(mark: &Mark) -> Option<&str> {
            if let Mark::Text { text, .. } = mark { Some(text) } else { None }
        }
        self.marks.iter().filter_map(text).collect()
    }
}

/// About how wide a text is, in CSS pixels: enough to keep labels apart before they are drawn.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ' ' | '\'' | '|' | ':' => 0.33,
        'm' | 'w' | 'M' | 'W' | '%' => 0.92,
        c if c.is_ascii_uppercase() => 0.68,
        c if c.is_ascii() => 0.59,
        _ => 0.75,
    };
    text.chars().map(em).sum::<f64>() * size
}

/// A text that fits a width, shortened with an ellipsis when it must be.
#[must_use]
pub fn fitted(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut kept: String = text.to_owned();
    while kept.pop().is_some() {
        let short = format!("{}\u{2026}", kept.trim_end());
        if text_width(&short, size) <= width {
            return short;
        }
    }
    String::new()
}
