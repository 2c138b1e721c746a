//! Attacks on services that share their stake.
//!
//! After marks, operators that have not failed and are not out look for a set of them that can corrupt services whose gains
//! are together more than the set's stake at marks. A set can corrupt a service when its stake behind the service is at
//! least the threshold's share of all stake behind it; an operator's whole stake counts for each service and is lost once.
//! Of all attacks that pay they make one in a tick: that of the fewest operators, who need the least agreement; of several
//! the one that gains most beyond its cost, then the one with the least stake, then the first in the order of sets (as bits,
//! the operator with the first id the lowest). So a cascade is seen over ticks; were the one that gains most always the
//! first, it would be a single attack, since those who attack one after another can attack together and gain the sum. The services lose their gains to everybody outside, the attackers' stakes are slashed whole, and no
//! service is corrupted again. A service that has failed, is out or is paused gives nothing away.
//!
//! What stands behind tokens of an operator is valued anew at the next mark.

use super::context::{Note, Tick};
use crate::clearing::restaking::RestakingAttack;
use crate::journal::{Cause, EntryKind};
use crate::state::stake_of;
use crate::trace::{RestakingFrame, ServiceFrame, ServiceInfo};
use crate::units::{Amount, EntryIx, ParticipantIx};
use crate::world::World;

/// Operators attack when that pays.
pub(super) fn attack(t: &mut Tick<'_>) {
    let Some(attack) = t.s.restaking_figures(t.w).attack else { return };
    let place = |all: &[ParticipantIx], at: usize| all.get(at).copied();
    let r = &t.s.restaking;
    let attackers: Vec<ParticipantIx> = attack.operators.iter().filter_map(|&o| place(&r.operators, o)).collect();
    let gains = gains(t, &attack);
    let gain: i64 = gains.iter().map(|g| g.2).sum();
    let cost: i64 = attackers.iter().map(|&who| worth(t, who)).sum();
    if gain <= cost {
        return;
    }
    let causes = why(t, &attack, &attackers);
    let most = gains.iter().fold(None, |best: Option<&(usize, ParticipantIx, i64)>, g| match best {
        Some(b) if b.2 >= g.2 => Some(b),
        _ => Some(g),
    });
    let (Some(&first), Some(&(_, service, _))) = (attackers.first(), most) else { return };
    let note = Note::new(EntryKind::Attacked).who(service).other(first).amount(gain).of(cost);
    let entry = t.note(note.causes(causes));
    for (at, who, gain) in gains {
        corrupt(t, (at, who), gain, entry);
    }
    for (&at, &who) in attack.operators.iter().zip(&attackers) {
        let Some(asset) = stake_of(t.w, who).map(|s| s.asset) else { continue };
        let units = t.s.staked_of(who, asset);
        let cause = Cause { entry, amount: Amount::new(worth(t, who)) };
        if super::staking::slash(t, who, 1.0, vec![cause]).is_some()
            && let Some(burnt) = t.s.restaking.burnt.get_mut(at)
        {
            *burnt += units;
        }
    }
}

/// Places of the services of an attack, who they are and what each gives away.
fn gains(t: &Tick<'_>, attack: &RestakingAttack) -> Vec<(usize, ParticipantIx, i64)> {
    let r = &t.s.restaking;
    let one = |&at: &usize| {
        let who = *r.services.get(at)?;
        let most = t.w.participants.get(who.at())?.secured.as_ref()?.gain;
        Some((at, who, most.min(t.s.cash(t.w, who).max(0))))
    };
    attack.services.iter().filter_map(one).collect()
}

/// What an operator has staked, at marks.
fn worth(t: &Tick<'_>, who: ParticipantIx) -> i64 {
    stake_of(t.w, who).map_or(0, |s| t.s.at_mark(t.w, s.asset, t.s.staked_of(who, s.asset)))
}

