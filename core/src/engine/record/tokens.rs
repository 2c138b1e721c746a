//! Assets in a frame: prices and markets, and of claim tokens requests and what a unit promises.

use super::super::context::Tick;
use super::super::{AssetFrame, RequestFrame};
use crate::units::{Amount, AssetIx, Price, Rate};

/// An asset and its market.
pub(super) fn asset(t: &Tick<'_>, at: AssetIx, q: &crate::state::Quote) -> AssetFrame {
    AssetFrame {
        price: Price::new(q.spot).unwrap_or_default(),
        fair: Price::new(q.fair).unwrap_or_default(),
        depth: q.depth.map(Amount::new),
        sold: Amount::new(q.sold),
        bought: Amount::new(q.bought),
        depth2: crate::metric::tradable(t.s, t.w, at).map(Amount::new),
        peg: t.s.peg(t.w, at).and_then(|par| Rate::new(q.spot / par).ok()),
        supply: Amount::new(t.s.supply(t.w, at)),
        promised: promised(t, at),
        outer: t.s.outer.moved.get(at.at()).and_then(|m| Rate::new(*m).ok()).unwrap_or_default(),
    }
}

/// A request for redemption.
pub(super) fn request(r: &crate::state::Request) -> RequestFrame {
    RequestFrame {
        asset: r.asset,
        who: r.who,
        asked: Amount::new(r.asked),
        left: Amount::new(r.left),
        served: Amount::new(r.served),
        since: r.since,
        fixed: r.debt.is_some(),
    }
}

/// What one unit of a token at par promises, at marks; nothing for what promises no amount.
pub(super) fn promised(t: &Tick<'_>, asset: AssetIx) -> Option<Price> {
    let claim = t.w.assets.get(asset.at()).and_then(|a| a.claim)?;
    Price::new(t.s.par_price(t.w, &claim)?).ok()
}
