//! Files of older versions of the format, lifted to this one before they are read.
//!
//! There is only version 1 so far. To make a version 2: raise [`VERSION`]; the table below then lacks a step and does not
//! compile until it has the one from 1 to 2, which changes fields in place; put files of version 2 into
//! `tests/fixtures/v2`, and leave those of `v1` as they are: a test opens them all, for ever.

use super::{Code, Problem};
use serde_json::{Map, Value};

/// The version of the format this program writes.
pub const VERSION: u32 = 1;

/// Turns the fields of a file of one version into those of the next.
type Step = fn(&mut Map<String, Value>);

/// What lifts a file of each older version by one, from version 1 on.
const MIGRATIONS: [Step; VERSION as usize - 1] = [];

/// Brings a file to this version.
///
/// # Errors
/// When it says no version, or one that no program has written yet.
pub(super) fn to_present(top: &mut Map<String, Value>) -> Result<(), Problem> {
    let found = found(top)?;
    lift(top, found, &MIGRATIONS);
    Ok(())
}

fn lift(top: &mut Map<String, Value>, found: u32, steps: &[Step]) {
    for (version, step) in (2u32..).zip(steps).skip(found as usize - 1) {
        step(top);
        top.insert("version".to_owned(), version.into());
    }
}

fn found(top: &Map<String, Value>) -> Result<u32, Problem> {
    match top.get("version") {
        Some(v) => match v.as_u64().and_then(|n| u32::try_from(n).ok()) {
            Some(n) if (1..=VERSION).contains(&n) => Ok(n),
            _ => {
                let found = super::form::text(v);
                let newer = v.as_u64().is_some_and(|n| n > VERSION.into());
                let hint =
                    if newer { "it was made by a newer version of this program" } else { "write \"version\": 1" };
                let message = format!("version {found} is not known; this program reads 1");
                Err(Problem::error(Code::Version, "version", message).hint(hint))
            }
        },
        None => {
            Err(Problem::error(Code::MissingField, "version", "the version is missing").hint("write \"version\": 1"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_goes_through_the_steps_after_its_version() {
        let steps: [Step; 2] = [
            |top| {
                if let Some(old) = top.remove("protocols") {
                    top.insert("participants".into(), old);
                }
            },
            |top| {
                top.insert("seed".into(), json!(7));
            },
        ];
        for (found, lifted) in [
            (1, json!({ "version": 3, "participants": [], "seed": 7 })),
            (2, json!({ "version": 3, "protocols": [], "seed": 7 })),
            (3, json!({ "version": 3, "protocols": [] })),
        ] {
            let mut file = json!({ "version": found, "protocols": [] });
            lift(file.as_object_mut().unwrap(), found, &steps);
            assert_eq!(file, lifted);
        }
    }
}
