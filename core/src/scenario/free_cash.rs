//! Sliders about a participant's cash: what is free of it, and a house's own capital.

use super::{Mechanism, Scenario, fund};
use crate::units::{Decimal, DecimalError};

/// What a participant posts in cash and pays into default funds.
fn bound(s: &Scenario, id: &str) -> f64 {
    let mine = s.collateral.iter().filter(|c| c.pledger == id && c.asset.as_ref() == Some(&s.numeraire));
    let posted: f64 = mine.filter_map(|c| c.amount).map(|d| d.to_f64()).sum();
    let paid = s.participants.iter().flat_map(|p| &p.mechanisms).filter_map(|m| match m {
        Mechanism::DefaultFund { contributions, .. } => contributions.get(id),
        _ => None,
    });
    posted + paid.map(|d| d.to_f64()).sum::<f64>()
}

/// Cash of the participant at a place of the list, beyond what it posts and pays in.
pub(super) fn get(s: &Scenario, at: usize) -> f64 {
    let Some(p) = s.participants.get(at) else { return 0.0 };
    let held = p.holdings.get(&s.numeraire).map_or(0.0, |d| d.to_f64());
    ((held - bound(s, &p.id)) * 1e8).round() / 1e8
}

/// Sets it, by its holdings.
///
/// # Errors
/// When the sum is no decimal that a scenario keeps.
pub(super) fn set(s: &mut Scenario, at: usize, value: f64) -> Result<(), DecimalError> {
    let Some(id) = s.participants.get(at).map(|p| p.id.clone()) else { return Ok(()) };
    let held = Decimal::from_f64(((value + bound(s, &id)) * 1e8).round() / 1e8)?;
    let cash = s.numeraire.clone();
    if let Some(p) = s.participants.get_mut(at) {
        p.holdings.insert(cash, held);
    }
    Ok(())
}

/// Sets the first tranche of skin in the game of every house, and raises or lowers the house's cash by as much.
///
/// # Errors
/// When an amount is no decimal that a scenario keeps; nothing is changed then.
pub(super) fn set_skin(s: &mut Scenario, value: f64) -> Result<(), DecimalError> {
    let skin = Decimal::from_f64(value)?;
    let mut changed = s.participants.clone();
    for p in &mut changed {
        let Some(tranche) = p.mechanisms.iter_mut().find_map(fund::skin) else { continue };
        let more = value - tranche.to_f64();
        *tranche = skin;
        let cash = p.holdings.entry(s.numeraire.clone()).or_default();
        *cash = Decimal::from_f64((((cash.to_f64() + more) * 1e8).round() / 1e8).max(0.0))?;
    }
    s.participants = changed;
    Ok(())
}
