//! Removing: whatever leans on the removed thing goes with it, so that the scenario stays whole.

use super::edit::{missing, name};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Mechanism, Problem, Scenario, control};

/// Removes a participant with its links, shocks, contributions and whatever leant on them.
pub(super) fn participant(s: &mut Scenario, id: &str) -> Result<String, Problem> {
    let label = name(s, id).to_owned();
    let before = s.participants.len();
    s.participants.retain(|p| p.id != id);
    if s.participants.len() == before {
        return Err(missing("participants", id));
    }
    s.obligations.retain(|o| o.debtor != id && o.creditor != id);
    s.trades.retain(|t| t.seller != id && t.buyer != id);
    s.deposits.retain(|d| d.holder != id && d.taker != id);
    s.collateral.retain(|c| c.pledger != id && c.holder != id);
    s.events.retain(|e| e.what.participant() != Some(id));
    for p in &mut s.participants {
        p.mechanisms.retain(|m| !matches!(m, Mechanism::InsuranceCover { covers, .. } if covers == id));
    }
    for mechanism in s.participants.iter_mut().flat_map(|p| &mut p.mechanisms) {
        if let Mechanism::DefaultFund { contributions, close_out, .. } = mechanism {
            contributions.remove(id);
            close_out.remove(id);
        }
        if let Mechanism::MutualBackstop { lines, .. } = mechanism {
            lines.remove(id);
        }
    }
    for market in s.assets.iter_mut().filter_map(|a| a.market.as_mut()) {
        if market.providers.as_ref().is_some_and(|p| p.watch == id) {
            market.providers = None;
        }
    }
    if let Some(rewire) = &mut s.rewire {
        rewire.among.retain(|x| x != id);
    }
    tidy(s, id);
    Ok(format!("remove {label}"))
}

/// Removes a link; a re-use of it goes too. A loan (`ID.loan`) leaves the collateral behind.
pub(super) fn link(s: &mut Scenario, kind: LinkKind, id: &str) -> Result<String, Problem> {
    let count = |s: &Scenario| s.obligations.len() + s.trades.len() + s.deposits.len() + s.collateral.len();
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
    };
    if count(s) == before {
        return Err(missing(list, id));
    }
    tidy(s, id);
    Ok(label.into())
}

/// Removes a shock.
pub(super) fn event(s: &mut Scenario, id: &str) -> Result<String, Problem> {
    let at = s.events.iter().position(|e| e.id == id).ok_or_else(|| missing("events", id))?;
    let label = format!("remove {}", s.events.remove(at).what.label().to_ascii_lowercase());
    tidy(s, id);
    Ok(label)
}

/// Drops re-uses of collateral that is gone, ends that point nowhere, and sliders and bands about what is gone.
fn tidy(s: &mut Scenario, gone: &str) {
    loop {
        let ids: Vec<String> = s.collateral.iter().map(|c| c.id.clone()).collect();
        s.collateral.retain(|c| c.reuses.as_ref().is_none_or(|r| ids.contains(r)));
        if s.collateral.len() == ids.len() {
            break;
        }
    }
    let owed: Vec<String> = s.obligations.iter().map(|o| o.id.clone()).collect();
    for link in &mut s.collateral {
        if link.secures.as_ref().is_some_and(|o| !owed.contains(o)) {
            link.secures = None;
        }
    }
    let copy = s.clone();
    s.controls.retain(|c| control::get(&copy, &c.target).is_ok());
    let names = |path: &str| path.split(['/', '@']).any(|part| part == gone);
    s.expect.retain(|e| {
        let settable = |t: &str| t == "rewire" || control::get(&copy, t).is_ok();
        !names(&e.what) && e.with.iter().all(|w| settable(&w.target))
    });
}
