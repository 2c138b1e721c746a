//! A restaked service: secured by the stake of operators who secure others too.

use super::parts::whole;
use super::{Group, Placing, PresetDef, operator, rate};
use crate::scenario::{Mechanism, Participant, SecuredService};

/// Operators of a new service.
const OPERATORS: usize = 2;

pub(super) const PRESET: PresetDef = PresetDef {
    id: "secured_service",
    label: "Restaked service",
    help: "A bridge, an oracle or any service that operators secure with their stake. With half of the stake behind it they can take what there is to gain. Those who secure other services already are asked first: one stake then stands behind all of them.",
    group: Group::Stake,
    adds: |p| {
        let base = p.base();
        let mut operators = stakers(p, &base.id);
        while operators.len() < OPERATORS {
            operators.push(p.with(&operator::PRESET));
        }
        p.cash(100);
        let service =
            SecuredService { asset: Some(base.id), threshold: rate(0.5), gain: whole(50), operators, attacked: true };
        p.runs(Mechanism::SecuredService { service });
    },
};

/// The first who stake an asset: those who secure services before the others.
fn stakers(p: &Placing<'_>, asset: &str) -> Vec<String> {
    let secures = |id: &str| {
        p.participants().flat_map(|x| &x.mechanisms).any(|m| match m {
            Mechanism::SecuredService { service } => service.operators.iter().any(|o| o == id),
            _ => false,
        })
    };
    let stakes = |x: &&Participant| {
        x.mechanisms.iter().any(|m| match m {
            Mechanism::Staking { staking } => staking.asset.as_deref() == Some(asset),
            _ => false,
        })
    };
    let (first, then): (Vec<&Participant>, Vec<&Participant>) =
        p.participants().filter(stakes).partition(|x| secures(&x.id));
    first.into_iter().chain(then).take(OPERATORS).map(|x| x.id.clone()).collect()
}
