//! Attacks on services that share their stake, from the scenario's terms, the ledger and the marks.

use super::ledger::{has, scale};
use super::{Held, Seen, ensure};
use interclear_core::engine::Account;
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{Mechanism, SecuredService};
use interclear_core::units::{AssetIx, ParticipantIx};

/// The terms of a service in this tick.
fn terms<'a>(v: &'a Seen<'_>, who: Option<ParticipantIx>) -> Option<&'a SecuredService> {
    let p = v.terms.participants.iter().find(|p| who.is_some_and(|who| p.id == v.id(who)))?;
    p.mechanisms.iter().find_map(|m| if let Mechanism::SecuredService { service } = m { Some(service) } else { None })
}

fn of<'a>(v: &'a Seen<'_>, kind: EntryKind) -> impl Iterator<Item = &'a Entry> {
    v.entries.iter().filter(move |e| e.kind == kind)
}

/// An attack gains more than it costs, by those who hold the threshold; nobody is corrupted twice; the money moves.
pub(super) fn attack_pays(v: &Seen<'_>) -> Held {
    let attacks: Vec<usize> =
        (v.first..).zip(v.entries).filter(|(_, e)| e.kind == EntryKind::Attacked).map(|(at, _)| at).collect();
    let by_attack = |e: &&Entry| e.causes.iter().any(|c| attacks.contains(&c.entry.at()));
    corrupted(v)?;
    let services: Vec<&Entry> = of(v, EntryKind::Corrupted).collect();
    let burnt: Vec<&Entry> = of(v, EntryKind::Slashed).filter(by_attack).collect();
    ensure(services.iter().all(by_attack), || "corrupted without an attack".into())?;
    let Some(attack) = attacks.first().and_then(|at| v.trace.journal.entries.get(*at)) else { return Ok(()) };
    ensure(attacks.len() == 1, || "several attacks in a tick".into())?;
    let gain: i64 = services.iter().map(|e| e.amount.quanta()).sum();
    let cost: f64 = burnt
        .iter()
        .map(|e| {
            let asset = e.asset.unwrap_or(v.trace.numeraire);
            let mark = if asset == v.trace.numeraire { 1.0 } else { v.marks.get(asset.at()).copied().unwrap_or(0.0) };
            e.amount.quanta() as f64 * mark * scale(v.trace, asset)
        })
        .sum();
    // Stakes are valued one by one, each to a quantum below.
    let near = 1.0 + burnt.len() as f64 + cost * 1e-9;
    let pays = gain as f64 > cost - near && gain > attack.of.quanta() && gain == attack.amount.quanta();
    ensure(pays && (attack.of.quanta() as f64 - cost).abs() <= near, || format!("{gain} for {cost}: {attack:?}"))?;
    for e in &services {
        held(v, e, &burnt)?;
    }
    let able = |e: &&Entry| e.who.is_some_and(|who| !v.failed_before(who) && !v.out(v.id(who)));
    ensure(burnt.iter().all(able), || format!("attackers that cannot act: {burnt:?}"))
}

/// What frames say of corrupted services is what the lines say, once for each.
fn corrupted(v: &Seen<'_>) -> Held {
    for (at, info) in v.trace.services.iter().enumerate() {
        let shown =
            |f: &interclear_core::engine::Frame| f.restaking.as_ref().and_then(|r| r.services.get(at)?.corrupted);
        let (was, now) = (v.last.and_then(shown), shown(v.frame));
        let lines = of(v, EntryKind::Corrupted).filter(|e| e.who == Some(info.who)).count();
        let right = match was {
            Some(tick) => now == Some(tick) && lines == 0,
            None => now == (lines > 0).then_some(v.tick) && lines <= 1,
        };
        ensure(right, || format!("{}: {was:?}, then {now:?} with {lines} lines", v.id(info.who)))?;
    }
    Ok(())
}

/// The attackers hold the threshold of a service, and take no more than its terms say.
fn held(v: &Seen<'_>, e: &Entry, burnt: &[&Entry]) -> Held {
    let Some(terms) = terms(v, e.who) else { return Err(format!("no service: {e:?}")) };
    let asset = terms.asset.as_ref().unwrap_or(&v.s.numeraire);
    let Some(asset) = v.trace.assets.iter().position(|a| &a.id == asset).map(|at| AssetIx(at as u32)) else {
        return Err(format!("no asset: {e:?}"));
    };
    let staked = |who: ParticipantIx| {
        let shock = |x: &&Entry| x.who == Some(who) && !burnt.iter().any(|b| std::ptr::eq(*b, *x));
        let lost: i64 = of(v, EntryKind::Slashed).filter(shock).map(|x| x.amount.quanta()).sum();
        has(&v.before, Account::Staked(who), asset) - i128::from(lost)
    };
    let behind: Vec<ParticipantIx> = terms.operators.iter().filter_map(|id| v.who(id)).collect();
    let all: i128 = behind.iter().map(|&who| staked(who)).sum();
    let attack: i128 = behind.iter().filter(|w| burnt.iter().any(|b| b.who == Some(**w))).map(|&who| staked(who)).sum();
    let enough = all > 0 && attack as f64 >= terms.threshold.get() * all as f64 * (1.0 - 1e-9);
    ensure(enough && terms.attacked, || format!("{attack} of {all} staked: {e:?}"))?;
    let decimals = v.trace.decimals();
    let most = terms.gain.quanta(decimals).map_or(0, |q| q.quanta());
    let moved = v.did.postings.iter().any(|p| {
        let ends = e.who.is_some_and(|who| p.from == Account::Free(who)) && p.to == Account::Free(v.outside());
        ends && p.asset == v.trace.numeraire && p.units == e.amount.quanta()
    });
    ensure(e.amount.quanta() <= most && moved, || format!("at most {most}: {e:?}"))
}
