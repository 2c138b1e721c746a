//! People outside who hold claim tokens and leave: they hand units in where that brings more and is paid within the tick,
//! and sell them otherwise.

use super::context::{Note, Tick};
use super::sight::{self, below};
use super::{mark, redemption};
use crate::journal::{Cause, EntryKind};
use crate::state::{Order, State};
use crate::units::{Amount, AssetIx, value_of};

pub(super) fn phase(t: &mut Tick<'_>) {
    for (asset, claim) in State::tokens(t.w).collect::<Vec<_>>() {
        let groups = t.w.assets.get(asset.at()).map(|a| a.holders.clone()).unwrap_or_default();
        if groups.is_empty() {
            continue;
        }
        let (peg, backing) = (sight::peg(t, asset), backing(t, asset));
        let mut share = 0.0;
        let Some(q) = t.s.quotes.get_mut(asset.at()) else { continue };
        for (g, ran) in groups.iter().zip(&mut q.ran) {
            let seen = if g.backing { backing } else { peg };
            if !*ran && seen.is_some_and(|seen| below(seen, g.leaves_below)) {
                *ran = true;
                share += g.share;
            }
        }
        let moved = q.moved;
        let outside = t.w.outside();
        let has = t.s.books.free(outside, asset).max(0);
        let units = value_of(claim.circulating, share, 1.0).clamp(0, has);
        if units == 0 {
            continue;
        }
        let why = match moved {
            Some(entry) => vec![Cause { entry, amount: Amount::ZERO }],
            None => mark::why_below(t, claim.issuer),
        };
        let note = Note::new(EntryKind::HoldersRun).other(claim.issuer).asset(asset).amount(units).of(has);
        let entry = t.note(note.causes(why));
        leave(t, asset, units, entry);
    }
}

/// What stands behind a unit over what it promises, or over what stood there at the opening.
fn backing(t: &Tick<'_>, asset: AssetIx) -> Option<f64> {
    let spec = t.w.assets.get(asset.at())?;
    let fair = t.s.quotes.get(asset.at())?.fair;
    let par = t.s.par_price(t.w, &spec.claim?).unwrap_or_else(|| t.s.opening_fair(asset));
    (par > 0.0).then(|| fair / par)
}

fn leave(t: &mut Tick<'_>, asset: AssetIx, units: i64, entry: crate::units::EntryIx) {
    let outside = t.w.outside();
    let market = t.w.assets.get(asset.at()).is_some_and(|a| a.market.is_some());
    let sold = t.s.quotes.get(asset.at()).map_or(0.0, |q| q.spot)
        * t.s.pool(t.w, asset).map_or(1.0, |pool| pool.impact(units as f64));
    let at_once = redemption::redeemable(t.s, t.w, asset) == Some(0);
    let redeemed = redemption::net_rate(t.s, t.w, asset).filter(|_| at_once || !market);
    if redeemed.is_some_and(|rate| !market || rate >= sold) {
        let cause = Cause { entry, amount: Amount::new(units) };
        redemption::request(t, asset, outside, units, vec![cause]);
    } else if market {
        t.s.orders.push(Order::sell(outside, asset, units).because(entry));
    }
}
