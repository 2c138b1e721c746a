//! Every check sees what it is for: a sound tick is spoilt in one place, and the check must say so.

mod bridge_spoils;
mod draw_spoils;
mod exchange_spoils;
mod fund_spoils;
mod lending_spoils;
mod peg_spoils;
mod position_spoils;
mod restaking_spoils;
mod settlement_spoils;
mod spoils;
mod stake_spoils;

use super::super::{PHASES, record};
use super::{INVARIANTS, MEANINGS, Stopped, View, broken};
use crate::engine::context::Tick;
use crate::engine::{Engine, Frame};
use crate::journal::Phase;
use crate::state::State;
use crate::world::World;
use spoils::{SPOILS, Spoil};
use std::collections::BTreeSet;

/// A tick that has ended and is about to be audited.
#[derive(Clone)]
pub(super) struct Ended {
    pub w: World,
    pub s: State,
    pub frame: Frame,
    pub last: Option<Frame>,
}

impl Ended {
    /// Whether one invariant holds.
    fn holds(&self, id: &str) -> bool {
        let view = View::new(&self.w, &self.s, &self.frame, self.last.as_ref());
        let found = INVARIANTS.iter().find(|i| i.id == id).expect("the invariant exists");
        (found.holds)(&view).is_ok()
    }
}

fn town() -> World {
    let s = crate::parse(include_str!("town.json")).expect("the town reads");
    crate::check(&s).0.expect("the town is sound")
}

/// Every tick of the town as it stands before its audit.
fn ticks() -> Vec<Ended> {
    let w = town();
    let mut engine = Engine::new(&w);
    let mut all = Vec::new();
    while !engine.done() {
        engine.state.tick += 1;
        let mut frame = None;
        for (phase, work) in PHASES {
            let mut t = Tick { w: &w, s: &mut engine.state, phase, trace: &mut engine.trace };
            if phase == Phase::Record { frame = Some(record::frame(&mut t)) } else { work(&mut t) }
        }
        let frame = frame.expect("the last phase records");
        let last = engine.trace.frames.last().cloned();
        all.push(Ended { w: w.clone(), s: engine.state.clone(), frame: frame.clone(), last });
        engine.trace.frames.push(frame);
    }
    all
}

/// Every way to spoil a tick.
fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, Spoil)> {
    let parts = [
        fund_spoils::SPOILS,
        bridge_spoils::SPOILS,
        peg_spoils::SPOILS,
        position_spoils::SPOILS,
        lending_spoils::SPOILS,
        stake_spoils::SPOILS,
        restaking_spoils::SPOILS,
        exchange_spoils::SPOILS,
        draw_spoils::SPOILS,
        settlement_spoils::SPOILS,
    ];
    SPOILS.iter().chain(parts.into_iter().flatten())
}

#[test]
fn a_sound_tick_passes() {
    for (at, ended) in ticks().iter().enumerate() {
        for i in INVARIANTS {
            assert!(ended.holds(i.id), "tick {}: {}", at + 1, i.id);
        }
    }
}

#[test]
fn ids_are_words_and_differ_and_have_a_meaning() {
    let ids: BTreeSet<&str> = INVARIANTS.iter().map(|i| i.id).collect();
    assert_eq!(ids.len(), INVARIANTS.len());
    for i in INVARIANTS {
        assert!(i.id.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", i.id);
    }
    for (id, meaning) in MEANINGS {
        assert!(ids.contains(id) && meaning.len() > 40 && meaning.ends_with('.'), "{id}");
    }
}

#[test]
fn every_check_sees_what_is_spoilt() {
    let ticks = ticks();
    let mut unseen = Vec::new();
    for (id, what, spoil) in all() {
        let mut spoilt = 0;
        for (at, sound) in ticks.iter().enumerate() {
            let mut ended = sound.clone();
            if spoil(&mut ended).is_some() {
                spoilt += 1;
                if ended.holds(id) {
                    unseen.push(format!("tick {}: {id} does not see: {what}", at + 1));
                }
            }
        }
        assert!(spoilt > 0, "{id}: no tick of the town could be spoilt with: {what}");
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
    let seen: BTreeSet<&str> = all().map(|s| s.0).collect();
    let all: BTreeSet<&str> = INVARIANTS.iter().map(|i| i.id).collect();
    assert_eq!(seen, all, "every invariant is spoilt in some way, and nothing else is");
}

#[test]
fn what_is_broken_ends_the_run_and_is_not_shown() {
    let w = town();
    let mut engine = Engine::new(&w);
    assert!(engine.step());
    // Somebody becomes richer between two ticks: no posting says so.
    engine.state.books.spoil().0.free[0] += 1;
    assert!(!engine.step() && engine.done() && !engine.step());
    let trace = engine.finish();
    let stopped = trace.stopped.clone().expect("the run has stopped");
    assert_eq!((stopped.name.as_str(), stopped.seed, stopped.tick), ("supply_constant", w.seed, 2));
    assert_eq!(stopped.to_string(), format!("supply_constant does not hold at tick 2, seed 0: {}", stopped.detail));
    assert_eq!(trace.frames.len(), 2, "the opening and the sound tick");
    assert_eq!(trace.journal.entries.len(), trace.frames[1].entries as usize);
    let text = serde_json::to_string(&stopped).expect("it can be sent");
    assert_eq!(serde_json::from_str::<Stopped>(&text).ok(), Some(stopped));
}

#[test]
fn the_first_that_is_broken_is_named() {
    let mut ended = ticks().remove(1);
    ended.frame.metrics[0] = f64::NAN;
    ended.s.books.spoil().0.free[0] += 1;
    let mut trace = Engine::new(&ended.w).finish();
    let t = Tick { w: &ended.w, s: &mut ended.s, phase: Phase::Record, trace: &mut trace };
    assert_eq!(broken(&t, &ended.frame).map(|s| s.name), Some("balances_replay".to_owned()));
}
