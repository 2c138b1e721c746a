//! What is nothing changes nothing: an asset that nobody has, a shock of nothing, enough of everything.

use super::metamorphic::{CASES, each, frames, trace};
use interclear_core::scenario::{Asset, Event, EventKind};
use interclear_core::units::{Decimal, Price, Rate};
use interclear_swarm::scenario;

#[test]
fn an_asset_nobody_has_changes_nobody() {
    each(|seed, s, t| {
        let mut other = s.clone();
        let id = ["a-coin", "zz-coin"][(seed % 2) as usize].to_owned();
        other.assets.push(Asset {
            label: id.clone(),
            id: id.clone(),
            decimals: 2,
            price: Price::ONE,
            ..Asset::default()
        });
        let asset = id;
        let what = EventKind::PriceShock { asset, change: Rate::new(-0.5).unwrap() };
        other.events.push(Event { id: "zz".into(), tick: 1, what });
        let then = trace(&other);
        for tick in 0..t.frames.len() {
            assert_eq!(frames(&then, tick, ""), frames(t, tick, ""), "seed {seed}, tick {tick}");
        }
    });
}

/// No shock and enough of everything: nobody fails.
#[test]
fn the_rich_do_not_fail() {
    each(|seed, s, _| {
        let mut s = s.clone();
        s.events.clear();
        s.collateral.clear();
        // A position has a side that loses, and its house is gone with the mechanisms.
        s.positions.clear();
        for p in &mut s.participants {
            p.mechanisms.clear();
            for a in &s.assets {
                p.holdings.insert(a.id.clone(), "100000".parse().unwrap());
            }
        }
        assert_eq!(trace(&s).failures(), [], "seed {seed}");
    });
}

/// A shock of nothing is no cause of a failure.
#[test]
fn a_shock_of_nothing_fails_nobody() {
    let mut shocked = 0;
    for seed in 0..CASES {
        let mut s = scenario(seed);
        s.events.clear();
        let calm = trace(&s);
        let zero = Decimal::default();
        for (k, p) in s.participants.iter().enumerate() {
            let participant = p.id.clone();
            let share = Rate::ZERO;
            for (sort, what) in [
                EventKind::Exploit { participant: participant.clone(), asset: None, amount: zero },
                EventKind::Recovery { participant: participant.clone(), amount: zero },
                EventKind::WithdrawalWave { participant, share },
            ]
            .into_iter()
            .enumerate()
            {
                s.events.push(Event { id: format!("e{k}-{sort}"), tick: 1, what });
            }
        }
        // A claim token without a market has no price of its own to shock.
        let priced = |a: &&Asset| a.id != s.numeraire && (a.claim.is_none() || a.market.is_some());
        for (k, a) in s.assets.iter().filter(priced).enumerate() {
            let what = EventKind::PriceShock { asset: a.id.clone(), change: Rate::ZERO };
            s.events.push(Event { id: format!("p{k}"), tick: 1, what });
        }
        let then = trace(&s);
        shocked += u32::from(!s.events.is_empty());
        for tick in 0..calm.frames.len() {
            assert_eq!(frames(&then, tick, ""), frames(&calm, tick, ""), "seed {seed}, tick {tick}");
        }
    }
    assert_eq!(u64::from(shocked), CASES);
}
