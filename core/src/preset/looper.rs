//! A loop: a token posted, a loan against it, more of the token bought and posted in turn.

use super::parts::{is_base, units};
use super::{Group, Placing, PresetDef, lending_pool, rate};
use crate::scenario::{Asset, LendingPool, Looper, Mechanism, OUTSIDE};
use crate::units::Rate;

/// What the own tokens are worth, in the numeraire.
const OWN: f64 = 20.0;
/// The own tokens are at most one in so many of those in the token's market.
const THIN: f64 = 400.0;
/// Turns that it opens with.
const TURNS: u32 = 5;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "looper",
    label: "Loop",
    help: "Posts a token with a lending pool, borrows against it, buys more of the token and posts that in turn, a number of times over. The first pool that lends cash lends to it; where there is none it brings one. The more turns, the smaller the fall that liquidates it.",
    group: Group::Lending,
    adds: |p| {
        let (pool, token, most) = match lender(p) {
            Some(found) => found,
            None => {
                p.with(&lending_pool::PRESET);
                let Some(brought) = lender(p) else { return };
                brought
            }
        };
        // A little below what a first loan may be, so that it does not open at the limit.
        let ltv = ((most - 0.05) * 100.0).floor().max(0.0) / 100.0;
        // The whole loop is some four times that: in a thin market less, so that its own liquidation is no spiral.
        let depth = token.market.as_ref().and_then(|m| m.depth).map_or(f64::INFINITY, |d| d.to_f64());
        let own = units(&token, OWN.min(depth * token.price.get() / THIN));
        // What it has borrowed and spent at the opening is what people outside left with the pool.
        let mut owed = 0.0;
        let mut turn = own.to_f64() * token.price.get();
        for _ in 0..TURNS {
            turn *= ltv;
            owed += turn;
        }
        p.owes_depositor(OUTSIDE, &pool, owed as i64);
        let looper = Looper { pool, asset: token.id, own, ltv: rate(ltv), loops: TURNS };
        p.runs(Mechanism::Looper { looper });
    },
};

/// The first pool that lends the numeraire against a token that nobody owes, that token, and the most that it lends on it.
fn lender(p: &Placing<'_>) -> Option<(String, Asset, f64)> {
    let numeraire = &p.scenario().numeraire;
    let lends = |m: &Mechanism| match m {
        Mechanism::LendingPool { pool } => Some(pool.as_ref().clone()),
        _ => None,
    };
    let pools = p.participants().filter_map(|who| Some((who.id.clone(), who.mechanisms.iter().find_map(lends)?)));
    let cash = |pool: &LendingPool| pool.lends.as_ref().is_none_or(|l| l == numeraire);
    let terms = |pool: &LendingPool| -> Option<(Asset, f64)> {
        let usable = |asset: &str| p.assets().find(|a| a.id == asset && a.id != *numeraire && is_base(a));
        let found = pool.markets.iter().filter(|m| m.max_ltv > Rate::ZERO);
        let all: Vec<(Asset, f64)> = found.filter_map(|m| Some((usable(&m.asset)?.clone(), m.max_ltv.get()))).collect();
        all.into_iter().min_by(|a, b| a.0.id.cmp(&b.0.id))
    };
    pools.filter(|(_, pool)| cash(pool)).find_map(|(id, pool)| terms(&pool).map(|(token, most)| (id, token, most)))
}
