//! Purchases: orders that spend cash on units.

use super::super::context::{Note, Tick};
use super::{MOST, burn, moved};
use crate::journal::{Cause, EntryKind};
use crate::ledger::SwapKind;
use crate::scenario::MAX_SHOCK_FACTOR;
use crate::state::{Order, Pool, Side};
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx, sorted};

/// Orders without a limit.
pub(super) fn free(t: &mut Tick<'_>, asset: AssetIx, orders: &[Order]) {
    let list = funded(t, orders);
    batch(t, asset, &list);
}

/// Orders with a limit. Whoever buys up to the highest price comes first; each then buys as far as the price after
/// everybody does not rise above its limit.
pub(super) fn limited(t: &mut Tick<'_>, asset: AssetIx, orders: &[Order]) {
    let limit = |o: &Order| o.limit.unwrap_or(f64::INFINITY);
    let all = sorted(orders.to_vec(), |a, b| limit(b).total_cmp(&limit(a)));
    let scale = t.s.scale(t.w, asset);
    let mut before = 0;
    let mut list = funded(t, &all);
    for (o, cash) in &mut list {
        let room = match t.s.pool(t.w, asset) {
            Some(pool) => (pool.purchase_up_to(limit(o)) * scale).min(MOST as f64) as i64,
            None if t.s.quotes.get(asset.at()).is_some_and(|q| q.spot <= limit(o)) => MOST,
            None => 0,
        };
        *cash = (*cash).min(room - before).max(0);
        before += *cash;
    }
    batch(t, asset, &list);
}

/// Orders with the cash that their buyers have for them.
fn funded(t: &Tick<'_>, orders: &[Order]) -> Vec<(Order, i64)> {
    let mut list: Vec<(Order, i64)> = Vec::new();
    for &o in orders {
        let Side::Buy(wanted) = o.side else { continue };
        let taken: i64 = list.iter().filter(|x| x.0.who == o.who).map(|x| x.1).sum();
        let has = if o.who == t.w.outside() { MOST } else { t.s.cash(t.w, o.who).max(0) };
        list.push((o, wanted.min(has - taken).max(0)));
    }
    list
}

/// Units that people outside can part with: what they hold of a claim token, any amount of what nobody owes.
fn there(t: &Tick<'_>, asset: AssetIx) -> i64 {
    super::may_sell(t, t.w.outside(), asset)
}

fn batch(t: &mut Tick<'_>, asset: AssetIx, orders: &[(Order, i64)]) {
    let pool = t.s.pool(t.w, asset);
    let (parts, cost) = shares(t, asset, pool.as_ref(), orders);
    let mut bought = Vec::new();
    for ((o, _), (&units, &cash)) in orders.iter().zip(parts.iter().zip(&cost)) {
        let entry = buy(t, o, units, cash);
        if let Some(entry) = entry {
            bought.push(Cause { entry, amount: Amount::new(cash) });
        }
    }
    let (units, cash): (i64, i64) = (parts.iter().sum(), cost.iter().sum());
    if let Some(q) = t.s.quotes.get_mut(asset.at()) {
        q.bought += units;
    }
    if let Some(before) = pool.filter(|_| units > 0) {
        let after = before.bought(cash as f64 / t.s.scale(t.w, asset), units as f64);
        moved(t, asset, (SwapKind::Purchase, cash, units), (&before, &after, before.units as i64 - units), bought);
    }
}

/// Units for each order and what it pays: all at one average price, rounded down; whoever gets nothing pays nothing.
fn shares(t: &Tick<'_>, asset: AssetIx, pool: Option<&Pool>, orders: &[(Order, i64)]) -> (Vec<i64>, Vec<i64>) {
    let scale = t.s.scale(t.w, asset);
    let spot = t.s.quotes.get(asset.at()).map_or(0.0, |q| q.spot);
    let gives = |value: f64| match pool {
        Some(pool) => pool.purchase(value).min(pool.units - 1.0),
        None if spot > 0.0 => value / spot,
        None => 0.0,
    };
    let mut cost: Vec<i64> = orders.iter().map(|(_, cash)| *cash).collect();
    let most = there(t, asset) as f64;
    let total = |cost: &[i64]| cost.iter().sum::<i64>() as f64 / scale;
    if gives(total(&cost)) > most {
        // Fewer units than the cash would buy: everybody spends less.
        let part = spending(gives, total(&cost), most);
        cost.iter_mut().for_each(|c| *c = (*c as f64 * part) as i64);
    }
    if let Some(room) = pool.and_then(|pool| room(t, asset, pool, total(&cost))) {
        // What would drive the price further is not spent.
        let part = room / total(&cost);
        cost.iter_mut().for_each(|c| *c = (*c as f64 * part) as i64);
    }
    loop {
        let value = total(&cost);
        let units = gives(value).min(most).floor();
        let each = |&cash: &i64| if value > 0.0 { (units * (cash as f64 / scale / value)).floor() as i64 } else { 0 };
        let parts: Vec<i64> = cost.iter().map(each).collect();
        let nothing = |(cash, units): (&i64, &i64)| *cash > 0 && *units == 0;
        if !cost.iter().zip(&parts).any(nothing) {
            return (parts, cost);
        }
        // The others buy without them: their price is lower.
        for (cash, _) in cost.iter_mut().zip(&parts).filter(|(_, units)| **units == 0) {
            *cash = 0;
        }
    }
}

/// The value that may be spent in a pool, where it is less than what is meant to be: a price rises by purchases as far
/// beyond what shocks have made of it as one shock could raise it. A pool that was sold down to nothing would otherwise be
/// emptied by any amount, at a price without bounds.
fn room(t: &Tick<'_>, asset: AssetIx, pool: &Pool, value: f64) -> Option<f64> {
    let most = t.s.quotes.get(asset.at()).map_or(pool.price, |q| (MAX_SHOCK_FACTOR * q.anchor).max(pool.price));
    let units = pool.purchase(value).min(pool.units - 1.0);
    (pool.bought(value, units).price > most).then(|| pool.purchase_up_to(most))
}

/// The share of a value that buys no more than so many units.
fn spending(gives: impl Fn(f64) -> f64, value: f64, most: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..64 {
        let middle = (low + high) / 2.0;
        if gives(value * middle) <= most { low = middle } else { high = middle }
    }
    low
}

fn buy(t: &mut Tick<'_>, o: &Order, units: i64, cash: i64) -> Option<EntryIx> {
    if units <= 0 {
        return None;
    }
    let (who, asset): (ParticipantIx, AssetIx) = (o.who, o.asset);
    let worth = t.s.at_mark(t.w, asset, units);
    let note = Note::new(EntryKind::Bought).who(who).asset(asset).amount(cash).of(worth).cause(o.cause, cash);
    if who == t.w.outside() {
        return Some(t.note(note));
    }
    t.s.pay(t.w.numeraire, who, t.w.outside(), cash);
    t.s.pay(asset, t.w.outside(), who, units);
    let entry = t.note(if o.cause.is_none() { note.causes(t.reasons(who, cash)) } else { note });
    burn(t, who, entry, cash - worth);
    Some(entry)
}
