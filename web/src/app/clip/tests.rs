//! Fragments of all shipped scenarios: into the same one and into every other one, and what is no fragment.

mod small;

use super::*;
use crate::app::tests::shipped;
use crate::app::{Item, Many, Msg, engine, update};
use interclear_core::Scenario;
use interclear_core::scenario::Severity;
use std::rc::Rc;

fn page(s: &Scenario) -> Model {
    let mut model = Model::default();
    update(&mut model, Msg::Open(Box::new(s.clone())));
    assert!(!model.has_errors());
    model
}

fn choose(model: &mut Model, ids: &[&str]) {
    let ids = ids.iter().map(|id| (*id).to_owned()).collect();
    update(model, Msg::Many(Many::These(ids)));
}

fn ids(s: &Scenario) -> Vec<&str> {
    s.participants.iter().map(|p| p.id.as_str()).collect()
}

const COLLATERAL: &str = include_str!("../../../../static/scenarios/more-collateral.json");
const TWO_HOUSES: &str = include_str!("../../../../static/scenarios/two-houses.json");

/// What is refused of the duplicates of single participants and of all, with the reasons.
#[test]
fn duplicates_of_every_shipped_participant_are_accepted() {
    let mut refused = Vec::new();
    let mut tried = 0;
    for (name, s) in shipped() {
        let all = ids(&s);
        let single = all.iter().map(|id| vec![*id]);
        for chosen in single.chain([all.clone()]) {
            let mut model = page(&s);
            choose(&mut model, &chosen);
            let past = model.history.past.len();
            update(&mut model, Msg::Many(Many::Duplicate));
            tried += 1;
            if model.history.past.len() == past {
                refused.push(format!("{name} {chosen:?}: {}", model.notice.map(|n| n.text).unwrap_or_default()));
                continue;
            }
            assert!(!model.has_errors(), "{name} {chosen:?}");
            assert_eq!(model.scenario.participants.len(), s.participants.len() + chosen.len(), "{name}");
            assert_eq!(model.chosen().len(), chosen.len(), "{name}");
            let clear = crate::app::scene::Seats::default().places(&model.scenario);
            let (old, new) = clear.split_at(s.participants.len());
            for (p, q) in new.iter().flat_map(|p| old.iter().map(move |q| (p, q))) {
                let block = |p: &Point| crate::app::geometry::Block::node(*p, 0.0);
                assert!(!block(p).meets(&block(q)), "{name} {chosen:?}: {p:?} {q:?}");
            }
            update(&mut model, Msg::Undo);
            assert_eq!(*model.scenario, s, "{name}");
        }
    }
    assert!(tried > 150);
    assert_eq!(refused, Vec::<String>::new());
}

/// Every shipped scenario as a whole is pasted into every other one: accepted, or refused with a reason and nothing changed.
#[test]
fn whole_networks_go_into_other_scenarios() {
    let all = shipped();
    let (mut taken, mut refused) = (0, Vec::new());
    for (from, s) in &all {
        let mut source = page(s);
        choose(&mut source, &ids(s));
        let text = chosen_text(&source).unwrap();
        assert_eq!(Fragment::read(&text).unwrap().text(), text, "{from}: what is read is what was written");
        for (into, t) in all.iter().filter(|(into, _)| into != from) {
            let mut model = page(t);
            let past = model.history.past.len();
            update(&mut model, Msg::Many(Many::Paste(text.clone(), Some(Point::new(400.0, 300.0)))));
            if model.history.past.len() > past {
                taken += 1;
                let errors = engine::check(&model.scenario).into_iter().filter(|p| p.severity == Severity::Error);
                assert_eq!(errors.count(), 0, "{from} into {into}");
                assert_eq!(model.scenario.participants.len(), s.participants.len() + t.participants.len());
            } else {
                refused
                    .push(format!("{from} into {into}: {}", model.notice.clone().map(|n| n.text).unwrap_or_default()));
                assert_eq!(*model.scenario, *t, "{from} into {into}: refused, so nothing changes");
            }
        }
    }
    // What is left are amounts finer than the money of the other scenario, and more margin than its rules leave room for.
    let known =
        |why: &String| ["has more decimals than its asset", "as initial margin"].iter().any(|k| why.contains(k));
    assert!(refused.iter().all(known), "{}", refused.join("\n"));
    assert!(taken >= 537, "{taken} taken, refused:\n{}", refused.join("\n"));
}
