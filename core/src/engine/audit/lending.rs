//! Lending pools: what is liquidated, taken, earned, added and written off stays within the terms.

use super::{Held, View, ensure};
use crate::journal::{Entry, EntryKind};
use crate::scenario::MAX_YEARLY_RATE;
use crate::state::{DebtKind, is_loan, utilisation};
use crate::units::{AssetIx, ParticipantIx, value_of};
use crate::world::{AuctionSpec, CurveSpec, KeeperSpec, PoolSpec};

/// Lines of a kind in the tick.
fn told<'a>(v: &'a View<'_>, kind: EntryKind) -> impl Iterator<Item = (usize, &'a Entry)> {
    (v.first..).zip(v.entries).filter(move |(_, e)| e.kind == kind)
}

/// Lines of a kind that a line brought about.
fn after<'a>(v: &'a View<'_>, at: usize, kind: EntryKind) -> impl Iterator<Item = &'a Entry> {
    told(v, kind).map(|(_, e)| e).filter(move |e| e.causes.iter().any(|c| c.entry.at() == at))
}

fn terms<'a>(v: &View<'a>, e: &Entry) -> Result<(ParticipantIx, &'a PoolSpec), String> {
    let pool = e.who.and_then(|who| Some((who, v.w.pool(who)?)));
    pool.ok_or_else(|| format!("of no pool: {e:?}"))
}

pub(super) fn liquidation_within_close_factor(v: &View<'_>) -> Held {
    for (_, e) in told(v, EntryKind::Liquidated) {
        let (pool, spec) = terms(v, e)?;
        let order = v.s.lending.orders.iter().find(|o| o.pool == pool && Some(o.borrower) == e.other);
        let Some(o) = order.filter(|o| o.health < 1.0) else { return Err(format!("nothing is unhealthy: {e:?}")) };
        let same = |x: &&Entry| (x.who, x.other) == (e.who, e.other);
        let repaid: i64 = told(v, EntryKind::Liquidated).map(|x| x.1).filter(same).map(|x| x.amount.quanta()).sum();
        let part = value_of(o.debt, spec.close_factor, 1.0);
        // Where little is there, all may go; that is a matter of prices, and the audit from outside looks at it.
        let most = if o.health <= spec.full_below || spec.dust > 0 { o.debt } else { part };
        ensure(repaid <= most && e.amount.quanta() > 0, || format!("{repaid} repaid, at most {most}: {e:?}"))?;
    }
    Ok(())
}

/// The price that a keeper pays for a unit, as a multiple of the oracle's.
fn multiple(v: &View<'_>, e: &Entry, spec: &PoolSpec, asset: AssetIx, bonus: f64) -> f64 {
    let AuctionSpec::Dutch { start, cut, steps, .. } = spec.auction else {
        let bid = if matches!(spec.auction, AuctionSpec::English) { v.s.bid(v.w, spec, asset) } else { 1.0 };
        return bid / (1.0 + bonus);
    };
    let pool = e.who.and_then(|who| v.s.lending.pools.get(&who.0));
    let since =
        pool.and_then(|p| p.auctions.iter().find(|a| Some(a.borrower) == e.other)).map_or(v.s.tick, |a| a.since);
    (0..(v.s.tick - since).saturating_mul(steps)).fold(start, |price, _| price * cut)
}

pub(super) fn seizure_within_bonus(v: &View<'_>) -> Held {
    for (at, e) in told(v, EntryKind::Liquidated) {
        let (_, spec) = terms(v, e)?;
        let mut due = 0.0;
        for taken in after(v, at, EntryKind::CollateralTaken) {
            let asset = taken.asset.unwrap_or(v.w.numeraire);
            let Some(m) = spec.terms(asset) else { return Err(format!("no collateral of the pool: {taken:?}")) };
            let price = v.s.oracle(v.w, &m.oracle, asset) * multiple(v, e, spec, asset, m.bonus);
            due += taken.amount.quanta() as f64 * price * v.s.scale(v.w, asset);
        }
        let paid = e.amount.quanta() as f64 * v.s.lent_unit(v.w, spec);
        ensure(due <= paid * (1.0 + 1e-9) + 1e-6, || format!("collateral for {due} taken: {e:?}"))?;
    }
    Ok(())
}

pub(super) fn keeper_without_loss(v: &View<'_>) -> Held {
    // Who acted in each, looked for once.
    let taken: Vec<&Entry> = told(v, EntryKind::CollateralTaken).map(|x| x.1).collect();
    let by = |at: usize| {
        let mut own = taken.iter().filter(|e| e.causes.iter().any(|c| c.entry.at() == at));
        own.find_map(|x| x.who)
    };
    let all: Vec<(usize, &Entry, Option<ParticipantIx>)> =
        told(v, EntryKind::Liquidated).map(|(at, e)| (at, e, by(at))).collect();
    for &(at, e, keeper) in &all {
        let (pool, spec) = terms(v, e)?;
        let own = |who: ParticipantIx| v.w.participants.get(who.at()).and_then(|p| p.keeper);
        let found: Option<KeeperSpec> =
            keeper.and_then(|who| if who == v.w.outside() { spec.outside } else { own(who) });
        let Some(k) = found else { return Err(format!("by no keeper: {e:?}")) };
        let same = |x: &&(usize, &Entry, Option<ParticipantIx>)| {
            x.2 == keeper && (keeper != Some(v.w.outside()) || x.1.who == Some(pool))
        };
        let count = all.iter().filter(same).count();
        ensure(k.capacity.is_none_or(|most| count <= most as usize), || format!("{count} liquidations: {e:?}"))?;
        let cost = e.amount.quanta() as f64 * v.s.lent_unit(v.w, spec) + k.gas as f64;
        for sale in after(v, at, EntryKind::Sold) {
            ensure(sale.amount.quanta() as f64 + 1e-6 >= cost, || format!("a cost of {cost}: {sale:?}"))?;
        }
    }
    Ok(())
}

