//! Redemption of claim tokens: what waits is there, in its order, within its caps.

use super::{Held, View, ensure};
use crate::ledger::Account;
use crate::scenario::ServiceOrder;
use crate::state::{Request, State};
use crate::units::{AssetIx, value_of};

pub(super) fn waiting_by_requests(v: &View<'_>) -> Held {
    let waiting = Account::Free(v.w.waiting());
    for asset in (0..v.w.assets.len() as u32).map(AssetIx) {
        let own = |r: &&Request| r.asset == asset && r.debt.is_none();
        let asked: i64 = v.s.requests.iter().filter(own).map(|r| r.left).sum();
        let there = v.s.books.now().get(waiting, asset);
        ensure(there == asked, || format!("asset {}: {there} set aside, {asked} wait", asset.0))?;
    }
    for (at, r) in v.s.requests.iter().enumerate() {
        let was = v.before.requests.get(at).copied().unwrap_or(r.asked);
        let dissolved = r.left == 0 && State::redemption(v.w, r.asset).is_some_and(|x| v.s.has_failed(x.0.issuer));
        let ok = r.left >= 0 && r.served >= 0 && (r.left + r.served == was || dissolved);
        ensure(ok, || format!("{was} waited, and now {r:?}"))?;
    }
    Ok(())
}

pub(super) fn redemption_queue_order(v: &View<'_>) -> Held {
    for asset in (0..v.w.assets.len() as u32).map(AssetIx) {
        let Some((_, spec)) = State::redemption(v.w, asset) else { continue };
        let mut waits = false;
        for r in v.s.requests.iter().filter(|r| r.asset == asset) {
            let early = r.since.saturating_add(spec.delay) > v.s.tick;
            ensure(r.served == 0 || !early, || format!("paid before its time: {r:?}"))?;
            let passed = spec.order == ServiceOrder::FirstCome && waits && r.served > 0;
            ensure(!passed, || format!("paid before an earlier one: {r:?}"))?;
            waits |= r.is_ripe(&spec, v.s.tick);
        }
    }
    Ok(())
}

pub(super) fn redemption_within_cap(v: &View<'_>) -> Held {
    for asset in (0..v.w.assets.len() as u32).map(AssetIx) {
        let Some((claim, spec)) = State::redemption(v.w, asset) else { continue };
        let served: i64 = v.s.requests.iter().filter(|r| r.asset == asset).map(|r| r.served).sum();
        let supply = -v.s.books.before().get(Account::Free(v.w.unissued()), asset);
        let gate = if spec.gate < 1.0 { value_of(supply, spec.gate, 1.0) } else { i64::MAX };
        let closed = !spec.is_open(v.s.tick) || v.s.is_out(claim.issuer) || v.s.failed_before(claim.issuer);
        let most = if closed { 0 } else { spec.per_tick.unwrap_or(i64::MAX).min(gate) };
        ensure(served <= most, || format!("asset {}: {served} redeemed, {most} allowed", asset.0))?;
    }
    Ok(())
}
