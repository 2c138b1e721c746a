//! Auto-deleveraging: published and worked numbers, and what holds for every rule and every set of winners.

use interclear_core::clearing::adl::{Cut, Need, Rule, Winner, deleverage, index, profit_leverage};
use proptest::prelude::*;

const RULES: [Rule; 4] = [Rule::QueueByScore, Rule::QueueBySize, Rule::ProRataToSize, Rule::ProRataToProfit];

/// BitMEX, *Auto-deleveraging*, example: a short of 20 is liquidated at 650; longs of accounts 1 to 6 with these quantities
/// and ranks. Account 2 is closed in full, account 5 by half.
#[test]
fn the_exchange_s_own_example() {
    let longs = [(10, 3.0), (10, 6.0), (20, 1.0), (30, 4.0), (20, 5.0), (10, 2.0)];
    let winners = longs.map(|(size, score)| Winner { size, score, profit: 1_000_000 });
    let got = deleverage(Rule::QueueByScore, Need { size: 20, deficit: 0, asked: 0 }, &winners);
    assert_eq!(got.cuts.iter().map(|c| c.size).collect::<Vec<_>>(), [0, 10, 0, 0, 10, 0]);
    assert_eq!(got.order, [1, 4, 3, 0, 5, 2]);
    assert_eq!((got.uncovered, got.overshoot), (0, 0));
}

/// A bankrupt long of 10 with bankruptcy price 95 at a mark of 90 lacks 50. Shorts: 4 at 110 with 44, 4 at 100 with 20, 12 at
/// 95 with 600. By hand: profits 80, 40, 60.
fn shorts() -> [Winner; 3] {
    let short = |size: f64, entry: f64, margin: f64| {
        let (value, cost) = (-size * 90.0, -size * entry);
        // Nothing is left where the value has fallen by all that the account has.
        let bankrupt = cost - margin;
        Winner {
            size: size as i64,
            profit: (100.0 * (value - cost)) as i64,
            score: profit_leverage(value, cost, bankrupt),
        }
    };
    [short(4.0, 110.0, 44.0), short(4.0, 100.0, 20.0), short(12.0, 95.0, 600.0)]
}

const WORKED: Need = Need { size: 10, deficit: 5_000, asked: 5_000 };

fn profits(rule: Rule) -> Vec<i64> {
    deleverage(rule, WORKED, &shorts()).cuts.iter().map(|c| c.profit).collect()
}

#[test]
fn the_worked_example_by_each_rule() {
    let scores = shorts().map(|w| w.score);
    for (score, by_hand) in scores.iter().zip([0.52786, 0.6, 0.08612]) {
        assert!((score - by_hand).abs() < 5e-6, "{score} for {by_hand}");
    }
    let queue = deleverage(Rule::QueueByScore, WORKED, &shorts());
    assert_eq!(queue.order, [1, 0, 2]);
    assert_eq!(queue.cuts.iter().map(|c| c.size).collect::<Vec<_>>(), [4, 4, 2]);
    assert_eq!(profits(Rule::QueueByScore), [2_000, 2_000, 1_000]);
    // The largest first: all of the deficit is the third's.
    assert_eq!(profits(Rule::QueueBySize), [0, 0, 5_000]);
    assert_eq!(profits(Rule::ProRataToSize), [1_000, 1_000, 3_000]);
    // At a rate of 50 / 180: 22.22, 11.11, 16.67.
    assert_eq!(profits(Rule::ProRataToProfit), [2_222, 1_111, 1_667]);
    assert_eq!(
        deleverage(Rule::ProRataToSize, WORKED, &shorts()).cuts.iter().map(|c| c.size).collect::<Vec<_>>(),
        [2, 2, 6]
    );
}

