//! Small networks against enumeration in exact fractions: every way of being solvent or of
//! running out in a class is tried, and the consistent ones are all the clearing vectors.

use super::support::{Input, Random, Shape, check_promises, random};
use interclear_core::clearing::{Clearing, clear, clear_least};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

fn fraction(value: i64) -> BigRational {
    BigInt::from(value).into()
}

fn share(value: f64) -> BigRational {
    BigRational::new(((value * 1e9).round() as i64).into(), 1_000_000_000.into())
}

/// One clearing vector: what each node pays of each claim, and who defaults.
struct Vector {
    paid: Vec<BigRational>,
    failed: Vec<bool>,
}

/// The oracle's network: classes per node, sorted.
struct Oracle<'a> {
    input: &'a Input,
    owed: Vec<i64>,
    classes: Vec<Vec<u8>>,
}

impl<'a> Oracle<'a> {
    fn new(input: &'a Input) -> Oracle<'a> {
        let mut classes = vec![Vec::new(); input.n()];
        for claim in &input.claims {
            classes[claim.debtor as usize].push(claim.class);
        }
        for list in &mut classes {
            list.sort_unstable();
            list.dedup();
        }
        let owed = input.owed();
        Oracle { input, owed, classes }
    }

    fn owed_in(&self, node: usize, of: impl Fn(u8) -> bool) -> i64 {
        let claims = self.input.claims.iter();
        let own = claims.filter(|c| c.debtor as usize == node && of(c.class));
        own.map(|c| c.amount).sum()
    }

    /// All clearing vectors that need no free choice, and with choices the one of least payments.
    fn vectors(&self) -> Vec<Vector> {
        let counts: Vec<usize> = self.classes.iter().map(|c| c.len() + 1).collect();
        let all: usize = counts.iter().product();
        let mut found = Vec::new();
        for code in 0..all {
            let mut rest = code;
            let digit = |&count: &usize| {
                let digit = rest % count;
                rest /= count;
                digit
            };
            // The class in which each node runs out; one past the last: solvent.
            let runs_out: Vec<usize> = counts.iter().map(digit).collect();
            found.extend(self.solve(&runs_out));
        }
        found
    }

    fn solve(&self, runs_out: &[usize]) -> Option<Vector> {
        let n = self.input.n();
        let failed: Vec<bool> = (0..n).map(|i| runs_out[i] < self.classes[i].len()).collect();
        let class = |i: usize| self.classes[i][runs_out[i]];
        let mut matrix = vec![vec![BigRational::zero(); n + 1]; n];
        for i in 0..n {
            matrix[i][i] = fraction(1);
            if !failed[i] {
                continue;
            }
            let r = self.input.recovery[i];
            let senior = self.owed_in(i, |c| c < class(i));
            matrix[i][n] = share(r.assets) * fraction(self.input.cash[i]) - fraction(senior);
            for claim in self.input.claims.iter().filter(|c| c.creditor as usize == i) {
                let j = claim.debtor as usize;
                let amount = share(r.interbank) * fraction(claim.amount);
                if !failed[j] || claim.class < class(j) {
                    matrix[i][n] += amount;
                } else if claim.class == class(j) {
                    matrix[i][j] -= amount / fraction(self.owed_in(j, |c| c == class(j)));
                }
            }
        }
        let x = gauss(matrix)?;
        let within = |i: usize| {
            let owed = self.owed_in(i, |c| c == class(i));
            !x[i].is_negative() && x[i] <= fraction(owed)
        };
        if (0..n).any(|i| failed[i] && !within(i)) {
            return None;
        }
        let pays = |claim: &interclear_core::clearing::Claim| {
            let j = claim.debtor as usize;
            if !failed[j] || claim.class < class(j) {
                fraction(claim.amount)
            } else if claim.class == class(j) {
                &x[j] * fraction(claim.amount) / fraction(self.owed_in(j, |c| c == class(j)))
            } else {
                BigRational::zero()
            }
        };
        let paid: Vec<BigRational> = self.input.claims.iter().map(pays).collect();
        let consistent = |i: usize| {
            let mut has = fraction(self.input.cash[i]);
            for (claim, paid) in self.input.claims.iter().zip(&paid) {
                if claim.creditor as usize == i {
                    has += paid;
                }
            }
            (has < fraction(self.owed[i])) == failed[i]
        };
        (0..n).all(consistent).then_some(Vector { paid, failed })
    }
}

/// Gauss and Jordan; a free unknown is 0; `None` without a solution.
fn gauss(mut m: Vec<Vec<BigRational>>) -> Option<Vec<BigRational>> {
    let n = m.len();
    let mut row_of = vec![None; n];
    let mut row = 0;
    for column in 0..n {
        let Some(pivot) = (row..n).find(|&r| !m[r][column].is_zero()) else {
            continue;
        };
        m.swap(row, pivot);
        let head = m[row].clone();
        for (r, line) in m.iter_mut().enumerate() {
            let factor = &line[column] / &head[column];
            if r != row && !factor.is_zero() {
                for (value, head) in line.iter_mut().zip(&head) {
                    if !head.is_zero() {
                        *value -= &factor * head;
                    }
                }
            }
        }
        row_of[column] = Some(row);
        row += 1;
    }
    if m[row..].iter().any(|line| !line[n].is_zero()) {
        return None;
    }
    let value = |c: usize| row_of[c].map_or(BigRational::zero(), |r: usize| &m[r][n] / &m[r][c]);
    Some((0..n).map(value).collect())
}

#[track_caller]
fn same(input: &Input, clearing: &Clearing, want: &Vector, label: &str) {
    check_promises(input, clearing);
    let failed: Vec<bool> = clearing.default_round.iter().map(|&r| r > 0).collect();
    assert_eq!(failed, want.failed, "{label}: who defaults in {input:?}");
    // A payment less than the certified error below a quantum counts as that quantum.
    let small = input.amounts().iter().all(|&a| a < 1 << 30);
    let error = if small { share(1e-9) } else { share(0.25) };
    let floor = |p: BigRational| p.floor().to_integer().to_i64().unwrap();
    for (have, want) in clearing.claim_paid.iter().zip(&want.paid) {
        let (low, high) = (floor(want.clone()), floor(want + &error));
        assert!((low..=high).contains(have), "{label}: {have} for {low} in {input:?}");
    }
}

/// Compares greatest, least and uniqueness; returns whether there were several.
#[track_caller]
fn check(input: &Input) -> bool {
    let oracle = Oracle::new(input);
    let vectors = oracle.vectors();
    let sum = |v: &Vector| v.paid.iter().sum::<BigRational>();
    let greatest = vectors.iter().max_by_key(|v| sum(v)).expect("a clearing vector exists");
    let least = vectors.iter().min_by_key(|v| sum(v)).unwrap();
    for v in &vectors {
        assert!(v.paid.iter().zip(&greatest.paid).all(|(a, b)| a <= b), "a lattice has a top");
        assert!(v.paid.iter().zip(&least.paid).all(|(a, b)| a >= b), "a lattice has a bottom");
    }
    let net = input.net();
    let top = clear(&net);
    same(input, &top, greatest, "greatest");
    let several = sum(greatest) != sum(least);
    assert_eq!(top.unique, !several, "unique: {input:?}");
    let bottom = clear_least(&net);
    same(input, &bottom, least, "least");
    assert_eq!(top.least.is_some(), several);
    several
}

/// Checks `count` random networks; at least `several_min` must have several vectors.
fn check_many(seed: u64, count: usize, several_min: usize, shape: impl Fn(&mut Random) -> Shape) {
    let mut rng = Random(seed);
    let mut several = 0;
    for _ in 0..count {
        let shape = shape(&mut rng);
        several += usize::from(check(&random(&mut rng, shape)));
    }
    assert!(several >= several_min, "only {several} of {count} had several vectors");
}

#[test]
fn costs_on_small_networks_with_ties() {
    check_many(11, 3_000, 300, |rng| Shape {
        n: 2 + rng.below(4) as usize,
        claims: 3 + rng.below(8) as usize,
        classes: 1,
        amount_max: 6,
        cash_max: 8,
        tenths_min: 0,
    });
}

#[test]
fn no_costs_on_small_networks_with_ties() {
    check_many(12, 2_000, 50, |rng| Shape {
        n: 2 + rng.below(4) as usize,
        claims: 2 + rng.below(8) as usize,
        classes: 1,
        amount_max: 4,
        cash_max: 2,
        tenths_min: 10,
    });
}

#[test]
fn classes_with_and_without_costs() {
    for (seed, tenths_min) in [(13, 10), (14, 5)] {
        check_many(seed, 1_500, 20, |rng| Shape {
            n: 2 + rng.below(3) as usize,
            claims: 3 + rng.below(6) as usize,
            classes: 1 + rng.below(3),
            amount_max: 6,
            cash_max: 5,
            tenths_min,
        });
    }
}

#[test]
fn ten_nodes_with_costs() {
    check_many(15, 12, 1, |rng| Shape {
        n: 9 + rng.below(2) as usize,
        claims: 20,
        classes: 1,
        amount_max: 30,
        cash_max: 40,
        tenths_min: 4,
    });
}

#[test]
fn amounts_up_to_two_to_the_52() {
    for (seed, tenths_min) in [(16, 10), (17, 5)] {
        check_many(seed, 300, 0, |rng| Shape {
            n: 2 + rng.below(3) as usize,
            claims: 4 + rng.below(6) as usize,
            classes: 1,
            amount_max: 1 << 52,
            cash_max: 1 << 52,
            tenths_min,
        });
    }
}

/// Rings of huge debts that leak single quanta: what floats alone cannot solve.
#[test]
fn near_closed_rings_at_full_scale() {
    let mut rng = Random(18);
    for _ in 0..400 {
        let n = 2 + rng.below(3) as u32;
        let mut claims = Vec::new();
        let mut cash = vec![0; n as usize + 1];
        for i in 0..n {
            let big = 1 << (20 + rng.below(33));
            claims.push((i, (i + 1) % n, big, 0));
            cash[i as usize] = rng.below(3) as i64;
            if rng.below(3) > 0 {
                claims.push((i, n, 1 + rng.below(4) as i64, 0));
            }
        }
        check(&Input::new(&cash, &claims, 1.0, 1.0));
    }
}

/// A chain of defaulters feeds a node almost exactly what it owes: a hair more, or a hair less.
#[test]
fn hairs_at_full_scale_are_split() {
    let mut rng = Random(19);
    for _ in 0..600 {
        let mut big = || (1 << 55) + rng.below(1 << 55) as i64;
        let (a, b, c, d) = (big(), big(), big(), big());
        let cash = a / 3;
        let reached = fraction(cash) * fraction(a) / fraction(a + b) * fraction(c) / fraction(c + d);
        let owed = reached.round().to_integer().to_i64().unwrap();
        let claims = [(0, 1, a, 0), (0, 3, b, 0), (1, 2, c, 0), (1, 3, d, 0), (2, 3, owed, 0)];
        let mut input = Input::new(&[cash, 0, 0, 0], &claims, 1.0, 1.0);
        input.recovery[2].interbank = 0.5;
        check(&input);
    }
}
