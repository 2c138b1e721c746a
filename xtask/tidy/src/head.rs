//! Every Rust file begins with `//!`: what it is about.

use crate::Look;

pub(crate) fn check(look: &mut Look<'_>) {
    for (path, text) in look.tree.ending(&[".rs"]) {
        if !text.starts_with("//!") {
            look.report(path, 1, "does not begin with `//!`: say in a sentence what the file is about");
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_says_what_it_is_about() {
        let good = [("a.rs", "//! A.\nfn a() {}\n"), ("b.css", "p {}\n")];
        crate::support::finds("head", &good, &[]);
        let bad = [("a.rs", "fn a() {}\n"), ("b.rs", "// B.\n//! B.\n"), ("c.rs", "")];
        let what = "does not begin with `//!`: say in a sentence what the file is about";
        crate::support::finds("head", &bad, &[("a.rs", 1, what), ("b.rs", 1, what), ("c.rs", 1, what)]);
    }
}
