//! Every kind of participant placed in every scenario, with what it brings: nothing new is wrong, and nothing moves by itself.

use interclear_core::preset::PRESETS;
use interclear_core::scenario::{Problem, Scenario, Severity, to_json};
use interclear_core::{check, parse};
use interclear_swarm::judge;
use serde_json::json;

/// Scenarios that a kind is placed in: one with nobody in it, and every shipped one.
fn places() -> Vec<Scenario> {
    let nobody = json!({ "version": 1, "numeraire": "cash", "assets": [{ "id": "cash", "label": "Cash" }] });
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let shipped = files.iter().map(|f| parse(&std::fs::read_to_string(f).unwrap()).unwrap());
    std::iter::once(parse(&nobody.to_string()).unwrap()).chain(shipped).collect()
}

#[test]
fn every_preset_fits_everywhere_twice() {
    for place in places() {
        let known = check(&place).1;
        for preset in PRESETS {
            let mut s = place.clone();
            for _ in 0..2 {
                let made = preset.place(&s, preset.id, preset.label).unwrap();
                made.add_to(&mut s);
                let placed = made.placed().unwrap();
                assert_eq!(placed.kind, preset.id);
                let (id, title) = (preset.id, &place.title);
                // A warning that was there may have other numbers now.
                let is_new = |p: &&Problem| !known.iter().any(|k| (k.severity, &k.at) == (p.severity, &p.at));
                let new: Vec<String> = check(&s).1.iter().filter(is_new).map(ToString::to_string).collect();
                assert!(new.is_empty(), "{id} in {title}: {new:?}");
                // What it brings is the same after a way through a file.
                assert_eq!(parse(&to_json(&s).unwrap()).unwrap(), s, "{id} in {title}");
            }
            judge(&s).unwrap_or_else(|e| panic!("{} in {}: {e}", preset.id, place.title));
        }
    }
}

#[test]
fn what_a_preset_brings_depends_on_ids_and_not_on_their_order() {
    for place in places() {
        let mut turned = place.clone();
        turned.assets.reverse();
        turned.participants.reverse();
        for preset in PRESETS {
            let of = |s: &Scenario| preset.place(s, preset.id, preset.label).unwrap();
            assert_eq!(of(&place), of(&turned), "{} in {}", preset.id, place.title);
        }
    }
}

/// What stands behind all tokens of an issuer at the opening, over what they promise: a preset begins sound.
#[test]
fn every_issuer_begins_with_all_that_it_promises() {
    let nobody = &places()[0];
    let mut issuers = 0;
    for preset in PRESETS {
        let mut s = nobody.clone();
        preset.place(&s, preset.id, preset.label).unwrap().add_to(&mut s);
        let (world, problems) = check(&s);
        assert!(problems.iter().all(|p| p.severity != Severity::Error), "{problems:?}");
        let trace = interclear_core::run(&world.unwrap());
        let opening = &trace.frames[0];
        for (info, a) in trace.assets.iter().zip(&opening.assets) {
            let Some(promised) = a.promised else { continue };
            issuers += 1;
            // An algorithm promises more than it has: that is the kind.
            let whole = preset.id != "algorithmic_stablecoin";
            assert_eq!(a.fair.get() >= promised.get() * 0.999_999, whole, "{} of {}", info.id, preset.id);
        }
        for p in &opening.participants {
            assert!(!p.marks.insolvent || preset.id == "algorithmic_stablecoin", "{}", preset.id);
        }
        // Without a shock nothing fails, and nothing is late.
        assert!(trace.failures().is_empty(), "{}", preset.id);
    }
    assert!(issuers >= 6, "{issuers}");
}

#[test]
fn a_full_scenario_says_so_and_takes_nothing() {
    let mut s = places().remove(0);
    while s.assets.len() < interclear_core::scenario::MAX_ASSETS - 1 {
        let spare = json!({ "id": format!("a{}", s.assets.len()), "label": format!("A{}", s.assets.len()) });
        let text = json!({ "version": 1, "numeraire": "x", "assets": [{ "id": "x", "label": "X" }, spare] });
        s.assets.push(parse(&text.to_string()).unwrap().assets.remove(1));
    }
    for preset in PRESETS {
        let brings = preset.place(&places()[0], preset.id, preset.label).unwrap().assets.len();
        match preset.place(&s, preset.id, preset.label) {
            Ok(_) => assert!(brings <= 1, "{}", preset.id),
            Err(p) => {
                assert!(brings > 1, "{}: {p}", preset.id);
                assert_eq!((p.at.as_str(), p.message.contains("40 are the most")), ("assets", true), "{p}");
            }
        }
    }
}
