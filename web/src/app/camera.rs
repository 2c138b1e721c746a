//! The camera: what part of the canvas is seen, and how zooming keeps a point in its place.

use super::Point;
use super::geometry::Block;

/// Least zoom.
pub const ZOOM_MIN: f64 = 0.12;
/// Most zoom.
pub const ZOOM_MAX: f64 = 3.0;
/// Below this zoom labels would be too small to read and are left out.
pub const ZOOM_FAR: f64 = 0.6;

/// Part of the canvas that is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Canvas units at the left edge.
    pub x: f64,
    /// Canvas units at the top edge.
    pub y: f64,
    /// Screen pixels per canvas unit.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, zoom: 1.0 }
    }
}

impl Camera {
    /// The canvas point at a point of the window (in pixels from its upper left corner).
    #[must_use]
    pub fn to_canvas(&self, p: Point) -> Point {
        Point::new(self.x + p.x / self.zoom, self.y + p.y / self.zoom)
    }

    /// The point of the window that shows a canvas point.
    #[must_use]
    pub fn to_window(&self, p: Point) -> Point {
        Point::new((p.x - self.x) * self.zoom, (p.y - self.y) * self.zoom)
    }

    /// Moved by pixels, as when the canvas is dragged.
    #[must_use]
    pub fn dragged(&self, by: Point) -> Self {
        Self { x: self.x - by.x / self.zoom, y: self.y - by.y / self.zoom, zoom: self.zoom }
    }

    /// Zoomed by a factor, with what is at a point of the window staying there.
    #[must_use]
    pub fn zoomed(&self, factor: f64, about: Point) -> Self {
        let kept = self.to_canvas(about);
        let zoom = (self.zoom * factor).clamp(ZOOM_MIN, ZOOM_MAX);
        Self { x: kept.x - about.x / zoom, y: kept.y - about.y / zoom, zoom }
    }

    /// Everything in a window of this size, with room above for cards and below for the legend.
    #[must_use]
    pub fn fit(all: &Block, width: f64, height: f64) -> Self {
        let side = if width < 600.0 { 14.0 } else { 44.0 };
        let (above, below) = if height < 420.0 { (46.0, 38.0) } else { (58.0, 58.0) };
        let (w, h) = ((width - 2.0 * side).max(80.0), (height - above - below).max(60.0));
        let zoom = (w / (2.0 * all.w)).min(h / (2.0 * all.h)).clamp(ZOOM_MIN, 1.2);
        Self { x: all.at.x - width / 2.0 / zoom, y: all.at.y - (above + h / 2.0) / zoom, zoom }
    }

    /// Moved just enough that a block is seen with some room round it.
    #[must_use]
    pub fn showing(&self, block: &Block, width: f64, height: f64) -> Self {
        let (w, h) = (width / self.zoom, height / self.zoom);
        let shift = |at: f64, half: f64, low: f64, size: f64| {
            let (over, under) = (at + half - (low + size), low - (at - half));
            if over > 0.0 {
                low + over
            } else if under > 0.0 {
                low - under
            } else {
                low
            }
        };
        Self { x: shift(block.at.x, block.w, self.x, w), y: shift(block.at.y, block.h, self.y, h), zoom: self.zoom }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let camera = Camera { x: 10.0, y: -20.0, zoom: 0.8 };
        let pointer = Point::new(300.0, 200.0);
        let before = camera.to_canvas(pointer);
        let after = camera.zoomed(1.7, pointer).to_canvas(pointer);
        assert!(before.from(after).length() < 1e-9);
        assert!((camera.zoomed(99.0, pointer).zoom - ZOOM_MAX).abs() < 1e-9);
    }

    #[test]
    fn fitting_shows_all_corners() {
        for (width, height) in [(1048.0, 514.0), (360.0, 300.0), (1600.0, 1200.0)] {
            let all = Block { at: Point::new(400.0, 250.0), w: 520.0, h: 210.0 };
            let camera = Camera::fit(&all, width, height);
            for (sx, sy) in [(-1.0, -1.0), (1.0, 1.0)] {
                let p = camera.to_window(Point::new(all.at.x + sx * all.w, all.at.y + sy * all.h));
                assert!(p.x >= 0.0 && p.x <= width && p.y >= 0.0 && p.y <= height, "{p:?}");
            }
        }
    }

    #[test]
    fn a_focused_node_comes_into_view() {
        let camera = Camera::default();
        let far = Block::node(Point::new(2_000.0, -500.0), 20.0);
        let moved = camera.showing(&far, 800.0, 600.0);
        let p = moved.to_window(far.at);
        assert!(p.x > 0.0 && p.x < 800.0 && p.y > 0.0 && p.y < 600.0);
        assert_eq!(camera.showing(&Block::node(Point::new(300.0, 300.0), 20.0), 800.0, 600.0), camera);
    }
}
