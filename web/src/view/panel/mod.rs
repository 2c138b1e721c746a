//! The chart dock below the network and the side panel beside it.

mod canvas;
mod chart;
mod observe;
mod plot;
mod shared;
mod tabs;

pub use chart::ChartDock;
