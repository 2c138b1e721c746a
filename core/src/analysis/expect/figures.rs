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

/// How much of a layer is used: what it bore over what stood for it at the opening, of members in a layer of theirs that
/// have not failed; nothing for a layer without a limit of its own.
pub(super) fn used(trace: &Trace, frame: &Frame, what: &str) -> Option<f64> {
    let (house, layer) = what.split_once('/')?;
    let named = |who: ParticipantIx| trace.participants.get(who.at()).is_some_and(|p| p.id == house);
    let info = trace.houses.iter().find(|h| named(h.house))?;
    let failed = |who: ParticipantIx| frame.participants.get(who.at()).is_some_and(|p| p.failed_tick > 0);
    let stands = |kind: LayerKind, who: ParticipantIx| match kind {
        LayerKind::DefaulterFund => failed(who),
        LayerKind::SkinInTheGame => true,
        _ => !failed(who),
    };
    let mine = info.layers.iter().filter(|l| l.kind.word() == layer);
    let room = mine.flat_map(|l| l.room.iter().filter(|(who, _)| stands(l.kind, *who)));
    let room = Amount::new(room.map(|r| r.1.quanta()).sum()).to_f64(trace.decimals());
    let bore = borne(trace, frame, what)?;
    (room.max(bore) > 0.0).then(|| bore / room.max(bore))
}

/// What is left of a house's capital that is pledged to losses, all tranches, or what else it owns at marks.
pub(super) fn house_equity(trace: &Trace, frame: &Frame, pledged: bool, id: &str) -> Option<f64> {
    let named = |who: ParticipantIx| trace.participants.get(who.at()).is_some_and(|p| p.id == id);
    let info = trace.houses.iter().find(|h| named(h.house))?;
    let skin = info.layers.iter().filter(|l| l.kind == LayerKind::SkinInTheGame);
    let opening: i64 = skin.flat_map(|l| &l.room).map(|r| r.1.quanta()).sum();
    let mine = frame.borne.iter().filter(|b| b.house == info.house && b.kind == LayerKind::SkinInTheGame);
    let left = opening - mine.map(|b| b.amount.quanta()).sum::<i64>();
    let all = frame.participants.get(info.house.at())?.equity().quanta();
    Some(Amount::new(if pledged { left } else { all - left }).to_f64(trace.decimals()))
}
