//! A lending pool: deposits lent out against collateral, with a withdrawal gate.

use super::PresetDef;
use super::{groups, rate};
use crate::scenario::{LendingPool, Mechanism, RateCurve, ServiceOrder};

pub(super) const PRESET: PresetDef = PresetDef {
    id: "lending_pool",
    label: "Lending pool",
    help: "Takes deposits and lends them against collateral that it names; anybody may liquidate a position whose health is below 1. No authority closes it; a gate lets out at most a quarter of the deposits a tick, and where all is lent out its lenders wait.",
    cash: 30,
    mechanisms: || {
        let depositors = Mechanism::Depositors {
            opacity: rate(0.0),
            gate: rate(0.25),
            order: ServiceOrder::ProRata,
            groups: groups(&[1.0, 0.95]),
        };
        // Aave v3's close factor, and the curve of its market for ether.
        let curve =
            RateCurve::Kinked { base: rate(0.0), optimal: rate(0.9), slope_below: rate(0.027), slope_above: rate(0.8) };
        let pool = LendingPool { rates: Some(curve), reserve_factor: rate(0.1), ..LendingPool::default() };
        vec![depositors, Mechanism::LendingPool { pool: Box::new(pool) }]
    },
};
