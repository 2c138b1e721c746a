//! Lending pools, keepers, and the positions that loops and borrowing make.

use super::check::Names;
use super::rates::{auction, curve};
use super::{KeeperSpec, MarketTerms, OracleSpec, ParticipantSpec, PoolSpec};
use crate::scenario::limits::{MAX_DISCOUNT, MAX_PRICE, MAX_SHOCK_FACTOR, MAX_TICKS};
use crate::scenario::{BadDebt, Code, Keeper, LendingMarket, LendingPool, Oracle, OracleSource, Problem, Scenario};
use crate::units::{Decimal, ParticipantIx, sorted};

/// A pool at a place.
pub(super) fn pool(at: &str, owner: &str, p: &LendingPool, n: &mut Names<'_>) -> Option<PoolSpec> {
    let lends = n.asset(&format!("{at}/lends"), p.lends.as_deref());
    let mut markets: Vec<MarketTerms> = p.markets.iter().filter_map(|m| market(at, p, m, n)).collect();
    markets = sorted(markets, |a, b| a.asset.cmp(&b.asset));
    if markets.windows(2).any(|pair| pair.first().map(|m| m.asset) == pair.last().map(|m| m.asset)) {
        n.conflict(&format!("{at}/markets"), "two markets are for the same asset", "keep one");
    }
    if p.markets.iter().any(|m| Some(&m.asset) == p.lends.as_ref() || p.lends.is_none() && m.asset == n.numeraire) {
        n.conflict(&format!("{at}/markets"), "the lent asset is its own collateral", "lend against another asset");
    }
    let others = p.bear_with.iter().filter_map(|id| n.participant(&format!("{at}/bear_with"), id));
    let mut bear_with: Vec<ParticipantIx> = others.collect();
    bear_with.retain(|&x| n.participants.get(owner).is_none_or(|&own| own != x.0));
    bear_with = sorted(bear_with, Ord::cmp);
    bear_with.dedup();
    if p.bad_debt == BadDebt::Treasury && p.mints.is_none() {
        n.conflict(
            &format!("{at}/mints"),
            "there is no token to issue for bad debt",
            "name it, or choose who else bears it",
        );
    }
    let mints = match &p.mints {
        Some(id) => n.asset(&format!("{at}/mints"), Some(id)),
        None => None,
    };
    let backstop = match &p.backstop {
        Some(id) if id == owner => {
            n.conflict(&format!("{at}/backstop"), "a pool is not its own backstop", "name another participant");
            None
        }
        Some(id) => n.participant(&format!("{at}/backstop"), id),
        None => None,
    };
    let share = |n: &mut Names<'_>, name: &str, value: f64| n.share(&format!("{at}/{name}"), value, 0.0, 1.0);
    Some(PoolSpec {
        lends: lends?,
        markets,
        rates: p.rates.as_ref().map(|r| curve(&format!("{at}/rates"), r, n)),
        reserve_factor: share(n, "reserve_factor", p.reserve_factor.get()),
        close_factor: share(n, "close_factor", p.close_factor.get()),
        full_below: share(n, "full_below", p.full_below.get()),
        dust: p.dust.map_or(0, |d| n.quanta(&format!("{at}/dust"), None, d)),
        borrow_cap: p.borrow_cap.map(|c| n.quanta(&format!("{at}/borrow_cap"), p.lends.as_deref(), c)),
        auction: auction(&format!("{at}/auction"), &p.auction, n),
        bad_debt: p.bad_debt,
        backstop,
        bear_with,
        mints,
        outside: p.outside_keepers.then(|| KeeperSpec {
            gas: n.quanta(&format!("{at}/gas"), None, p.gas),
            capacity: p.capacity,
            keeps: false,
        }),
    })
}

