//! A coin held at its peg by a module that swaps it for cash and for another coin.

use super::parts::{coin_market, token, whole};
use super::stablecoin_issuer::at_par;
use super::{Group, Placing, PresetDef, rate};
use crate::scenario::{Asset, HolderGroup, HolderWatch, Mechanism, PegAsset, PegModule};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "peg_module",
    label: "Peg-module issuer",
    help: "Has issued a coin that its module swaps for cash and for another coin, unit for unit, so much a tick. While the other coin holds, so does this one; when it falls, it fills the reserves and takes this one along.",
    group: Group::Tokens,
    adds: |p| {
        let (reserve, held) = match other_coin(p) {
            // Units of a coin are a promise of its issuer: they come in by swaps, not from nowhere.
            Some(coin) => (coin, 0),
            None => {
                let market = crate::scenario::Market { depth: Some(whole(100)), ..coin_market() };
                (p.brings(Asset { market: Some(market), ..token("reserve", "Reserve coin", 2, 1.0) }), 60)
            }
        };
        p.cash(104 - held);
        if held > 0 {
            p.holds(&reserve, whole(held));
        }
        let holders =
            vec![HolderGroup { share: rate(0.1), leaves_below: rate(0.97), watches: Some(HolderWatch::Backing) }];
        let coin = Asset { market: Some(coin_market()), ..token("pegged", "Pegged coin", 2, 1.0) };
        let coin = p.issues(coin, crate::scenario::ClaimToken { holders, ..at_par(100) });
        // Maker's module for USDC from 11 March 2023: 250 million a day of some five billion coins, at 1 %.
        let accepts = |asset: String, fee: f64| PegAsset {
            asset,
            fee_in: rate(fee),
            ceiling: Some(whole(80)),
            cap: Some(whole(5)),
            ..PegAsset::default()
        };
        let assets = vec![accepts(p.scenario().numeraire.clone(), 0.0), accepts(reserve, 0.01)];
        p.runs(Mechanism::PegModule { module: PegModule { coin, par: whole(1), assets } });
    },
};

/// The first coin at a par of 1 in cash that is sold somewhere.
fn other_coin(p: &Placing<'_>) -> Option<String> {
    let numeraire = &p.scenario().numeraire;
    let at_par = |a: &Asset| {
        let claim = a.claim.as_ref();
        claim.is_some_and(|c| c.par == Some(whole(1)) && c.of.as_ref().is_none_or(|of| of == numeraire))
    };
    let found = p.assets().find(|a| at_par(a) && a.market.is_some() && a.price.get() > 0.0);
    found.map(|a| a.id.clone())
}
