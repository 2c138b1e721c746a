//! Collateral: boxes, re-use, seizure.

use super::{Held, View, ensure};
use crate::journal::EntryKind;
use crate::scenario::MAX_CHAIN;

/// Units that open links pledge on out of each link.
fn passed_on(v: &View<'_>) -> Vec<i64> {
    let mut below = vec![0i64; v.w.collateral.len()];
    for (c, p) in v.w.collateral.iter().zip(&v.s.pledges).filter(|(_, p)| !p.closed) {
        if let Some(slot) = c.reuses.and_then(|up| below.get_mut(up as usize)) {
            *slot += p.posted;
        }
    }
    below
}

pub(super) fn one_unit_one_box(v: &View<'_>) -> Held {
    let below = passed_on(v);
    for (at, ((c, p), below)) in (0u32..).zip(v.w.collateral.iter().zip(&v.s.pledges).zip(below)) {
        let here = v.s.books.pledged(at);
        let ok = if c.transfer {
            here == 0
        } else if p.closed {
            here == p.seized
        } else {
            // What had been passed on when a side failed is owed in money; the units are their holders' own.
            here + if p.converted { 0 } else { below } <= p.posted
        };
        ensure(ok, || format!("{}: {here} in its box, {below} passed on, {p:?}", c.id))?;
    }
    Ok(())
}

pub(super) fn reuse_within_cap(v: &View<'_>) -> Held {
    let below = passed_on(v);
    for ((c, p), below) in v.w.collateral.iter().zip(&v.s.pledges).zip(below) {
        let within = below <= c.reusable || p.closed || p.converted;
        ensure(within, || format!("{}: {below} pledged on, {} allowed", c.id, c.reusable))?;
    }
    Ok(())
}

pub(super) fn reuse_acyclic(v: &View<'_>) -> Held {
    for c in v.w.collateral.iter().filter(|c| c.reuses.is_some()) {
        let (mut up, mut length) = (c.reuses, 0);
        while let Some(at) = up {
            length += 1;
            ensure(length <= MAX_CHAIN, || format!("the chain above {} does not end", c.id))?;
            up = v.w.collateral.get(at as usize).and_then(|x| x.reuses);
        }
    }
    Ok(())
}

pub(super) fn seized_within_secured(v: &View<'_>) -> Held {
    for (at, (c, p)) in (0u32..).zip(v.w.collateral.iter().zip(&v.s.pledges)).filter(|(_, (_, p))| p.seized > 0) {
        let ok = p.seized <= v.s.books.pledged(at) && v.s.has_failed(c.pledger);
        ensure(ok, || format!("{}: {p:?}", c.id))?;
    }
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::PaidByCollateral) {
        ensure(e.amount <= e.of, || format!("collateral paid more than the debt behind it: {e:?}"))?;
    }
    Ok(())
}
