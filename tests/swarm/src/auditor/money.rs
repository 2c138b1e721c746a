//! Balances, and what the frame says of them.

use super::ledger::{has, scale, value};
use super::{Held, Seen, ensure, has_failed};
use interclear_core::engine::{Account, LinkState};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::metric::{METRICS, Unit, index_of};
use interclear_core::units::{AssetIx, ParticipantIx};

pub(super) fn postings_well_formed(v: &Seen<'_>) -> Held {
    let known = |account: Account, asset: AssetIx| match account {
        Account::Free(who) => who <= v.waiting(),
        Account::Pledged(at) => {
            v.trace.links.iter().any(|l| l.link.kind == LinkKind::Collateral && l.link.at == at && l.asset == asset)
        }
        Account::Staked(who) => v.frame.stakes.iter().any(|s| s.who == who && s.asset == asset),
    };
    let odd = v.did.postings.iter().find(|p| {
        let real = p.asset.at() < v.trace.assets.len() && known(p.from, p.asset) && known(p.to, p.asset);
        !real || p.units <= 0 || p.from == p.to
    });
    odd.map_or(Ok(()), |p| Err(format!("{p:?}")))
}

/// The cash that the frame shows is the cash of the second ledger.
pub(super) fn balances_replay(v: &Seen<'_>) -> Held {
    for (who, p) in (0u32..).map(ParticipantIx).zip(&v.frame.participants) {
        let cash = has(&v.after, Account::Free(who), v.trace.numeraire);
        ensure(cash == i128::from(p.cash.quanta()), || format!("{} shows {}, has {cash}", v.id(who), p.cash.quanta()))?;
    }
    Ok(())
}

/// What participants show, with what boxes and everybody else have by the second ledger, is what there was.
pub(super) fn supply_constant(v: &Seen<'_>) -> Held {
    let cash = v.trace.numeraire;
    for asset in (0..v.trace.assets.len() as u32).map(AssetIx) {
        let sum = |books: &super::Ledger, shown: bool| {
            let own = |account: Account| matches!(account, Account::Free(who) if who < v.outside());
            let counts = |account: Account, a: AssetIx| a == asset && !(shown && own(account));
            books.iter().filter(|((account, a), _)| counts(*account, *a)).map(|(_, units)| units).sum::<i128>()
        };
        let shown: i128 = v.frame.participants.iter().map(|p| i128::from(p.cash.quanta())).sum();
        let now = if asset == cash { sum(&v.after, true) + shown } else { sum(&v.after, false) };
        let then = sum(&v.before, false);
        ensure(then == now, || format!("asset {}: {then}, now {now}", asset.0))?;
    }
    Ok(())
}

/// What is in hands after the tick is what was there before it, with what is said to be issued, without what is burnt.
pub(super) fn supply_by_entries(v: &Seen<'_>) -> Held {
    let unissued = Account::Free(v.unissued());
    for asset in (0..v.trace.assets.len() as u32).map(AssetIx) {
        let hands = |books: &super::Ledger| {
            let all = books.iter().filter(|((account, a), _)| *a == asset && *account != unissued);
            all.map(|(_, units)| units).sum::<i128>()
        };
        let said: i128 = v
            .entries
            .iter()
            .filter(|e| e.asset == Some(asset))
            .map(|e| match e.kind {
                EntryKind::Minted => i128::from(e.amount.quanta()),
                EntryKind::Burned | EntryKind::Slashed => -i128::from(e.amount.quanta()),
                _ => 0,
            })
            .sum();
        let (then, now) = (hands(&v.before), hands(&v.after));
        ensure(now - then == said, || format!("asset {}: {then}, now {now}, said {said}", asset.0))?;
    }
    Ok(())
}

pub(super) fn no_negative_balance(v: &Seen<'_>) -> Held {
    let own = |account: &Account| !matches!(account, Account::Free(who) if *who >= v.outside());
    let low = v.after.iter().find(|((account, _), units)| own(account) && **units < 0);
    low.map_or(Ok(()), |found| Err(format!("{found:?}")))
}

pub(super) fn balance_within_limit(v: &Seen<'_>) -> Held {
    let large = v.after.iter().find(|(_, units)| units.abs() > (1 << 53) - 1);
    large.map_or(Ok(()), |found| Err(format!("{found:?}")))
}

/// Rounding only gives, and over the tick at most a quantum for each claim whose creditor it gave to.
pub(super) fn rounding_bounded(v: &Seen<'_>) -> Held {
    let rounding = Account::Free(v.rounding());
    ensure(v.did.postings.iter().all(|p| p.to != rounding), || "something was rounded away".into())?;
    let given: i64 = v.did.postings.iter().filter(|p| p.from == rounding).map(|p| p.units).sum();
    let claims = v.did.cleared.iter().flat_map(|c| &c.payments).filter(|p| p.creditor != v.outside()).count();
    ensure(given <= claims as i64, || format!("{given} quanta for {claims} claims"))
}

