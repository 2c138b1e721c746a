//! What depositors have asked for and got, beside what they see.

use super::{Facts, Shown};
use crate::app::words;
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Mechanism, Participant, ServiceOrder};
use interclear_core::units::{Amount, ParticipantIx};

/// The deposits with a participant; nothing where nobody has any.
pub(super) fn deposits(shown: Shown<'_>, who: ParticipantIx, p: &Participant) -> Option<Facts> {
    let links = shown.trace.links.iter().zip(&shown.frame.links);
    let mine = links.filter(|(l, _)| l.link.kind == LinkKind::Deposit && l.to == who);
    let open: Vec<Amount> = mine.map(|(_, now)| now.open).collect();
    let now = shown.frame.participants.get(who.at()).filter(|_| !open.is_empty())?;
    let mut facts = Facts::of("Deposits with it".to_owned());
    facts.say("Still there", shown.money(Amount::new(open.iter().map(|a| a.quanta()).sum())), false);
    if now.queued > Amount::ZERO {
        facts.say("Asked for and waiting", shown.money(now.queued), true);
    }
    if now.withdrawn > Amount::ZERO {
        let share = now.withdrawn.quanta() as f64 / now.reserve.quanta().max(1) as f64;
        let words = format!("{}, {} of its free cash", shown.money(now.withdrawn), percent(share.min(1.0)));
        facts.say("Paid out in this tick", words, false);
    }
    if now.first_gain > Amount::ZERO {
        facts.say("The first have gained", shown.money(now.first_gain), true);
    }
    let coverage = |c: Option<f64>| c.map_or_else(|| "\u{2013}".to_owned(), percent);
    let (seen, truth) = (now.seen_coverage(), now.coverage());
    facts.say("Assets over debts", coverage(truth), truth.is_some_and(|c| c < 1.0));
    if seen != truth {
        facts.say("As its books show it", coverage(seen), false);
    }
    for m in &p.mechanisms {
        if let Mechanism::Depositors { gate, order, .. } = m {
            let order = if *order == ServiceOrder::ProRata { "all who ask share" } else { "first come" };
            let gate = if gate.get() < 1.0 {
                format!(", {} of all in a tick at most", percent(gate.get()))
            } else {
                String::new()
            };
            facts.say("Requests are served", format!("{order}{gate}"), false);
        }
    }
    Some(facts)
}

fn percent(ratio: f64) -> String {
    words::percent((ratio * 1_000.0).round() / 1_000.0)
}
