//! Contracts, positions and their novation on the page.

use super::*;
use crate::app::form::{self, Section};
use crate::app::scene::{Scene, Seats};
use crate::app::{Edit, Item, Panel, Playhead, Sight, Tool, accounts, legal_target};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::Novation;

pub(super) const FOUR: &str = include_str!("../../../../static/scenarios/four-ways.json");
const TWO: &str = r#"{ "version": 1, "numeraire": "cash", "assets": [{ "id": "cash", "label": "Cash" }], "participants": [
    { "id": "a", "label": "Ash", "holdings": { "cash": 500 } }, { "id": "b", "label": "Beech", "holdings": { "cash": 500 } }] }"#;

pub(super) fn settle(model: &mut Model, how: Novation) {
    let mut rules = model.scenario.rules.clone();
    rules.novation = Some(how);
    tell(model, Msg::Edit(Edit::Rules(Box::new(rules))));
}

fn drawn(model: &Model, tick: u32) -> Scene {
    let places = Seats::default().places(&model.scenario);
    let playhead = Playhead { tick, round: 99 };
    Scene::of(&model.scenario, &places, model.trace.as_deref(), playhead, &[], Sight::AsItIs)
}

/// The accounts of a scene: their names and labels.
fn wires(scene: &Scene) -> Vec<(String, String)> {
    let accounts = scene.links.iter().filter(|l| l.kind == LinkKind::Position);
    accounts.map(|l| (l.id.to_string(), l.look.label.clone())).collect()
}

#[test]
fn the_network_is_wired_by_the_novation() {
    let mut model = page(FOUR);
    let mut found = Vec::new();
    for how in Novation::ALL {
        settle(&mut model, how);
        let scene = drawn(&model, 1);
        let ids: Vec<String> = wires(&scene).into_iter().map(|w| w.0).collect();
        let houses = ids.iter().filter(|id| id.ends_with("~north") || id.ends_with("~south")).count();
        found.push((ids.len(), houses, failed(&model)));
    }
    // Ten positions; eight pairs; six members; six of each of two houses.
    assert_eq!(found, [(10, 0, 3), (8, 0, 2), (6, 6, 1), (12, 12, 4)]);
    assert!(model.history.undo_label().unwrap().contains("novation"), "{:?}", model.history.undo_label());
    tell(&mut model, Msg::Undo);
    assert_eq!((accounts::novation(&model.scenario), failed(&model)), (Novation::OneHouse, 1));
}

#[test]
fn what_is_paid_in_variation_margin_moves_from_who_has_lost() {
    let model = page(FOUR);
    let scene = drawn(&model, 1);
    let link = |id: &str| scene.links.iter().find(|l| &*l.id == id).unwrap();
    // Cedar owes Dogwood a fall of 20 on 20 contracts, and has it.
    let third = link("oil-3");
    assert_eq!((third.look.label.as_str(), third.look.moved), ("paid 400", true));
    assert!(third.spoken.contains("Cedar paid 400 variation margin"), "{}", third.spoken);
    let from = if third.look.back { third.to } else { third.from };
    assert_eq!(from.and_then(|n| scene.nodes.get(n)).map(|n| &*n.id), Some("cedar"));
    let first = link("oil-1");
    assert!(first.look.label.ends_with(" / 400") && first.spoken.contains("Ash paid"), "{}", first.spoken);
    // Before the fall an account says what is in it.
    let before = drawn(&model, 0);
    assert!(wires(&before).contains(&("oil-1".into(), "20 \u{d7} Oil".into())), "{:?}", wires(&before));
    // A member's account stands for its membership, and its margin is collateral.
    let mut cleared = page(FOUR);
    settle(&mut cleared, Novation::OneHouse);
    let scene = drawn(&cleared, 0);
    assert!(scene.ties.iter().all(|t| t.at.contains("south")), "{:?}", scene.ties);
    let margin = scene.links.iter().find(|l| &*l.id == "ash.north.margin").unwrap();
    assert_eq!(margin.kind, LinkKind::Collateral);
}