fn market(at: &str, p: &LendingPool, m: &LendingMarket, n: &mut Names<'_>) -> Option<MarketTerms> {
    let at = format!("{at}/markets/{}", m.asset);
    let asset = n.asset(&format!("{at}/asset"), Some(&m.asset));
    let share = |n: &mut Names<'_>, name: &str, value: f64| n.share(&format!("{at}/{name}"), value, 0.0, 1.0);
    let (max_ltv, threshold) = (share(n, "max_ltv", m.max_ltv.get()), share(n, "threshold", m.threshold.get()));
    if max_ltv > threshold {
        let hint = "a loan at the maximum could be liquidated at once: raise the threshold";
        n.conflict(&format!("{at}/max_ltv"), format!("{max_ltv} is above the threshold of {threshold}"), hint);
    }
    let cap = |n: &mut Names<'_>, name: &str, of: Option<&str>, cap: Option<Decimal>| {
        cap.map(|c| n.quanta(&format!("{at}/{name}"), of, c))
    };
    Some(MarketTerms {
        asset: asset?,
        max_ltv,
        threshold,
        bonus: share(n, "bonus", m.bonus.get()),
        supply_cap: cap(n, "supply_cap", Some(&m.asset), m.supply_cap),
        debt_ceiling: cap(n, "debt_ceiling", p.lends.as_deref(), m.debt_ceiling),
        oracle: oracle(&format!("{at}/oracle"), &m.oracle, n),
    })
}

/// A source of prices at a place.
pub(super) fn oracle(at: &str, o: &Oracle, n: &mut Names<'_>) -> OracleSpec {
    if o.over == 0 || o.over > MAX_TICKS {
        n.bad(&format!("{at}/over"), format!("{} is not between 1 and {MAX_TICKS}", o.over), "ticks of the average");
    }
    if o.lag > MAX_TICKS {
        n.bad(&format!("{at}/lag"), format!("{} is more than {MAX_TICKS}", o.lag), "ticks by which the price is late");
    }
    if o.price.is_some_and(|p| p.get() > MAX_PRICE) {
        n.bad(&format!("{at}/price"), "the price is too large", "at most 1e9");
    }
    let book = o.book.as_deref().and_then(|id| n.asset(&format!("{at}/book"), Some(id)));
    if o.source == OracleSource::OwnBook && o.book.is_none() {
        n.conflict(&format!("{at}/book"), "the own book is not named", "name the asset whose market it is");
    }
    OracleSpec {
        book,
        source: o.source,
        over: o.over.clamp(1, MAX_TICKS),
        price: o.price.map(|p| p.get().min(MAX_PRICE)),
        lag: o.lag.min(MAX_TICKS),
        error: n.share(&format!("{at}/error"), o.error.get(), -MAX_DISCOUNT, MAX_SHOCK_FACTOR),
    }
}

/// A keeper at a place.
pub(super) fn keeper(at: &str, k: &Keeper, n: &mut Names<'_>) -> KeeperSpec {
    KeeperSpec { gas: n.quanta(&format!("{at}/gas"), None, k.gas), capacity: k.capacity, keeps: k.keeps }
}

/// What must fit once participants and assets are known.
pub(super) fn fit(s: &Scenario, n: &mut Names<'_>, participants: &[ParticipantSpec], assets: &[super::AssetSpec]) {
    for p in participants {
        let Some(pool) = &p.lending else { continue };
        let at = format!("participants/{}/mechanisms/lending_pool", p.id);
        for &other in &pool.bear_with {
            let lends = participants.get(other.at()).and_then(|x| x.lending.as_ref()).map(|x| x.lends);
            if lends != Some(pool.lends) {
                n.conflict(
                    &format!("{at}/bear_with"),
                    "is no pool that lends the same asset",
                    "name pools of the same asset",
                );
            }
        }
        let mints = pool.mints.and_then(|a| assets.get(a.at()));
        if mints.is_some_and(|a| a.claim.is_none() || a.market.is_none()) {
            n.conflict(&format!("{at}/mints"), "is no claim token with a market", "give it a claim and a market");
        }
    }
    for c in &s.collateral {
        let holder = participants.iter().find(|p| p.id == c.holder).and_then(|p| p.lending.as_ref());
        if holder.is_some() && c.title == crate::scenario::Title::Transfer {
            let message = "what has passed title is the pool's own and no collateral of the position";
            let problem = Problem::warning(Code::Conflict, format!("collateral/{}/title", c.id), message);
            n.problems.push(problem.hint("a pledge can be liquidated"));
        }
    }
}
