//! Positions: what a party has with whom, what it has gained, what margin is asked of it; of a house its members.

use super::{Facts, Shown};
use crate::app::{accounts, words};
use interclear_core::engine::{AccountFrame, AccountInfo, BookFrame, BookInfo};
use interclear_core::units::{Amount, ParticipantIx};

/// All of a participant.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> Vec<Facts> {
    let (Some(info), Some(now)) = (&shown.trace.book, &shown.frame.book) else { return Vec::new() };
    let book = Book { shown, info, now };
    [book.held(who), book.accounts(who), book.asked(who), book.members(who), book.cleared(who)]
        .into_iter()
        .flatten()
        .collect()
}

/// All of an account, by its name on the page.
pub fn of_account(shown: Shown<'_>, key: &str) -> Vec<Facts> {
    let (Some(info), Some(now)) = (&shown.trace.book, &shown.frame.book) else { return Vec::new() };
    let book = Book { shown, info, now };
    let position = shown.scenario.positions.iter().any(|p| p.id == key);
    let is =
        |x: &AccountInfo| accounts::key_of(shown.trace, x) == key || (position && x.positions.iter().any(|p| p == key));
    book.all().filter(|(x, _)| is(x)).map(|(x, f)| book.account(x, f)).collect()
}

struct Book<'a> {
    shown: Shown<'a>,
    info: &'a BookInfo,
    now: &'a BookFrame,
}

impl<'a> Book<'a> {
    fn all(&self) -> impl Iterator<Item = (&'a AccountInfo, &'a AccountFrame)> {
        self.info.accounts.iter().zip(&self.now.accounts)
    }

    /// Accounts in which somebody is a party that is no house, with the other one and the sign of what it gains.
    fn of(&self, who: ParticipantIx) -> impl Iterator<Item = (&'a AccountInfo, &'a AccountFrame, ParticipantIx, i64)> {
        self.all().filter_map(move |(x, f)| match () {
            () if x.a == who => Some((x, f, x.b, 1)),
            () if x.b == who && !x.cleared => Some((x, f, x.a, -1)),
            () => None,
        })
    }

    /// Its contracts by name, all accounts together.
    fn held(&self, who: ParticipantIx) -> Option<Facts> {
        let mut facts = Facts::columns("Contracts it has".to_owned(), ["", "Long", "Short", "Net"]);
        for (at, c) in self.info.contracts.iter().enumerate() {
            let lines = || self.of(who).filter_map(|(_, f, _, sign)| f.lines.get(at).map(|q| q * sign));
            let (long, short): (i64, i64) = (lines().filter(|q| *q > 0).sum(), lines().filter(|q| *q < 0).sum());
            if long != 0 || short != 0 {
                facts.row(&c.label, [number(long), number(-short), number(long + short)], false);
            }
        }
        facts.some()
    }

    /// What it has with each other party.
    fn accounts(&self, who: ParticipantIx) -> Option<Facts> {
        let title = format!("Accounts, {}", words::day(self.shown.trace, self.shown.frame.tick));
        let mut facts = Facts::columns(title, ["With", "Gained", "Unsettled", "Unpaid"]);
        for (x, f, other, sign) in self.of(who).filter(|(x, ..)| !x.positions.is_empty()) {
            let money = |a: Amount| self.shown.money(Amount::new(a.quanta() * sign));
            // What is owed to it is above zero.
            let name = self.shown.trace.name(other);
            let state = if f.taken {
                ", kept by it"
            } else if f.closed {
                ", closed"
            } else if x.clients {
                ", for clients"
            } else if x.carried.is_some() && x.b == who {
                ", its client"
            } else {
                ""
            };
            let one = if x.cleared || x.positions.len() > 1 { String::new() } else { self.inside(f, sign) };
            let name = format!("{name}{state}{one}");
            facts.row(name, [money(f.gained), money(f.unsettled), money(f.open)], f.open != Amount::ZERO);
        }
        facts.some()
    }

    /// ` (10 Oil future long)`, where one line is in an account.
    fn inside(&self, f: &AccountFrame, sign: i64) -> String {
        let lines = f.lines.iter().zip(&self.info.contracts).filter(|(q, _)| **q != 0);
        let text = |(q, c): (&i64, &interclear_core::engine::ContractInfo)| {
            format!("{} {} {}", number(q.abs()), c.label, if q * sign > 0 { "long" } else { "short" })
        };
        let all: Vec<String> = lines.map(text).collect();
        if all.is_empty() { String::new() } else { format!(" ({})", all.join(", ")) }
    }