/// A service loses what there is to gain.
fn corrupt(t: &mut Tick<'_>, (at, who): (usize, ParticipantIx), gain: i64, attack: EntryIx) {
    let most = t.w.participants.get(who.at()).and_then(|p| p.secured.as_ref()).map_or(gain, |s| s.gain);
    t.s.pay(t.w.numeraire, who, t.w.outside(), gain);
    let note = Note::new(EntryKind::Corrupted).who(who).amount(gain).of(most);
    let entry = t.note(note.cause(Some(attack), gain));
    t.s.lost(who, entry, gain);
    t.s.lacks(who, entry, gain);
    t.s.mark_of(who, |m| m.shocked = true);
    if let Some(slot) = t.s.restaking.corrupted.get_mut(at) {
        *slot = Some((t.s.tick, entry));
    }
}

/// What made an attack pay: the last lines by which stakes behind its services became smaller, a fall of the price of the
/// stake since the first loss or the opening, an upgrade of its services; the openings of the attackers where there is none.
fn why(t: &Tick<'_>, attack: &RestakingAttack, attackers: &[ParticipantIx]) -> Vec<Cause> {
    let r = &t.s.restaking;
    let mut causes: Vec<Cause> = Vec::new();
    let mut add = |cause: Cause| {
        if !causes.iter().any(|c| c.entry == cause.entry) {
            causes.push(cause);
        }
    };
    let specs: Vec<_> = t.w.secured().enumerate().filter(|(at, _)| attack.services.contains(at)).collect();
    for (at, who) in r.operators.iter().enumerate() {
        if specs.iter().any(|(_, (_, s))| s.operators.contains(who)) {
            r.shrunk.get(at).copied().flatten().map(&mut add);
        }
    }
    for &who in attackers {
        let Some(asset) = stake_of(t.w, who).map(|s| s.asset) else { continue };
        let open = t.w.assets.get(asset.at()).map_or(0.0, |a| a.price);
        let Some(q) = t.s.quotes.get(asset.at()) else { continue };
        if let Some(entry) = q.moved.filter(|_| q.mark < open) {
            let units = t.s.staked_of(who, asset);
            let fell = crate::units::value_of(units, open - q.mark, t.s.scale(t.w, asset));
            add(Cause { entry, amount: Amount::new(fell.max(0)) });
        }
    }
    if specs.iter().any(|(at, (_, s))| r.terms.get(*at).is_some_and(|old| *old != (s.threshold, s.gain))) {
        let last = t.s.journal.entries.iter().rposition(|e| e.kind == EntryKind::Upgraded);
        if let Some(at) = last {
            add(Cause { entry: EntryIx(at as u32), amount: Amount::ZERO });
        }
    }
    if causes.is_empty() {
        let opening = |who: &ParticipantIx| t.s.standing.get(who.at()).and_then(|s| s.opening);
        let openings = attackers.iter().filter_map(opening);
        causes.extend(openings.map(|entry| Cause { entry, amount: Amount::ZERO }));
    }
    causes
}

/// Services and who secures them.
pub(super) fn services(w: &World) -> Vec<ServiceInfo> {
    w.secured().map(|(who, s)| ServiceInfo { who, asset: s.asset, operators: s.operators.clone() }).collect()
}

/// The network as the tick ended; nothing where no service is secured by stake.
pub(super) fn frame(t: &mut Tick<'_>) -> Option<RestakingFrame> {
    if t.s.restaking.services.is_empty() {
        return None;
    }
    let figures = t.s.restaking_figures(t.w);
    let lost = t.s.lost_stake();
    let quanta = |x: f64| Amount::new(x.floor().min(9e15) as i64);
    let r = &t.s.restaking;
    let one = |(at, (_, s)): (usize, (ParticipantIx, &crate::world::SecuredSpec))| {
        let corrupted = r.corrupted.get(at).copied().flatten();
        let line = corrupted.and_then(|(_, entry)| t.s.journal.get(entry));
        ServiceFrame {
            staked: Amount::new(s.operators.iter().map(|&who| worth(t, who)).sum()),
            cost: figures.costs.get(at).copied().flatten().map(quanta),
            gain: Amount::new(figures.gains.get(at).copied().unwrap_or(0)),
            corrupted: corrupted.map(|(tick, _)| tick),
            taken: line.map_or(Amount::ZERO, |e| e.amount),
        }
    };
    Some(RestakingFrame {
        services: t.w.secured().enumerate().map(one).collect(),
        slack: figures.slack,
        before: r.base.slack,
        shock: lost.shock,
        lost: lost.all,
        bound: lost.bound,
    })
}
