//! How a run shows a feature: what is looked for in its journal, its frames and its scenario.

use interclear_core::engine::{LayerKind, LinkFrame, LinkState, ParticipantFrame};
use interclear_core::journal::{Cause, EntryKind, LinkKind};
use interclear_core::scenario::{Market, Mechanism, ServiceOrder, SettledBy};
use interclear_core::units::ParticipantIx;
use interclear_core::{Scenario, Trace};

pub(super) fn told(t: &Trace, kind: EntryKind) -> bool {
    t.journal.entries.iter().any(|e| e.kind == kind)
}

pub(super) fn anybody(t: &Trace, is: impl Fn(&ParticipantFrame) -> bool) -> bool {
    t.frames.iter().flat_map(|f| &f.participants).any(is)
}

pub(super) fn any_link(t: &Trace, is: impl Fn(&LinkFrame) -> bool) -> bool {
    t.frames.iter().flat_map(|f| &f.links).any(is)
}

pub(super) fn runs(s: &Scenario, is: impl Fn(&Mechanism) -> bool) -> bool {
    s.participants.iter().flat_map(|p| &p.mechanisms).any(is)
}

/// Whether a layer of some house bears something in some tick.
pub(super) fn bears(t: &Trace, kind: LayerKind) -> bool {
    t.frames.iter().flat_map(|f| &f.borne).any(|b| b.kind == kind)
}

/// Whether some house lists its layers itself.
pub(super) fn own_layers(s: &Scenario) -> bool {
    runs(s, |m| matches!(m, Mechanism::DefaultFund { layers, .. } if !layers.is_empty()))
}

/// Whether somebody of a kind bears bad debt.
pub(super) fn borne(t: &Trace, by: fn(&interclear_core::journal::Entry) -> bool) -> bool {
    t.journal.entries.iter().any(|e| e.kind == EntryKind::BadDebtBorne && by(e))
}

pub(super) fn failed(t: &Trace, who: Option<ParticipantIx>) -> bool {
    t.failures().iter().any(|f| Some(f.0) == who)
}

/// How deep the deepest re-use chain of a scenario is.
pub(super) fn depth(s: &Scenario) -> usize {
    let above = |id: &str| s.collateral.iter().find(|c| c.id == id);
    let length = |c| {
        std::iter::successors(Some(c), |c: &&interclear_core::scenario::Collateral| above(c.reuses.as_ref()?))
            .take(20)
            .count()
    };
    s.collateral.iter().map(length).max().unwrap_or(0)
}

/// A trade without delivery against payment of which one leg moved and the other did not.
pub(super) fn one_leg(s: &Scenario, t: &Trace) -> bool {
    s.trades.iter().filter(|x| !x.delivery_against_payment).any(|x| {
        let at = t.links.iter().position(|l| l.link.kind == LinkKind::Trade && l.id == x.id);
        let frames = at.map(|at| t.frames.iter().filter_map(move |f| f.links.get(at)));
        frames.is_some_and(|mut f| f.any(|l| l.due > l.paid && l.state == LinkState::Late))
    })
}

/// Whether somebody holds a token that it has issued others against.
pub(super) fn wraps(s: &Scenario) -> bool {
    let issuer = |id: &String| s.assets.iter().filter_map(|a| a.claim.as_ref()).any(|c| &c.issuer == id);
    let token = |id: &String| s.assets.iter().any(|a| &a.id == id && a.claim.is_some());
    s.participants.iter().any(|p| issuer(&p.id) && p.holdings.keys().any(token))
}

/// Whether requests for a token served in this order wait after others were paid.
pub(super) fn queues(s: &Scenario, t: &Trace, order: ServiceOrder) -> bool {
    let so = |id: &str| {
        let claim = s.assets.iter().find(|a| a.id == id).and_then(|a| a.claim.as_ref());
        claim.and_then(|c| c.redemption.as_ref()).is_some_and(|r| r.order == order)
    };
    let both = |f: &interclear_core::engine::Frame, id: &str, at: usize| {
        let mine = || f.requests.iter().filter(|r| r.asset.at() == at && so(id));
        mine().any(|r| r.served.quanta() > 0) && mine().any(|r| r.left.quanta() > 0)
    };
    t.frames.iter().any(|f| t.assets.iter().enumerate().any(|(at, a)| both(f, &a.id, at)))
}

/// Whether a gate that serves in this order locks somebody in.
pub(super) fn gated(s: &Scenario, t: &Trace, served: ServiceOrder) -> bool {
    let gated =
        |m: &Mechanism| matches!(m, Mechanism::Depositors { gate, order, .. } if *order == served && gate.get() < 1.0);
    runs(s, gated) && told(t, EntryKind::Locked)
}

/// Whether an attack is made that no slashing set off.
pub(super) fn unprovoked(t: &Trace) -> bool {
    let slashed = |e: &Cause| t.journal.get(e.entry).is_some_and(|e| e.kind == EntryKind::Slashed);
    t.journal.entries.iter().any(|e| e.kind == EntryKind::Attacked && !e.causes.iter().any(slashed))
}

/// Whether something is sold into a pool of a kind.
pub(super) fn sold(s: &Scenario, t: &Trace, into: impl Fn(&Market) -> bool) -> bool {
    let pools = s.assets.iter().filter(|a| a.market.as_ref().is_some_and(&into));
    pools
        .filter_map(|a| t.assets.iter().position(|x| x.id == a.id))
        .any(|at| t.frames.iter().any(|f| f.assets[at].sold.quanta() > 0))
}

/// Whether debts settle in a way of the scenario's own.
pub(super) fn settles(s: &Scenario, by: SettledBy) -> bool {
    s.rules.settlement.as_ref().is_some_and(|x| x.by == by && (by != SettledBy::Batch || x.every > 1))
}

/// Whether a forged message sets free what nobody has issued.
pub(super) fn released(s: &Scenario, t: &Trace) -> bool {
    let issued = |id: &str| s.assets.iter().any(|a| a.id == id && a.claim.is_some());
    t.journal
        .entries
        .iter()
        .filter(|e| e.kind == EntryKind::Forged)
        .any(|e| e.asset.and_then(|a| t.assets.get(a.at())).is_some_and(|a| !issued(&a.id)))
}
