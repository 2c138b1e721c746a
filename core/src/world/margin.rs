//! Margin terms ready to run, and how much an account needs.

use super::check::Names;
use super::{AssetSpec, ContractSpec};
use crate::pricing::margin::Moves;
use crate::scenario::limits::{MAX_DISCOUNT, MAX_TICKS};
use crate::scenario::{CloseOut, Margin};
use crate::units::{AssetIx, Tick};

/// Margin terms of a participant.
#[derive(Clone, Debug)]
pub(crate) struct MarginSpec {
    /// The move that margin covers, in standard deviations of a year's move.
    pub reach: f64,
    pub memory: f64,
    pub floor: f64,
    pub asset: AssetIx,
    pub haircut: f64,
    pub deadline: Tick,
    pub cycle: Tick,
    pub intraday: Option<f64>,
    pub close_out_after: Tick,
    pub close_out: CloseOut,
    pub pace: f64,
}

pub(super) fn build(at: &str, m: &Margin, n: &mut Names<'_>) -> Option<MarginSpec> {
    let confidence = n.share(&format!("{at}/confidence"), m.confidence.get(), 0.5, 0.9999);
    let period = m.period.get();
    if period <= 0.0 || period > 60.0 {
        n.bad(&format!("{at}/period"), format!("{period} is not above 0 and at most 60 days"), "2 is two days");
    }
    let freedom = m.freedom.map(|f| f.get());
    if freedom.is_some_and(|f| f <= 2.0 || f > 1000.0) {
        let hint = "with 2 or fewer degrees of freedom there is no volatility to scale to";
        n.bad(&format!("{at}/freedom"), "is not above 2 and at most 1,000", hint);
    }
    for (name, ticks, least) in
        [("deadline", m.deadline, 0), ("cycle", m.cycle, 1), ("close_out_after", m.close_out_after, 0)]
    {
        if ticks < least || ticks > MAX_TICKS {
            n.bad(&format!("{at}/{name}"), format!("{ticks} is not between {least} and {MAX_TICKS}"), "");
        }
    }
    let pace = m.pace.get();
    if pace <= 0.0 || pace > 1.0 {
        n.bad(&format!("{at}/pace"), format!("{pace} is not above 0 and at most 1"), "0.5 is half of what is left");
    }
    let moves = freedom.map_or(Moves::Normal, Moves::Student);
    Some(MarginSpec {
        reach: moves.quantile(confidence) * (period.clamp(0.0, 60.0) / 365.0).sqrt(),
        memory: n.share(&format!("{at}/memory"), m.memory.get(), 0.5, 1.0),
        floor: n.share(&format!("{at}/floor"), m.floor.get(), 0.0, 1.0),
        asset: n.asset(&format!("{at}/asset"), m.asset.as_deref())?,
        haircut: n.share(&format!("{at}/haircut"), m.haircut.get(), 0.0, MAX_DISCOUNT),
        deadline: m.deadline,
        cycle: m.cycle.max(1),
        intraday: m.intraday.map(|x| n.share(&format!("{at}/intraday"), x.get(), 0.0, 1.0)),
        close_out_after: m.close_out_after,
        close_out: m.close_out,
        pace: pace.clamp(0.001, 1.0),
    })
}

/// How contracts stand when margin is computed.
pub(crate) struct Standing<'a> {
    pub contracts: &'a [ContractSpec],
    /// Prices of assets.
    pub spot: &'a dyn Fn(AssetIx) -> f64,
    /// The volatility of each contract, by its place: what options are worth, and what the estimate of margin is.
    pub volatility: &'a dyn Fn(usize) -> (f64, f64),
    pub tick: Tick,
    /// The length of a tick.
    pub days: f64,
}

/// The initial margin of an account with so many of each contract, in quanta of the numeraire: for each underlying the
/// larger loss of a move of `reach` standard deviations up and down, with every contract on it valued anew.
pub(crate) fn required(terms: &MarginSpec, lines: &[i64], s: &Standing<'_>) -> i64 {
    let mut all = 0i64;
    let held = |at: usize| lines.get(at).copied().unwrap_or(0);
    for (first, of) in s.contracts.iter().enumerate() {
        let same = |c: &&ContractSpec| c.underlying == of.underlying;
        let before = s.contracts.iter().take(first).any(|c| same(&c));
        let mine = || s.contracts.iter().enumerate().filter(|(at, c)| same(c) && held(*at) != 0);
        if before || mine().next().is_none() {
            continue;
        }
        let spot = (s.spot)(of.underlying);
        let most = mine().map(|(at, _)| (s.volatility)(at).1).fold(0.0, f64::max);
        let reach = terms.reach * most;
        let loss = |to: f64| -> i64 {
            let change = |(at, c): (usize, &ContractSpec)| {
                let (days, vol) = (c.days_left(s.tick, s.days), (s.volatility)(at).0);
                held(at) * (c.price(spot, vol, days) - c.price(to, vol, days))
            };
            mine().map(change).sum()
        };
        let worst = loss(spot * (1.0 + reach)).max(loss((spot * (1.0 - reach)).max(0.0))).max(0);
        all = all.saturating_add(worst);
    }
    all
}

/// Units of an asset that stand for so much margin after the haircut, rounded up; none where the asset is worth nothing.
pub(crate) fn units_for(amount: i64, price: f64, scale: f64, haircut: f64) -> Option<i64> {
    let unit = price * scale * (1.0 - haircut);
    (unit > 0.0 && amount >= 0).then(|| {
        let exact = amount as f64 / unit;
        // As in `value_of`: four units in the last place are forgiven.
        let units = (exact - exact.abs() * 4.0 * f64::EPSILON).ceil();
        units.min(9e15) as i64
    })
}

/// The price of an asset at the opening.
pub(super) fn opening_price(assets: &[AssetSpec], asset: AssetIx) -> f64 {
    assets.get(asset.at()).map_or(0.0, |a| a.price)
}
