//! Attacks enumerated in whole numbers, by sets of services first: runs compared with it, and with the published bound.

use super::case::Case;
use interclear_core::analysis::restaking_bound;
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::{Trace, check, parse, run};
use interclear_swarm::Random;
use serde_json::{Value, json};

/// A service: gain, threshold as a fraction, operators.
pub(super) type Service = (i64, (i64, i64), Vec<usize>);

/// Stakes and services in whole units of the numeraire.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    pub stakes: Vec<i64>,
    pub services: Vec<Service>,
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
pub(super) fn case(ticks: u32, whole: &Whole) -> Case {
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

pub(super) fn slash(who: &str, share: f64) -> Value {
    json!({ "type": "slashing", "participant": who, "share": share })
}

pub(super) fn attacks(t: &Trace) -> Vec<(usize, &Entry)> {
    t.journal.entries.iter().enumerate().filter(|(_, e)| e.kind == EntryKind::Attacked).collect()
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
        let other = whole.slack();
        assert_eq!(slack.is_some(), other.is_some(), "round {round}: {whole:?}");
        assert!(slack.zip(other).is_none_or(|(a, b)| (a - b).abs() < 1e-9), "round {round}: {slack:?}, not {other:?}");
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
    assert!(grew > 100 && twice > 20 && bounded >= 3, "{grew} {twice} {bounded}");
}

/// The shipped case against the other enumeration, and each failure up to the slash.
#[test]
fn the_shipped_case_grows_from_a_twentieth_to_a_half() {
    let s = parse(include_str!("../../../static/scenarios/restaked.json")).unwrap();
    let trace = run(&check(&s).0.unwrap());
    // Basalt, granite, marble, pebble, slate at 2,000; almanac, beacon, ferry, relay.
    let [upper, lower] = [[0, 1, 4], [0, 2, 3]].map(|by| move || (20_300, (1, 2), by.to_vec()));
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
    let (last, bound) = (trace.frames.last().unwrap().restaking.as_ref().unwrap(), (1.0 + 1.0 / gamma) * 4.0 / 84.0);
    assert!((last.bound.unwrap() - bound).abs() < 1e-12 && last.lost < bound);
    assert_eq!(attacks(&trace).iter().map(|(_, e)| e.tick).collect::<Vec<_>>(), [1, 2]);
    for (who, ..) in trace.failures() {
        let mut at = trace.journal.failure_of(who).unwrap();
        let mut way = Vec::new();
        while let Some(e) = trace.journal.get(at) {
            way.push(e.kind);
            let Some(cause) = e.causes.first() else { break };
            at = cause.entry;
        }
        assert!(way.contains(&EntryKind::Corrupted), "{way:?}");
        let root = trace.journal.get(at).unwrap();
        assert_eq!((root.kind, trace.name(root.who.unwrap())), (EntryKind::Slashed, "Pebble"), "{way:?}");
    }
    assert_eq!(trace.failures().len(), 4);
}
