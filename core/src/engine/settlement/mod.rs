//! Payment by payment: debts that are due settle in full or not at all, as many as the tick has room for, the highest fee
//! first. Part of the phase `clear`, after estates have been distributed.
//!
//! One by one a payment goes when its payer has the money, what has come in before among it; together those go that can be
//! made at once. What could be paid and had no room *waits*, and nobody is late for it; what could not be paid is *stuck*,
//! and its payer is late. A fee goes to people outside.

mod queue;

use super::context::{Note, Tick};
use super::stress;
use crate::clearing::gridlock::{Queued, one_by_one, together};
use crate::journal::{Cause, EntryKind, largest_first};
use crate::ledger::{Cleared, Payment};
use crate::scenario::{SettledBy, Settlement};
use crate::state::DebtKind;
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx};
use queue::{Item, queue};

/// Whether debts other than those of estates settle payment by payment.
pub(super) fn by_payment<'a>(t: &Tick<'a>) -> Option<&'a Settlement> {
    t.w.rules.settlement.as_ref().filter(|x| x.by != SettledBy::Batch)
}

/// Makes the payments of the tick.
pub(super) fn phase(t: &mut Tick<'_>, base: u32) {
    let Some(x) = by_payment(t) else { return };
    let room = room(t, x);
    let items = queue(t);
    let (balances, queued) = queue::numbers(t, &items);
    let made: Vec<usize> = match x.by {
        SettledBy::OneByOne => one_by_one(&balances, &queued, room),
        _ => at_once(&balances, &queued, room),
    };
    if x.by == SettledBy::OneByOne {
        for &at in &made {
            items.get(at).into_iter().for_each(|item| make(t, item.asset, &[item]));
        }
    } else {
        for asset in (0..t.w.assets.len() as u32).map(AssetIx) {
            let here: Vec<&Item> = made.iter().filter_map(|&at| items.get(at)).filter(|i| i.asset == asset).collect();
            make(t, asset, &here);
        }
    }
    t.s.settling.payments = made.len() as u32;
    let left: Vec<(usize, &Item)> = items.iter().enumerate().filter(|(at, _)| !made.contains(at)).collect();
    held_up(t, x, (room, made.last().and_then(|&at| items.get(at))), &left, base);
}

/// How many payments the tick has room for; a change of it by stress has a line.
fn room(t: &mut Tick<'_>, x: &Settlement) -> usize {
    let Some(most) = x.capacity.or(x.congestion.as_ref().map(|_| crate::scenario::MAX_CAPACITY)) else {
        return usize::MAX;
    };
    let markets: Vec<AssetIx> =
        (0u32..).map(AssetIx).zip(&t.w.assets).filter(|(_, a)| a.market.is_some()).map(|(a, _)| a).collect();
    let stressed = x.congestion.as_ref().filter(|c| stress::measure(t, c.by, &markets) > c.above.get());
    let now = stressed.map_or(most, |c| c.capacity.min(most));
    let before = t.s.settling.room.replace(now).unwrap_or(most);
    if before != now {
        let cause = x.congestion.as_ref().and_then(|c| stress::why(t, c.by, &markets));
        let note = Note::new(EntryKind::Congested).amount(i64::from(now)).of(i64::from(before));
        let entry = t.note(note.causes(cause.map(|entry| Cause { entry, amount: Amount::ZERO })));
        t.s.settling.congested = Some(entry);
    }
    now as usize
}

/// Those of the first so many that can be made together, of all that can be made together.
fn at_once(balances: &[i64], queue: &[Queued], room: usize) -> Vec<usize> {
    let all: Vec<usize> = together(balances, queue).iter().zip(0..).filter(|(s, _)| **s).map(|(_, at)| at).collect();
    if all.len() <= room {
        return all;
    }
    let first: Vec<usize> = all.into_iter().take(room).collect();
    let some: Vec<Queued> = first.iter().filter_map(|&at| queue.get(at)).cloned().collect();
    let stays = together(balances, &some);
    first.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(at, _)| at).collect()
}

