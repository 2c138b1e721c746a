//! Filling in forms: every mechanism is added, edited, reordered and removed through the one door.

use super::*;
use crate::app::form::{self, Action, Field, Section};
use crate::app::{Item, Panel};
use interclear_core::scenario::{Mechanism, Severity};

const HOUSES: &str = include_str!("../../../../static/scenarios/two-houses.json");
const FUND: &str = "participants/ida/mechanisms/default_fund";

fn form_of(model: &Model, id: &str) -> Vec<Section> {
    form::sections(&model.scenario, Some(&Item::Participant(id.into())))
}

fn field(model: &Model, at: &str) -> Field {
    let spot = form::spot(&model.scenario, at).unwrap_or_else(|| panic!("no {at}"));
    let form = form::sections(&model.scenario, spot.item.as_ref());
    let found = form.iter().flat_map(Section::all_fields).find(|f| f.at == at);
    found.unwrap_or_else(|| panic!("no field {at}")).clone()
}

fn enter(model: &mut Model, at: &str, text: &str) {
    let edit = (field(model, at).set)(text).ok();
    tell(model, Msg::Enter { at: at.into(), text: text.into(), edit });
}

/// All buttons of a participant's form, those of rows and pickers too.
fn actions(model: &Model, id: &str) -> Vec<Action> {
    let form = form_of(model, id);
    let of = |s: &Section| {
        let rows = s.rows.iter().flat_map(|r| r.actions.clone());
        let picker = s.picker.iter().flat_map(|p| p.options.clone());
        rows.chain(picker).chain(s.actions.clone()).collect::<Vec<_>>()
    };
    form.iter().flat_map(of).collect()
}

fn press(model: &mut Model, id: &str, label: &str) {
    let all = actions(model, id);
    let found = all.iter().find(|a| a.label == label && a.edit.is_some());
    let action =
        found.unwrap_or_else(|| panic!("no {label} in {:?}", all.iter().map(|a| &a.label).collect::<Vec<_>>()));
    tell(model, Msg::Press(action.edit.clone().unwrap(), action.then.clone()));
}

fn undo(model: &Model) -> String {
    model.history.undo_label().unwrap_or_default()
}

fn layers(model: &Model) -> Vec<String> {
    let form = form_of(model, "ida");
    let list = form.iter().find(|s| s.title == "Layers").unwrap();
    list.rows.iter().map(|r| r.title.clone()).collect()
}

#[test]
fn a_value_is_one_step_with_its_name_and_both_values() {
    let cases = [
        (format!("{FUND}/layers/2/amount"), "2.5", "skin in the game 4 to 2.5"),
        (format!("{FUND}/contributions/ash"), "9", "contribution of Ash 10 to 9"),
        (format!("{FUND}/close_out/ash"), "", "close-out loss of Ash 26 to none"),
        (format!("{FUND}/replenish_within"), "", "replenish within 1 to none"),
        ("participants/ash/holdings/cash".into(), "21.25", "cash 20 to 21.25"),
    ];
    for (at, text, label) in cases {
        let mut model = page(HOUSES);
        let before = model.scenario.clone();
        enter(&mut model, &at, text);
        assert_eq!(undo(&model), format!("Undo: {label}"));
        assert_eq!(model.history.past.len(), 1, "{label}");
        tell(&mut model, Msg::Undo);
        assert_eq!(model.scenario, before, "{label}");
    }
}

#[test]
fn what_the_check_refuses_stays_typed_and_the_scenario_as_it_was() {
    let mut model = page(HOUSES);
    let (before, digest) = (model.scenario.clone(), model.trace.as_ref().unwrap().digest());
    let at = format!("{FUND}/contributions/ash");
    for (text, reason) in [("500", "does not hold this much cash"), ("-1", "negative"), ("ten", "not a number")] {
        enter(&mut model, &at, text);
        assert_eq!(model.drafts.get(&at).map(String::as_str), Some(text));
        let why = form::tried(&model.scenario, &model.problems, &field(&model, &at), text);
        assert!(why.iter().any(|p| p.at == at && form::says(p).contains(reason)), "{why:?}");
    }
    assert_eq!(model.scenario, before);
    assert!(model.problems.is_empty() && model.history.past.is_empty());
    assert_eq!(model.trace.as_ref().unwrap().digest(), digest);

    // What the value leans on is mended elsewhere: it would do then, and does when it is entered.
    enter(&mut model, &at, "15");
    assert!(model.drafts.contains_key(&at));
    enter(&mut model, "participants/ash/holdings/cash", "30");
    assert_eq!(form::tried(&model.scenario, &model.problems, &field(&model, &at), "15"), []);
    enter(&mut model, &at, "15");
    assert!(model.drafts.is_empty());
    assert_eq!(undo(&model), "Undo: contribution of Ash 10 to 15");
    // Undo leaves no draft behind.
    enter(&mut model, &at, "x");
    tell(&mut model, Msg::Undo);
    assert!(model.drafts.is_empty());
}

