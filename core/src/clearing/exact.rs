//! Exact answers by p-adic lifting (Dixon 1982): ties, and blocks that floats cannot certify.
//!
//! The block is scaled to integers and solved modulo a prime once; each further digit of the
//! solution costs one substitution. A sum that is zero in more digits than its numerator can have
//! is zero; any other is recovered as a fraction.

use super::eliminate::{Factor, Field, eliminate};
use super::fixed::ONE;
use super::system::System;
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// The largest primes below 2^31.
const PRIMES: [u64; 8] = [
    2_147_483_647,
    2_147_483_629,
    2_147_483_587,
    2_147_483_579,
    2_147_483_563,
    2_147_483_549,
    2_147_483_543,
    2_147_483_497,
];

/// Bits that one digit surely has.
const DIGIT_BITS: u64 = 30;

/// Integers modulo a prime below 2^31.
struct Prime(u64);

impl Field for Prime {
    type Item = u64;
    fn add(&self, a: u64, b: u64) -> u64 {
        (a + b) % self.0
    }
    fn mul(&self, a: u64, b: u64) -> u64 {
        a * b % self.0
    }
    fn recip(&self, a: u64) -> Option<u64> {
        if a == 0 {
            return None;
        }
        let (mut base, mut exponent, mut power) = (a, self.0 - 2, 1);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = self.mul(power, base);
            }
            base = self.mul(base, base);
            exponent >>= 1;
        }
        Some(power)
    }
}

impl Prime {
    fn of(&self, value: i128) -> u64 {
        value.rem_euclid(i128::from(self.0)) as u64
    }
}

/// The solution of a block, digit by digit.
struct Lifting<'a> {
    system: &'a System,
    prime: Prime,
    factor: Factor<u64>,
    /// What remains of the right-hand side.
    rest: Vec<i128>,
    digits: Vec<u64>,
}

impl<'a> Lifting<'a> {
    fn new(system: &'a System) -> Option<Lifting<'a>> {
        PRIMES.iter().find_map(|&p| {
            let prime = Prime(p);
            let columns = system.columns(
                &prime,
                0,
                |u, amount| prime.of(u.weight() * i128::from(amount)),
                |u, amount| prime.of(-u.weight() * i128::from(amount)),
                |u, _| prime.of(u.scale() * i128::from(u.total)),
            );
            let factor = eliminate(&prime, columns)?;
            Some(Lifting {
                system,
                factor,
                prime,
                rest: system.unknowns.iter().map(|u| u.right()).collect(),
                digits: vec![0; system.len()],
            })
        })
    }

    /// The next digit of every unknown, in `self.digits`.
    fn advance(&mut self) {
        for (digit, &rest) in self.digits.iter_mut().zip(&self.rest) {
            *digit = self.prime.of(rest);
        }
        self.factor.solve(&self.prime, &mut self.digits);
        for (i, u) in self.system.unknowns.iter().enumerate() {
            let received: i128 = self
                .system
                .terms(i)
                .iter()
                .map(|&(j, amount)| i128::from(amount) * i128::from(self.digits[j as usize]))
                .sum();
            let own = u.scale() * i128::from(u.total) * i128::from(self.digits[i]);
            self.rest[i] = (self.rest[i] - own + u.weight() * received) / i128::from(self.prime.0);
        }
    }
}

/// Bits that hold the determinant: for such a block at most the product of its diagonal.
fn determinant_bits(system: &System) -> u64 {
    let bits = |x: i128| u64::from(128 - x.leading_zeros());
    system.unknowns.iter().map(|u| bits(u.scale() * i128::from(u.total))).sum()
}

/// The sign of `constant + sum(amount * y_j)`; `None` only if the block has no solution.
pub(super) fn sign(system: &System, constant: i128, terms: &[(u32, i64)]) -> Option<Ordering> {
    let mut lifting = Lifting::new(system)?;
    let p = i128::from(lifting.prime.0);
    let below = determinant_bits(system);
    let above = below + 64;
    let tie = above / DIGIT_BITS + 1;
    let all = (above + below) / DIGIT_BITS + 2;
    let mut rest = constant;
    let mut digits = Vec::new();
    for step in 0..all {
        lifting.advance();
        let digit = |&(j, amount): &(u32, i64)| i128::from(amount) * i128::from(lifting.digits[j as usize]);
        rest += terms.iter().map(digit).sum::<i128>();
        digits.push(rest.rem_euclid(p) as u64);
        rest = rest.div_euclid(p);
        if step >= tie && digits.iter().all(|&d| d == 0) {
            return Some(Ordering::Equal);
        }
    }
    let (above, _) = fraction(&digits, p, above);
    Some(above.cmp(&BigInt::zero()))
}

/// All fractions of 2^64, rounded down; `None` only if the block has no solution.
pub(super) fn values(system: &System) -> Option<Vec<i128>> {
    let mut lifting = Lifting::new(system)?;
    let bits = determinant_bits(system) + 1;
    let mut digits = vec![Vec::new(); system.len()];
    for _ in 0..2 * bits / DIGIT_BITS + 2 {
        lifting.advance();
        for (all, &digit) in digits.iter_mut().zip(&lifting.digits) {
            all.push(digit);
        }
    }
    let p = i128::from(lifting.prime.0);
    let value = |digits: &Vec<u64>| {
        let (above, below) = fraction(digits, p, bits);
        (above << 64u32).div_floor(&below).to_i128().map_or(0, |v| v.clamp(0, ONE))
    };
    Some(digits.iter().map(value).collect())
}

/// The fraction with these digits whose numerator has at most `bits` bits (Wang 1981).
fn fraction(digits: &[u64], p: i128, bits: u64) -> (BigInt, BigInt) {
    let p = BigInt::from(p);
    let mut number = BigInt::zero();
    for &digit in digits.iter().rev() {
        number = number * &p + digit;
    }
    let modulus = digits.iter().fold(BigInt::one(), |m, _| m * &p);
    let (mut r, mut t) = ((modulus, number), (BigInt::zero(), BigInt::one()));
    while r.1.bits() > bits {
        let (quotient, rest) = r.0.div_rem(&r.1);
        let next = &t.0 - &quotient * &t.1;
        r = (r.1, rest);
        t = (t.1, next);
    }
    if t.1.sign() == Sign::Minus { (-r.1, t.1.abs()) } else { (r.1, t.1) }
}
