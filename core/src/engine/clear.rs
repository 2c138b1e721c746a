//! Phase 8: due debts are cleared, one asset at a time, the numeraire last.

use super::cash_collateral;
use super::context::{Note, Tick};
use super::resolve::other_at_fault;
use super::{settlement, shortfall, waterfall};
use crate::clearing::{self, Claim, Clearing, Network, Recovery};
use crate::journal::EntryKind;
use crate::ledger::{Cleared, Payment};
use crate::scenario::Equilibrium;
use crate::state::{Debt, DebtKind};
use crate::units::{AssetIx, ParticipantIx};

/// What is cleared together: debts by their place, and the network they make.
pub(super) struct Batch {
    pub asset: AssetIx,
    /// Place in the state's debts and amount due, less the part that collateral of the same asset secures.
    pub debts: Vec<(usize, i64)>,
    /// That part of each debt, with its collateral link.
    pub secured: Vec<(i64, u32)>,
    pub cleared: Clearing,
}

pub(super) fn phase(t: &mut Tick<'_>) {
    calls_within_debts(t);
    let base = t.s.rounds;
    let cash = t.w.numeraire;
    let others = (0..t.w.assets.len() as u32).map(AssetIx).filter(|&a| a != cash);
    for asset in others.chain([cash]) {
        clear_asset(t, asset, base);
    }
    settlement::phase(t, base);
    in_time(t);
}

/// Counts what was due on its date in this tick, and what of it did not settle.
fn in_time(t: &mut Tick<'_>) {
    let now = t.s.tick;
    let (mut due, mut missed) = (0, 0);
    for d in t.s.debts.iter().filter(|d| d.due == Some(now) && !d.estate) {
        due += t.s.at_mark(t.w, d.asset, d.open + d.paid_now);
        missed += t.s.at_mark(t.w, d.asset, d.open);
    }
    t.s.settling.due += due;
    t.s.settling.missed += missed;
}

/// A call pays down a debt before its time: what of the debts is due now anyway, or called through another link, is
/// not owed twice.
fn calls_within_debts(t: &mut Tick<'_>) {
    let called = |d: &Debt| matches!(d.kind, DebtKind::Call(_)) && d.open > 0;
    if !t.s.debts.iter().any(called) {
        return;
    }
    let now = t.s.tick;
    let mut room: Vec<i64> = t.s.debts.iter().map(|d| d.open - d.due_at(now)).collect();
    for at in 0..t.s.debts.len() {
        let Some(DebtKind::Call(link)) = t.s.debts.get(at).filter(|d| called(d)).map(|d| d.kind) else { continue };
        let mut left = t.s.debts.get(at).map_or(0, |d| d.open);
        for i in t.s.secured_at(t.w, link) {
            let Some(room) = room.get_mut(i) else { continue };
            let part = left.min(*room).max(0);
            *room -= part;
            left -= part;
        }
        if let Some(d) = t.s.debts.get_mut(at) {
            d.open -= left;
        }
    }
}

fn clear_asset(t: &mut Tick<'_>, asset: AssetIx, base: u32) {
    let debts = due_debts(t, asset);
    let mut refused = Vec::new();
    loop {
        let (swaps, lacking) = ready_swaps(t, asset, &refused);
        let with: Vec<(usize, i64)> = debts.iter().chain(&swaps).copied().collect();
        if with.is_empty() {
            return unsettled(t, lacking.iter().chain(&refused));
        }
        let Some(batch) = solve(t, asset, with) else { return };
        // Delivery against payment: a payer that cannot pay all of it gets nothing delivered; the rest is cleared again.
        let broken = |&(i, _): &(usize, i64)| {
            t.s.debts.get(i).is_some_and(|d| batch.cleared.default_round.get(d.debtor.at()).is_some_and(|&r| r > 0))
        };
        if swaps.iter().any(broken) {
            refused.extend(swaps.iter().filter(|s| broken(s)).map(|s| s.0));
            continue;
        }
        unsettled(t, lacking.iter().chain(&refused));
        settle(t, &batch, base);
        deliver(t, &swaps);
        return;
    }
}

