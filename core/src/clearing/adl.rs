//! Auto-deleveraging: what a bankrupt position lacks is taken from the profits of those on the other side. Numbers only.
//!
//! A venue that finds no buyer for a bankrupt position, and has no fund left, closes it against winners. Whom it takes is a
//! [`Rule`]. Queues are the rule of the field: BitMEX ranks by profit per cent times effective leverage ([`profit_leverage`],
//! BitMEX, *Auto-deleveraging*), Hyperliquid by mark over entry times notional over account value ([`index`], Hyperliquid docs,
//! *Auto-deleveraging*). The others share: pro rata to size, or pro rata to profit, which is variation margin gains haircutting
//! trader by trader (CPMI-IOSCO 2014, *Recovery of financial market infrastructures*, section 4.2.23, has that tool for houses).
//!
//! Whatever the rule, cuts sum to the smaller of what is lacking and what winners have, nobody is cut by more than its profit, and
//! whom there is no profit of is not asked. A queue may be filled at a price that takes more than is lacking: the rest is its
//! overshoot. Amounts and sizes are quanta; earlier winners come first among equals. A sort is the dearest step.

use super::fill::fill;
use crate::units::sorted;

/// Whom a deficit is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The highest score first, each in full before the next.
    QueueByScore,
    /// The largest position first, each in full before the next.
    QueueBySize,
    /// Everybody the same share of the position, nobody beyond its profit.
    ProRataToSize,
    /// Everybody the same share of the profit.
    ProRataToProfit,
}

/// Somebody on the other side.
#[derive(Clone, Copy, Debug, Default)]
pub struct Winner {
    /// The size of the position.
    pub size: i64,
    /// The profit on all of it, at the mark. Below zero it counts as none.
    pub profit: i64,
    /// The place in a queue by score; not a number counts as the last.
    pub score: f64,
}

/// What is to be closed, and what it lacks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Need {
    /// The size of the bankrupt positions.
    pub size: i64,
    /// What they lack at the mark: what closing them at their bankruptcy price costs winners.
    pub deficit: i64,
    /// What closing them at the price of the fill costs winners: the deficit, or more. Rules that share ask for the deficit.
    pub asked: i64,
}

/// What one winner gives up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// How much of its position is closed.
    pub size: i64,
    /// How much of its profit it forgoes.
    pub profit: i64,
}

/// Who gave up what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deleveraged {
    /// By winner, in the order given.
    pub cuts: Vec<Cut>,
    /// Places of all who have a profit, in the order in which the rule asks them.
    pub order: Vec<usize>,
    /// What of the deficit is left.
    pub uncovered: i64,
    /// What was taken beyond the deficit.
    pub overshoot: i64,
}

/// Profit per cent times effective leverage (BitMEX): `value` at the mark and `entry` value of the position, both above zero for a
/// long and below for a short, and `bankrupt`, the value at which nothing of the account is left.
#[must_use]
pub fn profit_leverage(value: f64, entry: f64, bankrupt: f64) -> f64 {
    let profit = (value - entry) / entry.abs();
    let leverage = value.abs() / (value - bankrupt);
    let score = if profit > 0.0 { profit * leverage } else { profit / leverage };
    if score.is_finite() { score } else { f64::MAX }
}

/// Mark over entry times notional over account value (Hyperliquid). For a short, of which the documents say nothing, entry over
/// mark: so that a larger profit comes first on both sides.
#[must_use]
pub fn index(long: bool, mark: f64, entry: f64, notional: f64, account_value: f64) -> f64 {
    let gain = if long { mark / entry } else { entry / mark };
    let score = gain * notional / account_value;
    if score.is_finite() { score } else { f64::MAX }
}

/// Takes a deficit from winners.
///
/// Total for sizes and amounts of quanta; less than nothing counts as nothing.
#[must_use]
pub fn deleverage(rule: Rule, need: Need, winners: &[Winner]) -> Deleveraged {
    let deficit = need.deficit.max(0);
    let order = order(rule, winners);
    let counts = |w: &Winner| w.profit > 0 && w.size > 0;
    let sizes: Vec<i64> = winners.iter().map(|w| if counts(w) { w.size } else { 0 }).collect();
    let profits: Vec<i64> = winners.iter().map(|w| if counts(w) { w.profit } else { 0 }).collect();
    let cuts = match rule {
        Rule::QueueByScore | Rule::QueueBySize => queue(need, &order, winners),
        Rule::ProRataToSize => share((need.size, &sizes, &sizes), (deficit, &sizes, &profits)),
        Rule::ProRataToProfit => share((need.size, &profits, &sizes), (deficit, &profits, &profits)),
    };
    let taken: i64 = cuts.iter().map(|c| c.profit).sum();
    Deleveraged { cuts, order, uncovered: (deficit - taken).max(0), overshoot: (taken - deficit).max(0) }
}

/// Places of those who have a profit, in the order of the rule.
fn order(rule: Rule, winners: &[Winner]) -> Vec<usize> {
    let there = |&at: &usize| winners.get(at).is_some_and(|w| w.profit > 0 && w.size > 0);
    let list: Vec<usize> = (0..winners.len()).filter(there).collect();
    let of = |at: usize| winners.get(at).copied().unwrap_or_default();
    let score = |at: usize| if of(at).score.is_nan() { f64::NEG_INFINITY } else { of(at).score };
    match rule {
        Rule::QueueByScore => sorted(list, |&a, &b| score(b).total_cmp(&score(a))),
        Rule::QueueBySize => sorted(list, |&a, &b| of(b).size.cmp(&of(a).size)),
        Rule::ProRataToSize | Rule::ProRataToProfit => list,
    }
}

/// A part of an amount: `amount` times `part` over `whole`, rounded down.
fn part(amount: i64, part: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { (i128::from(amount) * i128::from(part) / i128::from(whole)) as i64 }
}

/// Each in full before the next. What caps leave open is asked of all in the same order, up to the deficit.
fn queue(need: Need, order: &[usize], winners: &[Winner]) -> Vec<Cut> {
    let mut cuts = vec![Cut::default(); winners.len()];
    let size = need.size.max(0);
    let asked = need.asked.max(need.deficit).max(0);
    let (mut closed, mut taken) = (0i64, 0i64);
    for &at in order {
        let (Some(w), Some(cut)) = (winners.get(at), cuts.get_mut(at)) else { continue };
        cut.size = w.size.min(size - closed);
        // What all up to here cost, less what all before cost: the parts sum to the whole.
        let costs = part(asked, closed + cut.size, size) - part(asked, closed, size);
        cut.profit = costs.min(part(w.profit, cut.size, w.size));
        closed += cut.size;
        taken += cut.profit;
        if closed >= size {
            break;
        }
    }
    for &at in order {
        let open = need.deficit - taken;
        let (Some(w), Some(cut)) = (winners.get(at), cuts.get_mut(at)) else { continue };
        let more = open.min(w.profit - cut.profit).max(0);
        cut.profit += more;
        taken += more;
        if open <= more {
            break;
        }
    }
    cuts
}

/// Sizes and profits shared, each as an amount by weights with caps.
fn share(size: (i64, &[i64], &[i64]), profit: (i64, &[i64], &[i64])) -> Vec<Cut> {
    let (sizes, profits) = (fill(size.0, size.1, size.2), fill(profit.0, profit.1, profit.2));
    sizes.into_iter().zip(profits).map(|(size, profit)| Cut { size, profit }).collect()
}
