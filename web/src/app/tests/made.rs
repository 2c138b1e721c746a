//! Opening a scenario that comes with its run.

use super::*;
use crate::app::Edit;
use crate::made;

/// Opens the opening case with its run, as the page does with a shipped scenario.
fn open_made(model: &mut Model) -> Vec<Effect> {
    let (scenario, trace) = made::take(&made::make(COLLATERAL).unwrap().unwrap(), COLLATERAL).unwrap();
    tell(model, Msg::OpenMade { scenario: Box::new(scenario), trace: Rc::new(trace) })
}

#[test]
fn a_scenario_with_its_run_is_as_if_it_had_been_run() {
    for first in [true, false] {
        let start = || if first { Model::default() } else { page(FRAGILE) };
        let (mut made, mut run) = (start(), start());
        for model in [&mut made, &mut run] {
            if !first {
                tell(model, Msg::Edit(Edit::Title("Other".into())));
            }
        }
        let asked = open_made(&mut made);
        let also = tell(&mut run, Msg::OpenText(COLLATERAL.into()));
        assert!(!asked.iter().any(|e| matches!(e, Effect::Run { .. })), "nothing is run");
        assert!(asked.iter().any(|e| matches!(e, Effect::Profile { .. })));
        let rest = |all: &[Effect]| -> Vec<Effect> {
            all.iter().filter(|e| !matches!(e, Effect::Run { .. } | Effect::Profile { .. })).cloned().collect()
        };
        assert_eq!(rest(&asked), rest(&also));
        assert_eq!(format!("{made:?}"), format!("{run:?}"));
        assert!(made.profile.is_some() && !made.profile_due && !made.running);
        // What comes from before it is of no interest any more.
        let old = Msg::RunFailed { generation: made.generation - 1, reason: "x".into() };
        update(&mut made, old);
        assert!(made.fault.is_none());
    }
}