/// Makes payments in an asset at once, with what is delivered against them and their fees.
fn make(t: &mut Tick<'_>, asset: AssetIx, items: &[&Item]) {
    if items.is_empty() {
        return;
    }
    let first = t.s.books.postings().len() as u32;
    let mut payments = Vec::with_capacity(items.len());
    for item in items {
        let Some(d) = t.s.debts.get(item.debt) else { continue };
        let (link, debtor, creditor, class) = (d.link, d.debtor, d.creditor, d.class);
        let (due, open) = (item.amount, d.open);
        payments.push(Payment { link, debtor, creditor, class, estate: false, open, due, paid: due, secured: 0 });
        t.s.pay(asset, debtor, creditor, due);
    }
    let end = t.s.books.postings().len() as u32;
    t.s.cleared.push(Cleared { asset, first, end, payments, burnt: Vec::new() });
    for item in items {
        let Some(d) = t.s.debts.get_mut(item.debt) else { continue };
        d.due_now = d.due_now.max(item.amount + d.paid_now);
        let (debtor, creditor, link) = (d.debtor, d.creditor, d.link);
        super::clear::settle_debt(t, item.debt, item.amount);
        let note =
            Note::new(EntryKind::Paid).who(debtor).other(creditor).link(link).amount(item.amount).of(item.amount);
        t.note(if asset == t.w.numeraire { note } else { note.asset(asset) });
        if item.swap {
            super::clear::deliver(t, &[(item.debt, item.amount)]);
        }
        fee(t, item);
    }
}

/// A fee goes to people outside.
fn fee(t: &mut Tick<'_>, item: &Item) {
    let Some((debtor, link)) = t.s.debts.get(item.debt).map(|d| (d.debtor, d.link)).filter(|_| item.fee > 0) else {
        return;
    };
    t.s.pay(t.w.numeraire, debtor, t.w.outside(), item.fee);
    t.s.settling.fees += item.fee;
    let entry = t.note(Note::new(EntryKind::FeePaid).who(debtor).link(link).amount(item.fee));
    t.s.lost(debtor, entry, item.fee);
}

/// Says of each payment that was not made whether it waits for room or its payer for money.
fn held_up(t: &mut Tick<'_>, x: &Settlement, by: (usize, Option<&Item>), left: &[(usize, &Item)], base: u32) {
    let (balances, queued) = queue::numbers(t, &left.iter().map(|(_, item)| (*item).clone()).collect::<Vec<_>>());
    let full = t.s.settling.payments as usize >= by.0;
    let mut waiting = vec![false; left.len()];
    if full {
        let able = match x.by {
            // Of what it has now: whoever needs what waits elsewhere is stuck.
            SettledBy::OneByOne => {
                let only = |q: &Queued| Queued { changes: q.changes.iter().filter(|c| c.1 < 0).copied().collect() };
                one_by_one(&balances, &queued.iter().map(only).collect::<Vec<_>>(), usize::MAX)
            }
            _ => together(&balances, &queued).iter().zip(0..).filter(|(s, _)| **s).map(|(_, at)| at).collect(),
        };
        for at in able {
            waiting.get_mut(at).into_iter().for_each(|w| *w = true);
        }
    }
    for (&(_, item), _) in left.iter().zip(&waiting).filter(|(_, w)| **w) {
        wait(t, item, by);
    }
    let mut stuck: Vec<(usize, EntryIx)> = Vec::new();
    for (at, (&(_, item), _)) in left.iter().zip(&waiting).enumerate().filter(|(_, (_, w))| !**w) {
        if let Some(entry) = stick(t, item, base) {
            stuck.push((at, entry));
        }
    }
    gridlock(t, &balances, &queued, left, &stuck);
}