/// Holdings at the prices that the documents give, and boxes as the links show them.
pub(super) fn frame_shows_books(v: &Seen<'_>) -> Held {
    for (who, p) in (0u32..).map(ParticipantIx).zip(&v.frame.participants) {
        // What has been handed in is still its holder's, unless its rate is fixed.
        let waits = |a: AssetIx| {
            let own = v.frame.requests.iter().filter(|r| r.who == who && r.asset == a && !r.fixed);
            own.map(|r| i128::from(r.left.quanta())).sum::<i128>()
        };
        let staked = |a: AssetIx| has(&v.after, Account::Staked(who), a);
        let others = (0u32..).map(AssetIx).zip(&v.marks).filter(|(a, _)| *a != v.trace.numeraire);
        let worth = others
            .map(|(a, &mark)| {
                i128::from(value(has(&v.after, Account::Free(who), a) + waits(a) + staked(a), mark, scale(v.trace, a)))
            })
            .sum::<i128>()
            + staked(v.trace.numeraire);
        // No frame shows more than the largest number that is exact everywhere.
        let worth = worth.min((1 << 53) - 1);
        // The price along a stable-swap is worked out again here, and may differ in its last digits.
        let curves = v.s.assets.iter().filter(|a| a.market.as_ref().is_some_and(|m| m.amplification.is_some())).count();
        ensure((worth - i128::from(p.holdings.quanta())).abs() <= curves as i128, || {
            format!("{} shows {}, holds {worth}", v.id(who), p.holdings.quanta())
        })?;
    }
    for r in &v.frame.reserves {
        let (free, shown) = (has(&v.after, Account::Free(r.who), r.asset), r.held.quanta());
        ensure(free == i128::from(shown), || format!("{} has {free} in reserve, {shown} shown", v.id(r.who)))?;
    }
    for (info, l) in v.trace.links.iter().zip(&v.frame.links) {
        if info.link.kind != LinkKind::Collateral || l.state != LinkState::Posted || l.reused > l.open {
            continue;
        }
        let here = has(&v.after, Account::Pledged(info.link.at), info.asset);
        let shown = i128::from(l.open.quanta() - l.reused.quanta());
        ensure(here == shown, || format!("{} shows {shown}, has {here}", info.id))?;
    }
    Ok(())
}

pub(super) fn received_was_paid(v: &Seen<'_>) -> Held {
    let all = &v.frame.participants;
    let over = all.iter().find(|p| p.paid > p.due || p.paid.quanta() < 0 || p.received.quanta() < 0);
    ensure(over.is_none(), || format!("{over:?}"))?;
    let sum = |of: fn(&interclear_core::engine::ParticipantFrame) -> i64| all.iter().map(of).sum::<i64>();
    let (paid, received) = (sum(|p| p.paid.quanta()), sum(|p| p.received.quanta()));
    ensure(received <= paid, || format!("{received} received out of {paid}"))
}

/// In their ranges, and those that frames give directly are counted again.
pub(super) fn metrics_in_range(v: &Seen<'_>) -> Held {
    for (m, &x) in METRICS.iter().zip(&v.frame.metrics) {
        let most = if m.unit == Unit::Ratio { 1.0 } else { f64::MAX };
        // Minus zero has other bits than zero, and the digest is of bits.
        let rate = m.unit == Unit::Yearly && x.is_finite() && x != 0.0;
        ensure(rate || (0.0..=most).contains(&x) && x.is_sign_positive(), || format!("{} is {x:?}", m.id))?;
    }
    let failed = v.frame.participants.iter().filter(|p| has_failed(p.state)).count() as f64;
    let paid: i64 = v.frame.participants.iter().map(|p| p.paid.quanta()).sum();
    let paid = paid as f64 / 10f64.powi(v.trace.decimals().into());
    for (id, counted) in [("failed", failed), ("paid", paid)] {
        let shown = index_of(id).and_then(|at| v.frame.metrics.get(at)).copied().unwrap_or(f64::NAN);
        ensure((shown - counted).abs() <= 1e-9 * (1.0 + counted), || format!("{id} is {shown}, counted {counted}"))?;
    }
    ensure(v.frame.losses.iter().all(|l| l.quanta() >= 0), || "a loss below nothing".into())
}

pub(super) fn digest_chained(v: &Seen<'_>) -> Held {
    let moved = v.last.is_none_or(|last| last.digest != v.frame.digest && last.tick + 1 == v.frame.tick);
    ensure(moved && v.frame.digest == v.did.digest, || "the digest is not the tick's own".into())
}
