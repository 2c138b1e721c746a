//! Phase 7: all orders of the tick in one batch per pool, at the average price; the new price holds from the next mark.
//!
//! A pool with `R` units at price `P` takes `Q` units at an average of `P R / (R + Q)` and is left with `R + Q`
//! units at `P (R / (R + Q))^2` (constant product, no fee). What a sale brings below the mark is burnt.

use super::context::{Note, Tick};
use super::events::millionths;
use super::lending::{self, Deal};
use crate::journal::{Cause, EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx, value_of};

/// An order: who sells how many units, or which seized collateral is sold.
#[derive(Clone, Copy, Debug)]
enum Seller {
    /// Sells as much as raises what it needs.
    Short(ParticipantIx),
    /// Sells all it has.
    Estate(ParticipantIx),
    /// A holder sells what it seized.
    Seizure(u32),
    /// A keeper sells what it takes from a position with a lending pool, by its place among the deals.
    Keeper(usize),
    /// A pool issues as many units as bring what it needs.
    Issue(ParticipantIx, i64),
}

pub(super) fn phase(t: &mut Tick<'_>) {
    for a in 0..t.w.assets.len() {
        let asset = AssetIx(a as u32);
        lending::keep(t, asset);
        if asset == t.w.numeraire || t.w.assets.get(a).is_some_and(|x| x.market.is_none()) {
            without_market(t, asset);
        } else {
            batch(t, asset);
        }
    }
    lending::close(t);
}

/// Seized units that no market takes: cash pays at once, other units pass to the holder at the mark.
fn without_market(t: &mut Tick<'_>, asset: AssetIx) {
    for link in 0..t.w.collateral.len() as u32 {
        let seized = t.s.pledges.get(link as usize).filter(|p| p.seized_at < t.s.tick).map_or(0, |p| p.seized);
        let Some(c) = t.w.collateral.get(link as usize).cloned().filter(|c| c.asset == asset && seized > 0) else {
            continue;
        };
        if asset == t.w.numeraire {
            t.s.books.post(asset, Account::Pledged(link), Account::Free(c.pledger), seized);
            pay_secured(t, link, seized);
        } else {
            let claim = t.s.secured(t.w, link);
            let unit = t.s.quotes.get(asset.at()).map_or(0.0, |q| q.mark) * t.s.scale(t.w, asset);
            let kept = if unit > 0.0 { ((claim as f64 / unit).ceil() as i64).min(seized) } else { seized };
            let worth = t.s.at_mark(t.w, asset, kept).min(claim);
            t.s.books.post(asset, Account::Pledged(link), Account::Free(c.holder), kept);
            t.s.books.post(asset, Account::Pledged(link), Account::Free(c.pledger), seized - kept);
            reduce_secured(t, link, worth);
        }
        end_seizure(t, link);
    }
}

fn end_seizure(t: &mut Tick<'_>, link: u32) {
    if let Some(p) = t.s.pledges.get_mut(link as usize) {
        p.seized = 0;
        p.posted = 0;
        p.closed = true;
    }
}

fn batch(t: &mut Tick<'_>, asset: AssetIx) {
    let mut deals = lending::deals(t, asset, false);
    let mut orders = orders(t, asset);
    orders.extend((0..deals.len()).map(Seller::Keeper));
    orders.extend(lending::minting_pools(t, asset).into_iter().map(|(pool, need)| Seller::Issue(pool, need)));
    if orders.is_empty() {
        return;
    }
    lending::ration(&mut deals, &|deals| fill(t, asset, &orders, deals).1);
    let (filled, average) = fill(t, asset, &orders, &deals);
    let total: i64 = filled.iter().sum();
    let mut sold: Vec<Cause> = Vec::new();
    for (seller, &units) in orders.iter().zip(&filled) {
        let done = match seller {
            Seller::Short(who) | Seller::Estate(who) => sell(t, asset, *who, units, average),
            Seller::Seizure(link) => Some(sell_seized(t, *link, average)),
            Seller::Keeper(at) => deals.get(*at).and_then(|d| lending::settle(t, d, average)),
            Seller::Issue(pool, _) => lending::raise_by_minting(t, asset, (*pool, units), average),
        };
        if let Some(entry) = done {
            sold.push(Cause { entry, amount: Amount::new(units) });
        }
    }
    let Some(q) = t.s.quotes.get_mut(asset.at()) else { return };
    q.sold = total;
    let (old, Some(depth)) = (q.spot, q.depth) else { return };
    let part = depth as f64 / (depth + total) as f64;
    q.spot = old * part * part;
    q.depth = Some(depth + total);
    let new = q.spot;
    if total > 0 {
        let at = t.note(
            Note::new(EntryKind::PriceMoved).asset(asset).amount(millionths(new)).of(millionths(old)).causes(sold),
        );
        if let Some(q) = t.s.quotes.get_mut(asset.at()) {
            q.moved = Some(at);
        }
    }
}

