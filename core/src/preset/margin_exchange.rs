//! A margin exchange: perpetual contracts on a token, with a crowd on both sides.

use super::parts::{units, whole};
use super::{Group, PresetDef, rate};
use crate::scenario::{AdlRule, Crowd, LeverageTier, MarginExchange, Mechanism, PerpMarket};

/// What is open on each side, in the numeraire.
const OPEN: f64 = 400.0;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "margin_exchange",
    label: "Margin exchange",
    help: "A venue for perpetual contracts on a token. Whoever falls below maintenance margin is sold in its own book, then goes to its backstop vault, then costs its insurance fund; what is left is taken from winners. Crowds of people outside trade there; give participants accounts to have them trade.",
    group: Group::Trading,
    adds: |p| {
        let base = p.base();
        p.cash(20);
        let (open, depth) = (units(&base, OPEN), units(&base, 2.0 * OPEN));
        // 25 times, and 15 from a size on, as for ether at Hyperliquid; maintenance is half of the initial margin.
        let tier = |from, leverage| LeverageTier { from: whole(from), max_leverage: rate(leverage), maintenance: None };
        let market =
            PerpMarket { asset: base.id.clone(), depth: Some(depth), arbitrage: rate(0.8), open_interest_cap: None };
        let crowd = Crowd {
            id: "traders".into(),
            asset: base.id,
            members: 400,
            long: open,
            short: open,
            leverage_from: rate(2.0),
            leverage_to: rate(20.0),
            entry_spread: rate(0.05),
            ..Crowd::default()
        };
        let exchange = MarginExchange {
            markets: vec![market],
            tiers: vec![tier(0, 25.0), tier(40, 15.0)],
            partial_above: Some(whole(20)),
            vault: Some(whole(20)),
            // Three per mille of what is open, rounded up.
            insurance_fund: whole(2),
            adl: AdlRule::QueueByIndex,
            crowds: vec![crowd],
            ..MarginExchange::default()
        };
        p.runs(Mechanism::MarginExchange { exchange: Box::new(exchange) });
    },
};
