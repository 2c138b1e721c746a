//! Balances and postings.

use super::{Held, View, ensure};
use crate::journal::{Entry, EntryKind};
use crate::ledger::{Account, Cleared};
use crate::units::{Amount, AssetIx};

pub(super) fn postings_well_formed(v: &View<'_>) -> Held {
    let now = v.s.books.now();
    for p in v.s.books.postings() {
        let ok = p.units > 0 && p.from != p.to && now.has(p.from, p.asset) && now.has(p.to, p.asset);
        ensure(ok, || format!("{p:?}"))?;
    }
    Ok(())
}

pub(super) fn balances_replay(v: &View<'_>) -> Held {
    ensure(v.replay.end == *v.s.books.now(), || "balances are not what the postings make of the last ones".into())
}

pub(super) fn supply_constant(v: &View<'_>) -> Held {
    let (sums, supply) = (v.s.books.now().sums(), v.s.books.supply());
    ensure(sums == supply, || {
        let off = sums.iter().zip(supply).zip(&v.w.assets).find(|((now, then), _)| now != then);
        off.map_or_else(String::new, |((now, then), a)| format!("{} sums to {now}, not to {then}", a.id))
    })
}

pub(super) fn supply_by_entries(v: &View<'_>) -> Held {
    let unissued = Account::Free(v.w.unissued());
    let touches = |p: &&crate::ledger::Posting| p.from == unissued || p.to == unissued;
    let said = |e: &&Entry| matches!(e.kind, EntryKind::Minted | EntryKind::Burned | EntryKind::Slashed);
    if !v.s.books.postings().iter().any(|p| touches(&p)) && !v.entries.iter().any(|e| said(&e)) {
        return Ok(());
    }
    for asset in (0..v.w.assets.len() as u32).map(AssetIx) {
        let mut posted = (0i64, 0i64);
        for p in v.s.books.postings().iter().filter(touches).filter(|p| p.asset == asset) {
            let way = if p.from == unissued { &mut posted.0 } else { &mut posted.1 };
            *way += p.units;
        }
        let mut noted = (0i64, 0i64);
        for e in v.entries.iter().filter(said).filter(|e| e.asset == Some(asset)) {
            let way = if e.kind == EntryKind::Minted { &mut noted.0 } else { &mut noted.1 };
            *way += e.amount.quanta();
        }
        ensure(posted == noted, || format!("asset {}: issued and burnt {posted:?}, said {noted:?}", asset.0))?;
    }
    Ok(())
}

pub(super) fn no_negative_balance(v: &View<'_>) -> Held {
    let (now, width) = (v.s.books.now(), v.w.assets.len());
    let own = now.free.get(..v.w.participants.len() * width).unwrap_or_default();
    // One pass without a branch in it: it is done every tick.
    if own.iter().chain(now.boxes()).fold(0, |all, &units| all | units) >= 0 {
        return Ok(());
    }
    match own.iter().position(|&units| units < 0) {
        Some(at) => {
            let who = v.w.participants.get(at / width.max(1)).map_or("", |p| p.id.as_str());
            ensure(false, || format!("{who} has {} of asset {}", own.get(at).copied().unwrap_or(0), at % width.max(1)))
        }
        None => Err("a box of collateral or a stake has less than nothing".into()),
    }
}

pub(super) fn balance_within_limit(v: &View<'_>) -> Held {
    let now = v.s.books.now();
    let mut all = now.free.iter().chain(now.boxes());
    ensure(all.all(|units| units.unsigned_abs() <= Amount::LIMIT.unsigned_abs()), || {
        "a balance passes the limit".into()
    })
}

pub(super) fn rounding_bounded(v: &View<'_>) -> Held {
    let rounding = Account::Free(v.w.rounding());
    for (at, p) in (0u32..).zip(v.s.books.postings()) {
        if p.to == rounding {
            return ensure(false, || format!("{} quanta went to the rounding account", p.units));
        }
        if p.from != rounding {
            continue;
        }
        let within = |c: &&Cleared| c.asset == p.asset && (c.first..c.end).contains(&at);
        let Some(cleared) = v.s.cleared.iter().find(within) else {
            return ensure(false, || format!("{} quanta of rounding outside a clearing", p.units));
        };
        let claims = cleared.payments.iter().filter(|x| p.to == Account::Free(x.creditor)).count();
        ensure(p.units <= claims as i64, || format!("{} quanta of rounding for {claims} claims", p.units))?;
    }
    // No tick before this one may have left more in it than nothing.
    let over = |a: &AssetIx| v.s.books.free(v.w.rounding(), *a) > 0;
    let over = (0..v.w.assets.len() as u32).map(AssetIx).find(over);
    ensure(over.is_none(), || "the rounding account has more than nothing".into())
}
