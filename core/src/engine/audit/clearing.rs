//! What a clearing owes to its definition: limited liability, priority, the same share for the same rank.

use super::{Held, View, ensure};
use crate::ledger::{Account, Balances, Cleared, Payment};
use crate::state::State;
use crate::units::ParticipantIx;
use crate::world::World;
use litemap::LiteMap;

/// One clearing summed up by participant; the place after the last is everybody outside.
pub(super) struct Sums {
    /// What each can spend: cash, collateral in the same asset that secures its claims, and rounding.
    has: Vec<i64>,
    /// What each receives.
    gets: Vec<i64>,
    /// What each owes.
    owes: Vec<i64>,
    /// What each pays, bankruptcy costs apart.
    gives: Vec<i64>,
    /// How many claims there are on each.
    claims: Vec<i64>,
    burnt: Vec<i64>,
    /// Whether each claim on each is paid in full.
    short: bool,
}

impl Sums {
    pub(super) fn new(w: &World, s: &State, c: &Cleared, then: &Balances) -> Self {
        let n = w.participants.len();
        let mut sums = Self {
            has: vec![0; n + 1],
            gets: vec![0; n + 1],
            owes: vec![0; n + 1],
            gives: vec![0; n + 1],
            claims: vec![0; n + 1],
            burnt: vec![0; n + 1],
            short: false,
        };
        for (who, has) in (0u32..).map(ParticipantIx).zip(&mut sums.has).take(n) {
            *has = if s.is_out(who) { 0 } else { then.get(Account::Free(who), c.asset) };
        }
        for p in &c.payments {
            add(&mut sums.has, p.creditor, p.secured);
            add(&mut sums.gets, p.creditor, p.paid);
            add(&mut sums.owes, p.debtor, p.due);
            add(&mut sums.gives, p.debtor, p.paid);
            add(&mut sums.claims, p.debtor, 1);
            sums.short |= p.paid < p.due;
        }
        if sums.short {
            let range = s.books.postings().get(c.first as usize..c.end as usize).unwrap_or_default();
            for p in range.iter().filter(|p| p.from == Account::Free(w.rounding())) {
                if let Account::Free(who) = p.to {
                    add(&mut sums.has, who, p.units);
                }
            }
            c.burnt.iter().for_each(|&(who, units)| add(&mut sums.burnt, who, units));
        }
        sums
    }
}

impl Sums {
    /// What somebody could spend before.
    pub(super) fn had(&self, who: ParticipantIx) -> i64 {
        self.has.get(who.at()).copied().unwrap_or(0)
    }

    /// What it has left of it, and of what it received.
    pub(super) fn left(&self, who: ParticipantIx) -> i64 {
        let at = |list: &[i64]| list.get(who.at()).copied().unwrap_or(0);
        at(&self.has) + at(&self.gets) - at(&self.gives)
    }
}

fn add(list: &mut [i64], who: ParticipantIx, units: i64) {
    if let Some(slot) = list.get_mut(who.at()) {
        *slot += units;
    }
}

/// A check of one participant's sums; `has` and `gets` first.
fn each(v: &View<'_>, holds: impl Fn(i64, i64, i64, i64, i64) -> bool) -> Held {
    for sums in &v.replay.clearings {
        let (has, gets) = (sums.has.iter(), sums.gets.iter());
        let sides = has.zip(gets).zip(sums.owes.iter().zip(&sums.gives)).zip(sums.claims.iter().zip(&sums.burnt));
        for (at, ((((has, gets), (owes, gives)), (claims, burnt)), p)) in sides.zip(&v.w.participants).enumerate() {
            if *claims > 0 && !holds(has + gets, *owes, *gives, *claims, *burnt) {
                return ensure(false, || {
                    format!(
                        "{} ({at}) has {has}, receives {gets}, owes {owes} on {claims} claims, pays {gives}, burns {burnt}",
                        p.id
                    )
                });
            }
        }
    }
    Ok(())
}

pub(super) fn payment_within_claim(v: &View<'_>) -> Held {
    for p in v.s.cleared.iter().flat_map(|c| &c.payments) {
        let ok = 0 <= p.paid && p.paid <= p.due && p.secured >= 0 && p.due + p.secured <= p.open;
        ensure(ok, || format!("{p:?}"))?;
    }
    Ok(())
}

pub(super) fn limited_liability(v: &View<'_>) -> Held {
    each(v, |can, _, gives, _, burnt| gives + burnt <= can)
}

pub(super) fn able_pays_in_full(v: &View<'_>) -> Held {
    each(v, |can, owes, gives, _, _| gives >= owes || can <= owes)
}

pub(super) fn nothing_withheld(v: &View<'_>) -> Held {
    // A claim is rounded down, so are the costs: a fraction each.
    each(v, |can, owes, gives, claims, burnt| gives >= owes || can - gives - burnt <= claims + 1)
}

/// For each debtor that falls short, the most senior class that lacks more than a quantum on a claim.
pub(super) fn absolute_priority(v: &View<'_>) -> Held {
    for (c, _) in v.s.cleared.iter().zip(&v.replay.clearings).filter(|(_, sums)| sums.short) {
        let mut lacks: Vec<u8> = vec![u8::MAX; v.w.participants.len()];
        for p in c.payments.iter().filter(|p| p.due - p.paid > 1) {
            if let Some(slot) = lacks.get_mut(p.debtor.at()) {
                *slot = (*slot).min(p.class);
            }
        }
        let over = |p: &&Payment| p.paid > 0 && lacks.get(p.debtor.at()).is_some_and(|&class| class < p.class);
        if let Some(p) = c.payments.iter().find(over) {
            return ensure(false, || format!("a senior claim is not whole, and {p:?}"));
        }
    }
    Ok(())
}

pub(super) fn pari_passu(v: &View<'_>) -> Held {
    for (c, _) in v.s.cleared.iter().zip(&v.replay.clearings).filter(|(_, sums)| sums.short) {
        // The first claim of each class of each debtor that lacks something of a class.
        let mut first: LiteMap<(ParticipantIx, u8), (i128, i128)> = LiteMap::new();
        for p in c.payments.iter().filter(|p| p.due > p.paid) {
            if first.get(&(p.debtor, p.class)).is_none() {
                first.insert((p.debtor, p.class), (p.paid.into(), p.due.into()));
            }
        }
        for p in c.payments.iter().filter(|p| p.due > 0) {
            let Some(&(paid, due)) = first.get(&(p.debtor, p.class)) else { continue };
            let apart = (paid * i128::from(p.due) - i128::from(p.paid) * due).abs();
            ensure(apart <= due.max(p.due.into()), || {
                format!("{paid} of {due} on another claim of its rank, and {p:?}")
            })?;
        }
    }
    Ok(())
}
