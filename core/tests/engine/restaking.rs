//! Restaking networks: slack, cascades and the bound of Durvasula and Roughgarden (2024, arXiv 2407.21785), by hand.

use interclear_core::analysis::{RestakingNetwork, SecuredService, restaking_bound};

fn network(stakes: &[f64], services: &[(f64, f64, &[usize])]) -> RestakingNetwork {
    let service =
        |&(profit, threshold, of): &(f64, f64, &[usize])| SecuredService { profit, threshold, operators: of.to_vec() };
    RestakingNetwork { stakes: stakes.to_vec(), services: services.iter().map(service).collect() }
}

fn near(a: Option<f64>, b: f64) {
    assert!(a.is_some_and(|a| (a - b).abs() < 1e-9), "{a:?}, not {b}");
}

#[test]
fn the_abstracts_numbers() {
    // "if attack costs always exceed attack profits by 10%, then a sudden loss of .1% of the overall stake cannot result in
    // the ultimate loss of more than 1.1%".
    near(restaking_bound(0.1, 0.001), 0.011);
    assert_eq!(restaking_bound(0.0, 0.001), None);
}

#[test]
fn a_small_loss_takes_the_rest_with_it_and_the_bound_is_close() {
    // Both operators are needed, 11 in all, for 10.001; without the small one, 10 are enough.
    let n = network(&[1.0, 10.0], &[(10.001, 1.0, &[0, 1])]);
    let gamma = 11.0 / 10.001 - 1.0;
    near(n.slack(), gamma);
    near(n.lost_in_all(&[]), 0.0);
    near(n.lost_in_all(&[0]), 1.0);
    let attack = &n.cascade(&[0]).unwrap()[0];
    assert_eq!((attack.services.clone(), attack.operators.clone(), attack.cost), (vec![0], vec![1], 10.0));
    let bound = restaking_bound(gamma, 1.0 / 11.0).unwrap();
    assert!(bound > 1.0 && bound < 1.002, "{bound}");
    // At 10 even nothing happens: the profit is no more than the cost.
    near(network(&[1.0, 10.0], &[(10.0, 1.0, &[0, 1])]).lost_in_all(&[0]), 1.0 / 11.0);
}

#[test]
fn overlap_is_what_makes_an_attack_worth_it() {
    // Each service alone costs 50 for 40; whoever has half of both gets 80 for 50.
    let apart = network(&[50.0, 50.0, 50.0, 50.0], &[(40.0, 0.5, &[0, 1]), (40.0, 0.5, &[2, 3])]);
    near(apart.slack(), 0.25);
    near(apart.sufficient_slack(), 0.25);
    let shared = network(&[50.0, 50.0], &[(40.0, 0.5, &[0, 1]), (40.0, 0.5, &[0, 1])]);
    near(shared.slack(), -0.375);
    near(shared.sufficient_slack(), -0.375);
    let attacks = shared.cascade(&[]).unwrap();
    assert_eq!(attacks.len(), 1);
    assert_eq!((attacks[0].cost, attacks[0].profit), (50.0, 80.0));
}

/// Whatever is lost first, no more than the bound is lost in all; and what is certain is no more than what is so.
#[test]
fn the_bound_holds_on_many_networks() {
    let mut random = interclear_swarm::Random(11);
    let (mut secure, mut grew) = (0, 0);
    for _ in 0..400 {
        let stakes: Vec<f64> = (0..6).map(|_| random.between(1, 40) as f64).collect();
        let all: f64 = stakes.iter().sum();
        let mut services = Vec::new();
        for _ in 0..random.between(1, 4) {
            let of: Vec<usize> = (0..6).filter(|_| random.chance(60)).collect();
            services.push(SecuredService {
                profit: random.between(1, 30) as f64,
                threshold: random.pick(&[1.0 / 3.0, 0.5, 2.0 / 3.0, 1.0]),
                operators: of,
            });
        }
        let n = RestakingNetwork { stakes: stakes.clone(), services };
        let Some(gamma) = n.slack() else { continue };
        if let Some(certain) = n.sufficient_slack() {
            assert!(certain <= gamma + 1e-9, "{certain} is certain, and {gamma} is so: {n:?}");
        }
        if gamma <= 0.0 {
            continue;
        }
        secure += 1;
        for (first, stake) in stakes.iter().enumerate().take(6) {
            let lost = n.lost_in_all(&[first]).unwrap();
            let psi = stake / all;
            assert!(lost < restaking_bound(gamma, psi).unwrap() + 1e-9, "{n:?}: {lost} of {psi}");
            grew += u32::from(lost > psi);
        }
    }
    assert!(secure > 100 && grew > 10, "{secure} secure, {grew} grew");
}
