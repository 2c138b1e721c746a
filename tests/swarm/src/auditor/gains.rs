//! What clearing houses cut of what they owe their members, from the frames of the links and the lines of the journal.

use super::ledger::value;
use super::waterfall::{House, houses};
use super::{Held, Seen, ensure, lending, runs};
use interclear_core::engine::LinkFrame;
use interclear_core::journal::{Entry, EntryKind, LinkKind};
use interclear_core::scenario::{Layer, Obligation};
use interclear_core::units::ParticipantIx;

/// Lines by which gains are cut.
pub(super) const CUTS: [EntryKind; 2] = [EntryKind::GainsCut, EntryKind::TornUp];

/// A gain: what a house owes a member on a contract, as it was, as it is, and how much was paid of it in all.
struct Gain<'a> {
    of: &'a Obligation,
    was: LinkFrame,
    is: LinkFrame,
    whole: i64,
    paid: i64,
}

impl Gain<'_> {
    /// What has been cut of it so far.
    fn cut(&self) -> i64 {
        self.whole - self.paid - self.is.open.quanta()
    }
}

/// What a house owes a member in the numeraire, loans apart, where no collateral of the house can pay it.
fn gains<'a>(v: &'a Seen<'_>, h: &House<'_>, member: ParticipantIx) -> Vec<Gain<'a>> {
    if v.s.collateral.iter().any(|c| c.pledger == h.id) || lending::is_pool(v, v.id(member)) {
        return Vec::new();
    }
    let mine = |o: &&Obligation| o.rolls.is_none() && o.debtor == h.id && o.creditor == v.id(member);
    let one = |o: &'a Obligation| {
        let at = v.link(LinkKind::Obligation, &o.id)?;
        let info = v.trace.links.get(at).filter(|l| l.asset == v.trace.numeraire)?;
        let so_far = v.trace.frames.iter().take(v.tick as usize + 1);
        let paid = so_far.filter_map(|f| f.links.get(at)).map(|l| l.paid.quanta()).sum();
        let (was, is) = (*v.last?.links.get(at)?, *v.frame.links.get(at)?);
        Some(Gain { of: o, was, is, whole: info.amount.quanta(), paid })
    };
    v.s.obligations.iter().filter(mine).filter_map(one).collect()
}

/// Lines of a house that cut gains of a member, in this tick.
fn lines<'a>(v: &'a Seen<'_>, house: ParticipantIx, member: ParticipantIx) -> impl Iterator<Item = &'a Entry> {
    v.entries.iter().filter(move |e| CUTS.contains(&e.kind) && (e.who, e.other) == (Some(house), Some(member)))
}

/// What is cut in this tick of what one party owes another.
pub(super) fn cut_now(v: &Seen<'_>, house: ParticipantIx, member: ParticipantIx) -> i64 {
    lines(v, house, member).map(|e| e.amount.quanta()).sum()
}

fn terms(h: &House<'_>) -> Option<(f64, u32)> {
    h.layers
        .iter()
        .find_map(|l| if let Layer::GainsHaircut { cap, ticks } = l { Some((cap.get(), *ticks)) } else { None })
}

/// The last tick on which a house began to cut gains.
fn began(v: &Seen<'_>, house: ParticipantIx) -> Option<u32> {
    let told = v.trace.journal.entries.iter().take(v.first + v.entries.len());
    let mine = |e: &&Entry| e.kind == EntryKind::HaircutsBegin && e.who == Some(house);
    told.rev().find(mine).map(|e| e.tick)
}

/// Whether a house may still be cutting gains after this tick.
pub(super) fn goes_on(v: &Seen<'_>, house: ParticipantIx) -> bool {
    let ticks = houses(v).iter().find(|h| h.who == house).and_then(terms).map(|t| t.1);
    ticks.zip(began(v, house)).is_some_and(|(ticks, since)| v.tick + 1 < since.saturating_add(ticks))
}

/// Whether a house clears contracts: what it owes in variation margin is a gain as well, and in no link.
fn clears(v: &Seen<'_>, house: ParticipantIx) -> bool {
    v.trace.book.iter().flat_map(|b| &b.accounts).any(|x| x.cleared && x.b == house)
}

