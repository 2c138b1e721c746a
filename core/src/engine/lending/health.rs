//! Which positions may be liquidated in this tick, and how much of each.

use super::super::context::{Note, Tick};
use super::super::events::millionths;
use crate::journal::{Cause, EntryKind};
use crate::state::{Liquidation as Order, Position, Running, Said};
use crate::units::{Amount, EntryIx, ParticipantIx, sorted, value_of};
use crate::world::{AuctionSpec, PoolSpec};

/// Looks at every position of every pool: those with a health below 1 become orders, the lowest health first.
pub(in super::super) fn find(t: &mut Tick<'_>) {
    t.s.lending.orders.clear();
    t.s.lending.used.clear();
    let pools: Vec<(ParticipantIx, &PoolSpec)> = t.w.pools().collect();
    let mut orders: Vec<(Order, Position)> = Vec::new();
    for (pool, spec) in pools {
        if t.s.has_failed(pool) || t.s.is_out(pool) {
            continue;
        }
        for p in t.s.positions(t.w, pool).into_iter().filter(|p| p.debt > 0 && p.health() < 1.0 && !p.lots.is_empty()) {
            let most = may_repay(spec, &p);
            let order = Order {
                pool,
                borrower: p.borrower,
                most,
                room: most,
                debt: p.debt,
                health: p.health(),
                entry: None,
                loss: false,
            };
            orders.push((order, p));
        }
    }
    forget(t, &orders);
    let orders = sorted(orders, |a, b| {
        a.0.health.total_cmp(&b.0.health).then((a.0.pool, a.0.borrower).cmp(&(b.0.pool, b.0.borrower)))
    });
    auctions(t, &orders);
    for (mut order, position) in orders {
        order.entry = Some(say(t, &order, &position));
        t.s.lending.orders.push(order);
    }
}

/// The close factor, or all where the health is low or little is left.
fn may_repay(spec: &PoolSpec, p: &Position) -> i64 {
    let dust = spec.dust as f64;
    let all = p.health() <= spec.full_below || p.owed < dust || p.value() < dust;
    if all { p.debt } else { value_of(p.debt, spec.close_factor, 1.0) }
}

/// Dutch auctions begin with the first tick of bad health, end with the last, and start anew when their price or their time
/// has run out.
fn auctions(t: &mut Tick<'_>, orders: &[(Order, Position)]) {
    let now = t.s.tick;
    let pools: Vec<(ParticipantIx, &PoolSpec)> = t.w.pools().collect();
    for (pool, spec) in pools {
        let AuctionSpec::Dutch { cut, steps, cusp, tail, .. } = spec.auction else { continue };
        let here = |who: ParticipantIx| orders.iter().any(|(o, _)| (o.pool, o.borrower) == (pool, who));
        let Some(state) = t.s.lending.pools.get_mut(&pool.0) else { continue };
        state.auctions.retain(|a| here(a.borrower));
        for a in &mut state.auctions {
            let ticks = now - a.since;
            let fallen = libm::pow(cut, f64::from(ticks.saturating_mul(steps)));
            if ticks >= tail || fallen < cusp {
                a.since = now;
            }
        }
        for (o, _) in orders.iter().filter(|(o, _)| o.pool == pool) {
            if !state.auctions.iter().any(|a| a.borrower == o.borrower) {
                state.auctions.push(Running { borrower: o.borrower, since: now });
            }
        }
        state.auctions = sorted(std::mem::take(&mut state.auctions), |a, b| a.borrower.cmp(&b.borrower));
    }
}

/// Positions that are healthy again or gone are news when they are not.
fn forget(t: &mut Tick<'_>, orders: &[(Order, Position)]) {
    let there = |s: &Said| orders.iter().any(|(o, _)| (o.pool, o.borrower) == (s.pool, s.borrower));
    t.s.lending.said.retain(there);
}

/// A line where the health has changed since the last one, or else that one.
fn say(t: &mut Tick<'_>, o: &Order, p: &Position) -> EntryIx {
    let health = millionths(o.health);
    let same = |s: &&mut Said| (s.pool, s.borrower) == (o.pool, o.borrower);
    if let Some(said) = t.s.lending.said.iter_mut().find(same).filter(|s| s.health == health) {
        return said.entry;
    }
    let mut note = Note::new(EntryKind::HealthBelow).who(o.pool).other(o.borrower).amount(health);
    if let Some(lot) = p.largest() {
        note = note.asset(lot.asset).of(millionths(lot.price));
    }
    let entry = t.note(note.causes(why(t, o, p)));
    t.s.lending.said.retain(|s| (s.pool, s.borrower) != (o.pool, o.borrower));
    t.s.lending.said.push(Said { pool: o.pool, borrower: o.borrower, health, entry, left: -1 });
    entry
}

/// What last moved the prices of its collateral, and what has made its debt larger; its opening where nothing has.
fn why(t: &Tick<'_>, o: &Order, p: &Position) -> Vec<Cause> {
    let mut moved: Vec<EntryIx> =
        p.lots.iter().filter_map(|l| t.s.quotes.get(l.asset.at()).and_then(|q| q.moved)).collect();
    moved.extend(t.s.lending.pools.get(&o.pool.0).and_then(|x| x.interest));
    moved.dedup();
    let standing = t.s.standing.get(o.borrower.at());
    if moved.is_empty() {
        moved.extend(standing.and_then(|s| s.opening));
    }
    moved.into_iter().map(|entry| Cause { entry, amount: Amount::ZERO }).collect()
}
