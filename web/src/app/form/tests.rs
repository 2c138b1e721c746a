//! Every field of a shipped scenario reads back what it shows, and says why it cannot read nonsense.

use super::*;
use interclear_core::scenario::Problem;

fn scenario() -> Scenario {
    interclear_core::parse(include_str!("../../../../static/scenarios/more-collateral.json")).unwrap()
}

fn items(s: &Scenario) -> Vec<Option<Item>> {
    let mut all = vec![None];
    all.extend(s.participants.iter().map(|p| Some(Item::Participant(p.id.clone()))));
    all.extend(s.obligations.iter().map(|o| Some(Item::Link(LinkKind::Obligation, o.id.clone()))));
    all.extend(s.collateral.iter().map(|c| Some(Item::Link(LinkKind::Collateral, c.id.clone()))));
    all.extend(s.events.iter().map(|e| Some(Item::Event(e.id.clone()))));
    all.extend(s.assets.iter().map(|a| Some(Item::Asset(a.id.clone()))));
    all
}

fn shown(input: &Input) -> String {
    match input {
        Input::Number(text) | Input::Text(text) | Input::Long(text) | Input::Choice(text, _) => text.clone(),
        Input::Check(on) => on.to_string(),
    }
}

#[test]
fn what_is_shown_reads_back_as_no_change() {
    let before = scenario();
    for item in items(&before) {
        for field in sections(&before, item.as_ref()).iter().flat_map(|s| &s.fields) {
            let text = shown(&field.input);
            let edit = (field.set)(&text).unwrap_or_else(|e| panic!("{} {text}: {e}", field.at));
            let after = edit.apply(&before).unwrap().0;
            assert_eq!(after, before, "{} {text}", field.at);
        }
    }
}

#[test]
fn nonsense_is_refused_in_words() {
    let s = scenario();
    for item in items(&s) {
        for field in sections(&s, item.as_ref()).iter().flat_map(|s| &s.fields) {
            if let Input::Number(_) = field.input {
                let why = (field.set)("about ten").unwrap_err();
                assert!(why.contains("about ten") && why.contains("for example"), "{}: {why}", field.at);
            }
        }
    }
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, plain) in
        [("1,600", "1600"), ("1 600.5", "1600.5"), ("\u{2212}4.4", "-4.4"), (" 12 ", "12"), (".5", "0.5")]
    {
        assert_eq!(read::decimal(text).unwrap().to_string(), plain);
    }
    assert!(read::decimal("1,6").is_err());
    for (text, rate) in [("10 %", 0.1), ("69", 0.69), ("33.3333", 0.333_333), ("\u{2212}10", -0.1)] {
        assert!((read::percent(text).unwrap().get() - rate).abs() < 1e-12, "{text}");
    }
    assert!(read::whole("2.5").is_err() && read::whole("-1").is_err());
}

#[test]
fn problems_find_their_field_or_stay_loose() {
    use interclear_core::scenario::Code;
    let s = scenario();
    let item = Item::Link(LinkKind::Collateral, "heron-pike".into());
    let form = sections(&s, Some(&item));
    let on_field = Problem::error(Code::BadValue, "collateral/heron-pike/haircut", "too large");
    let of_thing = Problem::error(Code::Conflict, "collateral/heron-pike", "does not fit");
    let elsewhere = Problem::error(Code::Conflict, "collateral/heron-pike-2", "not ours");
    let all = [on_field, of_thing, elsewhere];
    let loose: Vec<&str> = loose(&all, Some(&item), &form).iter().map(|p| p.message.as_str()).collect();
    assert_eq!(loose, ["does not fit"]);
}

#[test]
fn sliders_belong_to_what_they_turn() {
    let s = scenario();
    assert_eq!(controls(&s, None).len(), 1);
    assert_eq!(controls(&s, Some(&Item::Link(LinkKind::Collateral, "heron-pike".into()))).len(), 2);
    assert!(controls(&s, Some(&Item::Participant("rook".into()))).is_empty());
}
