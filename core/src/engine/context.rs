//! `Tick`: what a phase works on, and the way it writes to the journal.

use super::Trace;
use crate::journal::{Cause, Entry, EntryKind, LinkRef, Phase};
use crate::state::State;
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx};
use crate::world::World;

/// A phase's world, state and place in the tick.
pub(crate) struct Tick<'a> {
    pub w: &'a World,
    pub s: &'a mut State,
    pub phase: Phase,
    pub trace: &'a mut Trace,
}

/// A journal line in the making.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    entry: Entry,
}

impl Note {
    pub fn new(kind: EntryKind) -> Self {
        Self {
            entry: Entry {
                tick: 0,
                phase: Phase::Record,
                round: 0,
                kind,
                who: None,
                other: None,
                link: None,
                asset: None,
                amount: Amount::ZERO,
                of: Amount::ZERO,
                causes: Vec::new(),
            },
        }
    }
    pub fn who(mut self, who: ParticipantIx) -> Self {
        self.entry.who = Some(who);
        self
    }
    pub fn other(mut self, other: ParticipantIx) -> Self {
        self.entry.other = Some(other);
        self
    }
    pub fn link(mut self, link: LinkRef) -> Self {
        self.entry.link = Some(link);
        self
    }
    pub fn asset(mut self, asset: AssetIx) -> Self {
        self.entry.asset = Some(asset);
        self
    }
    pub fn amount(mut self, amount: i64) -> Self {
        self.entry.amount = Amount::new(amount);
        self
    }
    pub fn of(mut self, of: i64) -> Self {
        self.entry.of = Amount::new(of);
        self
    }
    pub fn round(mut self, round: u32) -> Self {
        self.entry.round = round;
        self
    }
    pub fn cause(mut self, entry: Option<EntryIx>, amount: i64) -> Self {
        if let Some(entry) = entry {
            self.entry.causes.push(Cause { entry, amount: Amount::new(amount) });
        }
        self
    }
    pub fn causes(mut self, causes: impl IntoIterator<Item = Cause>) -> Self {
        self.entry.causes.extend(causes);
        self
    }
}

impl Tick<'_> {
    /// Writes a line.
    pub fn note(&mut self, note: Note) -> EntryIx {
        let mut entry = note.entry;
        entry.tick = self.s.tick;
        entry.phase = self.phase;
        self.s.journal.add(entry)
    }

    /// Why somebody is short, before its shortfall has a line: what it lacks, or the opening it never had more than.
    pub fn reasons(&self, who: ParticipantIx, amount: i64) -> Vec<Cause> {
        let Some(s) = self.s.standing.get(who.at()) else { return Vec::new() };
        let opening = s.opening.map(|entry| Cause { entry, amount: Amount::new(amount) });
        if s.lacks.is_empty() { opening.into_iter().collect() } else { s.lacks.clone() }
    }

    /// All participants.
    pub fn everyone(&self) -> impl Iterator<Item = ParticipantIx> + use<> {
        (0..self.w.participants.len() as u32).map(ParticipantIx)
    }
}

/// Phase 1: what holds for one tick only is cleared.
pub(super) fn rules(t: &mut Tick<'_>) {
    t.s.open_tick();
    t.s.rounds = 0;
    t.s.unique = true;
    for s in &mut t.s.standing {
        s.marks = super::Marks::default();
        s.lacks.clear();
        s.late = false;
        s.short = None;
        (s.due, s.paid, s.received) = (0, 0, 0);
        (s.drawn_now, s.hoards) = (0, None);
    }
    for d in &mut t.s.debts {
        (d.due_now, d.paid_now, d.round) = (0, 0, 0);
        (d.borrowed, d.interest, d.waits) = (0, 0, None);
    }
    for x in &mut t.s.book.accounts {
        x.gained_now = 0;
    }
    for m in &mut t.s.book.margins {
        (m.called_now, m.met_now) = (0, 0);
    }
    for q in &mut t.s.quotes {
        (q.sold, q.bought) = (0, 0);
    }
}