/// The highest rate that a curve allows, a year.
fn highest(spec: &PoolSpec) -> f64 {
    match spec.rates {
        None => 0.0,
        Some(CurveSpec::Kinked { base, below, above, .. }) => base + below + above,
        Some(CurveSpec::Doubling { ceiling, .. }) => ceiling.min(MAX_YEARLY_RATE),
    }
}

pub(super) fn interest_within_rate(v: &View<'_>) -> Held {
    for (pool, spec) in v.w.pools() {
        let charged = v.s.lending.pools.get(&pool.0).map_or(0.0, |p| p.charged);
        ensure((0.0..=highest(spec) * (1.0 + 1e-12)).contains(&charged), || format!("a rate of {charged}"))?;
        let part = charged * v.w.days / 365.0;
        let (mut owed, mut given) = (0, 0);
        for (d, was) in v.s.debts.iter().zip(&v.before.debts).filter(|(d, _)| d.interest != 0) {
            if d.creditor == pool && is_loan(d, spec)
                || d.estate && d.creditor == pool && d.kind == DebtKind::Obligation
            {
                owed += d.interest;
                let most = was.open as f64 * part + 1.0;
                ensure(d.interest > 0 && d.interest as f64 <= most, || format!("interest above {most}: {d:?}"))?;
            } else if d.debtor == pool && d.kind == DebtKind::Deposit {
                given += d.interest;
            }
        }
        let said = |other: Option<ParticipantIx>| -> i64 {
            let mine = told(v, EntryKind::Interest).map(|x| x.1).filter(|e| e.who == Some(pool) && e.other == other);
            mine.map(|e| e.amount.quanta()).sum()
        };
        let (loans, deposits) = (said(None), said(Some(pool)));
        ensure((owed, given) == (loans, deposits), || {
            format!("{owed} and {given} added, {loans} and {deposits} said")
        })?;
        let kept = (1.0 - spec.reserve_factor) * owed as f64;
        ensure(given as f64 <= kept + v.s.owes(pool) as f64, || format!("{given} given of {kept}"))?;
    }
    Ok(())
}

pub(super) fn bad_debt_is_borne(v: &View<'_>) -> Held {
    for (at, p) in v.s.lending.pools.iter() {
        let borne: i64 = p.borne.iter().map(|b| b.1).sum();
        let ok = p.hole >= 0 && borne >= 0 && p.bad_debt == borne + p.hole && (0..=p.hole).contains(&p.to_raise);
        ensure(ok, || format!("pool {at}: {p:?}"))?;
        let mine = |kind: EntryKind, by: fn(&Entry) -> Option<ParticipantIx>| -> i64 {
            let lines = told(v, kind).map(|x| x.1).filter(|e| by(e) == Some(ParticipantIx(*at)));
            lines.map(|e| e.amount.quanta()).sum()
        };
        let (found, passed) = (mine(EntryKind::BadDebt, |e| e.who), mine(EntryKind::BadDebtBorne, |e| e.other));
        let was = v.last.and_then(|f| f.pools.iter().zip(v.w.pools()).find(|(_, x)| x.0.0 == *at).map(|x| *x.0));
        let (debt, hole) = was.map_or((0, 0), |f| (f.bad_debt.quanta(), f.hole.quanta()));
        let told = p.bad_debt == debt + found && p.hole == hole + found - passed;
        ensure(told, || format!("pool {at}: {found} found and {passed} borne, after {debt} and {hole}: {p:?}"))?;
    }
    Ok(())
}

pub(super) fn utilisation_in_range(v: &View<'_>) -> Held {
    for ((pool, _), f) in v.w.pools().zip(&v.frame.pools) {
        let now = v.s.lent_and_free(v.w, pool);
        let used = utilisation(now);
        let shown = (f.loans.quanta(), f.free.quanta()) == now;
        ensure(shown && (0.0..=1.0).contains(&used), || format!("{now:?} at {used}, shown {f:?}"))?;
        // Whoever is locked waits; nothing asked for makes the pool late.
        let late = v.s.owed(pool).find(|(_, d)| d.kind == DebtKind::Deposit && !d.estate && d.let_out > 0);
        ensure(late.is_none(), || format!("let out and not paid: {late:?}"))?;
    }
    ensure(v.frame.pools.len() == v.w.pools().count(), || "a pool is missing".into())
}
