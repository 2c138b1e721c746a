//! What comes with a fragment, what does not, and what is no fragment.

use super::*;

#[test]
fn links_among_the_chosen_come_and_no_others() {
    let s = interclear_core::parse(COLLATERAL).unwrap();
    let mut model = page(&s);
    choose(&mut model, &["heron", "wren"]);
    update(&mut model, Msg::Many(Many::Duplicate));
    let now = &model.scenario;
    // Of Heron's three debts only the one to Wren is among the two.
    let new: Vec<_> = now.obligations.iter().skip(s.obligations.len()).collect();
    assert_eq!(new.len(), 1);
    assert_eq!((new[0].debtor.as_str(), new[0].creditor.as_str()), ("heron2", "wren2"));
    assert_eq!(new[0].amount, "50".parse().unwrap());
    assert_eq!(now.collateral.len(), s.collateral.len());
    let names: Vec<&str> = now.participants.iter().map(|p| p.label.as_str()).collect();
    assert!(names.contains(&"Heron 2") && names.contains(&"Wren 2"), "{names:?}");
    assert_eq!(model.chosen(), ["heron2", "wren2"]);
    assert_eq!(model.history.undo_label().unwrap(), "Undo: duplicate 2 participants");
}

#[test]
fn the_playhead_and_the_document_stay_when_something_is_pasted() {
    let s = interclear_core::parse(COLLATERAL).unwrap();
    let mut model = page(&s);
    model.playhead = crate::app::Playhead { tick: 2, round: 1 };
    choose(&mut model, &["wren"]);
    update(&mut model, Msg::Many(Many::Duplicate));
    assert_eq!((model.playhead.tick, model.playhead.round), (2, 1));
    assert_eq!(model.selection, Some(Item::Participant("wren2".into())));
    assert_eq!((model.scenario.id.as_str(), model.scenario.title.as_str()), (s.id.as_str(), s.title.as_str()));
}

#[test]
fn what_the_other_scenario_has_not_comes_along_and_is_said() {
    let mut source = page(&interclear_core::parse(COLLATERAL).unwrap());
    choose(&mut source, &["heron"]);
    let text = chosen_text(&source).unwrap();
    let target = interclear_core::parse(TWO_HOUSES).unwrap();
    let mut model = page(&target);
    update(&mut model, Msg::Many(Many::Paste(text, None)));
    let new: Vec<&str> = model.scenario.assets.iter().skip(target.assets.len()).map(|a| a.label.as_str()).collect();
    assert_eq!(new, ["Token"]);
    let heron = model.scenario.participants.iter().find(|p| p.id == "heron").unwrap();
    // Its cash is in the money of the scenario that it comes to.
    assert!(heron.holdings.contains_key(&target.numeraire), "{:?}", heron.holdings);
    let notice = model.notice.clone().unwrap();
    assert!(notice.text.contains("Token came along"), "{}", notice.text);
    assert_eq!(notice.offer, Offer::Undo);
}

#[test]
fn what_is_no_fragment_says_so_and_changes_nothing() {
    let s = interclear_core::parse(COLLATERAL).unwrap();
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let large = " ".repeat(interclear_core::scenario::MAX_BYTES + 1);
    let none = "What the clipboard holds is no participants of Interclear.";
    let cases: Vec<(&str, &str)> = vec![
        ("", none),
        ("https://example.org", none),
        ("{}", none),
        ("[1, 2]", none),
        (&deep, none),
        (&large, none),
        (COLLATERAL, "This is a whole scenario: open it from a file instead."),
        (r#"{"interclear":"fragment","version":2}"#, "another version"),
        (r#"{"interclear":"fragment","version":1}"#, "Nothing was pasted."),
        (
            r#"{"interclear":"fragment","version":1,"scenario":{"version":1,"numeraire":"cash","assets":[{"id":"cash","label":"Cash"}]}}"#,
            "no participants",
        ),
        (
            r#"{"interclear":"fragment","version":1,"scenario":{"version":1,"numeraire":"cash","assets":[{"id":"cash","label":"Cash"}],"participants":[{"id":"a","label":"A","wealth":5}]}}"#,
            "Nothing was pasted.",
        ),
        // Amounts out of every range are for the reader and the check.
        (
            r#"{"interclear":"fragment","version":1,"scenario":{"version":1,"numeraire":"cash","assets":[{"id":"cash","label":"Cash"}],"participants":[{"id":"a","label":"A","holdings":{"cash":"1e400"}}]}}"#,
            "ot",
        ),
        (
            r#"{"interclear":"fragment","version":1,"scenario":{"version":1,"numeraire":"cash","assets":[{"id":"cash","label":"Cash"}],"participants":[{"id":"a","label":"A","holdings":{"gold":5}}]}}"#,
            "Not pasted",
        ),
    ];
    for (text, says) in cases {
        let mut model = page(&s);
        let past = model.history.past.len();
        update(&mut model, Msg::Many(Many::Paste(text.to_owned(), None)));
        let notice = model.notice.clone().unwrap();
        let short: String = text.chars().take(90).collect();
        assert!(notice.text.contains(says) && notice.bad, "{short}: {}", notice.text);
        assert_eq!((*model.scenario).clone(), s, "{short}");
        assert_eq!(model.history.past.len(), past, "{short}");
    }
}

#[test]
fn cutting_removes_and_pasting_brings_back_with_the_same_links() {
    let s = interclear_core::parse(COLLATERAL).unwrap();
    let mut model = page(&s);
    choose(&mut model, &["wren", "finch"]);
    let effects = update(&mut model, Msg::Many(Many::Copy { cut: true, there: false }));
    let text = effects.into_iter().find_map(|e| match e {
        Effect::Clip { text, put: true } => Some(text),
        _ => None,
    });
    assert_eq!(model.scenario.participants.len(), s.participants.len() - 2);
    assert_eq!(model.history.undo_label().unwrap(), "Undo: remove 2 participants");
    assert!(model.chosen().is_empty());
    update(&mut model, Msg::Many(Many::Paste(text.unwrap(), None)));
    // Their old ids and names are free.
    assert_eq!(model.chosen(), ["wren", "finch"]);
    let among = |s: &Scenario| s.obligations.iter().filter(|o| o.debtor == "wren" && o.creditor == "finch").count();
    assert_eq!((among(&s), among(&model.scenario)), (1, 1));
    let before = Rc::clone(&model.scenario);
    update(&mut model, Msg::Undo);
    update(&mut model, Msg::Redo);
    assert_eq!(*model.scenario, *before);
}

/// A bank for nobody: nothing is chosen.
#[test]
fn with_nothing_chosen_nothing_is_copied() {
    let mut model = page(&interclear_core::parse(COLLATERAL).unwrap());
    assert_eq!(chosen_text(&model), None);
    for many in [Many::Copy { cut: false, there: false }, Many::Copy { cut: true, there: true }, Many::Duplicate] {
        let effects = update(&mut model, Msg::Many(many));
        assert!(!effects.iter().any(|e| matches!(e, Effect::Clip { .. })));
        assert!(model.notice.clone().unwrap().text.starts_with("Select participants first"));
    }
}
