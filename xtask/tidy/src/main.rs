//! The command behind `cargo xtask tidy`.

use anyhow::{Context as _, Result, bail};
use interclear_tidy::{Tree, bless, tidy};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the repository is tidy.
fn run() -> Result<bool> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {}
        ["--bless"] => {
            for (path, text) in bless(&Tree::tracked(&root)?)? {
                std::fs::write(root.join(&path), text).with_context(|| format!("could not write {path}"))?;
                println!("wrote {path}");
            }
        }
        _ => bail!("unexpected `{}`: tidy takes --bless or nothing", words.join(" ")),
    }
    let offences = tidy(&Tree::tracked(&root)?);
    for offence in &offences {
        println!("{offence}");
    }
    match offences.len() {
        0 => println!("tidy: ok"),
        1 => println!("tidy: 1 offence"),
        n => println!("tidy: {n} offences"),
    }
    Ok(offences.is_empty())
}
