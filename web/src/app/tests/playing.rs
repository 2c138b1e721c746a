//! The playhead's journey, the prediction, explanations.

use super::*;
use crate::app::{Edit, Item, Playhead, Prediction, play, text};

fn at(tick: u32, round: u32) -> Playhead {
    Playhead { tick, round }
}

/// Plays to the end; gives the moments shown and what was said.
fn play_out(model: &mut Model) -> (Vec<Playhead>, String) {
    let (mut moments, mut words) = (vec![model.playhead], String::new());
    while model.playing {
        words.push_str(&announced(&tell(model, Msg::Advance)));
        moments.push(model.playhead);
        assert!(moments.len() < 100);
    }
    (moments, words)
}

#[test]
fn playing_shows_every_round_of_every_tick() {
    let mut model = opened();
    assert_eq!(model.playhead, at(0, 0));
    tell(&mut model, Msg::Predict(None));
    let (moments, _) = play_out(&mut model);
    let trace = model.trace.clone().unwrap();
    assert_eq!(moments, play::moments(&trace));
    assert_eq!(model.playhead, play::last(&trace));
    assert!(model.revealed);
}

#[test]
fn play_at_the_end_replays() {
    let mut model = opened();
    tell(&mut model, Msg::Predict(None));
    play_out(&mut model);
    let effects = tell(&mut model, Msg::PlayPause);
    assert_eq!(model.playhead, at(0, 0));
    assert!(model.playing);
    assert!(matches!(effects.as_slice(), [Effect::Tick(_)]));
    tell(&mut model, Msg::PlayPause);
    assert!(!model.playing);
    // A timer that was under way no longer moves anything.
    assert!(tell(&mut model, Msg::Advance).is_empty());
    assert_eq!(model.playhead, at(0, 0));
}

#[test]
fn steps_go_round_by_round_both_ways() {
    let mut model = opened();
    let trace = model.trace.clone().unwrap();
    let all = play::moments(&trace);
    for expected in all.iter().skip(1) {
        tell(&mut model, Msg::StepForward);
        assert_eq!(model.playhead, *expected);
    }
    tell(&mut model, Msg::StepForward);
    assert_eq!(model.playhead, play::last(&trace));
    for expected in all.iter().rev().skip(1) {
        tell(&mut model, Msg::StepBack);
        assert_eq!(model.playhead, *expected);
    }
}

#[test]
fn next_and_previous_failure() {
    let mut model = opened();
    let failures: Vec<Playhead> =
        play::failure_moments(model.trace.as_ref().unwrap()).into_iter().map(|f| f.0).collect();
    assert!(failures.len() >= 3);
    for expected in &failures {
        tell(&mut model, Msg::SeekFailure { forward: true });
        assert_eq!(model.playhead, *expected);
    }
    assert_eq!(announced(&tell(&mut model, Msg::SeekFailure { forward: true })), "No failure after this.");
    for expected in failures.iter().rev().skip(1) {
        tell(&mut model, Msg::SeekFailure { forward: false });
        assert_eq!(model.playhead, *expected);
    }
}

#[test]
fn an_edit_keeps_the_playhead_and_a_whole_tick_stays_whole() {
    let mut model = opened();
    let rounds = model.trace.as_ref().unwrap().frames[2].rounds;
    tell(&mut model, Msg::Seek(at(2, rounds)));
    slide(&mut model, 0.2, true);
    assert_eq!(model.playhead, at(2, 0));
    tell(&mut model, Msg::Undo);
    assert_eq!(model.playhead, at(2, rounds));
    tell(&mut model, Msg::Seek(at(2, 1)));
    tell(&mut model, Msg::Edit(Edit::Title("other".into())));
    assert_eq!(model.playhead, at(2, 1));
    tell(&mut model, Msg::Seek(at(4, 0)));
    tell(&mut model, Msg::Edit(Edit::Ticks(3)));
    assert_eq!(model.playhead.tick, 3);
}

#[test]
fn a_seek_beyond_the_run_stays_within() {
    let mut model = opened();
    tell(&mut model, Msg::Seek(at(99, 99)));
    assert_eq!(model.playhead, play::last(model.trace.as_ref().unwrap()));
    tell(&mut model, Msg::Seek(at(1, 99)));
    assert_eq!(model.playhead, at(1, 0));
}

