//! Paths in documents: what is meant as one, and whether it leads anywhere.

use super::{Line, is_part};
use crate::Look;
use crate::tree::{folder_of, inside, join};

/// Folders that commands make.
const MADE: [&str; 2] = ["dist", "target"];
/// Endings by which a word is a file.
const ENDINGS: [&str; 9] = [".rs", ".md", ".json", ".toml", ".js", ".css", ".html", ".txt", ".png"];

/// Whether a word is meant as a path: one word with a folder or an ending. Only documents are written in capitals;
/// elsewhere capitals are placeholders.
pub(super) fn is_path(word: &str) -> bool {
    let plain = word.chars().all(|c| is_part(c) || matches!(c, '/' | '.' | '-' | '*'));
    let stem = word.split('.').next().unwrap_or_default();
    let named = stem.is_empty() || stem.chars().any(char::is_lowercase) || word.ends_with(".md");
    let ended = ENDINGS.iter().any(|end| word.len() > end.len() && word.ends_with(end));
    plain && named && (word.contains('/') || ended)
}

pub(super) fn path(look: &mut Look<'_>, line: &Line<'_>, word: &str) {
    let word = word.trim_end_matches(['.', '/']);
    let made = MADE.iter().any(|made| word == *made || inside(word, made).is_some());
    if !made && !look_up(look, folder_of(line.path), word, true) {
        look.report(line.path, line.at, format!("`{word}` does not exist: name what there is"));
    }
}

/// Whether a path leads somewhere from a folder; a loose one may also be the end of a longer path.
pub(super) fn look_up(look: &Look<'_>, from: &str, word: &str, loose: bool) -> bool {
    let exact = join(from, word);
    let is = |path: &str| path == exact || inside(path, &exact).is_some();
    if look.tree.paths().any(is) {
        return true;
    }
    let parts: Vec<&str> = word.split('/').collect();
    loose && look.tree.paths().any(|path| ends_with(&path.split('/').collect::<Vec<_>>(), &parts))
}

/// Whether the parts stand in a row in a path; `*` stands for anything within a part.
fn ends_with(path: &[&str], parts: &[&str]) -> bool {
    path.windows(parts.len()).any(|window| {
        window.iter().zip(parts).all(|(have, want)| match want.split_once('*') {
            Some((start, end)) => {
                have.len() >= start.len() + end.len() && have.starts_with(start) && have.ends_with(end)
            }
            None => have == want,
        })
    })
}

/// A line of the tree of rooms: two spaces deeper is inside.
pub(super) fn rooms(look: &mut Look<'_>, line: &Line<'_>, above: &mut Vec<String>) {
    let name = line.text.split_whitespace().next().unwrap_or_default();
    let depth = (line.text.len() - line.text.trim_start().len()) / 2;
    let (folder, file) = (name.ends_with('/'), ENDINGS.iter().any(|end| name.ends_with(end)));
    if !folder && !file {
        return;
    }
    above.truncate(depth);
    let place = above.last().cloned().unwrap_or_default();
    // The source folder of a crate goes without saying.
    let places = [join(&place, name), join(&place, &format!("src/{name}"))];
    let found = places.iter().find(|path| look.tree.paths().any(|p| p == *path || inside(p, path).is_some()));
    match found {
        Some(path) => above.push(path.clone()),
        None => {
            above.push(places[0].clone());
            let what = format!("`{}` does not exist: name what there is", places[0]);
            look.report(line.path, line.at, what);
        }
    }
}
