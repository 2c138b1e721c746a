//! Debt by the health of its position, loops, and what leverage earns.

use super::{MetricDef, Sample, Unit};
use crate::state::{Debt, State, stake_of};
use crate::units::{AssetIx, ParticipantIx};
use crate::world::ClaimSpec;

pub(super) const BELOW_1: MetricDef = MetricDef {
    id: "debt_below_1",
    label: "Debt below health 1",
    unit: Unit::Ratio,
    help: "Share of the debt to lending pools, at marks, whose position has a health below 1: it may be liquidated. 0 without debt.",
    sample: |s| debt_below(s, 1.0),
};

pub(super) const BELOW_1_1: MetricDef = MetricDef {
    id: "debt_below_1_1",
    label: "Debt below health 1.1",
    unit: Unit::Ratio,
    help: "The same for a health below 1.1: a fall of the collateral by a tenth makes it ripe for liquidation.",
    sample: |s| debt_below(s, 1.1),
};

pub(super) const BELOW_1_5: MetricDef = MetricDef {
    id: "debt_below_1_5",
    label: "Debt below health 1.5",
    unit: Unit::Ratio,
    help: "The same for a health below 1.5: a fall of the collateral by a third.",
    sample: |s| debt_below(s, 1.5),
};

pub(super) const LOOPED: MetricDef = MetricDef {
    id: "looped",
    label: "Share looped",
    unit: Unit::Ratio,
    help: "Share of all collateral with lending pools, at marks, that loops have bought with loans against it: the debt of each position that a loop opened, up to its collateral. 0 without collateral.",
    sample: looped,
};

pub(super) const CARRY: MetricDef = MetricDef {
    id: "carry",
    label: "Lowest carry",
    unit: Unit::Yearly,
    help: "What the collateral of a position with a lending pool yields a year, less the rate that it pays; of the position where it is lowest. Shares yield what their issuer's stakes, loans and other shares bring; nothing else yields. Below zero leverage costs more than it brings. 0 without debt.",
    sample: carry,
};

fn debt_below(s: &Sample<'_>, health: f64) -> f64 {
    let (mut all, mut below) = (0.0, 0.0);
    for p in &s.frame.positions {
        let unit = s.world.pool(p.pool).map_or(0.0, |spec| s.state.lent_unit(s.world, spec));
        let debt = p.debt.quanta() as f64 * unit;
        all += debt;
        below += if p.health < health { debt } else { 0.0 };
    }
    if all > 0.0 { (below / all).clamp(0.0, 1.0) } else { 0.0 }
}

fn looped(s: &Sample<'_>) -> f64 {
    let (mut all, mut bought) = (0.0, 0.0);
    for (at, c) in (0u32..).zip(&s.world.collateral) {
        let Some(spec) = s.world.pool(c.holder).filter(|_| !c.transfer) else { continue };
        let worth = s.state.at_mark(s.world, c.asset, s.state.books.pledged(at)) as f64;
        all += worth;
        if c.looped {
            let same = |p: &&crate::trace::PositionFrame| (p.pool, p.borrower) == (c.holder, c.pledger);
            let debt = s.frame.positions.iter().find(same).map_or(0, |p| p.debt.quanta());
            bought += worth.min(debt as f64 * s.state.lent_unit(s.world, spec));
        }
    }
    if all > 0.0 { (bought / all).clamp(0.0, 1.0) } else { 0.0 }
}

fn carry(s: &Sample<'_>) -> f64 {
    if s.frame.positions.is_empty() {
        return 0.0;
    }
    let yields = s.yields();
    let of = |asset: AssetIx| yields.iter().find(|y| y.0 == asset).map_or(0.0, |y| y.1);
    let mut lowest: Option<f64> = None;
    for (pool, frame) in s.world.pools().map(|p| p.0).zip(&s.frame.pools) {
        for p in s.state.positions(s.world, pool).iter().filter(|p| p.debt > 0) {
            let (value, earned) = p.lots.iter().fold((0.0, 0.0), |sum, l| {
                let worth = s.state.at_mark(s.world, l.asset, l.units) as f64;
                (sum.0 + worth, sum.1 + worth * of(l.asset))
            });
            let own = if value > 0.0 { earned / value } else { 0.0 } - frame.rate;
            lowest = Some(lowest.map_or(own, |x| x.min(own)));
        }
    }
    lowest.unwrap_or(0.0)
}

const MOST: f64 = 1e3;

impl Sample<'_> {
    /// What a unit of each share yields a year on what stands behind it.
    fn yields(&self) -> Vec<(AssetIx, f64)> {
        let tokens: Vec<(AssetIx, ClaimSpec)> = State::tokens(self.world).collect();
        let value = |asset: AssetIx, units: i64| {
            let fair = self.state.quotes.get(asset.at()).map_or(0.0, |q| q.fair);
            units as f64 * fair * self.state.scale(self.world, asset)
        };
        let mut yields: Vec<(AssetIx, f64)> = tokens.iter().map(|t| (t.0, 0.0)).collect();
        // Shares of shares: as many steps as there are tokens.
        for _ in 0..tokens.len() {
            let of = |issuer: ParticipantIx| {
                let held = yields.iter().map(|&(a, y)| value(a, self.state.owned(self.world, issuer, a)) * y);
                let shares = tokens.iter().filter(|(_, c)| c.issuer == issuer && c.par.is_none());
                let all: f64 = shares.map(|(a, _)| value(*a, self.state.supply(self.world, *a).max(0))).sum();
                let brings = self.income(issuer) + held.sum::<f64>();
                // Beyond a thousand times a year it is a price that has next to nothing behind it.
                if all > 0.0 { (brings / all).clamp(-MOST, MOST) } else { 0.0 }
            };
            yields = tokens.iter().map(|(a, c)| (*a, if c.par.is_none() { of(c.issuer) } else { 0.0 })).collect();
        }
        yields
    }

    /// What stakes and loans bring an issuer a year, in quanta of the numeraire at marks, less the interest that it owes.
    fn income(&self, who: ParticipantIx) -> f64 {
        let worth = |asset: AssetIx, units: i64| {
            if asset == self.world.numeraire {
                units as f64
            } else {
                self.state.at_mark(self.world, asset, units) as f64
            }
        };
        let mut sum = 0.0;
        if let (Some(spec), Some(stake)) = (stake_of(self.world, who), self.state.stakes.iter().find(|x| x.who == who))
        {
            let kept = if spec.fee_to == Some(who) { 1.0 } else { 1.0 - spec.fee };
            let paid = match spec.subsidy {
                Some((_, rate)) if stake.subsidy_due > 0 => rate * stake.paid[2] as f64 / stake.subsidy_due as f64,
                Some((_, rate)) if !stake.dry => rate,
                _ => 0.0,
            };
            let staked = worth(spec.asset, self.state.staked_of(who, spec.asset));
            sum += staked * ((spec.real + spec.emissions) * kept + paid);
        }
        let of = |d: &Debt| worth(d.asset, d.interest);
        let earned: f64 = self.state.owed_to(who).filter(|(_, d)| d.interest != 0).map(|(_, d)| of(d)).sum();
        let owed: f64 = self.state.owed(who).filter(|(_, d)| d.interest != 0).map(|(_, d)| of(d)).sum();
        sum + (earned - owed) * 365.0 / self.world.days.max(1e-9)
    }
}
