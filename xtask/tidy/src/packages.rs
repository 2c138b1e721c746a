//! Packages of the workspace, with what cargo builds in them.

use crate::Tree;
use crate::tree::{folder_of, inside, join};
use std::collections::BTreeSet;

/// A package of the workspace.
#[derive(Debug, Default)]
pub(crate) struct Package {
    pub name: String,
    pub manifest: String,
    pub targets: Vec<Target>,
    /// The names under which dependencies stand in the manifest, of every kind and platform.
    pub dependencies: BTreeSet<String>,
}

/// Something that cargo builds.
#[derive(Debug)]
pub(crate) struct Target {
    /// `lib`, `bin`, `example`, `test`, `bench` or `build`.
    pub kind: &'static str,
    pub name: String,
    pub path: String,
}

/// Kinds of target, the folder where cargo looks for them, and their table in the manifest.
const FOUND: [(&str, &str); 4] = [("bin", "src/bin"), ("example", "examples"), ("test", "tests"), ("bench", "benches")];

/// A package by its manifest; `None` for a manifest without one.
pub(crate) fn package(tree: &Tree, manifest: &str, table: &toml::Table) -> Option<Package> {
    let name = table.get("package")?.get("name")?.as_str()?.to_owned();
    let folder = folder_of(manifest);
    let mut targets = Vec::new();
    let mut add = |kind, name: &str, path: String| {
        if tree.text(&path).is_some() && targets.iter().all(|t: &Target| t.path != path) {
            targets.push(Target { kind, name: name.to_owned(), path });
        }
    };
    let path_in = |t: &toml::Value| t.get("path").and_then(|p| p.as_str()).map(|p| join(folder, p));
    let lib = table.get("lib").and_then(path_in);
    add("lib", &name.replace('-', "_"), lib.unwrap_or_else(|| join(folder, "src/lib.rs")));
    add("bin", &name, join(folder, "src/main.rs"));
    add("build", "build", join(folder, "build.rs"));
    for (kind, place) in FOUND {
        for target in table.get(kind).and_then(|t| t.as_array()).into_iter().flatten() {
            if let (Some(name), Some(path)) = (target.get("name").and_then(|n| n.as_str()), path_in(target)) {
                add(kind, name, path);
            }
        }
        let place = join(folder, place);
        for path in tree.under(&place) {
            let name = inside(path, &place).unwrap_or_default();
            let name = name.strip_suffix("/main.rs").or_else(|| name.strip_suffix(".rs")).unwrap_or_default();
            if !name.is_empty() && !name.contains('/') {
                add(kind, name, path.to_owned());
            }
        }
    }
    let mut dependencies = BTreeSet::new();
    named_dependencies(table, &mut dependencies);
    Some(Package { name, manifest: manifest.to_owned(), targets, dependencies })
}

/// Every key of a table of dependencies, however deep the table stands.
fn named_dependencies(table: &toml::Table, found: &mut BTreeSet<String>) {
    for (key, value) in table {
        let Some(inner) = value.as_table() else { continue };
        if key.ends_with("dependencies") {
            found.extend(inner.keys().cloned());
        } else {
            named_dependencies(inner, found);
        }
    }
}
