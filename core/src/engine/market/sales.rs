//! Sales: as little as raises what is needed, all of an estate, what was seized, and orders.

use super::super::context::{Note, Tick};
use super::super::lending::{self, Deal};
use super::{burn, may_sell, moved, seized};
use crate::journal::{Cause, EntryKind};
use crate::ledger::SwapKind;
use crate::state::{Order, Side};
use crate::units::{AssetIx, EntryIx, ParticipantIx, value_of};

/// A sale: who sells how many units, or which seized collateral is sold.
#[derive(Clone, Copy, Debug)]
enum Seller {
    /// Sells as much as raises what it needs.
    Short(ParticipantIx),
    /// Sells all it has.
    Estate(ParticipantIx),
    /// A holder sells what it seized.
    Seizure(u32),
    /// An order, and how much of it the seller has.
    Order(Order, i64),
    /// A keeper sells what it takes from a position with a lending pool, by its place among the deals.
    Keeper(usize),
    /// A lending pool issues as many units as bring what it needs.
    Issue(ParticipantIx, i64),
}

/// Everybody who must sell, keepers as far as they have no loss, and orders without a limit.
pub(super) fn free(t: &mut Tick<'_>, asset: AssetIx, orders: &[Order]) {
    let mut deals = lending::deals(t, asset, false);
    let mut sellers = sellers(t, asset, orders);
    sellers.extend((0..deals.len()).map(Seller::Keeper));
    sellers.extend(lending::minting_pools(t, asset).into_iter().map(|(pool, need)| Seller::Issue(pool, need)));
    lending::ration(&mut deals, &|deals| fill(t, asset, &sellers, deals).1);
    batch(t, asset, &sellers, &deals);
}

/// Orders with a limit. Whoever sells down to the lowest price comes first; each then sells as far as the price after
/// everybody does not fall below its limit.
pub(super) fn limited(t: &mut Tick<'_>, asset: AssetIx, orders: &[Order]) {
    let limit = |o: &Order| o.limit.unwrap_or(0.0);
    let all = crate::units::sorted(orders.to_vec(), |a, b| limit(a).total_cmp(&limit(b)));
    let (mut before, mut list) = (0i64, Vec::new());
    for seller in of_orders(t, asset, &all) {
        let Seller::Order(o, has) = seller else { continue };
        let floor = limit(&o);
        let room = match t.s.pool(t.w, asset) {
            Some(pool) => pool.sale_down_to(floor).min(super::MOST as f64) as i64,
            None if t.s.quotes.get(asset.at()).is_some_and(|q| q.spot >= floor) => super::MOST,
            None => 0,
        };
        let units = has.min(room - before).max(0);
        before += units;
        list.push(Seller::Order(o, units));
    }
    batch(t, asset, &list, &[]);
}

/// Orders with what their sellers have, in the order in which they were placed.
fn of_orders(t: &Tick<'_>, asset: AssetIx, orders: &[Order]) -> Vec<Seller> {
    let mut list: Vec<(Order, i64)> = Vec::new();
    for &o in orders {
        let Side::Sell(wanted) = o.side else { continue };
        let taken: i64 = list.iter().filter(|x| x.0.who == o.who).map(|x| x.1).sum();
        let units = wanted.min(may_sell(t, o.who, asset) - taken).max(0);
        list.push((o, units));
    }
    list.into_iter().map(|(o, units)| Seller::Order(o, units)).collect()
}

fn sellers(t: &Tick<'_>, asset: AssetIx, orders: &[Order]) -> Vec<Seller> {
    let seized = (0u32..)
        .zip(t.w.collateral.iter().zip(&t.s.pledges))
        .filter(|(_, (c, p))| c.asset == asset && p.seized > 0 && p.seized_at < t.s.tick);
    let mut all: Vec<Seller> = seized.map(|(link, _)| Seller::Seizure(link)).collect();
    all.extend(of_orders(t, asset, orders));
    for who in t.everyone().filter(|&who| t.s.books.free(who, asset) > 0) {
        if t.s.has_failed(who) {
            if t.s.failed_before(who) {
                all.push(Seller::Estate(who));
            }
        } else if t.s.needs.get(who.at()).is_some_and(|&need| need > 0) {
            all.push(Seller::Short(who));
        }
    }
    all
}

/// What somebody has free beside its orders.
fn beside(t: &Tick<'_>, who: ParticipantIx, asset: AssetIx, all: &[Seller]) -> i64 {
    let ordered =
        all.iter().map(|s| if let Seller::Order(o, units) = s { if o.who == who { *units } else { 0 } } else { 0 });
    (t.s.books.free(who, asset) - ordered.sum::<i64>()).max(0)
}

fn batch(t: &mut Tick<'_>, asset: AssetIx, sellers: &[Seller], deals: &[Deal]) {
    if sellers.is_empty() {
        return;
    }
    let (filled, average) = fill(t, asset, sellers, deals);
    let pool = t.s.pool(t.w, asset);
    let total: i64 = filled.iter().sum();
    let mut sold: Vec<Cause> = Vec::new();
    let mut brought = 0;
    for (seller, &units) in sellers.iter().zip(&filled) {
        let done = match seller {
            Seller::Short(who) | Seller::Estate(who) => sell(t, asset, (*who, units), average, None),
            Seller::Order(o, _) => sell(t, asset, (o.who, units), average, Some(o)),
            Seller::Seizure(link) => Some(seized::sell_seized(t, *link, average)),
            Seller::Keeper(at) => deals.get(*at).and_then(|d| lending::settle(t, d, average)),
            Seller::Issue(pool, _) => lending::raise_by_minting(t, asset, (*pool, units), average),
        };
        if let Some(entry) = done {
            brought += t.s.journal.get(entry).map_or(0, |e| e.amount.quanta());
            sold.push(Cause { entry, amount: crate::units::Amount::new(units) });
        }
    }
    if let Some(q) = t.s.quotes.get_mut(asset.at()) {
        q.sold += total;
    }
    if let Some(before) = pool.filter(|_| total > 0) {
        let after = before.sold(total as f64);
        moved(t, asset, (SwapKind::Sale, total, brought), (&before, &after, before.units as i64 + total), sold);
    }
}