#[test]
fn a_problem_elsewhere_has_a_name_and_a_way_there() {
    let mut model = page(HOUSES);
    let cash = field(&model, "participants/ash/holdings/cash");
    let why = form::tried(&model.scenario, &model.problems, &cash, "15");
    let place = "participants/nora/mechanisms/default_fund/contributions/ash".to_owned();
    assert!(matches!(&why[..], [p] if p.at == place), "{why:?}");
    assert_eq!(form::spot(&model.scenario, &place).unwrap().words, "Nora: Contribution of Ash");
    tell(&mut model, Msg::GoTo(place.clone()));
    assert_eq!((&model.selection, model.panel), (&Some(Item::Participant("nora".into())), Panel::Inspect));
    assert_eq!(model.aim, (place, 1));
    tell(&mut model, Msg::GoTo("rules/grace".into()));
    assert_eq!((model.panel, model.aim.1), (Panel::Rules, 2));
    // What is nowhere leads nowhere.
    tell(&mut model, Msg::GoTo("participants/nobody/holdings/cash".into()));
    assert_eq!(model.aim.1, 2);
}

#[test]
fn layers_are_added_reordered_and_removed() {
    let mut model = page(HOUSES);
    let borne = |model: &Model, what: &str| {
        let trace = model.trace.as_ref().unwrap();
        interclear_core::analysis::measure(trace, what).unwrap_or(-1.0).to_string()
    };
    assert_eq!(borne(&model, "borne/ida/survivors_fund@1"), "12");
    press(&mut model, "ida", "Move skin in the game down");
    assert_eq!(undo(&model), "Undo: move skin in the game down");
    assert_eq!(layers(&model)[2..], ["3. Survivors' contributions", "4. Skin in the game"]);
    // The survivors now bear what the house bore before them.
    assert_eq!(borne(&model, "borne/ida/survivors_fund@1"), "16");
    assert_eq!(model.aim.0, format!("{FUND}/layers/3/down"), "the focus goes with it");
    press(&mut model, "ida", "Move skin in the game up");
    assert_eq!(*model.scenario, scenario(HOUSES));
    for label in ["Assessments", "Remaining equity", "Skin in the game", "Gains haircut", "Tear-up"] {
        press(&mut model, "ida", label);
        assert_eq!(undo(&model), format!("Undo: add {} to Ida", label.to_lowercase()));
    }
    assert_eq!(layers(&model).len(), 9);
    enter(&mut model, &format!("{FUND}/layers/4/cap"), "250 %");
    assert_eq!(undo(&model), "Undo: cap of assessments 100 % to 250 %");
    // Each may stand there once, skin in the game twice, so nothing is left to add.
    let form = form_of(&model, "ida");
    assert!(form.iter().find(|s| s.title == "Layers").unwrap().picker.is_none());
    press(&mut model, "ida", "Remove assessments");
    assert_eq!(layers(&model).len(), 8);
    assert!(model.problems.is_empty());
}

#[test]
fn the_usual_layers_are_written_out_when_they_are_changed() {
    let mut model = page(HOUSES);
    press(&mut model, "ash", "Add default fund");
    let place = "participants/ash/mechanisms/default_fund";
    assert_eq!((undo(&model).as_str(), model.aim.0.as_str()), ("Undo: add default fund to Ash", place));
    // The house's own cash holds what it puts in.
    enter(&mut model, "participants/ash/holdings/cash", "25");
    enter(&mut model, &format!("{place}/skin_in_the_game"), "5");
    assert_eq!(undo(&model), "Undo: skin in the game 0 to 5");
    press(&mut model, "ash", "Move skin in the game down");
    enter(&mut model, &format!("{place}/layers/3/amount"), "4");
    assert_eq!(undo(&model), "Undo: skin in the game 5 to 4");
    assert!(model.problems.is_empty());
}

