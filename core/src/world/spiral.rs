//! Warnings of lending pools: terms and positions under which liquidation makes things worse.
//!
//! A liquidation repays `r` and takes collateral worth `r (1 + b)`. Where the loan-to-value `l` has `l (1 + b) > 1`, what is
//! left carries more debt for its value than before, at any price. With a market of `R` units the sale of `x` units moves
//! the price by `(R / (R + x))^2` besides. All positions in an asset together, `C` units and a debt `D`, are liquidated at
//! the price `p = D / (t C)`, where `t` is the threshold and their health is 1. One tick repays at most `f D`, with the
//! close factor `f`, and sells `x = f D (1 + b) / p = f t (1 + b) C` units, or as many as leave keepers without a loss:
//! `R / (R + x) >= 1 / (1 + b)`, so `x <= b R`. Their health is then
//!
//! `t (C - x) p' / (D - x p / (1 + b)) = (1 - x / C) (R / (R + x))^2 / (1 - x / (t (1 + b) C))`, with
//! `p' = p (R / (R + x))^2`; below 1 it is a spiral.
//!
//! For small `x` this is `t (1 + b) (1 + 2 C / R) > 1`: the published condition with the pool's own price impact in it.

use super::World;
use super::check::Names;
use crate::scenario::{Code, Problem};
use crate::units::{ParticipantIx, scale};
use crate::world::{AuctionSpec, MarketTerms, PoolSpec};

/// Adds a warning for each market and position that calls for one; whether a market did.
pub(super) fn warn(w: &World, n: &mut Names<'_>) -> bool {
    let mut any = false;
    for (pool, spec) in w.pools() {
        let id = w.participants.get(pool.at()).map_or("", |p| p.id.as_str());
        let positions = positions(w, pool, spec);
        let owed = positions.iter().any(|p| p.1 > 0.0);
        for m in &spec.markets {
            let asset = w.assets.get(m.asset.at()).map_or("", |a| a.id.as_str());
            let at = format!("participants/{id}/mechanisms/lending_pool/markets/{asset}");
            if let Some((message, hint)) = market(w, (pool, spec), owed, m) {
                any = true;
                n.problems.push(Problem::warning(Code::Conflict, at.clone(), message).hint(hint));
            }
            own_token(w, pool, m, &at, n);
        }
        for (borrower, debt, carries) in positions {
            let who = w.participants.get(borrower.at()).map_or("", |p| p.id.as_str());
            if debt > carries * (1.0 + 1e-9) {
                let message = format!("opens with more debt to {id} than the maximum loan-to-value allows");
                let problem = Problem::warning(Code::Conflict, format!("participants/{who}"), message);
                n.problems.push(problem.hint("a position that has grown so, or a loan that the pool would not make"));
            }
        }
    }
    any
}

/// What is wrong with a market, and what would help.
fn market(
    w: &World,
    (pool, spec): (ParticipantIx, &PoolSpec),
    owed: bool,
    m: &MarketTerms,
) -> Option<(String, &'static str)> {
    if !matches!(spec.auction, AuctionSpec::Fixed) {
        return None;
    }
    let toxic = m.threshold * (1.0 + m.bonus);
    if toxic > 1.0 + 1e-9 {
        let message = format!("threshold x (1 + bonus) is {toxic:.4}, above 1: liquidation makes a position worse");
        return Some((message, "lower the threshold or the bonus"));
    }
    let depth = w.assets.get(m.asset.at())?.market.as_ref()?.depth? as f64;
    let units: f64 = w
        .collateral
        .iter()
        .filter(|c| c.holder == pool && c.asset == m.asset && !c.transfer)
        .map(|c| c.units as f64)
        .sum();
    if units <= 0.0 || !owed {
        return None;
    }
    let after = health_after(m, spec.close_factor, units, depth);
    (after < 1.0 - 1e-9).then(|| {
        let message = format!(
            "liquidation at the threshold lowers the health of what it leaves to {after:.4}: the market's depth is {:.2} times the collateral",
            depth / units
        );
        (message, "raise the depth of the market, or lower the threshold, the bonus or the close factor")
    })
}

