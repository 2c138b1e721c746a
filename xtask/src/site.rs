//! Building the static site into `dist/` and making sure that it can live
//! under its content-security policy.

use crate::run::{run, step};
use crate::{scenarios, split, tools};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use xtask::{dist_dir, security};

/// Builds the release page, adds the policy to it and checks it.
pub fn build() -> Result<()> {
    step("Building the page (about a minute the first time)", || {
        let mut trunk = tools::trunk()?;
        for (name, value) in split::environment() {
            trunk.env(name, value);
        }
        run(trunk.args(["build", "--release", "--features", "split"]))
    })?;
    step("Cutting the program into what is needed first and the rest", split::split)?;
    step("Taking the blanks out of the scenarios", scenarios::pack)?;
    step("Running the scenarios beforehand", scenarios::run_beforehand)?;
    step("Sealing the page with its content-security policy", seal)
}

/// Whether there is a page to serve.
pub fn is_built() -> bool {
    dist_dir().join("index.html").is_file()
}

/// All files of the built site, sorted.
pub fn files() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![dist_dir()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn seal() -> Result<()> {
    for file in files()? {
        if file.extension().is_some_and(|e| e == "html") {
            seal_file(&file).with_context(|| format!("{}", file.display()))?;
        }
    }
    Ok(())
}

fn seal_file(file: &Path) -> Result<()> {
    let html = fs::read_to_string(file)?;
    let complaints = inline_code(&html);
    if !complaints.is_empty() {
        bail!("the content-security policy would block: {}", complaints.join("; "));
    }
    fs::write(file, with_policy(&html)?)?;
    Ok(())
}

/// Puts the policy first in the head, since it holds only for what follows it.
/// The server sends it as a header too; the element is for other hosts.
fn with_policy(html: &str) -> Result<String> {
    let mark = "<meta http-equiv=\"Content-Security-Policy\"";
    if html.contains(mark) {
        bail!("it has a policy already: the policy lives in xtask/src/security.rs");
    }
    let Some((before, after)) = html.split_once("<head>") else {
        bail!("it has no <head>");
    };
    let policy = security::policy_meta();
    Ok(format!("{before}<head>{mark} content=\"{policy}\">{after}"))
}

/// What in the page the policy blocks: scripts and styles in the text, `style`
/// and `on…` attributes.
fn inline_code(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html) {
        let lower = tag.to_ascii_lowercase();
        let name = lower.split_whitespace().next().unwrap_or_default();
        let attributes = attribute_names(&lower);
        let inline_script = name == "script" && !attributes.contains(&"src");
        let bad = attributes.iter().any(|a| *a == "style" || a.starts_with("on"));
        if inline_script || name == "style" || bad {
            found.push(format!("<{tag}>"));
        }
    }
    found
}

/// The opening tags, without `<` and `>`. Comments are skipped.
fn tags(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = tag_end(rest);
            found.push(&rest[..end]);
            rest = &rest[end..];
        }
    }
    found
}

/// Where a tag ends: the first `>` outside quotes.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            None if c == '>' => return at,
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The names of a tag's attributes; the text between quotes is no name.
fn attribute_names(tag: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (index, part) in tag.split(['"', '\'']).enumerate() {
        if index % 2 == 0 {
            names.extend(
                part.split(|c: char| c.is_whitespace() || c == '/')
                    .map(|word| word.split('=').next().unwrap_or_default())
                    .filter(|word| !word.is_empty()),
            );
        }
    }
    // The first word is the name of the tag.
    names.into_iter().skip(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_a_page_without_inline_code() {
        let html = "<!DOCTYPE html><html><head><!-- <script>x</script> -->\
                    <script type=\"module\" src=\"./boot.js\"></script>\
                    <meta name=\"x\" content=\"style='a' onload=1 > <b\"></head></html>";
        assert_eq!(inline_code(html), Vec::<String>::new());
    }

    #[test]
    fn finds_what_the_policy_blocks() {
        for bad in [
            "<script>1</script>",
            "<SCRIPT type=module>1</SCRIPT>",
            "<p style=\"color:red\">",
            "<p STYLE='color:red'>",
            "<style>p{}</style>",
            "<img src=x onerror=alert(1)>",
            "<p title='>' style=x>",
        ] {
            assert_eq!(inline_code(bad).len(), 1, "{bad}");
        }
    }

    #[test]
    fn puts_the_policy_first() {
        let page = with_policy("<html><head><title>t</title></head></html>").unwrap();
        assert!(page.starts_with("<html><head><meta http-equiv=\"Content-Security-Policy\""));
        assert!(!page.contains("frame-ancestors"));
        assert!(with_policy(&page).is_err());
        assert!(with_policy("<p>").is_err());
    }
}
