//! The small marks that tell states apart without colour, as strokes round their own centre.

use crate::app::reveal::{Failure, Shape};

/// The class of a shape; the style sheet gives it colours and widths.
pub(super) const fn class(shape: Shape) -> &'static str {
    match shape {
        Shape::Solvent => "s-ok",
        Shape::Impaired => "s-ok s-impaired",
        Shape::Strained => "s-strain s-strained",
        Shape::Late => "s-strain s-late",
        Shape::Out => "s-strain s-out",
        Shape::Locked => "s-ok s-locked",
        Shape::Insolvent => "s-strain s-insolvent",
        Shape::Failed(Failure::Insolvent) => "s-fail s-broke",
        Shape::Failed(_) => "s-fail",
        Shape::Gone(_) => "s-gone",
        Shape::Recovered => "s-ok s-recovered",
    }
}

/// Whether the outline is an octagon.
pub(super) const fn octagonal(shape: Shape) -> bool {
    matches!(shape, Shape::Failed(_) | Shape::Gone(_))
}

/// The mark at the upper right.
pub(super) const fn mark(shape: Shape) -> &'static str {
    match shape {
        Shape::Solvent => "M-4.5 .5L-1.5 3.5 4.5-3.5",
        Shape::Impaired => "M0-4.5V4M-3.5 .8L0 4.3 3.5 .8",
        Shape::Strained => "M0-4.8L5 4H-5z",
        Shape::Late => CLOCK,
        Shape::Out => "M0-5V0M-3-3.5A5 5 0 103-3.5",
        Shape::Locked => "M-2.2-4V4M2.2-4V4",
        Shape::Insolvent => "M0 4.8L5-4H-5z",
        Shape::Failed(Failure::Illiquid) | Shape::Gone(Failure::Illiquid) => DRY,
        Shape::Failed(Failure::Insolvent) | Shape::Gone(Failure::Insolvent) => BROKE,
        Shape::Failed(Failure::Declared) | Shape::Gone(Failure::Declared) => CROSS,
        Shape::Recovered => "M5 0A5 5 0 11 2.5-4.330M5-5V-2.5M-2.5 0L-.6 2 2.7-1.8",
    }
}

const CLOCK: &str = "M0-5A5 5 0 100 5 5 5 0 000-5zM0-2.8V.3L2.2 1.6";
const CROSS: &str = "M-4-4L4 4M4-4L-4 4";
/// An empty drop, then a cross: no liquid left.
const DRY: &str = "M-13-4.8C-10.8-2-9.5-.2-9.5 1.5A3.5 3.5 0 01-16.5 1.5C-16.5-.2-15.2-2-13-4.8zM-4-4L4 4M4-4L-4 4";
/// A triangle on its tip (more owed than owned), then a cross.
const BROKE: &str = "M-13 4.3L-17-3.5H-9zM-4-4L4 4M4-4L-4 4";

/// A padlock, 11 wide and 12 high.
pub(super) const fn padlock(open: bool) -> &'static str {
    if open {
        "M1.5 5.5h8v5.5h-8zM3 5.5V3.3a2.5 2.5 0 014.6-1.3"
    } else {
        "M1.5 5.5h8v5.5h-8zM3 5.5V3.5a2.5 2.5 0 015 0v2"
    }
}
