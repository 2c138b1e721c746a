//! Shocks of prices and of what contracts are valued with.

use super::Shock;
use crate::scenario::Scenario;
use crate::scenario::limits::MAX_SHOCK_FACTOR;
use crate::world::check::Names;

/// A price that changes by a ratio.
pub(super) fn price(s: &Scenario, at: &str, (asset, change): (&String, f64), n: &mut Names<'_>) -> Option<Shock> {
    let ix = n.asset(&format!("{at}/asset"), Some(asset))?;
    priced(s, &format!("{at}/asset"), asset, n);
    if change <= -1.0 || change > MAX_SHOCK_FACTOR {
        n.bad(
            &format!("{at}/change"),
            format!("{change} is not above -1 and at most {MAX_SHOCK_FACTOR}"),
            "-0.1 is a fall of ten per cent",
        );
    }
    Some(Shock::Price { asset: ix, change: change.clamp(-0.999_999, MAX_SHOCK_FACTOR) })
}

/// Reports an asset that no contract is on.
pub(super) fn underlying(s: &Scenario, at: &str, asset: &str, n: &mut Names<'_>) {
    if !s.contracts.iter().any(|c| c.underlying == asset) {
        let hint = "add a contract with this underlying first";
        n.conflict(&format!("{at}/asset"), "there is no contract on this asset", hint);
    }
}

/// A change of the volatility that contracts on an asset are valued and margined with.
pub(super) fn volatility(s: &Scenario, at: &str, (asset, change): (&String, f64), n: &mut Names<'_>) -> Option<Shock> {
    let ix = n.asset(&format!("{at}/asset"), Some(asset))?;
    underlying(s, at, asset, n);
    if change <= -1.0 || change > MAX_SHOCK_FACTOR {
        let found = format!("{change} is not above -1 and at most {MAX_SHOCK_FACTOR}");
        n.bad(&format!("{at}/change"), found, "1 doubles the volatility");
    }
    Some(Shock::Volatility { asset: ix, change: change.clamp(-0.999_999, MAX_SHOCK_FACTOR) })
}

/// Whether an asset has a price that can be moved from outside.
pub(in crate::world) fn priced(s: &Scenario, at: &str, asset: &str, n: &mut Names<'_>) {
    if asset == n.numeraire {
        n.conflict(at, "the price of the numeraire is always 1", "shock another asset");
    }
    if s.assets.iter().any(|a| a.id == asset && a.claim.is_some() && a.market.is_none()) {
        n.conflict(
            at,
            "a claim token without a market is worth what stands behind it",
            "give it a market, or shock what its issuer has",
        );
    }
}
