//! Attacks on services that share their stake, in runs: by hand, and against an enumeration in whole numbers that goes the
//! other way round, by sets of services first.

use super::case::{Case, expect, log};
use interclear_core::analysis::restaking_bound;
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{Code, Severity};
use interclear_core::units::EntryIx;
use interclear_core::{Trace, check, parse, run};
use interclear_swarm::Random;
use serde_json::{Value, json};

/// A service: gain, threshold as a fraction, operators.
type Service = (i64, (i64, i64), Vec<usize>);

/// Stakes and services in whole units of the numeraire.
#[derive(Clone, Debug)]
struct Whole {
    stakes: Vec<i64>,
    services: Vec<Service>,
}

impl Whole {
    fn stake(&self, set: &[usize]) -> i64 {
        set.iter().map(|&o| self.stakes[o]).sum()
    }

    fn can(&self, set: &[usize], (_, (part, of), behind): &Service) -> bool {
        let with: Vec<usize> = behind.iter().copied().filter(|o| set.contains(o)).collect();
        let all = self.stake(behind);
        all > 0 && self.stake(&with) * of >= part * all
    }

    /// The least stake that corrupts all of some services: operators are taken or left, one after another.
    fn cheapest(&self, services: &[&Service], taken: &mut Vec<usize>, next: usize, best: &mut Option<i64>) {
        let cost = self.stake(taken);
        if best.is_some_and(|b| cost >= b) {
            return;
        }
        if services.iter().all(|s| self.can(taken, s)) {
            *best = Some(cost);
            return;
        }
        if next < self.stakes.len() {
            taken.push(next);
            self.cheapest(services, taken, next + 1, best);
            taken.pop();
            self.cheapest(services, taken, next + 1, best);
        }
    }

    /// The slack: for each set of services what they bring and the least that corrupting all of them costs.
    fn slack(&self) -> Option<f64> {
        let mut least: Option<f64> = None;
        for set in 1u32..1 << self.services.len() {
            let chosen: Vec<&Service> =
                self.services.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, s)| s).collect();
            let gain: i64 = chosen.iter().map(|s| s.0).sum();
            let mut cost = None;
            self.cheapest(&chosen, &mut Vec::new(), 0, &mut cost);
            if let Some(cost) = cost.filter(|_| gain > 0) {
                let ratio = cost as f64 / gain as f64 - 1.0;
                least = Some(least.map_or(ratio, |l| l.min(ratio)));
            }
        }
        least
    }

    /// All sets of so many operators, in the order of their bits.
    fn of_size(&self, size: usize) -> Vec<Vec<usize>> {
        let sets = (1u32..1 << self.stakes.len()).filter(|s| s.count_ones() as usize == size);
        sets.map(|s| (0..self.stakes.len()).filter(|o| s >> o & 1 == 1).collect()).collect()
    }

    /// The attack that comes first by the rule, which is carried out: operators, services, gain and cost.
    fn attack(&mut self) -> Option<(Vec<usize>, Vec<usize>, i64, i64)> {
        for size in 1..=self.stakes.len() {
            let mut best: Option<(Vec<usize>, Vec<usize>, i64, i64)> = None;
            for set in self.of_size(size) {
                let broken: Vec<usize> = (0..self.services.len())
                    .filter(|&s| self.services[s].0 > 0 && self.can(&set, &self.services[s]))
                    .collect();
                let (gain, cost) = (broken.iter().map(|&s| self.services[s].0).sum::<i64>(), self.stake(&set));
                let better = |(_, _, g, c): &(Vec<usize>, Vec<usize>, i64, i64)| (gain - cost, -cost) > (g - c, -c);
                if gain > cost && best.as_ref().is_none_or(better) {
                    best = Some((set, broken, gain, cost));
                }
            }
            if let Some((set, broken, gain, cost)) = best {
                set.iter().for_each(|&o| self.stakes[o] = 0);
                broken.iter().for_each(|&s| self.services[s].0 = 0);
                return Some((set, broken, gain, cost));
            }
        }
        None
    }
}

