//! Who watches what: groups of depositors, providers and holders, lenders who roll over, those who hoard; and orders.

use super::check::Names;
use super::{Figure, GroupSpec, HoardSpec, HolderSpec, Order, RollSpec, WatchSpec, canonical, fund};
use crate::scenario::limits::{MAX_COVER, MAX_GROUPS};
use crate::scenario::{
    Asset, DepositorGroup, EventKind, Hoarding, HolderWatch, OUTSIDE, Obligation, Scenario, Sight, Watch,
};
use crate::units::AssetIx;

/// Groups of depositors or providers: shares within 0..=1 and summing to at most 1. `own` is the asset that a group which
/// names none watches.
pub(super) fn groups(at: &str, list: &[DepositorGroup], own: Option<AssetIx>, n: &mut Names<'_>) -> Vec<GroupSpec> {
    sum(at, list.iter().map(|g| g.share.get()), n);
    let group = |g: &DepositorGroup, n: &mut Names<'_>| GroupSpec {
        share: n.share(at, g.share.get(), 0.0, 1.0),
        leaves_below: n.share(at, g.leaves_below.get(), 0.0, MAX_COVER),
        watches: watch(at, (g.watches, g.asset.as_deref(), g.sees), own, n),
    };
    canonical::groups(list).iter().map(|g| group(g, n)).collect()
}

fn sum(at: &str, shares: impl ExactSizeIterator<Item = f64>, n: &mut Names<'_>) {
    if shares.len() > MAX_GROUPS {
        n.bad(at, format!("{} groups; at most {MAX_GROUPS}", shares.len()), "");
    }
    let total: f64 = shares.sum();
    if total > 1.0 + 1e-9 {
        n.bad(at, format!("shares sum to {total:.4}"), "they may sum to 1 at most");
    }
}

/// What is watched; a peg needs an asset with a price, and its price is there for all to see.
fn watch(
    at: &str,
    (watches, asset, sees): (Option<Watch>, Option<&str>, Option<Sight>),
    own: Option<AssetIx>,
    n: &mut Names<'_>,
) -> WatchSpec {
    let watches = watches.unwrap_or(Watch::Coverage);
    if watches != Watch::Peg && asset.is_some() {
        n.conflict(at, "only a peg is that of an asset", "watch the peg, or name no asset");
    }
    if watches == Watch::Peg && sees == Some(Sight::Average) {
        n.conflict(at, "a price is there for all to see", "leave `sees` out, or see nothing");
    }
    let figure = match watches {
        Watch::Coverage => Figure::Coverage,
        Watch::Liquidity => Figure::Liquidity,
        Watch::Peg => match asset.map_or(own, |id| n.asset(at, Some(id))) {
            Some(asset) => Figure::Peg(asset),
            None => {
                if asset.is_none() {
                    n.bad(at, "a peg is watched, and no asset is named", "name the asset");
                }
                Figure::Coverage
            }
        },
    };
    WatchSpec { figure, sees }
}

/// Holders of a claim token that run.
pub(super) fn holders(at: &str, a: &Asset, n: &mut Names<'_>) -> Vec<HolderSpec> {
    let Some(claim) = &a.claim else { return Vec::new() };
    let at = format!("{at}/claim/holders");
    if !claim.holders.is_empty() && a.market.is_none() && claim.redemption.is_none() {
        n.conflict(&at, "holders who leave have nowhere to go", "give the token a market or a redemption");
    }
    if claim.holders.iter().any(|h| h.watches != Some(HolderWatch::Backing)) && a.market.is_none() {
        n.conflict(&at, "a token without a market keeps its peg to what stands behind it", "watch its backing");
    }
    sum(&at, claim.holders.iter().map(|h| h.share.get()), n);
    let list = canonical::holders(&claim.holders);
    let all = list.iter().map(|h| HolderSpec {
        share: n.share(&at, h.share.get(), 0.0, 1.0),
        leaves_below: n.share(&at, h.leaves_below.get(), 0.0, MAX_COVER),
        backing: h.watches == Some(HolderWatch::Backing),
    });
    all.collect()
}

/// How an obligation is rolled over.
pub(super) fn rolls(at: &str, o: &Obligation, n: &mut Names<'_>) -> Option<RollSpec> {
    let rolls = o.rolls.as_ref()?;
    let at = format!("{at}/rolls");
    if o.due.is_none() {
        n.bad(&at, "a loan without a date is never rolled over", "give the obligation a `due`: the first date");
    }
    fund::ticks(&format!("{at}/every"), rolls.every, n);
    Some(RollSpec {
        every: rolls.every.max(1),
        while_above: n.share(&format!("{at}/while_above"), rolls.while_above.get(), 0.0, MAX_COVER),
        watches: watch(&at, (rolls.watches, rolls.asset.as_deref(), rolls.sees), None, n),
    })
}

/// When a participant keeps its cash.
pub(super) fn hoarding(at: &str, h: &Hoarding, n: &mut Names<'_>) -> HoardSpec {
    HoardSpec {
        watch: h.watch.as_ref().and_then(|id| n.participant(&format!("{at}/watch"), id)),
        below: n.share(&format!("{at}/below"), h.below.get(), 0.0, MAX_COVER),
        buffer: n.quanta(&format!("{at}/buffer"), None, h.buffer),
    }
}

/// An order placed by an event.
pub(super) fn order(s: &Scenario, at: &str, what: &EventKind, n: &mut Names<'_>) -> Option<Order> {
    let EventKind::Order { participant, asset, sells, spends, limit } = what else { return None };
    let who = match participant {
        Some(id) => n.participant(&format!("{at}/participant"), id),
        None => n.party(&format!("{at}/participant"), OUTSIDE),
    };
    let ix = n.asset(&format!("{at}/asset"), Some(asset));
    if s.assets.iter().any(|a| &a.id == asset && a.market.is_none()) {
        n.conflict(&format!("{at}/asset"), "it is sold nowhere", "give the asset a market");
    }
    let (sells, amount) = match (sells, spends) {
        (Some(units), None) => (true, n.quanta(&format!("{at}/sells"), Some(asset), *units)),
        (None, Some(cash)) => (false, n.quanta(&format!("{at}/spends"), None, *cash)),
        _ => {
            n.bad(at, "an order either sells or spends", "give one of `sells` and `spends`");
            return None;
        }
    };
    Some(Order { who: who?, asset: ix?, sells, amount, limit: limit.map(|p| p.get()) })
}
