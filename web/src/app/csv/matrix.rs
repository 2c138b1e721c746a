//! A matrix of liabilities: who owes stands at the left, who is owed at the top.

use super::cells::{self, Grid, amount, name, note};
use super::{Layout, Owed, Read};
use crate::app::OUTSIDE;
use interclear_core::scenario::Code;
use interclear_core::units::Decimal;
use std::collections::BTreeSet;

/// Whether a table looks like a matrix: its first row and its first column are names, and mostly the same.
pub(super) fn looks_like(grid: &Grid) -> bool {
    let Some((_, head)) = grid.rows.first() else { return false };
    let top: BTreeSet<&str> = head.iter().skip(1).map(String::as_str).filter(|c| !c.is_empty()).collect();
    let left: Vec<&str> = grid.rows.iter().skip(1).filter_map(|(_, r)| r.first()).map(String::as_str).collect();
    let words = |c: &&str| !cells::is_number(c);
    let shared = left.iter().filter(|c| top.contains(**c)).count();
    // In a list of debts as many cells are names as are amounts, and its first column is called something.
    let inner = grid.rows.iter().skip(1).flat_map(|(_, r)| r.iter().skip(1)).map(String::as_str);
    let filled: Vec<&str> = inner.filter(|c| !c.is_empty() && *c != "-").collect();
    let texts = filled.iter().filter(|c| words(c)).count();
    let bare = head.first().is_some_and(String::is_empty);
    let amounts = bare || filled.is_empty() || 2 * texts < filled.len();
    amounts && !left.is_empty() && top.iter().all(words) && 2 * shared >= left.len() && 2 * shared >= top.len()
}

/// Reads the cells.
pub(super) fn read(grid: &Grid) -> Read {
    let mut out =
        Read { layout: Layout::Matrix, names: Vec::new(), debts: Vec::new(), notes: Vec::new(), problems: Vec::new() };
    let Some(((top_row, head), rows)) = grid.rows.split_first() else { return out };
    let creditors = names(head.iter().skip(1), |i| (*top_row, i + 2), &mut out);
    let debtors = names(rows.iter().filter_map(|(_, r)| r.first()), |i| (rows.get(i).map_or(0, |r| r.0), 1), &mut out);
    let mut called = BTreeSet::new();
    for one in debtors.iter().chain(&creditors).flatten() {
        if one != OUTSIDE && called.insert(one.clone()) {
            out.names.push(one.clone());
        }
    }
    for ((row, cells), debtor) in rows.iter().zip(&debtors) {
        if cells.iter().skip(head.len()).any(|c| !c.is_empty()) {
            let words = format!("has {} cells, and the first row has {}", cells.len(), head.len());
            note(&mut out.problems, Code::BadValue, (*row, 0), words, "a column for each name at the top");
            continue;
        }
        let Some(debtor) = debtor else { continue };
        for (at, creditor) in creditors.iter().enumerate() {
            let (cell, place) = (cells.get(at + 1).map_or("", String::as_str), (*row, at + 2));
            if let Some(creditor) = creditor {
                owed(cell, (debtor, creditor), place, &mut out);
            }
        }
    }
    if out.debts.is_empty() && out.problems.is_empty() {
        note(
            &mut out.problems,
            Code::MissingField,
            (*top_row, 0),
            "there is no debt".to_owned(),
            "an amount in a cell",
        );
    }
    out
}

/// One cell: nothing in it is no debt.
fn owed(cell: &str, (from, to): (&str, &str), at: (usize, usize), out: &mut Read) {
    if cell.is_empty() || matches!(cell, "-" | "\u{2013}" | "\u{2212}") {
        return;
    }
    match amount(cell) {
        Err((words, hint)) => note(&mut out.problems, Code::BadValue, at, words, hint),
        Ok(Decimal::ZERO) => {}
        Ok(_) if from == to => {
            let words = format!("{from} owes itself");
            note(&mut out.problems, Code::BadValue, at, words, "leave the cell empty, or 0");
        }
        Ok(_) if from == OUTSIDE => {
            note(&mut out.problems, Code::BadValue, at, "outside owes nothing".to_owned(), "only participants owe");
        }
        Ok(amount) => out.debts.push(Owed { from: from.to_owned(), to: to.to_owned(), amount, due: None, at }),
    }
}

/// Names of a side; none where a cell is no name, or the same as one before.
fn names<'a>(
    cells: impl Iterator<Item = &'a String>,
    at: impl Fn(usize) -> (usize, usize),
    out: &mut Read,
) -> Vec<Option<String>> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (i, cell) in cells.enumerate() {
        let one = match name(cell) {
            Ok(one) if !seen.insert(one.clone()) => {
                Err((format!("{one} is there twice"), "one row and one column for each"))
            }
            other => other,
        };
        all.push(one.map_err(|(words, hint)| note(&mut out.problems, Code::BadValue, at(i), words, hint)).ok());
    }
    all
}
