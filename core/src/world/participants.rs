//! Participants, their mechanisms and what they hold.

use super::check::Names;
use super::{
    DepositorSpec, ParticipantSpec, bridge, canonical, custodian, exchange, fund, lending, margin, peg, restaking,
    staking, support, watch,
};
use crate::scenario::{MAX_PLACE, Mechanism, Participant, Scenario};
use crate::units::sorted;

pub(super) fn build(s: &Scenario, n: &mut Names<'_>) -> Vec<ParticipantSpec> {
    sorted(s.participants.iter().map(|p| participant(s, p, n)).collect(), |a, b| a.id.cmp(&b.id))
}

fn participant(s: &Scenario, p: &Participant, n: &mut Names<'_>) -> ParticipantSpec {
    let at = format!("participants/{}", p.id);
    let mut spec = ParticipantSpec {
        id: p.id.clone(),
        label: p.label.clone(),
        holdings: vec![0; s.assets.len()],
        floor: None,
        depositors: None,
        fund: None,
        margin: None,
        covers: Vec::new(),
        backstop: None,
        hoards: None,
        bridge: None,
        custodian: None,
        lending: None,
        keeper: None,
        staking: None,
        secured: None,
        peg: None,
        algorithm: None,
        exchange: None,
        kinds: p.mechanisms.iter().map(Mechanism::word).collect(),
    };
    for (asset, amount) in &p.holdings {
        let here = format!("{at}/holdings/{asset}");
        let units = n.quanta(&here, Some(asset), *amount);
        if let Some(slot) = n.asset(&here, Some(asset)).and_then(|a| spec.holdings.get_mut(a.at())) {
            *slot = units;
        }
    }
    if p.place.is_some_and(|xy| xy.iter().any(|v| !v.is_finite() || v.abs() > MAX_PLACE)) {
        n.bad(&format!("{at}/place"), "the place is not on the canvas", "use numbers within a million of the origin");
    }
    for m in canonical::mechanisms(&p.mechanisms) {
        let i = p.mechanisms.iter().position(|x| std::ptr::eq(x, m)).unwrap_or_default();
        mechanism((&at, &format!("{at}/{}", p.mechanism_place(i))), m, &mut spec, n);
    }
    spec
}

fn mechanism((at, here): (&str, &str), m: &Mechanism, spec: &mut ParticipantSpec, n: &mut Names<'_>) {
    let twice = match m {
        Mechanism::InsolvencyRule { floor } => {
            let negative = floor.is_negative();
            let magnitude =
                if negative { floor.to_string().trim_start_matches('-').parse().unwrap_or_default() } else { *floor };
            let quanta = n.quanta(&format!("{here}/floor"), None, magnitude);
            spec.floor.replace(if negative { -quanta } else { quanta }).is_some()
        }
        Mechanism::Depositors { opacity, gate, order, groups: list } => {
            let depositors = DepositorSpec {
                opacity: n.share(&format!("{here}/opacity"), opacity.get(), 0.0, 1.0),
                gate: n.share(&format!("{here}/gate"), gate.get(), 0.0, 1.0),
                order: *order,
                groups: watch::groups(&format!("{here}/groups"), list, None, n),
            };
            spec.depositors.replace(depositors).is_some()
        }
        Mechanism::DefaultFund { .. } => {
            fund::build(here, &spec.id, m, n).is_some_and(|f| spec.fund.replace(f).is_some())
        }
        Mechanism::Margin { margin: m } => margin::build(here, m, n).is_some_and(|m| spec.margin.replace(m).is_some()),
        Mechanism::InsuranceCover { .. } => {
            support::cover(here, m, spec, n);
            false
        }
        Mechanism::MutualBackstop { lines, cap, repay_after } => {
            let pool = support::backstop(here, lines, *cap, *repay_after, n);
            spec.backstop.replace(pool).is_some()
        }
        Mechanism::Hoarding { hoarding } => spec.hoards.replace(watch::hoarding(here, hoarding, n)).is_some(),
        Mechanism::Bridge { bridge: b } => spec.bridge.replace(bridge::build(here, b, n)).is_some(),
        Mechanism::Custodian { custodian: c } => spec.custodian.replace(custodian::build(here, c, n)).is_some(),
        Mechanism::LendingPool { pool } => {
            lending::pool(here, &spec.id, pool, n).is_some_and(|p| spec.lending.replace(p).is_some())
        }
        Mechanism::Keeper { keeper } => spec.keeper.replace(lending::keeper(here, keeper, n)).is_some(),
        // Its position is made with the links; a second one would have the same ids.
        Mechanism::Looper { .. } => false,
        Mechanism::Staking { staking: s } => {
            staking::build(here, &spec.id, s, n).is_some_and(|s| spec.staking.replace(s).is_some())
        }
        Mechanism::SecuredService { service } => {
            restaking::build(here, &spec.id, service, n).is_some_and(|x| spec.secured.replace(x).is_some())
        }

        Mechanism::PegModule { module } => spec.peg.replace(peg::module(here, module, n)).is_some(),
        Mechanism::Algorithmic { algorithm } => {
            peg::algorithm(here, algorithm, n).is_some_and(|a| spec.algorithm.replace(a).is_some())
        }
        Mechanism::MarginExchange { exchange: x } => {
            spec.exchange.replace(Box::new(exchange::build(here, &spec.id, x, n))).is_some()
        }
    };
    if twice {
        n.conflict(&format!("{at}/mechanisms"), format!("there are two of the kind \"{}\"", m.label()), "keep one");
    }
}
