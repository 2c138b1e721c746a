//! Bridges, and the forged messages that ask them to move units.

use super::ParticipantSpec;
use super::check::Names;
use crate::scenario::limits::{MAX_TICKS, MAX_VERIFIERS};
use crate::scenario::{Bridge, EventKind, Mechanism, Scenario};
use crate::units::{Amount, AssetIx, Decimal, ParticipantIx, Tick};

/// A scheme of verifiers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BridgeSpec {
    pub threshold: u32,
    /// Quanta of the numeraire.
    pub key_cost: i64,
    pub cap: Option<Decimal>,
    pub guardian_delay: Option<Tick>,
}

impl BridgeSpec {
    /// Most quanta that may move in a tick of an asset with so many decimals.
    pub fn cap(&self, decimals: u8) -> i64 {
        self.cap.and_then(|cap| cap.quanta(decimals).ok()).map_or(Amount::LIMIT, Amount::quanta)
    }
}

/// A forged message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Message {
    pub bridge: ParticipantIx,
    pub token: AssetIx,
    pub amount: i64,
    pub to: ParticipantIx,
    pub keys: u32,
    /// The bridge issues the token; it releases others.
    pub mints: bool,
}

pub(super) fn build(at: &str, b: &Bridge, n: &mut Names<'_>) -> BridgeSpec {
    for (field, count) in [("verifiers", b.verifiers), ("threshold", b.threshold)] {
        if count == 0 || count > MAX_VERIFIERS {
            let what = format!("{count} is not between 1 and {MAX_VERIFIERS}");
            n.bad(&format!("{at}/{field}"), what, "a scheme is k of n: 5 of 9, say");
        }
    }
    if b.threshold > b.verifiers {
        n.conflict(
            &format!("{at}/threshold"),
            format!("{} keys of {} can never sign", b.threshold, b.verifiers),
            "ask for at most as many keys as there are verifiers",
        );
    }
    if b.guardian_delay.is_some_and(|d| d > MAX_TICKS) {
        n.bad(&format!("{at}/guardian_delay"), format!("more than {MAX_TICKS} ticks"), "leave it out for no guardian");
    }
    let key_cost = n.quanta(&format!("{at}/key_cost"), None, b.key_cost);
    if b.cap.is_some_and(Decimal::is_negative) {
        n.bad(&format!("{at}/cap"), "less than nothing", "0 lets nothing through; leave it out for no cap");
    }
    BridgeSpec { threshold: b.threshold, key_cost, cap: b.cap, guardian_delay: b.guardian_delay }
}

/// A message by the ids it names, and how much and how many keys.
pub(super) fn message(
    s: &Scenario,
    at: &str,
    (bridge, token, to): (&str, &str, &str),
    (amount, keys): (Decimal, u32),
    n: &mut Names<'_>,
) -> Option<Message> {
    let who = n.participant(&format!("{at}/bridge"), bridge);
    let asset = n.asset(&format!("{at}/token"), Some(token));
    let taker = n.participant(&format!("{at}/to"), to);
    let amount = n.quanta(&format!("{at}/amount"), Some(token), amount);
    if bridge == to {
        n.conflict(&format!("{at}/to"), "a bridge moves nothing to itself", "name who gets it");
    }
    if keys > MAX_VERIFIERS {
        n.bad(&format!("{at}/keys"), format!("{keys} is more than {MAX_VERIFIERS}"), "at most as many as there are");
    }
    let issuer = s.assets.iter().find(|a| a.id == token).and_then(|a| a.claim.as_ref()).map(|c| c.issuer.as_str());
    let mints = issuer == Some(bridge);
    Some(Message { bridge: who?, token: asset?, amount, to: taker?, keys, mints })
}

/// Every message needs a bridge to act on it, no more keys than that has, and a cap that its token can count.
pub(super) fn messages(s: &Scenario, n: &mut Names<'_>, all: &[ParticipantSpec]) {
    for e in &s.events {
        let EventKind::ForgedMessage { bridge, token, keys, .. } = &e.what else { continue };
        let at = format!("events/{}", e.id);
        let known = all.iter().find(|p| &p.id == bridge);
        let Some(spec) = known.and_then(|p| p.bridge) else {
            if known.is_some() {
                let what = format!("{bridge} acts on no messages");
                n.conflict(&format!("{at}/bridge"), what, "give it the mechanism `bridge`");
            }
            continue;
        };
        let mechanisms = s.participants.iter().filter(|p| &p.id == bridge).flat_map(|p| &p.mechanisms);
        let verifiers = mechanisms.filter_map(|m| match m {
            Mechanism::Bridge { bridge } => Some(bridge.verifiers),
            _ => None,
        });
        if verifiers.max().is_some_and(|there| *keys > there) {
            n.conflict(&format!("{at}/keys"), "more keys than there are verifiers", "lower it, or add verifiers");
        }
        if let Some(cap) = spec.cap {
            n.quanta(&format!("participants/{bridge}/mechanisms/bridge/cap"), Some(token), cap);
        }
    }
}
