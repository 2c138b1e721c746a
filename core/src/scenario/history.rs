//! A reconstruction of an event: what happened, what was put in, what is left out.

use super::form::form;

/// A figure of the event that a scenario reconstructs.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// What it is, in the words of [`super::Expectation::what`], so that a run can be put beside it.
    pub what: String,
    /// The figure, in the unit of what is measured.
    pub happened: f64,
    /// The words for it on the page; when absent they are made from `what`.
    pub label: String,
    /// Whether the figure, or what it follows from by adding up, was put into the scenario: then that the model gives
    /// it back is no evidence for the model.
    pub put_in: bool,
    /// Who reports it, with a link where there is one.
    pub source: String,
}

form!(
    struct History {
        what: need,
        happened: need,
        label: opt,
        put_in: or(false),
        source: need,
    }
);

/// How a figure of a reconstruction is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// A public report gives it.
    Reported,
    /// It follows from reported figures.
    Derived,
    /// Nobody reports it: it was chosen.
    #[default]
    Assumed,
}

form!(words Basis { Reported = "reported", Derived = "derived", Assumed = "assumed" });

/// A figure that a reconstruction was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The figure, in a sentence.
    pub text: String,
    /// How it is known.
    pub basis: Basis,
    /// Who reports it, or what it was derived from, with a link where there is one.
    pub source: String,
}

form!(
    struct Figure {
        text: need,
        basis: need,
        source: opt,
    }
);
