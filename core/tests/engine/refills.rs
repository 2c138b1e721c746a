//! Cascades of refills against a simulation of a few lines: houses that share members, each asking for its own refill.
//!
//! The simulation keeps money in floats and knows no ledger, no clearing and no journal: every tick members pay what
//! was asked, or all they have and fail; each house then charges its layers and asks again.

use super::case::{Case, read};
use interclear_swarm::Random;
use serde_json::{Map, Value, json};

struct Setting {
    /// By house: own capital, contributions and costs of closing out by member.
    houses: Vec<(f64, Vec<f64>, Vec<f64>)>,
    cash: Vec<f64>,
}

fn setting(seed: u64) -> Setting {
    let mut rng = Random(seed);
    let (houses, members) = (1 + rng.below(3), 3 + rng.below(4));
    let mut house = || {
        let paid: Vec<f64> = (0..members).map(|_| 3.0 + rng.below(15) as f64).collect();
        // A cost is at least the contribution, so that no estate has anything to share out.
        let costs = paid.iter().map(|p| p + rng.below(20) as f64).collect();
        (rng.below(8) as f64, paid, costs)
    };
    let houses = (0..houses).map(|_| house()).collect();
    let mut cash: Vec<f64> = (0..members).map(|_| rng.below(16) as f64).collect();
    cash[0] = 0.0;
    Setting { houses, cash }
}

const TICKS: u32 = 8;

fn case(s: &Setting) -> Case {
    let mut case = Case::new(TICKS).decimals(6);
    let named = |list: &[f64]| -> Value {
        json!(list.iter().enumerate().map(|(m, x)| (format!("m{m}"), json!(x))).collect::<Map<_, _>>())
    };
    for (h, (skin, paid, costs)) in s.houses.iter().enumerate() {
        let id = format!("h{h}");
        let layers = json!([{ "type": "defaulter_margin" }, { "type": "defaulter_fund" },
            { "type": "skin_in_the_game", "amount": skin }, { "type": "survivors_fund" }]);
        let fund = json!({ "type": "default_fund", "contributions": named(paid), "close_out": named(costs),
            "layers": layers, "replenish_within": 1 });
        case = case.has(&id, json!({ "cash": skin })).runs(&id, fund);
    }
    for (m, free) in s.cash.iter().enumerate() {
        let paid: f64 = s.houses.iter().map(|h| h.1[m]).sum();
        case = case.has(&format!("m{m}"), json!({ "cash": free + paid }));
    }
    case.fails(1, "m0")
}

/// What the simulation says: when each house and each member fails (0 for never), and what each house's own capital,
/// its survivors and nobody bore.
struct Told {
    houses: Vec<u32>,
    members: Vec<u32>,
    borne: Vec<[f64; 3]>,
}

/// `None` where a payment is so near to what is there that rounding decides.
fn simulate(s: &Setting) -> Option<Told> {
    let (n, k) = (s.cash.len(), s.houses.len());
    let mut told = Told { houses: vec![0; k], members: vec![0; n], borne: vec![[0.0; 3]; k] };
    let mut cash = s.cash.clone();
    let mut skin: Vec<f64> = s.houses.iter().map(|h| h.0).collect();
    let mut fund: Vec<Vec<f64>> = s.houses.iter().map(|h| h.1.clone()).collect();
    for tick in 1..=TICKS {
        let mut wave = if tick == 1 { vec![0] } else { vec![] };
        for m in (0..n).filter(|&m| told.members[m] == 0 && tick > 1) {
            let asked: Vec<f64> =
                (0..k).map(|h| if told.houses[h] == 0 { s.houses[h].1[m] - fund[h][m] } else { 0.0 }).collect();
            let due: f64 = asked.iter().sum();
            if due > 0.0 && (cash[m] - due).abs() < 1e-3 {
                return None;
            }
            let part = if cash[m] < due { cash[m] / due } else { 1.0 };
            (0..k).for_each(|h| fund[h][m] += asked[h] * part);
            cash[m] -= due * part;
            if part < 1.0 {
                wave.push(m);
            }
        }
        wave.iter().for_each(|&m| told.members[m] = tick);
        for h in (0..k).filter(|&h| told.houses[h] == 0).collect::<Vec<_>>() {
            let mut left: f64 = wave.iter().map(|&m| s.houses[h].2[m] - fund[h][m]).sum();
            wave.iter().for_each(|&m| fund[h][m] = 0.0);
            let own = left.min(skin[h]);
            skin[h] -= own;
            left -= own;
            let all: f64 = (0..n).filter(|&m| told.members[m] == 0).map(|m| fund[h][m]).sum();
            let used = left.min(all);
            (0..n).filter(|&m| told.members[m] == 0).for_each(|m| fund[h][m] -= fund[h][m] * used / all.max(1e-9));
            left -= used;
            if left > 0.0 && left < 1e-3 {
                return None;
            }
            told.borne[h][0] += own;
            told.borne[h][1] += used;
            told.borne[h][2] += left;
            told.houses[h] = if left > 0.0 { tick } else { 0 };
        }
    }
    Some(told)
}

#[test]
fn cascades_of_refills_agree_with_a_simulation() {
    let (mut compared, mut spread, mut houses_down) = (0, 0, 0);
    for seed in 0..600 {
        let s = setting(seed);
        let Some(told) = simulate(&s) else { continue };
        let trace = case(&s).run();
        let got = |what: &str| read(&trace, what).unwrap();
        for (h, &tick) in told.houses.iter().enumerate() {
            assert_eq!(got(&format!("failed_tick/h{h}")) as u32, tick, "seed {seed}: house {h}");
            for (layer, want) in ["skin_in_the_game", "survivors_fund", "uncovered"].iter().zip(told.borne[h]) {
                let have = got(&format!("borne/h{h}/{layer}"));
                assert!((have - want).abs() < 1e-4, "seed {seed}: {layer} of house {h} is {have}, not {want}");
            }
        }
        for (m, &tick) in told.members.iter().enumerate() {
            assert_eq!(got(&format!("failed_tick/m{m}")) as u32, tick, "seed {seed}: member {m}");
        }
        compared += 1;
        spread += u32::from(told.members.iter().any(|&t| t > 2));
        houses_down += u32::from(told.houses.iter().any(|&t| t > 1));
    }
    // Enough of them are cascades.
    assert!(compared > 400 && spread > 40 && houses_down > 100, "{compared} compared, {spread}, {houses_down}");
}