/// Operators `o0`, `o1`, .. with so many units of a stake at 1, and services `s0`, `s1`, .. with what there is to gain.
fn case(ticks: u32, whole: &Whole) -> Case {
    let mut case = Case::new(ticks).token("eth", 1.0, Value::Null);
    for (at, stake) in whole.stakes.iter().enumerate() {
        let id = format!("o{at}");
        case = case.has(&id, json!({ "eth": stake })).runs(&id, json!({ "type": "staking", "asset": "eth" }));
    }
    for (at, (gain, (part, of), behind)) in whole.services.iter().enumerate() {
        let id = format!("s{at}");
        let operators: Vec<String> = behind.iter().map(|o| format!("o{o}")).collect();
        let threshold = *part as f64 / *of as f64;
        let terms = json!({ "type": "secured_service", "asset": "eth", "threshold": threshold, "gain": gain, "operators": operators });
        case = case.has(&id, json!({ "cash": 1000 })).runs(&id, terms);
    }
    case
}

fn slash(who: &str, share: f64) -> Value {
    json!({ "type": "slashing", "participant": who, "share": share })
}

fn attacks(t: &Trace) -> Vec<(usize, &Entry)> {
    t.journal.entries.iter().enumerate().filter(|(_, e)| e.kind == EntryKind::Attacked).collect()
}

/// Two services of 40 that each cost 50, by the same two operators of 50: together 80 for 50 (as in the numbers-only test).
fn shared() -> Whole {
    let service = || (40, (1, 2), vec![0, 1]);
    Whole { stakes: vec![50, 50], services: vec![service(), service()] }
}

/// Of 20 and 4 operators for 22, half of the stake with another 20: safe until the 4 are gone.
fn pair() -> Whole {
    Whole { stakes: vec![4, 20, 20], services: vec![(11, (1, 2), vec![0, 1, 2]), (11, (1, 2), vec![0, 1, 2])] }
}

#[test]
fn overlap_pays_for_an_attack_at_once() {
    expect(
        "80 for 50 on the first tick; the other operator keeps its stake and has nothing to gain",
        &case(3, &shared()),
        &[
            ("cost_to_break/s0@0", 50.0),
            ("attack_gain/s0@0", 40.0),
            ("restaking_gamma@0", -0.375),
            ("restaking_slack@0", 0.0),
            ("note/Attacked", 1.0),
            ("cash/s0@1", 960.0),
            ("cash/s1@1", 960.0),
            ("holdings/o0@1", 0.0),
            ("holdings/o1", 50.0),
            ("supply/eth", -50.0),
            ("restaked_lost@1", 0.5),
            ("restaking_shock", 0.0),
            ("attack_gain/s0", 0.0),
            ("restaking_slack@1", 1.0),
        ],
    );
    let trace = case(3, &shared()).run();
    let frame = trace.frames[1].restaking.as_ref().unwrap();
    assert_eq!((frame.bound, frame.slack), (None, None), "no bound where an attack pays before");
}

#[test]
fn a_slash_makes_an_attack_pay_and_is_its_cause() {
    let case = case(3, &pair()).at(2, slash("o0", 1.0));
    // 24 for 22 before; 20 for 22 without the 4. Of 44 units 4 are slashed: (1 + 1 / (24 / 22 - 1)) x 4 / 44 = 12 / 11.
    expect(
        "the slash of 4",
        &case,
        &[
            ("restaking_gamma@1", 24.0 / 22.0 - 1.0),
            ("note/Attacked", 1.0),
            ("corrupted/s0@1", 0.0),
            ("corrupted/s1@2", 1.0),
            ("restaking_shock@2", 4.0 / 44.0),
            ("restaked_lost@2", 24.0 / 44.0),
            ("restaking_bound@2", 12.0 / 11.0),
            ("holdings/o1@2", 0.0),
            ("holdings/o2@3", 20.0),
        ],
    );
    let trace = case.run();
    let (at, attack) = attacks(&trace)[0];
    let cause = trace.journal.get(attack.causes[0].entry).unwrap();
    assert_eq!((cause.kind, cause.tick), (EntryKind::Slashed, 2));
    let burnt = trace.journal.entries.iter().filter(|e| e.causes.iter().any(|c| c.entry == EntryIx(at as u32)));
    assert_eq!(
        burnt.map(|e| e.kind).collect::<Vec<_>>(),
        [EntryKind::Corrupted, EntryKind::Corrupted, EntryKind::Slashed]
    );
}

