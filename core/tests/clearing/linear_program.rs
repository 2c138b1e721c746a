//! Eisenberg & Noe against linear programming: the greatest vector maximises the sum of payments.

use super::support::{Input, Random, Shape, check_promises, random};
use interclear_core::clearing::clear;
use microlp::{ComparisonOp, OptimizationDirection, Problem};

fn by_program(input: &Input) -> Vec<f64> {
    let owed = input.owed();
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let paid: Vec<_> = owed.iter().map(|&p| problem.add_var(1.0, (0.0, p as f64))).collect();
    for i in 0..input.n() {
        let mut row = vec![0.0; input.n()];
        row[i] = 1.0;
        for claim in input.claims.iter().filter(|c| c.creditor as usize == i) {
            let debtor = claim.debtor as usize;
            row[debtor] -= claim.amount as f64 / owed[debtor] as f64;
        }
        let terms: Vec<_> = paid.iter().copied().zip(row).filter(|(_, w)| *w != 0.0).collect();
        problem.add_constraint(&terms[..], ComparisonOp::Le, input.cash[i] as f64);
    }
    let solution = problem.solve().unwrap();
    paid.iter().map(|&v| solution[v]).collect()
}

#[test]
fn greatest_vector_is_the_linear_programme() {
    let mut rng = Random(1);
    let mut defaults = 0;
    for round in 0..4_000 {
        let n = 2 + rng.below(18) as usize;
        let claims = n + rng.below(3 * n as u64) as usize;
        let shape =
            Shape { n, claims, classes: 1, amount_max: 1000, cash_max: [50, 500, 2000][round % 3], tenths_min: 10 };
        let input = random(&mut rng, shape);
        let clearing = clear(&input.net());
        check_promises(&input, &clearing);
        defaults += clearing.default_round.iter().filter(|&&r| r > 0).count();
        for (i, (have, want)) in clearing.node_paid.iter().zip(by_program(&input)).enumerate() {
            assert!((have - want).abs() < 1e-6, "network {round}, node {i}: {have} for {want}");
        }
    }
    assert!(defaults > 4_000, "only {defaults} defaults: too easy");
}
