//! Short names for what the program and its script call each other.
//!
//! wasm-bindgen names each function of the browser by its crate's name and a hash; only these two files ever say the
//! names, and they would be a fiftieth of the first load.

use anyhow::{Context as _, Result, bail};
use wasm_encoder::{EntityType, ImportSection, Module, RawSection};
use wasmparser::{Import, Parser, Payload, TypeRef};

/// The module that the shortened names are in.
const MODULE: &str = "a";

/// The program and its script, with short names for the functions that the script gives the program.
pub fn shorten(program: &[u8], script: &str, module: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Vec::new();
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload?;
        if let Payload::ImportSection(reader) = payload {
            let mut section = ImportSection::new();
            for import in reader.into_imports() {
                let Import { module: from, name, ty } = import?;
                let TypeRef::Func(ty) = ty else { bail!("{name}: only functions are imported") };
                if from == module {
                    section.import(MODULE, &short(names.len()), EntityType::Function(ty));
                    names.push(name.to_owned());
                } else {
                    section.import(from, name, EntityType::Function(ty));
                }
            }
            out.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let data = program.get(range).context("a section ends outside the file")?;
            out.section(&RawSection { id, data });
        }
    }
    let mut script = replace_once(script, &format!("\"{module}\": "), &format!("\"{MODULE}\": "))?;
    for (at, name) in names.iter().enumerate() {
        script = replace_once(&script, &format!(" {name}: "), &format!(" {}: ", short(at)))?;
    }
    Ok((out.finish(), script))
}

/// `a` to `z`, then `aa` and so on.
fn short(at: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { letter.to_string() } else { short(at / 26 - 1) + &letter.to_string() }
}

fn replace_once(text: &str, old: &str, new: &str) -> Result<String> {
    match text.matches(old).count() {
        1 => Ok(text.replacen(old, new, 1)),
        found => bail!("the script has `{old}` {found} times, not once"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::TypeSection;

    #[test]
    fn names_are_short_and_all_different() {
        let names: Vec<String> = (0..1000).map(short).collect();
        assert_eq!((names[0].as_str(), names[25].as_str(), names[26].as_str()), ("a", "z", "aa"));
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len());
    }

    #[test]
    fn both_files_agree_and_other_modules_keep_their_names() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./x_bg.js", "__wbg_now_1", EntityType::Function(0));
        imports.import("./parts.js", "load", EntityType::Function(0));
        let mut program = Module::new();
        program.section(&types).section(&imports);
        let script = "const i = { __wbg_now_1: function() {} };\nreturn { \"./x_bg.js\": i };";
        let (program, script) = shorten(&program.finish(), script, "./x_bg.js").unwrap();
        assert_eq!(script, "const i = { a: function() {} };\nreturn { \"a\": i };");
        let text = String::from_utf8_lossy(&program).into_owned();
        assert!(text.contains("./parts.js") && text.contains("load") && !text.contains("__wbg_now_1"));
        assert!(shorten(&program, "", "a").is_err());
    }
}
