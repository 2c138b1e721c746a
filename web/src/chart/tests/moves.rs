//! Charts of how prices move: correlation told apart, a venue's own book, payments that wait.

use super::super::{Input, Mark, chart, sample};
use super::{DARK, SIZES, input, svg};
use interclear_core::Trace;

fn ran(text: &str) -> Trace {
    let scenario = interclear_core::parse(text).unwrap();
    interclear_core::run(&interclear_core::check(&scenario).0.unwrap())
}

/// Three funds with the same two assets, which are drawn independently.
pub(super) fn overlap() -> Trace {
    ran(include_str!("../../../../static/scenarios/overlap.json"))
}

/// Two venues, one of which marks margin at its own book.
pub(super) fn october() -> Trace {
    ran(include_str!("../../../../static/scenarios/october-2025.json"))
}

/// Payments one by one with room for two.
pub(super) fn chain() -> Trace {
    ran(include_str!("../../../../static/scenarios/on-chain-or-batch.json"))
}

fn number(text: &str) -> f64 {
    text.replace(',', "").replace('\u{2212}', "-").replace('+', "").parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn correlation_is_told_apart() {
    let run = overlap();
    let def = chart("correlation");
    assert!((def.fits)(&run) && !(def.fits)(&sample::trace()) && !(def.fits)(&october()), "draws there must be");
    let last = u32::try_from(run.frames.len() - 1).unwrap();
    let end = input(&run, None, last, 9);
    let rows = (def.table)(&end).rows;
    assert_eq!(rows[0][0], "Bonds and Shares");
    let [drawn, all, added, adjusted] = [1, 2, 3, 4].map(|i| number(&rows[0][i]));
    assert!(drawn.abs() < 0.25 && all > drawn + 0.2, "{rows:?}");
    assert!((all - drawn - added).abs() < 0.011 && adjusted > 0.0 && adjusted < all, "{rows:?}");
    assert!((def.note)(&end).starts_with("Bonds and Shares: sales add +"), "{}", (def.note)(&end));
    // Words beside the lines, a dashed line for what was drawn, and a shaded gap: read without colour.
    let picture = (def.draw)(&end, SIZES[0]);
    for name in ["drawn ", "all moves ", "adjusted "] {
        assert!(picture.texts().iter().any(|t| t.starts_with(name)), "{name} in {:?}", picture.texts());
    }
    let dashes = picture.marks.iter().filter(|m| matches!(m, Mark::Line { stroke, .. } if !stroke.dash.is_empty()));
    assert!(dashes.count() >= 2 && picture.marks.iter().any(|m| matches!(m, Mark::Area { .. })));
    assert!(svg(&picture, SIZES[0], DARK).contains("</svg>"));
}

#[test]
fn few_moves_say_so() {
    let run = overlap();
    let def = chart("correlation");
    let early = Input { hide_future: true, ..input(&run, None, 5, 9) };
    assert_eq!((def.note)(&early), "Bonds and Shares: too few moves yet");
    assert_eq!((def.table)(&early).rows[0][1], "too few moves: 5 of 8");
    let words = (def.draw)(&early, SIZES[0]).texts().join(" ");
    assert!(words.contains("Said from 8 moves on") && !words.contains("all moves"), "{words}");
}

#[test]
fn an_own_book_stands_beside_index_and_promise() {
    let run = october();
    let def = chart("own_book");
    assert!((def.fits)(&run) && !(def.fits)(&sample::trace()));
    let last = u32::try_from(run.frames.len() - 1).unwrap();
    let end = input(&run, None, last, 9);
    // The coin falls by a third in one venue's book and nowhere else.
    assert_eq!((def.note)(&end), "USDe at Binance, margin");
    let rows = (def.table)(&end).rows;
    let lowest = |column: usize| rows.iter().map(|r| number(&r[column])).fold(f64::INFINITY, f64::min);
    // It counts as margin at that book, not at the index.
    let [own, index, mark, promise] = [1, 2, 3, 4].map(lowest);
    assert!((0.6..0.75).contains(&own) && (0.6..0.8).contains(&mark), "{own} {mark}");
    assert!(index > 0.9 && promise > 0.99, "{index} {promise}");
    let sums = [5, 6].map(|i| rows.iter().map(|r| number(&r[i])).sum::<f64>());
    let venue = &run.frames.last().unwrap().venues[0];
    let told = [venue.liquidated_so_far, venue.adl_so_far].map(|a| a.to_f64(run.decimals()));
    assert!(sums.iter().zip(told).all(|(a, b)| (a - b).abs() <= 0.01 * rows.len() as f64), "{sums:?} {told:?}");
    let picture = (def.draw)(&end, SIZES[0]);
    assert!(picture.marks.iter().any(|m| matches!(m, Mark::Bar { .. })), "liquidations are marked");
    for name in ["own book ", "index ", "mark ", "promise "] {
        assert!(picture.texts().iter().any(|t| t.starts_with(name)), "{name} in {:?}", picture.texts());
    }
    // Before the fall the scale does not tell of it.
    let open = Input { hide_future: true, ..input(&run, None, 1, 0) };
    let words = (def.draw)(&open, SIZES[0]).texts().join(" ");
    assert!(!words.contains("0.7") && !words.contains("0.8"), "{words}");
}

#[test]
fn payments_that_wait_have_a_line() {
    let run = chain();
    let def = chart("settlement");
    assert!((def.fits)(&run) && !(def.fits)(&sample::trace()));
    let first = input(&run, None, 1, 9);
    let rows = (def.table)(&first).rows;
    assert_eq!(rows[1][..4], ["block 1", "225", "30", "60"]);
    let texts = (def.draw)(&first, SIZES[0]).texts().join(", ");
    assert!(texts.contains("waits 60") && texts.contains("settled 30") && texts.contains("due 225"), "{texts}");
}
