//! Edits, undo of everything, sliders, stale runs.

use super::*;
use crate::app::Offer;
use crate::app::{Edit, Item, Many, Mode, Playhead, Point, Tool};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Equilibrium, Event, EventKind};

#[test]
fn every_edit_can_be_undone_and_done_again() {
    let s = scenario(COLLATERAL);
    let mut heron = s.participants[0].clone();
    heron.label = "Heron fund".into();
    let mut wires = s.collateral[1].clone();
    wires.haircut = interclear_core::units::Rate::new(0.2).unwrap();
    let mut rules = s.rules.clone();
    rules.equilibrium = Equilibrium::Least;
    let mut debt = s.obligations[2].clone();
    debt.amount = "60".parse().unwrap();
    let event = Event { id: "e9".into(), tick: 1, what: EventKind::Default { participant: "wren".into() } };
    let edits = [
        (Edit::Participant(Box::new(heron)), "label Heron to Heron fund"),
        (Edit::Collateral(Box::new(wires)), "haircut 10 % to 20 %"),
        (Edit::Obligation(Box::new(debt)), "amount 50 to 60"),
        (Edit::Event(Box::new(event)), "add default"),
        (Edit::Rules(Box::new(rules)), "equilibrium greatest to least"),
        (Edit::Set(CAP.into(), 0.69), "re-use cap 100 % to 69 %"),
        (Edit::Place("wren".into(), [1.0, 2.0]), "move Wren"),
        (Edit::RemoveParticipant("rook".into()), "remove Rook"),
        (Edit::RemoveLink(LinkKind::Obligation, "heron-wren".into()), "remove obligation"),
        (Edit::RemoveLink(LinkKind::Collateral, "heron-pike".into()), "remove collateral"),
        (Edit::RemoveLink(LinkKind::Obligation, "pike-rook.loan".into()), "remove loan"),
        (Edit::RemoveEvent("fall".into()), "remove price shock"),
        (Edit::Title("Mine".into()), "title Mine"),
        (Edit::Ticks(6), "days 4 to 6"),
        (Edit::Replace(Box::new(scenario(FRAGILE))), "open Robust yet fragile"),
    ];
    for (edit, label) in edits {
        let mut model = opened();
        model.playhead = Playhead { tick: 2, round: 2 };
        let (before, digest) = (model.scenario.clone(), model.trace.as_ref().unwrap().digest());
        tell(&mut model, Msg::Edit(edit));
        let after = model.scenario.clone();
        assert_ne!(after, before, "{label}");
        assert_eq!(model.problems.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new(), "{label}");
        assert_eq!(model.history.undo_label().unwrap(), format!("Undo: {label}"));
        tell(&mut model, Msg::Undo);
        assert_eq!(model.scenario, before, "{label}");
        assert_eq!(model.trace.as_ref().unwrap().digest(), digest, "{label}");
        assert_eq!(model.playhead.tick, 2, "{label}");
        tell(&mut model, Msg::Redo);
        assert_eq!(model.scenario, after, "{label}");
    }
}

#[test]
fn an_edit_that_changes_nothing_is_no_step() {
    let mut model = opened();
    let same = model.scenario.participants[0].clone();
    assert!(tell(&mut model, Msg::Edit(Edit::Participant(Box::new(same)))).is_empty());
    assert!(model.history.past.is_empty());
}

#[test]
fn an_edit_that_does_not_fit_is_said_and_changes_nothing() {
    let mut model = opened();
    let before = model.scenario.clone();
    tell(&mut model, Msg::Edit(Edit::RemoveEvent("nothing".into())));
    assert_eq!(model.scenario, before);
    assert!(model.notice.unwrap().bad);
}

#[test]
fn one_drag_is_one_step() {
    let mut model = opened();
    let before = model.scenario.clone();
    for value in [0.9, 0.8, 0.7] {
        slide(&mut model, value, false);
    }
    slide(&mut model, 0.69, true);
    assert_eq!(model.history.past.len(), 1);
    assert_eq!(model.history.undo_label().unwrap(), "Undo: re-use cap 100 % to 69 %");
    slide(&mut model, 0.5, false);
    slide(&mut model, 0.4, true);
    assert_eq!(model.history.past.len(), 2);
    tell(&mut model, Msg::Undo);
    tell(&mut model, Msg::Undo);
    assert_eq!(model.scenario, before);
}

#[test]
fn a_drag_back_to_its_start_is_no_step() {
    let mut model = opened();
    slide(&mut model, 0.8, false);
    slide(&mut model, 1.0, false);
    slide(&mut model, 1.0, true);
    assert!(model.history.past.is_empty());
}

#[test]
fn a_drag_runs_live_and_asks_for_no_profile() {
    let mut model = opened();
    let profile = model.profile.clone().unwrap();
    assert_eq!(failed(&model), 4);
    let effects = slide(&mut model, 0.69, false);
    assert!(matches!(effects.as_slice(), [Effect::Run { profile: false, .. }]));
    assert_eq!(failed(&model), 0);
    // Turning the slider itself leaves its profile as it was.
    let effects = slide(&mut model, 0.68, true);
    assert!(effects.iter().any(|e| matches!(e, Effect::Run { profile: false, .. })));
    assert!(effects.contains(&Effect::Autosave));
    assert!(Rc::ptr_eq(&profile, model.profile.as_ref().unwrap()));
    // Turning another one does not.
    let target = "collateral/heron-pike/amount".to_owned();
    let effects = tell(&mut model, Msg::Slide { target, value: 110.0, done: true });
    assert!(effects.iter().any(|e| matches!(e, Effect::Run { profile: true, .. })));
    assert_ne!(model.profile.unwrap(), profile);
}

