//! What the tests of the checks share.

use crate::{CHECKS, Tree, look};

/// Asserts that one check finds exactly this, as path, line and what.
pub(crate) fn finds(check: &str, files: &[(&str, &str)], expected: &[(&str, usize, &str)]) {
    let one: Vec<_> = CHECKS.iter().copied().filter(|(name, _)| *name == check).collect();
    assert_eq!(one.len(), 1, "no check `{check}`");
    let found = look(&Tree::of(files), &one);
    let found: Vec<_> = found.iter().map(|o| (o.path.as_str(), o.line, o.what.as_str())).collect();
    assert_eq!(found, expected, "{check} on {:?}", files.iter().map(|(path, _)| path).collect::<Vec<_>>());
}