fn orders(t: &Tick<'_>, asset: AssetIx) -> Vec<Seller> {
    let seized = (0u32..)
        .zip(t.w.collateral.iter().zip(&t.s.pledges))
        .filter(|(_, (c, p))| c.asset == asset && p.seized > 0 && p.seized_at < t.s.tick);
    let mut all: Vec<Seller> = seized.map(|(link, _)| Seller::Seizure(link)).collect();
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

/// Units that one seller alone would have to sell to raise an amount; all there can be when no sale raises it.
pub(super) fn units_for(t: &Tick<'_>, asset: AssetIx, need: i64) -> i64 {
    let Some(q) = t.s.quotes.get(asset.at()) else { return 0 };
    let discount = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()).map_or(0.0, |m| m.discount);
    let unit = q.mark * (1.0 - discount) * t.s.scale(t.w, asset);
    let per_unit = match q.depth {
        // x P R / (R + x) = need, so x = need R / (P R - need).
        Some(r) => unit - need as f64 / r as f64,
        None => unit,
    };
    if per_unit > 0.0 { (need as f64 / per_unit).ceil().min(9e15) as i64 } else { i64::MAX }
}

/// The fewest units that raise an amount at a price, out of those there are.
fn raising(need: i64, unit: f64, have: i64) -> i64 {
    if unit <= 0.0 { have } else { ((need as f64 / unit).ceil().min(have as f64) as i64).clamp(0, have) }
}

/// Units per order and the average price: the fewest sales that raise what is needed, found from below.
fn fill(t: &Tick<'_>, asset: AssetIx, orders: &[Seller], deals: &[Deal]) -> (Vec<i64>, f64) {
    let Some(q) = t.s.quotes.get(asset.at()) else { return (Vec::new(), 0.0) };
    let discount = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()).map_or(0.0, |m| m.discount);
    let scale = t.s.scale(t.w, asset);
    let average = |total: i64| {
        let impact = q.depth.map_or(1.0, |r| r as f64 / (r + total) as f64);
        q.spot * (1.0 - discount) * impact
    };
    let want = |seller: &Seller, price: f64| match *seller {
        Seller::Seizure(link) => t.s.pledges.get(link as usize).map_or(0, |p| p.seized),
        Seller::Estate(who) => t.s.books.free(who, asset),
        Seller::Keeper(at) => deals.get(at).map_or(0, |d| d.units),
        // No more at once than the pool has: no sale whatever brings more than that is worth.
        Seller::Issue(_, need) => raising(need, price * scale, q.depth.unwrap_or(i64::MAX >> 12)),
        Seller::Short(who) => {
            let (have, need) = (t.s.books.free(who, asset), t.s.needs.get(who.at()).copied().unwrap_or(0));
            raising(need, price * scale, have)
        }
    };
    let mut filled: Vec<i64> = vec![0; orders.len()];
    // Monotone: more sales, lower price, more sales. Ends when nothing changes; bounded so that a tick is.
    for _ in 0..256 {
        let price = average(filled.iter().sum());
        let next: Vec<i64> = orders.iter().zip(&filled).map(|(o, &now)| want(o, price).max(now)).collect();
        if next == filled {
            break;
        }
        filled = next;
    }
    let price = average(filled.iter().sum());
    (filled, price)
}

