//! Water filling: an amount shared by weights, nobody beyond its cap.

use crate::units::sorted;

/// Shares an amount by weights, nobody beyond its cap; what a cap leaves over is shared among the others (water filling).
///
/// Whoever's cap is the smallest multiple of its weight is full first, so one pass in that order finds who is full.
pub(super) fn fill(amount: i64, weights: &[i64], caps: &[i64]) -> Vec<i64> {
    let of = |all: &[i64], at: usize| i128::from(all.get(at).copied().unwrap_or(0).max(0));
    let takes = (0..weights.len()).filter(|&at| of(weights, at) > 0 && of(caps, at) > 0).collect();
    let by = |&a: &usize, &b: &usize| (of(caps, a) * of(weights, b)).cmp(&(of(caps, b) * of(weights, a)));
    let takes: Vec<usize> = sorted(takes, by);
    let mut left = i128::from(amount.max(0));
    let mut weight: i128 = takes.iter().map(|&at| of(weights, at)).sum();
    let mut parts = vec![0i64; weights.len()];
    let mut full = 0;
    for &at in &takes {
        // A product of two amounts below 2^63 and one sum of weights fits, since caps and weights are quanta below 2^53.
        if of(caps, at) * weight > left * of(weights, at) {
            break;
        }
        left -= of(caps, at);
        weight -= of(weights, at);
        full += 1;
        if let Some(slot) = parts.get_mut(at) {
            *slot = of(caps, at) as i64;
        }
    }
    // In the order given, so that the earlier among equals gets a quantum left over.
    let rest = sorted(takes.get(full..).unwrap_or_default().to_vec(), usize::cmp);
    let shares: Vec<i128> = rest.iter().map(|&at| of(weights, at)).collect();
    for (at, share) in rest.iter().zip(by_weight(left, weight, &shares)) {
        if let Some(slot) = parts.get_mut(*at) {
            *slot = share;
        }
    }
    parts
}

/// Shares an amount by weights, which sum to `whole`: rounded down, and the quanta left over go to the largest remainders.
fn by_weight(amount: i128, whole: i128, weights: &[i128]) -> Vec<i64> {
    if whole <= 0 {
        return vec![0; weights.len()];
    }
    let mut parts: Vec<i64> = weights.iter().map(|w| (amount * w / whole) as i64).collect();
    let rest: Vec<(i128, usize)> =
        sorted(weights.iter().map(|w| amount * w % whole).zip(0..).collect(), |a, b| b.0.cmp(&a.0));
    let over = amount - parts.iter().map(|&p| i128::from(p)).sum::<i128>();
    for (_, at) in rest.into_iter().take(over.max(0) as usize) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}
