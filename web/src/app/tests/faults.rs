//! A run that stopped: said, and saved in one click.

use super::*;
use crate::app::{Notice, Offer};
use interclear_core::engine::Stopped;
use serde_json::Value;

/// The opening case with the run as it would be had an invariant not held at a tick.
fn stopped(name: &str, tick: u32) -> Model {
    let mut model = opened();
    let mut trace = (**model.trace.as_ref().unwrap()).clone();
    trace.frames.truncate(tick as usize);
    let detail = "usd: 1 too many".to_owned();
    trace.stopped = Some(Stopped { name: name.into(), seed: trace.seed, tick, detail });
    let generation = model.generation;
    tell(&mut model, Msg::Ran { generation, trace: Rc::new(trace) });
    model
}

fn file(model: &mut Model) -> (String, Value) {
    let effects = tell(model, Msg::Diagnose);
    let [Effect::Download { name, text }] = effects.as_slice() else { panic!("{effects:?}") };
    (name.clone(), serde_json::from_str(text).unwrap())
}

#[test]
fn a_broken_invariant_is_said_and_its_file_holds_all_that_finds_it() {
    let mut model = stopped("postings_sum_to_zero", 2);
    let Some(Notice { text, bad: true, offer: Offer::Diagnosis }) = &model.notice else { panic!("{:?}", model.notice) };
    assert!(
        text.starts_with("Day 2: the run was stopped, since \u{201c}postings sum to zero\u{201d} did not hold."),
        "{text}"
    );
    let (name, file) = file(&mut model);
    assert_eq!(name, "more-collateral-postings_sum_to_zero-tick-2.json");
    let found: [Value; 4] = ["name", "tick", "seed", "detail"].map(|k| file["stopped"][k].clone());
    let seed = Value::from(model.scenario.seed);
    assert_eq!(found, ["postings_sum_to_zero".into(), 2.into(), seed, "usd: 1 too many".into()]);
    assert_eq!(file["model"], interclear_core::MODEL_VERSION);
    assert_eq!(file["sound"]["frames"], 2);
    // What was run opens again and is the same.
    assert_eq!(scenario(&file["scenario"].to_string()), *model.scenario);
}

#[test]
fn what_was_said_of_a_run_ends_with_the_next() {
    let mut model = stopped("pari_passu", 1);
    slide(&mut model, 0.5, true);
    assert_eq!((model.fault.clone(), model.notice.clone()), (None, None));
    assert_eq!(tell(&mut model, Msg::Diagnose), []);
}

#[test]
fn a_run_that_gave_nothing_has_its_file_too() {
    let mut model = opened();
    let generation = model.generation;
    tell(&mut model, Msg::RunFailed { generation, reason: "the model stopped on a bug".into() });
    let (name, file) = file(&mut model);
    assert_eq!(name, "more-collateral-no_run-tick-0.json");
    assert_eq!(file["stopped"]["detail"], "the model stopped on a bug");
    assert_eq!(file["sound"]["frames"], 0);
}

#[test]
fn a_limit_is_no_fault() {
    let model = stopped("clearing_limit", 1);
    let text = &model.notice.as_ref().unwrap().text;
    assert!(text.contains("a limit of the model") && !text.contains("fault"), "{text}");
}
