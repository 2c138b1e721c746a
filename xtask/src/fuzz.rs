//! `cargo xtask fuzz`: a fuzz target under libFuzzer for a while, and what it found worth keeping.

use crate::run::{output, run, step};
use crate::tools;
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use xtask::workspace_root;

/// The targets, and what libFuzzer is told for each: the longest input in bytes, and its words where there are any.
const TARGETS: [(&str, u32, Option<&str>); 2] =
    [("import", 8_192, Some("tests/fuzz/import.dict")), ("engine", 80, None)];

const HELP: &str = "cargo xtask fuzz <import | engine> [--minutes N] [--keep]";

/// Runs a target for so many minutes, ten when nothing is said, and adds a line to `tests/soak.md`. With `--keep` the
/// corpus becomes the smallest set of inputs that reaches all that was reached.
pub fn fuzz(words: &[String]) -> Result<()> {
    let (name, rest) = words.split_first().context(HELP)?;
    let found = TARGETS.iter().find(|(target, ..)| target == name);
    let (target, longest, dictionary) = found.with_context(|| format!("no target `{name}`: {HELP}"))?;
    let (mut minutes, mut keep) = (10, false);
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--keep" => keep = true,
            "--minutes" => {
                minutes = rest.next().and_then(|n| n.parse::<u64>().ok()).context("--minutes needs a number")?;
            }
            other => bail!("unexpected `{other}`: {HELP}"),
        }
    }
    tools::ensure_fuzz().context("libFuzzer cannot be had without cargo-fuzz and a C++ compiler")?;
    let seen = workspace_root().join("target/fuzz").join(target);
    fs::create_dir_all(&seen).with_context(|| seen.display().to_string())?;
    let mut fuzzer = fuzzer(target)?;
    fuzzer.args([&seen, &corpus(target)]);
    if *target == "import" {
        fuzzer.arg("tests/hostile");
    }
    fuzzer.args(["--", "-timeout=10", &format!("-max_len={longest}"), &format!("-max_total_time={}", 60 * minutes)]);
    fuzzer.args(dictionary.map(|file| format!("-dict={file}")));
    let said = step(&format!("Fuzzing {target} for {minutes} minutes"), || watched(&mut fuzzer))?;
    record(target, &said)?;
    if keep { step("Keeping the smallest set of inputs", || minimise(target, &seen)) } else { Ok(()) }
}

fn corpus(target: &str) -> PathBuf {
    workspace_root().join("tests/fuzz/corpus").join(target)
}

/// Without a sanitizer, for there is no unsafe code here: that works with the stable compiler.
fn fuzzer(target: &str) -> Result<Command> {
    let mut command = tools::fuzzer()?;
    command.env("RUSTC_BOOTSTRAP", "1").args(["run", "--sanitizer=none", "--fuzz-dir=tests/fuzz", target]);
    Ok(command)
}

/// Runs it, shows what it says, and gives the line with which it ends: `Done 1000 runs in 60 second(s)`.
fn watched(command: &mut Command) -> Result<String> {
    let mut child = command.stderr(Stdio::piped()).spawn().context("could not start cargo-fuzz")?;
    let lines = BufReader::new(child.stderr.take().context("cargo-fuzz says nothing")?).lines();
    let mut done = String::new();
    for line in lines {
        let line = line?;
        eprintln!("{line}");
        if line.starts_with("Done ") {
            done = line;
        }
    }
    if !child.wait()?.success() || done.is_empty() {
        bail!("it stopped on a finding, or could not be built: see above and tests/fuzz/artifacts");
    }
    Ok(done)
}

/// A line of the table: date, commit, target, executions, findings, time, machine.
fn record(target: &str, done: &str) -> Result<()> {
    let git =
        |words: &[&str]| output(Command::new("git").args(words).current_dir(workspace_root())).unwrap_or_default();
    let changed = !git(&["status", "--porcelain", "--", ":!tests/soak.md", ":!tests/fuzz/corpus"]).is_empty();
    let commit = git(&["rev-parse", "--short=10", "HEAD"]) + if changed { " and changes" } else { "" };
    let numbers: Vec<&str> = done.split(' ').filter(|word| word.parse::<u64>().is_ok()).collect();
    let [runs, seconds] = numbers[..] else { bail!("libFuzzer ended with `{done}`") };
    let date = output(Command::new("date").args(["-u", "+%Y-%m-%d"])).unwrap_or_default();
    let machine = std::env::consts::ARCH;
    let line = format!("| {date} | {commit} | fuzz {target} | {runs} | | 0 | {seconds} s | 1 core, {machine} |");
    println!("{line}");
    let file = workspace_root().join("tests/soak.md");
    let mut file = fs::OpenOptions::new().append(true).open(&file).with_context(|| file.display().to_string())?;
    writeln!(file, "{line}").context("tests/soak.md could not be written")
}

fn minimise(target: &str, seen: &Path) -> Result<()> {
    let (old, new) = (corpus(target), seen.with_extension("kept"));
    if new.exists() {
        fs::remove_dir_all(&new)?;
    }
    fs::create_dir_all(&new)?;
    // What is long reaches little that is not reached by something short.
    run(fuzzer(target)?.args([&new, seen, &old]).args(["--", "-set_cover_merge=1", "-max_len=3000"]))?;
    fs::remove_dir_all(&old)?;
    fs::create_dir_all(&old)?;
    for file in fs::read_dir(&new)? {
        let file = file?;
        fs::copy(file.path(), old.join(file.file_name()))?;
    }
    Ok(())
}