/// Debts due now in an asset whose debtor can act; trades that settle delivery against payment are apart.
fn due_debts(t: &Tick<'_>, asset: AssetIx) -> Vec<(usize, i64)> {
    let now = t.s.tick;
    let n = t.w.participants.len();
    let single = settlement::by_payment(t).is_some();
    let (mut owes, mut gets) = (vec![0i64; n + 1], vec![0i64; n + 1]);
    let mut due = Vec::new();
    for (i, d) in t.s.debts.iter().enumerate().filter(|(_, d)| d.asset == asset && d.open > 0) {
        let amount = d.due_at(now);
        if amount == 0 || t.s.is_out(d.debtor) || swap_leg(t, d.kind) || single && !d.estate {
            continue;
        }
        due.push((i, amount));
        for (count, who) in [(&mut owes, d.debtor), (&mut gets, d.creditor)] {
            if let Some(slot) = count.get_mut(who.at()) {
                *slot += 1;
            }
        }
    }
    // An estate left with fewer quanta than claims, and nothing to come, has nothing to share out.
    let count = |v: &[i64], who: ParticipantIx| v.get(who.at()).copied().unwrap_or(0);
    let empty =
        |who| t.s.failed_before(who) && count(&gets, who) == 0 && t.s.books.free(who, asset) <= count(&owes, who);
    due.retain(|&(i, _)| t.s.debts.get(i).is_some_and(|d| !empty(d.debtor)));
    due
}

fn swap_leg(t: &Tick<'_>, kind: DebtKind) -> bool {
    matches!(kind, DebtKind::Leg { trade, .. } if t.w.trades.get(trade as usize).is_some_and(|x| x.dvp))
}

/// Payment legs in an asset of due trades whose seller has the units at hand, in order of id; and of those that lack
/// units. Those whose buyer has been found short are `refused`, and hold no units back from others.
fn ready_swaps(t: &Tick<'_>, asset: AssetIx, refused: &[usize]) -> (Vec<(usize, i64)>, Vec<usize>) {
    let mut reserved: Vec<(ParticipantIx, AssetIx, i64)> = Vec::new();
    let (mut ready, mut lacking) = (Vec::new(), Vec::new());
    let now = t.s.tick;
    if settlement::by_payment(t).is_some() {
        return (ready, lacking);
    }
    for (i, d) in t.s.debts.iter().enumerate() {
        let DebtKind::Leg { trade, pay: true } = d.kind else { continue };
        if d.asset != asset || refused.contains(&i) {
            continue;
        }
        let Some(x) = t.w.trades.get(trade as usize).filter(|x| x.dvp && d.open > 0 && x.due <= now) else { continue };
        if t.s.is_out(x.seller) || t.s.is_out(x.buyer) || t.s.has_failed(x.seller) || t.s.has_failed(x.buyer) {
            continue;
        }
        let held = t.s.books.free(x.seller, x.deliver.0);
        let taken: i64 = reserved.iter().filter(|r| r.0 == x.seller && r.1 == x.deliver.0).map(|r| r.2).sum();
        if held - taken >= x.deliver.1 {
            reserved.push((x.seller, x.deliver.0, x.deliver.1));
            ready.push((i, d.open));
        } else {
            lacking.push(i);
        }
    }
    (ready, lacking)
}

/// Notes trades of which no leg moves, given by their payment legs.
pub(super) fn unsettled<'a>(t: &mut Tick<'_>, legs: impl Iterator<Item = &'a usize>) {
    for &i in legs {
        let Some(d) = t.s.debts.get(i) else { continue };
        let (buyer, seller, link, open) = (d.debtor, d.creditor, d.link, d.open);
        if let Some(d) = t.s.debts.get_mut(i) {
            d.due_now = open;
        }
        // The seller lacks the units or can do nothing, or else the buyer lacks the money.
        let fault = if t.s.debts.get(i).is_some_and(|d| other_at_fault(t, d)) { seller } else { buyer };
        let causes = t.reasons(fault, open);
        let entry =
            t.note(Note::new(EntryKind::Unsettled).who(buyer).other(seller).link(link).amount(open).causes(causes));
        t.s.lacks(fault, entry, open);
    }
}

