//! Parts of a scenario to be spoilt: the first of a kind.

use interclear_core::Scenario;
use interclear_core::scenario::Mechanism;

/// The first claim token.
pub(super) fn claim(s: &mut Scenario) -> Option<&mut interclear_core::scenario::ClaimToken> {
    s.assets.iter_mut().find_map(|a| a.claim.as_mut())
}

/// The first service that operators secure.
pub(super) fn secured(s: &mut Scenario) -> Option<&mut interclear_core::scenario::SecuredService> {
    let all = s.participants.iter_mut().flat_map(|p| &mut p.mechanisms);
    all.filter_map(|m| if let Mechanism::SecuredService { service } = m { Some(service) } else { None }).next()
}

/// The first stake.
pub(super) fn stake(s: &mut Scenario) -> Option<&mut interclear_core::scenario::Staking> {
    let all = s.participants.iter_mut().flat_map(|p| &mut p.mechanisms);
    all.filter_map(|m| if let Mechanism::Staking { staking } = m { Some(staking) } else { None }).next()
}

/// The first margin exchange.
pub(super) fn exchange(s: &mut Scenario) -> Option<&mut interclear_core::scenario::MarginExchange> {
    s.participants.iter_mut().flat_map(|p| &mut p.mechanisms).find_map(|m| match m {
        Mechanism::MarginExchange { exchange } => Some(exchange.as_mut()),
        _ => None,
    })
}

/// The first lending pool.
pub(super) fn lending(s: &mut Scenario) -> Option<&mut interclear_core::scenario::LendingPool> {
    s.participants.iter_mut().flat_map(|p| &mut p.mechanisms).find_map(|m| match m {
        Mechanism::LendingPool { pool } => Some(pool.as_mut()),
        _ => None,
    })
}