/// At a fill of 98 instead of 95 the queue takes 80 of winners where 50 is lacking, but no more than each one's profit.
#[test]
fn a_fill_beyond_the_bankruptcy_price_overshoots() {
    let need = Need { asked: 8_000, ..WORKED };
    let got = deleverage(Rule::QueueByScore, need, &shorts());
    // 4 at 98 cost 32; 4 more 32; 2 of the third cost 16, and have no more profit than 10.
    assert_eq!(got.cuts.iter().map(|c| c.profit).collect::<Vec<_>>(), [3_200, 3_200, 1_000]);
    assert_eq!((got.uncovered, got.overshoot), (0, 2_400));
    for rule in [Rule::ProRataToSize, Rule::ProRataToProfit] {
        assert_eq!(deleverage(rule, need, &shorts()).overshoot, 0, "{rule:?} takes the deficit");
    }
}

#[test]
fn what_a_cap_leaves_open_is_asked_of_the_others() {
    // Sizes 10, 10, 20, profits 5, 100, 100; 60 is lacking. By size 15, 15, 30: the first has 5, the others share 55.
    let winner = |size, profit| Winner { size, profit, score: 0.0 };
    let winners = [winner(10, 5), winner(10, 100), winner(20, 100)];
    let got = deleverage(Rule::ProRataToSize, Need { size: 40, deficit: 60, asked: 60 }, &winners);
    assert_eq!(got.cuts.iter().map(|c| c.profit).collect::<Vec<_>>(), [5, 18, 37]);
    // A queue by size: 20 cost 30, 10 cost 15 and the first 15 but has 5; the 10 left are asked of the largest.
    let got = deleverage(Rule::QueueBySize, Need { size: 40, deficit: 60, asked: 60 }, &winners);
    assert_eq!(got.cuts.iter().map(|c| c.profit).collect::<Vec<_>>(), [5, 15, 40]);
    // More than all have.
    for rule in RULES {
        let got = deleverage(rule, Need { size: 40, deficit: 300, asked: 300 }, &winners);
        assert_eq!((got.cuts.iter().map(|c| c.profit).sum::<i64>(), got.uncovered), (205, 95), "{rule:?}");
    }
}

#[test]
fn scores_of_both_sides_rise_with_profit_and_leverage() {
    assert!(profit_leverage(110.0, 100.0, 90.0) > profit_leverage(105.0, 100.0, 90.0));
    assert!(profit_leverage(110.0, 100.0, 99.0) > profit_leverage(110.0, 100.0, 90.0));
    assert!(profit_leverage(-90.0, -100.0, -110.0) > 0.0, "a short that has gained");
    // A loser further down the queue the more it is levered.
    assert!(profit_leverage(95.0, 100.0, 80.0) < 0.0);
    assert!((index(true, 120.0, 100.0, 1_000.0, 100.0) - 12.0).abs() < 1e-12);
    assert!((index(false, 80.0, 100.0, 1_000.0, 100.0) - 12.5).abs() < 1e-12);
    assert!(index(true, 1.0, 0.0, 0.0, 0.0).is_finite() && profit_leverage(0.0, 0.0, 0.0).is_finite());
}

#[test]
fn nothing_and_nobody() {
    for rule in RULES {
        assert_eq!(deleverage(rule, WORKED, &[]).uncovered, 5_000);
        let losers = [Winner { size: 5, profit: -3, score: 9.0 }, Winner { size: 0, profit: 7, score: f64::NAN }];
        let got = deleverage(rule, WORKED, &losers);
        assert_eq!((got.cuts, got.order, got.uncovered), (vec![Cut::default(); 2], vec![], 5_000), "{rule:?}");
        let none = deleverage(rule, Need { size: -5, deficit: -7, asked: -9 }, &shorts());
        assert_eq!((none.uncovered, none.overshoot), (0, 0));
        assert!(none.cuts.iter().all(|c| *c == Cut::default()));
    }
}

