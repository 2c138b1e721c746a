//! Assets and their markets.

use super::check::Names;
use super::{AssetSpec, ClaimSpec, Figure, MarketSpec, redemption, watch};
use crate::scenario::limits::{MAX_AMPLIFICATION, MAX_DECIMALS, MAX_DISCOUNT, MAX_PRICE, MAX_SENIORITY};
use crate::scenario::{Asset, ClaimToken, Market, Scenario};
use crate::units::sorted;

pub(super) fn build(s: &Scenario, n: &mut Names<'_>) -> Vec<AssetSpec> {
    sorted(s.assets.iter().map(|a| asset(a, n)).collect(), |a, b| a.id.cmp(&b.id))
}

fn asset(a: &Asset, n: &mut Names<'_>) -> AssetSpec {
    let at = format!("assets/{}", a.id);
    if a.decimals > MAX_DECIMALS {
        n.bad(&format!("{at}/decimals"), format!("{} decimals; at most {MAX_DECIMALS}", a.decimals), "");
    }
    let is_numeraire = a.id == n.numeraire;
    if is_numeraire && a.price.get().to_bits() != 1f64.to_bits() {
        n.bad(&format!("{at}/price"), "the numeraire has price 1", "everything else is priced in it");
    }
    if is_numeraire && a.market.is_some() {
        n.conflict(&format!("{at}/market"), "the numeraire is not sold for itself", "remove its market");
    }
    if a.price.get() > MAX_PRICE {
        n.bad(&format!("{at}/price"), format!("{} is too large", a.price.get()), "at most 1e9");
    }
    let market = a.market.as_ref().map(|m| market(&at, a, m, n));
    let claim = a.claim.as_ref().and_then(|c| claim(&at, a, c, n));
    AssetSpec {
        id: a.id.clone(),
        label: a.label.clone(),
        decimals: a.decimals.min(MAX_DECIMALS),
        price: a.price.get(),
        market,
        claim,
        holders: watch::holders(&at, a, n),
    }
}

fn claim(at: &str, a: &Asset, c: &ClaimToken, n: &mut Names<'_>) -> Option<ClaimSpec> {
    let at = format!("{at}/claim");
    if a.id == n.numeraire {
        n.conflict(
            &at,
            "the numeraire is nobody's promise: everything is valued in it",
            "make the claim another asset",
        );
    }
    let issuer = n.participant(&format!("{at}/issuer"), &c.issuer);
    let of = n.asset(&format!("{at}/of"), c.of.as_deref());
    if c.of.as_deref() == Some(a.id.as_str()) {
        n.conflict(&format!("{at}/of"), "a token cannot promise itself", "name what it promises, or leave `of` out");
    }
    if c.par.is_none() && c.of.is_some() {
        n.conflict(&format!("{at}/of"), "only a par is counted in an asset", "give a par, or leave `of` out");
    }
    if c.par.is_some_and(|par| par.is_negative() || par.to_f64() <= 0.0 || par.to_f64() > MAX_PRICE) {
        n.bad(
            &format!("{at}/par"),
            "a par is above 0 and at most 1e9",
            "leave it out for a share of what the issuer has",
        );
    }
    if c.seniority > MAX_SENIORITY {
        n.bad(
            &format!("{at}/seniority"),
            format!("{}; the last is {MAX_SENIORITY}", c.seniority),
            "0 is covered first",
        );
    }
    let circulating = n.quanta(&format!("{at}/circulating"), Some(&a.id), c.circulating);
    Some(ClaimSpec {
        issuer: issuer?,
        par: c.par.and_then(|par| Some((of?, par.to_f64()))),
        circulating,
        class: c.seniority.min(MAX_SENIORITY),
        redemption: c.redemption.as_ref().and_then(|r| redemption::build(&at, a, r, n)),
        most: 0,
    })
}

fn market(at: &str, a: &Asset, m: &Market, n: &mut Names<'_>) -> MarketSpec {
    let a_price = a.price.get();
    let depth = m.depth.map(|d| n.quanta(&format!("{at}/market/depth"), Some(&a.id), d));
    if depth == Some(0) {
        n.bad(
            &format!("{at}/market/depth"),
            "a pool without depth cannot be sold into",
            "leave depth out for a market without price impact",
        );
    }
    let discount = n.share(&format!("{at}/market/discount"), m.discount.get(), 0.0, MAX_DISCOUNT);
    let amplification = m.amplification.map(|a| {
        let at = format!("{at}/market/amplification");
        if a.get() < 1.0 || a.get() > MAX_AMPLIFICATION {
            n.bad(
                &at,
                format!("{} is not from 1 to {MAX_AMPLIFICATION}", a.get()),
                "100 is usual for coins at one peg",
            );
        }
        if a_price <= 0.0 {
            n.conflict(&at, "a stable-swap needs a peg above 0", "give the asset a price");
        }
        a.get().clamp(1.0, MAX_AMPLIFICATION)
    });
    let fee = n.share(&format!("{at}/market/fee"), m.fee.get(), 0.0, MAX_DISCOUNT);
    let resilience = n.share(&format!("{at}/market/resilience"), m.resilience.get(), 0.0, 1.0);
    let recovery = n.share(&format!("{at}/market/recovery"), m.recovery.get(), 0.0, 1.0);
    let pool = [
        ("amplification", m.amplification.is_some()),
        ("fee", fee > 0.0),
        ("resilience", resilience > 0.0),
        ("recovery", recovery > 0.0),
    ];
    if let Some((what, _)) = pool.iter().find(|(_, given)| *given && depth.is_none()) {
        n.conflict(&format!("{at}/market/{what}"), "only a pool has this", "give the market a depth");
    }
    let (watch, groups) = match &m.providers {
        Some(p) => {
            let here = format!("{at}/market/providers");
            let own = n.asset(&here, Some(&a.id));
            let groups = watch::groups(&format!("{here}/groups"), &p.groups, own, n);
            // Whoever watches a peg needs nobody to watch.
            let idle = p.watch.is_empty() && groups.iter().all(|g| matches!(g.watches.figure, Figure::Peg(_)));
            (if idle { None } else { n.participant(&format!("{here}/watch"), &p.watch) }, groups)
        }
        None => (None, Vec::new()),
    };
    if m.providers.is_some() && depth.is_none() {
        n.conflict(&format!("{at}/market/providers"), "providers need a depth to take away", "give the market a depth");
    }
    MarketSpec { depth, discount, amplification, fee, resilience, recovery, watch, groups }
}
