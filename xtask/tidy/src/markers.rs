//! No file keeps the marks that an unfinished merge leaves.

use crate::Look;

const MARKS: [&str; 2] = ["<<<<<<< ", ">>>>>>> "];

pub(crate) fn check(look: &mut Look<'_>) {
    for (path, text) in look.tree.ending(&[""]) {
        for (at, line) in text.lines().enumerate() {
            if MARKS.iter().any(|mark| line.starts_with(mark)) {
                look.report(path, at + 1, "a mark of an unfinished merge: keep what is meant and take the marks out");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_unfinished_merge_is_seen() {
        let what = "a mark of an unfinished merge: keep what is meant and take the marks out";
        let bad = [("a.md", "x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> other\n")];
        crate::support::finds("markers", &bad, &[("a.md", 2, what), ("a.md", 6, what)]);
        crate::support::finds("markers", &[("a.md", "x\n=======\n a <<<<<<< b\n")], &[]);
    }
}
