//! Files: opening text, restoring what was kept, saving.

use super::document::{begin, say};
use super::engine;
use super::model::{Dialog, Model, Notice};
use super::msg::Effect;
use interclear_core::scenario::{self, Problem, Scenario, Severity};

/// A file's text as a scenario, or all that keeps it from being one.
fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    let read = scenario::parse(text)?;
    let problems = engine::check(&read);
    if problems.iter().any(|p| p.severity == Severity::Error) { Err(problems) } else { Ok(read) }
}

/// Opens a file's text, or shows its problems and replaces nothing.
pub(super) fn open_text(model: &mut Model, text: &str) -> Vec<Effect> {
    begin_or_show(model, read(text))
}

/// Opens work that waited. Like the page itself it takes unfinished work, which has problems of more than form.
pub(super) fn open_kept(model: &mut Model, text: &str) -> Vec<Effect> {
    begin_or_show(model, scenario::parse(text))
}

fn begin_or_show(model: &mut Model, read: Result<Scenario, Vec<Problem>>) -> Vec<Effect> {
    match read {
        Ok(scenario) => begin(model, scenario),
        Err(problems) => {
            let count = problems.len();
            model.dialog = Some(Dialog::Problems(problems));
            let words = if count == 1 { "1 problem".into() } else { format!("{count} problems") };
            vec![Effect::Announce(format!("The file was not opened: {words}."))]
        }
    }
}

/// Goes on with the work of the last visit, unfinished or not; work that cannot be read is put aside, once, and said.
pub(super) fn restore(model: &mut Model, text: &str, otherwise: String, edited: bool) -> Vec<Effect> {
    match scenario::parse(text) {
        Ok(scenario) => {
            let mut effects = begin(model, scenario);
            model.edited = edited;
            let text = "Your work from the last visit. Examples are under its title.".to_owned();
            model.notice = Some(Notice { text, bad: false, undo: false });
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
        Ok(text) => vec![Effect::Download { name: file_name(&model.scenario), text }],
        Err(problem) => say(model, problem.to_string(), true),
    }
}

/// `more-collateral.json`, from the id or the title.
fn file_name(s: &Scenario) -> String {
    let wish = if s.id.is_empty() { s.title.to_ascii_lowercase() } else { s.id.clone() };
    let parts: Vec<&str> = wish.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let name = parts.join("-");
    format!("{}.json", if name.is_empty() { "scenario" } else { &name })
}