#[test]
fn members_come_and_go() {
    let mut model = page(HOUSES);
    let members = |model: &Model| {
        let form = form_of(model, "ida");
        let list = form.iter().find(|s| s.title == "Members").unwrap().clone();
        let rows: Vec<String> = list.rows.iter().map(|r| r.title.clone()).collect();
        let absent: Vec<String> = list.picker.iter().flat_map(|p| p.options.iter().map(|a| a.label.clone())).collect();
        (rows, absent)
    };
    assert_eq!(
        members(&model),
        (["Ash", "Beech", "Cherry", "Dogwood"].map(String::from).to_vec(), vec!["Nora".into()])
    );
    press(&mut model, "ida", "Remove Beech");
    assert_eq!(undo(&model), "Undo: remove Beech from the default fund of Ida");
    assert_eq!(members(&model).1, ["Nora", "Beech"]);
    press(&mut model, "ida", "Beech");
    assert_eq!(undo(&model), "Undo: add Beech to the default fund of Ida");
    assert_eq!(model.aim.0, format!("{FUND}/contributions/beech"));
    enter(&mut model, &format!("{FUND}/close_out/beech"), "17.5");
    assert_eq!(undo(&model), "Undo: close-out loss of Beech none to 17.5");
    assert!(model.problems.is_empty());
}

#[test]
fn covers_and_pools_are_added_edited_and_removed() {
    let mut model = page(HOUSES);
    press(&mut model, "ida", "Insurance cover");
    press(&mut model, "ida", "Insurance cover");
    let covers: Vec<String> =
        form_of(&model, "ida").iter().map(|s| s.title.clone()).filter(|t| t.contains("cover")).collect();
    assert_eq!(covers, ["Insurance cover: Nora", "Insurance cover: Ash"], "each covers somebody else");
    // The second has a place of its own.
    enter(&mut model, "participants/ida/mechanisms/2/limit", "3");
    assert_eq!(undo(&model), "Undo: limit of insurance cover 0 to 3");
    enter(&mut model, "participants/ida/mechanisms/insurance_cover/share", "120");
    assert!(model.drafts.contains_key("participants/ida/mechanisms/insurance_cover/share"));
    press(&mut model, "ida", "Mutual backstop");
    let pool = "participants/ida/mechanisms/mutual_backstop";
    enter(&mut model, &format!("{pool}/lines/nora"), "2");
    assert_eq!(undo(&model), "Undo: line of Nora 0 to 2");
    enter(&mut model, &format!("{pool}/cap"), "1");
    assert_eq!(undo(&model), "Undo: cap of mutual backstop none to 1");
    // Two members are kept; a third may go.
    let last =
        |model: &Model| actions(model, "ida").iter().filter(|a| a.label == "Remove Nora").all(|a| a.edit.is_none());
    assert!(last(&model));
    let third = actions(&model, "ida").iter().rfind(|a| a.label == "Ash").unwrap().clone();
    tell(&mut model, Msg::Press(third.edit.unwrap(), third.then));
    assert!(!last(&model));
    for label in ["Remove mutual backstop", "Remove insurance cover", "Remove default fund"] {
        press(&mut model, "ida", label);
    }
    let left: Vec<&str> = model.scenario.participants[0].mechanisms.iter().map(Mechanism::word).collect();
    assert_eq!(left, ["insurance_cover"]);
    assert!(model.problems.is_empty());
}

#[test]
fn a_warning_is_at_its_field_and_keeps_nothing_from_running() {
    let mut model = page(include_str!("../../../../tests/fixtures/v1/nasdaq-2018.2.json"));
    let link = model.scenario.collateral.first().unwrap().clone();
    let at = format!("collateral/{}/title", link.id);
    let digest = model.trace.as_ref().unwrap().digest();
    enter(&mut model, &at, "transfer");
    assert!(model.problems.iter().any(|p| p.at == at && p.severity == Severity::Warning), "{:?}", model.problems);
    assert!(!model.has_errors() && model.drafts.is_empty());
    assert_ne!(model.trace.as_ref().unwrap().digest(), digest);
    let item = Item::Link(interclear_core::journal::LinkKind::Collateral, link.id);
    let form = form::sections(&model.scenario, Some(&item));
    assert!(form::loose(&model.problems, Some(&item), &form).is_empty(), "the field shows it");
}
