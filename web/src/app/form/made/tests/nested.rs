//! The form of a type that the format does not have: a list of objects with a choice and an option inside, maps of
//! objects, numbers in a list, yes or no that may be absent.

use super::*;
use interclear_core::scenario::{Asset, Kind, Limit, Object};
use serde_json::json;
use std::rc::Rc;

const fn part(key: &'static str, about: &'static str, shape: &'static Shape, limits: &'static [fn() -> Limit]) -> Part {
    Part { key, about, presence: interclear_core::scenario::Presence::Need, shape, kind: "", limits }
}

fn kind(kind: Kind) -> Limit {
    Limit { kind: Some(kind), ..Limit::default() }
}

const ASSET: &[fn() -> Limit] = &[|| kind(Kind::Asset)];
const PARTICIPANT: &[fn() -> Limit] = &[|| kind(Kind::Participant)];

static ORACLE: Shape = Shape::Choice(&[
    Variant { word: "market", object: Object { about: " The market's own price.", parts: &[] } },
    Variant {
        word: "feed",
        object: Object {
            about: " A price that somebody reports.",
            parts: &[part("provider", " Who reports.", &Shape::Text, PARTICIPANT)],
        },
    },
]);
static MARKET: Shape = Shape::Object(Object {
    about: " An asset that is lent.",
    parts: &[
        part("asset", " What is lent.", &Shape::Text, ASSET),
        part("cap", " Most that is lent, in units of the asset.", &Shape::Optional(&Shape::Amount), &[]),
        part("rate", " What a loan costs a year.", &Shape::Ratio, &[]),
        part("frozen", " Whether nothing more is lent.", &Shape::Optional(&Shape::Flag), &[]),
        part("oracle", " Where the price comes from.", &ORACLE, &[]),
    ],
});
static POOL: [Part; 3] = [
    part("markets", " What is lent.", &Shape::List(&MARKET), &[|| Limit { most: Some(6), ..Limit::default() }]),
    part("weights", " By asset.", &Shape::Map(&MARKET), &[|| Limit { keys: Some(Kind::Asset), ..Limit::default() }]),
    part("steps", " In their order.", &Shape::List(&Shape::Ratio), &[]),
];

#[test]
fn nested_parts_have_fields_names_units_and_buttons() {
    let s = two();
    let lent = |asset: &str, oracle: Value| json!({ "asset": asset, "cap": 5, "rate": 0.05, "oracle": oracle });
    let asset: &Asset = &s.assets[0];
    let mut thing = Thing::new(&s, None, asset, |a| Edit::Asset(Box::new(a)));
    let value = json!({
        "markets": [lent("eth", json!({ "type": "feed", "provider": "b" })), lent("cash", json!({ "type": "market" }))],
        "weights": { "eth": lent("cash", json!({ "type": "market" })) }, "steps": [0.1, 0.2],
    });
    thing.value = Rc::new(value);
    let form = Made::new(&thing, Spot::of(String::new(), "pool".into(), "cash")).object("Pool", "Lends.", &POOL);
    let titles: Vec<(&str, u8)> = form.iter().map(|x| (x.title.as_str(), x.depth)).collect();
    assert_eq!(
        titles,
        [
            ("Pool", 0),
            ("Markets", 1),
            ("Market 1: Ether", 2),
            ("Oracle", 3),
            ("Market 2: Cash", 2),
            ("Oracle", 3),
            ("Weights", 1),
            ("Weight of Ether", 2),
            ("Oracle", 3),
            ("Steps", 1)
        ]
    );
    let fields: Vec<(&str, String, &str)> =
        form[2].fields.iter().map(|f| (f.label.as_str(), shown(&f.input), f.unit.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("Asset", "eth".into(), ""),
            ("Cap", "5".into(), "Ether"),
            ("Rate", "5".into(), "% a year"),
            ("Frozen", String::new(), "")
        ]
    );
    let at: Vec<&str> = form[3].fields.iter().map(|f| f.at.as_str()).collect();
    assert_eq!(at, ["pool/markets/0/oracle/type", "pool/markets/0/oracle/provider"]);
    assert_eq!(form[3].fields[0].help, "A price that somebody reports.");
    assert_eq!(form[5].fields.len(), 1, "the other kind has no fields");
    assert_eq!(form[1].actions[0].label, "Add market");
    assert_eq!(form[2].signs[0].label, "Remove market 1: Ether");
    // Two participants and two assets: the only one left to weigh.
    let absent: Vec<&str> = form[6].picker.iter().flat_map(|p| &p.options).map(|a| a.label.as_str()).collect();
    assert_eq!(absent, ["Cash"]);
    let steps: Vec<String> = form[9].rows.iter().map(|r| shown(&r.fields[0].input)).collect();
    assert_eq!((steps.join(","), form[9].columns.join(",")), ("10,20".into(), "Step,Steps".into()));
}

#[test]
fn first_values_name_somebody_and_keep_within_limits() {
    let s = two();
    let thing = Thing::new(&s, Some("a"), &s.participants[0], |p| Edit::Participant(Box::new(p)));
    let held = thing.part();
    let first = first::tries(&held).next().unwrap();
    let value = first.value(&MARKET, "market", Limit::default());
    let oracle = json!({ "type": "market" });
    assert_eq!(value, json!({ "asset": "eth", "cap": 0.0, "rate": 0.0, "frozen": false, "oracle": oracle }));
    let feed = first::tries(&held).next().unwrap().variant(&ORACLE.variants()[1]);
    assert_eq!(feed, json!({ "type": "feed", "provider": "b" }), "the other participant, not the one itself");
    let above = Limit { above: Some(0.0), high: Some(1.0), ..Limit::default() };
    let least = Limit { low: Some(3.0), ..Limit::default() };
    let first = first::tries(&held).next().unwrap();
    assert_eq!(first.value(&Shape::Ratio, "x", above), json!(0.5));
    assert_eq!(first.value(&Shape::Whole, "x", least), json!(3));
}
