//! What on the canvas an element stands for.

use super::link::from_key;
use crate::app::Item;
use web_sys::Element;

/// What is under a pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Hit {
    #[default]
    Empty,
    Node(String),
    /// The rim of a participant, where wires begin.
    Rim(String),
    Link(Item),
    /// A membership, by its place in the form of its house.
    Tie(String),
}

/// What an element of the canvas stands for.
pub(super) fn hit_of(target: Option<&Element>) -> Hit {
    let closest = |selector: &str| target.and_then(|t| t.closest(selector).ok().flatten());
    if let Some(node) = closest("[data-node]").and_then(|e| e.get_attribute("data-node")) {
        return if closest("[data-handle]").is_some() { Hit::Rim(node) } else { Hit::Node(node) };
    }
    if let Some(tie) = closest("[data-tie]").and_then(|e| e.get_attribute("data-tie")) {
        return Hit::Tie(tie);
    }
    let key = closest("[data-link]").and_then(|e| e.get_attribute("data-link"));
    let key = key.or_else(|| closest("[data-label]").and_then(|e| e.get_attribute("data-label")));
    key.and_then(|k| from_key(&k)).map_or(Hit::Empty, |(kind, id)| Hit::Link(Item::Link(kind, id)))
}

/// The participant at a place on the screen.
pub(super) fn node_at(x: i32, y: i32) -> Option<String> {
    let document = web_sys::window()?.document()?;
    match hit_of(document.element_from_point(x as f32, y as f32).as_ref()) {
        Hit::Node(id) | Hit::Rim(id) => Some(id),
        _ => None,
    }
}
