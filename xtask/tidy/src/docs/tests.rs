//! Documents that are right, and each way to be wrong.

use crate::support::finds;

const REST: [(&str, &str); 7] = [
    ("core/Cargo.toml", "[package]\nname = 'interclear-core'\n"),
    ("core/src/lib.rs", "pub mod engine;"),
    ("core/src/engine/mod.rs", "pub mod audit; pub struct Trace; const WORD: &str = \"estate_delay\";"),
    ("core/src/engine/audit.rs", ""),
    ("core/examples/simulate.rs", ""),
    ("xtask/src/main.rs", "fn main() { match word { \"serve\" | \"test\" => {} \"dist\" => {} _ => {} } }"),
    ("static/scenarios/one-chain.json", "{}"),
];

/// One document among the others, and what is found in it.
fn check(path: &str, text: &str, expected: &[(usize, &str)]) {
    let files: Vec<_> = REST.iter().copied().chain([(path, text)]).collect();
    let expected: Vec<_> = expected.iter().map(|&(line, what)| (path, line, what)).collect();
    finds("docs", &files, &expected);
}

#[test]
fn what_exists_may_be_named() {
    for text in [
        "`engine::audit` has `Trace`, in `core/src/engine/mod.rs`, `engine/audit.rs`, `audit.rs`, `core/examples`, `core/src/`.",
        "See [the engine](core/src/engine/mod.rs#x) and [elsewhere](https://example.org/a.md).",
        "`cargo xtask serve`, then cargo xtask test. And `cargo xtask <command>` in `dist/` and `target/tools`.",
        "    cargo run -p interclear-core --example simulate -- static/scenarios/one-chain.json",
        "<a href=\"https://HOST/#embed&ex=one-chain\"> `estate_delay` `alpha e + beta r` `D/MARGIN` `FILE.json` `*_by_x`",
        "`core/src/engine/*.rs` `simulate`",
    ] {
        check("README.md", text, &[]);
    }
    check("CHANGELOG.md", "## Unreleased\n- new\n## 1.0\n- `gone.rs`, `cargo xtask gone`\n", &[]);
    check("tests/notes.md", "`gone.rs`", &[]);
}

#[test]
fn what_is_gone_may_not() {
    let cases: [(&str, &str); 11] = [
        ("`core/src/gone.rs`", "`core/src/gone.rs` does not exist: name what there is"),
        ("`gone.rs`", "`gone.rs` does not exist: name what there is"),
        ("`core/gone/`", "`core/gone` does not exist: name what there is"),
        ("`core/src/engine/*.json`", "`core/src/engine/*.json` does not exist: name what there is"),
        ("[x](gone.md)", "the link leads to `gone.md`, which does not exist: mend it"),
        ("`cargo xtask gone`", "there is no command of xtask `gone`: name what there is"),
        ("cargo run --example gone", "there is no example `gone`: name what there is"),
        ("cargo run -p gone", "there is no package `gone`: name what there is"),
        ("cargo run --bin gone", "there is no program `gone`: name what there is"),
        ("cargo run -- static/scenarios/gone.json", "`static/scenarios/gone.json` does not exist: name what there is"),
        ("#embed&ex=gone", "no shipped scenario is called `gone`: name one that is"),
    ];
    for (text, what) in cases {
        for path in ["README.md", "core/README.md", "CHANGELOG.md"] {
            check(path, &format!("## Newest\n{text}\n"), &[(2, what)]);
        }
    }
    check("README.md", "`Gone`", &[(1, "nothing is called `Gone` any more: name what there is")]);
    check(
        "ARCHITECTURE.md",
        "`engine::gone`",
        &[(1, "nothing is called `gone` of `engine::gone` any more: name what there is")],
    );
    check("core/README.md", "`Gone`", &[]);
}

#[test]
fn the_tree_of_rooms_is_the_tree() {
    let good = "```\ncore/    the model\n  engine/    ticks\n    audit.rs    books\n  examples/\nxtask/   commands\n  dist, serve\n```\n";
    check("ARCHITECTURE.md", good, &[]);
    let bad = good.replace("audit.rs", "ledger.rs");
    check("ARCHITECTURE.md", &bad, &[(4, "`core/src/engine/ledger.rs` does not exist: name what there is")]);
}

#[test]
fn the_page_helps_with_what_there_is() {
    let text =
        "const A: &str = \"Run `cargo xtask serve`.\";\nconst B: &str = \"See `gone.md`; cargo xtask gone helps.\";";
    check(
        "web/src/view/dialogs/help.rs",
        text,
        &[
            (2, "`gone.md` does not exist: name what there is"),
            (2, "there is no command of xtask `gone`: name what there is"),
        ],
    );
}
