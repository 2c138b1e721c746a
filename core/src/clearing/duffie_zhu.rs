//! Whether a clearing house lowers exposures: Duffie and Zhu (2011), *Does a Central Clearing Counterparty Reduce Counterparty
//! Risk?*, The Review of Asset Pricing Studies 1(1), 74-95.
//!
//! N members trade K classes of contracts with each other. Without a house each nets all classes with each other member; a
//! house nets one class, or some, over all members, and takes it out of what nets bilaterally. Two gains of netting stand
//! against each other. With variance `v` in each class, the expected exposure of one member, `E[max(X, 0)]` summed over its
//! counterparties, is
//! * bilateral: `(N - 1) root(K v / 2 pi)`;
//! * with a house for one class: `(N - 1) root((K - 1) v / 2 pi) + root((N - 1) v / 2 pi)`.
//!
//! The house lowers it when `K < N N / (4 (N - 1))`; with unequal variances when the cleared share of the variance is more
//! than `4 (N - 1) / (N N)`.
//!
//! # What is assumed, and who found otherwise
//! Exposures are normal, independent over classes and over pairs, and alike between all pairs; exposure is what is owed to
//! a member before any collateral; the house counts as a counterparty like another. With other assumptions the answer may
//! be the opposite one:
//! * Cont and Kokholm (2014), *Central Clearing of OTC Derivatives: Bilateral vs Multilateral Netting*, Statistics & Risk
//!   Modeling 31(1), 3-22: with classes of unequal risk and correlated exposures, at plausible values, central clearing
//!   does lower exposures between dealers.
//! * Ghamami and Glasserman (2017), *Does OTC Derivatives Reform Incentivize Central Clearing?*, Journal of Financial
//!   Intermediation 32, 76-87: compared by the cost of capital and collateral, clearing need not be the cheaper way;
//!   netting, the margin period and the size of guarantee funds decide.

use litemap::LiteMap;
use std::f64::consts::TAU;

/// Where the contracts of one class are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Between the two who traded, netted with all else between them.
    Bilateral,
    /// At a clearing house, by its number: classes at the same one are netted together.
    House(u32),
}

/// The expected exposure of one member of `members` to all its counterparties, before collateral: each class with its
/// variance per pair and where it is settled.
///
/// A variance that is no number or below nought counts as nought, fewer than two members have no exposure.
#[must_use]
pub fn expected_exposure(members: u32, classes: &[(f64, Place)]) -> f64 {
    let others = f64::from(members.saturating_sub(1));
    let mut places: LiteMap<Place, f64> = LiteMap::new();
    for &(variance, place) in classes {
        let here = places.get(&place).copied().unwrap_or(0.0);
        places.insert(place, here + variance.max(0.0));
    }
    let at = |(place, &variance): (&Place, &f64)| match place {
        Place::Bilateral => others * mean_positive(variance),
        Place::House(_) => mean_positive(others * variance),
    };
    places.iter().map(at).sum()
}

/// `E[max(X, 0)]` of a normal number with mean nought: the root of `v / 2 pi`.
fn mean_positive(variance: f64) -> f64 {
    libm::sqrt(variance / TAU)
}

/// The share of all variance that one house must clear to lower expected exposure: more than `4 (N - 1) / (N N)`. One, which no
/// share is more than, for two members or fewer.
#[must_use]
pub fn share_to_beat(members: u32) -> f64 {
    let n = f64::from(members);
    if members <= 2 { 1.0 } else { 4.0 * (n - 1.0) / (n * n) }
}

/// Whether a house for one of `classes` alike lowers expected exposure: `K < N N / (4 (N - 1))`, in whole numbers.
#[must_use]
pub fn lowers(members: u32, classes: u32) -> bool {
    let (n, k) = (u64::from(members), u64::from(classes));
    n > 1 && k > 0 && u128::from(4 * k) * u128::from(n - 1) < u128::from(n * n)
}

/// The fewest members with which a house for one of `classes` alike lowers expected exposure: 7 for two classes, 39 for ten.
/// Nothing without classes, and beyond what counts members.
#[must_use]
pub fn fewest_members(classes: u32) -> Option<u32> {
    if classes == 0 {
        return None;
    }
    // The condition holds from the larger root of N N - 4 K N + 4 K on, which lies between 2 K and 4 K.
    let (mut low, mut high) = (classes.saturating_mul(2), classes.checked_mul(4)?);
    while low < high {
        let middle = low + (high - low) / 2;
        if lowers(middle, classes) { high = middle } else { low = middle + 1 }
    }
    Some(low)
}
