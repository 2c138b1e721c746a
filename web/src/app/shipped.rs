//! The shipped scenarios as the picker lists them.

/// A shipped scenario as the picker lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shipped {
    /// Its id: the file is `scenarios/ID.json`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The question it asks.
    pub question: String,
    /// What it shows, in a line.
    pub summary: String,
    /// Whether it reconstructs an event.
    pub reconstruction: bool,
}

impl Shipped {
    /// The scenarios that the list names, if it is one; each has an id and a title.
    #[must_use]
    pub fn list(json: &str) -> Option<Vec<Self>> {
        let list: serde_json::Value = serde_json::from_str(json).ok()?;
        let read = |one: &serde_json::Value| {
            let text = |name: &str| one.get(name).and_then(|v| v.as_str()).map(str::to_owned);
            Some(Self {
                id: text("id")?,
                title: text("title")?,
                question: text("question").unwrap_or_default(),
                summary: text("summary").unwrap_or_default(),
                reconstruction: one.get("reconstruction").is_some(),
            })
        };
        list.as_array()?.iter().map(read).collect()
    }
}
