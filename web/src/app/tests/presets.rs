//! Every preset placed from the palette: what it brings comes and goes in one step, and the run moves under a shock.

use super::*;
use crate::app::{Edit, Item, Offer, Point};
use interclear_core::preset::{PRESETS, by_id};
use interclear_core::to_json;
use std::fs;
use std::path::Path;

const NOBODY: &str = r#"{ "version": 1, "numeraire": "cash", "assets": [{ "id": "cash", "label": "Cash" }] }"#;

/// A page with nobody on it, and one with each shipped scenario.
fn pages() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/scenarios");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let shipped = files.iter().map(|f| fs::read_to_string(f).unwrap());
    std::iter::once(NOBODY.to_owned()).chain(shipped).collect()
}

/// Tells the page something and runs what it asks for, without the profile of a slider.
fn tell(model: &mut Model, msg: Msg) {
    for effect in update(model, msg) {
        if let Effect::Run { generation, scenario, .. } = effect {
            for msg in answers(generation, &scenario, true, false) {
                update(model, msg);
            }
        }
    }
}

fn place(model: &mut Model, kind: &str) -> String {
    tell(model, Msg::PlaceAt(kind.into(), Point { x: 40.0, y: 20.0 }));
    let Some(Item::Participant(id)) = model.selection.clone() else { panic!("{kind}: {:?}", model.notice) };
    id
}

