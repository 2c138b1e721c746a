//! A look over JSON text before it is read, for what the reader takes in silence or too late: nesting that no scenario
//! has, which it follows level by level, and a field named twice, of which it keeps the last.

use super::limits::{MAX_DEPTH, MAX_PARTICIPANTS};
use super::{Code, Problem};

/// A problem at a place in a text.
pub(super) fn problem(code: Code, (line, column): (usize, usize), words: &str, hint: &str) -> Problem {
    Problem::error(code, format!("line {line}, column {column}"), words).hint(hint)
}

/// The first thing that is refused in a text, JSON or not. A problem of depth ([`Code::Limit`]) is one at once, any other
/// only when the text is JSON.
pub(super) fn scan(json: &str) -> Option<Problem> {
    // The names of the fields so far, of all objects that are open here, and where those of each begin.
    let (mut names, mut open): (Vec<&str>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut found = None;
    // The beginning of the line and of the last text, and whether that has an escape.
    let (mut line, mut start, mut text, mut plain) = (1, 0, "", true);
    // The beginning of the text that is being read.
    let mut from = None;
    let mut escaped = false;
    for (at, byte) in json.bytes().enumerate() {
        let here = (line, at + 1 - start);
        match (byte, from) {
            _ if escaped => escaped = false,
            (b'\\', Some(_)) => (escaped, plain) = (true, false),
            (b'"', Some(begin)) => (text, from) = (json.get(begin..at).unwrap_or_default(), None),
            (b'"', None) => (from, plain) = (Some(at + 1), true),
            (b'\n', _) => (line, start) = (line + 1, at + 1),
            (_, Some(_)) => {}
            (b'{' | b'[', _) => {
                if open.len() == MAX_DEPTH {
                    return Some(problem(Code::Limit, here, "nested deeper than 16 levels", "a scenario has seven"));
                }
                open.push(names.len());
            }
            (b'}' | b']', _) => names.truncate(open.pop().unwrap_or_default()),
            (b':', _) if found.is_none() => {
                let mine = open.last().and_then(|first| names.get(*first..)).unwrap_or_default();
                // Escaped, a name can be there twice in two spellings.
                if mine.contains(&text) || !plain {
                    found = Some((here, text));
                }
                // No object of a scenario has more; one that does is refused for that.
                if mine.len() < MAX_PARTICIPANTS {
                    names.push(text);
                }
            }
            _ => {}
        }
    }
    let (here, name) = found?;
    let words = format!("the field `{name}` is there twice, or has a backslash");
    Some(problem(Code::DuplicateId, here, &words, "name each field once, and plainly"))
}
