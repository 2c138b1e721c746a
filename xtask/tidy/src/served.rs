//! Every file in `static/` is asked for: by the page, a script of it, Trunk's settings, or the README.

use crate::Look;
use crate::tree::{inside, name_of};

const FOLDER: &str = "static";
/// Its files are held against their list by another check.
const SCENARIOS: &str = "static/scenarios";
const PAGE: &str = "static/index.html";

/// Files that are served and that nothing here names, each with the reason.
const SERVED: &[(&str, &str)] = &[(PAGE, "the page itself, Trunk's target")];

pub(crate) fn check(look: &mut Look<'_>) {
    let askers: Vec<(&str, &str)> = look
        .tree
        .ending(&[".html", ".js", ".css", "Trunk.toml", "README.md"])
        .filter(|(path, _)| inside(path, FOLDER).is_some() || !path.contains('/'))
        .collect();
    let files: Vec<&str> = look.tree.under(FOLDER).filter(|path| inside(path, SCENARIOS).is_none()).collect();
    for path in files {
        let listed = SERVED.iter().any(|(served, _)| *served == path);
        let asked = || askers.iter().any(|(asker, text)| *asker != path && asks(text, name_of(path)));
        if !listed && !asked() {
            look.report(path, 1, "nothing asks for this file: refer to it from static/index.html, or delete it");
        }
    }
}

/// Whether a text has a name that is no part of a longer one.
fn asks(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(part) && !after.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use crate::support::finds;

    #[test]
    fn every_file_is_asked_for() {
        let page = ("static/index.html", "<script src=\"boot.js\"></script>\n<link href=\"style.css\">");
        let good =
            [page, ("static/boot.js", "new Worker('worker.js')"), ("static/worker.js", ""), ("static/style.css", "")];
        finds("served", &good, &[]);
        finds("served", &[page, ("README.md", "![it](static/picture.png)"), ("static/picture.png", "")], &[]);
        let what = "nothing asks for this file: refer to it from static/index.html, or delete it";
        finds(
            "served",
            &[page, ("static/reboot.js", "reboot.js"), ("static/t.js", "")],
            &[("static/reboot.js", 1, what), ("static/t.js", 1, what)],
        );
        finds("served", &[page, ("static/oot.js", "")], &[("static/oot.js", 1, what)]);
    }
}
