//! Lengths within and beyond what is allowed, and blessing.

use super::*;
use crate::support::finds;

fn function(head: &str, lines: usize) -> String {
    format!("{head} {{\n{}}}\n", "    f();\n".repeat(lines - 2))
}

#[test]
fn a_file_has_at_most_what_is_allowed() {
    let lines = |n: usize| "a\n".repeat(n);
    let (fits, long, huge) = (lines(200), lines(201), lines(601));
    finds("length", &[("a.css", &fits), ("b.md", &long), ("tests/vendor/axe.min.js", &huge)], &[]);
    let what = "201 lines, and 200 are allowed: split it by subject";
    finds("length", &[("a.css", &long)], &[("a.css", 1, what)]);
    let ratchet = |n: usize| format!("[files]\n\"a.css\" = {n}\n");
    finds("length", &[("a.css", &long), (FILE, &ratchet(201))], &[]);
    let what = "601 lines: no file has more than 600; split it by subject";
    finds("length", &[("a.css", &huge), (FILE, &ratchet(601))], &[("a.css", 1, what)]);
    let what = "`a.css` has only 201 lines now, and 250 are allowed: run `cargo xtask tidy --bless`";
    finds("length", &[("a.css", &long), (FILE, &ratchet(250))], &[(FILE, 2, what)]);
    let what = "`a.css` is not too long any more, or gone: run `cargo xtask tidy --bless`";
    finds("length", &[("a.css", &fits), (FILE, &ratchet(201))], &[(FILE, 2, what)]);
    finds("length", &[(FILE, &ratchet(201))], &[(FILE, 2, what)]);
    finds(
        "length",
        &[(FILE, "[lines]\n")],
        &[(FILE, 1, &format!("{FILE} has `lines`: it has [files] and [functions]"))],
    );
}

#[test]
fn a_function_has_at_most_what_is_allowed() {
    let (fits, long) = (function("pub fn f()", 70), function("/// Says.\npub fn f()", 71));
    finds("length", &[("a.rs", &fits)], &[]);
    finds("length", &[("a.rs", &long)], &[("a.rs", 2, "`f` has 71 lines, and 70 are allowed: split it")]);
    let inside = format!("impl A {{ {} }}", function("fn f()", 71));
    finds("length", &[("a.rs", &inside)], &[("a.rs", 1, "`A::f` has 71 lines, and 70 are allowed: split it")]);
    let ratchet = |n: usize| format!("[functions]\n\"a.rs A::f\" = {n}\n");
    finds("length", &[("a.rs", &inside), (FILE, &ratchet(71))], &[]);
    let what = "`a.rs A::f` has only 71 lines now, and 80 are allowed: run `cargo xtask tidy --bless`";
    finds("length", &[("a.rs", &inside), (FILE, &ratchet(80))], &[(FILE, 2, what)]);
}

#[test]
fn blessing_lowers_and_never_raises() {
    let (short, long) = ("a\n".repeat(10), "a\n".repeat(300));
    let before = "[files]\n\"a.css\" = 290\n\"b.css\" = 310\n\"c.css\" = 250\n\"d.css\" = 250\n";
    let tree = Tree::of(&[("a.css", &long), ("b.css", &long), ("c.css", &short), ("e.css", &long), (FILE, before)]);
    let blessed = crate::bless(&tree).unwrap();
    let [(path, text)] = &blessed[..] else { panic!("{blessed:?}") };
    assert_eq!(path, FILE);
    let files = [("a.css".to_owned(), 290), ("b.css".to_owned(), 300)].into();
    assert_eq!(Ratchet::parse(Some(text)).unwrap(), Ratchet { files, ..Ratchet::default() });
}