fn sell(t: &mut Tick<'_>, asset: AssetIx, who: ParticipantIx, units: i64, average: f64) -> Option<EntryIx> {
    if units <= 0 {
        return None;
    }
    let brings = value_of(units, average, t.s.scale(t.w, asset));
    let worth = t.s.at_mark(t.w, asset, units);
    t.s.pay(asset, who, t.w.outside(), units);
    t.s.pay(t.w.numeraire, t.w.outside(), who, brings);
    if let Some(need) = t.s.needs.get_mut(who.at()) {
        *need -= brings;
    }
    let standing = t.s.standing.get(who.at());
    let failure = standing.and_then(|s| s.failed).map(|f| f.2);
    let note = Note::new(EntryKind::Sold).who(who).asset(asset).amount(brings).of(worth).cause(failure, brings);
    let entry = t.note(if failure.is_none() { note.causes(t.reasons(who, brings)) } else { note });
    burn(t, who, entry, worth - brings);
    Some(entry)
}

/// What a sale brings below the mark is nobody's.
fn burn(t: &mut Tick<'_>, who: ParticipantIx, entry: EntryIx, amount: i64) {
    if amount > 0 {
        t.s.burnt += amount;
        t.s.lost(who, entry, amount);
    }
}

fn sell_seized(t: &mut Tick<'_>, link: u32, average: f64) -> EntryIx {
    let c = t.w.collateral.get(link as usize);
    let (pledger, holder, asset, discount) = c.map_or((t.w.outside(), t.w.outside(), t.w.numeraire, 0.0), |c| {
        (c.pledger, c.holder, c.asset, c.seizure_discount)
    });
    let units = t.s.pledges.get(link as usize).map_or(0, |p| p.seized);
    let brings = value_of(units, average * (1.0 - discount), t.s.scale(t.w, asset));
    let worth = t.s.at_mark(t.w, asset, units);
    t.s.books.post(asset, Account::Pledged(link), Account::Free(t.w.outside()), units);
    // Proceeds are the pledger's, and its debt is paid out of them at once.
    t.s.pay(t.w.numeraire, t.w.outside(), pledger, brings);
    let at = LinkRef { kind: LinkKind::Collateral, at: link };
    let seized = t.s.pledges.get(link as usize).and_then(|p| p.entry);
    let entry = t.note(
        Note::new(EntryKind::Sold)
            .who(holder)
            .other(pledger)
            .link(at)
            .asset(asset)
            .amount(brings)
            .of(worth)
            .cause(seized, brings),
    );
    burn(t, pledger, entry, worth - brings);
    pay_secured(t, link, brings);
    end_seizure(t, link);
    entry
}

/// Pays the debt behind a link out of proceeds; the rest stays with the pledger.
fn pay_secured(t: &mut Tick<'_>, link: u32, brings: i64) {
    let Some(c) = t.w.collateral.get(link as usize).cloned() else { return };
    let claim = t.s.secured(t.w, link);
    let paid = claim.min(brings);
    t.s.pay(t.w.numeraire, c.pledger, c.holder, paid);
    reduce_secured(t, link, paid);
}

fn reduce_secured(t: &mut Tick<'_>, link: u32, paid: i64) {
    let Some(c) = t.w.collateral.get(link as usize).cloned() else { return };
    let claim = t.s.secured(t.w, link);
    let mut left = paid;
    for at in t.s.secured_at(t.w, link) {
        let Some(d) = t.s.debts.get_mut(at) else { continue };
        let part = left.min(d.open);
        d.lower(part);
        d.settled += part;
        left -= part;
    }
    let at = LinkRef { kind: LinkKind::Collateral, at: link };
    let seized = t.s.pledges.get(link as usize).and_then(|p| p.entry);
    t.note(
        Note::new(EntryKind::PaidByCollateral)
            .who(c.holder)
            .other(c.pledger)
            .link(at)
            .amount(paid)
            .of(claim)
            .cause(seized, paid),
    );
    if let Some(s) = t.s.standing.get_mut(c.holder.at()) {
        s.by_collateral += paid;
    }
    super::waterfall::margin_used(t, (c.holder, c.pledger), paid);
}
