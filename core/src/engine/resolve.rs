//! Phase 9: who is late, who has failed, what is closed out, charged to a default fund, released, recovered.

use super::context::{Note, Tick};
use super::{close_out, cover, redemption, waterfall};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::state::{Debt, DebtKind};
use crate::units::{ParticipantIx, sorted};

pub(super) fn phase(t: &mut Tick<'_>) {
    super::lending::find_bad_debt(t);
    super::positions::meet(t);
    let wave = failures(t, |t, who| t.w.fund(who).is_none());
    close_out::all(t, &wave);
    // Recoveries and delayed losses of earlier failures.
    waterfall::charge(t);
    // A house that can still call its members waits; that is known only when they have been called.
    let houses = failures(t, |t, who| t.w.fund(who).is_some());
    close_out::all(t, &houses);
    cover::losses(t);
    super::positions::finish(t);
    release_repaid(t);
    recovered(t);
    redemption::distribute(t);
}

/// Marks whoever is late, and fails whoever is late past its grace.
fn failures(t: &mut Tick<'_>, among: impl Fn(&Tick<'_>, ParticipantIx) -> bool) -> Vec<ParticipantIx> {
    let now = t.s.tick;
    let base = t.s.rounds;
    let mut wave: Vec<(u32, ParticipantIx)> = Vec::new();
    for who in t.everyone() {
        if t.s.has_failed(who) || !among(t, who) {
            continue;
        }
        let (mut unpaid, mut due, mut past) = (0, 0, false);
        for k in 0..t.s.owes(who) {
            let at = t.s.owed_at(who, k);
            let Some(d) = t.s.debts.get(at) else { continue };
            let open = d.due_at(now);
            due += open + d.paid_now;
            if open == 0 || d.waits.is_some() || other_at_fault(t, d) {
                continue;
            }
            let Some(d) = t.s.debts.get_mut(at) else { continue };
            d.due_now = d.due_now.max(open + d.paid_now);
            d.late_since.get_or_insert(now);
            unpaid += open;
            past |= d.past_grace(now);
        }
        let (missing, over) = super::positions::unmet(t, who);
        (unpaid, due, past) = (unpaid + missing, due + missing, past | over);
        if unpaid == 0 {
            continue;
        }
        past &= !waterfall::waits(t.s, t.w, who);
        let short = t.s.standing.get(who.at()).and_then(|s| s.short);
        let kind = if past { EntryKind::Failed } else { EntryKind::Late };
        let round = short.map_or(base.max(1), |s| s.1);
        let note = Note::new(kind).who(who).amount(unpaid).of(due).round(if past { round } else { 0 });
        let note = match short {
            Some((entry, _)) => note.cause(Some(entry), unpaid),
            None => note.causes(t.reasons(who, unpaid)),
        };
        let entry = t.note(note);
        if let Some(s) = t.s.standing.get_mut(who.at()) {
            s.late = !past;
            if past {
                s.failed = Some((now, round, entry));
            }
        }
        if past {
            t.s.rounds = t.s.rounds.max(round);
            wave.push((round, who));
        }
    }
    sorted(wave, Ord::cmp).into_iter().map(|x| x.1).collect()
}

/// In delivery against payment the buyer is not late when the seller lacks the units or can do nothing, and the other
/// way round.
pub(super) fn other_at_fault(t: &Tick<'_>, d: &Debt) -> bool {
    let DebtKind::Leg { trade, pay } = d.kind else { return false };
    let Some(x) = t.w.trades.get(trade as usize).filter(|x| x.dvp) else { return false };
    let seller_able = !t.s.is_out(x.seller) && t.s.books.free(x.seller, x.deliver.0) >= x.deliver.1;
    if pay { !seller_able } else { seller_able }
}

/// Collateral behind debts that are all repaid goes back.
fn release_repaid(t: &mut Tick<'_>) {
    for link in 0..t.w.collateral.len() as u32 {
        let secured = t.s.secured(t.w, link) > 0;
        if t.w.collateral.get(link as usize).is_none_or(|c| c.margin) {
            continue;
        }
        let Some(p) = t.s.pledges.get_mut(link as usize) else { continue };
        let ended = p.secured_before && !secured && !p.closed && p.seized == 0;
        p.secured_before |= secured;
        if ended {
            release(t, link);
        }
    }
}

/// Gives the units of a link back: out of its box now, what the holder has passed on as a debt in kind due next tick.
pub(super) fn release(t: &mut Tick<'_>, link: u32) {
    let Some(c) = t.w.collateral.get(link as usize) else { return };
    let posted = t.s.pledges.get(link as usize).map_or(0, |p| p.posted);
    let here = t.s.books.pledged(link).min(posted);
    let to = match c.reuses {
        Some(up) if !t.s.owns(t.w, link as usize) => Account::Pledged(up),
        _ => Account::Free(c.pledger),
    };
    t.s.books.post(c.asset, Account::Pledged(link), to, here);
    let at = LinkRef { kind: LinkKind::Collateral, at: link };
    let gone = posted - here;
    if gone > 0 && !t.s.has_failed(c.holder) {
        let mut d = Debt::new(DebtKind::Return(link), at, c.holder, c.pledger, c.asset, gone);
        d.due = Some(t.s.tick + 1);
        d.grace = t.w.rules.grace;
        t.s.owe(d);
    }
    if let Some(p) = t.s.pledges.get_mut(link as usize) {
        p.posted = 0;
        p.closed = true;
    }
    if here > 0 {
        t.note(
            Note::new(EntryKind::Released)
                .who(c.pledger)
                .other(c.holder)
                .link(at)
                .asset(c.asset)
                .amount(here)
                .of(posted),
        );
    }
}

/// Whoever had failed and now owes nothing more has recovered, if everything was paid.
fn recovered(t: &mut Tick<'_>) {
    for who in t.everyone() {
        let Some(s) = t.s.standing.get(who.at()).filter(|s| s.failed.is_some() && !s.recovered) else { continue };
        let failure = s.failed.map(|f| f.2);
        // Paid, in this tick and after the failure: a set-off alone does not make anybody whole.
        let had = t.s.failed_before(who) && t.s.owed(who).any(|(_, d)| d.estate && d.paid_now > 0);
        let open: i64 = t.s.owed(who).filter(|(_, d)| d.estate).map(|(_, d)| d.open).sum();
        if !had || open > 0 {
            continue;
        }
        if let Some(s) = t.s.standing.get_mut(who.at()) {
            s.recovered = true;
        }
        t.note(Note::new(EntryKind::Recovered).who(who).cause(failure, 0));
    }
}
