//! Counters that are shut; what panels of issuers and pools say.

use super::*;

#[test]
fn a_counter_that_is_shut_says_when_it_opens() {
    let weekdays = |open_from| Redemption {
        open_every: Some(7),
        open_for: Some(5),
        open_from: Some(open_from),
        ..Redemption::default()
    };
    // Open on 3 to 7, shut on 8 and 9, open again on 10.
    for (tick, next) in [(0, Some(3)), (2, Some(3)), (3, None), (7, None), (8, Some(10)), (9, Some(10)), (10, None)] {
        assert_eq!(next_open(&weekdays(3), tick), next, "tick {tick}");
    }
    assert_eq!(next_open(&Redemption::default(), 4), None);
}
