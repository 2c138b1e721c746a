//! Charts of positions: margin that is called and paid, and the threshold of Duffie and Zhu.

use super::super::{Input, chart, sample};
use super::{LIGHT, SIZES, input, svg};
use interclear_core::Trace;

/// Six dealers with positions in four contracts, settled one by one.
pub(super) fn book() -> Trace {
    let text = include_str!("../../../../static/scenarios/four-ways.json");
    let scenario = interclear_core::parse(text).unwrap();
    interclear_core::run(&interclear_core::check(&scenario).0.unwrap())
}

/// The shipped case without its options, whose prices are no round numbers.
fn futures() -> Trace {
    let text = include_str!("../../../../static/scenarios/four-ways.json");
    let mut s = interclear_core::parse(text).unwrap();
    s.positions.retain(|p| p.contract != "oil-put");
    interclear_core::run(&interclear_core::check(&s).0.unwrap())
}

#[test]
fn variation_says_what_was_due_and_what_was_paid() {
    let run = futures();
    let rows = (chart("variation").table)(&input(&run, None, 5, 0)).rows;
    // A fall of 20 on 62 oil contracts, a rise of 15 on 61 of gas; no initial margin between dealers.
    assert_eq!(rows[1][..2], ["day 1", "2,155"]);
    assert_eq!(rows[1][3..], ["0", "0"]);
    let paid: f64 = rows[1][2].replace(',', "").parse().unwrap();
    assert!(paid > 1_500.0 && paid < 2_155.0, "{rows:?}");
    let hidden = Input { hide_future: true, ..input(&run, None, 0, 0) };
    assert_eq!((chart("variation").table)(&hidden).rows.len(), 1);
    let words = (chart("variation").draw)(&hidden, SIZES[0]).texts().join(" ");
    assert!(!words.contains("2,000"), "the scale gives nothing away: {words}");
}

#[test]
fn six_parties_with_four_contracts_are_too_few() {
    let run = book();
    let def = chart("duffie_zhu");
    let at = input(&run, None, 0, 0);
    assert_eq!((def.note)(&at), "6 parties, 4 contracts: a house for one does not lower expected exposure");
    let rows = (def.table)(&at).rows;
    let value = |name: &str| rows.iter().find(|r| r[0].starts_with(name)).map(|r| r[1].clone()).unwrap();
    // 36 / 20; 5 root 3 + root 5 over 5 root 4; published: 15 members for four classes; 20 / 36.
    assert_eq!(value("Threshold"), "1.8");
    assert_eq!(value("Change of expected exposure"), "+9\u{202f}%");
    assert_eq!(value("Fewest parties"), "15");
    assert_eq!(value("Share of the variance"), "55.6\u{202f}%");
    let picture = (def.draw)(&at, SIZES[0]);
    assert!(picture.texts().contains(&"N 6, K 4"), "{:?}", picture.texts());
    assert_eq!((def.stops)(&at, SIZES[0]).len(), 1);
    // Read without colour: the words, and a mark that is no line of the plot.
    assert!(svg(&picture, SIZES[0], LIGHT).matches("polyline").count() >= 3);
    assert!(!(def.fits)(&sample::trace()) && (def.fits)(&run));
}
