//! Which wires are allowed, and what is made when something is dropped.

use super::*;
use crate::app::{Item, Point, Tool, legal_target};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::EventKind;

#[test]
fn wires_that_make_no_sense_say_why() {
    let model = opened();
    let no = |kind, from: &str, to: &str| legal_target(&model, kind, from, to).unwrap_err();
    use LinkKind::{Collateral, Deposit, Obligation, Trade};
    assert_eq!(no(Obligation, "heron", "heron"), "Nobody owes itself.");
    assert_eq!(no(Obligation, "outside", "heron"), "Only participants owe.");
    assert_eq!(no(Collateral, "heron", "pike"), "Already secured by 160 Token of Heron.");
    assert_eq!(no(Collateral, "wren", "finch"), "Wren holds nothing it could pledge.");
    assert_eq!(no(Collateral, "heron", "outside"), "Only participants hold collateral.");
    assert_eq!(no(Deposit, "outside", "wren"), "Wren takes no deposits.");
    assert_eq!(no(Trade, "wren", "finch"), "Wren holds nothing it could deliver.");
    assert_eq!(no(Obligation, "heron", "ghost"), "Nobody here is called `ghost`.");
    assert_eq!(no(Collateral, "rook", "zander"), "Rook may not pledge on collateral that Pike passed on.");
    assert_eq!(legal_target(&model, Obligation, "zander", "outside"), Ok(()));
    assert_eq!(legal_target(&model, Collateral, "heron", "wren"), Ok(()));
}

#[test]
fn a_wire_becomes_a_link_that_runs() {
    let mut model = opened();
    tell(&mut model, Msg::UseTool(Tool::Wire(LinkKind::Obligation)));
    tell(&mut model, Msg::WireFrom("zander".into()));
    assert!(model.wiring.is_some());
    tell(&mut model, Msg::WireTo("wren".into()));
    assert_eq!(model.wiring, None);
    assert_eq!(model.selection, Some(Item::Link(LinkKind::Obligation, "o1".into())));
    let made = model.scenario.obligations.last().unwrap();
    assert_eq!((made.debtor.as_str(), made.creditor.as_str(), made.due), ("zander", "wren", Some(1)));
    assert!(model.problems.is_empty());
    assert_eq!(model.history.undo_label().unwrap(), "Undo: add what Zander owes Wren");
}

#[test]
fn a_wire_to_nowhere_is_put_down_with_its_reason() {
    let mut model = opened();
    tell(&mut model, Msg::UseTool(Tool::Wire(LinkKind::Collateral)));
    tell(&mut model, Msg::WireFrom("heron".into()));
    tell(&mut model, Msg::WireTo("pike".into()));
    assert_eq!(model.wiring, None);
    assert!(model.history.past.is_empty());
    assert_eq!(model.notice.unwrap().text, "Already secured by 160 Token of Heron.");
}

#[test]
fn every_preset_and_every_shock_can_be_dropped_and_runs() {
    for preset in interclear_core::preset::PRESETS {
        let mut model = opened();
        tell(&mut model, Msg::UseTool(Tool::Place(preset.id.into())));
        for _ in 0..2 {
            tell(&mut model, Msg::PlaceAt(preset.id.into(), Point { x: 10.0, y: 20.0 }));
        }
        let mine: Vec<_> = model.scenario.participants.iter().filter(|p| p.kind == preset.id).collect();
        let [.., first, second] = mine.as_slice() else { panic!() };
        assert!(second.label.starts_with(&first.label) && first.label.starts_with(preset.label), "{}", preset.id);
        assert_ne!(first.id, second.id);
        assert_eq!(model.tool, Tool::Select);
        assert_eq!(model.selection, Some(Item::Participant(second.id.clone())));
        assert!(model.problems.is_empty(), "{}: {:?}", preset.id, model.problems);
        let id = first.id.clone();
        for shock in ["default", "exploit", "outage", "withdrawal_wave", "recovery", "price_shock"] {
            tell(&mut model, Msg::ShockAt(shock.into(), id.clone()));
            assert!(!model.has_errors(), "{} {shock}: {:?}", preset.id, model.problems);
        }
    }
}

#[test]
fn shocks_strike_what_is_there_or_say_why_not() {
    let mut model = opened();
    tell(&mut model, Msg::ShockAt("exploit".into(), "heron".into()));
    let made = model.scenario.events.last().unwrap();
    assert_eq!(made.tick, 1);
    assert!(matches!(&made.what, EventKind::Exploit { participant, .. } if participant == "heron"));
    assert_eq!(model.selection, Some(Item::Event(made.id.clone())));
    tell(&mut model, Msg::ShockAt("exploit".into(), "wren".into()));
    assert_eq!(model.notice.as_ref().unwrap().text, "Wren holds nothing that could be taken.");
    tell(&mut model, Msg::ShockAt("price_shock".into(), "heron".into()));
    let made = model.scenario.events.last().unwrap();
    assert!(matches!(&made.what, EventKind::PriceShock { asset, .. } if asset == "token"));
    tell(&mut model, Msg::ShockAt("withdrawal_wave".into(), "heron".into()));
    assert_eq!(model.notice.as_ref().unwrap().text, "Heron takes no deposits that could be withdrawn.");
}