fn some_winners() -> impl Strategy<Value = Vec<Winner>> {
    let one = (-1_000i64..1 << 50, -1_000i64..1 << 50, -5.0f64..5.0);
    prop::collection::vec(one.prop_map(|(size, profit, score)| Winner { size, profit, score }), 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cuts_sum_to_what_lacks_or_what_winners_have(
        winners in some_winners(), size in 0i64..1 << 52, deficit in 0i64..1 << 52, more in 0i64..1 << 40, rule in 0usize..4,
    ) {
        let need = Need { size, deficit, asked: deficit + more };
        let got = deleverage(RULES[rule], need, &winners);
        let has = |w: &Winner| if w.size > 0 { w.profit.max(0) } else { 0 };
        let all: i64 = winners.iter().map(has).sum();
        let taken: i64 = got.cuts.iter().map(|c| c.profit).sum();
        prop_assert_eq!(got.cuts.len(), winners.len());
        for (cut, w) in got.cuts.iter().zip(&winners) {
            prop_assert!((0..=has(w)).contains(&cut.profit), "{:?} of {:?}", cut, w);
            prop_assert!((0..=w.size.max(0)).contains(&cut.size));
        }
        prop_assert_eq!(taken + got.uncovered - got.overshoot, deficit);
        prop_assert!(taken >= deficit.min(all) && taken <= deficit.max(deficit + more));
        prop_assert!(rule < 2 || taken == deficit.min(all), "rules that share take the deficit and no more");
        let closed: i64 = got.cuts.iter().map(|c| c.size).sum();
        let there: i64 = winners.iter().filter(|w| has(w) > 0).map(|w| w.size).sum();
        prop_assert_eq!(closed, size.min(there));
    }

    /// By another way: shared again and again among those who are not full, as long as somebody becomes so.
    #[test]
    fn water_filling_is_what_rounds_of_sharing_end_at(winners in some_winners(), deficit in 0i64..1 << 52) {
        let got = deleverage(Rule::ProRataToSize, Need { size: 0, deficit, asked: 0 }, &winners);
        let counts = |w: &Winner| w.size > 0 && w.profit > 0;
        let (mut full, mut level) = (vec![false; winners.len()], 0.0);
        for _ in 0..=winners.len() {
            let open = |i: &usize| counts(&winners[*i]) && !full[*i];
            let left = deficit as f64 - (0..winners.len()).filter(|i| full[*i]).map(|i| winners[i].profit as f64).sum::<f64>();
            let weight: f64 = (0..winners.len()).filter(open).map(|i| winners[i].size as f64).sum();
            level = if weight > 0.0 { left / weight } else { 0.0 };
            let next: Vec<bool> =
                (0..winners.len()).map(|i| full[i] || counts(&winners[i]) && winners[i].profit as f64 <= level * winners[i].size as f64).collect();
            if next == full { break; }
            full = next;
        }
        for (i, cut) in got.cuts.iter().enumerate() {
            let w = &winners[i];
            let want = if !counts(w) { 0.0 } else if full[i] { w.profit as f64 } else { level * w.size as f64 };
            prop_assert!((cut.profit as f64 - want).abs() <= 2.0 + want * 1e-9, "{} for {}", cut.profit, want);
        }
    }

    #[test]
    fn a_queue_asks_nobody_before_the_one_ahead_is_closed(winners in some_winners(), size in 0i64..1 << 52, deficit in 0i64..1 << 40) {
        let got = deleverage(Rule::QueueByScore, Need { size, deficit, asked: deficit }, &winners);
        let sizes: Vec<(i64, i64)> = got.order.iter().map(|&i| (got.cuts[i].size, winners[i].size)).collect();
        let first = sizes.iter().position(|(cut, size)| cut < size).unwrap_or(sizes.len());
        prop_assert!(sizes.iter().skip(first + 1).all(|(cut, _)| *cut == 0));
        prop_assert!(got.order.windows(2).all(|p| winners[p[0]].score >= winners[p[1]].score));
    }
}