#[test]
fn a_wire_makes_a_position_and_its_first_contract() {
    let mut model = page(TWO);
    let before = model.scenario.clone();
    tell(&mut model, Msg::UseTool(Tool::Wire(LinkKind::Position)));
    tell(&mut model, Msg::WireFrom("a".into()));
    tell(&mut model, Msg::WireTo("b".into()));
    assert_eq!(model.selection, Some(Item::Link(LinkKind::Position, "p1".into())));
    assert_eq!(model.history.undo_label().unwrap(), "Undo: add position Ash long, Beech short: 10 Oil future");
    assert!(model.problems.is_empty(), "{:?}", model.problems);
    assert_eq!((model.scenario.contracts.len(), model.scenario.assets.len()), (1, 2));
    // A second one is in the same contract.
    tell(&mut model, Msg::WireFrom("b".into()));
    tell(&mut model, Msg::WireTo("a".into()));
    assert_eq!((model.scenario.contracts.len(), model.scenario.positions.len()), (1, 2));
    assert_eq!(legal_target(&model, LinkKind::Position, "a", "a"), Err("Nobody trades with itself.".into()));
    tell(&mut model, Msg::Undo);
    tell(&mut model, Msg::Undo);
    assert_eq!(*model.scenario, *before);
    let four = page(FOUR);
    assert_eq!(legal_target(&four, LinkKind::Position, "ash", "north"), Ok(()));
    let mut four = four;
    settle(&mut four, Novation::OneHouse);
    let why = legal_target(&four, LinkKind::Position, "ash", "north").unwrap_err();
    assert_eq!(why, "North steps between those who trade; end it at one of them.");
}

fn press(model: &mut Model, label: &str) {
    let form = form::sections(&model.scenario, None);
    let all = form.iter().flat_map(|s| s.actions.iter().chain(&s.signs).chain(s.rows.iter().flat_map(|r| &r.actions)));
    let action = all.into_iter().find(|a| a.label == label).unwrap_or_else(|| panic!("no button {label}")).clone();
    tell(model, Msg::Press(action.edit.unwrap(), action.then));
}

#[test]
fn the_form_of_the_rules_makes_contracts_and_positions() {
    let mut model = page(TWO);
    press(&mut model, "Add contract");
    press(&mut model, "Add position");
    assert!(model.problems.is_empty(), "{:?}", model.problems);
    assert_eq!((model.scenario.contracts.len(), model.scenario.positions.len()), (1, 1));
    let fields = |model: &Model| {
        let form = form::sections(&model.scenario, None);
        form.iter().flat_map(Section::all_fields).map(|f| f.at.clone()).collect::<Vec<_>>()
    };
    for at in [
        "contracts/oil-future/volatility",
        "contracts/oil-future/payoff/type",
        "positions/p1/quantity",
        "rules/novation",
    ] {
        assert!(fields(&model).iter().any(|f| f == at), "{at} in {:?}", fields(&model));
    }
    // A problem with either leads to its field.
    assert_eq!(
        form::spot(&model.scenario, "positions/p1/quantity").unwrap().words,
        "Ash long, Beech short: 10 Oil future: Contracts"
    );
    assert_eq!(form::spot(&model.scenario, "contracts/oil-future/volatility").unwrap().words, "Volatility");
    tell(&mut model, Msg::GoTo("contracts/oil-future/volatility".into()));
    assert_eq!(model.panel, Panel::Rules);
    press(&mut model, "Remove Oil future");
    assert!(model.scenario.contracts.is_empty() && model.scenario.positions.is_empty());
    tell(&mut model, Msg::Undo);
    assert_eq!(model.scenario.positions.len(), 1);
}

#[test]
fn who_and_what_goes_takes_what_names_it() {
    let mut model = page(FOUR);
    tell(&mut model, Msg::Edit(Edit::RemoveContract("oil-swap".into())));
    assert!(model.scenario.positions.iter().all(|p| p.contract != "oil-swap") && model.scenario.positions.len() == 8);
    tell(&mut model, Msg::Undo);
    tell(&mut model, Msg::Edit(Edit::RemoveParticipant("ash".into())));
    assert!(model.scenario.positions.iter().all(|p| p.long != "ash" && p.short != "ash"));
    assert!(!model.has_errors(), "{:?}", model.problems);
    tell(&mut model, Msg::Undo);
    // With the last house they settle with each other.
    settle(&mut model, Novation::SeveralHouses);
    tell(&mut model, Msg::Edit(Edit::RemoveParticipant("north".into())));
    assert!(!model.has_errors(), "{:?}", model.problems);
    tell(&mut model, Msg::Edit(Edit::RemoveParticipant("south".into())));
    assert!(!model.has_errors(), "{:?}", model.problems);
    assert_eq!(accounts::novation(&model.scenario), Novation::BilateralNet);
    tell(&mut model, Msg::Edit(Edit::RemoveLink(LinkKind::Position, "oil-1".into())));
    assert!(model.scenario.positions.iter().all(|p| p.id != "oil-1"));
}

#[test]
fn a_selected_account_stays_as_long_as_it_is_there() {
    let mut model = page(FOUR);
    settle(&mut model, Novation::OneHouse);
    tell(&mut model, Msg::Select(Some(Item::Link(LinkKind::Position, "ash~north".into()))));
    let form = form::sections(&model.scenario, model.selection.as_ref());
    assert_eq!(form[0].rows.len(), 3, "what Ash has with North");
    settle(&mut model, Novation::BilateralNet);
    assert_eq!(model.selection, None);
}
