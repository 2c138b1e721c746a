//! What the fuzz targets have found worth keeping goes through them again at every test.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test; the corpus is a folder"
)]

use interclear_swarm::fuzz;
use std::path::Path;

/// Gives every file of a corpus to its target; whatever breaks is named.
fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/corpus")).join(name);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 30, "{} has {} files", folder.display(), files.len());
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let done = std::panic::catch_unwind(|| target(&bytes));
        assert!(done.is_ok(), "{}", file.display());
    }
}

#[test]
fn files_of_the_corpus() {
    replay("import", fuzz::import);
}

#[test]
fn changed_scenarios_of_the_corpus() {
    replay("engine", fuzz::engine);
}
