//! Expected exposure.
//!
//! What a party may lose by a counterparty's failure before any collateral is `max(X, 0)`, where `X` is by how much what
//! they have with each other gains. As Duffie and Zhu (2011) do it, prices of underlyings move normally and independently
//! of each other, and expected exposure is `E[max(X, 0)]`, which is the root of the variance over `2 pi`, summed over every
//! party and each of its counterparties. A clearing house is a counterparty like another; what a house itself may lose is
//! not counted, margin stands for that. The move is that of one day, by the largest volatility of the contracts on an
//! underlying; an option counts by the slope between a move up and a move down.
//!
//! Gross, each position stands on its own whatever the account that it is in. What netting takes away of that is the
//! netting efficiency.

use crate::Trace;
use crate::engine::{AccountFrame, AccountInfo, BookInfo};
use crate::pricing::black_scholes::{European, Market, OptionKind};
use crate::scenario::{Payoff, Scenario};
use std::f64::consts::TAU;

/// Expected exposure at the opening: of each position on its own, and of accounts as they are netted.
pub(super) fn exposures(s: &Scenario, trace: &Trace, info: &BookInfo) -> (f64, f64) {
    let slopes: Vec<Slope> = info.contracts.iter().filter_map(|c| slope(s, &c.id)).collect();
    let there = |id: &str| s.participants.iter().any(|p| p.id == id);
    // Each side that is a participant is exposed to the other.
    let sides = |p: &crate::scenario::Position| f64::from(u8::from(there(&p.long)) + u8::from(there(&p.short)));
    let alone = |p: &crate::scenario::Position| {
        let of = slopes.iter().find(|x| x.contract == p.contract)?;
        Some(sides(p) * mean_positive(squared(f64::from(p.quantity) * of.money)))
    };
    let gross = s.positions.iter().filter(|p| p.traded.is_none()).filter_map(alone).sum();
    let outside = trace.participants.len();
    let frames = trace.frames.first().and_then(|f| f.book.as_ref()).map_or(&[] as &[_], |b| &b.accounts);
    let of = |(x, f): (&AccountInfo, &AccountFrame)| {
        let exposed = u8::from(x.a.at() != outside) + u8::from(!x.cleared);
        f64::from(exposed) * mean_positive(variance(&slopes, &f.lines))
    };
    (gross, info.accounts.iter().zip(frames).map(of).sum())
}

/// By how much one contract gains when its underlying rises by one standard deviation of a day.
struct Slope {
    contract: String,
    underlying: String,
    money: f64,
}

fn slope(s: &Scenario, id: &str) -> Option<Slope> {
    let c = s.contracts.iter().find(|c| c.id == id)?;
    let asset = s.assets.iter().find(|a| a.id == c.underlying)?;
    let on = s.contracts.iter().filter(|x| x.underlying == c.underlying);
    let most = on.map(|x| x.volatility.get()).fold(0.0, f64::max);
    let (spot, move_) = (asset.price.get(), most * (1.0f64 / 365.0).sqrt());
    let value = |spot: f64| match &c.payoff {
        Payoff::Future { .. } | Payoff::Perpetual { .. } => spot,
        Payoff::Option { put, strike, expires } => {
            let kind = if *put { OptionKind::Put } else { OptionKind::Call };
            let days = f64::from(*expires) * s.clock.days.map_or(1.0, |d| d.get());
            let option = European { kind, strike: strike.get(), years: days / 365.0 };
            option.value(Market { spot, volatility: c.volatility.get(), rate: 0.0 })
        }
    };
    let between = value(spot * (1.0 + move_)) - value((spot * (1.0 - move_)).max(0.0));
    Some(Slope { contract: c.id.clone(), underlying: c.underlying.clone(), money: between / 2.0 * c.size.to_f64() })
}

/// The variance of an account in a day: contracts on one underlying move together, underlyings on their own.
fn variance(slopes: &[Slope], lines: &[i64]) -> f64 {
    let mut all = 0.0;
    for (at, first) in slopes.iter().enumerate() {
        let same = |x: &Slope| x.underlying == first.underlying;
        if slopes.iter().take(at).any(same) {
            continue;
        }
        let of = slopes.iter().zip(lines).filter(|(x, _)| same(x)).map(|(x, q)| *q as f64 * x.money);
        all += squared(of.sum());
    }
    all
}

fn squared(x: f64) -> f64 {
    x * x
}

/// `E[max(X, 0)]` of a normal number with mean nought.
fn mean_positive(variance: f64) -> f64 {
    (variance / TAU).sqrt()
}