/// Units that one seller alone would have to sell to raise an amount; all there can be when no sale raises it.
pub(in crate::engine) fn units_for(t: &Tick<'_>, asset: AssetIx, need: i64) -> i64 {
    let Some(q) = t.s.quotes.get(asset.at()) else { return 0 };
    let Some(market) = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()) else {
        let unit = q.mark * t.s.scale(t.w, asset);
        return if unit > 0.0 { (need as f64 / unit).ceil().min(9e15) as i64 } else { i64::MAX };
    };
    let unit = q.mark * (1.0 - market.discount) * t.s.scale(t.w, asset);
    match q.pool(market) {
        Some(pool) if market.fee > 0.0 || market.amplification.is_some() => {
            pool.raising(need as f64 / ((1.0 - market.discount) * t.s.scale(t.w, asset))).ceil().min(9e15) as i64
        }
        pool => {
            // x P R / (R + x) = need, so x = need R / (P R - need).
            let per_unit = pool.map_or(unit, |p| unit - need as f64 / p.units);
            if per_unit > 0.0 { (need as f64 / per_unit).ceil().min(9e15) as i64 } else { i64::MAX }
        }
    }
}

/// Units per seller and the average price: the fewest sales that raise what is needed, found from below.
fn fill(t: &Tick<'_>, asset: AssetIx, sellers: &[Seller], deals: &[Deal]) -> (Vec<i64>, f64) {
    let Some(q) = t.s.quotes.get(asset.at()) else { return (Vec::new(), 0.0) };
    let discount = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()).map_or(0.0, |m| m.discount);
    let scale = t.s.scale(t.w, asset);
    let pool = t.s.pool(t.w, asset);
    let average = |total: i64| q.spot * (1.0 - discount) * pool.map_or(1.0, |p| p.impact(total as f64));
    let most: Vec<i64> = sellers
        .iter()
        .map(|seller| match *seller {
            Seller::Seizure(link) => t.s.pledges.get(link as usize).map_or(0, |p| p.seized),
            Seller::Estate(who) | Seller::Short(who) => beside(t, who, asset, sellers),
            Seller::Order(_, units) => units,
            Seller::Keeper(at) => deals.get(at).map_or(0, |d| d.units),
            // No more at once than the pool has: no sale whatever brings more than that is worth.
            Seller::Issue(..) => q.depth.unwrap_or(i64::MAX >> 12),
        })
        .collect();
    let raising = |need: i64, most: i64, unit: f64| {
        if unit <= 0.0 { most } else { ((need as f64 / unit).ceil().min(most as f64) as i64).clamp(0, most) }
    };
    let want = |seller: &Seller, most: i64, price: f64| match *seller {
        Seller::Short(who) => raising(t.s.needs.get(who.at()).copied().unwrap_or(0), most, price * scale),
        Seller::Issue(_, need) => raising(need, most, price * scale),
        _ => most,
    };
    let mut filled: Vec<i64> = vec![0; sellers.len()];
    // Monotone: more sales, lower price, more sales. Ends when nothing changes; bounded so that a tick is.
    for _ in 0..256 {
        let price = average(filled.iter().sum());
        let each = sellers.iter().zip(&most).zip(&filled);
        let next: Vec<i64> = each.map(|((o, &most), &now)| want(o, most, price).max(now)).collect();
        if next == filled {
            break;
        }
        filled = next;
    }
    let price = average(filled.iter().sum());
    (filled, price)
}

fn sell(
    t: &mut Tick<'_>,
    asset: AssetIx,
    (who, units): (ParticipantIx, i64),
    average: f64,
    order: Option<&Order>,
) -> Option<EntryIx> {
    if units <= 0 {
        return None;
    }
    let brings = value_of(units, average, t.s.scale(t.w, asset));
    let worth = t.s.at_mark(t.w, asset, units);
    let note = Note::new(EntryKind::Sold).who(who).asset(asset).amount(brings).of(worth);
    if who == t.w.outside() {
        // What people outside sell each other moves the price and no balance.
        return Some(t.note(note.cause(order.and_then(|o| o.cause), brings)));
    }
    t.s.pay(asset, who, t.w.outside(), units);
    t.s.pay(t.w.numeraire, t.w.outside(), who, brings);
    if order.is_none()
        && let Some(need) = t.s.needs.get_mut(who.at())
    {
        *need -= brings;
    }
    let standing = t.s.standing.get(who.at());
    let failure = standing.and_then(|s| s.failed).map(|f| f.2);
    let why = order.and_then(|o| o.cause).or(failure);
    let note = note.cause(why, brings);
    let entry = t.note(if why.is_none() { note.causes(t.reasons(who, brings)) } else { note });
    burn(t, who, entry, worth - brings);
    Some(entry)
}
