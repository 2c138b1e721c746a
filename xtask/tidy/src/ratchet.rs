//! `Ratchet`: what is longer than the rule allows, and how long it may be at most; it only goes down.

use anyhow::{Context as _, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Where it is kept.
pub(crate) const FILE: &str = "xtask/tidy/ratchet.toml";

const HEAD: &str = "\
# Files over 200 lines and functions over 70, with the lines each may have. Nothing is added and no number raised by
# hand: split instead. `cargo xtask tidy --bless` lowers what got shorter.
";

/// Lines allowed, by file and by `file function`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Ratchet {
    pub files: BTreeMap<String, usize>,
    pub functions: BTreeMap<String, usize>,
}

impl Ratchet {
    /// Reads the file; none is an empty one.
    pub fn parse(text: Option<&String>) -> Result<Self> {
        let table: toml::Table =
            text.map_or("", String::as_str).parse().with_context(|| format!("{FILE} is not TOML"))?;
        let mut ratchet = Self::default();
        for (key, value) in &table {
            let part = match key.as_str() {
                "files" => &mut ratchet.files,
                "functions" => &mut ratchet.functions,
                _ => bail!("{FILE} has `{key}`: it has [files] and [functions]"),
            };
            for (name, lines) in value.as_table().with_context(|| format!("{FILE}: [{key}] is no table"))? {
                let lines = lines.as_integer().and_then(|lines| usize::try_from(lines).ok());
                part.insert(name.clone(), lines.with_context(|| format!("{FILE}: {name} is no number of lines"))?);
            }
        }
        Ok(ratchet)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (key, part) in [("files", &self.files), ("functions", &self.functions)] {
            let _ = write!(text, "\n[{key}]\n");
            for (name, lines) in part {
                let _ = writeln!(text, "\"{name}\" = {lines}");
            }
        }
        text
    }
}
