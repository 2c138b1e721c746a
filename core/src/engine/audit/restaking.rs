//! Attacks on services that share their stake.

use super::{Held, View, ensure};
use crate::journal::{Entry, EntryKind};
use crate::state::stake_of;
use crate::units::{AssetIx, ParticipantIx};

pub(super) fn attack_pays(v: &View<'_>) -> Held {
    let all = || (v.first..).zip(v.entries);
    let attacks: Vec<(usize, &Entry)> = all().filter(|(_, e)| e.kind == EntryKind::Attacked).collect();
    ensure(attacks.len() <= 1, || format!("{} attacks in a tick", attacks.len()))?;
    let caused = |e: &Entry| attacks.iter().any(|(at, _)| e.causes.iter().any(|c| c.entry.at() == *at));
    for (at, e) in all().filter(|(_, e)| e.kind == EntryKind::Corrupted) {
        ensure(caused(e), || format!("no attack: {e:?}"))?;
        let place = v.s.restaking.services.iter().position(|who| Some(*who) == e.who);
        let known = place.and_then(|p| v.s.restaking.corrupted.get(p).copied().flatten());
        let once = known.is_some_and(|(tick, entry)| tick == v.s.tick && entry.at() == at);
        let before = v.s.journal.entries.iter().take(at).any(|x| x.kind == EntryKind::Corrupted && x.who == e.who);
        ensure(once && !before, || format!("corrupted before, or not noted: {e:?}"))?;
    }
    let Some((at, attack)) = attacks.first() else { return Ok(()) };
    let taken: i64 = all().filter(|(_, e)| e.kind == EntryKind::Corrupted).map(|(_, e)| e.amount.quanta()).sum();
    let burnt: Vec<&Entry> = v.entries.iter().filter(|e| e.kind == EntryKind::Slashed && caused(e)).collect();
    let cost: i64 = burnt.iter().filter_map(|e| e.asset.map(|asset| v.s.at_mark(v.w, asset, e.amount.quanta()))).sum();
    let told = attack.amount.quanta() == taken && attack.of.quanta() == cost;
    ensure(told && taken > cost, || format!("{taken} gained for {cost}: {attack:?}"))?;
    for e in &burnt {
        let failed = e.who.and_then(|who| v.s.standing.get(who.at())).and_then(|s| s.failed);
        let acts = failed.is_none_or(|(_, _, entry)| entry.at() > *at);
        ensure(acts && e.amount == e.of, || format!("an attacker that had failed, or kept a part: {e:?}"))?;
    }
    threshold(v, &burnt)
}

/// Attackers hold the threshold of every service that is corrupted in the tick.
fn threshold(v: &View<'_>, burnt: &[&Entry]) -> Held {
    for e in v.entries.iter().filter(|e| e.kind == EntryKind::Corrupted) {
        let spec = e.who.and_then(|who| v.w.participants.get(who.at())).and_then(|p| p.secured.as_ref());
        let Some(spec) = spec else { return Err(format!("no service: {e:?}")) };
        let attacks = |who: ParticipantIx| burnt.iter().any(|x| x.who == Some(who));
        let sum = |only: bool| -> i64 {
            let behind = spec.operators.iter().filter(|&&who| !only || attacks(who));
            behind.map(|&who| staked(v, who, spec.asset, burnt)).sum()
        };
        let (with, all) = (sum(true), sum(false));
        let enough = with as f64 >= spec.threshold * all as f64 * (1.0 - 1e-9) && all > 0;
        ensure(enough && spec.attacked, || format!("{with} of {all} staked behind: {e:?}"))?;
    }
    Ok(())
}

/// What an operator had staked when the attack came: what it had as the tick began, less what shocks slashed.
fn staked(v: &View<'_>, who: ParticipantIx, asset: AssetIx, burnt: &[&Entry]) -> i64 {
    if stake_of(v.w, who).is_none_or(|s| s.asset != asset) {
        return 0;
    }
    let slashed =
        |e: &&Entry| e.kind == EntryKind::Slashed && e.who == Some(who) && !burnt.iter().any(|b| std::ptr::eq(*b, *e));
    let shocks: i64 = v.entries.iter().filter(slashed).map(|e| e.amount.quanta()).sum();
    v.s.books.before().get_staked(who, asset) - shocks
}
