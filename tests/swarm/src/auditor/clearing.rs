//! Clearings, from balances replayed up to the end of each.

use super::ledger::{Ledger, apply, has};
use super::{Held, Seen, ensure};
use interclear_core::engine::{Account, Cleared, Payment};
use interclear_core::units::ParticipantIx;
use std::collections::BTreeMap;

/// Calls with each clearing and the books as they stand when it is done.
fn at_end(v: &Seen<'_>, holds: impl Fn(&Cleared, &Ledger) -> Held) -> Held {
    for c in &v.did.cleared {
        let mut books = v.before.clone();
        v.did.postings.iter().take(c.end as usize).for_each(|p| apply(&mut books, p));
        holds(c, &books)?;
    }
    Ok(())
}

/// Claims of a clearing by debtor.
fn by_debtor(c: &Cleared) -> BTreeMap<ParticipantIx, Vec<&Payment>> {
    let mut all: BTreeMap<ParticipantIx, Vec<&Payment>> = BTreeMap::new();
    for p in &c.payments {
        all.entry(p.debtor).or_default().push(p);
    }
    all
}

fn unpaid(list: &[&Payment]) -> i128 {
    list.iter().map(|p| i128::from(p.due - p.paid)).sum()
}

fn burnt(c: &Cleared, who: ParticipantIx) -> i128 {
    c.burnt.iter().filter(|b| b.0 == who).map(|b| i128::from(b.1)).sum()
}

pub(super) fn payment_within_claim(v: &Seen<'_>) -> Held {
    let odd = |p: &&Payment| p.paid < 0 || p.paid > p.due || p.secured < 0 || p.due + p.secured > p.open;
    let found = v.did.cleared.iter().flat_map(|c| &c.payments).find(odd);
    ensure(found.is_none(), || format!("{found:?}"))?;
    let over = v.trace.links.iter().zip(&v.frame.links).find(|(_, l)| l.paid > l.due || l.paid.quanta() < 0);
    over.map_or(Ok(()), |(info, l)| Err(format!("{}: {l:?}", info.id)))
}

/// When a clearing is done nobody is left with less than nothing.
pub(super) fn limited_liability(v: &Seen<'_>) -> Held {
    at_end(v, |c, books| {
        let mut debtors = c.payments.iter().map(|p| p.debtor);
        let poor = debtors.find(|&who| has(books, Account::Free(who), c.asset) < 0);
        poor.map_or(Ok(()), |who| Err(format!("{} has less than nothing after a clearing", v.id(who))))
    })
}

/// Whoever is left with more than it did not pay could have paid.
pub(super) fn able_pays_in_full(v: &Seen<'_>) -> Held {
    at_end(v, |c, books| {
        for (who, list) in by_debtor(c) {
            let (unpaid, left) = (unpaid(&list), has(books, Account::Free(who), c.asset) + burnt(c, who));
            ensure(unpaid == 0 || left <= unpaid, || format!("{} keeps {left} and lacks {unpaid}", v.id(who)))?;
        }
        Ok(())
    })
}

/// Whoever did not pay in full is left with fractions.
pub(super) fn nothing_withheld(v: &Seen<'_>) -> Held {
    at_end(v, |c, books| {
        for (who, list) in by_debtor(c) {
            let left = has(books, Account::Free(who), c.asset);
            let fractions = list.len() as i128 + 1;
            ensure(unpaid(&list) == 0 || left <= fractions, || format!("{} keeps {left}", v.id(who)))?;
        }
        Ok(())
    })
}

pub(super) fn absolute_priority(v: &Seen<'_>) -> Held {
    for list in v.did.cleared.iter().flat_map(|c| by_debtor(c).into_values()) {
        for senior in &list {
            let over = list.iter().find(|p| p.class > senior.class && p.paid > 0 && senior.due - senior.paid > 1);
            ensure(over.is_none(), || format!("{over:?} before {senior:?}"))?;
        }
    }
    Ok(())
}

pub(super) fn pari_passu(v: &Seen<'_>) -> Held {
    for list in v.did.cleared.iter().flat_map(|c| by_debtor(c).into_values()) {
        for (k, a) in list.iter().enumerate() {
            for b in list.iter().skip(k + 1).filter(|b| b.class == a.class) {
                let cross = |x: &Payment, y: &Payment| i128::from(x.paid) * i128::from(y.due);
                let apart = (cross(a, b) - cross(b, a)).abs();
                ensure(apart <= i128::from(a.due.max(b.due)), || format!("{a:?} and {b:?}"))?;
            }
        }
    }
    Ok(())
}
