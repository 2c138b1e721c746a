//! Ids and names that nobody has yet, near the wish.

use interclear_core::scenario::{MAX_ID, MAX_LABEL};

/// An id near a wish that is not taken.
pub(super) fn free_id(wish: &str, taken: impl Fn(&str) -> bool) -> String {
    let base: String = wish.chars().take(MAX_ID - 5).collect();
    let numbered = (2u32..).map(|n| format!("{base}{n}"));
    std::iter::once(wish.to_owned()).chain(numbered).find(|id| !taken(id)).unwrap_or(base)
}

/// A name near another that is not taken: `Heron`, `Heron 2`, `Heron 3`.
pub(super) fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    let stem = match name.rsplit_once(' ') {
        Some((stem, number)) if number.parse::<u32>().is_ok() => stem,
        _ => name,
    };
    let stem: String = stem.chars().take(MAX_LABEL - 8).collect();
    (2u32..).map(|n| format!("{stem} {n}")).find(|n| !taken(n)).unwrap_or(stem)
}
