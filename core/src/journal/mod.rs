//! What happened and why: entries with amounts and causes, and the explanation walked from them.

mod book_words;
mod entry;
mod explain;
mod fund_words;
mod lines;
mod market_words;
mod phase;
mod pool_words;
mod settlement_words;
mod token_words;
mod venue_words;
pub mod words;

pub use crate::units::{LinkKind, LinkRef};
pub use entry::{Cause, Entry, EntryKind, Party};
pub use explain::{Explanation, Line, Step, explain};
pub use lines::Journal;
pub(crate) use lines::largest_first;
pub use phase::Phase;
