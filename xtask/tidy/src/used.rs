//! Every file of data is read: its name stands in a string of a source, or a test goes through its folder.

use crate::Look;
use crate::tree::{folder_of, name_of};

/// Where data lies that sources read.
const PLACES: [&str; 4] = ["core/", "tests/", "web/", "xtask/"];

/// Names of files that cargo, clippy or a reader reads.
const OTHERS: [&str; 3] = ["Cargo.toml", "clippy.toml", "README.md"];

/// Folders of which a test reads every file with this ending: the folder, the ending, the test.
const FOLDERS: &[(&str, &str, &str)] = &[
    ("tests/fixtures/v1", ".json", "format/tests/format/fixtures.rs"),
    ("tests/fuzz/corpus/engine", "", "tests/swarm/tests/corpus.rs"),
    ("tests/fuzz/corpus/import", "", "tests/swarm/tests/corpus.rs"),
    ("tests/hostile", ".json", "core/tests/engine/hostile_files.rs"),
    ("tests/vectors", ".json", "core/tests/clearing/vectors.rs"),
];

/// Files that no program reads, each with the reason.
const KEPT: &[(&str, &str)] = &[
    ("tests/fuzz/.gitignore", "git reads it"),
    ("tests/fuzz/import.dict", "libFuzzer reads it"),
    ("tests/vendor/LICENSE-axe-core.txt", "the licence of what lies beside it"),
    ("tests/vendor/LICENSE-axe-core-3RD-PARTY.txt", "the licences of what lies beside it"),
];

pub(crate) fn check(look: &mut Look<'_>) {
    let strings: Vec<&str> =
        look.program.sources.values().flat_map(|s| &s.words.strings).map(|(_, text)| text.as_str()).collect();
    let files: Vec<&str> =
        look.tree.paths().filter(|path| PLACES.iter().any(|place| path.starts_with(place))).collect();
    for path in files {
        let name = name_of(path);
        let code = path.ends_with(".rs") || OTHERS.contains(&name);
        let kept = KEPT.iter().any(|(kept, _)| *kept == path);
        let through = FOLDERS.iter().any(|(folder, end, test)| {
            folder_of(path) == *folder && path.ends_with(end) && goes_through(look, test, folder)
        });
        if !code && !kept && !through && !strings.iter().any(|text| text.contains(name)) {
            look.report(path, 1, "no source reads this file: use it in a test, or delete it");
        }
    }
}

/// Whether a test names the folder, or one around it, and lists what is in it.
fn goes_through(look: &Look<'_>, test: &str, folder: &str) -> bool {
    let folder = folder.strip_prefix("tests/").unwrap_or(folder);
    let around = folder.rsplit_once('/').map_or(folder, |(around, _)| around);
    let named = |text: &str| text.contains(folder) || text.contains(around);
    look.program.sources.get(test).is_some_and(|source| {
        source.words.identifiers.contains("read_dir") && source.words.strings.iter().any(|(_, text)| named(text))
    })
}

#[cfg(test)]
mod tests {
    use crate::support::finds;

    const UNREAD: &str = "no source reads this file: use it in a test, or delete it";

    #[test]
    fn every_file_of_data_is_read() {
        let file = ("core/src/town.json", "{}");
        finds("used", &[file, ("core/src/a.rs", "const T: &str = include_str!(\"town.json\");")], &[]);
        finds("used", &[file, ("core/Cargo.toml", ""), ("notes.txt", "")], &[(file.0, 1, UNREAD)]);
        finds("used", &[file, ("core/src/a.rs", "//! town.json\nfn town() {}")], &[(file.0, 1, UNREAD)]);
    }

    #[test]
    fn a_folder_is_read_by_its_test() {
        let (test, vector) = ("core/tests/clearing/vectors.rs", ("tests/vectors/one.json", "{}"));
        let text = "const F: &str = \"../tests/vectors\";\nfn f() { std::fs::read_dir(F); }";
        finds("used", &[(test, text), vector, ("tests/vectors/README.md", "")], &[]);
        finds("used", &[(test, text), ("tests/vectors/one.csv", "")], &[("tests/vectors/one.csv", 1, UNREAD)]);
        finds("used", &[(test, "const F: &str = \"../tests/vectors\";"), vector], &[(vector.0, 1, UNREAD)]);
    }
}
