//! What happened and why: entries with amounts and causes, and the explanation walked from them.

mod entry;
mod explain;
mod pool_words;
pub mod words;

pub use crate::units::{LinkKind, LinkRef};
pub(crate) use entry::largest_first;
pub use entry::{Cause, Entry, EntryKind, Journal, Party, Phase};
pub use explain::{Explanation, Line, Step, explain};
