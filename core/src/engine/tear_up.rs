//! What a house owes members that have not failed and cannot pay: their gains are cut, then their contracts end.
//!
//! * A gain is a debt of the house to a member on a contract: no contribution, no refill, nothing of an estate.
//! * Nothing is cut while members are still to pay what was called, nor before `clear` has paid what it can: winners
//!   stay open until then. So a cut falls on what is left unpaid, and never on more than the gains.
//! * Gains are cut over the ticks that the layer gives, from the first on. Until the last of them is over the house is
//!   late and has not failed.
//! * Tear-up ends contracts at their marks: what is left of what is owed on them, due or not, bears the rest.
//!
//! Both are transfers: what a house keeps, its members have lost. CPMI-IOSCO, *Recovery of financial market
//! infrastructures* (2017), sections 4.2.19 to 4.2.26 and 4.3; a haircut of variation margin gains is a clearing at the
//! house, which pays its winners one share of what it owes them.

use super::context::{Note, Tick};
use super::waterfall::{Stand, fund_mut};
use super::{calls, close_out};
use crate::journal::{EntryKind, Phase};
use crate::state::{Debt, DebtKind, Fund, State};
use crate::units::{ParticipantIx, Tick as When, value_of};
use crate::world::{FundSpec, LayerSpec, World};
use litemap::LiteMap;

/// Whether a debt of a house is a gain of its creditor, whatever is open on it: no loan, which a lending pool makes and a
/// lender may roll over.
pub(super) fn is_gain(w: &World, d: &Debt) -> bool {
    let lent = || w.participants.get(d.creditor.at()).is_some_and(|p| p.lending.is_some());
    let rolls = || w.obligations.get(d.link.at as usize).is_some_and(|o| o.rolls.is_some());
    matches!(d.kind, DebtKind::Variation(_)) || d.kind == DebtKind::Obligation && !rolls() && !lent()
}

/// What may be cut of a gain in a haircut: what is due and unpaid, within the cap on the whole of it.
fn haircut(d: &Debt, cap: f64, now: When) -> i64 {
    (value_of(d.made, cap, 1.0) - d.cut).clamp(0, d.due_at(now).max(0))
}

/// The house's gains by place: whose, what may be cut of each in this layer, and what is owed on it.
fn gains(s: &State, w: &World, house: ParticipantIx, layer: &LayerSpec) -> Vec<(usize, ParticipantIx, i64, i64)> {
    let (Some(spec), Some(fund)) = (w.fund(house), fund(s, house)) else { return Vec::new() };
    let live = |who: ParticipantIx| spec.contributions.iter().any(|c| c.0 == who) && !s.has_failed(who);
    let mine = s.owed(house).filter(|(_, d)| is_gain(w, d) && d.asset == w.numeraire && !d.estate && d.open > 0);
    let may = |d: &Debt| match layer {
        LayerSpec::GainsHaircut { cap, ticks } if within(fund, *ticks, s.tick) => haircut(d, *cap, s.tick),
        // What a haircut in front of it takes is gone when contracts end.
        LayerSpec::TearUp => d.open - cut_before(spec, fund, d, s.tick),
        _ => 0,
    };
    let of = |d: &Debt| if *layer == LayerSpec::TearUp { may(d) } else { d.due_at(s.tick) };
    mine.filter(|(_, d)| live(d.creditor)).map(|(at, d)| (at, d.creditor, may(d), of(d))).collect()
}

fn cut_before(spec: &FundSpec, fund: &Fund, d: &Debt, now: When) -> i64 {
    let cuts = spec.layers.iter().find_map(|l| match l {
        LayerSpec::GainsHaircut { cap, ticks } if within(fund, *ticks, now) => Some(haircut(d, *cap, now)),
        _ => None,
    });
    cuts.unwrap_or(0)
}

fn fund(s: &State, house: ParticipantIx) -> Option<&Fund> {
    s.standing.get(house.at()).and_then(|x| x.fund.as_ref())
}

/// Whether gains may still be cut: `ticks` of them, from the first on.
fn within(fund: &Fund, ticks: When, now: When) -> bool {
    fund.cuts_since.is_none_or(|since| now < since.saturating_add(ticks))
}

/// Who may be cut in this layer, and out of what.
pub(super) fn may_cut(s: &State, w: &World, house: ParticipantIx, layer: &LayerSpec) -> Vec<Stand> {
    let mut sums: LiteMap<ParticipantIx, (i64, i64)> = LiteMap::new();
    for (_, member, may, of) in gains(s, w, house, layer) {
        let (room, whole) = sums.get(&member).copied().unwrap_or((0, 0));
        sums.insert(member, (room + may, whole + of));
    }
    sums.into_iter().map(|(who, (room, of))| Stand { who, room, of }).collect()
}

