//! The model as wasm in Chromium: the same bytes as everywhere else. `cargo xtask test wasm` runs this.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests, which clippy cannot tell by their attribute")]

use interclear_core::clearing::{Claim, Network, Recovery, clear};
use interclear_core::{Scenario, Trace, check, parse, run};
use interclear_web::job::{Job, Order, Reply};
use serde_json::Value;
use std::collections::BTreeMap;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What the native tests of the core have found, by scenario.
const DIGESTS: &str = include_str!("../../tests/digests.json");

const DRAWN: &str = include_str!("../../tests/digests-drawn.json");

const SHIPPED: [(&str, &str); 25] = [
    ("euler-2023", include_str!("../../static/scenarios/euler-2023.json")),
    ("hanmag-2013", include_str!("../../static/scenarios/hanmag-2013.json")),
    ("hidden-link", include_str!("../../static/scenarios/hidden-link.json")),
    ("kelp-2026", include_str!("../../static/scenarios/kelp-2026.json")),
    ("lehman-lch-2008", include_str!("../../static/scenarios/lehman-lch-2008.json")),
    ("maker-2020", include_str!("../../static/scenarios/maker-2020.json")),
    ("more-collateral", include_str!("../../static/scenarios/more-collateral.json")),
    ("nasdaq-2018", include_str!("../../static/scenarios/nasdaq-2018.json")),
    ("netting-agreement", include_str!("../../static/scenarios/netting-agreement.json")),
    ("nickel-2022", include_str!("../../static/scenarios/nickel-2022.json")),
    ("october-2025", include_str!("../../static/scenarios/october-2025.json")),
    ("on-chain-or-batch", include_str!("../../static/scenarios/on-chain-or-batch.json")),
    ("one-chain", include_str!("../../static/scenarios/one-chain.json")),
    ("openness", include_str!("../../static/scenarios/openness.json")),
    ("overlap", include_str!("../../static/scenarios/overlap.json")),
    ("resolv-2026", include_str!("../../static/scenarios/resolv-2026.json")),
    ("restaked", include_str!("../../static/scenarios/restaked.json")),
    ("robust-yet-fragile", include_str!("../../static/scenarios/robust-yet-fragile.json")),
    ("spiral", include_str!("../../static/scenarios/spiral.json")),
    ("steth-2022", include_str!("../../static/scenarios/steth-2022.json")),
    ("terra-2022", include_str!("../../static/scenarios/terra-2022.json")),
    ("four-ways", include_str!("../../static/scenarios/four-ways.json")),
    ("two-houses", include_str!("../../static/scenarios/two-houses.json")),
    ("usdc-dai-2023", include_str!("../../static/scenarios/usdc-dai-2023.json")),
    ("wrapped-thrice", include_str!("../../static/scenarios/wrapped-thrice.json")),
];

