//! Phase 7: all orders of the tick in one batch per pool, at the average price; the new price holds from the next mark.
//!
//! A constant-product pool with `R` units at price `P` takes `Q` units at an average of `P R / (R + Q)` and is left with
//! `R + Q` units at `P (R / (R + Q))^2`; with a fee, only what is left of `Q` counts in the average. A stable-swap moves
//! along its curve. What a sale brings below the mark is burnt. Sales come first, then purchases, at an average price of
//! their own; then orders with a limit, in the same way. How to place an order: [`Order`].

mod arbitrage;
mod purchases;
mod sales;
mod seized;

pub(super) use arbitrage::{follow_pegs, narrow, open, shock};
pub(super) use sales::units_for;

use super::context::{Note, Tick};
use super::events::millionths;
use super::lending;
use crate::journal::{Cause, EntryKind};
use crate::ledger::{Sides, Swap, SwapKind};
use crate::state::{Order, Pool, Side};
use crate::units::{AssetIx, EntryIx, ParticipantIx};

pub(super) fn phase(t: &mut Tick<'_>) {
    let sold = super::positions::close_books(t);
    let orders = std::mem::take(&mut t.s.orders);
    for a in 0..t.w.assets.len() {
        let asset = AssetIx(a as u32);
        lending::keep(t, asset);
        if asset == t.w.numeraire || t.w.assets.get(a).is_some_and(|x| x.market.is_none()) {
            seized::without_market(t, asset);
            continue;
        }
        let of = |limited: bool, sells: bool| -> Vec<Order> {
            let fits = |o: &&Order| o.limit.is_some() == limited && matches!(o.side, Side::Sell(_)) == sells;
            orders.iter().filter(|o| o.asset == asset).filter(fits).copied().collect()
        };
        sales::free(t, asset, &of(false, true));
        purchases::free(t, asset, &of(false, false));
        sales::limited(t, asset, &of(true, true));
        purchases::limited(t, asset, &of(true, false));
    }
    t.s.orders = orders;
    lending::close(t);
    super::positions::push(t, sold);
    super::peg::arbitrage(t);
}

fn sides(pool: &Pool) -> Sides {
    Sides { units: pool.units, coins: pool.coins, peg: pool.peg, price: pool.price }
}

/// Puts a pool where a trade has left it, and says so.
pub(super) fn moved(
    t: &mut Tick<'_>,
    asset: AssetIx,
    swap: (SwapKind, i64, i64),
    pool: (&Pool, &Pool, i64),
    by: Vec<Cause>,
) {
    let (kind, paid_in, taken_out) = swap;
    let (before, after, units) = pool;
    let Some(q) = t.s.quotes.get_mut(asset.at()) else { return };
    let old = q.spot;
    q.put(after, units);
    let new = q.spot;
    t.s.swaps.push(Swap { asset, kind, paid_in, taken_out, before: sides(before), after: sides(after) });
    let between = matches!(kind, SwapKind::Arbitrage | SwapKind::Peg);
    let line = if between { EntryKind::Arbitraged } else { EntryKind::PriceMoved };
    let at = t.note(Note::new(line).asset(asset).amount(millionths(new)).of(millionths(old)).causes(by));
    if let Some(q) = t.s.quotes.get_mut(asset.at()) {
        q.moved = Some(at);
    }
}

/// What a sale brings below the mark, or a purchase costs above it, is nobody's.
fn burn(t: &mut Tick<'_>, who: ParticipantIx, entry: EntryIx, amount: i64) {
    if amount > 0 {
        t.s.burnt += amount;
        t.s.lost(who, entry, amount);
    }
}

/// Units that somebody may sell: those it has free. People outside have what they hold of a claim token, and any amount
/// of what nobody owes.
fn may_sell(t: &Tick<'_>, who: ParticipantIx, asset: AssetIx) -> i64 {
    let token = t.w.assets.get(asset.at()).is_some_and(|a| a.claim.is_some());
    if who == t.w.outside() && !token { MOST } else { t.s.books.free(who, asset).max(0) }
}

/// More than any market holds.
const MOST: i64 = 1 << 50;
