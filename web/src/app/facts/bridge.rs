//! Signed messages: what it takes to forge one, and what an attacker has got.

use super::{Facts, Shown};
use crate::app::words;
use interclear_core::analysis::measure;
use interclear_core::scenario::{Bridge, Mechanism, Participant};
use interclear_core::units::ParticipantIx;

/// The keys of a participant that acts on signed messages.
pub(super) fn keys(shown: Shown<'_>, p: &Participant) -> Option<Facts> {
    let bridge: &Bridge = p.mechanisms.iter().find_map(|m| match m {
        Mechanism::Bridge { bridge } => Some(bridge),
        _ => None,
    })?;
    let mut facts = Facts::of("Signed messages".to_owned());
    facts.say("Keys that must sign", format!("{} of {}", bridge.threshold, bridge.verifiers), bridge.threshold == 1);
    let cost = bridge.key_cost.to_f64() * f64::from(bridge.threshold);
    if cost > 0.0 {
        facts.say("To corrupt so many costs", words::rounded(cost, 2), false);
    }
    let cap = bridge.cap.map_or_else(|| "no cap".to_owned(), |c| words::rounded(c.to_f64(), 2));
    facts.say("Moves in a tick, at most", cap, bridge.cap.is_none());
    let guardian = match bridge.guardian_delay {
        None => "nobody".to_owned(),
        Some(n) => format!(
            "a guardian, after {}",
            words::count(n as usize, &shown.trace.unit, &format!("{}s", shown.trace.unit))
        ),
    };
    facts.say("Stopped by", guardian, bridge.guardian_delay.is_none());
    let tokens = shown.scenario.assets.iter().filter(|a| a.claim.as_ref().is_some_and(|c| c.issuer == p.id));
    for token in tokens {
        if let Some(share) = measure(shown.trace, &format!("unbacked/{}@{}", token.id, shown.frame.tick)) {
            let share = (share * 1_000.0).round() / 1_000.0;
            facts.say(format!("Of {}, unbacked", token.label), words::percent(share), share > 0.0);
        }
    }
    Some(facts)
}

/// What somebody in whose favour messages were forged has got out so far.
pub(super) fn loot(shown: Shown<'_>, who: ParticipantIx) -> Option<Facts> {
    let attacker = shown.trace.attackers.iter().find(|a| a.who == who)?;
    let id = &shown.trace.participants.get(who.at())?.id;
    let profit = measure(shown.trace, &format!("attack_profit/{id}@{}", shown.frame.tick))?;
    let cost = attacker.cost.to_f64(shown.trace.decimals());
    let mut facts = Facts::of("Forged messages in its favour".to_owned());
    facts.say("Got out so far", words::rounded(profit + cost, 2), false);
    facts.say("Cost of the keys", words::rounded(cost, 2), false);
    facts.say("Profit", words::rounded(profit, 2), profit > 0.0);
    Some(facts)
}
