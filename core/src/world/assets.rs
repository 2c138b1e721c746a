//! Assets and their markets.

use super::check::Names;
use super::{AssetSpec, ClaimSpec, GroupSpec, MarketSpec, canonical, redemption};
use crate::scenario::limits::{MAX_COVER, MAX_DECIMALS, MAX_DISCOUNT, MAX_GROUPS, MAX_PRICE, MAX_SENIORITY};
use crate::scenario::{Asset, ClaimToken, DepositorGroup, Market, Scenario};
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
    })
}

fn market(at: &str, a: &Asset, m: &Market, n: &mut Names<'_>) -> MarketSpec {
    let depth = m.depth.map(|d| n.quanta(&format!("{at}/market/depth"), Some(&a.id), d));
    if depth == Some(0) {
        n.bad(
            &format!("{at}/market/depth"),
            "a pool without depth cannot be sold into",
            "leave depth out for a market without price impact",
        );
    }
    let discount = n.share(&format!("{at}/market/discount"), m.discount.get(), 0.0, MAX_DISCOUNT);
    let (watch, groups) = match &m.providers {
        Some(p) => (
            n.participant(&format!("{at}/market/providers/watch"), &p.watch),
            groups(&format!("{at}/market/providers/groups"), &p.groups, n),
        ),
        None => (None, Vec::new()),
    };
    if m.providers.is_some() && depth.is_none() {
        n.conflict(&format!("{at}/market/providers"), "providers need a depth to take away", "give the market a depth");
    }
    MarketSpec { depth, discount, watch, groups }
}

/// Groups of depositors or providers: shares within 0..=1 and summing to at most 1.
pub(super) fn groups(at: &str, list: &[DepositorGroup], n: &mut Names<'_>) -> Vec<GroupSpec> {
    if list.len() > MAX_GROUPS {
        n.bad(at, format!("{} groups; at most {MAX_GROUPS}", list.len()), "");
    }
    let total: f64 = list.iter().map(|g| g.share.get()).sum();
    if total > 1.0 + 1e-9 {
        n.bad(at, format!("shares sum to {total:.4}"), "they may sum to 1 at most");
    }
    let group = |g: &DepositorGroup, n: &mut Names<'_>| GroupSpec {
        share: n.share(at, g.share.get(), 0.0, 1.0),
        leaves_below: n.share(at, g.leaves_below.get(), 0.0, MAX_COVER),
    };
    canonical::groups(list).iter().map(|g| group(g, n)).collect()
}
