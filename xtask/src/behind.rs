//! What only the second part of the program may hold: the engine, with the rooms of the core that serve it alone.
//!
//! One mention on the wrong side of the doors in `web/src/view/later.rs` would bring all of it into the first load.

use anyhow::{Result, bail};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Those rooms.
const ROOMS: [&str; 7] = ["engine", "clearing", "world", "state", "ledger", "metric", "analysis"];
/// So many are named when there are more.
const MOST: usize = 5;

/// Fails when a function of those rooms is in a program, which must still have its names.
pub fn is_free(first: &[u8]) -> Result<()> {
    let names = names(first)?;
    if names.is_empty() {
        bail!("the first part of the program has no names by which one could tell what is in it");
    }
    let astray: Vec<&str> = names.iter().map(String::as_str).filter(|name| is_behind(name)).collect();
    if let Some(some) = astray.get(..astray.len().min(MOST)).filter(|some| !some.is_empty()) {
        bail!(
            "the first part of the program holds {} functions of the engine: {}; call it by the doors in \
             web/src/view/later.rs",
            astray.len(),
            some.join(", ")
        );
    }
    Ok(())
}

/// Whether a mangled name is of one of the rooms: a path in it, or a type within the name of an implementation.
fn is_behind(name: &str) -> bool {
    ROOMS.iter().any(|room| {
        let path = format!("interclear_core{}{room}", room.len());
        let inner = format!("interclear_core..{room}..");
        name.contains(&path) || name.contains(&inner)
    })
}

fn names(program: &[u8]) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        let Payload::CustomSection(section) = payload? else { continue };
        let KnownCustom::Name(parts) = section.as_known() else { continue };
        for part in parts {
            if let Name::Function(functions) = part? {
                for function in functions {
                    all.push(function?.name.to_owned());
                }
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{Module, NameMap, NameSection};

    fn program(names: &[&str]) -> Vec<u8> {
        let mut map = NameMap::new();
        for (at, name) in (0..).zip(names) {
            map.append(at, name);
        }
        let mut section = NameSection::new();
        section.functions(&map);
        Module::new().section(&section).clone().finish()
    }

    #[test]
    fn the_engine_is_found_by_its_names() {
        let fine = ["_ZN15interclear_core5trace5Trace8failures17h46E", "_ZN14interclear_web3app6engine5check17h0E"];
        assert!(is_free(&program(&fine)).is_ok());
        for bad in [
            "_ZN15interclear_core6engine5clear17h0E",
            "_ZN15interclear_core5world5check5check17h0E",
            "_ZN4core3ptr50drop_in_place$LT$interclear_core..state..Moving$GT$17h0E",
        ] {
            let said = is_free(&program(&[fine[0], bad])).unwrap_err().to_string();
            assert!(said.contains("holds 1 functions") && said.contains(bad), "{said}");
        }
        assert!(is_free(&program(&[])).is_err(), "without names nothing can be told");
    }
}
