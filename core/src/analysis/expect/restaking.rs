//! Figures of services that operators secure with their stake, by name.

use crate::Trace;
use crate::engine::{Frame, RestakingFrame, ServiceInfo};

/// A figure of a service that operators secure.
pub(super) fn service(trace: &Trace, frame: &Frame, kind: &str, id: &str) -> Option<f64> {
    let named = |s: &ServiceInfo| trace.participants.get(s.who.at()).is_some_and(|x| x.id == id);
    let at = trace.services.iter().position(named)?;
    let f = frame.restaking.as_ref()?.services.get(at)?;
    match kind {
        "cost_to_break" => f.cost.map(|x| x.to_f64(trace.decimals())),
        "attack_gain" => Some(f.gain.to_f64(trace.decimals())),
        _ => Some(f64::from(u8::from(f.corrupted.is_some()))),
    }
}

/// A figure of the network of operators and services.
pub(super) fn network(r: &RestakingFrame, what: &str) -> Option<f64> {
    match what {
        "gamma" => r.slack,
        "shock" => Some(r.shock),
        "bound" => r.bound,
        _ => None,
    }
}