#[test]
fn the_question_comes_before_the_first_play_and_is_answered_after_it() {
    let mut model = opened();
    assert!(!model.may_tell());
    assert!(tell(&mut model, Msg::PlayPause).is_empty());
    assert_eq!(model.prediction, Prediction::Asking);
    assert!(!model.playing);
    let effects = tell(&mut model, Msg::Predict(Some(1)));
    assert!(model.playing && matches!(effects.as_slice(), [Effect::Tick(_)]));
    assert_eq!(text::verdict(&model), None);
    let (_, words) = play_out(&mut model);
    assert!(words.ends_with("You said 1 would fail. 4 of 6 did."), "{words}");
    assert_eq!(text::verdict(&model).unwrap().names, ["Pike", "Heron", "Wren", "Finch"]);
    // The same question is not asked twice; the answer follows the slider.
    slide(&mut model, 0.69, true);
    assert_eq!(text::verdict(&model).unwrap().sentence(), "You said 1 would fail. None did.");
    tell(&mut model, Msg::PlayPause);
    assert!(model.playing);
}

#[test]
fn the_question_can_be_put_aside() {
    let mut model = opened();
    tell(&mut model, Msg::PlayPause);
    tell(&mut model, Msg::PlayPause);
    assert_eq!(model.prediction, Prediction::Skipped);
    assert!(model.playing && model.may_tell());
    play_out(&mut model);
    assert_eq!(text::verdict(&model).unwrap().sentence(), "4 of 6 failed.");
}

#[test]
fn another_scenario_asks_its_own_question() {
    let mut model = opened();
    tell(&mut model, Msg::Predict(Some(2)));
    play_out(&mut model);
    tell(&mut model, Msg::Open(Box::new(scenario(FRAGILE))));
    assert_eq!(model.prediction, Prediction::Unasked);
    assert!(!model.revealed);
    assert_eq!(model.playhead, at(0, 0));
    assert_eq!(model.history.undo_label().unwrap(), "Undo: open Robust yet fragile");
    tell(&mut model, Msg::Undo);
    assert_eq!(model.scenario.id, "more-collateral");
}

#[test]
fn a_slower_and_a_faster_play() {
    let wait = |speed: f64| {
        let mut model = opened();
        tell(&mut model, Msg::Speed(speed));
        match tell(&mut model, Msg::Predict(None)).as_slice() {
            [Effect::Tick(ms)] => *ms,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((wait(1.0), wait(0.5), wait(4.0)), (900, 1800, 225));
    let mut model = opened();
    tell(&mut model, Msg::Speed(f64::NAN));
    assert!((model.speed - 1.0).abs() < 1e-9);
}

#[test]
fn each_round_is_one_sentence() {
    let mut model = opened();
    tell(&mut model, Msg::Predict(None));
    let (_, words) = play_out(&mut model);
    assert!(words.contains("Heron failed, short 45 of 50. 2 of 6 failed."), "{words}");
    assert!(words.contains("Day 1: nobody failed."), "{words}");
}

#[test]
fn the_moment_in_words() {
    let mut model = opened();
    let rounds = model.trace.as_ref().unwrap().frames[2].rounds;
    tell(&mut model, Msg::Seek(at(2, 3)));
    assert_eq!(text::moment(&model), ("Day 2".into(), format!("of 4 \u{b7} round 3 of {rounds}")));
    assert_eq!(text::moment_spoken(&model), format!("Day 2 of 4, round 3 of {rounds}"));
    tell(&mut model, Msg::Seek(at(1, 0)));
    assert_eq!(text::moment(&model), ("Day 1".into(), "of 4".into()));
}

#[test]
fn why_follows_the_same_failure_through_an_edit() {
    let mut model = opened();
    tell(&mut model, Msg::WhySelected);
    assert_eq!(model.why, None);
    tell(&mut model, Msg::Seek(at(4, 9)));
    tell(&mut model, Msg::Select(Some(Item::Participant("heron".into()))));
    tell(&mut model, Msg::WhySelected);
    let heron = |m: &Model| crate::app::failure_of(m.trace.as_ref().unwrap(), "heron");
    assert!(model.why.is_some() && model.why == heron(&model));
    slide(&mut model, 0.9, true);
    assert!(model.why.is_some() && model.why == heron(&model));
    slide(&mut model, 0.2, true);
    assert_eq!(model.why, None);
}

#[test]
fn going_to_the_end_puts_the_question_aside() {
    let mut model = opened();
    tell(&mut model, Msg::PlayPause);
    assert_eq!(model.prediction, Prediction::Asking);
    let end = play::last(model.trace.as_ref().unwrap());
    tell(&mut model, Msg::Seek(end));
    assert_eq!(model.prediction, Prediction::Skipped);
    assert_eq!(text::verdict(&model).unwrap().sentence(), "4 of 6 failed.");
}
