//! Scenarios of this visitor beside the one at work: opening an empty one, keeping a copy, throwing away and bringing back.

use super::document::say;
use super::effect::Effect;
use super::model::{Mode, Model, Notice, Offer, Shelved};
use super::opening::open;
use super::words;
use interclear_core::scenario::{self, Scenario};
use std::rc::Rc;

/// A scenario in which nothing is yet: cash to count in, and ten days.
const EMPTY: &str = r#"{
  "version": 1,
  "id": "untitled",
  "title": "Untitled",
  "clock": { "ticks": 10, "unit": "day" },
  "numeraire": "cash",
  "assets": [{ "id": "cash", "label": "Cash", "decimals": 2 }],
  "participants": []
}"#;

/// What the list says of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// How much is in it.
    pub about: String,
}

/// What the list says of a kept text; one that cannot be read has a name too.
#[must_use]
pub fn card(kept: &Shelved) -> Card {
    let Ok(s) = scenario::parse(&kept.text) else {
        return Card {
            title: "A scenario that cannot be read".into(),
            about: words::count(kept.text.len(), "byte", "bytes"),
        };
    };
    let links = s.obligations.len() + s.trades.len() + s.deposits.len() + s.collateral.len() + s.positions.len();
    let title = if s.title.is_empty() { s.id.clone() } else { s.title.clone() };
    let (who, link) = (s.participants.len(), words::count(links, "link", "links"));
    Card { title, about: format!("{}, {link}", words::count(who, "participant", "participants")) }
}

/// Opens a scenario in which nothing is yet.
pub(super) fn open_empty(model: &mut Model) -> Vec<Effect> {
    match scenario::parse(EMPTY) {
        Ok(empty) => open(model, empty),
        Err(problems) => say(model, problems.first().map_or_else(String::new, ToString::to_string), true),
    }
}

/// Puts a copy of the scenario beside the work, under a title of its own, so that the two can be told apart.
pub(super) fn keep_copy(model: &mut Model) -> Vec<Effect> {
    if model.mode == Mode::Embed {
        return Vec::new();
    }
    let copy = Scenario { title: copy_title(model), ..(*model.scenario).clone() };
    match scenario::to_json(&copy) {
        Ok(text) => {
            let mut effects = vec![Effect::Shelve(text.into())];
            effects.extend(say(model, format!("Kept beside the work: {}.", copy.title), false));
            effects
        }
        Err(problem) => say(model, problem.to_string(), true),
    }
}

/// `Copy of T`, with a number when that is there already; never too long for a title.
fn copy_title(model: &Model) -> String {
    let title: String = model.scenario.title.chars().take(60).collect();
    let title = if title.is_empty() { "Untitled".to_owned() } else { title };
    let taken: Vec<String> = model.shelf.iter().map(|s| card(s).title).collect();
    let plain = format!("Copy of {title}");
    let numbered = (2..).map(|n| format!("Copy {n} of {title}"));
    std::iter::once(plain).chain(numbered).find(|t| !taken.contains(t)).unwrap_or(title)
}

/// Offers to bring back what was thrown away.
pub(super) fn discarded(model: &mut Model, text: Rc<str>) -> Vec<Effect> {
    let gone = Shelved { slot: 0, when: None, text: Rc::clone(&text) };
    let words = format!("Thrown away: {}.", card(&gone).title);
    model.discarded = Some(text);
    model.notice = Some(Notice { text: words.clone(), bad: false, offer: Offer::BringBack });
    vec![Effect::HushLater, Effect::Announce(words)]
}

/// Puts back what was thrown away last.
pub(super) fn bring_back(model: &mut Model) -> Vec<Effect> {
    let Some(text) = model.discarded.take() else { return Vec::new() };
    model.notice = None;
    vec![Effect::Shelve(text), Effect::Announce("It is back.".into())]
}
