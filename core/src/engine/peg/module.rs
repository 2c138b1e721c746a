//! A peg module: accepted assets for coins, and coins for accepted assets.

use super::market::{Market, trade};
use super::{burn, may_be_issued, mint, most, outside_has, why};
use crate::engine::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx, sorted, value_of};
use crate::world::{PegAssetSpec, PegSpec};

/// Swaps of a tick: the weakest asset goes in first, the dearest comes out first.
pub(super) fn swaps(t: &mut Tick<'_>, who: ParticipantIx, m: &PegSpec) {
    let cost = |t: &Tick<'_>, a: &PegAssetSpec| Market::of(t, a.asset).bought(0) / rate(t, m, a).max(f64::MIN_POSITIVE);
    let cheap = sorted(m.assets.clone(), |a, b| cost(t, a).total_cmp(&cost(t, b)).then(a.asset.cmp(&b.asset)));
    for a in &cheap {
        swap_in(t, who, m, a);
    }
    for a in cheap.iter().rev() {
        swap_out(t, who, m, a);
    }
}

/// Coins for one unit of the asset, before the fee.
fn rate(t: &Tick<'_>, m: &PegSpec, a: &PegAssetSpec) -> f64 {
    let mark = t.s.quotes.get(a.asset.at()).map_or(0.0, |q| q.mark);
    if a.at_market { mark / m.par } else { 1.0 }
}

/// Quanta of the coin in a quantum of an asset, unit for unit.
fn scale(t: &Tick<'_>, m: &PegSpec, asset: AssetIx) -> f64 {
    let decimals = |a: AssetIx| t.w.assets.get(a.at()).map_or(2, |x| x.decimals);
    crate::units::scale(decimals(m.coin), decimals(asset))
}

/// While the asset is cheaper than the coin less the fee, it is bought, swapped, and the coin is sold.
fn swap_in(t: &mut Tick<'_>, who: ParticipantIx, m: &PegSpec, a: &PegAssetSpec) {
    let (rate, scale) = (rate(t, m, a), scale(t, m, a.asset));
    let coins = |units: i64| value_of(units, rate * (1.0 - a.fee_in), scale);
    let (asset, coin) = (Market::of(t, a.asset), Market::of(t, m.coin));
    let held = t.s.books.free(who, a.asset);
    let room = outside_has(t, a.asset).min(a.ceiling.unwrap_or(Amount::SUPPLY_LIMIT) - held).max(0);
    let issue = may_be_issued(t, m.coin, Amount::SUPPLY_LIMIT).min(a.cap.unwrap_or(Amount::SUPPLY_LIMIT));
    let taken = most(room, |units| coins(units) <= issue);
    let gains = |units: i64| coin.sold(coins(units)) * rate * (1.0 - a.fee_in) >= asset.bought(units);
    // At equal prices before anything is traded there is nothing to gain.
    let units = if coin.sold(0) * rate * (1.0 - a.fee_in) > asset.bought(0) { most(taken, gains) } else { 0 };
    let made = coins(units);
    if made <= 0 {
        return;
    }
    let causes = why(t, who, [a.asset, m.coin]);
    t.s.pay(a.asset, t.w.outside(), who, units);
    let note = Note::new(EntryKind::SwappedIn).who(who).asset(a.asset).amount(units).of(taken);
    let entry = t.note(note.causes(causes));
    mint(t, who, m.coin, made, entry);
    let cost = face(t, m.coin, made) - worth(t, a.asset, units);
    lost(t, who, entry, cost);
    trade(t, a.asset, -units, entry);
    trade(t, m.coin, made, entry);
}

/// While the coin is cheaper than the asset less the fee, it is bought, swapped, and the asset is sold.
fn swap_out(t: &mut Tick<'_>, who: ParticipantIx, m: &PegSpec, a: &PegAssetSpec) {
    let (rate, scale) = (rate(t, m, a), scale(t, m, a.asset));
    if rate <= 0.0 {
        return;
    }
    let keeps = 1.0 - a.fee_out;
    let paid = |coins: i64| value_of(coins, keeps / rate, 1.0 / scale);
    let (asset, coin) = (Market::of(t, a.asset), Market::of(t, m.coin));
    let held = t.s.books.free(who, a.asset).max(0);
    let room = outside_has(t, m.coin).min(a.cap.unwrap_or(Amount::SUPPLY_LIMIT));
    let taken = most(room, |coins| paid(coins) <= held);
    let gains = |coins: i64| asset.sold(paid(coins)) * keeps / rate >= coin.bought(coins);
    let coins = if asset.sold(0) * keeps / rate > coin.bought(0) { most(taken, gains) } else { 0 };
    let units = paid(coins);
    if units <= 0 {
        return;
    }
    let causes = why(t, who, [a.asset, m.coin]);
    t.s.pay(a.asset, who, t.w.outside(), units);
    let note = Note::new(EntryKind::SwappedOut).who(who).asset(a.asset).amount(units).of(held);
    let entry = t.note(note.causes(causes));
    burn(t, who, m.coin, coins, entry);
    let cost = worth(t, a.asset, units) - face(t, m.coin, coins);
    lost(t, who, entry, cost);
    if a.asset == t.w.numeraire {
        t.s.lacks(who, entry, units);
    }
    trade(t, m.coin, -coins, entry);
    trade(t, a.asset, units, entry);
}

/// What the issuer owes for coins of its own; nothing for a coin without a par.
fn face(t: &Tick<'_>, coin: AssetIx, coins: i64) -> i64 {
    let claim = t.w.assets.get(coin.at()).and_then(|a| a.claim);
    let par = claim.and_then(|c| t.s.par_price(t.w, &c)).unwrap_or(0.0);
    value_of(coins, par, t.s.scale(t.w, coin))
}

fn worth(t: &Tick<'_>, asset: AssetIx, units: i64) -> i64 {
    if asset == t.w.numeraire { units } else { t.s.at_mark(t.w, asset, units) }
}

fn lost(t: &mut Tick<'_>, who: ParticipantIx, entry: EntryIx, amount: i64) {
    if amount > 0 {
        t.s.lost(who, entry, amount);
    }
}
