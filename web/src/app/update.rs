//! `update`: the one door by which the model changes.

use super::model::Model;
use super::msg::{Effect, Msg};

/// Changes the model and says what the browser must do.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let _ = (model, msg);
    Vec::new()
}
