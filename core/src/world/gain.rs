//! The warning of a gain matrix: forced sales in one asset that force sales in another, and come back.
//!
//! One tick is linearised where it matters, with every position at the health of 1. If collateral falls by small parts
//! `e_a`, a position lacks `sum of t_a v_a e_a`, with thresholds `t` and values `v`. A keeper's repayment of `r` takes
//! `r (1 + b)` of the largest lot `s` and mends `r (1 - t_s (1 + b_s))` of it, so `r (1 + b_s)` of `s` are sold; in a
//! constant product of `R` units a sale of `x` units lowers the price by the part `2 x / R`. Together that is a matrix from
//! falls to falls. Shares that are sold nowhere fall with what their issuer holds, by its part of the issuer's own capital.
//! Where the spectral radius is 1 or more, a fall brings on one as large or larger, until positions or keepers run out.
//! For one asset it is the condition `t (1 + b) (1 + 2 C / R) >= 1` of [`super::spiral`].

use super::World;
use super::check::Names;
use crate::scenario::{Code, Problem};
use crate::units::{AssetIx, ParticipantIx, scale};
use crate::world::AuctionSpec;

type Matrix = Vec<Vec<f64>>;

/// Steps of the power iteration.
const STEPS: usize = 200;

/// Adds the warning, at the asset that falls most.
pub(super) fn warn(w: &World, n: &mut Names<'_>) {
    let (radius, falls) = radius(&sales(w), &passes(w));
    if radius < 1.0 {
        return;
    }
    let most = falls.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |x| x.0);
    let id = w.assets.get(most).map_or("", |a| a.id.as_str());
    let message = format!(
        "forced sales feed on each other: with positions at their limits, a small fall brings on one {radius:.2} times as large"
    );
    let problem = Problem::warning(Code::Conflict, format!("assets/{id}"), message);
    n.problems.push(problem.hint("raise the depth of the markets, or lower thresholds or bonuses"));
}

fn value(w: &World, asset: AssetIx, units: i64) -> f64 {
    let decimals = w.assets.get(w.numeraire.at()).map_or(2, |a| a.decimals);
    w.assets.get(asset.at()).map_or(0.0, |a| units as f64 * a.price * scale(decimals, a.decimals))
}

fn blank(w: &World) -> Matrix {
    vec![vec![0.0; w.assets.len()]; w.assets.len()]
}

/// By what part each asset falls when one falls by a small part: row by column.
fn sales(w: &World) -> Matrix {
    let mut all = blank(w);
    for (pool, spec) in w.pools().filter(|(_, spec)| matches!(spec.auction, AuctionSpec::Fixed)) {
        let mut borrowers: Vec<ParticipantIx> =
            w.obligations.iter().filter(|d| d.creditor == pool).map(|d| d.debtor).collect();
        borrowers = crate::units::sorted(borrowers, Ord::cmp);
        borrowers.dedup();
        for who in borrowers {
            let mine = w.collateral.iter().filter(|c| c.holder == pool && c.pledger == who && !c.transfer);
            let lot = |c: &super::CollateralSpec| Some((c.asset, value(w, c.asset, c.units), spec.terms(c.asset)?));
            let lots: Vec<_> = mine.filter_map(lot).filter(|l| l.1 > 0.0).collect();
            let Some(&(sold, _, terms)) = lots.iter().max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
            let depth = w.assets.get(sold.at()).and_then(|a| a.market.as_ref()?.depth);
            let mends = 1.0 - terms.threshold * (1.0 + terms.bonus);
            let Some(depth) = depth.filter(|d| *d > 0 && mends > 0.0).map(|d| value(w, sold, d)) else { continue };
            for (asset, worth, terms_of) in &lots {
                let lacks = terms_of.threshold * worth;
                if let Some(slot) = all.get_mut(sold.at()).and_then(|row| row.get_mut(asset.at())) {
                    *slot += 2.0 * (1.0 + terms.bonus) * lacks / mends / depth;
                }
            }
        }
    }
    all
}

/// By what part shares that are sold nowhere fall with what their issuers hold.
fn passes(w: &World) -> Matrix {
    let mut all = blank(w);
    for (at, a) in w.assets.iter().enumerate() {
        let Some(claim) = a.claim.filter(|c| c.par.is_none() && a.market.is_none()) else { continue };
        let Some(issuer) = w.participants.get(claim.issuer.at()) else { continue };
        let staked = issuer.staking.as_ref().map(|s| (s.asset.at(), s.units));
        let held = |k: usize| {
            let more = staked.filter(|s| s.0 == k).map_or(0, |s| s.1);
            value(w, AssetIx(k as u32), issuer.holdings.get(k).copied().unwrap_or(0) + more)
        };
        let debts = w.obligations.iter().chain(&w.deposits);
        let net = |d: &super::DebtSpec| {
            let way = f64::from(i8::from(d.creditor == claim.issuer)) - f64::from(i8::from(d.debtor == claim.issuer));
            way * value(w, d.asset, d.amount)
        };
        let own: f64 = (0..w.assets.len()).map(held).sum::<f64>() + debts.map(net).sum::<f64>();
        for (k, slot) in all.get_mut(at).into_iter().flatten().enumerate() {
            *slot = if own > 0.0 { held(k) / own } else { 0.0 };
        }
    }
    all
}

fn apply(m: &Matrix, x: &[f64]) -> Vec<f64> {
    m.iter().map(|row| row.iter().zip(x).map(|(a, b)| a * b).sum()).collect()
}

/// The spectral radius of a fall that passes on to shares and is then sold into, and the falls that keep their proportion.
/// Half of the fall stays at each step, so that a ring in which two take turns comes to rest too.
fn radius(sales: &Matrix, passes: &Matrix) -> (f64, Vec<f64>) {
    let n = sales.len();
    let mut x = vec![1.0; n];
    let mut grows = 1.0;
    if sales.iter().flatten().all(|g| *g <= 0.0) {
        return (0.0, x);
    }
    for _ in 0..STEPS {
        let (mut all, mut more) = (x.clone(), x.clone());
        for _ in 0..n {
            more = apply(passes, &more);
            if more.iter().all(|m| *m <= 0.0) {
                break;
            }
            all.iter_mut().zip(&more).for_each(|(sum, m)| *sum += m.min(1e6));
        }
        let next: Vec<f64> = apply(sales, &all).iter().zip(&x).map(|(a, b)| 0.5 * (a + b)).collect();
        grows = next.iter().copied().fold(0.0, f64::max);
        if grows <= 0.0 || !grows.is_finite() {
            break;
        }
        x = next.iter().map(|v| v / grows).collect();
    }
    (2.0 * grows - 1.0, x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_radius_is_that_of_the_matrix() {
        let none = |n: usize| vec![vec![0.0; n]; n];
        // One asset; two that take turns, with a product of 1.44; a triangle, whose radius is its diagonal's largest.
        for (m, wanted) in [
            (vec![vec![0.7]], 0.7),
            (vec![vec![0.0, 0.8], vec![1.8, 0.0]], 1.2),
            (vec![vec![0.5, 9.0], vec![0.0, 0.9]], 0.9),
            (none(2), 0.0),
        ] {
            let got = radius(&m, &none(m.len())).0;
            assert!((got - wanted).abs() < 0.02, "{m:?}: {got}");
        }
        // A share that falls twice as fast as what its issuer holds, and is what is sold against.
        let through = radius(&vec![vec![0.0, 0.6], vec![0.0, 0.0]], &vec![vec![0.0, 0.0], vec![2.0, 0.0]]).0;
        assert!((through - 1.2).abs() < 0.02, "{through}");
    }
}
