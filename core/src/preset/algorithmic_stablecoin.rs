//! A coin that an algorithm holds at par by issuing and burning a second token.

use super::parts::{coin_market, token, whole};
use super::stablecoin_issuer::at_par;
use super::{Group, PresetDef, rate};
use crate::scenario::{
    Algorithmic, Asset, ClaimToken, HolderGroup, HolderWatch, Market, Mechanism, PegAsset, PegModule,
};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "algorithmic_stablecoin",
    label: "Algorithmic issuer",
    help: "Has issued a coin that it swaps for one unit of cash worth of a token of its own, and a small reserve that is swapped for coins first. When the token falls faster than coins are burnt, its supply explodes and the coin falls with it.",
    group: Group::Tokens,
    adds: |p| {
        // Terra in May 2022: for 100 coins, tokens worth about 150 in all, of which 3 in 100 in the pool, a reserve of about 16; a
        // spread of 0.5 %, and swaps of some 1.5 coins a day.
        let leaves = |share: f64, below: f64| HolderGroup {
            share: rate(share),
            leaves_below: rate(below),
            watches: Some(HolderWatch::Peg),
        };
        let holders = vec![leaves(0.05, 0.99), leaves(0.1, 0.95), leaves(0.2, 0.8), leaves(0.2, 0.5)];
        let coin = Asset { market: Some(coin_market()), ..token("stable", "Algorithmic coin", 2, 1.0) };
        let coin = p.issues(coin, ClaimToken { holders, ..at_par(100) });
        let pool = Market { depth: Some(whole(5)), ..Market::default() };
        let share = ClaimToken { circulating: whole(150), seniority: 1, ..ClaimToken::default() };
        let token = p.issues(Asset { market: Some(pool), ..token("seigniorage", "Seigniorage token", 2, 1.0) }, share);
        let fee = rate(0.005);
        let algorithm =
            Algorithmic { coin: coin.clone(), token, par: whole(1), fee, cap: Some(whole(2)), supply_limit: None };
        p.runs(Mechanism::Algorithmic { algorithm });
        p.cash(16);
        let asset = p.scenario().numeraire.clone();
        let (ceiling, cap) = (Some(whole(16)), Some(whole(2)));
        let assets = vec![PegAsset { asset, ceiling, cap, ..PegAsset::default() }];
        p.runs(Mechanism::PegModule { module: PegModule { coin, par: whole(1), assets } });
    },
};
