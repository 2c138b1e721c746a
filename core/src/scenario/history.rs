//! A reconstruction of an event: what happened, what was put in, what is left out.

use super::form::form;

form! {
    /// A figure of the event that a scenario reconstructs, to be put beside what the model gives.
    #[derive(Clone, Debug, PartialEq)]
    pub struct History {
        /// What was measured, in the words of an expectation's `what`.
        pub what: String = need [not_blank()],
        /// The figure, in the unit of what was measured.
        pub happened: f64 = need,
        /// The words for it on the page; made from `what` when absent.
        pub label: String = opt [LABEL],
        /// Whether the figure, or what it follows from by adding up, was put into the scenario: then that the model
        /// gives it back is no evidence for the model.
        pub put_in: bool = or(false),
        /// Who reports it, with a link where there is one.
        pub source: String = need [not_blank()],
    }
}

form! {
    /// How a figure of a reconstruction is known.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Basis {
        /// A public report gives it.
        Reported = "reported",
        /// It follows from reported figures.
        Derived = "derived",
        /// Nobody reports it: it was chosen.
        Assumed = "assumed",
    }
}

form! {
    /// A figure that a reconstruction was made from.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Figure {
        /// The figure, in a sentence.
        pub text: String = need [not_blank()],
        /// How it is known.
        pub basis: Basis = need,
        /// Who reports it, or what it was derived from, with a link where there is one; needed for a reported one.
        pub source: String = opt [TEXT],
    }
}
