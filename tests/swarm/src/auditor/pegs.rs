//! Peg modules and algorithms, from the terms in the scenario and the lines that say what was swapped.

use super::ledger::{has, value};
use super::{Held, Seen, ensure};
use interclear_core::Scenario;
use interclear_core::engine::Account;
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{Algorithmic, EventKind, Mechanism, PegAsset, PegModule, control};
use interclear_core::units::{AssetIx, Decimal, EntryIx, ParticipantIx};
use std::borrow::Cow;

/// The scenario with the terms that hold in this tick.
fn now<'a>(v: &Seen<'a>) -> Cow<'a, Scenario> {
    let mut s = Cow::Borrowed(v.s);
    let mut upgrades: Vec<_> = v.s.events.iter().filter(|e| e.tick <= v.tick).collect();
    upgrades.sort_by(|a, b| (a.tick, &a.id).cmp(&(b.tick, &b.id)));
    for e in upgrades {
        if let EventKind::Upgrade { target, value, .. } = &e.what {
            let _ = control::set(s.to_mut(), target, *value);
        }
    }
    s
}

fn terms<T>(v: &Seen<'_>, s: &Scenario, who: ParticipantIx, of: impl Fn(&Mechanism) -> Option<T>) -> Option<T> {
    s.participants.iter().find(|p| p.id == v.id(who))?.mechanisms.iter().find_map(of)
}

fn module(v: &Seen<'_>, s: &Scenario, who: ParticipantIx) -> Option<PegModule> {
    terms(v, s, who, |m| if let Mechanism::PegModule { module } = m { Some(module.clone()) } else { None })
}

fn algorithm(v: &Seen<'_>, s: &Scenario, who: ParticipantIx) -> Option<Algorithmic> {
    terms(v, s, who, |m| if let Mechanism::Algorithmic { algorithm } = m { Some(algorithm.clone()) } else { None })
}

fn asset(v: &Seen<'_>, id: &str) -> Option<AssetIx> {
    v.trace.assets.iter().position(|a| a.id == id).map(|at| AssetIx(at as u32))
}

fn decimals(v: &Seen<'_>, asset: AssetIx) -> u8 {
    v.trace.assets.get(asset.at()).map_or(2, |a| a.decimals)
}

/// The mark of an asset: what the frame says of those that nobody has issued.
fn mark(v: &Seen<'_>, asset: AssetIx) -> f64 {
    let issued = v.trace.assets.get(asset.at()).and_then(|a| v.s.assets.iter().find(|x| x.id == a.id)?.claim.as_ref());
    let shown = v.frame.assets.get(asset.at()).filter(|_| issued.is_none()).map(|a| a.fair.get());
    shown.or(v.marks.get(asset.at()).copied()).unwrap_or(0.0)
}

fn quanta(v: &Seen<'_>, asset: AssetIx, amount: Decimal) -> i128 {
    amount.quanta(decimals(v, asset)).map_or(0, |a| a.quanta().into())
}

/// Quanta of one asset that quanta of another bring at a rate between units.
fn across(v: &Seen<'_>, (of, to): (AssetIx, AssetIx), units: i64, rate: f64) -> i64 {
    let tenth = |asset: AssetIx| 10u64.pow(u32::from(decimals(v, asset))) as f64;
    value(units.into(), rate, tenth(to) / tenth(of))
}

/// A quantum more or less: rates are made in another order.
fn near(a: i64, b: i64) -> bool {
    (a - b).abs() as f64 <= 1.0 + 1e-9 * b.abs() as f64
}

/// Lines of a kind with their place and their issuer.
fn told<'a>(v: &'a Seen<'_>, kind: EntryKind) -> impl Iterator<Item = (EntryIx, &'a Entry, ParticipantIx)> {
    let all = (v.first as u32..).map(EntryIx).zip(v.entries);
    all.filter(move |(_, e)| e.kind == kind).filter_map(|(at, e)| Some((at, e, e.who?)))
}

/// What is issued or burnt of an asset by a line.
fn by(v: &Seen<'_>, line: EntryIx, kind: EntryKind, asset: AssetIx) -> i64 {
    let mine = v.entries.iter().filter(|e| e.kind == kind && e.asset == Some(asset));
    mine.filter(|e| e.causes.first().is_some_and(|c| c.entry == line)).map(|e| e.amount.quanta()).sum()
}

