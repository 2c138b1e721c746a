//! The scenario format as published: `static/scenario.schema.json` and `static/format.html`, both made of the types of the
//! core. Tests keep the two files equal to what is made here.

mod page;

use interclear_core::scenario;

pub use page::{EXAMPLE, page_text};

/// The JSON Schema, as the text of its file.
#[must_use]
pub fn schema_text() -> String {
    format!("{:#}\n", scenario::schema())
}