#[test]
fn what_else_may_make_an_attack_pay_is_named() {
    let cause = |case: &Case| {
        let trace = case.run();
        let all = attacks(&trace);
        assert_eq!(all.len(), 1, "{}", log(&trace));
        let lines = all[0].1.causes.iter().filter_map(|c| trace.journal.get(c.entry));
        lines.map(|e| e.kind).collect::<Vec<_>>()
    };
    // 24 at 0.9 are 21.6 for 22.
    assert_eq!(cause(&case(3, &pair()).shock(2, "eth", -0.1)), [EntryKind::PriceShock]);
    let dearer = json!({ "type": "upgrade", "target": "participants/s0/secured_service/gain", "value": 14 });
    assert_eq!(cause(&case(3, &pair()).at(2, dearer)), [EntryKind::Upgraded]);
    assert_eq!(cause(&case(3, &shared())), [EntryKind::Opening]);
    // A fall of the price is no loss of stake: the bound is silent from then on.
    let fell = case(3, &pair()).at(1, slash("o0", 1.0)).shock(2, "eth", -0.01).run();
    let bound = |tick: usize| fell.frames[tick].restaking.as_ref().unwrap().bound;
    assert!(bound(1).is_some() && bound(2).is_none());
}

#[test]
fn who_cannot_act_does_not_attack_and_what_does_not_run_is_not_corrupted() {
    let slashed = || case(3, &pair()).at(1, slash("o0", 1.0));
    let none = |what: &str, case: &Case| expect(what, case, &[("note/Attacked", 0.0), ("corrupted/s0", 0.0)]);
    none(
        "both are out",
        &slashed()
            .at(1, json!({ "type": "outage", "participant": "o1", "ticks": 9 }))
            .at(1, json!({ "type": "outage", "participant": "o2", "ticks": 9 })),
    );
    none("both have failed", &slashed().fails(1, "o1").fails(1, "o2"));
    none("paused for good", &slashed().at(1, json!({ "type": "pause", "participant": "s0", "ticks": 9 })));
    none("a service of two is out", &slashed().at(1, json!({ "type": "outage", "participant": "s1", "ticks": 9 })));
    none("a service of two has failed", &slashed().fails(1, "s1"));
    // What one of two does not have cannot be gained: 21 is enough for 20, 20 is not.
    let drained =
        |left: f64| slashed().at(1, json!({ "type": "exploit", "participant": "s0", "amount": 1000.0 - left }));
    none("as much as it costs", &drained(9.0));
    expect("a cent more", &drained(9.01), &[("corrupted/s0", 1.0), ("cash/s0", 0.0)]);
    let mut calm = slashed();
    for p in calm.0["participants"].as_array_mut().unwrap().iter_mut().filter(|p| p["id"] == "s0") {
        p["mechanisms"][0]["attacked"] = json!(false);
    }
    expect(
        "figures only",
        &calm,
        &[("note/Attacked", 0.0), ("restaking_gamma", -1.0 / 11.0), ("cost_to_break/s0", 20.0)],
    );
    // When the outage ends it goes on.
    let later = slashed().at(1, json!({ "type": "outage", "participant": "s1", "ticks": 1 }));
    expect("a tick later", &later, &[("corrupted/s0@1", 0.0), ("corrupted/s0@2", 1.0), ("corrupted/s1", 1.0)]);
}

#[test]
fn a_part_of_a_stake_is_no_shock_of_the_bound() {
    // 3.9 of 4 are slashed: the rest and 20 are 20.1 for 22.
    let case = case(2, &pair()).at(1, slash("o0", 0.975));
    expect("nine tenths and more", &case, &[("corrupted/s1", 1.0), ("restaking_shock", 3.9 / 44.0)]);
    assert_eq!(case.run().frames[1].restaking.as_ref().unwrap().bound, None);
    // Units that are asked back and come free leave the stake as well.
    let lend = json!({ "type": "slashing", "participant": "o0", "share": 0 });
    let nothing = self::case(2, &pair()).at(1, lend);
    expect("a shock of nothing", &nothing, &[("note/Attacked", 0.0), ("restaked_lost", 0.0)]);
}

