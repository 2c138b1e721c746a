//! Parts that presets are put together from: tokens, markets, counters, amounts, and names that are free.

use crate::scenario::{Asset, Deposit, MAX_ID, MAX_LABEL, Market, Redemption, Scenario};
use crate::units::{Amount, Decimal, Price};

/// The id of treasury bills, which all issuers that keep some share.
pub(super) const BILLS: &str = "bills";

/// Whether anything in a scenario has an id.
pub(super) fn taken(s: &Scenario, id: &str) -> bool {
    s.participants.iter().any(|p| p.id == id)
        || s.assets.iter().any(|a| a.id == id)
        || s.obligations.iter().any(|o| o.id == id)
        || s.trades.iter().any(|t| t.id == id)
        || s.deposits.iter().any(|d| d.id == id)
        || s.collateral.iter().any(|c| c.id == id)
        || s.events.iter().any(|e| e.id == id)
}

/// A token that nobody owes, with a price and a market.
pub(super) fn is_base(a: &Asset) -> bool {
    a.claim.is_none() && a.market.is_some() && a.price.get() > 0.0
}

/// Whole units.
pub(super) fn whole(units: i64) -> Decimal {
    Decimal::from_quanta(Amount::new(units), 0)
}

/// Units of an asset that are worth about so much at its opening price: two figures of them, and one quantum at least.
pub(super) fn units(asset: &Asset, worth: f64) -> Decimal {
    let quanta = worth / asset.price.get().max(1e-9) * crate::units::pow10(asset.decimals) as f64;
    let mut step = 1.0;
    while quanta / step >= 100.0 && step < 1e15 {
        step *= 10.0;
    }
    let quanta = ((quanta / step).round() * step).clamp(1.0, Amount::SUPPLY_LIMIT as f64);
    Decimal::from_quanta(Amount::new(quanta as i64), asset.decimals)
}

/// A token without a market, at a price in the numeraire.
pub(super) fn token(id: &str, label: &str, decimals: u8, price: f64) -> Asset {
    let price = Price::new(price).unwrap_or(Price::ONE);
    Asset { id: id.into(), label: label.into(), decimals, price, ..Asset::default() }
}

/// The stable-swap of a coin: a tenth of a supply of 100 in it, the amplification and the fee of large pools of coins at a
/// dollar, of four basis points.
pub(super) fn coin_market() -> Market {
    Market {
        depth: Some(whole(10)),
        amplification: crate::units::Rate::new(100.0).ok(),
        fee: super::rate(0.0004),
        ..Market::default()
    }
}

/// A counter that pays at once, always.
pub(super) fn counter() -> Option<Redemption> {
    Some(Redemption::default())
}

/// A deposit of the ordinary class.
pub(super) fn one_class() -> Deposit {
    Deposit { seniority: 1, ..Deposit::default() }
}

/// Things in order of their ids.
pub(super) fn by_id<'x, T: 'x>(all: impl Iterator<Item = &'x T>, id: fn(&T) -> &String) -> impl Iterator<Item = &'x T> {
    crate::units::sorted(all.collect(), |a: &&T, b: &&T| id(a).cmp(id(b))).into_iter()
}

/// The wish, or the wish with the first number that makes it free.
pub(super) fn free(wish: &str, gap: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let (id, most) = (gap.is_empty(), if gap.is_empty() { MAX_ID } else { MAX_LABEL });
    let kept = wish.chars().filter(|c| !id || c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let base: String = kept.take(most - 6).collect();
    let base = if base.is_empty() { "x".to_owned() } else { base };
    let numbered = (2u32..).map(|n| format!("{base}{gap}{n}"));
    std::iter::once(base.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(base)
}
