//! The forms of settlement, of drawn price moves and of clients, on the panel of the rules.

use super::*;
use crate::app::form::{self, Field, Section};
use crate::app::{Item, Panel};
use interclear_core::scenario::{ClientAccount, SettledBy};

const FOUR: &str = positions::FOUR;

fn form(model: &Model) -> Vec<Section> {
    form::sections(&model.scenario, None)
}

fn field(model: &Model, at: &str) -> Field {
    let form = form(model);
    let all: Vec<&Field> = form.iter().flat_map(Section::all_fields).collect();
    let names: Vec<&str> = all.iter().map(|f| f.at.as_str()).collect();
    (*all.iter().find(|f| f.at == at).unwrap_or_else(|| panic!("no {at} in {names:?}"))).clone()
}

fn enter(model: &mut Model, at: &str, text: &str) {
    let edit = (field(model, at).set)(text).ok();
    tell(model, Msg::Enter { at: at.into(), text: text.into(), edit });
}

fn press(model: &mut Model, label: &str) -> Option<String> {
    let form = form(model);
    let all = form.iter().flat_map(|s| s.actions.iter().chain(&s.signs).chain(s.rows.iter().flat_map(|r| &r.actions)));
    let action = all.into_iter().find(|a| a.label == label).unwrap_or_else(|| panic!("no button {label}")).clone();
    tell(model, Msg::Press(action.edit.unwrap(), action.then.clone()));
    action.then
}

#[test]
fn payments_settle_by_words_and_with_a_capacity() {
    let mut model = page(FOUR);
    assert_eq!(press(&mut model, "Add settlement of payments").as_deref(), Some("rules/settlement/"));
    enter(&mut model, "rules/settlement/by", "one_by_one");
    enter(&mut model, "rules/settlement/capacity", "3");
    let rule = model.scenario.rules.settlement.clone().unwrap();
    assert_eq!((rule.by, rule.capacity), (SettledBy::OneByOne, Some(3)));
    let by = field(&model, "rules/settlement/by");
    assert!(by.help.contains("the highest fee first"), "{}", by.help);
    assert!(field(&model, "rules/settlement/capacity").help.contains("From 0 to"), "a range is said");
    press(&mut model, "Add congestion");
    // A number of failures is no percentage.
    enter(&mut model, "rules/settlement/congestion/above", "2");
    let above = model.scenario.rules.settlement.as_ref().and_then(|s| s.congestion.as_ref()).unwrap().above;
    assert!((above.get() - 2.0).abs() < 1e-12, "{above:?}");
    press(&mut model, "Remove settlement of payments");
    assert!(model.scenario.rules.settlement.is_none() && model.problems.is_empty());
}

#[test]
fn drawn_moves_have_a_form_with_ranges() {
    let mut model = page(FOUR);
    press(&mut model, "Add drawn price moves");
    assert!(model.problems.is_empty(), "{:?}", model.problems);
    enter(&mut model, "shocks/freedom", "4");
    enter(&mut model, "shocks/correlation", "0.5");
    enter(&mut model, "shocks/blend", "25");
    let shocks = model.scenario.shocks.clone().unwrap();
    assert_eq!(shocks.freedom.map(|f| f.get().round()), Some(4.0), "degrees of freedom are no percentage");
    assert!((shocks.correlation.get() - 0.5).abs() < 1e-12 && (shocks.blend.get() - 0.25).abs() < 1e-12, "{shocks:?}");
    assert!(field(&model, "shocks/blend").help.ends_with("From 0 to 100 %."), "{}", field(&model, "shocks/blend").help);
    assert!(field(&model, "shocks/correlation").help.ends_with("From \u{2212}1 to 1."));
    assert!(field(&model, "shocks/freedom").unit.is_empty() && field(&model, "shocks/blend").unit == "%");
    let titles: Vec<String> = form(&model).into_iter().map(|s| s.title).collect();
    let at = titles.iter().position(|t| t == "Drawn price moves").unwrap();
    assert_eq!(form(&model)[at].depth, 0, "it stands beside the other rules");
    // What is typed wrongly leads to its field.
    enter(&mut model, "shocks/correlation", "7");
    assert!(model.drafts.contains_key("shocks/correlation"));
    tell(&mut model, Msg::GoTo("shocks/correlation".into()));
    assert_eq!(model.panel, Panel::Rules);
}

#[test]
fn a_client_is_added_kept_and_ported_by_its_form() {
    let mut model = page(FOUR);
    positions::settle(&mut model, interclear_core::scenario::Novation::OneHouse);
    let then = press(&mut model, "Add client").unwrap();
    assert!(model.problems.is_empty(), "{:?}", model.problems);
    let new = model.scenario.clients[0].clone();
    assert_eq!(then, format!("clients/{}/", new.client), "its first field has the focus");
    let at = |part: &str| format!("clients/{}/{part}", new.client);
    let options = |f: Field| match f.input {
        form::Input::Choice(_, all) => all.into_iter().map(|o| o.0).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let to = options(field(&model, &at("ports_to")));
    assert!(!to.contains(&new.client) && !to.contains(&new.member) && to[0].is_empty(), "{to:?}");
    enter(
        &mut model,
        &at("ports_to"),
        to.iter().find(|id| !id.is_empty() && *id != "north" && *id != "south").unwrap(),
    );
    assert!(model.scenario.clients[0].ports_to.is_some() && model.problems.is_empty(), "{:?}", model.problems);
    // An omnibus account is ported nowhere, and the field goes.
    enter(&mut model, &at("account"), "2");
    let kept = &model.scenario.clients[0];
    assert_eq!((kept.account, kept.ports_to.clone()), (ClientAccount::OmnibusNet, None));
    assert!(form(&model).iter().flat_map(Section::all_fields).all(|f| f.at != at("ports_to")));
    // The same row stands with the client and with its member.
    for id in [&new.client, &new.member] {
        let all = form::sections(&model.scenario, Some(&Item::Participant(id.clone())));
        assert!(all.iter().flat_map(Section::all_fields).any(|f| f.at == at("account")), "{id}");
    }
    assert!(model.history.undo_label().unwrap().contains("change clients"));
    tell(&mut model, Msg::Undo);
    tell(&mut model, Msg::Undo);
    tell(&mut model, Msg::Undo);
    assert!(model.scenario.clients.is_empty());
}