#[test]
fn a_stake_in_cash_and_a_worthless_one() {
    let mut cash = case(2, &pair());
    for p in cash.0["participants"].as_array_mut().unwrap() {
        p["mechanisms"][0]["asset"] = json!("cash");
        if let Some(units) = p["holdings"].get("eth").cloned() {
            p["holdings"] = json!({ "cash": units });
        }
    }
    let cash = cash.at(1, slash("o0", 1.0));
    expect("cash", &cash, &[("corrupted/s0", 1.0), ("supply/cash", -24.0), ("cash/o2", 0.0), ("holdings/o2", 20.0)]);
    // At a thousandth of a price the smallest set that has half of the stake takes all there is.
    let worthless = case(2, &pair()).shock(1, "eth", -0.999);
    expect("worthless", &worthless, &[("corrupted/s0", 1.0), ("corrupted/s1", 1.0)]);
    // Nobody has staked anything: nothing can be corrupted, at whatever gain.
    let empty = Whole { stakes: vec![0, 0], ..shared() };
    let bare = case(2, &empty);
    expect("no stake", &bare, &[("note/Attacked", 0.0), ("restaking_slack", 1.0), ("restaked_lost", 0.0)]);
    let alone = Whole { stakes: vec![5], services: vec![(9, (1, 2), vec![])] };
    expect("no operator", &case(2, &alone), &[("note/Attacked", 0.0), ("attack_gain/s0", 9.0)]);
}

/// What a run does and shows is what the other enumeration says, and no more is lost than the published bound.
#[test]
fn runs_follow_the_other_enumeration_and_keep_the_bound() {
    let mut random = Random(2407);
    let (mut grew, mut twice, mut bounded) = (0, 0, 0);
    for round in 0..400 {
        let n = random.between(2, 6) as usize;
        let stakes: Vec<i64> = (0..n).map(|_| random.between(1, 40) as i64).collect();
        let service = |r: &mut Random| {
            let threshold = r.pick(&[(1, 4), (1, 2), (3, 4), (1, 1)]);
            let behind = (0..n).filter(|_| r.chance(60)).collect();
            (r.between(1, 25) as i64, threshold, behind)
        };
        let services: Vec<Service> = (0..random.between(1, 5)).map(|_| service(&mut random)).collect();
        let mut whole = Whole { stakes: stakes.clone(), services };
        let first = random.below(n as u64) as usize;
        let trace = case(12, &whole).at(1, slash(&format!("o{first}"), 1.0)).run();
        let slack = trace.frames[0].restaking.as_ref().unwrap().slack;
        let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        assert!(near(slack, whole.slack()), "round {round}: {slack:?}, not {:?} of {whole:?}", whole.slack());
        // The shock comes before the first attack. Who secures nothing is no part of the network.
        let secures = |o: usize| whole.services.iter().any(|s| s.2.contains(&o));
        let all: i64 = (0..n).filter(|&o| secures(o)).map(|o| stakes[o]).sum();
        let shock = if secures(first) { stakes[first] } else { 0 };
        whole.stakes[first] = 0;
        let mut lost = shock;
        for (_, told) in attacks(&trace) {
            let (_, _, gain, cost) = whole.attack().unwrap_or_else(|| panic!("round {round}: {told:?}"));
            assert_eq!((told.amount.quanta(), told.of.quanta()), (gain * 100, cost * 100), "round {round}");
            lost += cost;
        }
        assert!(whole.attack().is_none(), "round {round}: an attack that pays is not made");
        let last = trace.frames.last().unwrap().restaking.as_ref().unwrap();
        assert!((last.lost - lost as f64 / all.max(1) as f64).abs() < 1e-9, "round {round}");
        grew += u32::from(lost > shock);
        twice += u32::from(attacks(&trace).len() > 1);
        if let Some(bound) = last.bound {
            assert_eq!(Some(bound), restaking_bound(slack.unwrap(), last.shock), "round {round}");
            assert!(last.lost < bound + 1e-9, "round {round}: {} lost, bound {bound}", last.lost);
            bounded += u32::from(lost > shock);
        }
    }
    assert!(grew > 100 && twice > 20 && bounded >= 3, "{grew} grew, {twice} twice, {bounded} within a bound");
}

