//! Who liquidates: each order of the tick and each asset behind it meet keepers with money and room.

use super::super::context::Tick;
use crate::state::{Liquidation as Order, Position};
use crate::units::{AssetIx, ParticipantIx, sorted, value_of};
use crate::world::{AuctionSpec, KeeperSpec, PoolSpec};

/// A liquidation in the making: who repays how much for which units.
#[derive(Clone, Debug)]
pub(in super::super) struct Deal {
    /// The place of its order among those of the tick.
    pub order: usize,
    pub pool: ParticipantIx,
    pub borrower: ParticipantIx,
    /// Nobody for keepers outside.
    pub keeper: Option<ParticipantIx>,
    pub asset: AssetIx,
    /// Units taken and quanta of the lent asset repaid, as planned; `units` falls when the market cannot take them.
    pub units: i64,
    pub planned: i64,
    pub repays: i64,
    /// Price of a unit that the keeper pays, in quanta of the numeraire, and value of a quantum that it repays.
    pub unit: f64,
    pub lent: f64,
    pub gas: i64,
    /// Quanta of the numeraire in a quantum of the asset at price 1.
    pub scale: f64,
}

impl Deal {
    /// What is repaid for so many units: never less than their price, so that nobody gets more than the bonus.
    pub fn repays_for(&self, units: i64) -> i64 {
        if units == self.planned {
            return self.repays;
        }
        ((units as f64 * self.unit / self.lent).ceil() as i64).clamp(0, self.repays)
    }

    /// What it costs the keeper in the numeraire, gas included, rounded up.
    pub fn cost(&self, units: i64) -> i64 {
        (self.repays_for(units) as f64 * self.lent).ceil() as i64 + self.gas
    }

    /// The price of a unit below which it would have a loss.
    pub fn limit(&self) -> f64 {
        self.cost(self.planned) as f64 / self.planned.max(1) as f64
    }
}

/// The price that a keeper pays, as a multiple of the oracle's.
pub(super) fn multiple(t: &Tick<'_>, spec: &PoolSpec, o: &Order, asset: AssetIx) -> f64 {
    let bonus = spec.terms(asset).map_or(0.0, |m| m.bonus);
    match spec.auction {
        AuctionSpec::Fixed => 1.0 / (1.0 + bonus),
        AuctionSpec::English => t.s.bid(t.w, spec, asset) / (1.0 + bonus),
        AuctionSpec::Dutch { start, cut, steps, .. } => {
            let pool = t.s.lending.pools.get(&o.pool.0);
            let since =
                pool.and_then(|p| p.auctions.iter().find(|a| a.borrower == o.borrower)).map_or(t.s.tick, |a| a.since);
            let cuts = f64::from((t.s.tick - since).saturating_mul(steps));
            start * libm::pow(cut, cuts)
        }
    }
}

/// Keepers of a pool in the order in which they act: participants by what it costs them, then those outside.
fn keepers(t: &Tick<'_>, pool: ParticipantIx, spec: &PoolSpec) -> Vec<(Option<ParticipantIx>, KeeperSpec)> {
    let own = (0u32..).map(ParticipantIx).zip(&t.w.participants);
    let able = own.filter(|(who, _)| *who != pool && !t.s.has_failed(*who) && !t.s.is_out(*who));
    let all = able.filter_map(|(who, p)| Some((Some(who), p.keeper?))).collect();
    let mut all = sorted(all, |a, b| (a.1.gas, a.0).cmp(&(b.1.gas, b.0)));
    all.extend(spec.outside.map(|k| (None, k)));
    all
}

/// The key under which a keeper's liquidations of a tick are counted.
pub(super) fn key(keeper: Option<ParticipantIx>, pool: ParticipantIx) -> (bool, u32) {
    keeper.map_or((false, pool.0), |who| (true, who.0))
}

/// What is planned so far in one asset: money and room that are no longer free.
#[derive(Default)]
struct Planned(Vec<Deal>);

