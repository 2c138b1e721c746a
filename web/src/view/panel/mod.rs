//! The chart dock below the network and the side panel beside it.

mod canvas;
mod chart;
mod field;
mod inspect;
mod journal;
mod observe;
mod plot;
mod shared;
mod side;
mod table;
mod tabs;
mod turn;
mod why;

pub use chart::ChartDock;
pub use side::side_panel;
