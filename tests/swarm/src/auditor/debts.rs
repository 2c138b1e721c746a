//! Debts, from the frames of links and the terms of the scenario.

use super::{Held, Seen, calls, ensure, gains, lending, loans, runs};
use interclear_core::engine::{Account, LinkFrame, LinkInfo, LinkState};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::scenario::{Mechanism, ServiceOrder};
use interclear_core::units::ParticipantIx;

/// Frames of a link in this tick and the one before.
fn frames(v: &Seen<'_>, kind: LinkKind, id: &str) -> Option<(LinkFrame, LinkFrame)> {
    let at = v.link(kind, id)?;
    Some((v.last?.links.get(at).copied()?, v.frame.links.get(at).copied()?))
}

pub(super) fn debt_falls_by_payment(v: &Seen<'_>) -> Held {
    for info in v.trace.links.iter().filter(|l| matches!(l.link.kind, LinkKind::Obligation | LinkKind::Deposit)) {
        let Some((was, is)) = frames(v, info.link.kind, &info.id).filter(|_| info.asset == v.trace.numeraire) else {
            continue;
        };
        let most = was.open.quanta() + loans::may_grow(v, info.link, was.open.quanta());
        let fell = is.open.quanta() >= 0 && is.open.quanta() + is.paid.quanta() <= most;
        ensure(fell, || format!("{}: {was:?}, then {is:?}", info.id))?;
    }
    Ok(())
}

/// An obligation whose time has come: due was all that was open, and open is what was not paid.
pub(super) fn unpaid_is_due_less_paid(v: &Seen<'_>) -> Held {
    let posts = |id: &str| v.s.collateral.iter().any(|c| c.pledger == id);
    for o in v.s.obligations.iter().filter(|o| runs::due_of(v, o).is_some_and(|due| due <= v.tick)) {
        let (Some(debtor), Some((was, is))) = (v.who(&o.debtor), frames(v, LinkKind::Obligation, &o.id)) else {
            continue;
        };
        let creditor = v.who(&o.creditor);
        // Close-outs and collateral settle debts in other ways.
        if v.failed(debtor) || creditor.is_some_and(|who| v.failed(who)) || posts(&o.debtor) {
            continue;
        }
        // What is owed to a lending pool grows, and falls when a position is liquidated or written off.
        if lending::is_pool(v, &o.creditor) {
            continue;
        }
        let cut = creditor.map_or(0, |who| gains::cut_now(v, debtor, who));
        let ok = is.due == was.open && (0..=cut).contains(&(is.due.quanta() - is.paid.quanta() - is.open.quanta()));
        ensure(ok, || format!("{}: {was:?}, then {is:?}", o.id))?;
    }
    Ok(())
}

pub(super) fn grace_respected(v: &Seen<'_>) -> Held {
    let rule = v.s.rules.grace;
    for o in &v.s.obligations {
        let (Some(debtor), Some(due), Some((_, is))) =
            (v.who(&o.debtor), runs::due_of(v, o), frames(v, LinkKind::Obligation, &o.id))
        else {
            continue;
        };
        // Grace begins anew after what waited for room has had it: that was no fault of its payer.
        let place = v.link(LinkKind::Obligation, &o.id).and_then(|at| v.trace.links.get(at)).map(|l| l.link);
        let waited = v.trace.journal.entries.iter().filter(|e| e.kind == EntryKind::Waited && e.link == place);
        let last = waited.map(|e| e.tick).filter(|tick| *tick <= v.tick).max();
        let due = last.map_or(due, |tick| due.max(tick + 1));
        let over = is.open.quanta() > 0 && !v.failed(debtor) && due.saturating_add(o.grace.unwrap_or(rule)) <= v.tick;
        let over = over && !calls::called_by(v, debtor);
        ensure(!over, || format!("{} is past its grace and {} goes on", o.id, o.debtor))?;
    }
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Failed) {
        let id = e.who.map_or("", |who| v.id(who));
        let past = |due: Option<u32>, grace: Option<u32>| {
            due.is_some_and(|due| due.saturating_add(grace.unwrap_or(rule)) <= v.tick)
        };
        let obligation = v.s.obligations.iter().any(|o| o.debtor == id && past(runs::due_of(v, o), o.grace));
        let trade = v.s.trades.iter().any(|t| (t.buyer == id || t.seller == id) && past(Some(t.due), t.grace));
        // Deposits are payable on demand and have no grace; loans, calls and units to be given back that of the rules.
        let deposit = v.s.deposits.iter().any(|d| d.taker == id) || lent_by_custodian(v, id);
        let collateral = v.s.collateral.iter().any(|c| c.pledger == id || c.holder == id) && rule <= v.tick;
        let called = e.who.is_some_and(|who| calls::made_due(v, who).any(|due| past(Some(due), None)));
        let any = missed_call(v, e.who) || obligation || trade || deposit || collateral || called;
        ensure(any, || format!("{id} failed before any grace was over"))?;
    }
    Ok(())
}

/// Whether somebody was called for initial margin by somebody whose deadline is over. Grace has no part in it.
fn missed_call(v: &Seen<'_>, who: Option<ParticipantIx>) -> bool {
    let Some(book) = &v.trace.book else { return false };
    book.margins.iter().filter(|m| Some(m.poster) == who).any(|m| {
        let holder = v.s.participants.iter().find(|p| p.id == v.id(m.holder));
        let terms = holder.into_iter().flat_map(|p| &p.mechanisms);
        let mut deadline =
            terms.filter_map(|x| if let Mechanism::Margin { margin } = x { Some(margin.deadline) } else { None });
        let called = |e: &&interclear_core::journal::Entry| {
            e.kind == EntryKind::Called && e.who == Some(m.holder) && e.other == who
        };
        let calls = || v.trace.journal.entries.iter().take(v.first + v.entries.len()).filter(called);
        deadline.any(|d| calls().any(|e| e.tick.saturating_add(d) <= v.tick))
    })
}