impl Planned {
    fn spent(&self, t: &Tick<'_>, who: ParticipantIx, lends: AssetIx) -> i64 {
        let same = |d: &&Deal| d.keeper == Some(who) && t.w.pool(d.pool).is_some_and(|p| p.lends == lends);
        self.0.iter().filter(same).map(|d| d.repays).sum()
    }

    fn gas(&self, who: ParticipantIx) -> i64 {
        self.0.iter().filter(|d| d.keeper == Some(who)).map(|d| d.gas).sum()
    }

    fn count(&self, of: (bool, u32)) -> u32 {
        self.0.iter().filter(|d| key(d.keeper, d.pool) == of).count() as u32
    }
}

/// Liquidations that take an asset, those that keep it apart from those that sell it: every order in its turn, by every
/// keeper in its turn.
pub(in super::super) fn deals(t: &Tick<'_>, asset: AssetIx, keeps: bool) -> Vec<Deal> {
    let mut planned = Planned::default();
    for (at, o) in t.s.lending.orders.iter().enumerate().filter(|(_, o)| o.room > 0) {
        let Some(spec) = t.w.pool(o.pool).filter(|p| p.terms(asset).is_some()) else { continue };
        let Some(p) = t.s.positions(t.w, o.pool).into_iter().find(|p| p.borrower == o.borrower) else { continue };
        one(t, (at, o), spec, &p, (asset, keeps), &mut planned);
    }
    planned.0
}

fn one(
    t: &Tick<'_>,
    (at, o): (usize, &Order),
    spec: &PoolSpec,
    p: &Position,
    (asset, keeps): (AssetIx, bool),
    planned: &mut Planned,
) {
    let lots = || p.lots.iter().filter(|l| l.asset == asset);
    let price = lots().next().map_or(0.0, |l| l.price);
    let (unit, lent) = (price * t.s.scale(t.w, asset) * multiple(t, spec, o, asset), t.s.lent_unit(t.w, spec));
    let (mut room, mut there) = (o.room, lots().map(|l| l.units).sum::<i64>());
    if unit <= 0.0 || lent <= 0.0 {
        return;
    }
    let cash = asset == t.w.numeraire;
    for (keeper, k) in keepers(t, o.pool, spec) {
        // Cash needs no market; whoever works with a flash loan must sell at once.
        if (k.keeps || cash) != keeps || keeper == Some(o.borrower) || room <= 0 || there <= 0 {
            continue;
        }
        let used = t.s.lending.used.get(&key(keeper, o.pool)).copied().unwrap_or(0);
        if k.capacity.is_some_and(|most| used + planned.count(key(keeper, o.pool)) >= most) {
            continue;
        }
        let money = keeper.map_or(i64::MAX, |who| {
            let gas = planned.gas(who) + k.gas;
            let free = t.s.books.free(who, spec.lends) - planned.spent(t, who, spec.lends);
            if spec.lends == t.w.numeraire {
                free - gas
            } else if t.s.cash(t.w, who) < gas {
                0
            } else {
                free
            }
        });
        let repays = leave(spec, p, (room.min(money), room), lent);
        let units = (value_of(repays, lent / unit, 1.0)).min(there);
        if repays <= 0 || units <= 0 {
            continue;
        }
        // All the collateral may be worth less than the debt.
        let repays = if units == there { ((units as f64 * unit / lent).ceil() as i64).min(repays) } else { repays };
        planned.0.push(Deal {
            order: at,
            pool: o.pool,
            borrower: o.borrower,
            keeper,
            asset,
            units,
            planned: units,
            repays,
            unit,
            lent,
            gas: k.gas,
            scale: t.s.scale(t.w, asset),
        });
        room -= repays;
        there -= units;
    }
}

/// Lowers a repayment so that what it leaves of the debt is worth half the dust limit at least, or nothing.
fn leave(spec: &PoolSpec, p: &Position, (repays, room): (i64, i64), lent: f64) -> i64 {
    let least = (spec.dust as f64 / 2.0 / lent).ceil() as i64;
    let rest = p.debt - repays;
    if spec.dust == 0 || rest == 0 || rest >= least || repays <= 0 || repays == room && room == p.debt {
        return repays;
    }
    (p.debt - least).max(0)
}