#[test]
fn a_run_of_an_older_scenario_is_dropped() {
    let mut model = opened();
    let old = update(&mut model, Msg::Slide { target: CAP.into(), value: 0.2, done: false });
    slide(&mut model, 1.0, true);
    let digest = model.trace.as_ref().unwrap().digest();
    for effect in old {
        if let Effect::Run { generation, scenario, .. } = effect {
            for msg in answers(generation, &scenario, true, true) {
                update(&mut model, msg);
            }
        }
    }
    assert_eq!(model.trace.as_ref().unwrap().digest(), digest);
    assert!(!model.running);
}

#[test]
fn a_profile_cancelled_by_a_drag_is_asked_for_again() {
    let mut model = opened();
    // The edit's run and profile never come back: a drag begins.
    update(&mut model, Msg::Edit(Edit::Ticks(5)));
    slide(&mut model, 0.9, false);
    assert!(model.profile_due);
    let effects = slide(&mut model, 0.8, true);
    assert!(effects.iter().any(|e| matches!(e, Effect::Run { profile: true, .. })));
    assert!(!model.profile_due);
}

#[test]
fn the_ghost_is_the_run_before_the_drag() {
    let mut model = opened();
    let digest = model.trace.as_ref().unwrap().digest();
    for value in [0.9, 0.5, 0.3] {
        slide(&mut model, value, false);
    }
    assert_eq!(model.ghost.as_ref().unwrap().digest(), digest);
}

#[test]
fn moving_a_node_runs_nothing() {
    let mut model = opened();
    let generation = model.generation;
    for (x, done) in [(10.0, false), (20.0, false), (30.0, true)] {
        tell(&mut model, Msg::Many(Many::Move { moves: vec![("wren".into(), Point { x, y: 5.0 })], done }));
    }
    assert_eq!(model.generation, generation);
    assert_eq!(model.history.past.len(), 1);
    assert_eq!(model.history.undo_label().unwrap(), "Undo: move Wren");
    assert_eq!(model.scenario.participants.iter().find(|p| p.id == "wren").unwrap().place, Some([30.0, 5.0]));
}

#[test]
fn deleting_offers_undo_and_takes_along_what_leans_on_it() {
    let mut model = opened();
    tell(&mut model, Msg::Select(Some(Item::Participant("heron".into()))));
    tell(&mut model, Msg::DeleteSelection);
    let s = &model.scenario;
    assert!(s.collateral.is_empty() && s.controls.is_empty());
    assert_eq!(s.obligations.len(), 3);
    assert!(!model.has_errors());
    assert_eq!(model.selection, None);
    let notice = model.notice.clone().unwrap();
    assert_eq!((notice.text.as_str(), notice.offer), ("Removed Heron.", Offer::Undo));
    tell(&mut model, Msg::Undo);
    assert_eq!(*model.scenario, scenario(COLLATERAL));
}

#[test]
fn a_scenario_with_errors_does_not_run_and_says_why() {
    let mut model = opened();
    let trace = model.trace.clone().unwrap();
    let effects = tell(&mut model, Msg::Slide { target: CAP.into(), value: 7.0, done: true });
    assert!(!effects.iter().any(|e| matches!(e, Effect::Run { .. })));
    assert!(model.has_errors() && !model.running);
    assert!(Rc::ptr_eq(&trace, model.trace.as_ref().unwrap()));
    tell(&mut model, Msg::Undo);
    assert!(!model.has_errors());
}

#[test]
fn the_history_is_capped() {
    let mut model = opened();
    for ticks in 0..150 {
        update(&mut model, Msg::Edit(Edit::Ticks(5 + ticks)));
    }
    assert_eq!(model.history.past.len(), crate::app::HISTORY_DEPTH);
}

#[test]
fn an_embedded_page_slides_and_edits_nothing_else() {
    let mut model = opened();
    tell(&mut model, Msg::SetMode(Mode::Embed));
    tell(&mut model, Msg::Select(Some(Item::Participant("heron".into()))));
    for msg in [
        Msg::DeleteSelection,
        Msg::Edit(Edit::Title("x".into())),
        Msg::PlaceAt("firm".into(), Point::default()),
        Msg::ShockAt("default".into(), "wren".into()),
        Msg::Many(Many::Move { moves: vec![("wren".into(), Point::default())], done: true }),
        Msg::UseTool(Tool::Wire(LinkKind::Obligation)),
    ] {
        assert!(tell(&mut model, msg).is_empty());
    }
    assert_eq!((*model.scenario).clone(), scenario(COLLATERAL));
    assert!(!slide(&mut model, 0.5, true).contains(&Effect::Autosave));
    assert_eq!(failed(&model), 0);
}

#[test]
fn rewiring_keeps_totals_and_knows_where_it_is() {
    let mut model = page(FRAGILE);
    let first = crate::app::rewire::wiring_now(&model);
    assert!(first.is_some());
    for (how, words) in crate::app::rewire::WIRINGS {
        tell(&mut model, Msg::Edit(Edit::Rewire(how.into())));
        assert_eq!(crate::app::rewire::wiring_now(&model), Some(how));
        if Some(how) != first {
            assert_eq!(model.history.undo_label().unwrap(), format!("Undo: rewire to {words}"));
        }
    }
}
