//! A lending pool: deposits lent out against a token, with a withdrawal gate.

use super::{Group, PresetDef, groups, rate};
use crate::scenario::{LendingMarket, LendingPool, Mechanism, OUTSIDE, RateCurve, ServiceOrder};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "lending_pool",
    label: "Lending pool",
    help: "Takes deposits and lends them against a token; anybody may liquidate a position whose health is below 1. No authority closes it; a gate lets out at most a quarter of the deposits a tick, and where all is lent out its lenders wait.",
    group: Group::Lending,
    adds: |p| {
        let base = p.base();
        p.cash(5);
        p.deposits(OUTSIDE, &p.id(), 60);
        p.runs(Mechanism::Depositors {
            opacity: rate(0.0),
            gate: rate(0.25),
            order: ServiceOrder::ProRata,
            groups: groups(&[1.0, 0.95]),
        });
        // The terms of ether in the main market of Aave v3, its close factor, and its rate curve for ether.
        let market = LendingMarket { asset: base.id, ..LendingMarket::default() };
        let curve =
            RateCurve::Kinked { base: rate(0.0), optimal: rate(0.9), slope_below: rate(0.027), slope_above: rate(0.8) };
        let pool = LendingPool {
            markets: vec![market],
            rates: Some(curve),
            reserve_factor: rate(0.1),
            ..LendingPool::default()
        };
        p.runs(Mechanism::LendingPool { pool: Box::new(pool) });
    },
};
