//! Tables of who owes whom as text between separators: an edge list (`from,to,amount,due`) or a matrix of liabilities.
//!
//! [`read`] says what it understood and everything it did not, by row and column; `build` makes a scenario of it, or adds
//! it to the present one; `write` gives the same back. Cells are text: nothing is ever worked out.

mod build;
mod cells;
mod edges;
mod matrix;
#[cfg(test)]
mod tests;
mod write;

pub use build::{Built, added, opened, total};
pub use write::write;

use cells::Grid;
use interclear_core::scenario::Problem;
use interclear_core::units::{Decimal, Tick};

/// How such a table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A row for each debt: debtor, creditor, amount, and the tick on which it is due.
    Edges,
    /// A row for each debtor and a column for each creditor, under and beside their names.
    Matrix,
}

/// One debt as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The debtor's name.
    pub from: String,
    /// The creditor's name.
    pub to: String,
    /// How much, above zero.
    pub amount: Decimal,
    /// When it is due, where the table says so.
    pub due: Option<Tick>,
    /// Its row and column, from 1: of the amount.
    pub at: (usize, usize),
}

/// What was understood of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// How it is laid out.
    pub layout: Layout,
    /// Names of participants in the order in which they come.
    pub names: Vec<String>,
    /// Debts in the order in which they come; those between the same two that are due together are added up.
    pub debts: Vec<Owed>,
    /// What was done with it that somebody may not expect.
    pub notes: Vec<String>,
    /// What was not understood, by row and column.
    pub problems: Vec<Problem>,
}

/// Reads a text. `layout` says how it is laid out where it is known better than it looks.
#[must_use]
pub fn read(text: &str, layout: Option<Layout>) -> Read {
    let grid = match Grid::of(text) {
        Ok(grid) => grid,
        Err(problem) => {
            let (layout, problems) = (layout.unwrap_or(Layout::Edges), vec![problem]);
            return Read { layout, names: Vec::new(), debts: Vec::new(), notes: Vec::new(), problems };
        }
    };
    let layout = layout.unwrap_or_else(|| if matrix::looks_like(&grid) { Layout::Matrix } else { Layout::Edges });
    match layout {
        Layout::Edges => edges::read(&grid),
        Layout::Matrix => matrix::read(&grid),
    }
}
