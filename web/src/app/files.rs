//! Files: opening text, restoring what was kept, saving.

use super::csv::{self, Layout};
use super::document::say;
use super::effect::Effect;
use super::model::{Dialog, Model, Notice, Offer};
use super::opening::begin;
use super::{engine, text, words};
use interclear_core::scenario::{self, Problem, Scenario, Severity};
use std::rc::Rc;

/// A file's text as a scenario, or all that keeps it from being one.
fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    let read = scenario::parse(text)?;
    let problems = engine::check(&read);
    if problems.iter().any(|p| p.severity == Severity::Error) { Err(problems) } else { Ok(read) }
}

/// Opens a file's text, or shows its problems and replaces nothing.
pub(super) fn open_text(model: &mut Model, text: &str) -> Vec<Effect> {
    begin_or_show(model, text, read(text))
}

/// Opens work that waited. Like the page itself it takes unfinished work, which has problems of more than form.
pub(super) fn open_kept(model: &mut Model, text: &str) -> Vec<Effect> {
    let read = scenario::parse(text);
    let good = read.is_ok();
    let effects = begin_or_show(model, text, read);
    model.edited |= good;
    effects
}

fn begin_or_show(model: &mut Model, text: &str, read: Result<Scenario, Vec<Problem>>) -> Vec<Effect> {
    match read {
        Ok(scenario) => begin(model, scenario),
        Err(problems) => {
            let count = problems.len();
            model.dialog = Some(Dialog::Problems { list: Rc::new(problems), text: Some(text.into()) });
            let words = if count == 1 { "1 problem".into() } else { format!("{count} problems") };
            vec![Effect::Announce(format!("The file was not opened: {words}."))]
        }
    }
}

/// Whether kept work is of the example with this id. It is as this page writes it, so only a field of the scenario itself
/// stands two blanks from the edge.
#[must_use]
pub fn is_about(kept: &str, id: &str) -> bool {
    kept.contains(&format!("\n  \"id\": \"{id}\","))
}

/// Goes on with the work of the last visit, unfinished or not; work that cannot be read is put aside, once, and said.
pub(super) fn restore(model: &mut Model, text: &str, otherwise: String, edited: bool) -> Vec<Effect> {
    match scenario::parse(text) {
        Ok(scenario) => {
            let mut effects = begin(model, scenario);
            model.edited = edited;
            let text = "Your work from the last visit. Examples are under its title.".to_owned();
            // What was said about the address stays.
            model.notice.get_or_insert(Notice { text, bad: false, offer: Offer::Nothing });
            effects.push(Effect::HushLater);
            effects
        }
        Err(_) => {
            let text = "The work kept from the last visit cannot be read; it was put aside.".to_owned();
            let mut effects = say(model, text, true);
            effects.push(Effect::PutAside);
            effects.push(Effect::FetchShipped(otherwise));
            effects
        }
    }
}

/// Saves the scenario to a file.
pub(super) fn save(model: &mut Model) -> Vec<Effect> {
    match scenario::to_json(&model.scenario) {
        Ok(json) => vec![Effect::Download { name: format!("{}.json", text::file_stem(&model.scenario)), text: json }],
        Err(problem) => say(model, problem.to_string(), true),
    }
}

/// Saves what is owed as a table, and says what has no place in it.
pub(super) fn save_table(model: &mut Model, layout: Layout) -> Vec<Effect> {
    let (text, left) = match csv::write(&model.scenario, layout) {
        Ok(written) => written,
        Err(why) => return say(model, why, true),
    };
    let what = match layout {
        Layout::Edges => "debts",
        Layout::Matrix => "matrix",
    };
    let name = format!("{}-{what}.csv", text::file_stem(&model.scenario));
    let mut effects = vec![Effect::Download { name, text }];
    if left > 0 {
        let left = words::count(left, "debt in another asset is", "debts in other assets are");
        effects.extend(say(model, format!("{left} not in the table."), false));
    }
    effects
}
