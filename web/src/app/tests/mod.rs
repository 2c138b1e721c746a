//! The page without a browser: messages in, model and effects out, with the real engine behind.

mod clearing;
mod document;
mod faults;
mod files;
mod find;
mod forms;
mod made;
mod panels;
mod playing;
mod positions;
mod presets;
mod several;
mod shelf;
mod sifting;
mod small;
mod tables;
mod wires;

use super::{Effect, Model, Msg, Profile, update};
use crate::job::{Job, Order, Reply};
use interclear_core::Scenario;
use std::rc::Rc;

const COLLATERAL: &str = include_str!("../../../../static/scenarios/more-collateral.json");
const FRAGILE: &str = include_str!("../../../../static/scenarios/robust-yet-fragile.json");
const CAP: &str = "collateral/heron-pike/reuse_cap";

fn scenario(text: &str) -> Scenario {
    interclear_core::parse(text).unwrap()
}

/// A page with the opening case, run and profiled.
/// All shipped scenarios by the names of their files, in order.
pub(super) fn shipped() -> Vec<(String, Scenario)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/scenarios");
    let mut all: Vec<(String, Scenario)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .map(|p| {
            let text = std::fs::read_to_string(&p).unwrap();
            (p.file_stem().unwrap().to_string_lossy().into_owned(), interclear_core::parse(&text).unwrap())
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(all.len() > 20);
    all
}

fn opened() -> Model {
    page(COLLATERAL)
}

fn page(text: &str) -> Model {
    let mut model = Model::default();
    tell(&mut model, Msg::Open(Box::new(scenario(text))));
    assert!(model.trace.is_some());
    model
}

/// Tells the page something and carries out what it asks, as the browser would; gives the effects.
fn tell(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = update(model, msg);
    for effect in &effects {
        let all = match effect {
            Effect::Run { generation, scenario, profile } => answers(*generation, scenario, true, *profile),
            Effect::Profile { generation, scenario } => answers(*generation, scenario, false, true),
            _ => Vec::new(),
        };
        for msg in all {
            update(model, msg);
        }
    }
    effects
}

/// What a worker sends back for an order.
fn answers(generation: u64, scenario: &Scenario, run: bool, profile: bool) -> Vec<Msg> {
    let json = interclear_core::to_json(scenario).unwrap();
    let mut job = Job::new(Order { generation, json, run, profile });
    let mut all = Vec::new();
    while !job.is_done() {
        all.extend(job.step().map(|reply| match reply {
            Reply::Ran { generation, trace } => Msg::Ran { generation, trace: Rc::new(*trace) },
            Reply::Profiled { generation, target, failed } => {
                Msg::Profiled { generation, profile: Rc::new(Profile { target, failed }) }
            }
            Reply::Failed { generation, reason } => Msg::RunFailed { generation, reason },
            Reply::Ready { .. } => Msg::Hush,
        }));
    }
    all
}

fn slide(model: &mut Model, value: f64, done: bool) -> Vec<Effect> {
    tell(model, Msg::Slide { target: CAP.into(), value, done })
}

fn failed(model: &Model) -> usize {
    model.trace.as_ref().map_or(0, |t| t.failures().len())
}

fn announced(effects: &[Effect]) -> String {
    let words = effects.iter().filter_map(|e| if let Effect::Announce(text) = e { Some(text.as_str()) } else { None });
    words.collect::<Vec<_>>().join(" ")
}
