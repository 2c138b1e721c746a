//! `Tree`: the tracked files of a repository with their text.

use anyhow::{Context as _, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Files by their path from the root, with `/` between folders. A file that is not text has the text "".
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// The files that git tracks under `root`, as they are in the working copy; deleted ones are left out.
    ///
    /// # Errors
    /// When git does not answer, or a file cannot be read.
    pub fn tracked(root: &Path) -> Result<Self> {
        let answer = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output();
        let answer = answer.context("git is needed to know which files are tracked")?;
        if !answer.status.success() {
            bail!("git ls-files failed: {}", String::from_utf8_lossy(&answer.stderr).trim());
        }
        let names = String::from_utf8(answer.stdout).context("a path is not UTF-8")?;
        let mut files = BTreeMap::new();
        for name in names.split_terminator('\0').filter(|name| root.join(name).is_file()) {
            let bytes = std::fs::read(root.join(name)).with_context(|| format!("could not read {name}"))?;
            files.insert(name.to_owned(), String::from_utf8(bytes).unwrap_or_default());
        }
        Ok(Self { files })
    }

    /// A tree made up of these files.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect() }
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&String> {
        self.files.get(path)
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Paths with this ending, with their text.
    pub fn ending<'a>(&'a self, ends: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| ends.iter().any(|end| path.ends_with(end)))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Paths in a folder or below it; the folder is named without a `/` at its end.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.paths().filter(move |path| inside(path, folder).is_some())
    }
}

/// The rest of a path below a folder; "" is the root.
pub(crate) fn inside<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// The folder of a path; "" is the root.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path.
pub(crate) fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// A path below a folder, with `.` and `..` resolved.
pub(crate) fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The line, from 1, that a text first stands in; 1 where it does not.
pub(crate) fn line_of(text: &str, wanted: &str) -> usize {
    text.lines().position(|line| line.contains(wanted)).map_or(1, |at| at + 1)
}
