//! Whatever the format knows is added with one press, and goes again.

use super::*;

fn errors(s: &Scenario) -> Vec<String> {
    check(s).1.iter().filter(|p| p.severity == Severity::Error).map(ToString::to_string).collect()
}

/// Two participants of whom one has issued a coin and a share, stakes and signs messages, and the other lends, and a
/// contract.
fn able(issuer: &str, lender: &str) -> Scenario {
    let claim = |id: &str, par: &str| {
        format!(
            r#"{{"id":"{id}","label":"{id}","price":1,"market":{{"depth":1000}},
            "claim":{{"issuer":"{issuer}","circulating":100{par},"redemption":{{}}}}}}"#
        )
    };
    let rules = |id: &str| match id {
        _ if id == lender => r#"[{"type":"lending_pool","lends":"cash","markets":[{"asset":"eth"}]}]"#,
        _ => r#"[{"type":"staking","asset":"eth"},{"type":"bridge","verifiers":3,"threshold":2}]"#,
    };
    let who = |id: &str| {
        format!(
            r#"{{"id":"{id}","label":"Ash","kind":"firm","holdings":{{"cash":500,"eth":500}},"mechanisms":{}}}"#,
            rules(id)
        )
    };
    let text = format!(
        r#"{{"version":1,"numeraire":"cash","contracts":[{{"id":"f","label":"F","underlying":"eth","payoff":{{"type":"future"}}}}],
        "assets":[{{"id":"cash","label":"Cash"}},
        {{"id":"eth","label":"Ether","price":2,"market":{{"depth":1000}}}},{},{}],"participants":[{},{}]}}"#,
        claim("coin", r#","par":1"#),
        claim("share", ""),
        who("a"),
        who("b"),
    );
    let s = parse(&text).unwrap();
    assert_eq!(errors(&s), [""; 0]);
    s
}

/// Without a lending pool the page says what a loop lacks.
#[test]
fn what_cannot_be_added_yet_says_what_it_lacks() {
    let s = two();
    let form = form::sections(&s, Some(&Item::Participant("a".into())));
    let loops = buttons(&form).into_iter().find(|a| a.label == "Looper").unwrap();
    let (after, _) = loops.edit.unwrap().apply(&s).unwrap();
    let all = errors(&after);
    assert!(matches!(&all[..], [one] if one.contains("give it the mechanism lending_pool")), "{all:?}");
}

/// Whatever the format knows can be added with one press, has a form, and goes with another.
#[test]
fn every_mechanism_is_added_shown_and_removed() {
    let item = Item::Participant("a".into());
    for variant in Mechanism::SHAPE.variants() {
        // A loop needs somebody who lends, a peg a coin of its own.
        let rich = matches!(variant.word, "looper" | "peg_module" | "algorithmic");
        let s = if rich { able("a", "b") } else { two() };
        let form = form::sections(&s, Some(&item));
        let (label, low) = (say::label(variant.word), say::low(&say::label(variant.word)));
        let found = buttons(&form).into_iter().find(|a| a.label == label || a.label == format!("Add {low}"));
        let action = found.unwrap_or_else(|| panic!("nothing adds {low}"));
        let (after, words) = action.edit.as_ref().unwrap().apply(&s).unwrap();
        assert_eq!(words, format!("add {low} to Ash"));
        assert_eq!(errors(&after), [""; 0], "{low}");
        let form = form::sections(&after, Some(&item));
        let at = action.then.unwrap();
        let section = form.iter().find(|x| x.at == at).unwrap_or_else(|| panic!("no form of {low}"));
        let parts = variant.object.parts.len();
        let inside = form.iter().filter(|x| is_at(&x.at, &at)).map(|x| x.fields.len() + 1).sum::<usize>();
        assert!(parts == 0 || inside > 1, "{low} has no fields");
        let removed = section.actions.iter().find(|a| a.removes).unwrap().edit.as_ref().unwrap().apply(&after).unwrap();
        assert_eq!(removed.0, s);
        // Twice where the check lets it, and only there.
        let mut twice = after.clone();
        let mine = twice.participants[0].mechanisms[s.participants[0].mechanisms.len()..].to_vec();
        let again = buttons(&form).iter().any(|a| a.label == label || a.label == format!("Add {low}"));
        assert_eq!(again, mine[0].may_repeat(), "{low}");
        twice.participants[0].mechanisms.extend(mine);
        if errors(&twice).iter().any(|e| e.contains("two of the kind")) {
            assert!(!again, "{low} may stand there once");
        }
    }
}

#[test]
fn every_kind_of_shock_has_first_values_that_are_accepted() {
    let s = able("b", "a");
    let thing = Thing::new(&s, None, &s, |s| Edit::Replace(Box::new(s)));
    for variant in EventKind::SHAPE.variants() {
        let event = move |f: &First<'_>| serde_json::json!({ "id": "e1", "tick": 1, "what": f.variant(variant) });
        let edit = thing.part().first("/events/0".into(), event);
        assert_eq!(refused(&s, &[], &edit), [], "{}", variant.word);
        let (after, _) = edit.apply(&s).unwrap();
        let form = form::sections(&after, Some(&Item::Event("e1".into())));
        // A list within has a section of its own.
        let shown = form[0].fields.len() + form.len() - 1;
        assert!(shown > variant.object.parts.len(), "{}: {shown}", variant.word);
    }
}

#[test]
fn a_shock_is_dropped_on_one_participant_with_first_values() {
    let s = able("b", "a");
    for (word, label) in shock::kinds() {
        let assets = || ["eth", "cash", "coin", "share"].map(String::from).to_vec();
        let made = shock::first(&s, &[], ("e1", 1), (word, "b"), assets()).unwrap();
        assert_eq!((made.label(), made.participant().unwrap_or("b")), (label.as_str(), "b"));
    }
    assert!(shock::first(&s, &[], ("e1", 1), ("flood", "b"), Vec::new()).is_err());
}

/// Whoever is taken out is named nowhere afterwards, and nothing that still stands is broken by it.
#[test]
fn a_participant_goes_out_of_all_that_names_it() {
    for s in scenarios() {
        for p in &s.participants {
            let (after, _) = Edit::RemoveParticipant(p.id.clone()).apply(&s).unwrap();
            assert_eq!(after.participants.len() + 1, s.participants.len());
            let text = interclear_core::to_json(&after).unwrap();
            // Two of them have the ids `pool` and `vault`, which are also names of fields.
            let text = text.replace("\"pool\":", "").replace("\"vault\":", "");
            assert!(!text.contains(&format!("\"{}\"", p.id)), "{} is still named in {}", p.id, s.id);
            assert_eq!(errors(&after), [""; 0], "{} out of {}", p.id, s.id);
        }
    }
}

#[test]
fn another_kind_keeps_what_both_have() {
    let mut s = two();
    let what = EventKind::Outage { participant: "b".into(), ticks: 2 };
    s.events.push(interclear_core::scenario::Event { id: "e1".into(), tick: 1, what });
    let form = whole(&s);
    let kind = form.iter().flat_map(|x| &x.fields).find(|f| f.at.ends_with("what/type")).unwrap();
    let after = (kind.set)("withdrawal_wave").unwrap().apply(&s).unwrap();
    assert!(matches!(&after.0.events[0].what, EventKind::WithdrawalWave { participant, .. } if participant == "b"));
    assert_eq!(after.1, "what outage to withdrawal wave");
}
