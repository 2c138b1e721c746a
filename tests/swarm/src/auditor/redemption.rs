//! Redemption of claim tokens, from the terms of the scenario, the requests of the frames and the journal.

use super::ledger::{has, value};
use super::{Held, Seen, ensure};
use interclear_core::engine::{Account, RequestFrame};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::{ClaimToken, Redemption, ServiceOrder};
use interclear_core::units::AssetIx;

/// Tokens that are redeemed, with their terms as they hold in this tick.
fn redeemed<'a>(v: &'a Seen<'_>) -> impl Iterator<Item = (AssetIx, &'a ClaimToken, &'a Redemption)> {
    v.terms.assets.iter().filter_map(|a| {
        let claim = a.claim.as_ref()?;
        let at = v.trace.assets.iter().position(|x| x.id == a.id)?;
        Some((AssetIx(at as u32), claim, claim.redemption.as_ref()?))
    })
}

fn requests<'a>(v: &'a Seen<'_>, asset: AssetIx) -> impl Iterator<Item = &'a RequestFrame> {
    v.frame.requests.iter().filter(move |r| r.asset == asset)
}

/// What is set aside is what is asked for and not fixed; what waits is what waited, with what was handed in, without what
/// the journal says was redeemed.
pub(super) fn waiting_by_requests(v: &Seen<'_>) -> Held {
    let waiting = Account::Free(v.waiting());
    for asset in (0..v.trace.assets.len() as u32).map(AssetIx) {
        let left: i64 = requests(v, asset).filter(|r| !r.fixed).map(|r| r.left.quanta()).sum();
        let there = has(&v.after, waiting, asset);
        ensure(there == i128::from(left), || format!("asset {}: {there} set aside, {left} wait", asset.0))?;
    }
    for (asset, claim, _) in redeemed(v) {
        let sum = |kind: EntryKind| {
            let of = v.entries.iter().filter(|e| e.kind == kind && e.asset == Some(asset));
            of.map(|e| e.amount.quanta()).sum::<i64>()
        };
        let before =
            v.last.map_or(0, |f| f.requests.iter().filter(|r| r.asset == asset).map(|r| r.left.quanta()).sum::<i64>());
        let left: i64 = requests(v, asset).map(|r| r.left.quanta()).sum();
        let wanted = before + sum(EntryKind::RedemptionAsked) - sum(EntryKind::Redeemed);
        let dissolved = left == 0 && v.who(&claim.issuer).is_some_and(|who| v.failed(who));
        ensure(left == wanted || dissolved, || format!("asset {}: {left} wait, not {wanted}", asset.0))?;
    }
    Ok(())
}

pub(super) fn redemption_queue_order(v: &Seen<'_>) -> Held {
    for (asset, _, terms) in redeemed(v) {
        let ripe = |r: &RequestFrame| r.since + terms.delay <= v.tick;
        let early = requests(v, asset).find(|r| r.served.quanta() > 0 && !ripe(r));
        ensure(early.is_none(), || format!("paid before its time: {early:?}"))?;
        if terms.order == ServiceOrder::FirstCome {
            let last_paid = requests(v, asset).rposition_of(|r| r.served.quanta() > 0);
            let first_waits = requests(v, asset).position(|r| r.left.quanta() > 0 && ripe(r));
            let passed = last_paid.zip(first_waits).is_some_and(|(paid, waits)| paid > waits);
            ensure(!passed, || format!("asset {}: {last_paid:?} paid, {first_waits:?} waits", asset.0))?;
        }
    }
    Ok(())
}

/// The place of the last that is so.
trait LastPlace: Iterator {
    fn rposition_of(self, is: impl Fn(&Self::Item) -> bool) -> Option<usize>;
}

impl<I: Iterator> LastPlace for I {
    fn rposition_of(self, is: impl Fn(&Self::Item) -> bool) -> Option<usize> {
        self.enumerate().filter(|(_, x)| is(x)).map(|(at, _)| at).last()
    }
}

pub(super) fn redemption_within_cap(v: &Seen<'_>) -> Held {
    for (asset, claim, terms) in redeemed(v) {
        let paid: i64 = requests(v, asset).map(|r| r.served.quanta()).sum();
        let said = v.entries.iter().filter(|e| e.kind == EntryKind::Redeemed && e.asset == Some(asset));
        let said: i64 = said.map(|e| e.amount.quanta()).sum();
        ensure(paid == said, || format!("asset {}: {paid} shown, {said} said", asset.0))?;
        let decimals = v.trace.assets.get(asset.at()).map_or(0, |a| a.decimals);
        let cap = terms.per_tick.and_then(|c| c.quanta(decimals).ok()).map_or(i64::MAX, |c| c.quanta());
        let gate = terms.gate.map_or(1.0, |g| g.get());
        let unissued = Account::Free(v.unissued());
        let door = if gate < 1.0 { value(-has(&v.before, unissued, asset), gate, 1.0) } else { i64::MAX };
        let (every, open) = (terms.open_every.unwrap_or(1), terms.open_for.unwrap_or(1));
        let from = terms.open_from.unwrap_or(1);
        // Ticks since the counter first opened, or would have.
        let since = (i64::from(v.tick) - i64::from(from)).rem_euclid(i64::from(every));
        let shut = since >= i64::from(open) || v.out(&claim.issuer);
        let shut = shut || v.who(&claim.issuer).is_some_and(|who| v.failed_before(who));
        let most = if shut { 0 } else { cap.min(door) };
        ensure(paid <= most, || format!("asset {}: {paid} redeemed, {most} allowed", asset.0))?;
    }
    Ok(())
}