/// The delivery legs of trades whose payment has been made.
pub(super) fn deliver(t: &mut Tick<'_>, swaps: &[(usize, i64)]) {
    for &(i, _) in swaps {
        let Some(DebtKind::Leg { trade, .. }) = t.s.debts.get(i).map(|d| d.kind) else { continue };
        let Some(x) = t.w.trades.get(trade as usize) else { continue };
        let (asset, units, seller, buyer) = (x.deliver.0, x.deliver.1, x.seller, x.buyer);
        t.s.pay(asset, seller, buyer, units);
        let leg = t.s.leg(trade, false);
        if let Some(d) = t.s.debts.get_mut(leg) {
            d.due_now = units;
        }
        settle_debt(t, leg, units);
    }
}

fn solve(t: &mut Tick<'_>, asset: AssetIx, mut debts: Vec<(usize, i64)>) -> Option<Batch> {
    let secured = cash_collateral::split(t, asset, &debts);
    for (debt, part) in debts.iter_mut().zip(&secured) {
        debt.1 -= part.0;
    }
    let n = t.w.participants.len();
    let mut cash: Vec<i64> =
        t.everyone().map(|who| if t.s.is_out(who) { 0 } else { t.s.books.free(who, asset).max(0) }).collect();
    cash.push(0);
    for (&(i, _), &(part, _)) in debts.iter().zip(&secured) {
        if let Some(slot) = t.s.debts.get(i).and_then(|d| cash.get_mut(d.creditor.at())) {
            *slot += part;
        }
    }
    let claim = |&(i, amount): &(usize, i64)| {
        let d = t.s.debts.get(i)?;
        Some(Claim { debtor: d.debtor.0, creditor: d.creditor.0, amount, class: d.class })
    };
    let claims: Vec<Claim> = debts.iter().filter_map(claim).collect();
    let mut recovery = vec![Recovery { assets: 1.0, interbank: 1.0 }; n + 1];
    if asset == t.w.numeraire {
        // Bankruptcy costs strike estates and whoever misses a debt with no grace left.
        for &(i, _) in &debts {
            let Some(d) = t.s.debts.get(i) else { continue };
            let costly = d.estate || (d.past_grace(t.s.tick) && !waterfall::can_call(t, d.debtor));
            if let Some(slot) = recovery.get_mut(d.debtor.at()).filter(|_| costly) {
                *slot =
                    Recovery { assets: t.w.rules.recovery_assets.get(), interbank: t.w.rules.recovery_interbank.get() };
            }
        }
    }
    match Network::new(cash, claims, recovery) {
        Ok(net) => {
            let cleared = if t.w.rules.equilibrium == Equilibrium::Least {
                clearing::clear_least(&net)
            } else {
                clearing::clear(&net)
            };
            Some(Batch { asset, debts, secured, cleared })
        }
        Err(e) => {
            t.trace.stopped = Some(super::Stopped {
                name: "clearing_limit".into(),
                seed: t.w.seed,
                tick: t.s.tick,
                detail: e.to_string(),
            });
            None
        }
    }
}

fn settle(t: &mut Tick<'_>, b: &Batch, base: u32) {
    let c = &b.cleared;
    t.s.unique &= c.unique;
    let first = t.s.books.postings().len() as u32;
    let payments = payments(t, b);
    for (node, &extra) in c.rounding.iter().enumerate() {
        t.s.pay(b.asset, t.w.rounding(), ParticipantIx(node as u32), extra);
    }
    for ((&(i, due), &(part, _)), &paid) in b.debts.iter().zip(&b.secured).zip(&c.claim_paid) {
        let Some(d) = t.s.debts.get_mut(i) else { continue };
        let (debtor, creditor, link, estate, owed) = (d.debtor, d.creditor, d.link, d.estate, d.open);
        d.due_now = d.due_now.max(due + part + d.paid_now);
        d.round = c.default_round.get(debtor.at()).copied().filter(|&r| r > 0).map_or(0, |r| r + base);
        t.s.pay(b.asset, debtor, creditor, paid);
        settle_debt(t, i, paid);
        if paid > 0 && !estate {
            let note = Note::new(EntryKind::Paid).who(debtor).other(creditor).link(link).amount(paid).of(due);
            t.note(if b.asset == t.w.numeraire { note } else { note.asset(b.asset) });
        }
        if paid < due
            && let Some(d) = t.s.debts.get_mut(i)
            && owed > 0
        {
            d.late_since.get_or_insert(t.s.tick);
        }
    }
    let burnt = burn(t, b);
    cash_collateral::pay(t, b);
    t.s.cleared.push(Cleared { asset: b.asset, first, end: t.s.books.postings().len() as u32, payments, burnt });
    t.s.rounds = t.s.rounds.max(if c.rounds > 0 { fresh_rounds(t, b) + base } else { 0 });
    shortfall::note(t, b, base);
}

