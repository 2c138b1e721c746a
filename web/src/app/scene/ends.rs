//! The links of a scenario and of its run, by their ends.

use crate::app::accounts;
use interclear_core::engine::{LinkInfo, Trace};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::Scenario;
use interclear_core::units::ParticipantIx;
use litemap::LiteMap;

/// A link by its ends.
pub(super) struct End<'a> {
    pub kind: LinkKind,
    pub id: String,
    pub from: &'a str,
    pub to: &'a str,
    pub amount: String,
}

/// The place of each participant in the scenario.
pub(super) fn numbers(scenario: &Scenario) -> LiteMap<&str, usize> {
    let mut numbers = LiteMap::new();
    for (i, p) in scenario.participants.iter().enumerate() {
        numbers.insert(p.id.as_str(), i);
    }
    numbers
}

/// All links of a scenario by their ends, loans against collateral included.
pub(super) fn ends(scenario: &Scenario) -> Vec<End<'_>> {
    let mut all = Vec::new();
    let mut add = |kind, id: &str, from, to, amount: String| {
        all.push(End { kind, id: id.to_owned(), from, to, amount });
    };
    for c in &scenario.collateral {
        let amount = c.amount.map(|a| a.to_string()).unwrap_or_default();
        add(LinkKind::Collateral, &c.id, &c.pledger, &c.holder, amount);
        if c.funding.is_some() {
            add(LinkKind::Obligation, &format!("{}.loan", c.id), &c.pledger, &c.holder, String::new());
        }
    }
    for o in &scenario.obligations {
        add(LinkKind::Obligation, &o.id, &o.debtor, &o.creditor, o.amount.to_string());
    }
    for t in &scenario.trades {
        add(LinkKind::Trade, &t.id, &t.seller, &t.buyer, t.deliver.amount.to_string());
    }
    for d in &scenario.deposits {
        add(LinkKind::Deposit, &d.id, &d.holder, &d.taker, d.amount.to_string());
    }
    // Positions are drawn as the accounts that they are in.
    for x in accounts::all(scenario) {
        add(LinkKind::Position, &x.key(), x.a, x.b, String::new());
    }
    all
}

/// The place of each account of a run, by its name.
pub(super) fn accounts_of(trace: Option<&Trace>) -> LiteMap<String, usize> {
    let mut all = LiteMap::new();
    if let Some((t, b)) = trace.and_then(|t| t.book.as_ref().map(|b| (t, b))) {
        for (at, x) in b.accounts.iter().enumerate() {
            all.insert(accounts::key_of(t, x), at);
        }
    }
    all
}

/// Links of a run that stand nowhere in the scenario as links: what a custodian has lent on, what an event borrows.
pub(super) fn made<'a>(trace: &'a Trace, known: &[End<'a>]) -> Vec<End<'a>> {
    let mut there: LiteMap<(LinkKind, &str), ()> = LiteMap::new();
    for e in known {
        there.insert((e.kind, e.id.as_str()), ());
    }
    let party = |who: ParticipantIx| trace.participants.get(who.at()).map_or(crate::app::OUTSIDE, |p| p.id.as_str());
    let new = trace.links.iter().filter(|l| there.get(&(l.link.kind, l.id.as_str())).is_none());
    let end = |l: &'a LinkInfo| {
        let id = l.id.clone();
        End { kind: l.link.kind, id, from: party(l.from), to: party(l.to), amount: String::new() }
    };
    new.map(end).collect()
}
