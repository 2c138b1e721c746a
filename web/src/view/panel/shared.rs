//! A run shared between components: equal while it is the same run, never compared number by number.

use crate::app::{Model, Playhead};
use crate::chart::Input;
use interclear_core::engine::Trace;
use std::ops::Deref;
use std::rc::Rc;

/// A shared thing that is equal only to itself.
#[derive(Debug)]
pub struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What charts are drawn from, as a property.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// The run.
    pub trace: Same<Trace>,
    /// The run before the last edit.
    pub ghost: Option<Same<Trace>>,
    /// Whether the other run is one that was pinned.
    pub pinned: bool,
    /// The moment shown.
    pub playhead: Playhead,
    /// Whether what comes after it stays hidden.
    pub hide_future: bool,
}

impl Runs {
    /// The runs of a model, once there is one.
    #[must_use]
    pub fn of(model: &Model) -> Option<Self> {
        Some(Self {
            trace: Same(Rc::clone(model.trace.as_ref()?)),
            ghost: model.pinned.as_ref().map(|p| &p.trace).or(model.ghost.as_ref()).map(|g| Same(Rc::clone(g))),
            pinned: model.pinned.is_some(),
            playhead: model.playhead,
            hide_future: !model.may_tell(),
        })
    }

    /// The same as a chart takes it.
    #[must_use]
    pub fn input(&self) -> Input<'_> {
        Input {
            trace: &self.trace,
            ghost: self.ghost.as_deref(),
            playhead: self.playhead,
            hide_future: self.hide_future,
        }
    }
}
