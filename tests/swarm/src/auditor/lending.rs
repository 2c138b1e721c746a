//! Lending pools, from the lines of the journal, the frames and the terms of the scenario.

use super::ledger::{scale, value};
use super::{Held, Seen, ensure};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{
    Auction, EventKind, Keeper, LendingMarket, LendingPool, Mechanism, OracleSource, Participant,
};
use interclear_core::units::{AssetIx, Decimal, ParticipantIx};

pub(super) fn pool_of(p: &Participant) -> Option<&LendingPool> {
    p.mechanisms.iter().find_map(|m| match m {
        Mechanism::LendingPool { pool } => Some(pool.as_ref()),
        _ => None,
    })
}

/// Whether a participant of that id runs a lending pool.
pub(super) fn is_pool(v: &Seen<'_>, id: &str) -> bool {
    v.s.participants.iter().any(|p| p.id == id && pool_of(p).is_some())
}

fn keeper_of(p: &Participant) -> Option<&Keeper> {
    p.mechanisms.iter().find_map(|m| match m {
        Mechanism::Keeper { keeper } => Some(keeper),
        _ => None,
    })
}

/// Whether nothing changes the terms of anybody in the run.
pub(super) fn steady(v: &Seen<'_>) -> bool {
    !v.s.events.iter().any(|e| matches!(e.what, EventKind::Upgrade { .. }))
}

pub(super) fn party<'a>(v: &Seen<'a>, who: Option<ParticipantIx>) -> Option<&'a Participant> {
    let id = v.id(who?);
    v.s.participants.iter().find(|p| p.id == id)
}

pub(super) fn terms<'a>(v: &Seen<'a>, e: &Entry) -> Result<&'a LendingPool, String> {
    party(v, e.who).and_then(pool_of).ok_or_else(|| format!("of no pool: {e:?}"))
}

fn lends(v: &Seen<'_>, pool: &LendingPool) -> AssetIx {
    let id = pool.lends.as_deref().unwrap_or(&v.s.numeraire);
    AssetIx(v.trace.assets.iter().position(|a| a.id == id).unwrap_or(0) as u32)
}

/// What a quantum of an asset is worth at the mark, in quanta of the numeraire.
fn unit(v: &Seen<'_>, asset: AssetIx) -> f64 {
    let mark = if asset == v.trace.numeraire { 1.0 } else { v.marks.get(asset.at()).copied().unwrap_or(0.0) };
    mark * scale(v.trace, asset)
}

fn quanta(v: &Seen<'_>, amount: Decimal) -> i64 {
    amount.quanta(v.trace.decimals()).map_or(0, |a| a.quanta())
}

pub(super) fn told<'a>(v: &Seen<'a>, kind: EntryKind) -> impl Iterator<Item = (usize, &'a Entry)> {
    (v.first..).zip(v.entries).filter(move |(_, e)| e.kind == kind)
}

fn after<'a>(v: &Seen<'a>, at: usize, kind: EntryKind) -> impl Iterator<Item = &'a Entry> {
    told(v, kind).map(|(_, e)| e).filter(move |e| e.causes.iter().any(|c| c.entry.at() == at))
}

/// The line that last said that a position is unhealthy.
fn last_health<'a>(v: &Seen<'a>, e: &Entry) -> Option<&'a Entry> {
    let so_far = v.trace.journal.entries.get(..v.first + v.entries.len())?;
    let same = |x: &&Entry| x.kind == EntryKind::HealthBelow && (x.who, x.other) == (e.who, e.other);
    so_far.iter().rev().find(same)
}

/// Every repayment has a line of bad health behind it, and all of a tick stay within the part that may be closed.
pub(super) fn liquidation_within_close_factor(v: &Seen<'_>) -> Held {
    for (_, e) in told(v, EntryKind::Liquidated) {
        let pool = terms(v, e)?;
        let Some(health) = last_health(v, e) else { return Err(format!("no bad health: {e:?}")) };
        ensure(health.amount.quanta() <= 1_000_000, || format!("{health:?}, and {e:?}"))?;
        let same = |x: &&Entry| (x.who, x.other) == (e.who, e.other);
        let all: Vec<&Entry> = told(v, EntryKind::Liquidated).map(|x| x.1).filter(same).collect();
        let repaid: i64 = all.iter().map(|x| x.amount.quanta()).sum();
        let whole = all.first().map_or(0, |x| x.of.quanta());
        let full = health.amount.quanta() as f64 <= pool.full_below.get() * 1e6 + 1.0 || pool.dust.is_some();
        let most = if full || !steady(v) { whole } else { value(whole.into(), pool.close_factor.get(), 1.0) };
        ensure(repaid <= most, || format!("{repaid} repaid of {whole}, at most {most}"))?;
    }
    Ok(())
}

