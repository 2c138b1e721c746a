//! Runs made beforehand: `cargo xtask dist` puts the run of each shipped scenario beside it, and the page that opens the
//! scenario as it was shipped takes it. To show a case it needs no engine.

use interclear_core::scenario::Problem;
use interclear_core::{MODEL_VERSION, Scenario, Trace, check, parse, run};
use serde::{Deserialize, Serialize};

/// A scenario as it was read, what the check warns of, and its run.
pub type Made = (Scenario, Vec<Problem>, Trace);

/// What such a file begins with: which model made the run, and of which text.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Tie {
    model: String,
    text: [u8; 16],
}

impl Tie {
    fn of(json: &str) -> Self {
        Self { model: MODEL_VERSION.to_owned(), text: mark(json.as_bytes()) }
    }
}

/// A mark by which bytes are known: FNV-1a with 128 bits. It keeps mistakes out, not forgers: what comes from the same
/// place as the program needs no more.
#[must_use]
pub fn mark(bytes: &[u8]) -> [u8; 16] {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |sum, byte| (sum ^ u128::from(*byte)).wrapping_mul(PRIME)).to_be_bytes()
}

/// The run of a scenario as a file.
///
/// # Errors
/// Every problem of a scenario that cannot run, a line each; a run that stopped or cannot be written.
pub fn make(json: &str) -> Result<Vec<u8>, String> {
    let said = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
    let scenario = parse(json).map_err(said)?;
    let (world, problems) = check(&scenario);
    let Some(world) = world else { return Err(said(problems)) };
    let trace = run(&world);
    if let Some(stopped) = &trace.stopped {
        return Err(format!("the run stopped: {stopped:?}"));
    }
    postcard::to_allocvec(&(Tie::of(json), scenario, problems, trace)).map_err(|e| e.to_string())
}

/// What is in such a file, if this version of the model made it of this very text: the page reads neither JSON nor runs it.
#[must_use]
pub fn take(file: &[u8], json: &str) -> Option<Made> {
    let (tie, rest) = postcard::take_from_bytes::<Tie>(file).ok()?;
    if tie != Tie::of(json) {
        return None;
    }
    match postcard::take_from_bytes(rest) {
        Ok((made, [])) => Some(made),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Tie, make, mark, take};
    use interclear_core::{check, parse, run};
    use std::fs;
    use std::path::Path;

    const TEXT: &str = include_str!("../../static/scenarios/more-collateral.json");

    #[test]
    fn a_mark_is_that_of_the_published_examples() {
        // Fowler, Noll and Vo, draft-eastlake-fnv, section 6.2: the empty string and "foobar".
        assert_eq!(u128::from_be_bytes(mark(b"")), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(u128::from_be_bytes(mark(b"foobar")), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn every_shipped_scenario_comes_back_as_it_was() {
        let (mut all, mut warned) = (0, 0);
        for folder in ["../static/scenarios", "../tests/fixtures/v1"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for entry in fs::read_dir(folder).unwrap() {
                let file = entry.unwrap().path();
                let text = fs::read_to_string(&file).unwrap();
                let made = make(&text).unwrap();
                let scenario = parse(&text).unwrap();
                let (world, problems) = check(&scenario);
                let own = run(&world.unwrap());
                warned += usize::from(!problems.is_empty());
                assert_eq!(take(&made, &text), Some((scenario, problems, own)), "{}", file.display());
                all += 1;
            }
        }
        assert!(all >= 18 && warned > 0, "{all}, {warned} of them with warnings");
    }

    #[test]
    fn a_run_is_taken_for_its_own_text_only() {
        let file = make(TEXT).unwrap();
        let scenario = parse(TEXT).unwrap();
        let own = run(&check(&scenario).0.unwrap());
        assert_eq!(take(&file, TEXT), Some((scenario, Vec::new(), own)));
        assert_eq!(take(&file, &format!("{TEXT} ")), None, "a blank more is another text");
        assert_eq!(take(&file, &TEXT.replacen("160", "161", 1)), None);
        for end in [0, 1, 10, file.len() / 2, file.len() - 1] {
            assert_eq!(take(&file[..end], TEXT), None, "cut at {end}");
        }
        let mut longer = file.clone();
        longer.push(0);
        assert_eq!(take(&longer, TEXT), None);
    }

    #[test]
    fn a_run_of_another_model_is_not_taken() {
        let file = make(TEXT).unwrap();
        let (tie, rest) = postcard::take_from_bytes::<Tie>(&file).unwrap();
        let other = Tie { model: "0.0.1".into(), ..tie };
        let mut foreign = postcard::to_allocvec(&other).unwrap();
        foreign.extend_from_slice(rest);
        assert_eq!(take(&foreign, TEXT), None);
    }

    #[test]
    fn what_cannot_run_has_no_run() {
        assert!(make("{").is_err());
        assert!(make("{\"version\":1,\"numeraire\":\"nothing\"}").is_err());
    }
}
