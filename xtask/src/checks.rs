//! `cargo xtask test`: native tests, wasm tests in Chromium, and end-to-end
//! tests of the built page. Whatever cannot run is a failure, never a skip.

use crate::run::{cargo, run, step};
use crate::{site, tools};
use anyhow::{Context as _, Result, bail};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::browser::{Browser, CHROME_ARGUMENTS, DEBIAN_INSTALL};
use xtask::workspace_root;

/// One kind of tests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Native,
    Wasm,
    EndToEnd,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Native, Self::Wasm, Self::EndToEnd];

    fn parse(word: &str) -> Result<Self> {
        match word {
            "native" => Ok(Self::Native),
            "wasm" => Ok(Self::Wasm),
            "e2e" => Ok(Self::EndToEnd),
            _ => bail!("no tests called `{word}`: native, wasm or e2e, or none of them for all"),
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Native => "Native tests",
            Self::Wasm => "Wasm tests in headless Chromium",
            Self::EndToEnd => "End-to-end tests of the built page",
        }
    }
}

/// Runs the named kinds, or all; goes on after a failure and fails at the end.
pub fn test(words: &[String]) -> Result<()> {
    let mut kinds = Vec::new();
    for word in words {
        kinds.push(Kind::parse(word)?);
    }
    if kinds.is_empty() {
        kinds.extend(Kind::ALL);
    }
    let mut failed = Vec::new();
    for kind in kinds {
        let result = match kind {
            Kind::Native => step(kind.title(), native),
            Kind::Wasm => prepare().and_then(|browser| step(kind.title(), || wasm(&browser))),
            Kind::EndToEnd => prepare().and_then(|browser| {
                site::build()?;
                step(kind.title(), || end_to_end(&browser))
            }),
        };
        if let Err(error) = result {
            eprintln!("    {error:#}");
            failed.push(format!("{}: {error:#}", kind.title()));
        }
    }
    if !failed.is_empty() {
        bail!("tests failed:\n  {}", failed.join("\n  "));
    }
    Ok(())
}

fn native() -> Result<()> {
    let mut command = cargo();
    command.args(["test", "--workspace", "--exclude", "interclear-tests"]);
    run(command.arg("--no-fail-fast"))
}

fn wasm(browser: &Browser) -> Result<()> {
    let mut command = cargo();
    command
        .args(["test", "--package", "interclear-web", "--test", "browser"])
        .args(["--target", "wasm32-unknown-unknown"])
        .env("PATH", tools::path()?)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities(browser)?);
    run(with_browser(&mut command, browser))
}

fn end_to_end(browser: &Browser) -> Result<()> {
    let mut command = cargo();
    command.args(["test", "--package", "interclear-tests", "--no-fail-fast"]);
    run(with_browser(&mut command, browser))
}

/// Tells a child which browser to use, whatever it would find itself.
pub fn with_browser<'a>(command: &'a mut Command, browser: &Browser) -> &'a mut Command {
    command.env("CHROME", &browser.chrome).env("CHROMEDRIVER", &browser.driver)
}

fn prepare() -> Result<Browser> {
    tools::ensure()?;
    ensure_browser()
}

/// Writes how wasm-bindgen's test runner is to start the browser.
fn capabilities(browser: &Browser) -> Result<PathBuf> {
    let file = workspace_root().join("target").join("webdriver.json");
    let mut json = String::from("{\"goog:chromeOptions\":{\"binary\":");
    write!(json, "{:?},\"args\":[", browser.chrome.to_string_lossy())?;
    let quoted = CHROME_ARGUMENTS.map(|argument| format!("{argument:?}"));
    write!(json, "{}]}}}}", quoted.join(","))?;
    std::fs::create_dir_all(workspace_root().join("target"))?;
    std::fs::write(&file, json).context("could not write target/webdriver.json")?;
    Ok(file)
}

/// Finds Chromium and ChromeDriver; installs them where that is ours to do.
pub fn ensure_browser() -> Result<Browser> {
    let missing = match Browser::find() {
        Ok(browser) => return Ok(browser),
        Err(missing) => missing,
    };
    let chosen = ["CHROME", "CHROMEDRIVER"].map(std::env::var_os);
    if chosen.iter().any(Option::is_some) || !is_debian() || !is_root() {
        return Err(missing.into());
    }
    step("Installing Chromium and ChromeDriver (system packages)", || {
        run(apt(&["apt-get", "update"]).arg("--quiet"))?;
        let words: Vec<&str> = DEBIAN_INSTALL.split(' ').collect();
        run(&mut apt(&words))
    })?;
    Ok(Browser::find()?)
}

fn apt(words: &[&str]) -> Command {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").is_file()
}

fn is_root() -> bool {
    crate::run::output(Command::new("id").arg("-u")).as_deref() == Some("0")
}
