//! Charts of what is lent and issued on chains: prices, queues, loans and leverage.

use super::super::{CHARTS, Input, chart, sample};
use super::{SIZES, input};

#[test]
fn charts_of_chains_are_offered_where_there_is_one() {
    let (run, chain) = (sample::trace(), sample::chain());
    for id in ["prices", "queues", "loans", "leverage", "depth"] {
        assert!(!(chart(id).fits)(&run) && (chart(id).fits)(&chain), "{id}");
    }
    let text = include_str!("../../../../static/scenarios/more-collateral.json");
    let scenario = interclear_core::parse(text).unwrap();
    let opening = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
    let tabs: Vec<&str> = CHARTS.iter().filter(|c| (c.fits)(&opening)).map(|c| c.id).collect();
    assert_eq!(tabs, ["unpaid", "failures", "rates", "losses"], "the opening case stays calm");
}

#[test]
fn prices_stand_beside_what_is_behind_them() {
    let chain = sample::chain();
    let prices = chart("prices");
    let third = input(&chain, None, 3, 0);
    assert!((prices.draw)(&third, SIZES[0]).texts().contains(&"tokens 0.88"));
    let table = (prices.table)(&third);
    assert_eq!(table.head, ["Day", "tokens", "tokens, backing"]);
    assert_eq!(table.rows[3], ["day 3", "0.88", "0.9"]);
    // The scale does not tell how low it goes while the answer is open.
    let open = Input { hide_future: true, ..input(&chain, None, 0, 0) };
    assert!((prices.draw)(&open, SIZES[0]).texts().iter().all(|t| !t.starts_with("90")));
}

#[test]
fn leverage_says_what_is_near_the_limit_and_what_it_earns() {
    let mut chain = sample::chain();
    for (id, values) in
        [("debt_below_1_1", [0.444, 0.444, 0.444, 0.444, 0.444]), ("carry", [0.04, 0.04, -0.03, -0.03, -0.03])]
    {
        let column = interclear_core::metric::index_of(id).unwrap();
        for (f, value) in chain.frames.iter_mut().zip(values) {
            f.metrics.resize(interclear_core::metric::METRICS.len(), 0.0);
            f.metrics[column] = value;
        }
    }
    let leverage = chart("leverage");
    let note = |tick| (leverage.note)(&input(&chain, None, tick, 9));
    assert!(note(1).contains("carry +4\u{202f}% a year"), "{}", note(1));
    assert!(note(3).contains("carry \u{2212}3\u{202f}% a year"), "{}", note(3));
    let table = (leverage.table)(&input(&chain, None, 3, 0));
    assert_eq!(table.head, ["Day", "Health below 1", "Below 1.1", "Below 1.5"]);
    assert_eq!(table.rows[3][2], "44.4\u{202f}%");
}

#[test]
fn queues_say_what_waits_where() {
    let chain = sample::chain();
    let rows = (chart("queues").table)(&input(&chain, None, 4, 0)).rows;
    // 70 units at 0.93, 50 at 0.9.
    assert_eq!(rows[2], ["day 2", "65.1", "0", "0", "tokens 70"]);
    assert_eq!(rows[4], ["day 4", "45", "0", "0", "tokens 50"]);
}

#[test]
fn the_scale_of_queues_does_not_answer_an_open_question() {
    let run = sample::chain();
    let most = |input: &Input<'_>| {
        let picture = (chart("queues").draw)(input, SIZES[0]);
        picture.texts().iter().filter_map(|t| t.replace(',', "").parse::<f64>().ok()).fold(0.0, f64::max)
    };
    let last = run.frames.len() as u32 - 1;
    let known = most(&input(&run, None, last, 0));
    let hidden = most(&Input { hide_future: true, ..input(&run, None, 0, 0) });
    assert!(hidden < known, "{hidden} of {known}");
}
