//! The chart dock below the network and the side panel beside it.

mod adding;
mod balance;
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
mod journal_lines;
mod journal_row;
mod journal_tools;
mod observe;
mod order;
mod pinned;
mod plot;
mod rest;
mod said;
mod several;
mod shared;
mod side;
mod stands;
mod table;
mod table_row;
mod tabs;
mod turn;
mod why;

pub use case::{asked, case, linked};
pub use chart::charts;
pub use side::{side_body, side_panel};
