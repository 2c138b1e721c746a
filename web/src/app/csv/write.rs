//! What is owed in a scenario as a table: obligations in the numeraire.

use super::Layout;
use super::cells::is_formula;
use crate::app::OUTSIDE;
use csv::{QuoteStyle, WriterBuilder};
use interclear_core::scenario::{Obligation, Scenario};
use interclear_core::units::{Amount, Decimal, sorted};
use std::collections::BTreeMap;

/// A table of the obligations in the numeraire, by id, and how many in other assets it leaves out.
///
/// # Errors
/// Why it cannot be written, in words.
pub fn write(s: &Scenario, layout: Layout) -> Result<(String, usize), String> {
    let money = |o: &&Obligation| o.asset.as_ref().is_none_or(|a| *a == s.numeraire);
    let owed: Vec<&Obligation> = sorted(s.obligations.iter().filter(money).collect(), |a, b| a.id.cmp(&b.id));
    let left = s.obligations.len() - owed.len();
    let names = names(s);
    let rows = match layout {
        Layout::Edges => edges(&names, &owed),
        Layout::Matrix => matrix(s, &names, &owed)?,
    };
    let mut out = WriterBuilder::new().quote_style(QuoteStyle::Necessary).from_writer(Vec::new());
    for row in rows {
        out.write_record(row.iter().map(|cell| safe(cell))).map_err(|e| e.to_string())?;
    }
    let bytes = out.into_inner().map_err(|e| e.to_string())?;
    Ok((String::from_utf8(bytes).map_err(|e| e.to_string())?, left))
}

/// Names by id: labels, and ids where two have the same label or a label is the word for everybody else.
fn names(s: &Scenario) -> BTreeMap<&str, String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    s.participants.iter().for_each(|p| *times.entry(p.label.as_str()).or_default() += 1);
    let own = |label: &str| times.get(label) == Some(&1) && label != OUTSIDE && !label.is_empty();
    let name = |p: &interclear_core::scenario::Participant| if own(&p.label) { p.label.clone() } else { p.id.clone() };
    s.participants.iter().map(|p| (p.id.as_str(), name(p))).collect()
}

fn called<'a>(names: &'a BTreeMap<&str, String>, id: &'a str) -> &'a str {
    names.get(id).map_or(id, String::as_str)
}

fn edges(names: &BTreeMap<&str, String>, owed: &[&Obligation]) -> Vec<Vec<String>> {
    let mut rows = vec![["from", "to", "amount", "due"].map(str::to_owned).to_vec()];
    rows.extend(owed.iter().map(|o| {
        let due = o.due.map(|d| d.to_string()).unwrap_or_default();
        vec![called(names, &o.debtor).to_owned(), called(names, &o.creditor).to_owned(), o.amount.to_string(), due]
    }));
    rows
}

/// Sums by pair, due or not: a matrix has no room for when.
fn matrix(s: &Scenario, names: &BTreeMap<&str, String>, owed: &[&Obligation]) -> Result<Vec<Vec<String>>, String> {
    let decimals = s.assets.iter().find(|a| a.id == s.numeraire).map_or(2, |a| a.decimals);
    let mut sums: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for o in owed {
        let quanta = o.amount.quanta(decimals).map_err(|e| format!("{} {e}", o.amount))?.quanta();
        let sum = sums.entry((o.debtor.as_str(), o.creditor.as_str())).or_default();
        *sum = sum.checked_add(quanta).filter(|q| *q <= Amount::LIMIT).ok_or("A sum is too large.")?;
    }
    let people: Vec<&str> = names.keys().copied().collect();
    let out = owed.iter().any(|o| o.creditor == OUTSIDE).then_some(OUTSIDE);
    let creditors: Vec<&str> = people.iter().copied().chain(out).collect();
    let mut head = vec![String::new()];
    head.extend(creditors.iter().map(|c| called(names, c).to_owned()));
    let row = |debtor: &&str| {
        let cell = |creditor: &&str| {
            let sum = sums.get(&(*debtor, *creditor)).copied().unwrap_or(0);
            Decimal::from_quanta(Amount::new(sum), decimals).to_string()
        };
        std::iter::once(called(names, debtor).to_owned()).chain(creditors.iter().map(cell)).collect()
    };
    Ok(std::iter::once(head).chain(people.iter().map(row)).collect())
}

/// A cell that no spreadsheet takes for a formula.
fn safe(cell: &str) -> String {
    if is_formula(cell) || cell.starts_with('\'') { format!("'{cell}") } else { cell.to_owned() }
}
