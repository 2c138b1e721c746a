//! Peg modules and algorithms: what is swapped for what, and how much of it.

use super::{Held, View, ensure};
use crate::journal::{Entry, EntryKind};
use crate::ledger::Account;
use crate::units::{AssetIx, EntryIx, ParticipantIx, scale, value_of};
use crate::world::{AlgorithmSpec, PegAssetSpec, PegSpec};

/// Swaps of a kind in the tick, with their places in the journal and who made them.
fn told<'a>(v: &'a View<'_>, kind: EntryKind) -> impl Iterator<Item = (EntryIx, &'a Entry, ParticipantIx)> {
    let all = (v.first as u32..).map(EntryIx).zip(v.entries);
    all.filter(move |(_, e)| e.kind == kind).filter_map(|(at, e)| Some((at, e, e.who?)))
}

/// Units of an asset that are issued or burnt by a line.
fn by(v: &View<'_>, line: EntryIx, kind: EntryKind, asset: AssetIx) -> i64 {
    let caused = |e: &&Entry| e.kind == kind && e.asset == Some(asset) && e.causes.iter().any(|c| c.entry == line);
    v.entries.iter().filter(caused).map(|e| e.amount.quanta()).sum()
}

fn module<'a>(v: &'a View<'_>, who: ParticipantIx, e: &Entry) -> Option<(&'a PegSpec, PegAssetSpec)> {
    let m = v.w.participants.get(who.at())?.peg.as_ref()?;
    Some((m, *m.assets.iter().find(|a| e.asset == Some(a.asset))?))
}

/// Quanta of one asset in a quantum of another, unit for unit.
fn across(v: &View<'_>, of: AssetIx, to: AssetIx) -> f64 {
    let decimals = |a: AssetIx| v.w.assets.get(a.at()).map_or(2, |x| x.decimals);
    scale(decimals(to), decimals(of))
}

fn mark(v: &View<'_>, asset: AssetIx) -> f64 {
    v.s.quotes.get(asset.at()).map_or(0.0, |q| q.mark)
}

pub(super) fn peg_swap_conserves(v: &View<'_>) -> Held {
    for (at, e, who) in told(v, EntryKind::SwappedIn) {
        let Some((m, a)) = module(v, who, e) else { return ensure(false, || format!("no module: {e:?}")) };
        let rate = if a.at_market { mark(v, a.asset) / m.par } else { 1.0 };
        let most = value_of(e.amount.quanta(), rate * (1.0 - a.fee_in), across(v, a.asset, m.coin));
        let made = by(v, at, EntryKind::Minted, m.coin);
        ensure(made == most && moved(v, who, e).is_some(), || format!("{made} coins for {most}: {e:?}"))?;
    }
    for (at, e, who) in told(v, EntryKind::SwappedOut) {
        let Some((m, a)) = module(v, who, e) else { return ensure(false, || format!("no module: {e:?}")) };
        let rate = if a.at_market { mark(v, a.asset) / m.par } else { 1.0 };
        let coins = by(v, at, EntryKind::Burned, m.coin);
        let most = value_of(coins, (1.0 - a.fee_out) / rate, across(v, m.coin, a.asset));
        let sound = e.amount.quanta() == most && moved(v, who, e).is_some();
        ensure(sound, || format!("{coins} coins bring {most}: {e:?}"))?;
    }
    Ok(())
}

/// What the issuer holds after the posting of a swap; nothing where there is none.
fn moved(v: &View<'_>, who: ParticipantIx, e: &Entry) -> Option<i64> {
    let asset = e.asset?;
    let (mine, outside) = (Account::Free(who), Account::Free(v.w.outside()));
    let ends = if e.kind == EntryKind::SwappedIn { (outside, mine) } else { (mine, outside) };
    let mut held = v.s.books.before().get(mine, asset);
    let mut least: Option<i64> = None;
    for p in v.s.books.postings().iter().filter(|p| p.asset == asset) {
        held += if p.to == mine { p.units } else { 0 } - if p.from == mine { p.units } else { 0 };
        if (p.from, p.to) == ends && p.units == e.amount.quanta() {
            least = Some(least.map_or(held, |x| x.min(held)));
        }
    }
    least
}

pub(super) fn peg_swap_within_ceiling(v: &View<'_>) -> Held {
    let (mut made, mut burnt) = (Vec::new(), Vec::new());
    for (at, e, who) in told(v, EntryKind::SwappedIn) {
        let Some((m, a)) = module(v, who, e) else { continue };
        let held = moved(v, who, e).unwrap_or(i64::MAX);
        ensure(a.ceiling.is_none_or(|most| held <= most), || format!("{held} held, {:?} allowed: {e:?}", a.ceiling))?;
        made.push((who, a, by(v, at, EntryKind::Minted, m.coin)));
    }
    for (at, e, who) in told(v, EntryKind::SwappedOut) {
        let Some((m, a)) = module(v, who, e) else { continue };
        burnt.push((who, a, by(v, at, EntryKind::Burned, m.coin)));
    }
    for side in [&made, &burnt] {
        for (who, a, _) in side {
            let same = side.iter().filter(|x| (x.0, x.1.asset) == (*who, a.asset));
            let sum: i64 = same.map(|x| x.2).sum();
            ensure(a.cap.is_none_or(|cap| sum <= cap), || format!("{sum} coins, {:?} a tick: {a:?}", a.cap))?;
        }
    }
    Ok(())
}

fn algorithm(v: &View<'_>, who: ParticipantIx) -> Option<AlgorithmSpec> {
    v.w.participants.get(who.at())?.algorithm
}

pub(super) fn algorithmic_mint_at_price(v: &View<'_>) -> Held {
    for (at, e, who) in told(v, EntryKind::Contracted) {
        let Some(a) = algorithm(v, who) else { return ensure(false, || format!("no algorithm: {e:?}")) };
        let rate = a.par * (1.0 - a.fee) / mark(v, a.token);
        let most = value_of(e.amount.quanta(), rate, across(v, a.coin, a.token));
        let (burnt, made) = (by(v, at, EntryKind::Burned, a.coin), by(v, at, EntryKind::Minted, a.token));
        let sound = burnt == e.amount.quanta() && made == most && v.s.supply(v.w, a.token) <= a.limit;
        ensure(sound && a.cap.is_none_or(|cap| burnt <= cap), || format!("{made} for {burnt}, not {most}: {e:?}"))?;
    }
    for (at, e, who) in told(v, EntryKind::Expanded) {
        let Some(a) = algorithm(v, who) else { return ensure(false, || format!("no algorithm: {e:?}")) };
        let rate = mark(v, a.token) * (1.0 - a.fee) / a.par;
        let most = value_of(e.amount.quanta(), rate, across(v, a.token, a.coin));
        let (burnt, made) = (by(v, at, EntryKind::Burned, a.token), by(v, at, EntryKind::Minted, a.coin));
        let sound = burnt == e.amount.quanta() && made == most;
        ensure(sound && a.cap.is_none_or(|cap| made <= cap), || format!("{made} for {burnt}, not {most}: {e:?}"))?;
    }
    Ok(())
}