/// The highest price that the market or a fixed source can have given in this tick; none where it is not known here.
fn price(v: &Seen<'_>, m: &LendingMarket, asset: AssetIx) -> Option<f64> {
    let o = &m.oracle;
    let opening = || v.s.assets.iter().find(|a| a.id == m.asset).map(|a| a.price.get());
    let read = match o.source {
        OracleSource::Market if o.lag == 0 => *v.marks.get(asset.at())?,
        OracleSource::HardCoded => o.price.map(|p| p.get()).or_else(opening)?,
        _ => return None,
    };
    Some(read * (1.0 + o.error.get()))
}

pub(super) fn seizure_within_bonus(v: &Seen<'_>) -> Held {
    for (at, e) in told(v, EntryKind::Liquidated).filter(|_| steady(v)) {
        let pool = terms(v, e)?;
        let (mut due, mut known) = (0.0, !matches!(pool.auction, Auction::Dutch { .. }));
        for x in after(v, at, EntryKind::CollateralTaken) {
            let asset = x.asset.unwrap_or(v.trace.numeraire);
            let id = v.trace.assets.get(asset.at()).map_or("", |a| a.id.as_str());
            let Some(m) = pool.markets.iter().find(|m| m.asset == id) else { return Err(format!("{x:?}")) };
            let price = if asset == v.trace.numeraire && m.oracle.source == OracleSource::Market {
                Some(1.0 + m.oracle.error.get())
            } else {
                price(v, m, asset)
            };
            known &= price.is_some();
            // Nobody bids more in an English auction than the market gives.
            let mark = if asset == v.trace.numeraire { 1.0 } else { v.marks.get(asset.at()).copied().unwrap_or(0.0) };
            let price = price.map(|p| if matches!(pool.auction, Auction::English {}) { p.min(mark) } else { p });
            due += x.amount.quanta() as f64 * scale(v.trace, asset) * price.unwrap_or(0.0) / (1.0 + m.bonus.get());
        }
        let paid = e.amount.quanta() as f64 * unit(v, lends(v, pool));
        ensure(!known || due <= paid * (1.0 + 1e-8) + 1e-6, || format!("collateral for {due} taken: {e:?}"))?;
    }
    Ok(())
}

/// What a keeper sells brings what it repaid and its gas; and in a tick it acts no more often than it can.
pub(super) fn keeper_without_loss(v: &Seen<'_>) -> Held {
    let actor = |at: usize| after(v, at, EntryKind::CollateralTaken).find_map(|x| x.who);
    for (at, e) in told(v, EntryKind::Liquidated).filter(|_| steady(v)) {
        let pool = terms(v, e)?;
        let who = actor(at);
        let (gas, capacity) = match party(v, who).map(keeper_of) {
            Some(Some(k)) => (k.gas, k.capacity),
            Some(None) => return Err(format!("by no keeper: {e:?}")),
            None => {
                ensure(pool.outside_keepers, || format!("nobody outside may: {e:?}"))?;
                (pool.gas, pool.capacity)
            }
        };
        let theirs = |x: &(usize, &Entry)| actor(x.0) == who && (party(v, who).is_some() || x.1.who == e.who);
        let count = told(v, EntryKind::Liquidated).filter(theirs).count();
        ensure(capacity.is_none_or(|most| count <= most as usize), || format!("{count} by one keeper: {e:?}"))?;
        let cost = e.amount.quanta() as f64 * unit(v, lends(v, pool)) + quanta(v, gas) as f64;
        for sale in after(v, at, EntryKind::Sold) {
            let brings = sale.amount.quanta() as f64;
            ensure(brings + 1e-6 + cost * 1e-9 >= cost, || format!("{brings} for a cost of {cost}: {sale:?}"))?;
        }
    }
    Ok(())
}
