//! Changes that are made when they are asked for: making all that a form offers would take time with every look at it.

use super::edit::Edit;
use super::{engine, form};
use interclear_core::scenario::{Code, Problem, Scenario};
use std::fmt;
use std::rc::Rc;

/// What makes a change when it is asked for: the first of several that brings no error, or the first.
#[derive(Clone)]
pub struct Lazy(Rc<dyn Fn() -> Vec<Edit>>);

impl Lazy {
    /// The change that these come to.
    pub fn edit(all: impl Fn() -> Vec<Edit> + 'static) -> Edit {
        Edit::Lazy(Self(Rc::new(all)))
    }

    /// The change that fits a scenario.
    ///
    /// # Errors
    /// When there is none at all.
    pub(super) fn choose(&self, scenario: &Scenario) -> Result<Edit, Problem> {
        let mut all = (self.0)();
        let fits = if all.len() > 1 {
            let known = engine::check(scenario);
            all.iter().position(|e| form::refused(scenario, &known, e).is_empty()).unwrap_or_default()
        } else {
            0
        };
        if all.is_empty() {
            return Err(Problem::error(Code::BadValue, "", "nothing fits here"));
        }
        Ok(all.swap_remove(fits))
    }
}

impl fmt::Debug for Lazy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lazy")
    }
}

impl PartialEq for Lazy {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