/// A swap with its terms: the coin, the accepted asset, coins for a unit of it.
fn swap(v: &Seen<'_>, s: &Scenario, (e, who): (&Entry, ParticipantIx)) -> Option<(AssetIx, AssetIx, PegAsset, f64)> {
    let m = module(v, s, who)?;
    let terms = m.assets.iter().find(|a| asset(v, &a.asset) == e.asset)?.clone();
    let rate = if terms.at_market { mark(v, e.asset?) / m.par.to_f64() } else { 1.0 };
    Some((asset(v, &m.coin)?, e.asset?, terms, rate))
}

pub(super) fn peg_swap_conserves(v: &Seen<'_>) -> Held {
    let s = now(v);
    for kind in [EntryKind::SwappedIn, EntryKind::SwappedOut] {
        for (at, e, who) in told(v, kind) {
            let Some((coin, accepted, terms, rate)) = swap(v, &s, (e, who)) else { return Err(format!("{e:?}")) };
            let units = e.amount.quanta();
            let ok = if kind == EntryKind::SwappedIn {
                let made = by(v, at, EntryKind::Minted, coin);
                near(made, across(v, (accepted, coin), units, rate * (1.0 - terms.fee_in.get())))
            } else {
                let coins = by(v, at, EntryKind::Burned, coin);
                near(units, across(v, (coin, accepted), coins, (1.0 - terms.fee_out.get()) / rate))
            };
            ensure(ok, || format!("{terms:?} at {rate}: {e:?}"))?;
        }
    }
    Ok(())
}

pub(super) fn peg_swap_within_ceiling(v: &Seen<'_>) -> Held {
    let s = now(v);
    for kind in [EntryKind::SwappedIn, EntryKind::SwappedOut] {
        for (at, e, who) in told(v, kind) {
            let Some((coin, accepted, terms, _)) = swap(v, &s, (e, who)) else { continue };
            let (mine, incoming) = (Account::Free(who), kind == EntryKind::SwappedIn);
            let coins = by(v, at, if incoming { EntryKind::Minted } else { EntryKind::Burned }, coin);
            let within = terms.cap.is_none_or(|cap| i128::from(coins) <= quanta(v, coin, cap));
            ensure(within, || format!("{coins} coins in a tick: {terms:?}"))?;
            // Whatever else came in this tick: the swap itself stayed below the ceiling at some moment.
            let mut held = has(&v.before, mine, accepted);
            let mut found = false;
            for p in v.did.postings.iter().filter(|p| p.asset == accepted) {
                held += if p.to == mine { i128::from(p.units) } else { 0 };
                held -= if p.from == mine { i128::from(p.units) } else { 0 };
                let end = if incoming { p.to } else { p.from };
                let ceiling = terms.ceiling.filter(|_| incoming);
                found |= end == mine
                    && p.units == e.amount.quanta()
                    && ceiling.is_none_or(|most| held <= quanta(v, accepted, most));
            }
            ensure(found, || format!("no such posting within {terms:?}: {e:?}"))?;
        }
    }
    Ok(())
}

pub(super) fn algorithmic_mint_at_price(v: &Seen<'_>) -> Held {
    let s = now(v);
    for kind in [EntryKind::Contracted, EntryKind::Expanded] {
        for (at, e, who) in told(v, kind) {
            let Some(a) = algorithm(v, &s, who) else { return Err(format!("{e:?}")) };
            let (Some(coin), Some(token)) = (asset(v, &a.coin), asset(v, &a.token)) else {
                return Err(format!("{e:?}"));
            };
            let (kept, price) = (1.0 - a.fee.get(), mark(v, token) / a.par.to_f64());
            let (from, to, rate) =
                if kind == EntryKind::Contracted { (coin, token, kept / price) } else { (token, coin, kept * price) };
            let (burnt, made) = (by(v, at, EntryKind::Burned, from), by(v, at, EntryKind::Minted, to));
            let coins = if kind == EntryKind::Contracted { burnt } else { made };
            let supply = -has(&v.after, Account::Free(v.unissued()), token);
            let limit = a.supply_limit.filter(|_| kind == EntryKind::Contracted);
            let ok = burnt == e.amount.quanta()
                && near(made, across(v, (from, to), burnt, rate))
                && a.cap.is_none_or(|cap| i128::from(coins) <= quanta(v, coin, cap))
                && limit.is_none_or(|most| supply <= quanta(v, token, most));
            ensure(ok, || format!("{burnt} for {made} at {rate}: {e:?}"))?;
        }
    }
    Ok(())
}
