//! Peg modules and algorithms ready to run.

use super::check::Names;
use super::{AssetSpec, ParticipantSpec};
use crate::scenario::limits::{MAX_DISCOUNT, MAX_PRICE};
use crate::scenario::{Algorithmic, PegAsset, PegModule};
use crate::units::{Amount, AssetIx, Decimal, ParticipantIx, sorted};

/// A peg module.
#[derive(Clone, Debug)]
pub(crate) struct PegSpec {
    pub coin: AssetIx,
    /// What a coin stands for, in the numeraire.
    pub par: f64,
    /// By asset.
    pub assets: Vec<PegAssetSpec>,
}

/// What a peg module accepts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PegAssetSpec {
    pub asset: AssetIx,
    pub fee_in: f64,
    pub fee_out: f64,
    /// Quanta of the asset.
    pub ceiling: Option<i64>,
    /// Quanta of the coin.
    pub cap: Option<i64>,
    pub at_market: bool,
}

/// An algorithm that swaps a coin for a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AlgorithmSpec {
    pub coin: AssetIx,
    pub token: AssetIx,
    pub par: f64,
    pub fee: f64,
    /// Quanta of the coin.
    pub cap: Option<i64>,
    /// Quanta of the token.
    pub limit: i64,
}

/// A peg module at a place; assets that are not there are left out of it.
pub(super) fn module(here: &str, m: &PegModule, n: &mut Names<'_>) -> PegSpec {
    let coin = n.asset(&format!("{here}/coin"), Some(&m.coin)).unwrap_or(AssetIx(0));
    let par = par(here, m.par, n);
    let mut assets: Vec<PegAssetSpec> = Vec::new();
    for (i, a) in m.assets.iter().enumerate() {
        let at = format!("{here}/assets/{i}");
        let Some(spec) = accepted(&at, &m.coin, a, n) else { continue };
        if spec.asset == coin {
            n.conflict(&format!("{at}/asset"), "a coin is not swapped for itself", "name another asset");
        }
        if assets.iter().any(|x| x.asset == spec.asset) {
            n.conflict(&format!("{at}/asset"), "is accepted twice", "keep one");
        }
        assets.push(spec);
    }
    PegSpec { coin, par, assets: sorted(assets, |a, b| a.asset.cmp(&b.asset)) }
}

fn accepted(at: &str, coin: &str, a: &PegAsset, n: &mut Names<'_>) -> Option<PegAssetSpec> {
    let asset = n.asset(&format!("{at}/asset"), Some(&a.asset));
    Some(PegAssetSpec {
        fee_in: n.share(&format!("{at}/fee_in"), a.fee_in.get(), 0.0, MAX_DISCOUNT),
        fee_out: n.share(&format!("{at}/fee_out"), a.fee_out.get(), 0.0, MAX_DISCOUNT),
        ceiling: a.ceiling.map(|c| n.quanta(&format!("{at}/ceiling"), Some(&a.asset), c)),
        cap: a.cap.map(|c| n.quanta(&format!("{at}/cap"), Some(coin), c)),
        at_market: a.at_market,
        asset: asset?,
    })
}

fn par(here: &str, par: Decimal, n: &mut Names<'_>) -> f64 {
    let value = par.to_f64();
    if value <= 0.0 || value > MAX_PRICE {
        n.bad(&format!("{here}/par"), "a par is above 0 and at most 1e9", "1 for a coin of one unit of the numeraire");
        return 1.0;
    }
    value
}

/// An algorithm at a place.
pub(super) fn algorithm(here: &str, a: &Algorithmic, n: &mut Names<'_>) -> Option<AlgorithmSpec> {
    let coin = n.asset(&format!("{here}/coin"), Some(&a.coin));
    let token = n.asset(&format!("{here}/token"), Some(&a.token));
    let par = par(here, a.par, n);
    let fee = n.share(&format!("{here}/fee"), a.fee.get(), 0.0, MAX_DISCOUNT);
    let cap = a.cap.map(|c| n.quanta(&format!("{here}/cap"), Some(&a.coin), c));
    let limit = a.supply_limit.map(|c| n.quanta(&format!("{here}/supply_limit"), Some(&a.token), c));
    let limit = limit.map_or(Amount::SUPPLY_LIMIT, |x| x.min(Amount::SUPPLY_LIMIT));
    Some(AlgorithmSpec { coin: coin?, token: token?, par, fee, cap, limit })
}

/// Whether each module and each algorithm is about tokens of its own issuer, and somebody can trade them.
pub(super) fn fits(assets: &[AssetSpec], participants: &[ParticipantSpec], n: &mut Names<'_>) {
    let spec = |a: AssetIx| assets.get(a.at());
    for (who, p) in (0u32..).map(ParticipantIx).zip(participants) {
        let issues = |a: AssetIx| spec(a).and_then(|x| x.claim).is_some_and(|c| c.issuer == who);
        let here = format!("participants/{}/mechanisms", p.id);
        if let Some(m) = &p.peg {
            traded(&format!("{here}/peg_module/coin"), spec(m.coin), issues(m.coin), n);
            for a in m.assets.iter().filter(|a| issues(a.asset) && a.asset != m.coin) {
                let id = spec(a.asset).map_or("", |x| x.id.as_str());
                n.conflict(
                    &format!("{here}/peg_module/assets"),
                    format!("`{id}` is a token of the same issuer: it would back its coin by its own promise"),
                    "an algorithmic peg swaps two tokens of one issuer",
                );
            }
        }
        let Some(a) = p.algorithm else { continue };
        let here = format!("{here}/algorithmic");
        traded(&format!("{here}/coin"), spec(a.coin), issues(a.coin), n);
        traded(&format!("{here}/token"), spec(a.token), issues(a.token), n);
        if a.coin == a.token {
            n.conflict(&format!("{here}/token"), "a coin is not swapped for itself", "name another token");
        }
        if spec(a.token).and_then(|x| x.claim).is_some_and(|c| c.par.is_some()) {
            n.conflict(&format!("{here}/token"), "is a promise at par", "leave the par of the token out");
        }
    }
}

fn traded(at: &str, asset: Option<&AssetSpec>, issued: bool, n: &mut Names<'_>) {
    let Some(asset) = asset else { return };
    if !issued {
        n.conflict(at, format!("`{}` is not a token that it has issued", asset.id), "name it as the token's issuer");
    } else if asset.market.is_none() || asset.price <= 0.0 {
        n.conflict(
            at,
            format!("`{}` is sold nowhere, so nobody can trade on its price", asset.id),
            "give it a market and a price",
        );
    }
}