fn scenario(text: &str) -> Scenario {
    parse(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn trace(scenario: &Scenario) -> Trace {
    let (world, problems) = check(scenario);
    run(&world.unwrap_or_else(|| panic!("{}: {problems:?}", scenario.id)))
}

fn per_tick(trace: &Trace) -> Vec<String> {
    trace.frames.iter().map(|frame| frame.digest.to_string()).collect()
}

#[wasm_bindgen_test]
fn digests_in_the_browser_are_those_of_other_machines() {
    let golden: BTreeMap<String, String> = serde_json::from_str(DIGESTS).unwrap();
    let here = SHIPPED.map(|(id, text)| (id.to_owned(), trace(&scenario(text)).digest().to_string()));
    assert_eq!(BTreeMap::from(here), golden);
}

/// The same 200 drawn scenarios as in the native tests: drawn here, written as text, and through the scripts' door.
#[wasm_bindgen_test]
async fn drawn_scenarios_give_the_digests_of_other_machines() {
    let golden: BTreeMap<u64, String> = serde_json::from_str(DRAWN).unwrap();
    assert_eq!(golden.len() as u64, interclear_swarm::COMPARED);
    for (seed, wanted) in golden {
        let drawn = interclear_swarm::scenario(seed);
        assert_eq!(trace(&drawn).digest().to_string(), wanted, "seed {seed}");
        let text = interclear_core::to_json(&drawn).unwrap();
        let got = interclear_web::api::digest(text).await.unwrap_or_else(|_| panic!("seed {seed} is refused"));
        assert_eq!(got, wanted, "seed {seed}, from text");
    }
}

#[wasm_bindgen_test]
fn a_run_is_the_same_after_its_way_from_the_worker() {
    for (id, text) in SHIPPED {
        let sent = trace(&scenario(text));
        let bytes = postcard::to_allocvec(&sent).unwrap();
        let got: Trace = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(per_tick(&got), per_tick(&sent), "{id}");
        assert_eq!(got, sent, "{id}");
        assert_eq!(postcard::to_allocvec(&got).unwrap(), bytes, "{id}");
    }
}

#[wasm_bindgen_test]
fn a_job_gives_the_run_and_then_the_slider() {
    let (_, text) = SHIPPED.into_iter().find(|(id, _)| *id == "more-collateral").unwrap();
    let mut job = Job::new(Order { generation: 7, json: text.to_owned(), run: true, profile: true });
    let mut replies = Vec::new();
    while !job.is_done() {
        replies.extend(job.step());
    }
    let [Reply::Ran { generation: 7, trace: ran }, Reply::Profiled { generation: 7, target, failed }] = &replies[..]
    else {
        panic!("{} replies", replies.len());
    };
    assert_eq!(**ran, trace(&scenario(text)));
    assert_eq!(target, "collateral/heron-pike/reuse_cap");
    // None fails up to 69 %, four of six above.
    let expected: Vec<Option<u32>> = (0..=100).map(|stop| Some(if stop <= 69 { 0 } else { 4 })).collect();
    assert_eq!(*failed, expected);
}

const VECTORS: [&str; 4] = [
    include_str!("../../tests/vectors/en_dense_n30.json"),
    include_str!("../../tests/vectors/en_ring_n7.json"),
    include_str!("../../tests/vectors/en_scalefree_n60.json"),
    include_str!("../../tests/vectors/rv_dense_n20_a1.0_b0.5.json"),
];

/// Millionths of a unit.
const QUANTA: f64 = 1e6;

#[wasm_bindgen_test]
fn reference_networks_clear_alike() {
    for text in VECTORS {
        let file: Value = serde_json::from_str(text).unwrap();
        let name = &file["name"];
        let net = network(&file);
        let clearing = clear(&net);
        let payments = file["outputs"]["payments"].as_array().unwrap();
        for (i, (want, have)) in payments.iter().zip(&clearing.node_paid).enumerate() {
            let (want, have) = (want.as_f64().unwrap(), have / QUANTA);
            assert!((want - have).abs() <= 1e-4 * want.max(1.0), "{name}, node {i}: {have} for {want}");
        }
        let failed = (0..payments.len()).filter(|&i| clearing.default_round[i] > 0);
        let failed: Vec<Value> = failed.map(Value::from).collect();
        assert_eq!(Value::from(failed), file["outputs"]["defaulted"], "{name}");
    }
}

/// The network of a reference file; the last node is everybody outside.
fn network(file: &Value) -> Network {
    let quanta = |v: &Value| (v.as_f64().unwrap() * QUANTA).round() as i64;
    let list = |name: &str| file["inputs"][name].as_array().unwrap();
    let index = |v: &Value| u32::try_from(v.as_u64().unwrap()).unwrap();
    let mut cash: Vec<i64> = list("external_assets").iter().map(quanta).collect();
    let outside = u32::try_from(cash.len()).unwrap();
    cash.push(0);
    let claim = |debtor, creditor, amount| Claim { debtor, creditor, amount, class: 0 };
    let inside = list("liabilities").iter().map(|l| claim(index(&l[0]), index(&l[1]), quanta(&l[2])));
    let owed_outside = (0..).zip(list("external_liabilities")).map(|(i, l)| claim(i, outside, quanta(l)));
    let part = |name: &str| file["parameters"][name].as_f64().unwrap_or(1.0);
    let recovery = Recovery { assets: part("alpha"), interbank: part("beta") };
    let recovery = vec![recovery; cash.len()];
    Network::new(cash, inside.chain(owed_outside).collect(), recovery).unwrap()
}
