//! A run as a job in small pieces, and the messages that order it: the same on the page and in the worker.

use interclear_core::Trace;
use interclear_core::scenario::{Control, Scenario, control};
use serde::{Deserialize, Serialize};

/// The version of these messages. A worker of another version is not used.
pub const PROTOCOL: u32 = 1;

/// What the page asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The generation it is for.
    pub generation: u64,
    /// The scenario as text.
    pub json: String,
    /// Whether the large slider's profile is wanted too.
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
    Run { json: String, profile: bool },
    Profile { scenario: Box<Scenario>, control: Control, failed: Vec<Option<u32>> },
    Done,
}

impl Job {
    /// Takes an order; nothing is done yet.
    #[must_use]
    pub fn new(order: Order) -> Self {
        Self { generation: order.generation, stage: Stage::Run { json: order.json, profile: order.profile } }
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
            Stage::Run { json, profile } => match run(&json) {
                Err(reason) => Some(Reply::Failed { generation, reason }),
                Ok((scenario, trace)) => {
                    if let Some(control) = scenario.controls.first().filter(|_| profile).cloned() {
                        let scenario = Box::new(scenario);
                        self.stage = Stage::Profile { scenario, control, failed: Vec::new() };
                    }
                    Some(Reply::Ran { generation, trace: Box::new(trace) })
                }
            },
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

fn run(json: &str) -> Result<(Scenario, Trace), String> {
    let first = |problems: Vec<interclear_core::Problem>| {
        problems.first().map_or_else(|| "it has no world".to_owned(), ToString::to_string)
    };
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
