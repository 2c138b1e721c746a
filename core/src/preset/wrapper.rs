//! A wrapper: holds one token and issues another against it, one for one.

use super::parts::{counter, token, units, whole};
use super::{Group, Placing, PresetDef, rate};
use crate::scenario::{Asset, ClaimToken, HolderGroup, HolderWatch, Market};
use crate::units::Rate;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "wrapper",
    label: "Wrapper",
    help: "Holds a token and has issued another against it, unit for unit, which it takes back at any time: what is wrong below is wrong above.",
    group: Group::Tokens,
    adds: |p| wraps(p, "wrapped", "Wrapped"),
};

/// It holds a token and has issued as many units of its own on it.
pub(super) fn wraps(p: &mut Placing<'_>, id: &str, word: &str) {
    let base = p.base();
    let held = units(&base, 50.0);
    p.holds(&base.id, held);
    let market = Market {
        depth: Some(units(&base, 5.0)),
        amplification: Rate::new(100.0).ok(),
        fee: rate(0.0004),
        ..Market::default()
    };
    let label = format!("{word} {}", base.label);
    let wrapped = Asset { market: Some(market), ..token(id, &label, base.decimals, base.price.get()) };
    // Who sees that nothing stands behind a part of it gets out.
    let holders = vec![HolderGroup { share: rate(0.3), leaves_below: rate(0.99), watches: Some(HolderWatch::Backing) }];
    let claim = ClaimToken {
        par: Some(whole(1)),
        of: Some(base.id),
        circulating: held,
        redemption: counter(),
        holders,
        ..ClaimToken::default()
    };
    p.issues(wrapped, claim);
}
