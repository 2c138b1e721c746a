//! What frames say of an asset: its price and market, and of a claim token what stands behind it.

use super::{Facts, Shown};
use crate::app::words;
use interclear_core::engine::State;
use interclear_core::scenario::{Asset, Redemption};
use interclear_core::units::{Amount, Tick};

/// An asset that nobody has issued: its price and the depth of its market.
pub(super) fn market(shown: Shown<'_>, asset: &Asset) -> Option<Facts> {
    let at = shown.asset(&asset.id)?;
    let now = shown.frame.assets.get(at.at())?;
    if at == shown.trace.numeraire {
        return None;
    }
    let mut facts = Facts::of(format!("Market, {}", words::day(shown.trace, shown.frame.tick)));
    facts.say("Price", words::price(now.price), false);
    if let Some(depth) = now.depth {
        facts.say("Units in its pool", shown.units(at, depth), false);
    }
    if let Some(most) = now.depth2 {
        facts.say("Sells at 2 % slippage", shown.money(most), false);
    }
    Some(facts)
}

/// A claim token: what stands behind it, and whether it can be handed in.
pub(super) fn token(shown: Shown<'_>, asset: &Asset) -> Option<Facts> {
    let claim = asset.claim.as_ref()?;
    let at = shown.asset(&asset.id)?;
    let now = shown.frame.assets.get(at.at())?;
    let mut facts = Facts::of(format!("Issued: {}", asset.label));
    facts.say("Supply", shown.units(at, now.supply), false);
    facts.say("Price", words::price(now.price), false);
    let short = now.promised.is_some_and(|p| now.fair.get() < p.get() * 0.999_999);
    facts.say("Stands behind a unit", words::price(now.fair), short);
    if let Some(promised) = now.promised {
        facts.say("A unit promises", words::price(promised), false);
    }
    let failed = words::participant(shown.trace, &claim.issuer)
        .and_then(|who| shown.frame.participants.get(who.at()))
        .is_some_and(|p| matches!(p.state, State::Failed));
    if let Some(most) = now.depth2 {
        facts.say("Sells at 2 % slippage", shown.money(most), false);
    }
    let (words, bad) = counter(shown, claim.redemption.as_ref(), failed);
    facts.say("Redemption", words, bad);
    let waiting = shown.frame.requests.iter().filter(|r| r.asset == at).map(|r| r.left.quanta()).sum();
    if waiting > 0 {
        facts.say("Waits to be redeemed", shown.units(at, Amount::new(waiting)), true);
    }
    Some(facts)
}

/// Whether holders can hand in a token now, and whether that is bad news.
fn counter(shown: Shown<'_>, redemption: Option<&Redemption>, failed: bool) -> (String, bool) {
    let unit = &shown.trace.unit;
    match redemption {
        _ if failed => ("its issuer has failed".to_owned(), true),
        None => ("none, only sold".to_owned(), false),
        Some(r) => match next_open(r, shown.frame.tick) {
            Some(next) => (format!("shut until {unit} {next}"), true),
            None if r.delay > 0 => {
                (format!("open, paid after {}", words::count(r.delay as usize, unit, &format!("{unit}s"))), false)
            }
            None => ("open".to_owned(), false),
        },
    }
}

/// The tick on which a counter that is shut opens next.
pub(super) fn next_open(r: &Redemption, tick: Tick) -> Option<Tick> {
    let every = r.open_every?.max(1);
    let (from, open) = (r.open_from.unwrap_or(1), r.open_for.unwrap_or(1));
    if tick < from {
        return Some(from);
    }
    let into = (tick - from) % every;
    (into >= open).then(|| tick - into + every)
}
