//! The built site with a file missing or changed, to see what the page makes of it.

use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The folder of the built site.
pub(crate) fn built() -> Result<PathBuf> {
    let dist = xtask::dist_dir();
    let start = dist.join("index.html");
    if !start.is_file() {
        bail!("{} is missing: these tests need the built page; run `cargo xtask test`", start.display());
    }
    Ok(dist)
}

/// A copy of the built site that may be spoiled. Dropping it removes it.
pub struct Spoiled(TempDir);

impl Spoiled {
    /// A whole copy of `dist/`.
    ///
    /// # Errors
    /// When `dist/` is missing or cannot be copied.
    pub fn copy() -> Result<Self> {
        let folder = TempDir::with_prefix("interclear-site-")?;
        copy_into(&built()?, folder.path())?;
        Ok(Self(folder))
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Removes a file. In names `*` stands for the digest, which changes with the content: `app*.js`. They may have
    /// folders.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn without(self, name: &str) -> Result<Self> {
        fs::remove_file(self.file(name)?)?;
        Ok(self)
    }

    /// Leaves only the first half of a file.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn cut(self, name: &str) -> Result<Self> {
        let file = self.file(name)?;
        let mut bytes = fs::read(&file)?;
        bytes.truncate(bytes.len() / 2);
        fs::write(file, bytes)?;
        Ok(self)
    }

    /// Puts other text in place of a file's.
    ///
    /// # Errors
    /// When there is no such file, it is no text, or the text stays as it was.
    pub fn changed(self, name: &str, change: impl Fn(&str) -> String) -> Result<Self> {
        let file = self.file(name)?;
        let before = fs::read_to_string(&file)?;
        let after = change(&before);
        if before == after {
            bail!("{} has nothing to change", file.display());
        }
        fs::write(file, after)?;
        Ok(self)
    }

    /// The one file of this name.
    ///
    /// # Errors
    /// When there is none, or several.
    pub fn file(&self, name: &str) -> Result<PathBuf> {
        let (folder, name) = name.rsplit_once('/').unwrap_or((".", name));
        let (start, end) = name.split_once('*').unwrap_or((name, ""));
        let mut found = Vec::new();
        for entry in fs::read_dir(self.0.path().join(folder))? {
            let path = entry?.path();
            let here = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let middle = here.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
            if middle.is_some_and(|digest| digest.chars().all(|c| c == '-' || c.is_ascii_alphanumeric())) {
                found.push(path);
            }
        }
        match <[PathBuf; 1]>::try_from(found) {
            Ok([file]) => Ok(file),
            Err(found) => bail!("the built site has {} files {name}", found.len()),
        }
    }
}

fn copy_into(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let copy = to.join(path.file_name().context("a file without a name")?);
        if path.is_dir() {
            fs::create_dir(&copy)?;
            copy_into(&path, &copy)?;
        } else {
            fs::copy(&path, &copy)?;
        }
    }
    Ok(())
}