/// A payment that could be made has no room.
fn wait(t: &mut Tick<'_>, item: &Item, (_, last): (usize, Option<&Item>)) {
    let Some(d) = t.s.debts.get(item.debt) else { return };
    let (debtor, creditor, link, kind) = (d.debtor, d.creditor, d.link, d.kind);
    let congested = t.s.settling.congested;
    let opening = t.s.standing.get(debtor.at()).and_then(|s| s.opening);
    // What it was outbid by: the fee of the last payment that was made.
    let outbid = last.map_or(0, |x| x.fee);
    let note = Note::new(EntryKind::Waited).who(debtor).other(creditor).link(link).amount(item.amount).of(outbid);
    let note = if item.asset == t.w.numeraire { note } else { note.asset(item.asset) };
    let entry = t.note(note.cause(congested.or(opening), 0));
    t.s.settling.waiting += t.s.at_mark(t.w, item.asset, item.amount);
    let mut places = vec![(item.debt, item.amount)];
    if let DebtKind::Leg { trade, .. } = kind
        && item.swap
    {
        let leg = t.s.leg(trade, false);
        places.push((leg, t.s.debts.get(leg).map_or(0, |d| d.open)));
    }
    for (at, amount) in places {
        if let Some(d) = t.s.debts.get_mut(at) {
            d.waits = Some(entry);
            d.due_now = amount + d.paid_now;
        }
    }
    t.s.lacks(creditor, entry, item.amount);
}

/// A payment whose payer has not the money.
fn stick(t: &mut Tick<'_>, item: &Item, base: u32) -> Option<EntryIx> {
    if item.swap {
        super::clear::unsettled(t, [item.debt].iter());
        return None;
    }
    let d = t.s.debts.get(item.debt)?;
    let (debtor, creditor, link) = (d.debtor, d.creditor, d.link);
    let has = t.s.books.free(debtor, item.asset).clamp(0, item.amount);
    let missing = missing(t, debtor, item);
    let causes = if missing.is_empty() { t.reasons(debtor, item.amount - has) } else { missing };
    let note = Note::new(EntryKind::Stuck).who(debtor).other(creditor).link(link).amount(has).of(item.amount);
    let note = if item.asset == t.w.numeraire { note } else { note.asset(item.asset) };
    let entry = t.note(note.causes(largest_first(causes)));
    if let Some(d) = t.s.debts.get_mut(item.debt) {
        d.due_now = item.amount + d.paid_now;
        d.round = base + 1;
    }
    if let Some(s) = t.s.standing.get_mut(debtor.at()) {
        s.short.get_or_insert((entry, base + 1));
    }
    t.s.lacks(creditor, entry, item.amount);
    Some(entry)
}

/// Payments to somebody that wait or are stuck, as far as that is known: what it was to pay with.
fn missing(t: &Tick<'_>, who: ParticipantIx, item: &Item) -> Vec<Cause> {
    let first = t.s.before.entries;
    let held = |k| matches!(k, EntryKind::Waited | EntryKind::Stuck);
    let lines = (0u32..).zip(&t.s.journal.entries).skip(first);
    let mine = lines.filter(|(_, e)| held(e.kind) && e.other == Some(who));
    let same = mine.filter(|(_, e)| e.asset.unwrap_or(t.w.numeraire) == item.asset);
    same.map(|(at, e)| {
        let amount = if e.kind == EntryKind::Waited { e.amount } else { e.of };
        Cause { entry: EntryIx(at), amount }
    })
    .collect()
}

/// Payments that are stuck one by one and could be made together.
fn gridlock(
    t: &mut Tick<'_>,
    balances: &[i64],
    queued: &[Queued],
    left: &[(usize, &Item)],
    stuck: &[(usize, EntryIx)],
) {
    let some: Vec<Queued> = stuck.iter().filter_map(|(at, _)| queued.get(*at)).cloned().collect();
    let stays = together(balances, &some);
    let (mut value, mut all, mut causes) = (0i64, 0i64, Vec::new());
    for (&(at, entry), stays) in stuck.iter().zip(stays) {
        let Some((_, item)) = left.get(at) else { continue };
        let worth = t.s.at_mark(t.w, item.asset, item.amount);
        all += worth;
        if stays {
            value += worth;
            causes.push(Cause { entry, amount: Amount::new(worth) });
        }
    }
    t.s.settling.gridlocked = value;
    if value > 0 {
        t.note(Note::new(EntryKind::Gridlocked).amount(value).of(all).causes(largest_first(causes)));
    }
}
