//! How much of the keepers' orders the market can take: nobody sells at a loss.
//!
//! A keeper's order is a sale with a limit: what it repays and its gas, for each unit. All of a batch are sold at one
//! average price. While that price is below somebody's limit, those with the highest limit give way, pro rata among equals,
//! until the price has risen to it.

use super::keepers::Deal;
use crate::units::value_of;

/// Steps in which a part that the market can take is looked for before it is found to the unit.
const STEPS: i64 = 64;

/// Lowers the units of deals until none is at a loss; `price` is the average price of a unit.
pub(in super::super) fn ration(deals: &mut [Deal], price: &dyn Fn(&[Deal]) -> f64) {
    // Every round ends the loss of one deal at least, and lowers nobody's price.
    for _ in 0..=deals.len() {
        let now = price(deals);
        let worst = deals.iter().filter(|d| lossy(d, d.units, now)).map(Deal::limit).max_by(f64::total_cmp);
        let Some(worst) = worst else { return };
        let group: Vec<usize> = (0..deals.len())
            .filter(|&i| deals.get(i).is_some_and(|d| d.units > 0 && equal(d.limit(), worst)))
            .collect();
        fit(deals, &group, price);
    }
    // What is left of losses by rounding does not happen.
    let now = price(deals);
    deals.iter_mut().filter(|d| lossy(d, d.units, now)).for_each(|d| d.units = 0);
}

fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs()
}

/// Whether so many units at a price bring less than they cost.
fn lossy(d: &Deal, units: i64, price: f64) -> bool {
    units > 0 && value_of(units, price, d.scale) < d.cost(units)
}

/// The most that a group of equals can sell together without a loss, shared pro rata.
fn fit(deals: &mut [Deal], group: &[usize], price: &dyn Fn(&[Deal]) -> f64) {
    let full: Vec<i64> = group.iter().filter_map(|&i| deals.get(i)).map(|d| d.units).collect();
    let all: i64 = full.iter().sum();
    let mut good = |part: i64| {
        for (&i, &units) in group.iter().zip(&full) {
            if let Some(d) = deals.get_mut(i) {
                d.units = (i128::from(units) * i128::from(part) / i128::from(all.max(1))) as i64;
            }
        }
        let now = price(deals);
        !group.iter().filter_map(|&i| deals.get(i)).any(|d| lossy(d, d.units, now))
    };
    // Gas makes little a loss too, so the part is looked for from above.
    let step = (all / STEPS).max(1);
    let (mut low, mut high) = (all - 1, all);
    while low > 0 && !good(low) {
        high = low;
        low = (low - step).max(0);
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if good(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    good(low.max(0));
}
