//! Forged messages, pauses, and what is shown beside what there is.

use super::{Held, View, ensure};
use crate::journal::{Entry, EntryKind};
use crate::units::{Amount, AssetIx, ParticipantIx};

fn forged<'a>(v: &View<'a>) -> impl Iterator<Item = (usize, &'a Entry)> {
    (v.first..).zip(v.entries).filter(|(_, e)| e.kind == EntryKind::Forged)
}

pub(super) fn forged_needs_keys(v: &View<'_>) -> Held {
    for (_, e) in forged(v) {
        let threshold = e.who.and_then(|who| v.w.bridge(who)).map_or(u32::MAX, |b| b.threshold);
        let heard = v.s.attacks.iter().map(|a| a.message);
        let enough = heard
            .into_iter()
            .any(|m| (Some(m.bridge), Some(m.to), Some(m.token)) == (e.who, e.other, e.asset) && m.keys >= threshold);
        ensure(enough, || format!("{threshold} keys are needed: {e:?}"))?;
    }
    Ok(())
}

pub(super) fn mint_within_cap(v: &View<'_>) -> Held {
    for (_, e) in forged(v) {
        let (Some(who), Some(asset)) = (e.who, e.asset) else { return Err(format!("{e:?}")) };
        let decimals = v.w.assets.get(asset.at()).map_or(0, |a| a.decimals);
        let cap = v.w.bridge(who).map_or(0, |b| b.cap(decimals));
        let same = |x: &Entry| (x.who, x.asset) == (e.who, e.asset);
        let moved: i64 = forged(v).filter(|(_, x)| same(x)).map(|(_, x)| x.amount.quanta()).sum();
        ensure(moved <= cap, || format!("{moved} of at most {cap}: {e:?}"))?;
    }
    let over = v.s.attacks.iter().find(|a| a.left < 0 || a.left > a.message.amount);
    ensure(over.is_none(), || format!("{over:?}"))
}

pub(super) fn paused_mints_nothing(v: &View<'_>) -> Held {
    for (at, e) in forged(v) {
        let halt = e.who.and_then(|who| v.s.standing.get(who.at())).map(|s| s.halt).unwrap_or_default();
        let paused = halt.until > v.s.tick && halt.entry.is_some_and(|entry| entry.at() < at);
        ensure(!paused, || format!("paused: {e:?}"))?;
    }
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Withdrawn) {
        let shut = e.who.is_some_and(|who| v.s.is_shut(who));
        ensure(!shut, || format!("shut: {e:?}"))?;
    }
    Ok(())
}

/// What is shown beyond what there is comes from hidden debts and marks of one's own, and from nothing else.
pub(super) fn hidden_changes_no_books(v: &View<'_>) -> Held {
    let (any, all_lent, all_owed) = hidden(v);
    for (who, p) in (0u32..).map(ParticipantIx).zip(&v.frame.participants) {
        // What passes the largest number that is exact stops there, shown and true each on its own.
        if p.debts.quanta() >= Amount::LIMIT {
            continue;
        }
        let (shown, owes) = (p.seen_equity.quanta() - p.equity().quanta(), p.debts.quanta() - p.seen_debts.quanta());
        let spec = v.w.participants.get(who.at());
        let marks = spec.and_then(|p| p.custodian.as_ref()).filter(|_| !v.s.is_open(who));
        let closed = any && !v.s.standing.get(who.at()).is_some_and(|s| s.disclosed);
        let uplift: i64 =
            marks.iter().flat_map(|c| &c.marks).map(|&(asset, price)| beyond(v, (who, asset), price)).sum();
        let of = |sums: &[i64]| if closed { sums.get(who.at()).copied().unwrap_or(0) } else { 0 };
        let (lent, owed) = (of(&all_lent), of(&all_owed));
        ensure((0..=owed).contains(&owes), || format!("{}: {owes} of {owed} debts hidden", who.0))?;
        let losses = shown - owes - uplift;
        ensure((0..=lent).contains(&losses), || format!("{}: {losses} of {lent} lent hidden", who.0))?;
    }
    Ok(())
}

/// What a mark of one's own adds.
fn beyond(v: &View<'_>, (who, asset): (ParticipantIx, AssetIx), price: f64) -> i64 {
    let units = v.s.owned(v.w, who, asset);
    crate::units::value_of(units, price, v.s.scale(v.w, asset)) - v.s.at_mark(v.w, asset, units)
}

/// Whether any debt is hidden, and open amounts of hidden debts at face value: what each has lent, and owes.
fn hidden(v: &View<'_>) -> (bool, Vec<i64>, Vec<i64>) {
    let n = v.w.participants.len();
    let (mut lent, mut owed) = (vec![0; n], vec![0; n]);
    let all = v.w.obligations.iter().chain(&v.w.deposits).filter(|d| d.hidden);
    let links: std::collections::BTreeSet<_> = all.map(|d| d.link).collect();
    let debts = v.s.debts.iter().filter(|d| d.link.at != u32::MAX && links.contains(&d.link));
    for d in debts.filter(|_| !links.is_empty()) {
        for (sums, who) in [(&mut lent, d.creditor), (&mut owed, d.debtor)] {
            if let Some(slot) = sums.get_mut(who.at()) {
                *slot += v.s.debt_value(v.w, d);
            }
        }
    }
    (!links.is_empty(), lent, owed)
}
