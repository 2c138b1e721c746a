//! An edge list: a row for each debt, with a head or without.

use super::cells::{self, Grid, amount, name, note};
use super::{Layout, Owed, Read};
use crate::app::{OUTSIDE, words};
use interclear_core::scenario::{Code, MAX_TICKS};
use interclear_core::units::{Decimal, Tick};
use std::collections::{BTreeMap, BTreeSet};

/// Words for the columns of a head, small: debtor, creditor, amount, due.
const HEADS: [&[&str]; 4] = [
    &["from", "debtor", "payer", "source", "borrower", "obligor", "who owes"],
    &["to", "creditor", "payee", "target", "lender", "obligee", "who is owed"],
    &["amount", "value", "weight", "owes", "sum", "exposure", "liability"],
    &["due", "tick", "day", "maturity", "due on"],
];

/// The places of debtor, creditor, amount and due among the columns.
type Columns = [Option<usize>; 4];

/// Whether the first row is a head, and what its columns are; what nothing is called by has its usual place.
fn columns(first: &[String]) -> (bool, Columns) {
    let usual = [Some(0), Some(1), Some(2), (first.len() > 3).then_some(3)];
    let known = |words: &[&str]| first.iter().position(|c| words.contains(&c.to_ascii_lowercase().as_str()));
    let found = HEADS.map(known);
    if let [Some(_), Some(_), Some(_), _] = found {
        return (true, found);
    }
    // A head in words of its own has no number anywhere.
    (first.len() > 2 && !first.iter().any(|c| cells::is_number(c) || cells::is_formula(c)), usual)
}

/// Reads the rows.
pub(super) fn read(grid: &Grid) -> Read {
    let mut out =
        Read { layout: Layout::Edges, names: Vec::new(), debts: Vec::new(), notes: Vec::new(), problems: Vec::new() };
    let Some((_, first)) = grid.rows.first() else { return out };
    let (head, columns) = columns(first);
    let wide = first.len();
    let known = |c: &String| HEADS.iter().any(|words| words.contains(&c.to_ascii_lowercase().as_str()));
    if head && !first.iter().any(known) {
        out.notes.push(format!("The first row has no number and is taken for a head: {}.", first.join(", ")));
    }
    let mut rows = Rows { out: &mut out, columns, wide, known: BTreeMap::new(), called: BTreeSet::new(), summed: 0 };
    grid.rows.iter().skip(usize::from(head)).for_each(|(row, cells)| rows.row(*row, cells));
    let summed = rows.summed;
    if summed > 0 {
        let rows = words::count(summed, "row repeats", "rows repeat");
        out.notes.push(format!("{rows} a debt of the same two on the same day: they were added up."));
    }
    if out.debts.is_empty() && out.problems.is_empty() {
        let at = grid.rows.first().map_or(1, |r| r.0);
        note(&mut out.problems, Code::MissingField, (at, 0), "there is no debt".to_owned(), "from,to,amount");
    }
    out
}

struct Rows<'a> {
    out: &'a mut Read,
    columns: Columns,
    wide: usize,
    known: BTreeMap<(String, String, Option<Tick>), usize>,
    called: BTreeSet<String>,
    summed: usize,
}

impl Rows<'_> {
    fn row(&mut self, row: usize, cells: &[String]) {
        let wrong = |out: &mut Read, column: usize, (words, hint): (String, &str)| {
            note(&mut out.problems, Code::BadValue, (row, column), words, hint);
        };
        if cells.iter().skip(self.wide).any(|c| !c.is_empty()) {
            let words = format!("has {} cells, and the first row has {}", cells.len(), self.wide);
            let hint = "a number with a comma in it stands between quotes, and is refused there: write 1234.5";
            return note(&mut self.out.problems, Code::BadValue, (row, 0), words, hint);
        }
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let column = |at: Option<usize>| at.map_or(0, |at| at + 1);
        let [from_at, to_at, amount_at, due_at] = self.columns;
        let from = name(cell(from_at)).map_err(|e| wrong(self.out, column(from_at), e));
        let to = name(cell(to_at)).map_err(|e| wrong(self.out, column(to_at), e));
        let sum = amount(cell(amount_at)).map_err(|e| wrong(self.out, column(amount_at), e));
        let due = due(cell(due_at)).map_err(|e| wrong(self.out, column(due_at), e));
        let (Ok(from), Ok(to), Ok(sum), Ok(due)) = (from, to, sum, due) else { return };
        if from == to {
            let words = format!("{from} owes itself");
            return wrong(self.out, column(to_at), (words, "a debt is between two"));
        }
        if from == OUTSIDE {
            return wrong(self.out, column(from_at), ("outside owes nothing".into(), "only participants owe"));
        }
        if sum == Decimal::ZERO {
            return wrong(self.out, column(amount_at), ("nothing is owed".into(), "leave the row out"));
        }
        for one in [&from, &to] {
            if one != OUTSIDE && self.called.insert(one.clone()) {
                self.out.names.push(one.clone());
            }
        }
        self.owe(Owed { from, to, amount: sum, due, at: (row, column(amount_at)) });
    }

    /// Adds a debt, or adds it to the one of the same two on the same day.
    fn owe(&mut self, new: Owed) {
        let key = (new.from.clone(), new.to.clone(), new.due);
        let before = self.known.get(&key).and_then(|&at| self.out.debts.get_mut(at));
        let Some(before) = before else {
            self.known.insert(key, self.out.debts.len());
            self.out.debts.push(new);
            return;
        };
        match plus(before.amount, new.amount) {
            Some(sum) => {
                before.amount = sum;
                self.summed += 1;
            }
            None => note(&mut self.out.problems, Code::Limit, new.at, "the sum is too large".to_owned(), ""),
        }
    }
}

/// The exact sum of two amounts, where it can be kept.
fn plus(a: Decimal, b: Decimal) -> Option<Decimal> {
    const DECIMALS: u8 = 8;
    (0..=DECIMALS).find_map(|decimals| {
        let sum = a.quanta(decimals).ok()?.checked_add(b.quanta(decimals).ok()?)?;
        Some(Decimal::from_quanta(sum, decimals))
    })
}

/// The tick on which a debt is due; nothing typed leaves it open.
fn due(cell: &str) -> Result<Option<Tick>, (String, &'static str)> {
    if cell.is_empty() {
        return Ok(None);
    }
    match cell.parse::<Tick>() {
        Ok(due) if (1..=MAX_TICKS).contains(&due) => Ok(Some(due)),
        _ => Err((format!("\u{201c}{cell}\u{201d} is no day on which it can be due"), "a whole number from 1 to 400")),
    }
}
