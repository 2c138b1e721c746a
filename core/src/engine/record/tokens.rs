//! Claim tokens in a frame: requests, and what a unit promises.

use super::super::RequestFrame;
use super::super::context::Tick;
use crate::units::{Amount, AssetIx, Price};

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
