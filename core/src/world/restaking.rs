//! Which services operators secure with their stake, and who they are.

use super::check::Names;
use super::{ParticipantSpec, SecuredSpec, World};
use crate::scenario::limits::{MAX_RESTAKERS, MAX_SECURED, MIN_THRESHOLD};
use crate::scenario::{Code, Problem, SecuredService};
use crate::units::{ParticipantIx, sorted};

/// What secures a participant, at a place.
pub(super) fn build(at: &str, who: &str, s: &SecuredService, n: &mut Names<'_>) -> Option<SecuredSpec> {
    let asset = n.asset(&format!("{at}/asset"), s.asset.as_deref());
    let threshold = n.share(&format!("{at}/threshold"), s.threshold.get(), MIN_THRESHOLD, 1.0);
    let gain = n.quanta(&format!("{at}/gain"), None, s.gain);
    let place = format!("{at}/operators");
    let mut operators: Vec<ParticipantIx> = Vec::new();
    for id in &s.operators {
        if id == who {
            n.conflict(&place, "the service secures itself", "name other participants");
        }
        let Some(operator) = n.participant(&place, id) else { continue };
        if operators.contains(&operator) {
            n.conflict(&place, format!("`{id}` is named twice"), "name each once");
        } else {
            operators.push(operator);
        }
    }
    let operators = sorted(operators, Ord::cmp);
    Some(SecuredSpec { asset: asset?, threshold, gain, operators, attacked: s.attacked })
}

/// Operators have staked the asset that the service asks for; and there are not too many sets of them to try.
pub(super) fn fit(n: &mut Names<'_>, all: &[ParticipantSpec]) {
    let mut operators: Vec<ParticipantIx> = Vec::new();
    let mut services = 0;
    for p in all {
        let Some(spec) = &p.secured else { continue };
        services += 1;
        let at = format!("participants/{}/mechanisms/secured_service/operators", p.id);
        for &who in &spec.operators {
            let Some(operator) = all.get(who.at()) else { continue };
            if operator.staking.as_ref().is_none_or(|s| s.asset != spec.asset) {
                let what = format!("{} has not staked the asset behind this service", operator.id);
                n.conflict(&at, what, "give it the mechanism `staking` of the same asset, or take it out");
            }
            if !operators.contains(&who) {
                operators.push(who);
            }
        }
    }
    if operators.len() > MAX_RESTAKERS {
        let what = format!("{} participants secure services, and at most {MAX_RESTAKERS} may", operators.len());
        n.problems
            .push(Problem::error(Code::Limit, "participants", what).hint("let fewer participants secure services"));
    }
    if services > MAX_SECURED {
        let what = format!("{services} services are secured by stake, and at most {MAX_SECURED} may be");
        n.problems.push(Problem::error(Code::Limit, "participants", what).hint("take some of the services out"));
    }
}

impl World {
    /// Services that operators secure, in order.
    pub(crate) fn secured(&self) -> impl Iterator<Item = (ParticipantIx, &SecuredSpec)> {
        (0u32..).zip(&self.participants).filter_map(|(at, p)| Some((ParticipantIx(at), p.secured.as_ref()?)))
    }

    /// Everybody who secures one, in order.
    pub(crate) fn restakers(&self) -> Vec<ParticipantIx> {
        let mut all: Vec<ParticipantIx> = Vec::new();
        for who in self.secured().flat_map(|(_, s)| &s.operators) {
            if !all.contains(who) {
                all.push(*who);
            }
        }
        sorted(all, Ord::cmp)
    }
}
