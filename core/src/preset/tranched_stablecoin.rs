//! A coin in two tranches: a senior coin at par, and a junior share that bears the first loss.

use super::parts::{coin_market, counter, token, units, whole};
use super::stablecoin_issuer::at_par;
use super::{Group, PresetDef, rate};
use crate::scenario::{Asset, ClaimToken, HolderGroup, HolderWatch};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "tranched_stablecoin",
    label: "Tranched issuer",
    help: "Has issued a senior coin at par and a junior share of all that is left. The share bears the first loss on what it holds, a token among it; the coin only what is beyond.",
    group: Group::Tokens,
    adds: |p| {
        let base = p.base();
        p.cash(60);
        p.holds(&base.id, units(&base, 60.0));
        let holders =
            vec![HolderGroup { share: rate(0.2), leaves_below: rate(0.99), watches: Some(HolderWatch::Backing) }];
        let senior = ClaimToken { redemption: counter(), holders, ..at_par(100) };
        p.issues(Asset { market: Some(coin_market()), ..token("senior", "Senior coin", 2, 1.0) }, senior);
        let junior = ClaimToken { circulating: whole(20), seniority: 1, ..ClaimToken::default() };
        p.issues(token("junior", "Junior share", 2, 1.0), junior);
    },
};
