//! What the page is built with: the wasm target, Trunk and wasm-bindgen.
//!
//! Tools of exactly the wanted version are used where they are; otherwise they
//! are compiled into `target/tools`, and the user's own stay as they are.

use crate::run::{cargo, output, run, step};
use anyhow::{Context as _, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use xtask::workspace_root;

const TARGET: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const FUZZ: &str = "0.13.2";

/// Installs what is missing.
pub fn ensure() -> Result<()> {
    ensure_target()?;
    let bindgen = locked_bindgen()?;
    ensure_bindgen(&bindgen)?;
    ensure_trunk()
}

/// `PATH` with our own tools in front.
pub fn path() -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(root().join("bin")).chain(env::split_paths(&rest));
    env::join_paths(folders).context("PATH cannot be extended by target/tools/bin")
}

/// Trunk, ready to be given its arguments.
pub fn trunk() -> Result<Command> {
    let mut command = tool("trunk")?;
    command
        // Trunk 0.21 takes the value of this variable for its own flag and stops.
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    Ok(command)
}

/// wasm-bindgen, ready to be given its arguments.
pub fn bindgen() -> Result<Command> {
    tool("wasm-bindgen")
}

/// cargo-fuzz, ready to be given its arguments.
pub fn fuzzer() -> Result<Command> {
    tool("cargo-fuzz")
}

/// Installs cargo-fuzz where it is missing.
pub fn ensure_fuzz() -> Result<()> {
    if is_there("cargo-fuzz", FUZZ)? {
        return Ok(());
    }
    let title = format!("Compiling cargo-fuzz {FUZZ} into target/tools (a minute or two)");
    step(&title, || install("cargo-fuzz", FUZZ, &["--locked"]))
}

fn root() -> PathBuf {
    workspace_root().join("target").join("tools")
}

/// A tool from `target/tools`, or else from `PATH`.
fn tool(name: &str) -> Result<Command> {
    let own = root().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    let program = if own.is_file() { own } else { name.into() };
    let mut command = Command::new(program);
    command.current_dir(workspace_root()).env("PATH", path()?);
    Ok(command)
}

/// Whether the tool answers `--version` with this version, as its second word.
fn is_there(name: &str, version: &str) -> Result<bool> {
    let answer = output(tool(name)?.arg("--version")).unwrap_or_default();
    Ok(answer.split_whitespace().nth(1) == Some(version))
}

fn ensure_target() -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.args(["--print", "target-libdir", "--target", TARGET]).current_dir(workspace_root());
    if output(&mut ask).is_some_and(|dir| PathBuf::from(dir).is_dir()) {
        return Ok(());
    }
    step("Installing the wasm target", || {
        let mut rustup = Command::new("rustup");
        rustup.args(["target", "add", TARGET]).current_dir(workspace_root());
        run(&mut rustup)
            .with_context(|| format!("Rust's {TARGET} target is missing; install it with `rustup target add {TARGET}`"))
    })
}

fn ensure_bindgen(version: &str) -> Result<()> {
    if is_there("wasm-bindgen", version)? && is_there("wasm-bindgen-test-runner", version)? {
        return Ok(());
    }
    let title = format!("Compiling wasm-bindgen {version} into target/tools (a minute or two)");
    // Without --locked: the lock file of 0.2.130 names a version that is gone.
    step(&title, || install("wasm-bindgen-cli", version, &[]))
}

fn ensure_trunk() -> Result<()> {
    if is_there("trunk", TRUNK)? {
        return Ok(());
    }
    let title = format!("Compiling Trunk {TRUNK} into target/tools (four to eight minutes)");
    step(&title, || install("trunk", TRUNK, &["--locked"]))
}

fn install(package: &str, version: &str, more: &[&str]) -> Result<()> {
    let mut command = cargo();
    command
        .args(["install", package, "--version", version, "--root"])
        .arg(root())
        // A file of another version may be in the way.
        .arg("--force")
        .args(more);
    run(&mut command)
}

/// The version of wasm-bindgen in `Cargo.lock`; the tool must be the same.
fn locked_bindgen() -> Result<String> {
    let file = workspace_root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&file).context("could not read Cargo.lock")?;
    match version_in(&lock, "wasm-bindgen") {
        Some(version) => Ok(version.to_owned()),
        None => bail!("Cargo.lock has no wasm-bindgen, which the page needs"),
    }
}

fn version_in<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_locked_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
