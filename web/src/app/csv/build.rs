//! A scenario from a table that was read, or the present one with the table in it.

use super::{Read, cells};
use crate::app::{Edit, OUTSIDE, engine, words};
use interclear_core::scenario::{
    Asset, Code, MAX_ID, MAX_LINKS, MAX_PARTICIPANTS, Obligation, Participant, Problem, Scenario, Severity,
};
use interclear_core::units::Price;
use std::collections::{BTreeMap, BTreeSet};

/// A scenario with a table in it, and what is wrong with that.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// The scenario.
    pub scenario: Scenario,
    /// What the check finds, said at the rows of the table where it can be.
    pub problems: Vec<Problem>,
}

/// The most decimals that an asset may have.
const MOST_DECIMALS: u8 = 8;

/// A scenario of its own: everybody without cash, all debts due on day 1 where the table says nothing.
#[must_use]
pub fn opened(read: &Read) -> Built {
    let last = read.debts.iter().filter_map(|d| d.due).max().unwrap_or(1);
    let fits = |n: u8| read.debts.iter().all(|d| d.amount.quanta(n).is_ok());
    let decimals = (2..=MOST_DECIMALS).find(|n| fits(*n)).unwrap_or(MOST_DECIMALS);
    let (id, cash) = ("imported".to_owned(), "cash".to_owned());
    let mut s = Scenario {
        version: interclear_core::scenario::VERSION,
        id,
        title: "Imported table".to_owned(),
        summary: format!("{} from a table.", words::count(read.debts.len(), "debt", "debts")),
        numeraire: cash.clone(),
        ..Scenario::default()
    };
    s.clock.ticks = (last + 1).clamp(2, interclear_core::scenario::MAX_TICKS);
    "day".clone_into(&mut s.clock.unit);
    let price = Price::new(1.0).unwrap_or_default();
    s.assets = vec![Asset { id: cash, label: "Cash".to_owned(), decimals, price, ..Asset::default() }];
    put(read, &mut s, &[])
}

/// The present scenario with the table in it: names that are there already are those participants.
#[must_use]
pub fn added(read: &Read, now: &Scenario, known: &[Problem]) -> (Built, Edit) {
    let built = put(read, &mut now.clone(), known);
    let words = format!("add {} from a table", words::count(read.debts.len(), "debt", "debts"));
    let edit = Edit::Named(words, Box::new(Edit::About(Box::new(built.scenario.clone()))));
    (built, edit)
}

/// Puts participants and debts into a scenario.
fn put(read: &Read, s: &mut Scenario, known: &[Problem]) -> Built {
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    let mut free = Ids::of(s);
    let mut problems = Vec::new();
    for name in &read.names {
        let there =
            s.participants.iter().find(|p| p.label == *name).or_else(|| s.participants.iter().find(|p| p.id == *name));
        let id = there.map_or_else(|| free.take(&slug(name)), |p| p.id.clone());
        if there.is_none() {
            s.participants.push(Participant { id: id.clone(), label: name.clone(), ..Participant::default() });
        }
        ids.insert(name, id);
    }
    let mut rows: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for d in &read.debts {
        let id = free.take("o");
        let of = |name: &String| ids.get(name.as_str()).cloned().unwrap_or_else(|| OUTSIDE.to_owned());
        rows.insert(format!("obligations/{id}"), d.at);
        let (debtor, creditor) = (of(&d.from), of(&d.to));
        let due = Some(d.due.unwrap_or(1));
        s.obligations.push(Obligation {
            id,
            debtor,
            creditor,
            amount: d.amount,
            due,
            seniority: 1,
            ..Obligation::default()
        });
    }
    for (what, there, most) in
        [("participants", s.participants.len(), MAX_PARTICIPANTS), ("obligations", s.obligations.len(), MAX_LINKS)]
    {
        if there > most {
            problems.push(Problem::error(
                Code::Limit,
                "the table",
                format!("{there} {what} are too many; there may be {most}"),
            ));
        }
    }
    if problems.is_empty() {
        let new = engine::check(s).into_iter().filter(|p| p.severity == Severity::Error && !known.contains(p));
        problems.extend(new.map(|p| at_row(p, &rows)));
    }
    Built { scenario: s.clone(), problems }
}

/// A problem said at the row of the table where it is about one.
fn at_row(p: Problem, rows: &BTreeMap<String, (usize, usize)>) -> Problem {
    let mut parts = p.at.split('/');
    let thing = parts.next().zip(parts.next()).map(|(list, id)| format!("{list}/{id}"));
    match thing.and_then(|thing| rows.get(&thing)) {
        Some(&(row, column)) => Problem { at: cells::place(row, column), ..p },
        None => p,
    }
}

/// A name as an id may be: small letters and digits, the rest a dash.
fn slug(name: &str) -> String {
    let mut id = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_matches('-').to_owned();
    if id.is_empty() { "p".to_owned() } else { id }
}

/// Ids that are taken, and the number that the last one of each wish had: thousands are found at once.
struct Ids {
    taken: BTreeSet<String>,
    last: BTreeMap<String, u32>,
}

impl Ids {
    fn of(s: &Scenario) -> Self {
        let links = s.obligations.iter().map(|x| &x.id).chain(s.trades.iter().map(|x| &x.id));
        let links = links.chain(s.deposits.iter().map(|x| &x.id)).chain(s.collateral.iter().map(|x| &x.id));
        let others = s.participants.iter().map(|x| &x.id).chain(s.positions.iter().map(|x| &x.id));
        let all = links.chain(others).chain(s.events.iter().map(|x| &x.id));
        let outside = std::iter::once(OUTSIDE.to_owned());
        Self { taken: all.cloned().chain(outside).collect(), last: BTreeMap::new() }
    }

    /// A free id close to a wish.
    fn take(&mut self, wish: &str) -> String {
        let base: String = wish.chars().take(MAX_ID - 6).collect();
        if self.taken.insert(base.clone()) {
            return base;
        }
        let mut n = self.last.get(&base).copied().unwrap_or(1);
        loop {
            n += 1;
            let id = format!("{base}{n}");
            if self.taken.insert(id.clone()) {
                self.last.insert(base, n);
                return id;
            }
        }
    }
}

/// What is owed in all.
#[must_use]
pub fn total(read: &Read) -> f64 {
    read.debts.iter().map(|d| d.amount.to_f64()).sum()
}
