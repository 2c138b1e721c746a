//! Words of the slider, keys, the address.

use super::*;
use crate::app::address::{self, Address};
use crate::app::keys::{Focus, Key, message};
use crate::app::{Dialog, Tool, slider};
use interclear_core::scenario::Control;

fn control(stops: u32) -> Control {
    Control { target: "x".into(), max: f64::from(stops - 1), step: 1.0, ..Control::default() }
}

fn words(failed: &[u32]) -> String {
    let failed: Vec<Option<u32>> = failed.iter().copied().map(Some).collect();
    let stops = u32::try_from(failed.len()).unwrap();
    slider::track(&control(stops), &Profile { target: "x".into(), failed }).text
}

#[test]
fn the_threshold_is_said_as_it_is() {
    assert_eq!(words(&[0, 0, 4, 4]), "none fails up to 1");
    assert_eq!(words(&[4, 4, 0, 0]), "none fails from 2");
    assert_eq!(words(&[2, 0, 0, 3]), "none fails from 1 to 2, up to 3 elsewhere");
    assert_eq!(words(&[0, 1, 0, 1]), "none fails up to 0 and at 2, 1 elsewhere");
    assert_eq!(words(&[0, 1, 0, 3]), "none fails up to 0 and at 2, up to 3 elsewhere");
    assert_eq!(words(&[0, 0]), "none fails anywhere on this slider");
    assert_eq!(words(&[3, 3]), "3 fail wherever it stands");
    assert_eq!(words(&[1, 1, 6]), "1 fails up to 1, 6 above");
    assert_eq!(words(&[5, 1, 1]), "5 fail up to 0, 1 above");
    assert_eq!(words(&[0, 1, 1, 6]), "none fails up to 0, 1 up to 2, 6 above");
    assert_eq!(words(&[6, 1, 0]), "6 fail up to 0, 1 up to 1, none above");
    assert_eq!(words(&[1, 2, 3, 3, 4, 5]), "1 fails up to 0, 5 from 5");
    assert_eq!(
        words(&[0, 1, 0, 1, 0, 1, 0, 1]),
        "none fails up to 0 and at 2 and at 4 and in 1 more places, 1 elsewhere"
    );
}

#[test]
fn the_opening_case_turns_at_69_per_cent() {
    let mut model = opened();
    assert_eq!(slider::large_track(&model), None);
    tell(&mut model, Msg::Predict(None));
    let track = slider::large_track(&model).unwrap();
    assert_eq!(track.text, "none fails up to 69 %");
    assert_eq!(track.marks.len(), 1);
    assert!((track.at - 0.695).abs() < 1e-9);
    assert_eq!(track.parts.len(), 2);
}

#[test]
fn letters_do_nothing_in_fields() {
    let model = opened();
    let key = |name: &'static str, focus| message(&model, Key { name, command: false, shift: false, focus });
    assert!(matches!(key(" ", Focus::Body), Some(Msg::PlayPause)));
    assert!(matches!(key("w", Focus::Canvas), Some(Msg::WhySelected)));
    assert!(matches!(key("ArrowRight", Focus::Body), Some(Msg::StepForward)));
    for name in [" ", "w", "l", "Delete", "?"] {
        assert!(key(name, Focus::Text).is_none() && key(name, Focus::Control).is_none());
    }
    assert!(key("ArrowRight", Focus::Canvas).is_none());
    assert!(matches!(key("ArrowRight", Focus::Bar), Some(Msg::StepForward)));
    assert!(key(" ", Focus::Bar).is_none());
    assert!(matches!(key(" ", Focus::Slider), Some(Msg::PlayPause)));
    assert!(key("ArrowRight", Focus::Slider).is_none() && key("Home", Focus::Slider).is_none());
    let command = |name: &'static str, shift, focus| message(&model, Key { name, command: true, shift, focus });
    assert!(matches!(command("z", false, Focus::Control), Some(Msg::Undo)));
    assert!(matches!(command("Z", true, Focus::Body), Some(Msg::Redo)));
    assert!(command("z", false, Focus::Text).is_none());
}

#[test]
fn a_digit_answers_the_question() {
    let mut model = opened();
    tell(&mut model, Msg::PlayPause);
    let key = |name: &'static str| Key { name, command: false, shift: false, focus: Focus::Control };
    assert!(matches!(message(&model, key("3")), Some(Msg::Predict(Some(3)))));
    assert!(matches!(message(&model, key("Escape")), Some(Msg::Predict(None))));
}

#[test]
fn escape_puts_down_one_thing_at_a_time() {
    let mut model = opened();
    tell(&mut model, Msg::Select(Some(crate::app::Item::Participant("heron".into()))));
    tell(&mut model, Msg::UseTool(Tool::Shock("default".into())));
    let mut done = Vec::new();
    let key = Key { name: "Escape", command: false, shift: false, focus: Focus::Canvas };
    while let Some(msg) = message(&model, key) {
        done.push(format!("{msg:?}"));
        tell(&mut model, msg);
    }
    assert_eq!(done, ["UseTool(Select)", "Select(None)"]);
    tell(&mut model, Msg::Show(Some(Dialog::Help)));
    assert!(message(&model, key).is_none());
}

#[test]
fn addresses() {
    let read = address::read;
    assert_eq!(read(""), Address::default());
    assert_eq!(
        read("#embed&ex=more-collateral"),
        Address { embed: true, example: Some("more-collateral".into()), unknown: vec![] }
    );
    let odd = read("#ex=../secret&mode=play&embed=2");
    assert_eq!((odd.embed, &odd.example), (false, &None));
    assert_eq!(odd.unknown, ["ex", "mode", "embed"]);
    assert!(odd.complaint().unwrap().contains("`mode`"));
    assert_eq!(read(&"x".repeat(5000)).unknown.len(), 1);
    assert_eq!(Address::full("one-chain"), "#ex=one-chain");
    assert_eq!(Address::full("javascript:x"), "#");
}
