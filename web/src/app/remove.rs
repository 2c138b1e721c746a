//! Removing: whatever leans on the removed thing goes with it, so that the scenario stays whole.

use super::accounts;
use super::edit::{missing, name};
use super::prune::{Gone, prune};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{
    Asset, Event, EventKind, Limit, Mechanism, Novation, Problem, Scenario, Severity, Shaped as _, Watch, control,
    from_value, to_value,
};
use interclear_core::units::Rate;

/// Removes a participant with its links, its shocks, the tokens that it has issued, and whatever else names any of these.
pub(super) fn participant(s: &mut Scenario, id: &str) -> Result<String, Problem> {
    let label = name(s, id).to_owned();
    let before = s.participants.len();
    s.participants.retain(|p| p.id != id);
    if s.participants.len() == before {
        return Err(missing("participants", id));
    }
    let tokens = issued(s, id);
    s.assets.retain(|a| !tokens.contains(&a.id));
    let mut value = to_value(s);
    for token in &tokens {
        prune(Scenario::SHAPE, Limit::default(), &mut value, Gone::Asset(token));
    }
    prune(Scenario::SHAPE, Limit::default(), &mut value, Gone::Participant(id));
    *s = from_value(&value).map_err(|all| all.into_iter().next().unwrap_or_else(|| missing("participants", id)))?;
    providers(s);
    tidy(s, id);
    tokens.iter().for_each(|token| tidy(s, token));
    Ok(format!("remove {label}"))
}

/// The tokens of an issuer, and those that promise one of these: nobody owes them any more.
fn issued(s: &Scenario, issuer: &str) -> Vec<String> {
    let mut gone: Vec<String> = Vec::new();
    loop {
        let goes = |a: &Asset| {
            let claim = a.claim.as_ref().filter(|_| a.id != s.numeraire && !gone.contains(&a.id));
            claim.is_some_and(|c| c.issuer == issuer || c.of.as_ref().is_some_and(|of| gone.contains(of)))
        };
        let more: Vec<String> = s.assets.iter().filter(|a| goes(a)).map(|a| a.id.clone()).collect();
        if more.is_empty() {
            return gone;
        }
        gone.extend(more);
    }
}

/// Drops providers of markets that have nobody left to watch; those who watch a peg stay.
fn providers(s: &mut Scenario) {
    for market in s.assets.iter_mut().filter_map(|a| a.market.as_mut()) {
        let Some(all) = market.providers.as_mut().filter(|p| p.watch.is_empty()) else { continue };
        all.groups.retain(|g| g.watches == Some(Watch::Peg));
        if all.groups.is_empty() {
            market.providers = None;
        }
    }
}

/// Removes a link; a re-use of it goes too. A loan (`ID.loan`) leaves the collateral behind.
pub(super) fn link(s: &mut Scenario, kind: LinkKind, id: &str) -> Result<String, Problem> {
    let count =
        |s: &Scenario| s.obligations.len() + s.trades.len() + s.deposits.len() + s.collateral.len() + s.positions.len();
    let before = count(s);
    let (list, label) = match kind {
        LinkKind::Obligation => {
            if let Some(c) = id.strip_suffix(".loan").and_then(|c| s.collateral.iter_mut().find(|x| x.id == c)) {
                c.funding = None;
                return Ok("remove loan".into());
            }
            s.obligations.retain(|o| o.id != id);
            ("obligations", "remove obligation")
        }
        LinkKind::Trade => {
            s.trades.retain(|t| t.id != id);
            ("trades", "remove trade")
        }
        LinkKind::Deposit => {
            s.deposits.retain(|d| d.id != id);
            ("deposits", "remove deposit")
        }
        LinkKind::Collateral => {
            s.collateral.retain(|c| c.id != id);
            ("collateral", "remove collateral")
        }
        LinkKind::Position => {
            s.positions.retain(|p| p.id != id);
            ("positions", "remove position")
        }
    };
    if count(s) == before {
        return Err(missing(list, id));
    }
    tidy(s, id);
    Ok(label.into())
}

