//! Fixed point: fractions of 2^64 in 128-bit integers, and shares in whole billionths.

/// One, as a fraction paid; also one quantum, as an amount.
pub(super) const ONE: i128 = 1 << 64;

/// One, as a recovery share: shares are whole billionths.
pub(super) const BILLION: u32 = 1_000_000_000;

/// `share / 10^9` of a non-negative `amount`, rounded down; exact if the share is one.
pub(super) fn share_of(share: u32, amount: i128) -> i128 {
    if share == BILLION {
        return amount;
    }
    let (unit, share) = (i128::from(BILLION), i128::from(share));
    (amount / unit) * share + (amount % unit) * share / unit
}

/// Quanta as an amount in units of 2^-64 quanta.
pub(super) fn whole(quanta: i64) -> i128 {
    i128::from(quanta) << 64
}

/// 2^64 as a float.
pub(super) const ONE_F64: f64 = 18_446_744_073_709_551_616.0;