/// Takes a part from what a house owes a member, oldest gains first.
pub(super) fn cut(t: &mut Tick<'_>, house: ParticipantIx, member: ParticipantIx, layer: &LayerSpec, part: i64) {
    let mut left = part;
    for (at, _, may, _) in gains(t.s, t.w, house, layer).into_iter().filter(|g| g.1 == member) {
        let part = left.min(may);
        left -= part;
        if let Some(d) = t.s.debts.get_mut(at).filter(|_| part > 0) {
            // Of a house that can do nothing it was not yet noted what was due.
            d.due_now = d.due_now.max(d.due_at(t.s.tick) + d.paid_now);
            d.lower(part);
            d.cut += part;
            d.late_since = d.late_since.filter(|_| d.open > 0);
        }
    }
    if let Some(s) = t.s.standing.get_mut(member.at()) {
        s.impaired = true;
    }
}

/// Ends the contracts of a house's members at their marks, when its tear-up has been charged: what is left on those
/// that were not yet due is due on the next tick.
pub(super) fn end_contracts(t: &mut Tick<'_>, house: ParticipantIx) {
    let (next, grace) = (t.s.tick.saturating_add(1), t.w.rules.grace);
    for (at, ..) in gains(t.s, t.w, house, &LayerSpec::TearUp) {
        if let Some(d) = t.s.debts.get_mut(at).filter(|d| d.due.is_none_or(|due| due > next)) {
            (d.due, d.grace) = (Some(next), grace);
        }
    }
    super::positions::tear_up(t, house);
}

/// How many of a house's layers may be charged now, if the first of them leave so much of a loss; and whether what they
/// leave then waits.
///
/// Layers that cut gains come after whatever the members can be called for: with them wait those behind.
pub(super) fn reach(
    t: &mut Tick<'_>,
    (house, on): (ParticipantIx, ParticipantIx),
    layers: &[LayerSpec],
    left: i64,
    calls: bool,
) -> (usize, bool) {
    let first = first_cut(layers);
    if left == 0 || first == layers.len() {
        return (first, false);
    }
    if calls || calls::awaits_assessments(t.s, t.w, house) || t.phase != Phase::Resolve {
        return (first, true);
    }
    begin(t, (house, on), layers, left);
    let Some(since) = fund(t.s, house).and_then(|f| f.cuts_since) else {
        return (layers.len(), false);
    };
    let more = layers.iter().position(|l| match l {
        LayerSpec::GainsHaircut { ticks, .. } => t.s.tick + 1 < since.saturating_add(*ticks),
        _ => false,
    });
    more.map_or((layers.len(), false), |at| (at + 1, true))
}

/// The place of the first layer that cuts gains; the number of layers when there is none.
pub(super) fn first_cut(layers: &[LayerSpec]) -> usize {
    let cuts = |l: &LayerSpec| matches!(l, LayerSpec::GainsHaircut { .. } | LayerSpec::TearUp);
    layers.iter().position(cuts).unwrap_or(layers.len())
}

/// The first tick of the haircuts, and the line that says so.
fn begin(t: &mut Tick<'_>, (house, on): (ParticipantIx, ParticipantIx), layers: &[LayerSpec], left: i64) {
    let Some(ticks) = ticks(layers).filter(|_| fund(t.s, house).is_some_and(|f| f.cuts_since.is_none())) else {
        return;
    };
    let failure = close_out::failure(t, on);
    let note = Note::new(EntryKind::HaircutsBegin).who(house).other(on).amount(left).of(i64::from(ticks));
    t.note(note.cause(failure, left));
    let now = t.s.tick;
    if let Some(fund) = fund_mut(t, house) {
        fund.cuts_since = Some(now);
    }
}

/// Over how many ticks gains may be cut.
fn ticks(layers: &[LayerSpec]) -> Option<When> {
    layers.iter().find_map(|l| if let LayerSpec::GainsHaircut { ticks, .. } = l { Some(*ticks) } else { None })
}

/// Whether a house goes on cutting gains after this tick.
pub(super) fn goes_on(s: &State, w: &World, house: ParticipantIx) -> bool {
    let since = fund(s, house).filter(|f| f.waits > 0).and_then(|f| f.cuts_since);
    let ticks = w.fund(house).and_then(|f| ticks(&f.layers));
    ticks.zip(since).is_some_and(|(ticks, since)| s.tick + 1 < since.saturating_add(ticks))
}

/// Whether a house owes gains that one of its layers could cut.
pub(super) fn can_cut(s: &State, w: &World, house: ParticipantIx) -> bool {
    let layers = w.fund(house).map_or(&[][..], |f| &f.layers);
    layers.iter().any(|l| may_cut(s, w, house, l).iter().any(|x| x.room > 0))
}
