//! Which wires make sense, and why not when they do not.

use super::accounts;
use super::edit::name;
use super::model::Model;
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Asset, Collateral, Mechanism, Novation, Scenario};

/// The id that stands for everybody who is not a participant.
pub const OUTSIDE: &str = "outside";

/// Whether a wire of a kind may go from one participant to another (or to `outside`).
///
/// # Errors
/// Why not, in a sentence for the one who drags it.
pub fn legal_target(model: &Model, kind: LinkKind, from: &str, to: &str) -> Result<(), String> {
    let s = &*model.scenario;
    let known = |id: &str| s.participants.iter().any(|p| p.id == id);
    for end in [from, to] {
        if end != OUTSIDE && !known(end) {
            return Err(format!("Nobody here is called `{end}`."));
        }
    }
    if from == to {
        return Err(match kind {
            LinkKind::Obligation => "Nobody owes itself.".into(),
            LinkKind::Trade => "Nobody trades with itself.".into(),
            LinkKind::Deposit => "Nobody keeps a deposit with itself.".into(),
            LinkKind::Collateral => "Nobody secures itself.".into(),
            LinkKind::Position => "Nobody trades with itself.".into(),
        });
    }
    match kind {
        LinkKind::Obligation => inside(from, "owe"),
        LinkKind::Trade => inside(from, "deliver").and_then(|()| inside(to, "pay")).and_then(|()| deliverable(s, from)),
        LinkKind::Deposit => inside(to, "take deposits").and_then(|()| takes_deposits(s, to)),
        LinkKind::Collateral => {
            inside(from, "pledge").and_then(|()| inside(to, "hold collateral")).and_then(|()| pledgeable(s, from, to))
        }
        LinkKind::Position => [from, to].into_iter().try_for_each(|end| no_house(s, end)),
    }
}

fn inside(id: &str, verb: &str) -> Result<(), String> {
    if id == OUTSIDE { Err(format!("Only participants {verb}.")) } else { Ok(()) }
}

/// A house is not party to what it clears.
fn no_house(s: &Scenario, id: &str) -> Result<(), String> {
    let clears = matches!(accounts::novation(s), Novation::OneHouse | Novation::SeveralHouses);
    if clears && accounts::houses(s).contains(&id) {
        return Err(format!("{} steps between those who trade; end it at one of them.", name(s, id)));
    }
    Ok(())
}

fn deliverable(s: &Scenario, seller: &str) -> Result<(), String> {
    match best_asset(s, seller).filter(|(asset, _)| asset.id != s.numeraire) {
        Some(_) => Ok(()),
        None => Err(format!("{} holds nothing it could deliver.", name(s, seller))),
    }
}

fn takes_deposits(s: &Scenario, taker: &str) -> Result<(), String> {
    let who = s.participants.iter().find(|p| p.id == taker);
    let takes = who.is_some_and(|p| p.mechanisms.iter().any(|m| matches!(m, Mechanism::Depositors { .. })));
    if takes || s.deposits.iter().any(|d| d.taker == taker) {
        return Ok(());
    }
    Err(format!("{} takes no deposits.", name(s, taker)))
}

fn pledgeable(s: &Scenario, pledger: &str, holder: &str) -> Result<(), String> {
    if let Some(link) = s.collateral.iter().find(|c| c.pledger == pledger && c.holder == holder) {
        return Err(format!("Already secured by {}.", describe(s, link)));
    }
    if best_asset(s, pledger).is_some() || reusable(s, pledger).is_some() {
        return Ok(());
    }
    let holds = s.collateral.iter().find(|c| c.holder == pledger);
    Err(match holds {
        Some(link) if link.reuse_cap.get() <= 0.0 => {
            format!("{} may not pledge on {}.", name(s, pledger), describe(s, link))
        }
        Some(_) => format!("{} has pledged on all that it holds.", name(s, pledger)),
        None => format!("{} holds nothing it could pledge.", name(s, pledger)),
    })
}

/// "160 tokens of Heron".
fn describe(s: &Scenario, link: &Collateral) -> String {
    let who = name(s, &link.pledger);
    match (&link.amount, &link.asset) {
        (Some(amount), Some(asset)) => {
            let label = s.assets.iter().find(|a| a.id == *asset).map_or(asset.as_str(), |a| a.label.as_str());
            format!("{amount} {label} of {who}")
        }
        _ => format!("collateral that {who} passed on"),
    }
}

/// Units of an asset that a participant holds and has not posted or paid into a default fund.
pub(super) fn free(s: &Scenario, who: &str, asset: &str) -> f64 {
    let held =
        s.participants.iter().find(|p| p.id == who).and_then(|p| p.holdings.get(asset)).map_or(0.0, |d| d.to_f64());
    let posted = s.collateral.iter().filter(|c| c.pledger == who && c.asset.as_deref() == Some(asset));
    let posted: f64 = posted.filter_map(|c| c.amount).map(|d| d.to_f64()).sum();
    let paid_in: f64 = if asset == s.numeraire {
        let contribution = |m: &Mechanism| match m {
            Mechanism::DefaultFund { contributions, .. } => contributions.get(who).map(|d| d.to_f64()),
            _ => None,
        };
        s.participants.iter().flat_map(|p| &p.mechanisms).filter_map(contribution).sum()
    } else {
        0.0
    };
    (held - posted - paid_in).max(0.0)
}

/// What a participant would rather post or deliver: its most valuable free asset, money last.
pub(super) fn best_asset<'a>(s: &'a Scenario, who: &str) -> Option<(&'a Asset, f64)> {
    let mut all: Vec<(&Asset, f64)> = s.assets.iter().map(|a| (a, free(s, who, &a.id))).collect();
    all.retain(|(_, free)| *free > 0.0);
    let worth = |(asset, free): &(&Asset, f64)| (asset.id != s.numeraire, free * asset.price.get());
    all.into_iter().max_by(|a, b| {
        let (a, b) = (worth(a), worth(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    })
}

/// A collateral link that its holder may pledge on and has not.
pub(super) fn reusable<'a>(s: &'a Scenario, holder: &str) -> Option<&'a Collateral> {
    s.collateral.iter().find(|c| {
        let passed_on = s.collateral.iter().any(|x| x.reuses.as_deref() == Some(c.id.as_str()));
        c.holder == holder && c.reuse_cap.get() > 0.0 && !passed_on
    })
}
