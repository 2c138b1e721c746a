//! Positions below 1 and what keepers left of them.

use super::*;
use crate::app::Playhead;
use crate::chart::{Mark, sample};

const SIZE: Size = Size { width: 640.0, height: 240.0 };

#[test]
fn loans_below_one_are_told_apart() {
    let chain = sample::chain();
    let playhead = |tick| Playhead { tick, round: 9 };
    let at = |tick| Input { trace: &chain, ghost: None, playhead: playhead(tick), hide_future: false };
    let loans = CHART;
    let failing = |tick| {
        let bars = (loans.draw)(&at(tick), SIZE).marks;
        bars.iter().filter(|m| matches!(m, Mark::Bar { ink: Ink::Fail, .. })).count()
    };
    // A quarter of the debt below 1 was left: a plain part and a hatched one.
    assert_eq!([failing(1), failing(2)], [0, 2]);
    let hatched = |m: &&Mark| matches!(m, Mark::Bar { hatched: true, .. });
    assert_eq!((loans.draw)(&at(2), SIZE).marks.iter().filter(hatched).count(), 1);
    assert!((loans.note)(&at(2)).starts_with("10 left by keepers (hatched), "));
    // 1.05 x 0.88 is below 1, 1.31 x 0.88 above; the weakest comes first.
    let rows = (loans.table)(&at(3)).rows;
    assert_eq!(rows[0], ["Finch with Zander", "40", "80", "0.924", "10"]);
    assert_eq!(rows.iter().map(|r| r[3].as_str()).collect::<Vec<_>>(), ["0.924", "1.153", "2.288"]);
    let stops = (loans.stops)(&at(3), SIZE);
    assert_eq!(stops[0].lines[1], ("left by keepers".to_owned(), "10".to_owned()));
    assert_eq!(
        stops.iter().map(|s| s.title.as_str()).collect::<Vec<_>>(),
        ["health 0.9 to 1", "health 1.1 to 1.2", "health 2 and more"]
    );
}