fn errors(model: &Model) -> Vec<String> {
    model.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn one_undo_takes_back_all_that_a_preset_has_brought() {
    for text in pages() {
        let begun = page(&text);
        let before = to_json(&begun.scenario).unwrap();
        for preset in PRESETS {
            let mut model = begun.clone();
            let id = place(&mut model, preset.id);
            let what = format!("{} in {}", preset.id, model.scenario.title);
            assert!(!model.has_errors(), "{what}: {:?}", errors(&model));
            assert!(model.trace.as_ref().is_some_and(|t| t.stopped.is_none()), "{what}");
            let placed = model.scenario.participants.iter().find(|p| p.id == id).unwrap();
            assert_eq!((placed.kind.as_str(), placed.place), (preset.id, Some([40.0, 20.0])), "{what}");
            assert_eq!(model.history.undo_label().unwrap(), format!("Undo: add {}", placed.label));
            let after = to_json(&model.scenario).unwrap();
            update(&mut model, Msg::Undo);
            assert_eq!(to_json(&model.scenario).unwrap(), before, "{what}");
            update(&mut model, Msg::Redo);
            assert_eq!(to_json(&model.scenario).unwrap(), after, "{what}");
        }
    }
}

#[test]
fn with_its_issuer_a_token_goes_out_of_all_that_names_it() {
    for text in pages() {
        let begun = page(&text);
        let before = to_json(&begun.scenario).unwrap();
        for preset in PRESETS {
            let mut model = begun.clone();
            let id = place(&mut model, preset.id);
            let tokens: Vec<String> =
                model.scenario.assets.iter().filter(|a| issued(a, &id)).map(|a| a.id.clone()).collect();
            // Somebody comes to hold it, and it is struck.
            for token in &tokens {
                let mut holder = by_id("firm").unwrap().place(&model.scenario, "holder", "Holder").unwrap();
                holder.placed_mut().unwrap().holdings.insert(token.clone(), "1".parse().unwrap());
                update(&mut model, Msg::Edit(Edit::Add(Box::new(holder))));
                update(&mut model, Msg::ShockAt("price_shock".into(), id.clone()));
            }
            let what = format!("{} in {}", preset.id, model.scenario.title);
            update(&mut model, Msg::Edit(Edit::RemoveParticipant(id.clone())));
            assert!(!model.has_errors(), "{what}: {:?}", errors(&model));
            // The same word may be that of a kind or of a mechanism.
            let left = to_json(&model.scenario).unwrap();
            for gone in tokens.iter().chain([&id]) {
                let word = format!("\"{gone}\"");
                let named = |text: &str| text.matches(word.as_str()).count();
                assert_eq!(named(&left), named(&before), "{what}: {gone}");
            }
        }
    }
}

fn issued(a: &interclear_core::scenario::Asset, issuer: &str) -> bool {
    a.claim.as_ref().is_some_and(|c| c.issuer == issuer)
}

/// What moves each kind, beside the shocks that move everybody.
#[test]
fn a_shock_moves_every_preset() {
    for preset in PRESETS {
        let mut model = page(NOBODY);
        let id = place(&mut model, preset.id);
        assert_eq!(errors(&model), Vec::<String>::new(), "{}", preset.id);
        assert_eq!(failed(&model), 0, "{}", preset.id);
        let calm = model.trace.clone().unwrap();
        let mut moved = Vec::new();
        for shock in ["price_shock", "withdrawal_wave", "redemption_wave", "exploit", "slashing"] {
            let mut struck = model.clone();
            tell(&mut struck, Msg::ShockAt(shock.into(), id.clone()));
            let trace = struck.trace.clone().unwrap();
            let same = trace.frames.iter().zip(&calm.frames).all(|(a, b)| a.participants == b.participants);
            moved.extend((!same).then_some(shock));
        }
        assert!(!moved.is_empty(), "{}: nothing moves it", preset.id);
        println!("{}: {moved:?}", preset.id);
    }
}

#[test]
fn a_scenario_without_room_says_so_and_stays_as_it_was() {
    let mut model = page(NOBODY);
    while model.scenario.assets.len() < interclear_core::scenario::MAX_ASSETS {
        let id = format!("a{}", model.scenario.assets.len());
        let new = interclear_core::scenario::Asset { label: id.clone(), id, ..Default::default() };
        tell(&mut model, Msg::Edit(Edit::Asset(Box::new(new))));
    }
    let (before, steps) = (model.scenario.clone(), model.history.past.len());
    tell(&mut model, Msg::PlaceAt("stablecoin_issuer".into(), Point::default()));
    let notice = model.notice.clone().unwrap();
    assert!(notice.bad);
    let said = "This kind brings 2 more assets; there are 40, and 40 are the most. Remove some that nothing needs.";
    assert_eq!(notice.text, said);
    assert_eq!((model.scenario.clone(), model.history.past.len()), (before, steps));
    place(&mut model, "firm");
}

#[test]
fn a_second_issuer_leans_on_what_is_there() {
    let mut model = page(NOBODY);
    let bank = place(&mut model, "bank");
    place(&mut model, "stablecoin_issuer");
    place(&mut model, "stablecoin_issuer");
    let s = &model.scenario;
    let ids: Vec<&str> = s.assets.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["cash", "bills", "coin", "coin2"], "bills are one token for all");
    let said = model.notice.as_ref().map(|n| (n.text.as_str(), n.bad, n.offer));
    assert_eq!(said, Some(("Stablecoin issuer 2 came with Coin 2.", false, Offer::Undo)));
    assert_eq!(s.deposits.iter().filter(|d| d.taker == bank && d.holder != "outside").count(), 2);
    let held = s.participants.iter().find(|p| p.id == bank).unwrap().holdings["cash"];
    assert_eq!(held, "60".parse().unwrap(), "40 of its own, 10 of each issuer");
    let hours = s.assets[2].claim.as_ref().unwrap().redemption.as_ref().unwrap();
    assert_eq!((hours.open_every, hours.open_for), (Some(7), Some(5)));
    // A vault and a loop go to the one pool, and nobody stakes bills.
    place(&mut model, "liquid_staking");
    place(&mut model, "vault");
    place(&mut model, "looper");
    let pools = model.scenario.participants.iter().filter(|p| p.kind == "lending_pool");
    assert_eq!(pools.count(), 1);
    assert_eq!(errors(&model), Vec::<String>::new());
}
