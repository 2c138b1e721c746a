//! A treasury makes bad debt good: it issues a token and sells it in the batch of the tick.

use super::super::context::{Note, Tick};
use super::bad_debt::borne;
use crate::journal::EntryKind;
use crate::state::Lent;
use crate::units::{AssetIx, EntryIx, ParticipantIx, value_of};
use crate::world::PoolSpec;

fn hole(t: &Tick<'_>, pool: ParticipantIx) -> i64 {
    t.s.lending.pools.get(&pool.0).map_or(0, |p| p.hole)
}

/// Pools that have money to raise by issuing a token, and what they need in the numeraire.
pub(in super::super) fn wants(t: &Tick<'_>, asset: AssetIx) -> Vec<(ParticipantIx, i64)> {
    let need = |(pool, spec): (ParticipantIx, &PoolSpec)| {
        let state: &Lent = t.s.lending.pools.get(&pool.0)?;
        let mints = spec.mints == Some(asset) && state.to_raise > 0 && !t.s.has_failed(pool) && !t.s.is_out(pool);
        mints.then(|| (pool, (state.to_raise as f64 * t.s.lent_unit(t.w, spec)).ceil() as i64))
    };
    t.w.pools().filter_map(need).collect()
}

/// Issues units and sells them for a pool in the batch of the tick; returns the line of the sale.
pub(in super::super) fn raise(
    t: &mut Tick<'_>,
    asset: AssetIx,
    (pool, units): (ParticipantIx, i64),
    average: f64,
) -> Option<EntryIx> {
    if units <= 0 {
        return None;
    }
    let brings = value_of(units, average, t.s.scale(t.w, asset));
    let worth = t.s.at_mark(t.w, asset, units);
    t.s.mint(t.w, asset, pool, units);
    let minted = t.note(Note::new(EntryKind::Minted).who(pool).asset(asset).amount(units));
    t.s.pay(asset, pool, t.w.outside(), units);
    t.s.pay(t.w.numeraire, t.w.outside(), pool, brings);
    let note = Note::new(EntryKind::Sold).who(pool).asset(asset).amount(brings).of(worth).cause(Some(minted), brings);
    let entry = t.note(note);
    t.s.burnt += (worth - brings).max(0);
    raised(t, pool, brings, entry);
    Some(entry)
}

/// What a pool got for what it issued makes its hole smaller: holders of the token bear that much.
fn raised(t: &mut Tick<'_>, pool: ParticipantIx, brings: i64, why: EntryIx) {
    let Some(spec) = t.w.pool(pool) else { return };
    let unit = t.s.lent_unit(t.w, spec);
    let part = if unit > 0.0 { ((brings as f64 / unit) as i64).min(hole(t, pool)) } else { 0 };
    let whole = hole(t, pool);
    let outside = t.w.outside();
    borne(t, pool, outside, (part, whole), why);
    if let Some(state) = t.s.lending.pools.get_mut(&pool.0) {
        state.to_raise = (state.to_raise - part).max(0);
    }
}
