//! Finding Chromium and its WebDriver.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

/// The two programs that browser tests need.
#[derive(Debug, Clone)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chrome: PathBuf,
    /// ChromeDriver of the same version.
    pub driver: PathBuf,
}

/// The arguments for Chromium: no window, no network of its own, no first-run
/// pages; and no sandbox, which root cannot have in a container.
pub const CHROME_ARGUMENTS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

const CHROME_NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER_NAMES: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

/// The command that installs both on Debian.
pub const DEBIAN_INSTALL: &str = "apt-get install -y chromium chromium-driver";

/// What could not be found, with what to do about it.
#[derive(Debug)]
pub struct NotFound(String);

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}. The browser tests need both Chromium and ChromeDriver. On Debian: \
             `sudo {DEBIAN_INSTALL}`. Elsewhere set CHROME and CHROMEDRIVER to the two \
             programs (of the same version).",
            self.0
        )
    }
}

impl std::error::Error for NotFound {}

impl Browser {
    /// Takes `CHROME` and `CHROMEDRIVER` where set, otherwise looks in `PATH`.
    ///
    /// # Errors
    /// When one of the two is missing, or a variable names no file.
    pub fn find() -> Result<Self, NotFound> {
        Ok(Self { chrome: program("CHROME", &CHROME_NAMES)?, driver: program("CHROMEDRIVER", &DRIVER_NAMES)? })
    }
}

fn program(variable: &str, names: &[&str]) -> Result<PathBuf, NotFound> {
    if let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) {
        let path = PathBuf::from(value);
        if path.is_file() {
            return Ok(path);
        }
        return Err(NotFound(format!("{variable} is {}, which is not a file", path.display())));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .find_map(|name| in_folders(&folders, name))
        .ok_or_else(|| NotFound(format!("{} not found in PATH", names.join(" or "))))
}

/// The first of `folders` that holds a file of this name (or `name.exe`).
fn in_folders(folders: &[PathBuf], name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    folders.iter().map(|folder| Path::new(folder).join(&file)).find(|candidate| candidate.is_file())
}
