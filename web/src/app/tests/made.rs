//! Opening a scenario that comes with its run.

use super::*;
use crate::app::Edit;
use crate::made;

/// A case of which the check warns.
const WARNED: &str = include_str!("../../../../static/scenarios/spiral.json");

/// Opens a case with its run, as the page does with a shipped scenario.
fn open_made(model: &mut Model, text: &str) -> Vec<Effect> {
    let (scenario, problems, trace) = made::take(&made::make(text).unwrap(), text).unwrap();
    tell(model, Msg::OpenMade { scenario: Box::new(scenario), problems, trace: Rc::new(trace) })
}

#[test]
fn a_scenario_with_its_run_is_as_if_it_had_been_run() {
    for (first, text) in [(true, COLLATERAL), (false, COLLATERAL), (true, WARNED), (false, WARNED)] {
        let start = || if first { Model::default() } else { page(FRAGILE) };
        let (mut made, mut run) = (start(), start());
        for model in [&mut made, &mut run] {
            if !first {
                tell(model, Msg::Edit(Edit::Title("Other".into())));
            }
        }
        let asked = open_made(&mut made, text);
        let also = tell(&mut run, Msg::OpenText(text.into()));
        assert!(!asked.iter().any(|e| matches!(e, Effect::Run { .. })), "nothing is run");
        assert!(asked.iter().any(|e| matches!(e, Effect::Profile { .. })));
        let rest = |all: &[Effect]| -> Vec<Effect> {
            all.iter().filter(|e| !matches!(e, Effect::Run { .. } | Effect::Profile { .. })).cloned().collect()
        };
        assert_eq!(rest(&asked), rest(&also));
        assert_eq!(format!("{made:?}"), format!("{run:?}"));
        assert!(made.profile.is_some() && !made.profile_due && !made.running);
        assert_eq!(made.problems.is_empty(), text == COLLATERAL);
        // What comes from before it is of no interest any more.
        let old = Msg::RunFailed { generation: made.generation - 1, reason: "x".into() };
        update(&mut made, old);
        assert!(made.fault.is_none());
    }
}
