//! What every part of the page is given.

use crate::app::{Model, Msg};
use std::rc::Rc;
use yew::{Callback, Properties};

/// The model to show and the door for messages. Equal while the model is the same one.
#[derive(Clone, Debug, Properties)]
pub struct ViewProps {
    /// What to show.
    pub model: Rc<Model>,
    /// Where messages go.
    pub send: Callback<Msg>,
}

impl PartialEq for ViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model) && self.send == other.send
    }
}
