//! Collateral, from frames, boxes of the second ledger, and terms.

use super::ledger::{has, scale, value};
use super::{Held, Seen, ensure};
use interclear_core::engine::{Account, LinkInfo, LinkState};
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
        let up = |l: &&LinkInfo| l.reuses.and_then(|up| v.trace.links.get(up.at()));
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

/// What the frame says is owed back on a link beyond what is in its box: passed on down the chain, or with its title. It
/// is what the links below have at the opening, and falls by what comes up from them, by what the lines say was given
/// back, or where the holder's debts show it from now on.
pub(super) fn pledged_n_times_owed_n_times(v: &Seen<'_>) -> Held {
    for (at, (info, l)) in v.trace.links.iter().zip(&v.frame.links).enumerate() {
        // Initial margin is never passed on; a client's goes with it to another member.
        let place = interclear_core::units::LinkIx(at as u32);
        let margin = v.trace.book.iter().flat_map(|b| &b.margins).any(|m| m.link == place || m.cash == place);
        if info.link.kind != LinkKind::Collateral || margin {
            continue;
        }
        let transfer = v.s.collateral.iter().any(|c| c.id == info.id && c.title == Title::Transfer);
        let own = Account::Pledged(info.link.at);
        let (was, came_up) = match v.last.and_then(|f| f.links.get(at)) {
            Some(last) => (i128::from(last.open.quanta()) - has(&v.before, own, info.asset), came_up(v, own)),
            None if transfer => (info.amount.quanta().into(), 0),
            None => (opening_below(v, at), 0),
        };
        let now = i128::from(l.open.quanta()) - has(&v.after, own, info.asset);
        let (least, most) = if transfer { given(v, info) } else { (0, 0) };
        let (least, most) = (was - came_up + least - now, was - came_up + most - now);
        let ends = l.state != LinkState::Posted || v.failed(info.from) || v.failed(info.to);
        let turned = v.last.is_some() && ends && least > 0 && stands(v, info, least);
        let fine = least <= 0 && most >= 0 || turned;
        ensure(fine, || format!("{}: {was} passed on, {came_up} came up, {now} owed in units", info.id))?;
    }
    Ok(())
}

fn came_up(v: &Seen<'_>, to: Account) -> i128 {
    let up = v.did.postings.iter().filter(|p| p.to == to && matches!(p.from, Account::Pledged(_)));
    up.map(|p| i128::from(p.units)).sum()
}

fn opening_below(v: &Seen<'_>, at: usize) -> i128 {
    let below = v.trace.links.iter().filter(|l| l.reuses.is_some_and(|up| up.at() == at));
    below.map(|l| i128::from(l.amount.quanta())).sum()
}

/// The least and the most that passed title in the tick, by the lines of a link, less what was given back: a line of more
/// collateral gives its value only.
fn given(v: &Seen<'_>, info: &LinkInfo) -> (i128, i128) {
    let mark = if info.asset == v.trace.numeraire { 1.0 } else { v.marks.get(info.asset.at()).copied().unwrap_or(0.0) };
    let unit = mark * scale(v.trace, info.asset);
    let (mut least, mut most) = (0, 0);
    for e in v.entries.iter().filter(|e| e.link == Some(info.link)) {
        let amount = e.amount.quanta();
        match e.kind {
            EntryKind::TakenBack => (least, most) = (least - i128::from(amount), most - i128::from(amount)),
            EntryKind::ToppedUp if unit > 0.0 => {
                least += (amount as f64 / unit * (1.0 - 1e-9)).floor() as i128;
                most += ((amount + 1) as f64 / unit * (1.0 + 1e-9)).ceil() as i128;
            }
            _ => {}
        }
    }
    (least, most)
}

/// Whether what is no more owed in units is a debt now: the holder's debts are large enough, or it was set off, or a line
/// says that it does not come back.
fn stands(v: &Seen<'_>, info: &LinkInfo, units: i128) -> bool {
    let mark = if info.asset == v.trace.numeraire { 1.0 } else { v.marks.get(info.asset.at()).copied().unwrap_or(0.0) };
    let worth = value(units, mark * (1.0 - 1e-9), scale(v.trace, info.asset));
    let pair = |e: &interclear_core::journal::Entry| {
        [(e.who, e.other), (e.other, e.who)].contains(&(Some(info.from), Some(info.to)))
    };
    let told = v.entries.iter().any(|e| match e.kind {
        EntryKind::SetOff => pair(e),
        EntryKind::NotReturned => e.link == Some(info.link),
        _ => false,
    });
    told || v.stands(info.to).debts.quanta() >= worth
}
