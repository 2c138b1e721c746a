//! The chart dock below the network and the side panel beside it.

mod canvas;
mod case;
mod chart;
mod earlier;
mod facts;
mod field;
mod form;
mod four_ways;
mod inspect;
mod journal;
mod observe;
mod order;
mod plot;
mod rest;
mod said;
mod several;
mod shared;
mod side;
mod stands;
mod table;
mod tabs;
mod turn;
mod why;

pub use case::{asked, case, linked};
pub use chart::charts;
pub use side::{side_body, side_panel};
