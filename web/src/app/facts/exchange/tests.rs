//! What the page says of the two venues of 10 October 2025.

use super::super::{Facts, Shown, of_participant};
use crate::app::words;

fn facts(who: &str, tick: usize) -> Vec<Facts> {
    let scenario = interclear_core::parse(include_str!("../../../../../static/scenarios/october-2025.json")).unwrap();
    let trace = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
    let shown = Shown { scenario: &scenario, trace: &trace, frame: &trace.frames[tick] };
    of_participant(shown, words::participant(&trace, who).unwrap())
}

fn titled<'a>(all: &'a [Facts], title: &str) -> &'a Facts {
    let titles: Vec<&str> = all.iter().map(|f| f.title.as_str()).collect();
    all.iter().find(|f| f.title.starts_with(title)).unwrap_or_else(|| panic!("no {title}: {titles:?}"))
}

#[test]
fn a_venue_shows_its_queue_and_whom_it_cut_back() {
    let calm = facts("hyperliquid", 0);
    assert!(calm.iter().all(|f| !f.title.starts_with("Cut back")), "nobody is cut at the opening");
    assert!(!titled(&calm, "Liquidated when").rows.is_empty());
    // The first minute in which the vault refuses.
    let after = facts("hyperliquid", 9);
    let cut = titled(&after, "Cut back");
    let maker = cut.rows.iter().find(|r| r.name == "Market maker").expect("it is among them");
    assert!(maker.bad && maker.values.last().is_some_and(|v| v.starts_with("lost: long")), "{maker:?}");
    let queue = titled(&after, "First in the queue");
    assert!(queue.rows.len() >= 2 && queue.head.len() == 4);
    let state = titled(&after, "Margin exchange");
    let row = |name: &str| state.rows.iter().find(|r| r.name == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(row("Backstop vault").values[0].ends_with(", full"));
    assert_eq!(row("Deleveraging asks").values, ["queue by gain and leverage"]);
    assert!(row("Overshoot: more than was lacking").bad);
}

#[test]
fn a_holder_sees_where_it_would_be_liquidated() {
    let all = facts("maker", 1);
    let long = &titled(&all, "Positions with Binance").rows[0];
    // 400 at 1 with 200: equity 200 - 400 (1 - p) is a fortieth of 400 p at p = 200 / 390.
    assert_eq!(long.values[..2], ["long 400".to_owned(), "1".to_owned()]);
    assert_eq!(long.values[3], words::price(interclear_core::units::Price::new(200.0 / 390.0).unwrap()));
    assert!(!titled(&all, "Positions with Hyperliquid").rows[0].bad);
}
