//! Markets and rules of a margin exchange: what the scenario says, checked.

use super::{BookSpec, MarginSpec, TierSpec, VenueSpec};
use crate::scenario::limits::{MAX_ASSETS, MAX_DISCOUNT, MAX_LEVERAGE, MAX_TICKS, MAX_TIERS};
use crate::scenario::{LeverageTier, MarginAsset, MarginExchange, PerpMarket};
use crate::units::{Decimal, sorted};
use crate::world::check::Names;

/// The rules of a venue at a place; accounts come with the links.
pub(in crate::world) fn build(at: &str, owner: &str, x: &MarginExchange, n: &mut Names<'_>) -> VenueSpec {
    let share = |n: &mut Names<'_>, name: &str, value: f64| n.share(&format!("{at}/{name}"), value, 0.0, 1.0);
    let few = [("markets", x.markets.len()), ("margin_assets", x.margin_assets.len())];
    for (name, count) in few.into_iter().filter(|x| x.1 > MAX_ASSETS) {
        n.bad(&format!("{at}/{name}"), format!("there are {count}"), "one for each asset at most");
    }
    if x.average_over == 0 || x.average_over > MAX_TICKS {
        let found = format!("{} is not between 1 and {MAX_TICKS}", x.average_over);
        n.bad(&format!("{at}/average_over"), found, "ticks of the average");
    }
    let vault_owner = x.vault_owner.as_deref().and_then(|id| n.participant(&format!("{at}/vault_owner"), id));
    if x.vault_owner.as_deref() == Some(owner) {
        n.conflict(&format!("{at}/vault_owner"), "the venue has its own claim on itself", "name another, or nobody");
    }
    if x.markets.is_empty() {
        n.conflict(&format!("{at}/markets"), "there is no market", "add one: an asset to trade contracts on");
    }
    VenueSpec {
        markets: markets(at, &x.markets, n),
        margins: margins(at, &x.margin_assets, n),
        tiers: tiers(at, &x.tiers, n),
        mark: x.mark,
        average_over: x.average_over.clamp(1, MAX_TICKS),
        partial_above: x.partial_above.map(|p| n.quanta(&format!("{at}/partial_above"), None, p)),
        close_fraction: share(n, "close_fraction", x.close_fraction.get()),
        fee: share(n, "liquidation_fee", x.liquidation_fee.get()),
        backstop_at: share(n, "backstop_at", x.backstop_at.get()),
        vault: x.vault.map(|v| n.quanta(&format!("{at}/vault"), None, v)),
        vault_owner,
        vault_sells: share(n, "vault_sells", x.vault_sells.get()),
        fund: n.quanta(&format!("{at}/insurance_fund"), None, x.insurance_fund),
        adl: x.adl,
        fill: x.adl_fill,
        uncovered: x.uncovered,
        accounts: Vec::new(),
        crowds: Vec::new(),
        makers: Vec::new(),
        brought: 0,
        brought_units: Vec::new(),
    }
}

fn book(at: &str, asset: &str, depth: Option<Decimal>, arbitrage: f64, n: &mut Names<'_>) -> Option<BookSpec> {
    let found = n.asset(&format!("{at}/asset"), Some(asset));
    if asset == n.numeraire {
        n.conflict(&format!("{at}/asset"), "the numeraire has no price of its own", "name another asset");
    }
    let depth = depth.map(|d| n.quanta(&format!("{at}/depth"), Some(asset), d) as f64);
    let arbitrage = n.share(&format!("{at}/arbitrage"), arbitrage, 0.0, 1.0);
    Some(BookSpec { asset: found?, depth, arbitrage, cap: None })
}

/// Reports two of the same asset in a list sorted by it.
fn once(at: &str, same: bool, n: &mut Names<'_>) {
    if same {
        n.conflict(at, "two are for the same asset", "keep one");
    }
}

fn markets(at: &str, all: &[PerpMarket], n: &mut Names<'_>) -> Vec<BookSpec> {
    let mut list = Vec::new();
    for m in all {
        let here = format!("{at}/markets/{}", m.asset);
        let cap = m.open_interest_cap.map(|c| n.quanta(&format!("{here}/open_interest_cap"), Some(&m.asset), c));
        let found = book(&here, &m.asset, m.depth, m.arbitrage.get(), n);
        list.extend(found.map(|b| BookSpec { cap, ..b }));
    }
    let list = sorted(list, |a, b| a.asset.cmp(&b.asset));
    let same = list.windows(2).any(|p| p.first().map(|m| m.asset) == p.last().map(|m| m.asset));
    once(&format!("{at}/markets"), same, n);
    list
}

fn margins(at: &str, all: &[MarginAsset], n: &mut Names<'_>) -> Vec<MarginSpec> {
    let mut list = Vec::new();
    for m in all {
        let here = format!("{at}/margin_assets/{}", m.asset);
        let haircut = n.share(&format!("{here}/haircut"), m.haircut.get(), 0.0, MAX_DISCOUNT);
        let found = book(&here, &m.asset, m.depth, m.arbitrage.get(), n);
        if found.is_some_and(|b| b.depth.is_some_and(|d| d <= 0.0)) {
            n.bad(&format!("{here}/depth"), "the book is empty", "leave it out for a book without price impact");
        }
        list.extend(found.map(|book| MarginSpec { book, price: m.price, haircut }));
    }
    let list = sorted(list, |a, b| a.book.asset.cmp(&b.book.asset));
    let same = list.windows(2).any(|p| p.first().map(|m| m.book.asset) == p.last().map(|m| m.book.asset));
    once(&format!("{at}/margin_assets"), same, n);
    list
}

fn tiers(at: &str, all: &[LeverageTier], n: &mut Names<'_>) -> Vec<TierSpec> {
    if all.len() > MAX_TIERS {
        n.bad(&format!("{at}/tiers"), format!("there are {}", all.len()), &format!("at most {MAX_TIERS}"));
    }
    let usual = [LeverageTier::default()];
    let mut list = Vec::new();
    for (i, t) in if all.is_empty() { &usual } else { all }.iter().enumerate() {
        let here = format!("{at}/tiers/{i}");
        let leverage = n.share(&format!("{here}/max_leverage"), t.max_leverage.get(), 1.0, MAX_LEVERAGE);
        let maintenance = t.maintenance.map_or(0.5 / leverage, |m| m.get());
        let maintenance = n.share(&format!("{here}/maintenance"), maintenance, 0.0, 1.0);
        if maintenance > 1.0 / leverage {
            let hint = "a position at the highest leverage would be liquidated at once: lower one of the two";
            n.conflict(&format!("{here}/maintenance"), format!("{maintenance} is above the initial margin"), hint);
        }
        list.push(TierSpec { from: n.quanta(&format!("{here}/from"), None, t.from), leverage, maintenance });
    }
    let list = sorted(list, |a, b| a.from.cmp(&b.from));
    if list.windows(2).any(|p| p.first().map(|t| t.from) == p.last().map(|t| t.from)) {
        n.conflict(&format!("{at}/tiers"), "two tiers begin at the same value", "keep one");
    }
    if list.first().is_none_or(|t| t.from > 0) {
        n.conflict(&format!("{at}/tiers"), "no tier holds from 0 on", "begin the first tier at 0");
    }
    list
}
