//! The speed test case: 200 participants and 600 links over 100 ticks, with shocks and a cascade.
//!
//! The same scenario on every machine; benchmarks of the core and of the page run it.

use crate::scenario::{
    Asset, Clock, Collateral, Deposit, DepositorGroup, Event, EventKind, Market, Mechanism, Obligation, Participant,
    Rules, Scenario, ServiceOrder, Title,
};
use crate::units::{Amount, Decimal, Price, Rate};

/// Knuth's MMIX generator; the high bits are used.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }
}

const PARTICIPANTS: u64 = 200;
const TICKS: u64 = 100;

fn units(n: u64) -> Decimal {
    Decimal::from_quanta(Amount::new(n as i64), 0)
}

fn rate(value: f64) -> Rate {
    Rate::new(value).unwrap_or_default()
}

fn name(i: u64) -> String {
    format!("p{i:03}")
}

/// With shocks, a run and a cascade of failures.
#[must_use]
pub fn large() -> Scenario {
    let mut s = calm();
    s.id = "bench-large".into();
    let price = |change: f64| EventKind::PriceShock { asset: "token".into(), change: rate(change) };
    let shocks = [
        (10, price(-0.1)),
        (20, EventKind::Exploit { participant: name(7), asset: None, amount: units(10_000) }),
        (40, price(-0.3)),
        (50, EventKind::WithdrawalWave { participant: name(10), share: rate(0.6) }),
        (55, EventKind::Outage { participant: name(42), ticks: 2 }),
        (60, price(-0.4)),
        (80, EventKind::Recovery { participant: name(7), amount: units(500) }),
    ];
    let thefts = (0..20).map(|i| {
        let what = EventKind::Exploit { participant: name(i * 9 + 3), asset: None, amount: units(10_000) };
        (25 + i as u32, what)
    });
    s.events = (0u32..)
        .zip(shocks.into_iter().chain(thefts))
        .map(|(i, (tick, what))| Event { id: format!("e{i}"), tick, what })
        .collect();
    s
}

/// The same network left alone.
#[must_use]
pub fn calm() -> Scenario {
    let mut rng = Lcg(2026);
    let mut s = Scenario {
        version: 1,
        id: "bench-calm".into(),
        title: "Speed test".into(),
        clock: Clock { ticks: TICKS as u32, unit: "day".into(), days: None },
        rules: Rules { grace: 1, ..Rules::default() },
        numeraire: "cash".into(),
        assets: vec![asset("cash", None), asset("token", Some(market(8_000))), asset("bond", Some(market(4_000)))],
        participants: (0..PARTICIPANTS).map(|i| participant(i, &mut rng)).collect(),
        ..Scenario::default()
    };
    let pair = |i: u64, rng: &mut Lcg| {
        let from = i % PARTICIPANTS;
        (name(from), name((from + 1 + rng.below(PARTICIPANTS - 1)) % PARTICIPANTS))
    };
    for i in 0..400 {
        let (debtor, creditor) = pair(i, &mut rng);
        // Eight in nine fall due along the way, the others are long-term and may be secured.
        let due = (!i.is_multiple_of(9)).then(|| 1 + rng.below(TICKS) as u32);
        s.obligations.push(Obligation {
            id: format!("o{i:03}"),
            debtor,
            creditor,
            asset: None,
            amount: units(20 + rng.below(200)),
            due,
            grace: None,
            rolls: None,
            fee: None,
            seniority: (i % 3) as u8,
            hidden: false,
        });
    }
    for i in 0..100 {
        let (taker, holder) = pair(i * 10, &mut rng);
        let amount = units(50 + rng.below(150));
        s.deposits.push(Deposit { id: format!("d{i:03}"), holder, taker, amount, seniority: 0, hidden: false });
    }
    for i in 0..50 {
        s.collateral.extend(pledges(&s, i, &mut rng));
    }
    s
}

fn asset(id: &str, market: Option<Market>) -> Asset {
    Asset { id: id.into(), label: id.into(), decimals: 2, price: Price::ONE, market, claim: None }
}

fn market(depth: u64) -> Market {
    Market { depth: Some(units(depth)), ..Market::default() }
}

fn participant(i: u64, rng: &mut Lcg) -> Participant {
    let mut mechanisms = Vec::new();
    if i.is_multiple_of(5) {
        mechanisms.push(Mechanism::InsolvencyRule { floor: Decimal::ZERO });
    }
    if i.is_multiple_of(10) {
        let group =
            |below: f64| DepositorGroup { share: rate(0.25), leaves_below: rate(below), ..DepositorGroup::default() };
        mechanisms.push(Mechanism::Depositors {
            opacity: rate(0.3),
            gate: rate(if i.is_multiple_of(20) { 0.3 } else { 1.0 }),
            order: if i.is_multiple_of(3) { ServiceOrder::ProRata } else { ServiceOrder::FirstCome },
            groups: vec![group(1.05), group(1.0), group(0.95), group(0.9)],
        });
    }
    let holdings = [
        ("cash".to_owned(), units(250 + rng.below(250))),
        ("token".to_owned(), units(60 + rng.below(60))),
        ("bond".to_owned(), units(rng.below(40))),
    ];
    Participant { id: name(i), label: name(i), holdings: holdings.into(), mechanisms, ..Participant::default() }
}

/// Collateral behind a long-term debt, and the same units pledged on.
fn pledges(s: &Scenario, i: u64, rng: &mut Lcg) -> Vec<Collateral> {
    let Some(debt) = s.obligations.iter().filter(|o| o.due.is_none()).nth((i % 44) as usize) else { return Vec::new() };
    let first = Collateral {
        id: format!("c{i:03}"),
        pledger: debt.debtor.clone(),
        holder: debt.creditor.clone(),
        asset: Some("token".into()),
        amount: Some(units(20 + rng.below(10))),
        reuses: None,
        reuse_cap: rate(0.8),
        title: Title::Pledge,
        haircut: rate(0.1),
        required_cover: None,
        secures: Some(debt.id.clone()),
        calls: true,
        seizure_discount: rate(0.05),
        funding: None,
        hidden: false,
    };
    let mut next = name(rng.below(PARTICIPANTS));
    if next == first.holder {
        next.clone_from(&first.pledger);
    }
    let on = Collateral {
        id: format!("c{i:03}-on"),
        pledger: first.holder.clone(),
        holder: next,
        asset: None,
        amount: None,
        reuses: Some(first.id.clone()),
        secures: None,
        funding: Some(Default::default()),
        ..first.clone()
    };
    vec![first, on]
}

#[cfg(test)]
mod tests {
    use super::{calm, large};
    use crate::{check, run};

    #[test]
    fn it_runs_and_it_cascades() {
        let s = large();
        assert_eq!(s.obligations.len() + s.deposits.len() + s.collateral.len(), 600);
        let (world, problems) = check(&s);
        assert!(problems.is_empty(), "{problems:?}");
        let trace = run(&world.unwrap());
        assert_eq!(trace.stopped, None);
        let quiet = run(&check(&calm()).0.unwrap()).failures().len();
        assert!(trace.failures().len() >= quiet + 10, "{} failures, {quiet} without shocks", trace.failures().len());
    }
}
