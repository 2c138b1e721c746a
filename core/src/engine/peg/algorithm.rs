//! An algorithmic peg: coins for new tokens below par, tokens for new coins above it.
//!
//! A coin is always swapped for par worth of tokens at the token's *last* mark, while the tokens are sold at what the
//! market gives now: so each tick that ends lower makes the next one issue more for the same coins.

use super::market::{Market, trade};
use super::{burn, may_be_issued, mint, most, outside_has, why};
use crate::engine::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::units::{Amount, ParticipantIx, value_of};
use crate::world::AlgorithmSpec;

pub(super) fn swaps(t: &mut Tick<'_>, who: ParticipantIx, a: &AlgorithmSpec) {
    let mark = t.s.quotes.get(a.token.at()).map_or(0.0, |q| q.mark);
    if mark > 0.0 && mark.is_finite() {
        contract(t, who, a, mark);
        expand(t, who, a, mark);
    }
}

/// Quanta of the token in a quantum of the coin, unit for unit.
fn scale(t: &Tick<'_>, a: &AlgorithmSpec) -> f64 {
    let decimals = |a: crate::units::AssetIx| t.w.assets.get(a.at()).map_or(2, |x| x.decimals);
    crate::units::scale(decimals(a.token), decimals(a.coin))
}

/// Below par: coins are bought and burnt, and the tokens issued for them are sold.
fn contract(t: &mut Tick<'_>, who: ParticipantIx, a: &AlgorithmSpec, mark: f64) {
    let (rate, scale) = (a.par * (1.0 - a.fee) / mark, scale(t, a));
    let tokens = |coins: i64| value_of(coins, rate, scale);
    let (coin, token) = (Market::of(t, a.coin), Market::of(t, a.token));
    let gains = |coins: i64| token.sold(tokens(coins)) * rate >= coin.bought(coins);
    if token.sold(0) * rate <= coin.bought(0) {
        return;
    }
    let room = outside_has(t, a.coin).min(a.cap.unwrap_or(Amount::SUPPLY_LIMIT));
    let wanted = most(room, gains);
    let left = may_be_issued(t, a.token, a.limit);
    let coins = most(wanted, |coins| tokens(coins) <= left);
    let causes = why(t, who, [a.coin, a.token]);
    let made = tokens(coins);
    if made > 0 {
        let note = Note::new(EntryKind::Contracted).who(who).asset(a.coin).amount(coins).of(room);
        let entry = t.note(note.causes(causes.clone()));
        burn(t, who, a.coin, coins, entry);
        mint(t, who, a.token, made, entry);
        trade(t, a.coin, -coins, entry);
        trade(t, a.token, made, entry);
    }
    if coins < wanted && tokens(wanted) > left {
        let supply = t.s.supply(t.w, a.token);
        let note = Note::new(EntryKind::IssueStopped).who(who).asset(a.token).amount(supply).of(a.limit.max(supply));
        t.note(note.causes(causes));
    }
}

/// Above par: tokens are bought and burnt, and the coins issued for them are sold.
fn expand(t: &mut Tick<'_>, who: ParticipantIx, a: &AlgorithmSpec, mark: f64) {
    let (rate, scale) = (mark * (1.0 - a.fee) / a.par, 1.0 / scale(t, a));
    let coins = |tokens: i64| value_of(tokens, rate, scale);
    let (coin, token) = (Market::of(t, a.coin), Market::of(t, a.token));
    let gains = |tokens: i64| coin.sold(coins(tokens)) * rate >= token.bought(tokens);
    if coin.sold(0) * rate <= token.bought(0) {
        return;
    }
    let issue = may_be_issued(t, a.coin, Amount::SUPPLY_LIMIT).min(a.cap.unwrap_or(Amount::SUPPLY_LIMIT));
    let room = most(outside_has(t, a.token), |tokens| coins(tokens) <= issue);
    let tokens = most(room, gains);
    let made = coins(tokens);
    if made <= 0 {
        return;
    }
    let causes = why(t, who, [a.coin, a.token]);
    let note = Note::new(EntryKind::Expanded).who(who).asset(a.token).amount(tokens).of(room);
    let entry = t.note(note.causes(causes));
    burn(t, who, a.token, tokens, entry);
    mint(t, who, a.coin, made, entry);
    trade(t, a.token, -tokens, entry);
    trade(t, a.coin, made, entry);
}
