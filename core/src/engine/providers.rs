//! Liquidity providers take depth away when they see too little, and bring it back bit by bit once they see enough.

use super::context::{Note, Tick};
use super::mark::why_below;
use super::sight::{View, below};
use crate::journal::{Cause, EntryKind};
use crate::units::{Amount, AssetIx, ParticipantIx, value_of};
use crate::world::{Figure, GroupSpec, MarketSpec};

/// Whoever has less than this share of the opening depth away is back.
const NOTHING: f64 = 1e-9;

pub(super) fn phase(t: &mut Tick<'_>, view: &View) {
    for asset in (0..t.w.assets.len() as u32).map(AssetIx) {
        let Some(m) = t.w.assets.get(asset.at()).and_then(|x| x.market.clone()) else { continue };
        if m.groups.is_empty() || t.s.quotes.get(asset.at()).is_none_or(|q| q.depth.is_none()) {
            continue;
        }
        let seen: Vec<Option<f64>> = m.groups.iter().map(|g| sees(t, view, m.watch, g)).collect();
        leave(t, asset, &m, &seen);
        come_back(t, asset, &m, &seen);
    }
}

/// What a group sees; nothing when it sees nothing.
fn sees(t: &Tick<'_>, view: &View, watch: Option<ParticipantIx>, g: &GroupSpec) -> Option<f64> {
    if matches!(g.watches.figure, Figure::Peg(_)) {
        return view.of(t, t.w.outside(), &g.watches, 0.0);
    }
    let watch = watch?;
    if t.s.has_failed(watch) {
        return Some(0.0);
    }
    match g.watches.figure {
        // Whoever owes nothing is covered without an end.
        Figure::Coverage if g.watches.sees.is_none() && view.v.coverage(watch).is_none() => Some(f64::INFINITY),
        _ => view.of(t, watch, &g.watches, 0.0),
    }
}

fn leave(t: &mut Tick<'_>, asset: AssetIx, m: &MarketSpec, seen: &[Option<f64>]) {
    let Some(q) = t.s.quotes.get_mut(asset.at()) else { return };
    let (before, stable) = (q.depth.unwrap_or(0), m.amplification.is_some());
    let still: f64 = 1.0 - q.away.iter().sum::<f64>();
    let (mut gone, mut part, mut peg) = (0, 0.0, false);
    let groups = m.groups.iter().zip(seen).zip(q.left.iter_mut().zip(&mut q.away));
    for ((group, seen), (left, away)) in groups {
        if !*left && seen.is_some_and(|seen| below(seen, group.leaves_below)) {
            *left = true;
            let more = (group.share - *away).max(0.0);
            *away = group.share;
            gone += value_of(q.depth_open, more, 1.0);
            part += more;
            peg = matches!(group.watches.figure, Figure::Peg(_));
        }
    }
    if gone == 0 || before == 0 {
        return;
    }
    // A stable-swap out of balance holds more of one side than at the opening: a group takes its share of both. A pool
    // keeps at least one quantum, so that a price stays defined.
    let kept = if still > 0.0 { (1.0 - part / still).max(0.0) } else { 0.0 };
    let after = if stable { value_of(before, kept, 1.0).max(1) } else { (before - gone).max(1) };
    resize(t, asset, m, after);
    let watch = m.watch.filter(|_| !peg);
    let failed = watch.and_then(|who| t.s.standing.get(who.at())).and_then(|s| s.failed);
    let causes = match (failed, watch) {
        (Some((_, _, entry)), _) => vec![Cause { entry, amount: Amount::new(before - after) }],
        (None, Some(watch)) => why_below(t, watch),
        (None, None) => why_moved(t, asset),
    };
    let note = Note::new(EntryKind::DepthLeft).asset(asset).amount(before - after).of(before).causes(causes);
    t.note(if let Some(watch) = watch { note.other(watch) } else { note });
}

/// The pool with another number of units at the same price.
fn resize(t: &mut Tick<'_>, asset: AssetIx, m: &MarketSpec, units: i64) {
    let Some(q) = t.s.quotes.get_mut(asset.at()) else { return };
    let Some(pool) = q.pool(m) else { return };
    let price = q.spot;
    q.put(&pool.scaled(units as f64 / pool.units), units);
    q.spot = price;
}

/// What last moved the price, or what was there at the opening.
fn why_moved(t: &Tick<'_>, asset: AssetIx) -> Vec<Cause> {
    let moved = t.s.quotes.get(asset.at()).and_then(|q| q.moved);
    moved.map_or_else(|| why_below(t, ParticipantIx(0)), |entry| vec![Cause { entry, amount: Amount::ZERO }])
}

fn come_back(t: &mut Tick<'_>, asset: AssetIx, m: &MarketSpec, seen: &[Option<f64>]) {
    if m.recovery <= 0.0 {
        return;
    }
    let Some(q) = t.s.quotes.get_mut(asset.at()) else { return };
    let (before, still) = (q.depth.unwrap_or(0), 1.0 - q.away.iter().sum::<f64>());
    let mut back = 0.0;
    let groups = m.groups.iter().zip(seen).zip(q.left.iter_mut().zip(&mut q.away));
    for ((group, seen), (left, away)) in groups {
        if *away > 0.0 && seen.is_none_or(|seen| !below(seen, group.leaves_below)) {
            let part = *away * m.recovery;
            *away -= part;
            *left = false;
            back += part;
            if *away < NOTHING {
                *away = 0.0;
            }
        }
    }
    if back == 0.0 || before == 0 {
        return;
    }
    // Of a constant product the units that were taken out come back, of a stable-swap as much of both sides.
    let after = if m.amplification.is_some() && still > NOTHING {
        value_of(before, 1.0 + back / still, 1.0)
    } else {
        before + value_of(q.depth_open, back, 1.0)
    };
    if after <= before {
        return;
    }
    resize(t, asset, m, after);
    let causes = why_moved(t, asset);
    t.note(Note::new(EntryKind::DepthBack).asset(asset).amount(after - before).of(after).causes(causes));
}
