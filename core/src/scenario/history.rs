//! What happened, beside what the model gives.

use super::form::form;

form! {
    /// A figure of the event that a scenario reconstructs, to be put beside what the model gives.
    #[derive(Clone, Debug, PartialEq)]
    pub struct History {
        /// What was measured, in the words of an expectation's `what`.
        pub what: String = need [not_blank()],
        /// The figure, in the unit of what was measured.
        pub happened: f64 = need,
        /// Who reports it, with a link where there is one.
        pub source: String = need [not_blank()],
    }
}
