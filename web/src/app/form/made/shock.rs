//! Kinds of shock that the format knows, and a first one of a kind on a participant.

use super::first::{NAMED, tries};
use super::{Thing, say};
use crate::app::form::things::OWN_SHOCKS;
use crate::app::form::{Edit, refused, says};
use interclear_core::scenario::{Event, EventKind, Problem, Scenario, Shaped as _};

/// Every kind of shock: its word and its name.
#[must_use]
pub fn kinds() -> Vec<(&'static str, String)> {
    EventKind::SHAPE.variants().iter().map(|v| (v.word, say::label(v.word))).collect()
}

/// Those without a form of their own, which have no picture either.
#[must_use]
pub fn others() -> Vec<(&'static str, String)> {
    kinds().into_iter().filter(|(word, _)| !OWN_SHOCKS.contains(word)).collect()
}

/// A shock of a kind on a participant with first values that the check accepts; assets are named in their order.
///
/// # Errors
/// Why there is none.
pub fn first(
    s: &Scenario,
    known: &[Problem],
    (id, tick): (&str, u32),
    (word, on): (&str, &str),
    assets: Vec<String>,
) -> Result<EventKind, String> {
    let variant = EventKind::SHAPE.variants().iter().find(|v| v.word == word);
    let variant = variant.ok_or_else(|| format!("There is no shock `{word}`."))?;
    let begun = Event { id: id.to_owned(), tick, what: EventKind::Default { participant: on.to_owned() } };
    let thing = Thing::new(s, None, &begun, |e| Edit::Event(Box::new(e)));
    let mut held = thing.part();
    let others: Vec<String> = held.who.iter().filter(|who| *who != on).cloned().collect();
    held.what = assets.into();
    let (mut why, mut seen) = (None, Vec::new());
    // Whom else it names is each of the others in turn.
    for turn in 0..others.len().clamp(1, NAMED) {
        let further = others.iter().cycle().skip(turn).take(others.len()).cloned();
        held.who = std::iter::once(on.to_owned()).chain(further).collect();
        for values in tries(&held) {
            let edit = held.set("/what", Some(values.variant(variant)))?;
            let Edit::Event(event) = &edit else { continue };
            // It is dropped on one participant and strikes no other.
            if event.what.participant().is_some_and(|struck| struck != on) || seen.contains(&event.what) {
                continue;
            }
            match refused(s, known, &edit).first() {
                None => return Ok(event.what.clone()),
                Some(problem) => why = why.or_else(|| Some(says(problem))),
            }
            seen.push(event.what.clone());
        }
    }
    Err(why.unwrap_or_default())
}
