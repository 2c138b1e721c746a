//! A default waterfall: one loss charged to ordered layers, numbers only.
//!
//! A layer is what each of its bearers stands for at most. Layers are used up in their order; within the layer that
//! the loss ends in, bearers share pro rata to what they stand for. That is the rule of clearing houses' rulebooks for
//! the survivors' fund (pro rata to contributions) and for assessments (pro rata to the caps on them): Regulation (EU)
//! No 648/2012 (EMIR), article 45, has the order; CPMI-IOSCO, *Recovery of financial market infrastructures* (2017),
//! section 4.2, the tools. What no layer covers is left to gains haircuts, tear-up or the house's failure.
//!
//! Amounts are quanta. Shares that are no whole quanta are rounded down, and the quanta left over go to the largest
//! remainders (Hamilton), the earlier bearer first among equals: the parts sum to the loss exactly, and nobody bears
//! more than it stands for.

use crate::units::sorted;

/// What a loss used up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charged {
    /// By layer, then bearer, in the shape of the layers given: how much each bears.
    pub borne: Vec<Vec<i64>>,
    /// What is left after the last layer.
    pub uncovered: i64,
}

impl Charged {
    /// What a layer bears in all.
    #[must_use]
    pub fn of_layer(&self, layer: usize) -> i64 {
        self.borne.get(layer).map_or(0, |parts| parts.iter().sum())
    }
}

/// Charges a loss to layers in their order; `layers[l][b]` is what bearer `b` stands for in layer `l`.
///
/// Total: less than nothing counts as nothing. Linear in the bearers, but for a sort of the remainders in one layer.
#[must_use]
pub fn charge(loss: i64, layers: &[Vec<i64>]) -> Charged {
    let mut left = loss.max(0);
    let mut borne = Vec::with_capacity(layers.len());
    for layer in layers {
        let parts = pro_rata(left, layer);
        left -= parts.iter().sum::<i64>();
        borne.push(parts);
    }
    Charged { borne, uncovered: left }
}

/// Shares an amount pro rata to what each stands for, at most all of it, by largest remainder.
#[must_use]
pub fn pro_rata(amount: i64, stands_for: &[i64]) -> Vec<i64> {
    let caps: Vec<i64> = stands_for.iter().map(|&c| c.max(0)).collect();
    let total: i128 = caps.iter().map(|&c| i128::from(c)).sum();
    let amount = i128::from(amount.max(0));
    if amount >= total {
        return caps;
    }
    let product = |&cap: &i64| amount * i128::from(cap);
    // A quotient is at most its cap, because the amount is less than the total.
    let mut parts: Vec<i64> = caps.iter().map(|c| (product(c) / total) as i64).collect();
    // The largest remainder first; of equal ones the earlier.
    let rest: Vec<(i128, usize)> =
        sorted(caps.iter().map(|c| product(c) % total).zip(0..).collect(), |a, b| b.0.cmp(&a.0));
    let over = amount - parts.iter().map(|&p| i128::from(p)).sum::<i128>();
    for (_, at) in rest.into_iter().take(over as usize) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}
