//! Staking: what is staked stays, but for the exit queue and for slashings.

use super::{Held, View, ensure};
use crate::engine::staking::churn;
use crate::ledger::Account;
use crate::state::stake_of;
use crate::units::AssetIx;

pub(super) fn staked_not_spent(v: &View<'_>) -> Held {
    let into = v.s.books.postings().iter().find(|p| matches!(p.to, Account::Staked(_)));
    ensure(into.is_none(), || format!("{into:?}"))?;
    for s in &v.s.stakes {
        let Some(asset) = stake_of(v.w, s.who).map(|x| x.asset) else { continue };
        let (was, now) = (v.s.books.before().get_staked(s.who, asset), v.s.staked_of(s.who, asset));
        let served: i64 = v.s.exits.iter().filter(|x| x.who == s.who).map(|x| x.served).sum();
        let ok = now == was - served - s.slashed && served >= 0 && s.slashed >= 0;
        ensure(ok, || format!("{was} staked, {now} now, {served} let out: {s:?}"))?;
        let exiting = v.s.exiting(s.who);
        ensure(exiting <= now, || format!("{exiting} on their way out of {now} staked"))?;
    }
    Ok(())
}

pub(super) fn exit_queue_order(v: &View<'_>) -> Held {
    for asset in (0..v.w.assets.len() as u32).map(AssetIx) {
        let mut waits = false;
        for x in v.s.exits.iter().filter(|x| x.asset == asset) {
            let delay = stake_of(v.w, x.who).map_or(0, |s| s.exit_delay);
            let ripe = x.since.saturating_add(delay) <= v.s.tick;
            let ok = x.served == 0 || ripe && !waits;
            ensure(ok && x.left >= 0, || format!("let out before its turn: {x:?}"))?;
            waits |= ripe && x.left > 0;
        }
    }
    Ok(())
}

pub(super) fn exits_within_churn(v: &View<'_>) -> Held {
    for asset in (0..v.w.assets.len() as u32).map(AssetIx) {
        let out: i64 = v.s.exits.iter().filter(|x| x.asset == asset).map(|x| x.served).sum();
        let most = churn(v.w, asset);
        ensure(out <= most, || format!("asset {}: {out} let out, {most} allowed", asset.0))?;
    }
    Ok(())
}
