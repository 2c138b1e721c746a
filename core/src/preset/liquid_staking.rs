//! A liquid staking protocol: stakes what it holds and issues receipts on it.

use super::parts::{token, units};
use super::{Group, PresetDef, rate};
use crate::scenario::{Asset, ClaimToken, HolderGroup, HolderWatch, Market, Mechanism, Redemption, Staking};
use crate::units::Rate;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "liquid_staking",
    label: "Liquid staking",
    help: "Stakes a token, all but a buffer, and has issued receipts on it: shares that grow with the yield and shrink when the stake is slashed. Holders sell the receipt in its pool, or hand it in and wait in the queue.",
    group: Group::Tokens,
    adds: |p| {
        let base = p.base();
        let staked = units(&base, 100.0);
        p.holds(&base.id, staked);
        // Ether: about 3 % a year to those who stake, a tenth of it to the operator, a day or more to get out.
        let staking = Staking {
            asset: Some(base.id.clone()),
            share: rate(0.95),
            real: rate(0.008),
            emissions: rate(0.022),
            fee: rate(0.1),
            exit_delay: 1,
            ..Staking::default()
        };
        p.runs(Mechanism::Staking { staking });
        // Curve's pool of staked ether has the amplification 50; a tenth of the supply is in it.
        let market = Market {
            depth: Some(units(&base, 10.0)),
            amplification: Rate::new(50.0).ok(),
            fee: rate(0.0004),
            ..Market::default()
        };
        let label = format!("Staked {}", base.label);
        let receipt = Asset { market: Some(market), ..token("receipt", &label, base.decimals, base.price.get()) };
        let holders =
            vec![HolderGroup { share: rate(0.1), leaves_below: rate(0.97), watches: Some(HolderWatch::Backing) }];
        let redemption = Redemption { pays: Some(base.id), delay: 1, ..Redemption::default() };
        let claim = ClaimToken { circulating: staked, redemption: Some(redemption), holders, ..ClaimToken::default() };
        p.issues(receipt, claim);
    },
};
