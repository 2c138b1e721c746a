//! No dead source: every `.rs` file is a target of cargo or declared by a module.

use crate::Look;
use std::collections::BTreeSet;

pub(crate) fn check(look: &mut Look<'_>) {
    let reached: BTreeSet<&str> = look.program.modules.iter().map(|m| m.file.as_str()).collect();
    for path in look.program.sources.keys() {
        if !reached.contains(path.as_str()) {
            look.report(
                path,
                1,
                "no module declares this file and no target builds it: declare it with `mod`, or delete it",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::support::finds;

    const MANIFEST: (&str, &str) =
        ("a/Cargo.toml", "[package]\nname = 'a'\n[[test]]\nname = 'end'\npath = 'end/main.rs'\n");
    const DEAD: &str = "no module declares this file and no target builds it: declare it with `mod`, or delete it";

    #[test]
    fn every_source_is_declared_or_built() {
        finds(
            "reach",
            &[
                MANIFEST,
                ("a/src/lib.rs", "mod one;\nmod two { mod deep; }\n#[path = \"odd/name.rs\"]\nmod three;\n"),
                ("a/src/one.rs", "mod under;"),
                ("a/src/one/under.rs", ""),
                ("a/src/two/deep/mod.rs", "mod more;"),
                ("a/src/two/deep/more.rs", ""),
                ("a/src/odd/name.rs", "mod beside;"),
                ("a/src/odd/beside.rs", ""),
                ("a/src/bin/tool.rs", ""),
                ("a/tests/case/main.rs", "mod part;"),
                ("a/tests/case/part.rs", ""),
                ("a/examples/show.rs", ""),
                ("a/benches/speed.rs", ""),
                ("a/build.rs", ""),
                ("a/end/main.rs", ""),
            ],
            &[],
        );
    }

    #[test]
    fn a_file_that_nobody_declares_is_seen() {
        finds(
            "reach",
            &[
                MANIFEST,
                ("a/src/lib.rs", "mod one;\nfn f() { let text = \"mod dead;\"; }\n"),
                ("a/src/one.rs", ""),
                ("a/src/one/dead.rs", ""),
                ("a/src/dead.rs", ""),
                ("a/tests/case/part.rs", ""),
                ("a/end/dead.rs", ""),
            ],
            &[
                ("a/end/dead.rs", 1, DEAD),
                ("a/src/dead.rs", 1, DEAD),
                ("a/src/one/dead.rs", 1, DEAD),
                ("a/tests/case/part.rs", 1, DEAD),
            ],
        );
    }
}
