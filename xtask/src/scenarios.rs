//! What is done to the scenarios of the built site: their blanks are taken out, and they are run beforehand.

use crate::run::{answer, cargo};
use crate::site::files;
use anyhow::{Result, bail};
use std::fs;
use xtask::dist_dir;

/// Scenarios are written for readers and served for the program: without blanks between their parts.
pub fn pack() -> Result<()> {
    for file in files()?.iter().filter(|f| f.extension().is_some_and(|e| e == "json")) {
        if file.parent() == Some(&dist_dir().join("scenarios")) {
            fs::write(file, packed(&fs::read_to_string(file)?))?;
        }
    }
    Ok(())
}

/// Puts the run of each scenario beside it, and into the page what is in their names: with another page or another run
/// it is another one.
pub fn run_beforehand() -> Result<()> {
    let mut runs = cargo();
    runs.args(["run", "--quiet", "--package", "interclear-web", "--bin", "runs", "--"]);
    let mark = answer(runs.arg(dist_dir().join("scenarios")))?;
    let page = dist_dir().join("index.html");
    let html = fs::read_to_string(&page)?;
    let Some((before, after)) = html.split_once("<meta name=\"interclear-app\"") else {
        bail!("dist/index.html does not name the program");
    };
    let named = format!("<meta name=\"interclear-runs\" content=\"{mark}\">");
    fs::write(page, format!("{before}{named}<meta name=\"interclear-app\"{after}"))?;
    Ok(())
}

/// JSON without the blanks outside its strings.
fn packed(json: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let mut keep = |c: char| {
        let blank = !quoted && c.is_ascii_whitespace();
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        !blank
    };
    json.chars().filter(|c| keep(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_within_strings_stay() {
        let json = "{ \"a b\": [1, 2],\n  \"c\": \"\\\" d \\\\\", \"e\": { } }";
        assert_eq!(packed(json), "{\"a b\":[1,2],\"c\":\"\\\" d \\\\\",\"e\":{}}");
    }
}
