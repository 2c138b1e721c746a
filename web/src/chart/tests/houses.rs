//! Charts of clearing houses: which layer bears a loss, and what ends with a failure.

use super::super::{Input, chart, sample};
use super::{SIZES, input};

#[test]
fn losses_say_which_layer_put_them_on_whom() {
    let text = include_str!("../../../../static/scenarios/two-houses.json");
    let scenario = interclear_core::parse(text).unwrap();
    let run = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
    let first_day = input(&run, None, 1, 9);
    let rows = (chart("losses").table)(&first_day).rows;
    let row = |name: &str| rows.iter().find(|r| r[0] == name).map(|r| r[1].clone());
    for (name, amount) in [
        ("Ida, defaulter's contribution: Ash", "10"),
        ("Ida, skin in the game: Ida", "4"),
        ("Nora, survivors' contributions: Beech", "4"),
    ] {
        assert_eq!(row(name).as_deref(), Some(amount), "{name} in {rows:?}");
    }
    let stops = (chart("losses").stops)(&first_day, SIZES[0]);
    let beech = stops.iter().find(|s| s.title == "Beech").unwrap();
    let line = |house: &str| (format!("{house}, survivors' contributions"), "4".to_owned());
    assert!(beech.lines.contains(&line("Ida")) && beech.lines.contains(&line("Nora")), "{beech:?}");
}

#[test]
fn a_waterfall_says_what_each_layer_bore_and_what_was_not_used() {
    let house = sample::house();
    let waterfall = chart("waterfall");
    let [before, after] = [1, 4].map(|tick| input(&house, None, tick, 0));
    assert_eq!([before, after].map(|i| (waterfall.note)(&i)), ["", "42 charged"]);
    let rows = |i: &Input<'_>| (waterfall.table)(i).rows.into_iter().map(|r| r[1..].join(" ")).collect::<Vec<_>>();
    let zero = ["Defaulter's margin 0 0", "Defaulter's contribution 0 0", "Skin in the game 0 10"];
    assert_eq!(rows(&before)[..3], zero);
    // Pike has failed, and Wren: what they paid in stands for their own losses, not for those of others.
    assert_eq!(
        rows(&after),
        [
            "Defaulter's margin 20 0",
            "Defaulter's contribution 5 15",
            "Skin in the game 10 0",
            "Survivors' contributions 7 23",
            "Assessments 0 30",
        ]
    );
    let picture = (waterfall.draw)(&after, SIZES[0]);
    for label in ["Rook: 42 charged", "margin 20", "survivors 7 of 30", "assessments 0 of 30"] {
        assert!(picture.texts().contains(&label), "{label} in {:?}", picture.texts());
    }
    let stops = (waterfall.stops)(&after, SIZES[0]);
    let survivors = stops.iter().find(|s| s.title == "Rook, survivors' contributions").unwrap();
    assert_eq!(survivors.lines[1..], [("not used".into(), "23".into()), ("Zander".into(), "7".into())]);
    assert!((waterfall.fits)(&house) && !(waterfall.fits)(&sample::trace()));
}

#[test]
fn what_ends_with_a_failure_is_not_called_paid() {
    let text = include_str!("../../../../static/scenarios/two-houses.json");
    let scenario = interclear_core::parse(text).unwrap();
    let run = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
    let words = |input: &Input<'_>| (chart("unpaid").draw)(input, SIZES[0]).texts().join(" ");
    // Beech is asked for 4 by each house and has 7.
    let whole = words(&input(&run, None, 2, 9));
    assert!(whole.contains("not paid by") && !whole.contains("Nothing is unpaid"), "{whole}");
    let hidden = Input { hide_future: true, ..input(&run, None, 1, 0) };
    assert!(words(&hidden).contains("Nothing is unpaid so far"), "the end is not given away");
}
