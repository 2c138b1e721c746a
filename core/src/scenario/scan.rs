//! A look over JSON text before it is read, for what the reader takes in silence or too late: nesting that no scenario
//! has, which it follows level by level, and a field named twice, of which it keeps the last.

use super::limits::{MAX_DEPTH, MAX_LINKS};
use super::{Code, Problem};
use litemap::LiteMap;

/// The first thing that is refused in a text, JSON or not. A problem of depth ([`Code::Limit`]) is one at once, any other
/// only when the text is JSON.
pub(super) fn scan(json: &str) -> Option<Problem> {
    // The names of the fields so far, of each object or list that is open here.
    let mut open: Vec<LiteMap<&str, ()>> = Vec::new();
    let (mut found, mut text) = (None, "");
    let mut bytes = json.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let mut escaped = false;
                let end = bytes.find(|(_, b)| {
                    let ends = *b == b'"' && !escaped;
                    escaped = *b == b'\\' && !escaped;
                    ends
                });
                text = end.and_then(|(end, _)| json.get(at + 1..end)).unwrap_or_default();
            }
            b'{' | b'[' => {
                if open.len() == MAX_DEPTH {
                    found = Some((Code::Limit, at, text, ""));
                    break;
                }
                open.push(LiteMap::new());
            }
            b'}' | b']' => drop(open.pop()),
            b':' if found.is_none() => {
                let names = open.last_mut().filter(|names| names.len() < MAX_LINKS);
                if names.is_some_and(|names| names.insert(text, ()).is_some()) {
                    found = Some((Code::DuplicateId, at, text, "is there twice"));
                } else if text.contains('\\') {
                    // Escaped, a name can be there twice in two spellings.
                    found = Some((Code::Syntax, at, text, "is written with a backslash"));
                }
            }
            _ => {}
        }
    }
    let (code, at, name, why) = found?;
    let before = json.get(..at)?;
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    let (words, hint) = match code {
        Code::Limit => (format!("nested deeper than {MAX_DEPTH} levels"), "a scenario has seven"),
        _ => (format!("the field `{name}` {why}"), "name each field once, and plainly"),
    };
    Some(Problem::error(code, format!("line {line}, column {column}"), words).hint(hint))
}