/// The health of all positions in an asset, liquidated together from health 1 for one tick.
fn health_after(m: &MarketTerms, close: f64, units: f64, depth: f64) -> f64 {
    let sold = (close * m.threshold * (1.0 + m.bonus) * units).min(m.bonus * depth).min(units);
    let impact = depth / (depth + sold);
    let (left, owed) = (1.0 - sold / units, 1.0 - sold / (units * m.threshold * (1.0 + m.bonus)));
    if owed > 0.0 { left * impact * impact / owed } else { f64::INFINITY }
}

/// A pool's own share, or a token of the borrower that posts it, as collateral: its price falls with what it secures.
fn own_token(w: &World, pool: ParticipantIx, m: &MarketTerms, at: &str, n: &mut Names<'_>) {
    let Some(issuer) = w.assets.get(m.asset.at()).and_then(|a| a.claim).map(|c| c.issuer) else { return };
    let posts = w.collateral.iter().any(|c| c.holder == pool && c.asset == m.asset && c.pledger == issuer);
    let message = if issuer == pool {
        "the pool takes its own token as collateral: it loses its worth when it is needed"
    } else if posts {
        "a borrower posts a token that it has issued itself: it loses its worth when it is needed"
    } else {
        return;
    };
    let problem = Problem::warning(Code::Conflict, at, message);
    n.problems.push(problem.hint("collateral that depends on the debtor is no collateral"));
}

/// Debt of each borrower and what its collateral carries at maximum loan-to-value, in the numeraire at opening prices.
fn positions(w: &World, pool: ParticipantIx, spec: &PoolSpec) -> Vec<(ParticipantIx, f64, f64)> {
    let numeraire = w.assets.get(w.numeraire.at()).map_or(2, |a| a.decimals);
    let unit =
        |asset: crate::units::AssetIx| w.assets.get(asset.at()).map_or(0.0, |a| a.price * scale(numeraire, a.decimals));
    let mut carries = vec![None; w.participants.len()];
    for c in w.collateral.iter().filter(|c| c.holder == pool && !c.transfer && c.units > 0) {
        if let (Some(m), Some(slot)) = (spec.terms(c.asset), carries.get_mut(c.pledger.at())) {
            *slot = Some(slot.unwrap_or(0.0) + c.units as f64 * unit(c.asset) * m.max_ltv);
        }
    }
    let mut debts = vec![0.0; w.participants.len()];
    for d in w.obligations.iter().filter(|d| d.creditor == pool && d.asset == spec.lends) {
        if let Some(slot) = debts.get_mut(d.debtor.at()) {
            *slot += d.amount as f64 * unit(d.asset);
        }
    }
    let all = (0..).map(ParticipantIx).zip(debts).zip(carries);
    all.filter_map(|((who, debt), carries)| Some((who, debt, carries?))).filter(|p| p.1 > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::OracleSource;
    use crate::units::AssetIx;
    use crate::world::OracleSpec;

    fn terms(threshold: f64, bonus: f64) -> MarketTerms {
        let oracle = OracleSpec { source: OracleSource::Market, over: 1, price: None, book: None, lag: 0, error: 0.0 };
        MarketTerms { asset: AssetIx(0), max_ltv: 0.0, threshold, bonus, supply_cap: None, debt_ceiling: None, oracle }
    }

    #[test]
    fn the_impact_of_the_sale_is_in_the_condition() {
        // 200 units at a limit of 85 per cent and a bonus of 5: 0.85 x 1.05 = 0.8925 passes the published test.
        // Depth 400: 20 are sold, (0.9 x (20/21)^2) / (1 - 20 / 178.5) = 0.8163 / 0.8880.
        let after = health_after(&terms(0.85, 0.05), 1.0, 200.0, 400.0);
        let impact = 400.0 / 420.0;
        assert!((after - 0.9 * impact * impact / (1.0 - 20.0 / 178.5)).abs() < 1e-12 && after < 1.0);
        // A deep market takes all that may be closed in a tick, and the rest is healthier.
        assert!(health_after(&terms(0.85, 0.05), 0.5, 200.0, 40_000.0) > 1.0);
        // To the first order it is t (1 + b) (1 + 2 C / R): above 1 here with the smallest sale, below 1 there.
        for (depth, worse) in [(3_300.0, true), (3_340.0, false), (4_000.0, false)] {
            assert_eq!(0.8925 * (1.0 + 2.0 * 200.0 / depth) > 1.0, worse, "{depth}");
            assert_eq!(health_after(&terms(0.85, 0.05), 1e-6, 200.0, depth) < 1.0, worse, "{depth}");
        }
    }
}