/// What was decided, for the audit.
fn payments(t: &Tick<'_>, b: &Batch) -> Vec<Payment> {
    let mut all = Vec::with_capacity(b.debts.len());
    for ((&(i, due), &(secured, _)), &paid) in b.debts.iter().zip(&b.secured).zip(&b.cleared.claim_paid) {
        let Some(d) = t.s.debts.get(i) else { continue };
        let (link, debtor, creditor) = (d.link, d.debtor, d.creditor);
        all.push(Payment {
            link,
            debtor,
            creditor,
            class: d.class,
            estate: d.estate,
            open: d.open,
            due,
            paid,
            secured,
        });
    }
    all
}

/// Waves in which somebody fell short who had not failed before; estates that pay in part are no news.
fn fresh_rounds(t: &Tick<'_>, b: &Batch) -> u32 {
    let fresh = t.everyone().filter(|&who| !t.s.has_failed(who));
    fresh.filter_map(|who| b.cleared.default_round.get(who.at()).copied()).max().unwrap_or(0)
}

/// Bankruptcy costs: nobody's from now on. Returns whose they were.
fn burn(t: &mut Tick<'_>, b: &Batch) -> Vec<(ParticipantIx, i64)> {
    let mut all = Vec::new();
    for (node, &burnt) in b.cleared.deadweight.iter().enumerate() {
        if burnt <= 0 || node >= t.w.participants.len() {
            continue;
        }
        let who = ParticipantIx(node as u32);
        t.s.pay(b.asset, who, t.w.outside(), burnt);
        t.s.burnt += burnt;
        let failure = t.s.standing.get(node).and_then(|s| s.failed).map(|f| f.2);
        let causes = if failure.is_none() { t.reasons(who, burnt) } else { Vec::new() };
        let entry = t.note(Note::new(EntryKind::Burnt).who(who).amount(burnt).cause(failure, burnt).causes(causes));
        t.s.lost(who, entry, burnt);
        all.push((who, burnt));
    }
    all
}

/// Books a payment on a debt: what is open falls, so does what was asked for; a paid call lowers the debt behind it.
pub(super) fn settle_debt(t: &mut Tick<'_>, at: usize, paid: i64) {
    let Some(d) = t.s.debts.get_mut(at) else { return };
    d.open -= paid;
    d.paid_now += paid;
    d.settled += paid;
    d.asked = (d.asked - paid).max(0);
    d.let_out = (d.let_out - paid).max(0);
    if d.open == 0 {
        d.late_since = None;
    }
    let (kind, debtor, creditor, asset) = (d.kind, d.debtor, d.creditor, d.asset);
    if kind == DebtKind::Deposit
        && !d.estate
        && let Some(s) = t.s.standing.get_mut(debtor.at())
    {
        s.drawn += paid;
        s.drawn_now += paid;
    }
    if kind == DebtKind::Refill {
        waterfall::refilled(t, creditor, debtor, paid);
    }
    if let DebtKind::Call(link) = kind {
        let (mut left, now) = (paid, t.s.tick);
        for i in t.s.secured_at(t.w, link) {
            let Some(x) = t.s.debts.get_mut(i) else { continue };
            let part = left.min(x.open - x.due_at(now));
            x.lower(part);
            x.settled += part;
            left -= part;
        }
    }
    if asset == t.w.numeraire {
        if let Some(s) = t.s.standing.get_mut(debtor.at()) {
            s.paid += paid;
        }
        if let Some(s) = t.s.standing.get_mut(creditor.at()) {
            s.received += paid;
        }
    }
}
