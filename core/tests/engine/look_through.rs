//! Look-through: exposures through chains and rings of claims, liens and collateral counted; computed by hand.

use super::case::Case;
use interclear_core::analysis::look_through;
use interclear_core::check;
use interclear_core::engine::LookThrough;
use interclear_core::units::ParticipantIx;
use serde_json::{Value, json};

fn look(case: &Case, tick: u32) -> (LookThrough, Vec<String>) {
    let s = case.scenario();
    case.run();
    let mut ids: Vec<String> = s.participants.iter().map(|p| p.id.clone()).collect();
    ids.sort();
    (look_through(&check(&s).0.unwrap(), tick), ids)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6 * (1.0 + b.abs())
}

#[track_caller]
fn exposed(l: &(LookThrough, Vec<String>), of: &str, on: &str, wanted: f64) {
    let at = |id: &str| ParticipantIx(l.1.iter().position(|x| x == id).unwrap() as u32);
    let got = l.0.exposure(at(of), at(on));
    assert!(near(got, wanted), "{of} on {on}: {got}, not {wanted}");
}

fn token(id: &str, issuer: &str, circulating: f64) -> Value {
    json!({ "id": id, "label": id, "decimals": 6, "claim": { "issuer": issuer, "circulating": circulating } })
}

#[test]
fn a_chain_is_seen_through_and_its_flaws_are_inherited() {
    // 100 of stake behind 100 receipts; a wrapper with 60 of them and 20 of cash; a vault with half of the wrapper's 80.
    let case = Case::new(1)
        .decimals(6)
        .token("eth", 1.0, Value::Null)
        .put("assets", token("receipt", "pool", 40.0))
        .put("assets", token("wrapped", "wrap", 40.0))
        .put("assets", token("share", "vault", 0.0))
        .has("pool", json!({ "eth": 100 }))
        .has("wrap", json!({ "receipt": 60, "cash": 20 }))
        .has("vault", json!({ "wrapped": 40 }))
        .has("saver", json!({ "share": 40, "cash": 5 }))
        .runs("pool", json!({ "type": "staking", "asset": "eth" }));
    let l = look(&case, 1);
    exposed(&l, "saver", "vault", 40.0);
    exposed(&l, "saver", "wrap", 40.0);
    // Three quarters of what the wrapper has.
    exposed(&l, "saver", "pool", 30.0);
    exposed(&l, "wrap", "pool", 60.0);
    exposed(&l, "pool", "wrap", 0.0);
    let kind = |of: &str| {
        let at = l.1.iter().position(|x| x == of).unwrap() as u32;
        l.0.kinds.iter().find(|k| k.of == ParticipantIx(at) && k.kind == "staking").map_or(0.0, |k| k.through)
    };
    assert!(near(kind("saver"), 30.0) && near(kind("wrap"), 60.0) && kind("pool") == 0.0, "{:?}", l.0.kinds);
    let depth = |at: usize| l.0.wrap_depth[at];
    // cash, eth, receipt, share, wrapped.
    assert_eq!([depth(0), depth(1), depth(2), depth(3), depth(4)], [0, 0, 1, 3, 2]);
    // 10 of cash below the share, and 5 of its own.
    let saver = l.1.iter().position(|x| x == "saver").unwrap() as u32;
    let base: Vec<f64> = l.0.base.iter().filter(|b| b.of == ParticipantIx(saver)).map(|b| b.through).collect();
    assert!(base.len() == 2 && near(base[0], 15.0) && near(base[1], 30.0), "{base:?}");
}

#[test]
fn rings_are_solved_as_they_are() {
    // x = 520/3 and y = 440/3, each with half of the other's tokens. Of a's assets y/2 are claims on b: 220/3 of 520/3. What
    // a has on b: all of that. What b has on a: 260/3 of 440/3. A third holds 25 of 100 x: 130/3, all on a, and of it
    // 11/26 on b.
    let ring = Case::new(1)
        .decimals(6)
        .put("assets", token("x", "a", 25.0))
        .put("assets", token("y", "b", 50.0))
        .has("a", json!({ "cash": 100, "y": 50 }))
        .has("b", json!({ "cash": 60, "x": 50 }))
        .has("c", json!({ "x": 25 }));
    let l = look(&ring, 0);
    exposed(&l, "a", "b", 220.0 / 3.0);
    exposed(&l, "b", "a", 260.0 / 3.0);
    exposed(&l, "c", "a", 130.0 / 3.0);
    exposed(&l, "c", "b", 130.0 / 3.0 * (220.0 / 520.0));
    // All of it ends in cash.
    let base: Vec<f64> = l.0.base.iter().map(|b| b.through).collect();
    assert!(base.len() == 3 && near(base[2], 130.0 / 3.0) && near(base[0], 520.0 / 3.0), "{base:?}");
    // A closed ring ends nowhere, and each stands on the other whole.
    let closed = Case::new(1)
        .put("assets", json!({ "id": "x", "label": "x", "claim": { "issuer": "a", "par": 1 } }))
        .put("assets", json!({ "id": "y", "label": "y", "claim": { "issuer": "b", "par": 1 } }))
        .has("a", json!({ "y": 50 }))
        .has("b", json!({ "x": 50 }));
    let l = look(&closed, 0);
    exposed(&l, "a", "b", 50.0);
    exposed(&l, "b", "a", 50.0);
    assert!(l.0.base.is_empty() && l.0.wrap_depth == [0, 2, 2], "{l:?}");
}

#[test]
fn re_use_is_counted_and_every_lien_is_named() {
    // Theta 0.9 and a haircut of a tenth, three times: 1 + .81 + .6561 + .531441 = 2.997541 (Singh and Aitken 2010 count
    // the same way; without an end it would be 1 / (1 - .81) = 5.263).
    let mut case = Case::new(1).token("bond", 1.0, Value::Null).has("p0", json!({ "bond": 1000 }));
    for k in 1..=4 {
        case = case.has(&format!("p{k}"), json!({}));
    }
    for k in 0..4 {
        let mut link = json!({ "id": format!("c{k}"), "pledger": format!("p{k}"), "holder": format!("p{}", k + 1),
            "reuse_cap": 0.9, "haircut": 0.1 });
        if k == 0 {
            (link["asset"], link["amount"]) = (json!("bond"), json!(1000));
        } else {
            link["reuses"] = json!(format!("c{}", k - 1));
        }
        case = case.put("collateral", link);
    }
    let l = look(&case, 0);
    let [c] = l.0.collateral[..] else { panic!("{l:?}") };
    assert!(near(c.posted, 1000.0) && near(c.claimed, 3439.0) && near(c.multiplier, 2.997_541), "{c:?}");
    let stacks: Vec<(usize, f64)> = l.0.liens.iter().map(|x| (x.links.len(), x.units)).collect();
    assert_eq!(stacks, [(1, 100.0), (2, 90.0), (3, 81.0), (4, 729.0)]);
    assert!(near(l.0.liens.iter().map(|x| x.units).sum(), 1000.0), "a unit is in one place");
    // The first pledger stands on the first holder for what was passed on; further down with what was passed on there.
    exposed(&l, "p0", "p1", 900.0);
    exposed(&l, "p0", "p2", 810.0);
    exposed(&l, "p0", "p3", 729.0);
    exposed(&l, "p0", "p4", 0.0);
}
