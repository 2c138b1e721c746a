//! The address: everything after `#`, in short typed keys.

/// What an address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Only the canvas, the time bar and one slider.
    pub embed: bool,
    /// A shipped scenario by its id.
    pub example: Option<String>,
    /// Keys that mean nothing here.
    pub unknown: Vec<String>,
}

/// The longest address that is read.
const LONGEST: usize = 2_000;

/// Reads the part after `#`, with or without it.
#[must_use]
pub fn read(hash: &str) -> Address {
    let mut address = Address::default();
    let text = hash.strip_prefix('#').unwrap_or(hash);
    if text.len() > LONGEST {
        address.unknown.push("an address that is too long".into());
        return address;
    }
    for part in text.split('&').filter(|p| !p.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        match key {
            "embed" if matches!(value, "" | "1") => address.embed = true,
            "ex" if plain(value) => address.example = Some(value.to_owned()),
            _ => address.unknown.push(key.chars().filter(|c| c.is_ascii_graphic()).take(24).collect()),
        }
    }
    address
}

/// Whether an id may name a shipped file: nothing that could lead elsewhere.
#[must_use]
pub fn plain(id: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty() && id.len() <= 60 && id.chars().all(letter)
}

impl Address {
    /// Words for a notice about what was not understood.
    #[must_use]
    pub fn complaint(&self) -> Option<String> {
        let names: Vec<String> = self.unknown.iter().take(3).map(|k| format!("`{k}`")).collect();
        (!names.is_empty()).then(|| format!("This address has a part that means nothing here: {}.", names.join(", ")))
    }

    /// The address of the full page for an example.
    #[must_use]
    pub fn full(example: &str) -> String {
        if plain(example) { format!("#ex={example}") } else { "#".into() }
    }
}
