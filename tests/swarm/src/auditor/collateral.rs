//! Collateral, from frames, boxes of the second ledger, and terms.

use super::ledger::{has, value};
use super::{Held, Seen, ensure};
use interclear_core::engine::{Account, LinkState};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::scenario::{MAX_CHAIN, Title};

/// Units that posted links pledge on out of the link at a place.
fn passed_on(v: &Seen<'_>, at: usize) -> i64 {
    let below = v.trace.links.iter().zip(&v.frame.links);
    let below = below.filter(|(info, l)| info.reuses.is_some_and(|up| up.at() == at) && l.state == LinkState::Posted);
    below.map(|(_, l)| l.open.quanta()).sum()
}

/// Whether nobody at either end of a link or of those below it has failed.
fn whole(v: &Seen<'_>, at: usize) -> bool {
    let sound = |i: usize| v.trace.links.get(i).is_some_and(|l| !v.failed(l.from) && !v.failed(l.to));
    let below = |i: &usize| v.trace.links.get(*i).and_then(|l| l.reuses).is_some_and(|up| up.at() == at);
    sound(at) && (0..v.trace.links.len()).filter(below).all(sound)
}

pub(super) fn one_unit_one_box(v: &Seen<'_>) -> Held {
    for (at, (info, l)) in v.trace.links.iter().zip(&v.frame.links).enumerate() {
        let Some(c) = v.s.collateral.iter().find(|c| c.id == info.id && info.link.kind == LinkKind::Collateral) else {
            continue;
        };
        let here = has(&v.after, Account::Pledged(info.link.at), info.asset);
        let below = i128::from(passed_on(v, at));
        let posted = i128::from(l.open.quanta());
        let ok = match l.state {
            _ if c.title == Title::Transfer => here == 0,
            LinkState::Closed => here == 0,
            // Sound at both ends: each unit is in the box or one link further down.
            LinkState::Posted if whole(v, at) => here + below <= posted,
            _ => here <= posted,
        };
        ensure(ok, || format!("{}: {here} in its box, {below} passed on, {l:?}", info.id))?;
    }
    Ok(())
}

pub(super) fn reuse_within_cap(v: &Seen<'_>) -> Held {
    for (at, (info, l)) in v.trace.links.iter().zip(&v.frame.links).enumerate() {
        let Some(c) = v.s.collateral.iter().find(|c| c.id == info.id) else { continue };
        if info.link.kind != LinkKind::Collateral || l.state != LinkState::Posted || !whole(v, at) {
            continue;
        }
        let (below, cap) = (passed_on(v, at), value(info.amount.quanta().into(), c.reuse_cap.get(), 1.0));
        ensure(below <= cap, || format!("{}: {below} pledged on, {cap} allowed", info.id))?;
    }
    Ok(())
}

pub(super) fn reuse_acyclic(v: &Seen<'_>) -> Held {
    for info in &v.trace.links {
        let up = |l: &&interclear_core::engine::LinkInfo| l.reuses.and_then(|up| v.trace.links.get(up.at()));
        let length = std::iter::successors(Some(info), up).take(MAX_CHAIN + 2).count();
        ensure(length <= MAX_CHAIN + 1, || format!("the chain above {} does not end", info.id))?;
    }
    Ok(())
}

pub(super) fn seized_within_secured(v: &Seen<'_>) -> Held {
    for (info, l) in v.trace.links.iter().zip(&v.frame.links).filter(|(_, l)| l.state == LinkState::Seized) {
        ensure(v.failed(info.from), || format!("{} is seized from the living: {l:?}", info.id))?;
    }
    for e in v.entries {
        let over = e.kind == EntryKind::PaidByCollateral && e.amount > e.of;
        let early = e.kind == EntryKind::Seized && !e.other.is_some_and(|who| v.failed(who));
        ensure(!over && !early, || format!("{e:?}"))?;
    }
    Ok(())
}
