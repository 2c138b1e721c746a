//! Ids: what a good one is, and finding things by them.

use super::limits::{MAX_ID, MAX_LABEL, MAX_TEXT};
use super::{Code, Problem};
use litemap::LiteMap;

/// Collects the ids of a section in order and reports bad and doubled ones.
pub(crate) fn index<'a>(
    section: &str,
    ids: impl Iterator<Item = &'a str>,
    problems: &mut Vec<Problem>,
) -> LiteMap<&'a str, u32> {
    let mut seen: LiteMap<&str, ()> = LiteMap::new();
    for id in ids {
        let at = format!("{section}/{id}");
        if let Some(reason) = bad_id(id) {
            problems.push(Problem::error(Code::BadValue, &at, reason).hint("use letters, digits, - and _"));
        }
        if seen.insert(id, ()).is_some() {
            problems.push(
                Problem::error(Code::DuplicateId, &at, format!("`{id}` is there twice"))
                    .hint("give one of them another id"),
            );
        }
    }
    let mut places = LiteMap::with_capacity(seen.len());
    for (place, id) in (0u32..).zip(seen.keys()) {
        places.insert(*id, place);
    }
    places
}

fn bad_id(id: &str) -> Option<String> {
    if id.is_empty() {
        return Some("the id is empty".into());
    }
    if id.len() > MAX_ID {
        return Some(format!("the id is longer than {MAX_ID} characters"));
    }
    if id == super::links::OUTSIDE {
        return Some("`outside` is the word for everybody else".into());
    }
    let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.');
    (!plain).then(|| format!("`{}` is not a plain id", id.escape_debug()))
}

/// Characters that hide or turn text: controls, zero width, direction marks.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Reports a label or text that is too long or has characters that hide or turn text.
pub(crate) fn text(at: &str, text: &str, long: bool, problems: &mut Vec<Problem>) {
    let most = if long { MAX_TEXT } else { MAX_LABEL };
    if text.chars().count() > most {
        problems.push(Problem::error(Code::Limit, at, format!("is longer than {most} characters")));
    }
    if text.chars().any(|c| is_hidden(c) && !(long && c == '\n')) {
        problems.push(
            Problem::error(Code::BadValue, at, "has characters that hide or turn text")
                .hint("remove control and direction characters"),
        );
    }
}
