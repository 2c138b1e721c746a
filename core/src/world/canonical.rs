//! The economic scenario in one form: no labels, layout or notes, and in order of id.

use crate::scenario::{DepositorGroup, EventKind, HolderGroup, MarginExchange, Mechanism, Scenario, write};
use crate::units::sorted;

/// Mechanisms in one order: by their kind, covers by whom they cover.
pub(super) fn mechanisms(list: &[Mechanism]) -> Vec<&Mechanism> {
    fn key(m: &Mechanism) -> (&'static str, &str) {
        match m {
            Mechanism::InsuranceCover { covers, .. } => (m.label(), covers),
            _ => (m.label(), ""),
        }
    }
    sorted(list.iter().collect(), |a, b| key(a).cmp(&key(b)))
}

/// Groups in one order: the most nervous first.
pub(super) fn groups(list: &[DepositorGroup]) -> Vec<DepositorGroup> {
    let key = |g: &DepositorGroup| (g.watches.map(|w| w as u8), g.asset.clone(), g.sees.map(|s| s as u8));
    let by = |a: &DepositorGroup, b: &DepositorGroup| {
        (b.leaves_below.get().total_cmp(&a.leaves_below.get()))
            .then(b.share.get().total_cmp(&a.share.get()))
            .then_with(|| key(a).cmp(&key(b)))
    };
    sorted(list.to_vec(), by)
}

/// Holders in one order: the most nervous first.
pub(super) fn holders(list: &[HolderGroup]) -> Vec<HolderGroup> {
    let by = |a: &HolderGroup, b: &HolderGroup| {
        (b.leaves_below.get().total_cmp(&a.leaves_below.get()))
            .then(b.share.get().total_cmp(&a.share.get()))
            .then(a.watches.map(|w| w as u8).cmp(&b.watches.map(|w| w as u8)))
    };
    sorted(list.to_vec(), by)
}

/// A venue's lists in order.
fn venue(x: &mut MarginExchange) {
    x.markets = sorted(std::mem::take(&mut x.markets), |a, b| a.asset.cmp(&b.asset));
    x.margin_assets = sorted(std::mem::take(&mut x.margin_assets), |a, b| a.asset.cmp(&b.asset));
    x.tiers = sorted(std::mem::take(&mut x.tiers), |a, b| a.from.to_f64().total_cmp(&b.from.to_f64()));
    x.crowds = sorted(std::mem::take(&mut x.crowds), |a, b| a.id.cmp(&b.id));
    x.accounts = sorted(std::mem::take(&mut x.accounts), |a, b| a.id.cmp(&b.id));
    for a in &mut x.accounts {
        a.open = sorted(std::mem::take(&mut a.open), |a, b| a.asset.cmp(&b.asset));
    }
}

/// The lists of a mechanism in order.
fn mechanism(m: &mut Mechanism) {
    if let Mechanism::Depositors { groups: list, .. } = m {
        *list = groups(list);
    }
    if let Mechanism::PegModule { module } = m {
        module.assets = sorted(std::mem::take(&mut module.assets), |a, b| a.asset.cmp(&b.asset));
    }
    if let Mechanism::SecuredService { service } = m {
        service.operators = sorted(std::mem::take(&mut service.operators), Ord::cmp);
    }
    if let Mechanism::MarginExchange { exchange } = m {
        venue(exchange);
    }
    if let Mechanism::LendingPool { pool } = m {
        pool.markets = sorted(std::mem::take(&mut pool.markets), |a, b| a.asset.cmp(&b.asset));
        pool.bear_with = sorted(std::mem::take(&mut pool.bear_with), Ord::cmp);
    }
}

/// Bytes that are equal for two scenarios exactly when they are the same economically.
pub(super) fn bytes(s: &Scenario) -> Vec<u8> {
    let mut s = s.clone();
    s.schema.clear();
    s.id.clear();
    s.title.clear();
    s.summary.clear();
    s.source.clear();
    s.assumptions.clear();
    s.question = None;
    s.clock.unit.clear();
    s.controls.clear();
    s.rewire = None;
    s.expect.clear();
    s.history.clear();
    s.figures.clear();
    s.not_captured.clear();
    for p in &mut s.participants {
        p.label.clear();
        p.kind.clear();
        p.place = None;
        p.mechanisms = mechanisms(&p.mechanisms).into_iter().cloned().collect();
        p.mechanisms.iter_mut().for_each(mechanism);
    }
    for a in &mut s.assets {
        a.label.clear();
        if let Some(providers) = a.market.as_mut().and_then(|m| m.providers.as_mut()) {
            providers.groups = groups(&providers.groups);
        }
        if let Some(claim) = &mut a.claim {
            claim.holders = holders(&claim.holders);
        }
    }
    for e in &mut s.events {
        if let EventKind::Upgrade { recalibrates, .. } = &mut e.what {
            *recalibrates = sorted(std::mem::take(recalibrates), |a, b| a.target.cmp(&b.target));
        }
    }
    if let Some(d) = &mut s.shocks {
        d.assets = sorted(std::mem::take(&mut d.assets), |a, b| a.asset.cmp(&b.asset));
        for pair in &mut d.pairs {
            if pair.with < pair.asset {
                std::mem::swap(&mut pair.with, &mut pair.asset);
            }
        }
        d.pairs = sorted(std::mem::take(&mut d.pairs), |a, b| (&a.asset, &a.with).cmp(&(&b.asset, &b.with)));
    }
    s.assets = sorted(s.assets, |a, b| a.id.cmp(&b.id));
    s.participants = sorted(s.participants, |a, b| a.id.cmp(&b.id));
    s.obligations = sorted(s.obligations, |a, b| a.id.cmp(&b.id));
    s.trades = sorted(s.trades, |a, b| a.id.cmp(&b.id));
    s.contracts = sorted(s.contracts, |a, b| a.id.cmp(&b.id));
    s.contracts.iter_mut().for_each(|c| c.label.clear());
    s.clients = sorted(s.clients, |a, b| a.client.cmp(&b.client));
    s.positions = sorted(s.positions, |a, b| a.id.cmp(&b.id));
    s.deposits = sorted(s.deposits, |a, b| a.id.cmp(&b.id));
    s.collateral = sorted(s.collateral, |a, b| a.id.cmp(&b.id));
    s.events = sorted(s.events, |a, b| a.id.cmp(&b.id));
    write(&s, false).into_bytes()
}