/// A later layer bears something, so that nothing is left to be cut in this one.
pub(super) fn nothing_left(v: &Seen<'_>, h: &House<'_>, layer: &Layer) -> Held {
    let over = terms(h).zip(began(v, h.who)).is_some_and(|(t, since)| v.tick >= since.saturating_add(t.1));
    if clears(v, h.who) {
        return Ok(());
    }
    for who in h.living(v) {
        for g in gains(v, h, who) {
            let due = runs::due_of(v, g.of).is_some_and(|due| due <= v.tick);
            let left = match layer {
                Layer::GainsHaircut { cap, .. } if due && !over => {
                    (value(g.whole.into(), cap.get(), 1.0) - g.cut()).min(g.is.open.quanta())
                }
                Layer::TearUp {} => g.is.open.quanta(),
                _ => 0,
            };
            ensure(left <= 0, || format!("{}: {left} of {} is not cut", h.id, g.of.id))?;
        }
    }
    Ok(())
}

/// Cuts are what gains fell by without being paid; never above the gains, nor above the cap before contracts are ended;
/// only while haircuts last, and not while somebody is still to pay what was called.
pub(super) fn gains_cut_within_gains(v: &Seen<'_>) -> Held {
    for h in houses(v) {
        for who in h.contributions.keys().filter_map(|id| v.who(id)) {
            let cut = cut_now(v, h.who, who);
            let all = gains(v, &h, who);
            let fell: i64 = all.iter().map(|g| g.was.open.quanta() - g.is.paid.quanta() - g.is.open.quanta()).sum();
            let plain = !lending::is_pool(v, v.id(who))
                && !clears(v, h.who)
                && !v.failed(who)
                && !v.failed(h.who)
                && v.s.collateral.iter().all(|c| c.pledger != h.id);
            ensure(!plain || cut == fell, || format!("{}: {cut} is cut of {}, {fell} gone", h.id, v.id(who)))?;
            for e in lines(v, h.who, who) {
                ensure(e.amount.quanta() > 0 && e.amount <= e.of, || format!("{}: {e:?}", h.id))?;
            }
            let torn = |e: &Entry| e.kind == EntryKind::TornUp && e.who == Some(h.who);
            let so_far = v.trace.journal.entries.iter().take(v.first + v.entries.len());
            if let Some((cap, _)) = terms(&h).filter(|_| plain && !so_far.into_iter().any(torn)) {
                let over = all.iter().find(|g| g.cut() > value(g.whole.into(), cap, 1.0));
                ensure(over.is_none(), || format!("{}: {:?} is cut too much", h.id, over.map(|g| &g.of.id)))?;
            }
        }
        timing(v, &h)?;
    }
    let strangers = v.entries.iter().filter(|e| CUTS.contains(&e.kind)).find(|e| {
        let of = houses(v).into_iter().find(|h| Some(h.who) == e.who);
        of.is_none_or(|h| e.other.is_none_or(|who| !h.contributions.contains_key(v.id(who))))
    });
    strangers.map_or(Ok(()), |e| ensure(false, || format!("nobody's gain: {e:?}")))
}

fn timing(v: &Seen<'_>, h: &House<'_>) -> Held {
    let mine = |e: &&Entry| CUTS.contains(&e.kind) && e.who == Some(h.who);
    let Some(first) = v.entries.iter().find(mine) else { return Ok(()) };
    let cut = v.entries.iter().any(|e| e.kind == EntryKind::GainsCut && e.who == Some(h.who));
    if let Some((_, ticks)) = terms(h).filter(|_| cut) {
        let since = began(v, h.who);
        let lasts = since.is_some_and(|since| (since..since.saturating_add(ticks)).contains(&v.tick));
        ensure(lasts, || format!("{}: began in {since:?}, and in {}: {first:?}", h.id, v.tick))?;
    }
    let deadline =
        h.layers.iter().find_map(|l| if let Layer::Assessments { deadline, .. } = l { Some(*deadline) } else { None });
    let before = v.trace.journal.entries.iter().take(v.first);
    let called = before.filter(|e| e.kind == EntryKind::Assessed && e.who == Some(h.who));
    for e in called {
        let (Some(member), Some(deadline)) = (e.other, deadline) else { continue };
        let given_back = v
            .trace
            .journal
            .entries
            .iter()
            .take(v.first + v.entries.len())
            .any(|x| x.kind == EntryKind::GivenBack && (x.who, x.other) == (Some(h.who), Some(member)));
        let open = e.tick.saturating_add(deadline) > v.tick && !v.failed(member) && !given_back;
        ensure(!open, || format!("{}: {e:?} is not due, and {first:?}", h.id))?;
    }
    Ok(())
}