/// Removes a contract with the positions in it, and whatever else names it.
pub(super) fn contract(s: &mut Scenario, id: &str) -> Result<String, Problem> {
    let at = s.contracts.iter().position(|c| c.id == id).ok_or_else(|| missing("contracts", id))?;
    let label = format!("remove {}", s.contracts.remove(at).label);
    let mut value = to_value(s);
    prune(Scenario::SHAPE, Limit::default(), &mut value, Gone::Contract(id));
    *s = from_value(&value).map_err(|all| all.into_iter().next().unwrap_or_else(|| missing("contracts", id)))?;
    tidy(s, id);
    Ok(label)
}

/// Removes a shock.
pub(super) fn event(s: &mut Scenario, id: &str) -> Result<String, Problem> {
    let at = s.events.iter().position(|e| e.id == id).ok_or_else(|| missing("events", id))?;
    let label = format!("remove {}", s.events.remove(at).what.label().to_ascii_lowercase());
    tidy(s, id);
    Ok(label)
}

/// Drops re-uses of collateral that is gone, ends that point nowhere, and sliders and bands about what is gone.
pub(super) fn tidy(s: &mut Scenario, gone: &str) {
    loop {
        let ids: Vec<String> = s.collateral.iter().map(|c| c.id.clone()).collect();
        s.collateral.retain(|c| c.reuses.as_ref().is_none_or(|r| ids.contains(r)));
        if s.collateral.len() == ids.len() {
            break;
        }
    }
    // A contract on a token that is gone went with it.
    let contracts: Vec<String> = s.contracts.iter().map(|c| c.id.clone()).collect();
    s.positions.retain(|p| contracts.contains(&p.contract));
    // Without a house the parties settle with each other.
    let cleared = matches!(s.rules.novation, Some(Novation::OneHouse | Novation::SeveralHouses));
    if cleared && s.positions.iter().any(|p| accounts::house(s, p).is_none()) {
        s.rules.novation = None;
    }
    let owed: Vec<String> = s.obligations.iter().map(|o| o.id.clone()).collect();
    for link in &mut s.collateral {
        if link.secures.as_ref().is_some_and(|o| !owed.contains(o)) {
            link.secures = None;
        }
    }
    let copy = s.clone();
    s.controls.retain(|c| control::get(&copy, &c.target).is_ok());
    let there = |path: &str| control::get(&copy, path).is_ok();
    s.events.retain_mut(|e| match &mut e.what {
        EventKind::Upgrade { target, recalibrates, .. } => {
            recalibrates.retain(|setting| there(&setting.target));
            there(target)
        }
        _ => true,
    });
    // Who has nobody to lend on to lends nothing on, and a subsidy without a payer is none.
    for m in s.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
        match m {
            Mechanism::Custodian { custodian } if custodian.to.is_none() => custodian.relends = Rate::ZERO,
            Mechanism::Staking { staking } if staking.subsidy_from.is_none() => staking.subsidy = Rate::ZERO,
            _ => {}
        }
    }
    // A shock of chains that means nothing any more goes too: an upgrade of what is gone, an issue by nobody.
    let chains = |e: &Event| {
        !matches!(
            e.what,
            EventKind::PriceShock { .. }
                | EventKind::Default { .. }
                | EventKind::Exploit { .. }
                | EventKind::Outage { .. }
                | EventKind::WithdrawalWave { .. }
                | EventKind::Recovery { .. }
        )
    };
    if s.events.iter().any(chains) {
        let problems = interclear_core::check(s).1;
        let refused = |id: &str| {
            let place = format!("events/{id}/");
            problems.iter().any(|p| p.severity == Severity::Error && p.at.starts_with(&place))
        };
        s.events.retain(|e| !(chains(e) && refused(&e.id)));
    }
    let names = |path: &str| path.split(['/', '@']).any(|part| part == gone);
    s.expect.retain(|e| {
        let settable = |t: &str| t == "rewire" || control::get(&copy, t).is_ok();
        !names(&e.what) && e.with.iter().all(|w| settable(&w.target))
    });
}
