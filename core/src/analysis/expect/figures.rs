//! Figures of pools, positions, prices and waterfalls.

use crate::Trace;
use crate::engine::{Borne, Frame, LayerKind};
use crate::units::{Amount, AssetIx, ParticipantIx};

/// A figure of a lending pool.
pub(super) fn pool(trace: &Trace, frame: &Frame, kind: &str, id: &str) -> Option<f64> {
    let named = |p: &crate::engine::PoolInfo| trace.participants.get(p.pool.at()).is_some_and(|x| x.id == id);
    let at = trace.pools.iter().position(named)?;
    let (info, f) = (trace.pools.get(at)?, frame.pools.get(at)?);
    let decimals = trace.assets.get(info.lends.at())?.decimals;
    Some(match kind {
        "utilisation" => f.utilisation(),
        "rate" => f.rate,
        "for_nothing" => f.for_nothing.to_f64(trace.decimals()),
        "hole" => f.hole.to_f64(decimals),
        _ => f.bad_debt.to_f64(decimals),
    })
}

/// The health of a borrower with a pool; nothing where it owes nothing.
pub(super) fn health(trace: &Trace, frame: &Frame, what: &str) -> Option<f64> {
    let (borrower, pool) = what.split_once('/')?;
    let named = |who: ParticipantIx, id: &str| trace.participants.get(who.at()).is_some_and(|p| p.id == id);
    frame.positions.iter().find(|p| named(p.borrower, borrower) && named(p.pool, pool)).map(|p| p.health)
}

/// How far a price has fallen over how far its shocks alone would have brought it; 1 before any shock.
pub(super) fn amplification(trace: &Trace, frame: &Frame, id: &str) -> Option<f64> {
    let at = trace.assets.iter().position(|a| a.id == id)?;
    let price = |f: &Frame| f.assets.get(at).map(|a| a.price.get());
    let (now, open) = (price(frame)?, price(trace.frames.first()?)?);
    let moved = trace.shocked(AssetIx(at as u32), frame.entries) - 1.0;
    Some(if moved.abs() > 1e-9 && open > 0.0 { (now / open - 1.0) / moved } else { 1.0 })
}

/// What was borne in a layer, by all or by one.
pub(super) fn borne(trace: &Trace, frame: &Frame, what: &str) -> Option<f64> {
    let mut parts = what.split('/');
    let (house, layer, bearer) = (parts.next()?, parts.next()?, parts.next());
    let named = |who: ParticipantIx, id: &str| trace.participants.get(who.at()).is_some_and(|p| p.id == id);
    let known = |id: &str| trace.participants.iter().any(|p| p.id == id);
    if !known(house) || bearer.is_some_and(|b| !known(b)) || !LayerKind::ALL.iter().any(|k| k.word() == layer) {
        return None;
    }
    let counts =
        |b: &&Borne| b.kind.word() == layer && named(b.house, house) && bearer.is_none_or(|id| named(b.bearer, id));
    let sum: i64 = frame.borne.iter().filter(counts).map(|b| b.amount.quanta()).sum();
    Some(Amount::new(sum).to_f64(trace.decimals()))
}
