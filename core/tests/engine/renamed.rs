//! A scenario under other names: every id of a participant, wherever one stands.

use interclear_core::Scenario;
use interclear_core::scenario::{Asset, EventKind, Mechanism};
use interclear_core::units::Decimal;
use std::collections::BTreeMap;

/// The same scenario with each participant called what `name` says, and without venues, whose crowds are drawn by their ids.
pub(super) fn renamed(s: &Scenario, name: &dyn Fn(&str) -> String) -> Scenario {
    let mut other = s.clone();
    other.participants.iter_mut().for_each(|p| p.id = name(&p.id));
    for o in &mut other.obligations {
        (o.debtor, o.creditor) = (name(&o.debtor), name(&o.creditor));
    }
    for p in &mut other.positions {
        (p.long, p.short) = (name(&p.long), name(&p.short));
    }
    for c in &mut other.clients {
        (c.client, c.member, c.ports_to) = (name(&c.client), name(&c.member), c.ports_to.as_deref().map(name));
    }
    other.contracts.iter_mut().for_each(|c| c.house = c.house.as_deref().map(name));
    other.rules.house = other.rules.house.as_deref().map(name);
    let stays = |m: &Mechanism| !matches!(m, Mechanism::MarginExchange { .. });
    other.participants.iter_mut().for_each(|p| p.mechanisms.retain(stays));
    other.participants.iter_mut().flat_map(|p| &mut p.mechanisms).for_each(|m| in_mechanism(m, name));
    other.assets.iter_mut().for_each(|a| in_asset(a, name));
    other.events.iter_mut().for_each(|e| in_event(&mut e.what, name));
    other
}

/// Every mechanism is named, so that a new one is not forgotten.
fn in_mechanism(m: &mut Mechanism, name: &dyn Fn(&str) -> String) {
    let named = |amounts: &BTreeMap<String, Decimal>| amounts.iter().map(|(id, x)| (name(id), *x)).collect();
    match m {
        Mechanism::DefaultFund { contributions, close_out, .. } => {
            (*contributions, *close_out) = (named(contributions), named(close_out));
        }
        Mechanism::InsuranceCover { covers, .. } => *covers = name(covers),
        Mechanism::MutualBackstop { lines, .. } => *lines = named(lines),
        Mechanism::Custodian { custodian } => custodian.to = custodian.to.as_deref().map(name),
        Mechanism::LendingPool { pool } => {
            pool.backstop = pool.backstop.as_deref().map(name);
            pool.bear_with.iter_mut().for_each(|id| *id = name(id));
        }
        Mechanism::Looper { looper } => looper.pool = name(&looper.pool),
        Mechanism::Staking { staking } => {
            for party in [&mut staking.subsidy_from, &mut staking.fee_to].into_iter().flatten() {
                *party = name(party);
            }
        }
        Mechanism::SecuredService { service } => service.operators.iter_mut().for_each(|id| *id = name(id)),
        Mechanism::Hoarding { hoarding } => hoarding.watch = hoarding.watch.as_deref().map(name),
        Mechanism::Depositors { .. }
        | Mechanism::InsolvencyRule { .. }
        | Mechanism::Bridge { .. }
        | Mechanism::Keeper { .. }
        | Mechanism::Margin { .. }
        | Mechanism::MarginExchange { .. }
        | Mechanism::PegModule { .. }
        | Mechanism::Algorithmic { .. } => {}
    }
}

fn in_asset(a: &mut Asset, name: &dyn Fn(&str) -> String) {
    if let Some(p) = a.market.as_mut().and_then(|m| m.providers.as_mut()) {
        p.watch = name(&p.watch);
    }
    if let Some(claim) = &mut a.claim {
        claim.issuer = name(&claim.issuer);
    }
}

fn in_event(what: &mut EventKind, name: &dyn Fn(&str) -> String) {
    if let Some(participant) = what.participant_mut() {
        *participant = name(participant);
    }
    if let EventKind::ForgedMessage { to, .. } = what {
        *to = name(to);
    }
    if let EventKind::Upgrade { target, recalibrates, .. } = what {
        let targets = recalibrates.iter_mut().map(|m| &mut m.target);
        for target in targets.chain([target]) {
            *target = target.split('/').map(name).collect::<Vec<_>>().join("/");
        }
    }
    if let EventKind::Borrow { pool, .. } = what {
        *pool = name(pool);
    }
}
