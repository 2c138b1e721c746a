//! Addresses within a text: what may be opened, and what stays words.

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// An address, shown as it is: what is read is where it leads.
    Address(&'a str),
}

const SCHEME: &str = "https://";

/// A text cut at its addresses. Only `https` ones in plain ASCII count: other schemes run code or hide, other letters
/// look like what they are not.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut all = Vec::new();
    let mut words = text;
    let mut from = 0;
    while let Some(at) = words.get(from..).and_then(|t| t.find(SCHEME)) {
        let start = from + at;
        let rest = words.get(start..).unwrap_or_default();
        let length = address(rest);
        if length == 0 {
            from = start + SCHEME.len();
            continue;
        }
        let (before, after) = (words.get(..start).unwrap_or_default(), rest.get(length..).unwrap_or_default());
        if !before.is_empty() {
            all.push(Piece::Words(before));
        }
        all.push(Piece::Address(rest.get(..length).unwrap_or_default()));
        (words, from) = (after, 0);
    }
    if !words.is_empty() {
        all.push(Piece::Words(words));
    }
    all
}

/// How long the address is that a text begins with, without the stop or bracket that follows it; 0 where it names no
/// host, or is touched by letters that are not ASCII.
fn address(text: &str) -> usize {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\')).unwrap_or(text.len());
    let found = text.get(..end).unwrap_or_default();
    if !found.is_ascii() {
        return 0;
    }
    let found = found.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'']);
    let host = found.get(SCHEME.len()..).and_then(|f| f.split(['/', '?', '#']).next()).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let named = host.contains('.') && host.chars().all(plain) && host.starts_with(|c: char| c.is_ascii_alphanumeric());
    if named { found.len() } else { 0 }
}