/// The shipped case against the other enumeration, and each failure up to the slash.
#[test]
fn the_shipped_case_grows_from_a_twentieth_to_a_half() {
    let s = parse(include_str!("../../../static/scenarios/restaked.json")).unwrap();
    let trace = run(&check(&s).0.unwrap());
    // Basalt, granite, marble, pebble, slate at 2,000; almanac, beacon, ferry, relay.
    let upper = || (20_300, (1, 2), vec![0, 1, 4]);
    let lower = || (20_300, (1, 2), vec![0, 2, 3]);
    let mut whole = Whole {
        stakes: [20, 20, 20, 4, 20].map(|x| x * 2000).to_vec(),
        services: vec![upper(), upper(), lower(), lower()],
    };
    let gamma = whole.slack().unwrap();
    assert!((gamma - (88.0 / 81.2 - 1.0)).abs() < 1e-12, "{gamma}");
    assert!((trace.frames[0].restaking.as_ref().unwrap().slack.unwrap() - gamma).abs() < 1e-12);
    whole.stakes[3] = 0;
    let both = [whole.attack().unwrap(), whole.attack().unwrap()];
    assert_eq!(both.map(|a| (a.0, a.1)), [(vec![0], vec![2, 3]), (vec![1], vec![0, 1])]);
    assert!(whole.attack().is_none());
    let last = trace.frames.last().unwrap().restaking.as_ref().unwrap();
    let bound = (1.0 + 1.0 / gamma) * 4.0 / 84.0;
    assert!((last.bound.unwrap() - bound).abs() < 1e-12 && last.lost < bound);
    assert_eq!(attacks(&trace).iter().map(|(_, e)| e.tick).collect::<Vec<_>>(), [1, 2]);
    for (who, ..) in trace.failures() {
        let mut at = trace.journal.failure_of(who).unwrap();
        let mut way = Vec::new();
        while let Some(e) = trace.journal.get(at) {
            way.push(e.kind);
            match e.causes.first() {
                Some(cause) => at = cause.entry,
                None => break,
            }
        }
        assert!(way.contains(&EntryKind::Corrupted), "{way:?}");
        let root = trace.journal.get(at).unwrap();
        assert_eq!((root.kind, trace.name(root.who.unwrap())), (EntryKind::Slashed, "Pebble"), "{way:?}");
    }
    assert_eq!(trace.failures().len(), 4);
}

#[test]
fn what_makes_no_network_is_refused_with_its_place() {
    let refused = |change: &dyn Fn(&mut Value), code: Code, at: &str| {
        let mut case = case(2, &pair());
        change(&mut case.0);
        let all = match parse(&case.0.to_string()) {
            Ok(s) => check(&s).1,
            Err(all) => all,
        };
        let found = all
            .iter()
            .any(|p| p.code == code && p.at.contains(at) && p.severity == Severity::Error && p.hint.is_some());
        assert!(found, "{at}: {all:?}");
    };
    let service = |v: &mut Value, field: &str, to: Value| {
        let list = v["participants"].as_array_mut().unwrap();
        list.iter_mut().find(|p| p["id"] == "s0").unwrap()["mechanisms"][0][field] = to;
    };
    let place = "participants/s0/mechanisms/secured_service";
    let at = |field: &str| format!("{place}/{field}");
    for threshold in [0.0, -0.5, 1.01] {
        refused(&|v| service(v, "threshold", json!(threshold)), Code::BadValue, &at("threshold"));
    }
    refused(&|v| service(v, "gain", json!(-1)), Code::BadValue, &at("gain"));
    refused(&|v| service(v, "asset", json!("gold")), Code::UnknownId, &at("asset"));
    refused(&|v| service(v, "operators", json!(["nobody"])), Code::UnknownId, &at("operators"));
    refused(&|v| service(v, "operators", json!(["s0"])), Code::Conflict, &at("operators"));
    refused(&|v| service(v, "operators", json!(["o1", "o1"])), Code::Conflict, &at("operators"));
    refused(&|v| service(v, "operators", json!(["s1"])), Code::Conflict, &at("operators"));
    refused(&|v| service(v, "asset", json!("cash")), Code::Conflict, &at("operators"));
    let crowd = |operators: usize, services: usize| {
        let each = |s: usize| (1, (1, 2), (0..operators).filter(|o| o % services == s).collect());
        Whole { stakes: vec![1; operators], services: (0..services).map(each).collect() }
    };
    let problems = |whole: &Whole| check(&case(2, whole).scenario()).1;
    assert_eq!(problems(&crowd(12, 12)), []);
    assert!(problems(&crowd(13, 4)).iter().any(|p| p.code == Code::Limit && p.message.contains("13 participants")));
    assert!(problems(&crowd(4, 13)).iter().any(|p| p.code == Code::Limit && p.message.contains("13 services")));
}
