//! Settlement payment by payment, from the terms of the scenario, the clearings and the ledger.

use super::draws::stressed;
use super::ledger::{Ledger, apply, has};
use super::{Held, Seen, ensure, runs};
use interclear_core::Scenario;
use interclear_core::engine::{Account, Cleared, Payment};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::scenario::{Obligation, SettledBy, Settlement};

/// The tick on which a debt that falls due settles: the next batch.
pub(super) fn settles(s: &Scenario, due: u32) -> u32 {
    let every = s.rules.settlement.as_ref().filter(|x| x.by == SettledBy::Batch).map_or(1, |x| x.every.max(1));
    due.div_ceil(every) * every
}

fn terms<'a>(v: &'a Seen<'_>) -> Option<&'a Settlement> {
    v.terms.rules.settlement.as_ref().filter(|x| x.by != SettledBy::Batch)
}

/// Payments that are no distributions of estates.
fn payments<'a>(v: &'a Seen<'_>) -> Vec<&'a Cleared> {
    v.did.cleared.iter().filter(|c| c.payments.iter().any(|p| !p.estate)).collect()
}

/// How many payments the tick has room for.
fn room(v: &Seen<'_>, x: &Settlement) -> Option<u32> {
    let markets: Vec<&str> = v.s.assets.iter().filter(|a| a.market.is_some()).map(|a| a.id.as_str()).collect();
    let tight = x.congestion.as_ref().filter(|c| stressed(v.s, v.trace, v.last, (c.by, c.above.get()), markets));
    tight.map_or(x.capacity, |c| Some(c.capacity.min(x.capacity.unwrap_or(u32::MAX))))
}

pub(super) fn settled_within_room(v: &Seen<'_>) -> Held {
    let Some(x) = terms(v) else { return Ok(()) };
    let all = payments(v);
    let made: Vec<&Payment> = all.iter().flat_map(|c| &c.payments).collect();
    let within = room(v, x).is_none_or(|room| made.len() <= room as usize);
    ensure(within, || format!("{} payments in a room of {:?}", made.len(), room(v, x)))?;
    ensure(made.iter().all(|p| p.paid == p.due), || "a payment was made in part".into())?;
    // Nobody waits while there is room.
    let waits = v.entries.iter().any(|e| e.kind == EntryKind::Waited);
    let full = room(v, x).is_some_and(|room| x.by == SettledBy::Together || made.len() >= room as usize);
    ensure(!waits || full, || format!("somebody waits, and {} payments are made", made.len()))
}

/// What an obligation in money that was due and not paid at all asks of its payer: what is open, and its fee.
fn unmade<'a>(v: &'a Seen<'_>, o: &'a Obligation) -> Option<(Account, i128, i64)> {
    let at = v.link(LinkKind::Obligation, &o.id)?;
    let (is, debtor) = (v.frame.links.get(at)?, v.who(&o.debtor)?);
    let money = o.asset.as_ref().is_none_or(|a| *a == v.s.numeraire);
    let due = runs::due_of(v, o).is_some_and(|due| due <= v.tick);
    let open = money && due && is.due.quanta() > 0 && is.paid.quanta() == 0 && is.open == is.due;
    let able = !v.out(&o.debtor) && !v.failed(debtor);
    (open && able).then(|| (Account::Free(debtor), i128::from(is.due.quanta()), fee(v, o)))
}

fn fee(v: &Seen<'_>, o: &Obligation) -> i64 {
    o.fee.and_then(|fee| fee.quanta(v.trace.decimals()).ok()).map_or(0, |a| a.quanta())
}

/// The fee of a payment of an obligation; that of a trade may be anything.
fn fee_of(v: &Seen<'_>, p: &Payment) -> i64 {
    match p.link.kind {
        LinkKind::Obligation => {
            let info = v.place(p.link).and_then(|at| v.trace.links.get(at));
            let o = info.and_then(|info| v.s.obligations.iter().find(|o| o.id == info.id));
            o.map_or(0, |o| fee(v, o))
        }
        LinkKind::Trade => i64::MAX,
        _ => 0,
    }
}

pub(super) fn higher_fee_first(v: &Seen<'_>) -> Held {
    let Some(x) = terms(v).filter(|x| x.by == SettledBy::OneByOne) else { return Ok(()) };
    let left: Vec<(Account, i128, i64)> = v.s.obligations.iter().filter_map(|o| unmade(v, o)).collect();
    if left.is_empty() {
        return Ok(());
    }
    let (mut books, mut at): (Ledger, usize) = (v.before.clone(), 0);
    for c in payments(v) {
        for p in v.did.postings.get(at..c.first as usize).into_iter().flatten() {
            apply(&mut books, p);
        }
        at = c.first as usize;
        let lowest = c.payments.iter().map(|p| fee_of(v, p)).min().unwrap_or(0);
        for (who, amount, fee) in left.iter().filter(|x| x.2 > lowest) {
            let money = has(&books, *who, v.trace.numeraire);
            let wanted = amount + i128::from(*fee);
            ensure(money < wanted, || format!("{who:?} has {money} for {wanted}, and a fee of {lowest} goes, {x:?}"))?;
        }
    }
    Ok(())
}
