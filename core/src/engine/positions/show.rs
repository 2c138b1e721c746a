//! Positions as a tick ended.

use super::super::context::Tick;
use crate::state::DebtKind;
use crate::trace::{
    AccountFrame, AccountInfo, BookFrame, BookInfo, ContractFrame, ContractInfo, MarginFrame, MarginInfo,
};
use crate::units::{Amount, LinkIx, Rate};
use crate::world::{AccountKind, World};

/// What does not change; nothing where there are no positions.
pub(in crate::engine) fn info(w: &World) -> Option<BookInfo> {
    if w.book.is_empty() {
        return None;
    }
    let first = (w.obligations.len() + w.trades.len() + w.deposits.len()) as u32;
    let contract = |c: &crate::world::ContractSpec| ContractInfo {
        id: c.id.clone(),
        label: c.label.clone(),
        underlying: c.underlying,
        expires: c.expires,
    };
    let account = |(at, x): (u32, &crate::world::AccountSpec)| {
        let inside = w.book.positions.iter().filter(|p| p.booked.iter().any(|b| b.0 == at));
        AccountInfo {
            a: x.a,
            b: x.b,
            cleared: x.cleared,
            carried: if let AccountKind::Carried(house) = x.kind { Some(house) } else { None },
            clients: matches!(x.kind, AccountKind::Client(_) | AccountKind::Omnibus),
            positions: inside.map(|p| p.id.clone()).collect(),
        }
    };
    let margin = |b: &crate::world::BoxSpec| MarginInfo {
        poster: b.poster,
        holder: b.holder,
        through: b.carried.map(|c| c.member),
        net: b.carried.is_some_and(|c| c.net),
        link: LinkIx(first + b.link),
        cash: LinkIx(first + b.cash),
    };
    Some(BookInfo {
        contracts: w.book.contracts.iter().map(contract).collect(),
        accounts: (0u32..).zip(&w.book.accounts).map(account).collect(),
        margins: w.book.boxes.iter().map(margin).collect(),
    })
}

/// The frame; nothing where there are no positions.
pub(in crate::engine) fn frame(t: &Tick<'_>) -> Option<BookFrame> {
    if t.w.book.is_empty() {
        return None;
    }
    let contract = |(at, c): (usize, &crate::world::ContractSpec)| {
        let shocked = t.s.book.shocked.get(c.underlying.at()).copied().unwrap_or(1.0);
        ContractFrame {
            price: Amount::new(t.s.book.marks.get(at).copied().unwrap_or(0)),
            volatility: Rate::new(c.volatility * shocked).unwrap_or_default(),
            open_interest: t.s.book.open_interest(t.w, at).max(0) as u64,
        }
    };
    let account = |(at, x): (usize, &crate::state::AccountState)| {
        // What the first side owes counts below zero.
        let debts = |of: fn(&crate::state::Debt) -> i64| {
            let one = |i: Option<u32>| i.and_then(|i| t.s.debts.get(i as usize)).map_or(0, of);
            Amount::new(one(x.debts[1]) - one(x.debts[0]))
        };
        AccountFrame {
            lines: x.lines.clone(),
            settled: Amount::new(x.gained_now),
            gained: Amount::new(x.gained),
            unsettled: Amount::new(t.s.book.unsettled(at)),
            due: debts(|d| d.due_now),
            paid: debts(|d| d.paid_now),
            open: debts(|d| d.open),
            taken: x.taken.is_some(),
            closed: x.closed,
        }
    };
    let margin = |(at, m): (usize, &crate::state::Margin)| MarginFrame {
        required: Amount::new(m.required),
        posted: Amount::new(t.s.margin_posted(t.w, at)),
        called: Amount::new(m.called_now),
        met: Amount::new(m.met_now),
        missing: Amount::new(m.called),
    };
    let varied = || t.s.debts.iter().filter(|d| matches!(d.kind, DebtKind::Variation(_)));
    Some(BookFrame {
        contracts: t.w.book.contracts.iter().enumerate().map(contract).collect(),
        accounts: t.s.book.accounts.iter().enumerate().map(account).collect(),
        margins: t.s.book.margins.iter().enumerate().map(margin).collect(),
        paid: Amount::new(varied().map(|d| d.paid_now).sum()),
        due: Amount::new(varied().map(|d| d.due_now).sum()),
    })
}
