//! Forms made of the format: whatever has a shape can be filled in, and what is added is accepted.

mod added;
mod nested;

use super::*;
use crate::app::form::{is_at, refused};
use crate::app::{Item, form};
use interclear_core::scenario::{EventKind, Mechanism, Participant, Scenario, Severity, Shaped as _};
use interclear_core::{check, parse};

/// Every field of every type, and two cases that are shipped.
const FILES: [&str; 3] = [
    include_str!("../../../../../../format/tests/format/full.json"),
    include_str!("../../../../../../static/scenarios/two-houses.json"),
    include_str!("../../../../../../static/scenarios/euler-2023.json"),
];

fn scenarios() -> impl Iterator<Item = Scenario> {
    FILES.into_iter().map(|text| parse(text).unwrap())
}

/// The form of the scenario as a whole, which holds every type of the format.
fn whole(s: &Scenario) -> Vec<Section> {
    let thing = Thing::new(s, None, s, |s| Edit::Replace(Box::new(s)));
    let Shape::Object(object) = Scenario::SHAPE else { unreachable!() };
    Made::new(&thing, Spot::of(String::new(), String::new(), &s.numeraire)).object(
        "Scenario",
        object.help(),
        object.parts,
    )
}

fn buttons(all: &[Section]) -> Vec<Action> {
    let of = |s: &Section| {
        let rows = s.rows.iter().flat_map(|r| r.actions.clone());
        let picker = s.picker.iter().flat_map(|p| p.options.clone());
        rows.chain(picker).chain(s.signs.clone()).chain(s.actions.clone()).collect::<Vec<_>>()
    };
    all.iter().flat_map(of).collect()
}

fn shown(input: &Input) -> String {
    match input {
        Input::Number(text) | Input::Text(text) | Input::Long(text) | Input::Choice(text, _) => text.clone(),
        Input::Check(on) => on.to_string(),
    }
}

#[test]
fn every_field_of_the_format_reads_back_what_it_shows() {
    for s in scenarios() {
        let form = whole(&s);
        let fields: Vec<&Field> = form.iter().flat_map(Section::all_fields).collect();
        assert!(fields.len() > 60, "{}", fields.len());
        // A kind of shock that is chosen anew begins with first values.
        for field in fields.into_iter().filter(|f| !f.at.ends_with("what/type")) {
            let text = shown(&field.input);
            let after = (field.set)(&text).and_then(|e| e.apply(&s).map_err(|p| p.message));
            assert!(after.as_ref().is_ok_and(|a| a.0 == s), "{} {text} {:?}", field.at, after.err());
            assert!(!field.label.is_empty() && !field.at.contains("//"), "{field:?}");
        }
    }
}

#[test]
fn nonsense_is_refused_in_words() {
    for s in scenarios() {
        for field in whole(&s).iter().flat_map(Section::all_fields) {
            if let Input::Number(_) = field.input {
                let why = (field.set)("about ten").unwrap_err();
                assert!(why.contains("about ten") && why.contains("for example"), "{}: {why}", field.at);
            }
        }
    }
}

#[test]
fn an_entry_changes_its_own_value_and_no_other() {
    let s = scenarios().next().unwrap();
    let mut seen = 0;
    for field in whole(&s).iter().flat_map(Section::all_fields) {
        let other = match &field.input {
            Input::Number(_) => "3".to_owned(),
            Input::Check(on) => (!on).to_string(),
            Input::Choice(now, options) => match options.iter().find(|(id, _)| id != now) {
                Some((id, _)) => id.clone(),
                None => continue,
            },
            Input::Text(_) | Input::Long(_) => continue,
        };
        let Ok((after, words)) = (field.set)(&other).map(|e| e.apply(&s).unwrap()) else {
            panic!("{} takes no {other}", field.at);
        };
        if after != s {
            let form = whole(&after);
            let now = form.iter().flat_map(Section::all_fields).find(|f| f.at == field.at);
            assert_eq!(now.map(|f| shown(&f.input)), Some(other), "{}", field.at);
            assert!(words.contains(" to "), "{words}");
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn every_button_of_the_format_does_something() {
    let s = scenarios().next().unwrap();
    let all = buttons(&whole(&s));
    assert!(all.len() > 80, "{}", all.len());
    for action in all.iter().filter(|a| a.edit.is_some()) {
        let (after, words) =
            action.edit.as_ref().unwrap().apply(&s).unwrap_or_else(|p| panic!("{}: {p}", action.label));
        assert_ne!(after, s, "{}", action.label);
        assert!(!words.is_empty() && !words.starts_with("open "), "{words}");
    }
}

#[test]
fn units_and_names_come_from_the_format() {
    let s = scenarios().next().unwrap();
    let form = whole(&s);
    let unit = |at: &str| {
        let found = form.iter().flat_map(Section::all_fields).find(|f| f.at.ends_with(at));
        found.unwrap_or_else(|| panic!("no {at}")).unit.clone()
    };
    let numeraire = form::numeraire(&s);
    assert_eq!(unit("/recovery_assets"), "%");
    assert_eq!(unit("rules/grace"), form::ticks(&s));
    assert!(form.iter().flat_map(Section::all_fields).any(|f| f.at.ends_with("/floor") && f.unit == numeraire));
    assert_eq!((say::label("close_factor").as_str(), say::single("markets").as_str()), ("Close factor", "market"));
    assert_eq!(
        ["entries", "losses", "branches", "bus", "lines"].map(say::single),
        ["entry", "loss", "branch", "bu", "line"]
    );
}

#[test]
fn a_participant_has_its_own_sections_only_once() {
    let s = scenarios().next().unwrap();
    for p in &s.participants {
        let form = form::sections(&s, Some(&Item::Participant(p.id.clone())));
        let mut all: Vec<&str> = form.iter().flat_map(Section::all_fields).map(|f| f.at.as_str()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        let Shape::Object(object) = Participant::SHAPE else { unreachable!() };
        assert_eq!(object.parts.len(), 6, "a new part of a participant has a section of its own");
    }
}

fn two() -> Scenario {
    parse(r#"{"version":1,"numeraire":"cash","assets":[{"id":"cash","label":"Cash"},{"id":"eth","label":"Ether","price":2}],
        "participants":[{"id":"a","label":"Ash","kind":"firm","holdings":{"cash":500,"eth":500}},{"id":"b","label":"Elm","kind":"firm","holdings":{"cash":500}}]}"#)
    .unwrap()
}
