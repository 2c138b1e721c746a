//! Opening, restoring, saving; the messages between page and worker.

use super::*;
use crate::app::{Dialog, Edit, is_about};

#[test]
fn a_file_that_is_not_whole_replaces_nothing() {
    let mut model = opened();
    let before = model.scenario.clone();
    for bad in
        ["", "{", "[]", "{\"version\":1}", &COLLATERAL.replace("\"pledger\": \"heron\"", "\"pledger\": \"gone\"")]
    {
        tell(&mut model, Msg::OpenText(bad.to_owned()));
        let Some(Dialog::Problems { list, .. }) = &model.dialog else { panic!("{bad}") };
        assert!(list.iter().all(|p| !p.message.is_empty()));
        assert_eq!(model.scenario, before);
        assert!(model.history.past.is_empty());
        tell(&mut model, Msg::Show(None));
    }
}

#[test]
fn problems_have_a_place() {
    let mut model = opened();
    tell(&mut model, Msg::OpenText(COLLATERAL.replace("\"pledger\": \"heron\"", "\"pledger\": \"gone\"")));
    let Some(Dialog::Problems { list, .. }) = &model.dialog else { panic!() };
    assert!(list.iter().any(|p| p.at == "collateral/heron-pike/pledger" && p.hint.is_some()), "{list:?}");
}

#[test]
fn a_saved_file_opens_again_and_opening_can_be_undone() {
    let mut model = opened();
    slide(&mut model, 0.42, true);
    let saved = tell(&mut model, Msg::Save);
    let [Effect::Download { name, text }] = saved.as_slice() else { panic!("{saved:?}") };
    assert_eq!(name, "more-collateral.json");
    let kept = model.scenario.clone();
    tell(&mut model, Msg::Edit(Edit::Title("Other".into())));
    tell(&mut model, Msg::OpenText(text.clone()));
    assert_eq!(model.scenario, kept);
    assert_eq!(model.dialog, None);
    tell(&mut model, Msg::Undo);
    assert_eq!(model.scenario.title, "Other");
}

#[test]
fn an_order_for_the_profile_alone_gives_no_run() {
    let mut job = Job::new(Order { generation: 3, json: COLLATERAL.into(), run: false, profile: true });
    let mut replies = Vec::new();
    while !job.is_done() {
        replies.extend(job.step());
    }
    assert!(matches!(replies.as_slice(), [Reply::Profiled { generation: 3, failed, .. }] if failed.len() == 101));
    let mut job = Job::new(Order { generation: 3, json: "{}".into(), run: false, profile: true });
    assert_eq!(job.step(), None);
    assert!(job.is_done());
}

#[test]
fn kept_work_is_known_by_the_id_of_its_scenario() {
    let model = opened();
    let kept = |edit: &dyn Fn(&mut Scenario)| {
        let mut scenario = (*model.scenario).clone();
        edit(&mut scenario);
        interclear_core::to_json(&scenario).unwrap()
    };
    assert!(is_about(&kept(&|_| {}), "more-collateral"));
    assert!(is_about(&kept(&|s| (s.title, s.schema) = (String::new(), "x".into())), "more-collateral"));
    assert!(!is_about(&kept(&|_| {}), "more"));
    // Neither another thing's id nor a text that looks like one.
    assert!(!is_about(&kept(&|_| {}), "heron"));
    assert!(!is_about(&kept(&|s| s.summary = "\n  \"id\": \"one-chain\",".into()), "one-chain"));
    assert!(!is_about(&kept(&|s| s.id = "one-chain".into()), "more-collateral"));
    assert!(!is_about("", "more-collateral") && !is_about("{", "more-collateral"));
}

#[test]
fn work_of_the_last_visit_is_the_present_document() {
    let mut model = Model::default();
    tell(&mut model, Msg::Restore { text: COLLATERAL.into(), otherwise: "x".into(), edited: true });
    assert_eq!(model.scenario.id, "more-collateral");
    assert!(model.notice.is_some() && model.history.past.is_empty() && model.edited);
}

