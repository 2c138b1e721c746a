//! Payments that were not made: they wait for room, or their payer for money, and in gridlock for each other.

use super::queue::{self, Item};
use crate::clearing::gridlock::{Queued, one_by_one, together};
use crate::engine::clear;
use crate::engine::context::{Note, Tick};
use crate::journal::{Cause, EntryKind, largest_first};
use crate::scenario::{SettledBy, Settlement};
use crate::state::DebtKind;
use crate::units::{Amount, EntryIx, ParticipantIx};

/// Says of each payment that was not made whether it waits for room or its payer for money.
pub(super) fn held_up(
    t: &mut Tick<'_>,
    x: &Settlement,
    by: (usize, Option<&Item>),
    left: &[(usize, &Item)],
    base: u32,
) {
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
        clear::unsettled(t, [item.debt].iter());
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