    /// Initial margin that it is asked for.
    fn asked(&self, who: ParticipantIx) -> Option<Facts> {
        let mut facts = Facts::columns("Initial margin asked of it".to_owned(), ["By", "Asked", "Posted", "Missing"]);
        for (m, f) in self.info.margins.iter().zip(&self.now.margins).filter(|(m, _)| m.poster == who) {
            let money = |a| self.shown.money(a);
            let holder = self.shown.trace.name(m.holder);
            let name = m
                .through
                .map_or_else(|| holder.to_owned(), |x| format!("{holder}, through {}", self.shown.trace.name(x)));
            facts.row(name, [money(f.required), money(f.posted), money(f.missing)], f.missing > Amount::ZERO);
        }
        facts.some()
    }

    /// Who has an account with a house.
    fn members(&self, who: ParticipantIx) -> Option<Facts> {
        let mut facts = Facts::columns("Members".to_owned(), ["", "Gained", "Margin", "Missing"]);
        for (x, f) in self.all().filter(|(x, _)| x.cleared && x.b == who && !x.positions.is_empty()) {
            let margins = self.info.margins.iter().zip(&self.now.margins);
            let own = margins.filter(|(m, _)| m.poster == x.a && m.holder == who).map(|(_, m)| m).next();
            let (posted, missing) = own.map_or((Amount::ZERO, Amount::ZERO), |m| (m.posted, m.missing));
            let state = if f.taken {
                ", failed: its book is kept"
            } else if f.closed {
                ", closed"
            } else {
                ""
            };
            let figures = [f.gained, posted, missing].map(|a| self.shown.money(a));
            facts.row(format!("{}{state}", self.shown.trace.name(x.a)), figures, f.taken || missing > Amount::ZERO);
        }
        facts.some()
    }

    /// What a house clears.
    fn cleared(&self, who: ParticipantIx) -> Option<Facts> {
        let mut facts = Facts::columns("Contracts it clears".to_owned(), ["", "Settled at", "Open interest"]);
        for (at, (c, f)) in self.info.contracts.iter().zip(&self.now.contracts).enumerate() {
            let longs = self.all().filter(|(x, f)| x.cleared && x.b == who && !f.closed);
            let open: i64 = longs.filter_map(|(_, f)| f.lines.get(at)).filter(|q| **q > 0).sum();
            if open > 0 {
                facts.row(&c.label, [self.shown.money(f.price), number(open)], false);
            }
        }
        facts.some()
    }

    /// One account.
    fn account(&self, x: &AccountInfo, f: &AccountFrame) -> Facts {
        let name = |who| self.shown.trace.name(who).to_owned();
        let mut facts = Facts::of(format!(
            "{} with {}, {}",
            name(x.a),
            name(x.b),
            words::day(self.shown.trace, self.shown.frame.tick)
        ));
        for (at, (q, c)) in f.lines.iter().zip(&self.info.contracts).enumerate().filter(|(_, (q, _))| **q != 0) {
            let price = self.now.contracts.get(at).map_or(Amount::ZERO, |c| c.price);
            let long = name(if *q > 0 { x.a } else { x.b });
            facts.say(&c.label, format!("{long} long {} at {}", number(q.abs()), self.shown.money(price)), false);
        }
        let gains = |a: Amount| {
            let who = name(if a < Amount::ZERO { x.b } else { x.a });
            let size = self.shown.money(Amount::new(a.quanta().abs()));
            if a == Amount::ZERO { size } else { format!("{who} {size}") }
        };
        facts.say("Has gained so far", gains(f.gained), false);
        facts.say("Gained, not settled yet", gains(f.unsettled), false);
        if f.due != Amount::ZERO {
            let of = |a: Amount| self.shown.money(Amount::new(a.quanta().abs()));
            facts.say("Paid of what was due", format!("{} of {}", of(f.paid), of(f.due)), f.paid != f.due);
        }
        if f.open != Amount::ZERO {
            facts.say("Still owed to", gains(f.open), true);
        }
        facts
    }
}

/// A count of contracts.
fn number(n: i64) -> String {
    words::rounded(n as f64, 0)
}