/// A name too long or a price out of range is no reason to take somebody's work away, however it comes back.
#[test]
fn unfinished_work_comes_back_with_its_problems() {
    let long = COLLATERAL.replace("\"title\": \"", &format!("\"title\": \"{}", "long ".repeat(20)));
    for waited in [false, true] {
        let mut model = if waited { opened() } else { Model::default() };
        let effects = if waited {
            tell(&mut model, Msg::OpenKept(long.clone()))
        } else {
            tell(&mut model, Msg::Restore { text: long.clone(), otherwise: "x".into(), edited: true })
        };
        assert!(model.scenario.title.starts_with("long long"), "{waited}");
        assert!(model.has_errors() && !model.running && model.trace.is_none() && model.dialog.is_none());
        assert!(!effects.contains(&Effect::PutAside) && !effects.iter().any(|e| matches!(e, Effect::Run { .. })));
        // Mended, it runs.
        let effects = tell(&mut model, Msg::Edit(Edit::Title("Short".into())));
        assert!(!model.has_errors() && effects.iter().any(|e| matches!(e, Effect::Run { .. })), "{waited}");
    }
    // A file from elsewhere is still refused.
    let mut model = opened();
    tell(&mut model, Msg::OpenText(long));
    assert!(matches!(model.dialog, Some(Dialog::Problems { .. })));
}

#[test]
fn work_that_cannot_be_read_is_put_aside_once() {
    let mut model = Model::default();
    let effects = tell(&mut model, Msg::Restore { text: "{\"broken".into(), otherwise: "first".into(), edited: true });
    assert!(effects.contains(&Effect::PutAside));
    assert!(effects.contains(&Effect::FetchShipped("first".into())));
    assert_eq!(model.dialog, None);
    // What was said stays while the example comes in its place.
    tell(&mut model, Msg::OpenText(COLLATERAL.into()));
    assert!(model.notice.unwrap().bad);
}

#[test]
fn opening_puts_aside_what_was_worked_on_and_nothing_else() {
    let parks = |model: &mut Model| tell(model, Msg::OpenText(COLLATERAL.into())).contains(&Effect::Park);
    let mut model = opened();
    assert!(!parks(&mut model), "nobody worked on it");
    slide(&mut model, 0.42, true);
    let effects = tell(&mut model, Msg::OpenText(COLLATERAL.into()));
    let at = |effect: &Effect| effects.iter().position(|e| e == effect);
    assert!(at(&Effect::Park).is_some_and(|park| Some(park) < at(&Effect::Autosave)), "{effects:?}");
    assert!(!parks(&mut model));
    // Undo brings the work back, and then it is work again.
    tell(&mut model, Msg::Undo);
    tell(&mut model, Msg::Undo);
    assert!(parks(&mut model));
    let mut model = Model::default();
    tell(&mut model, Msg::Restore { text: COLLATERAL.into(), otherwise: "x".into(), edited: false });
    assert!(!parks(&mut model));
}

#[test]
fn the_first_scenario_is_no_step_of_undo_and_is_not_kept() {
    let mut model = Model::default();
    let effects = tell(&mut model, Msg::OpenText(COLLATERAL.into()));
    assert!(model.history.past.is_empty());
    assert!(!effects.contains(&Effect::Autosave));
    assert!(effects.contains(&Effect::Fit));
}

#[test]
fn orders_and_replies_survive_the_way() {
    let order = Order { generation: 7, json: COLLATERAL.into(), run: true, profile: true };
    let bytes = postcard::to_allocvec(&order).unwrap();
    assert_eq!(postcard::from_bytes::<Order>(&bytes).unwrap(), order);
    let mut job = Job::new(order);
    let mut kinds = Vec::new();
    while !job.is_done() {
        if let Some(reply) = job.step() {
            let bytes = postcard::to_allocvec(&reply).unwrap();
            assert_eq!(postcard::from_bytes::<Reply>(&bytes).unwrap(), reply);
            kinds.push(match reply {
                Reply::Ran { generation: 7, .. } => "ran",
                Reply::Profiled { generation: 7, .. } => "profiled",
                _ => "other",
            });
        }
    }
    assert_eq!(kinds, ["ran", "profiled"]);
    assert!(Reply::ready().is_ready());
    assert!(!Reply::Ready { protocol: 0, model: String::new() }.is_ready());
}

#[test]
fn an_order_that_cannot_run_says_why() {
    let mut job = Job::new(Order { generation: 1, json: "{}".into(), run: true, profile: true });
    assert!(matches!(job.step(), Some(Reply::Failed { generation: 1, .. })));
    assert!(job.is_done());
}
