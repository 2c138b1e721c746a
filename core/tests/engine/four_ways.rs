//! The same positions settled four ways, computed by hand.

use super::case::Case;
use interclear_core::analysis::{Settled, parties_and_contracts, settled, settled_ways};
use interclear_core::clearing::duffie_zhu::{Place, expected_exposure};
use interclear_core::scenario::Novation;
use serde_json::{Value, json};

/// One standard deviation of a day at 50 per cent a year, of ten contracts on a token at 100: `1000 x 0.5 / root(365)`.
const DEVIATION: f64 = 26.171_196_129_510_84;
/// `1 / root(2 pi)`: the mean of the positive part of a normal number of variance one.
const MEAN: f64 = 0.398_942_280_401_432_7;

/// `a`, `b` and `c` with cash, two houses and a token.
fn three() -> Case {
    let mut case = Case::new(3).token("token", 100.0, Value::Null).token("coin", 100.0, Value::Null);
    for who in ["a", "b", "c"] {
        case = case.has(who, json!({ "cash": 500 }));
    }
    for house in ["h1", "h2"] {
        case = case
            .has(house, json!({ "cash": 50 }))
            .runs(house, json!({ "type": "margin", "confidence": 0.977_249_868_051_821, "period": 1 }))
            .runs(
                house,
                json!({ "type": "default_fund", "skin_in_the_game": 20, "contributions": { "a": 30, "b": 30 } }),
            );
    }
    case.contract("f", "token", json!({ "type": "future" }), 0.5)
        .contract("g", "coin", json!({ "type": "future" }), 0.5)
        .rule("house", "h1")
}

/// Each is long of the next and short of the one before, of one contract.
fn ring() -> Case {
    three().position("p", "f", "a", "b", 10).position("q", "f", "b", "c", 10).position("r", "f", "c", "a", 10)
}

#[track_caller]
fn ways(case: &Case) -> [Settled; 4] {
    let all = settled_ways(&case.scenario());
    assert_eq!(all.iter().map(|w| w.how).collect::<Vec<_>>(), Novation::ALL);
    let found: Vec<Settled> = all.into_iter().map(|w| w.outcome.unwrap()).collect();
    found.try_into().unwrap()
}

#[track_caller]
fn near(got: f64, wanted: f64) {
    assert!((got - wanted).abs() < 1e-9 * (1.0 + wanted.abs()), "{got} is not {wanted}");
}

#[test]
fn a_ring_nets_to_nothing_at_one_house_and_not_between_pairs() {
    let found = ways(&ring());
    for (way, exposure) in found.iter().zip([6.0, 6.0, 0.0, 0.0]) {
        near(way.gross, 6.0 * DEVIATION * MEAN);
        near(way.exposure, exposure * DEVIATION * MEAN);
        near(way.netted, if exposure > 0.0 { 0.0 } else { 1.0 });
        near(way.margin, 0.0);
    }
}

#[test]
fn a_house_for_each_contract_nets_less_than_one_for_both() {
    // `a` is long of one and short of another with `b`: two deviations side by side, or the root of two together.
    let mut case = three().position("p", "f", "a", "b", 10).position("q", "g", "b", "a", 10);
    case.0["contracts"][1]["house"] = json!("h2");
    let found = ways(&case);
    let root = 2.0_f64.sqrt();
    for (way, exposure) in found.iter().zip([4.0, 2.0 * root, 2.0 * root, 4.0]) {
        near(way.gross, 4.0 * DEVIATION * MEAN);
        near(way.exposure, exposure * DEVIATION * MEAN);
        near(way.netted, 1.0 - exposure / 4.0);
    }
    // Two deviations of each price, added without offset: 52.30 each way as between positions and a house.
    near(found[2].margin, 4.0 * 52.30);
    near(found[3].margin, 4.0 * 52.30);
}

#[test]
fn between_pairs_it_is_the_formula_of_duffie_and_zhu() {
    let mut case = three();
    for (contract, pairs) in [("f", ["ab", "bc", "ca"]), ("g", ["ba", "bc", "ac"])] {
        for pair in pairs {
            let (long, short) = pair.split_at(1);
            case = case.position(&format!("{contract}-{pair}"), contract, long, short, 10);
        }
    }
    assert_eq!(parties_and_contracts(&case.scenario()), (3, 2));
    let each = (DEVIATION * DEVIATION, Place::Bilateral);
    near(ways(&case)[1].exposure, 3.0 * expected_exposure(3, &[each, each]));
    let apart = expected_exposure(3, &[each]) * 2.0;
    near(ways(&case)[0].exposure, 3.0 * apart);
}

#[test]
fn what_must_be_paid_is_less_where_more_is_netted() {
    // A fall by a fifth is 200 on each position of ten.
    let found = ways(&ring().shock(1, "token", -0.2));
    let due = |w: &Settled| (w.variation_most, w.variation);
    assert_eq!(found.each_ref().map(due), [(600.0, 600.0), (600.0, 600.0), (0.0, 0.0), (0.0, 0.0)]);
    // Gross, a pair pays both ways; netted, nothing. A house nets what is left between the three.
    let both = three().position("p", "f", "a", "b", 10).position("q", "f", "b", "a", 4).position("r", "f", "b", "c", 6);
    let found = ways(&both.shock(1, "token", -0.2));
    for (way, wanted) in found.iter().zip([400.0, 240.0, 120.0, 120.0]) {
        near(way.variation, wanted);
    }
}

#[test]
fn who_fails_depends_on_it() {
    // `c` has 500 and loses to `a` what `a` loses to `b`. Between pairs `a` has 1,000 to pay it with.
    let case = three().position("p", "f", "a", "b", 10).position("q", "f", "c", "a", 10);
    // Of 600 a house has to bear 100: its 20, 30 of each contribution and 20 of what else it has.
    assert_eq!(ways(&case.clone().shock(1, "token", -0.6)).map(|w| w.failed), [1, 1, 1, 1]);
    // Of 700 it has to bear 200, and has 110.
    let found = ways(&case.shock(1, "token", -0.7));
    assert_eq!(found.map(|w| w.failed), [1, 1, 2, 2]);
    found.iter().for_each(|w| near(w.burnt, 0.0));
}

#[test]
fn what_cannot_be_had_is_said() {
    let mut case = Case::new(2)
        .token("token", 100.0, Value::Null)
        .has("a", json!({ "cash": 500 }))
        .has("b", json!({ "cash": 500 }))
        .contract("f", "token", json!({ "type": "future" }), 0.5)
        .position("p", "f", "a", "b", 10);
    let all = settled_ways(&case.scenario());
    let possible: Vec<bool> = all.iter().map(|w| w.outcome.is_ok()).collect();
    assert_eq!(possible, [true, true, false, false]);
    assert!(all[2].outcome.as_ref().unwrap_err().contains("no clearing house"), "{all:?}");
    case.0["positions"] = json!([]);
    assert_eq!(settled(&case.scenario(), Novation::BilateralNet), Ok(Settled::default()));
    assert_eq!(parties_and_contracts(&case.scenario()), (0, 0));
}

#[test]
fn an_option_counts_by_its_slope() {
    // At the money a call gains about half of what its underlying does in a small move.
    let call = json!({ "type": "option", "strike": 100, "expires": 3 });
    let case = three().contract("o", "coin", call, 0.5).position("p", "o", "a", "b", 10);
    let found = settled(&case.scenario(), Novation::BilateralNet).unwrap();
    let whole = 2.0 * DEVIATION * MEAN;
    assert!(found.exposure > 0.4 * whole && found.exposure < 0.6 * whole, "{found:?}");
}
