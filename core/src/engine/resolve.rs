//! Phase 9: who is late, who has failed, what is closed out, charged to a default fund, released, recovered.

use super::close_out;
use super::context::{Note, Tick};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::state::{Debt, DebtKind};
use crate::units::{ParticipantIx, sorted};

pub(super) fn phase(t: &mut Tick<'_>) {
    let wave = failures(t);
    for &who in &wave {
        charge_funds(t, who);
    }
    close_out::all(t, &wave);
    release_repaid(t);
    recovered(t);
}

/// Marks whoever is late, and fails whoever is late past its grace.
fn failures(t: &mut Tick<'_>) -> Vec<ParticipantIx> {
    let now = t.s.tick;
    let base = t.s.rounds;
    let mut wave: Vec<(u32, ParticipantIx)> = Vec::new();
    for who in t.everyone() {
        if t.s.has_failed(who) {
            continue;
        }
        let (mut unpaid, mut due, mut past) = (0, 0, false);
        for k in 0..t.s.owes(who) {
            let at = t.s.owed_at(who, k);
            let Some(d) = t.s.debts.get(at) else { continue };
            let open = d.due_at(now);
            due += open + d.paid_now;
            if open == 0 || other_at_fault(t, d) {
                continue;
            }
            let Some(d) = t.s.debts.get_mut(at) else { continue };
            d.due_now = d.due_now.max(open + d.paid_now);
            d.late_since.get_or_insert(now);
            unpaid += open;
            past |= d.past_grace(now);
        }
        if unpaid == 0 {
            continue;
        }
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

/// What a failed member owed a house today is charged: its own contribution, the house's capital, the others pro rata.
fn charge_funds(t: &mut Tick<'_>, member: ParticipantIx) {
    for house in t.everyone() {
        let Some(fund) = t.w.participants.get(house.at()).and_then(|p| p.fund.clone()) else { continue };
        if t.s.has_failed(house) {
            continue;
        }
        let now = t.s.tick;
        let worth =
            |d: &Debt| if d.asset == t.w.numeraire { d.due_at(now) } else { t.s.at_mark(t.w, d.asset, d.due_at(now)) };
        let missing: i64 = t.s.debts.iter().filter(|d| d.debtor == member && d.creditor == house).map(worth).sum();
        if missing == 0 {
            continue;
        }
        let failure = t.s.standing.get(member.at()).and_then(|s| s.failed).map(|f| f.2);
        let own = charge(t, house, member, missing, failure);
        let skin = t.s.standing.get(house.at()).map_or(0, |s| s.skin).min(missing - own);
        if skin > 0 {
            if let Some(s) = t.s.standing.get_mut(house.at()) {
                s.skin -= skin;
            }
            t.note(
                Note::new(EntryKind::FundCharged)
                    .who(house)
                    .other(house)
                    .amount(skin)
                    .of(fund.skin)
                    .cause(failure, skin),
            );
        }
        let mut left = missing - own - skin;
        let open = |t: &Tick<'_>, who| -> i64 {
            t.s.debts
                .iter()
                .filter(|d| d.kind == DebtKind::Contribution && d.debtor == house && d.creditor == who)
                .map(|d| d.open)
                .sum()
        };
        let others: Vec<(ParticipantIx, i64)> = fund
            .contributions
            .iter()
            .map(|&(who, _)| (who, open(t, who)))
            .filter(|&(who, c)| who != member && c > 0)
            .collect();
        let total: i64 = others.iter().map(|x| x.1).sum();
        let charged = left.min(total);
        for (k, &(who, c)) in others.iter().enumerate() {
            let part = if k + 1 == others.len() {
                left.min(c)
            } else {
                ((i128::from(charged) * i128::from(c)) / i128::from(total.max(1))) as i64
            };
            left -= charge(t, house, who, part, failure);
        }
    }
}

/// Writes down one contribution; returns how much of it was used.
fn charge(
    t: &mut Tick<'_>,
    house: ParticipantIx,
    member: ParticipantIx,
    amount: i64,
    failure: Option<crate::units::EntryIx>,
) -> i64 {
    let found =
        t.s.debts.iter_mut().find(|d| d.kind == DebtKind::Contribution && d.debtor == house && d.creditor == member);
    let Some(d) = found else { return 0 };
    let (before, used) = (d.open, amount.min(d.open));
    d.open -= used;
    if used > 0 {
        let entry = t.note(
            Note::new(EntryKind::FundCharged).who(house).other(member).amount(used).of(before).cause(failure, used),
        );
        t.s.lost(member, entry, used);
    }
    used
}

/// Collateral behind debts that are all repaid goes back.
fn release_repaid(t: &mut Tick<'_>) {
    for link in 0..t.w.collateral.len() as u32 {
        let secured = t.s.secured(t.w, link) > 0;
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
    let Some(c) = t.w.collateral.get(link as usize).cloned() else { return };
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
