//! A run as a job in small pieces, and the messages that order it: the same on the page and in the worker.

use interclear_core::scenario::{Control, Scenario, control};
use interclear_core::{Problem, Trace};
use serde::{Deserialize, Serialize};

/// The version of these messages. A worker of another version is not used.
pub const PROTOCOL: u32 = 2;

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The generation it is for.
    pub generation: u64,
    /// The scenario as text.
    pub json: String,
    /// Whether the run is wanted: not where it was made beforehand.
    pub run: bool,
    /// Whether the large slider's profile is wanted.
    pub profile: bool,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker listens. This stays the first variant, so that every version can be told from another.
    Ready {
        /// Its [`PROTOCOL`].
        protocol: u32,
        /// The version of its model.
        model: String,
    },
    /// The run.
    Ran {
        /// The generation it belongs to.
        generation: u64,
        /// What happened.
        trace: Box<Trace>,
    },
    /// How many fail along the large slider.
    Profiled {
        /// The generation it belongs to.
        generation: u64,
        /// The slider's target.
        target: String,
        /// Failures per stop.
        failed: Vec<Option<u32>>,
    },
    /// It could not be run.
    Failed {
        /// The generation it belongs to.
        generation: u64,
        /// Why.
        reason: String,
    },
}

impl Reply {
    /// The greeting of a worker of this version.
    #[must_use]
    pub fn ready() -> Self {
        Self::Ready { protocol: PROTOCOL, model: interclear_core::MODEL_VERSION.to_owned() }
    }

    /// Whether a greeting comes from a worker of this version.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        *self == Self::ready()
    }
}

/// An order being carried out, one piece at a time.
#[derive(Debug)]
pub struct Job {
    generation: u64,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Begin { json: String, run: bool, profile: bool },
    Profile { scenario: Box<Scenario>, control: Control, failed: Vec<Option<u32>> },
    Done,
}

impl Job {
    /// Takes an order; nothing is done yet.
    #[must_use]
    pub fn new(order: Order) -> Self {
        let Order { generation, json, run, profile } = order;
        Self { generation, stage: Stage::Begin { json, run, profile } }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self.stage, Stage::Done)
    }

    /// Does one piece: the run, or one stop of the slider. Pieces take a millisecond or so.
    pub fn step(&mut self) -> Option<Reply> {
        let generation = self.generation;
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Done => None,
            Stage::Begin { json, run: true, profile } => match run(&json) {
                Err(reason) => Some(Reply::Failed { generation, reason }),
                Ok((scenario, trace)) => {
                    self.stage = profiling(scenario, profile);
                    Some(Reply::Ran { generation, trace: Box::new(trace) })
                }
            },
            Stage::Begin { json, run: false, profile } => {
                self.stage = interclear_core::parse(&json).map_or(Stage::Done, |s| profiling(s, profile));
                None
            }
            Stage::Profile { scenario, control, mut failed } => {
                let stop = u32::try_from(failed.len()).unwrap_or(u32::MAX);
                if stop >= control.stops() {
                    return Some(Reply::Profiled { generation, target: control.target, failed });
                }
                failed.push(failures(&scenario, &control, stop));
                self.stage = Stage::Profile { scenario, control, failed };
                None
            }
        }
    }
}

/// The profile of the large slider, if it is wanted and there is one.
fn profiling(scenario: Scenario, wanted: bool) -> Stage {
    match scenario.controls.first().filter(|_| wanted).cloned() {
        Some(control) => Stage::Profile { scenario: Box::new(scenario), control, failed: Vec::new() },
        None => Stage::Done,
    }
}

/// Carries out one piece of a job ([`Job::step`]): the door to the engine.
pub fn step(job: &mut Job) -> Option<Reply> {
    job.step()
}

/// The digest of a run of a scenario in JSON.
///
/// # Errors
/// Every problem of the scenario, a line each, or the reason why the run stopped.
pub fn digest(json: &str) -> Result<String, String> {
    let said = |problems: &[Problem]| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let scenario = interclear_core::parse(json).map_err(|problems| said(&problems))?;
    let (world, problems) = interclear_core::check(&scenario);
    let world = world.ok_or_else(|| said(&problems))?;
    let trace = interclear_core::run(&world);
    match trace.stopped {
        None => Ok(trace.digest().to_string()),
        Some(reason) => Err(reason.to_string()),
    }
}

fn run(json: &str) -> Result<(Scenario, Trace), String> {
    let first =
        |problems: Vec<Problem>| problems.first().map_or_else(|| "it has no world".to_owned(), ToString::to_string);
    let scenario = interclear_core::parse(json).map_err(first)?;
    match interclear_core::check(&scenario) {
        (Some(world), _) => Ok((scenario, interclear_core::run(&world))),
        (None, problems) => Err(first(problems)),
    }
}

fn failures(scenario: &Scenario, slider: &Control, stop: u32) -> Option<u32> {
    let mut s = scenario.clone();
    control::set(&mut s, &slider.target, slider.value_at(stop)).ok()?;
    interclear_core::analysis::failed(&s)
}
