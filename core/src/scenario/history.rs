//! What happened, beside what the model gives.

use super::form::form;

/// A figure of the event that a scenario reconstructs.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// What it is, in the words of [`super::Expectation::what`], so that a run can be put beside it.
    pub what: String,
    /// The figure, in the unit of what is measured.
    pub happened: f64,
    /// Who reports it, with a link where there is one.
    pub source: String,
}

form!(
    struct History {
        what: need,
        happened: need,
        source: need,
    }
);
