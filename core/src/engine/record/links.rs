//! Links as a tick ended.

use super::super::context::Tick;
use super::super::{LinkFrame, LinkInfo, LinkState};
use crate::journal::{LinkKind, LinkRef};
use crate::state::{Debt, DebtKind};
use crate::units::{Amount, LinkIx};
use crate::world::World;

pub(super) fn link_frames(t: &Tick<'_>) -> Vec<LinkFrame> {
    let (o, d) = (t.w.obligations.len(), t.w.deposits.len());
    let mut all: Vec<LinkFrame> = t.s.debts.iter().take(o).map(|x| debt_frame(t, x)).collect();
    all.extend((0..t.w.trades.len() as u32).map(|at| trade_frame(t, at)));
    all.extend(t.s.debts.iter().skip(o).take(d).map(|x| debt_frame(t, x)));
    all.extend((0..t.w.collateral.len() as u32).map(|at| collateral_frame(t, at)));
    hide(t, &mut all);
    all
}

fn debt_frame(t: &Tick<'_>, d: &Debt) -> LinkFrame {
    let failed = t.s.has_failed(d.debtor);
    let state = if d.open == 0 {
        if d.settled > 0 { LinkState::Paid } else { LinkState::Closed }
    } else if failed {
        LinkState::Broken
    } else if d.late_since.is_some() {
        LinkState::Late
    } else if d.kind == DebtKind::Deposit && d.asked > 0 {
        LinkState::Locked
    } else {
        LinkState::Open
    };
    LinkFrame {
        state,
        open: Amount::new(d.open),
        due: Amount::new(d.due_now.max(d.paid_now)),
        paid: Amount::new(d.paid_now),
        round: d.round,
        reused: Amount::ZERO,
        hidden: false,
    }
}

/// Marks the links that only their ends know of.
fn hide(t: &Tick<'_>, all: &mut [LinkFrame]) {
    let (o, n) = (t.w.obligations.len(), t.w.trades.len());
    for (at, d) in t.w.obligations.iter().enumerate().chain((o + n..).zip(&t.w.deposits)) {
        if let Some(f) = all.get_mut(at) {
            f.hidden = t.s.is_hidden(d.hidden, d.debtor, d.creditor);
        }
    }
    for (at, c) in (o + n + t.w.deposits.len()..).zip(&t.w.collateral) {
        if let Some(f) = all.get_mut(at) {
            f.hidden = t.s.is_hidden(c.hidden, c.pledger, c.holder);
        }
    }
}

fn trade_frame(t: &Tick<'_>, at: u32) -> LinkFrame {
    let leg = |pay: bool| t.s.debts.get(t.s.leg(at, pay));
    let (Some(pay), Some(give)) = (leg(true), leg(false)) else { return LinkFrame::default() };
    let mut f = debt_frame(t, pay);
    if give.open > 0 && give.late_since.is_some() && !matches!(f.state, LinkState::Broken) {
        f.state = LinkState::Late;
    } else if pay.open == 0 && give.open == 0 && pay.settled == 0 && give.settled == 0 {
        f.state = LinkState::Closed;
    }
    f
}

fn collateral_frame(t: &Tick<'_>, at: u32) -> LinkFrame {
    let (Some(c), Some(p)) = (t.w.collateral.get(at as usize), t.s.pledges.get(at as usize)) else {
        return LinkFrame::default();
    };
    let state = if p.seized > 0 || (p.entry.is_some() && p.closed) {
        LinkState::Seized
    } else if p.closed {
        LinkState::Closed
    } else {
        LinkState::Posted
    };
    let here = if c.transfer { 0 } else { t.s.books.pledged(at) };
    LinkFrame {
        state,
        open: Amount::new(p.posted),
        due: Amount::ZERO,
        paid: Amount::ZERO,
        round: 0,
        reused: Amount::new((p.posted - here).max(0)),
        hidden: false,
    }
}

/// Links as the scenario has them.
pub(super) fn links(w: &World) -> Vec<LinkInfo> {
    let debt = |d: &crate::world::DebtSpec| {
        let (from, to) = if d.link.kind == LinkKind::Deposit { (d.creditor, d.debtor) } else { (d.debtor, d.creditor) };
        LinkInfo {
            link: d.link,
            id: d.id.clone(),
            from,
            to,
            asset: d.asset,
            amount: Amount::new(d.amount),
            due: d.due,
            reuses: None,
            hidden: d.hidden,
        }
    };
    let mut all: Vec<LinkInfo> = w.obligations.iter().map(debt).collect();
    all.extend((0u32..).zip(&w.trades).map(|(at, x)| LinkInfo {
        link: LinkRef { kind: LinkKind::Trade, at },
        id: x.id.clone(),
        from: x.seller,
        to: x.buyer,
        asset: x.pay.0,
        amount: Amount::new(x.pay.1),
        due: Some(x.due),
        reuses: None,
        hidden: false,
    }));
    all.extend(w.deposits.iter().map(debt));
    let first = all.len() as u32;
    all.extend((0u32..).zip(&w.collateral).map(|(at, c)| LinkInfo {
        link: LinkRef { kind: LinkKind::Collateral, at },
        id: c.id.clone(),
        from: c.pledger,
        to: c.holder,
        asset: c.asset,
        amount: Amount::new(c.units),
        due: None,
        reuses: c.reuses.map(|up| LinkIx(first + up)),
        hidden: c.hidden,
    }));
    all
}
