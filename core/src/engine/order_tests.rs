//! How much a result hangs on the order of the phases: each pair of neighbours is exchanged, and the run made again.
//!
//! The order of a tick is a choice of the model. What it decides is counted here, so that a change of it is seen.

use super::{Engine, PHASES};
use crate::{check, parse};

const CASES: [(&str, &str); 6] = [
    ("one-chain", include_str!("../../../static/scenarios/one-chain.json")),
    ("more-collateral", include_str!("../../../static/scenarios/more-collateral.json")),
    ("two-houses", include_str!("../../../static/scenarios/two-houses.json")),
    ("spiral", include_str!("../../../static/scenarios/spiral.json")),
    ("maker-2020", include_str!("../../../static/scenarios/maker-2020.json")),
    ("usdc-dai-2023", include_str!("../../../static/scenarios/usdc-dai-2023.json")),
];

/// Exchanges that change something: what came out before, and after.
const HANGS: [&str; 6] = [
    "one-chain, Runs after Raise: 5 fail, loss 105.32; 5 fail, loss 121.29",
    "one-chain, Raise after Market: 5 fail, loss 105.32; 5 fail, loss 121.29",
    "one-chain, Market after Clear: 5 fail, loss 105.32; journal_in_order",
    "one-chain, Clear after Resolve: 5 fail, loss 105.32; journal_in_order",
    "two-houses, Clear after Resolve: 6 fail, loss 126.00; 6 fail, loss 126.04",
    "spiral, Mark after Margin: 0 fail, loss 80.12; journal_in_order",
];

/// How many fail and what is lost with the phases in an order, or the invariant that stops it.
fn outcome(text: &str, phases: &[(crate::journal::Phase, super::Work)]) -> String {
    let world = check(&parse(text).unwrap()).0.unwrap();
    let mut engine = Engine::new(&world);
    while !engine.done() {
        engine.run_through(phases);
    }
    let trace = engine.finish();
    let loss = crate::analysis::measure(&trace, "loss").unwrap();
    let fine = format!("{} fail, loss {loss:.2}", trace.failures().len());
    trace.stopped.map_or(fine, |s| s.name)
}

#[test]
fn what_hangs_on_the_order_of_a_tick() {
    let mut said = Vec::new();
    for (name, text) in CASES {
        let usual = outcome(text, &PHASES);
        // Rules and events come first, the record last.
        for at in 2..PHASES.len() - 2 {
            let mut phases = PHASES;
            phases.swap(at, at + 1);
            let other = outcome(text, &phases);
            if other != usual {
                said.push(format!("{name}, {:?} after {:?}: {usual}; {other}", PHASES[at].0, PHASES[at + 1].0));
            }
        }
    }
    assert_eq!(said, HANGS);
}