/// Whether a custodian has lent on to a participant, which is payable on demand.
fn lent_by_custodian(v: &Seen<'_>, id: &str) -> bool {
    let all = v.s.participants.iter().flat_map(|p| &p.mechanisms);
    all.into_iter().any(|m| matches!(m, Mechanism::Custodian { custodian } if custodian.to.as_deref() == Some(id)))
}

/// Deposits with a participant, those of custodians among them, in order of id.
fn deposits<'a>(v: &Seen<'a>, taker: &str) -> Vec<&'a str> {
    let with = |l: &&LinkInfo| l.link.kind == LinkKind::Deposit && v.id(l.to) == taker;
    let mut ids: Vec<&str> = v.trace.links.iter().filter(with).map(|l| l.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

pub(super) fn gates_respected(v: &Seen<'_>) -> Held {
    for p in &v.terms.participants {
        let gate = p.mechanisms.iter().find_map(|m| match m {
            Mechanism::Depositors { gate, .. } => Some(gate.get()),
            _ => None,
        });
        let (Some(gate), Some(who)) = (gate.filter(|g| *g < 1.0), v.who(&p.id)) else { continue };
        if v.failed_before(who) {
            continue;
        }
        let (mut opening, mut paid) = (0, 0);
        for id in deposits(v, &p.id) {
            let at = v.link(LinkKind::Deposit, id);
            opening += at.and_then(|at| v.trace.links.get(at)).map_or(0, |l| l.amount.quanta());
            paid += at.and_then(|at| v.frame.links.get(at)).map_or(0, |l| l.paid.quanta());
        }
        let door = super::ledger::value(opening.into(), gate, 1.0);
        ensure(paid <= door, || format!("{}: {paid} paid out through a gate of {door}", p.id))?;
    }
    Ok(())
}

/// Nobody is paid while an earlier depositor is left standing in the queue.
pub(super) fn queue_first_come(v: &Seen<'_>) -> Held {
    for p in &v.s.participants {
        let first_come =
            p.mechanisms.iter().any(|m| matches!(m, Mechanism::Depositors { order: ServiceOrder::FirstCome, .. }));
        let Some(who) = v.who(&p.id).filter(|_| first_come) else { continue };
        if v.failed(who) {
            continue;
        }
        let mut waits: Option<&str> = None;
        for id in deposits(v, &p.id) {
            let Some((_, is)) = frames(v, LinkKind::Deposit, id) else { continue };
            ensure(waits.is_none() || is.paid.quanta() == 0, || format!("{id} is paid while {waits:?} waits"))?;
            let place = v.link(LinkKind::Deposit, id).and_then(|at| v.trace.links.get(at)).map(|l| l.link);
            let asked_later = v.entries.iter().any(|e| e.kind == EntryKind::AskedBack && e.link == place);
            if is.state == LinkState::Locked && !asked_later {
                waits = Some(id);
            }
        }
    }
    Ok(())
}

/// Where the payment moved, all of it moved, and so did the delivery.
pub(super) fn delivery_against_payment(v: &Seen<'_>) -> Held {
    for t in v.s.trades.iter().filter(|t| t.delivery_against_payment) {
        let (Some(seller), Some(buyer), Some(at)) = (v.who(&t.seller), v.who(&t.buyer), v.link(LinkKind::Trade, &t.id))
        else {
            continue;
        };
        let Some((was, is)) = frames(v, LinkKind::Trade, &t.id) else { continue };
        // After a failure a leg is a claim like any other.
        if is.paid.quanta() == 0 || v.failed_before(seller) || v.failed_before(buyer) {
            continue;
        }
        let whole = v.trace.links.get(at).map(|l| l.amount);
        let asset = t.deliver.asset.as_deref().unwrap_or(&v.s.numeraire);
        let delivered = v.did.postings.iter().any(|p| {
            let named = v.trace.assets.get(p.asset.at());
            let units = named.and_then(|a| t.deliver.amount.quanta(a.decimals).ok()).map(|a| a.quanta());
            named.is_some_and(|a| a.id == asset)
                && (p.from, p.to) == (Account::Free(seller), Account::Free(buyer))
                && Some(p.units) == units
        });
        let nothing = t.deliver.amount.to_f64() <= 0.0;
        ensure(Some(is.paid) == whole && (delivered || nothing), || format!("{}: {was:?}, then {is:?}", t.id))?;
    }
    Ok(())
}

pub(super) fn outage_pays_nothing(v: &Seen<'_>) -> Held {
    for p in v.did.cleared.iter().flat_map(|c| &c.payments) {
        ensure(!v.out(v.id(p.debtor)), || format!("{} is out, and in a clearing", v.id(p.debtor)))?;
    }
    for p in v.s.participants.iter().filter(|p| v.out(&p.id)) {
        let paid = v.who(&p.id).map_or(0, |who| v.stands(who).paid.quanta());
        ensure(paid == 0, || format!("{} is out and paid {paid}", p.id))?;
    }
    Ok(())
}
