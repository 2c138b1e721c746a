//! What an auditor sees: one tick from outside, and what can be looked up in it.

use super::ledger::Ledger;
use super::{Observed, has_failed};
use interclear_core::engine::{Frame, ParticipantFrame};
use interclear_core::journal::{Entry, LinkKind, LinkRef};
use interclear_core::units::ParticipantIx;
use interclear_core::{Scenario, Trace};

/// One tick, seen from outside.
pub(super) struct Seen<'a> {
    pub(super) s: &'a Scenario,
    /// The same with the parameters that hold in this tick.
    pub(super) terms: std::borrow::Cow<'a, Scenario>,
    pub(super) trace: &'a Trace,
    pub(super) tick: u32,
    pub(super) did: &'a Observed,
    pub(super) frame: &'a Frame,
    /// The frame before; the opening has none.
    pub(super) last: Option<&'a Frame>,
    pub(super) entries: &'a [Entry],
    /// Place of the first of them.
    pub(super) first: usize,
    pub(super) before: Ledger,
    pub(super) after: Ledger,
    /// Prices that hold in this tick, by asset: after its shocks, before its sales.
    pub(super) marks: Vec<f64>,
    /// The factors by which prices were drawn to move in this tick, by asset.
    pub(super) drawn: std::collections::BTreeMap<String, f64>,
}

impl Seen<'_> {
    /// The last participant's successor: everybody outside.
    pub(super) fn outside(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32)
    }

    pub(super) fn rounding(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32 + 1)
    }

    pub(super) fn unissued(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32 + 2)
    }

    pub(super) fn waiting(&self) -> ParticipantIx {
        ParticipantIx(self.trace.participants.len() as u32 + 3)
    }

    pub(super) fn id(&self, who: ParticipantIx) -> &str {
        self.trace.participants.get(who.at()).map_or("outside", |p| p.id.as_str())
    }

    pub(super) fn who(&self, id: &str) -> Option<ParticipantIx> {
        let at = self.trace.participants.iter().position(|p| p.id == id)?;
        Some(ParticipantIx(at as u32))
    }

    /// The place of a link in the frames; ids are unique within a kind.
    pub(super) fn link(&self, kind: LinkKind, id: &str) -> Option<usize> {
        self.trace.links.iter().position(|l| l.link.kind == kind && l.id == id)
    }

    pub(super) fn place(&self, link: LinkRef) -> Option<usize> {
        self.trace.links.iter().position(|l| l.link == link)
    }

    pub(super) fn stands(&self, who: ParticipantIx) -> ParticipantFrame {
        self.frame.participants.get(who.at()).copied().unwrap_or_default()
    }

    /// Whether it had failed before this tick.
    pub(super) fn failed_before(&self, who: ParticipantIx) -> bool {
        self.last.and_then(|f| f.participants.get(who.at())).is_some_and(|p| has_failed(p.state))
    }

    /// Whether it has failed by the end of this tick.
    pub(super) fn failed(&self, who: ParticipantIx) -> bool {
        has_failed(self.stands(who).state)
    }

    /// Whether a participant can pay nothing in this tick, from the outages of the scenario.
    pub(super) fn out(&self, id: &str) -> bool {
        use interclear_core::scenario::EventKind::Outage;
        self.s.events.iter().any(|e| {
            matches!(&e.what, Outage { participant, ticks } if participant == id && (e.tick..e.tick.saturating_add(*ticks)).contains(&self.tick))
        })
    }
}
