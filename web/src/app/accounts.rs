//! Accounts: who settles positions with whom under the novation chosen. They are the wires that positions are drawn as.

use super::OUTSIDE;
use interclear_core::engine::{AccountInfo, Trace};
use interclear_core::scenario::{Mechanism, Novation, Position, Scenario};
use interclear_core::units::ParticipantIx;

/// What two parties have with each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Account<'a> {
    /// The member, where the other is its clearing house.
    pub a: &'a str,
    /// The other side.
    pub b: &'a str,
    /// Whether the other side is a clearing house.
    pub cleared: bool,
    /// The positions in it.
    pub positions: Vec<&'a Position>,
}

impl Account<'_> {
    /// Its name on the page: that of its position where it is the only one between two parties, `A~B` otherwise.
    #[must_use]
    pub fn key(&self) -> String {
        key(self.cleared, (self.a, self.b), self.positions.iter().map(|p| p.id.as_str()))
    }
}

fn key<'a>(cleared: bool, (a, b): (&str, &str), mut positions: impl Iterator<Item = &'a str>) -> String {
    match (positions.next(), positions.next()) {
        (Some(only), None) if !cleared => only.to_owned(),
        _ => format!("{a}~{b}"),
    }
}

/// The name of an account of a run.
#[must_use]
pub fn key_of(trace: &Trace, account: &AccountInfo) -> String {
    let ends = (party(trace, account.a), party(trace, account.b));
    key(account.cleared, ends, account.positions.iter().map(String::as_str))
}

fn party(trace: &Trace, who: ParticipantIx) -> &str {
    trace.participants.get(who.at()).map_or(OUTSIDE, |p| p.id.as_str())
}

/// Words for the four ways where there is little room, in the order of [`Novation::ALL`].
pub const SHORT: [&str; 4] = ["gross", "net", "one house", "several"];

/// The novation that is chosen.
#[must_use]
pub fn novation(s: &Scenario) -> Novation {
    s.rules.settles()
}

/// Who asks for margin and has a default fund, by id: the house of all that names no other is the first.
#[must_use]
pub fn houses(s: &Scenario) -> Vec<&str> {
    let has = |p: &interclear_core::scenario::Participant, is: fn(&Mechanism) -> bool| p.mechanisms.iter().any(is);
    let clears = |p: &&interclear_core::scenario::Participant| {
        has(p, |m| matches!(m, Mechanism::Margin { .. })) && has(p, |m| matches!(m, Mechanism::DefaultFund { .. }))
    };
    let mut all: Vec<&str> = s.participants.iter().filter(clears).map(|p| p.id.as_str()).collect();
    all.sort_unstable();
    all
}

/// The house of a position; none where it is settled between the two that traded, or where there is none.
#[must_use]
pub fn house<'a>(s: &'a Scenario, p: &Position) -> Option<&'a str> {
    let named = || s.rules.house.as_deref().or_else(|| houses(s).first().copied());
    match novation(s) {
        Novation::BilateralGross | Novation::BilateralNet => None,
        Novation::OneHouse => named(),
        Novation::SeveralHouses => {
            let contract = s.contracts.iter().find(|c| c.id == p.contract);
            contract.and_then(|c| c.house.as_deref()).or_else(named)
        }
    }
}

/// All accounts, in the order of the positions that made them.
#[must_use]
pub fn all(s: &Scenario) -> Vec<Account<'_>> {
    let mut all: Vec<Account<'_>> = Vec::new();
    let gross = novation(s) == Novation::BilateralGross;
    let mut book = |a, b, cleared, p| {
        let same = |x: &&mut Account<'_>| !gross && (x.a, x.b, x.cleared) == (a, b, cleared);
        match all.iter_mut().find(same) {
            Some(account) => account.positions.push(p),
            None => all.push(Account { a, b, cleared, positions: vec![p] }),
        }
    };
    for p in &s.positions {
        match house(s, p) {
            Some(house) => {
                book(p.long.as_str(), house, true, p);
                book(p.short.as_str(), house, true, p);
            }
            None => {
                // As in a run: the later id is the first side, people outside are later than all.
                let (long, short) = (p.long.as_str(), p.short.as_str());
                let later = long == OUTSIDE || (short != OUTSIDE && long > short);
                let (a, b) = if later { (long, short) } else { (short, long) };
                book(a, b, false, p);
            }
        }
    }
    all
}

/// The account of a name; of a position the one that it is in.
#[must_use]
pub fn find<'a>(s: &'a Scenario, key: &str) -> Option<Account<'a>> {
    all(s).into_iter().find(|x| x.key() == key)
}

/// Whether something selected is still there: a position, or an account.
#[must_use]
pub fn is_there(s: &Scenario, key: &str) -> bool {
    s.positions.iter().any(|p| p.id == key) || find(s, key).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use interclear_core::scenario::parse;

    /// Every account of a run has its wire, and no wire is without one.
    #[test]
    fn they_are_those_of_the_run() {
        let text = include_str!("../../../static/scenarios/four-ways.json");
        let mut s = parse(text).unwrap();
        for how in Novation::ALL {
            s.rules.novation = Some(how);
            let trace = interclear_core::run(&interclear_core::check(&s).0.unwrap());
            let book = trace.book.as_ref().unwrap();
            // A house's account for people outside is not a position of anybody.
            let of_run = book.accounts.iter().filter(|x| !x.positions.is_empty());
            let mut of_run: Vec<String> = of_run.map(|x| key_of(&trace, x)).collect();
            let mut drawn: Vec<String> = all(&s).iter().map(Account::key).collect();
            of_run.sort();
            drawn.sort();
            assert_eq!(of_run, drawn, "{how:?}");
            assert!(drawn.iter().all(|key| is_there(&s, key)) && !is_there(&s, "nothing"));
        }
    }
}
