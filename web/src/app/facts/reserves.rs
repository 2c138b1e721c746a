//! Peg modules: reserves by asset, what was swapped in the tick, caps and fees.

use super::{Facts, Shown};
use interclear_core::engine::ReserveFrame;
use interclear_core::units::{Amount, ParticipantIx};

/// The reserves of an issuer with a peg module.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> Option<Facts> {
    let mine = || shown.frame.reserves.iter().filter(|r| r.who == who);
    let coin = shown.label(mine().next()?.coin);
    let mut facts = Facts::columns(format!("Peg module of {coin}"), ["", "Reserve", "Swapped", "Cap", "Fee"]);
    for r in mine() {
        let held = shown.units(r.asset, r.held);
        let full = r.ceiling.is_some_and(|c| r.held >= c);
        let held = r.ceiling.map_or_else(|| held.clone(), |c| format!("{held} of {}", shown.units(r.asset, c)));
        let cap = r.cap.map_or_else(|| "none".to_owned(), |c| shown.units(r.coin, c));
        facts.row(shown.label(r.asset), [held, swapped(shown, r), cap, fee(r)], full || r.cap == Some(Amount::ZERO));
    }
    facts.some()
}

/// What came in by swaps in the tick, and what went out.
fn swapped(shown: Shown<'_>, r: &ReserveFrame) -> String {
    let came = (r.came > Amount::ZERO).then(|| format!("+{}", shown.units(r.asset, r.came)));
    let went = (r.went > Amount::ZERO).then(|| format!("\u{2212}{}", shown.units(r.asset, r.went)));
    let both: Vec<String> = came.into_iter().chain(went).collect();
    if both.is_empty() { "0".to_owned() } else { both.join(" ") }
}

/// The fee of the way in, and that of the way out where it is another.
fn fee(r: &ReserveFrame) -> String {
    let (into, out) = (Shown::percent(r.fee_in.get()), Shown::percent(r.fee_out.get()));
    if into == out { into } else { format!("{into} in, {out} out") }
}
