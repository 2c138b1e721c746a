//! One place spoilt, for each invariant: which it breaks, what was done, and how.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::Ended;
use crate::journal::{Cause, Entry, EntryKind};
use crate::ledger::{Account, Payment, Posting};
use crate::state::{Debt, DebtKind};
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx};
use crate::world::{ClaimSpec, Figure, RollSpec, WatchSpec};

/// Spoils a tick; `None` when there is nothing in it to spoil.
pub(super) type Spoil = fn(&mut Ended) -> Option<()>;

const CASH: AssetIx = AssetIx(0);

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("postings_well_formed", "a posting of nothing", |e| Some(e.s.books.spoil().2.first_mut()?.units = 0)),
    ("postings_well_formed", "a posting to nowhere", |e| {
        Some(e.s.books.spoil().2.first_mut()?.to = Account::Free(ParticipantIx(99)))
    }),
    ("balances_replay", "a balance without a posting", |e| Some(e.s.books.spoil().0.free[0] += 1)),
    ("balances_replay", "a posting without a balance", |e| {
        let again = *e.s.books.postings().first()?;
        Some(e.s.books.spoil().2.push(again))
    }),
    ("supply_constant", "a unit out of nothing", |e| Some(e.s.books.spoil().0.free[0] += 1)),
    ("supply_by_entries", "issued without a line", |e| {
        let (from, to) = (Account::Free(e.w.unissued()), Account::Free(ParticipantIx(0)));
        Some(e.s.books.spoil().2.push(Posting { asset: CASH, from, to, units: 1 }))
    }),
    ("no_negative_balance", "a balance below nothing", |e| Some(e.s.books.spoil().0.free[3] = -1)),
    ("no_negative_balance", "a box below nothing", |e| Some(e.s.books.spoil().0.pledged[0].1 = -1)),
    ("balance_within_limit", "a balance too large", |e| Some(e.s.books.spoil().0.free[0] = 1 << 53)),
    ("rounding_bounded", "rounding outside a clearing", |e| {
        let (from, to) = (Account::Free(e.w.rounding()), Account::Free(ParticipantIx(0)));
        Some(e.s.books.spoil().2.push(Posting { asset: CASH, from, to, units: 1 }))
    }),
    ("rounding_bounded", "rounding kept", |e| {
        let (from, to) = (Account::Free(ParticipantIx(0)), Account::Free(e.w.rounding()));
        Some(e.s.books.spoil().2.push(Posting { asset: CASH, from, to, units: 1 }))
    }),
    ("rounding_bounded", "more rounding than claims", |e| {
        let c = e.s.cleared.iter_mut().find(|c| c.asset == CASH)?;
        let claims = c.payments.iter().filter(|p| p.creditor == ParticipantIx(0)).count() as i64;
        let (from, to) = (Account::Free(e.w.rounding()), Account::Free(ParticipantIx(0)));
        c.end += 1;
        let at = c.first as usize;
        Some(e.s.books.spoil().2.insert(at, Posting { asset: CASH, from, to, units: claims + 1 }))
    }),
    ("payment_within_claim", "paid more than due", |e| payment(e, |_| true).map(|p| p.paid = p.due + 1)),
    ("payment_within_claim", "due more than open", |e| payment(e, |_| true).map(|p| p.due = p.open + 1)),
    ("limited_liability", "paid without having", |e| {
        payment(e, |_| true).map(|p| (p.due, p.paid) = (1 << 40, 1 << 40))
    }),
    ("able_pays_in_full", "rich and short", |e| {
        let rich: Vec<bool> =
            (0..e.s.standing.len() as u32).map(|i| e.s.books.free(ParticipantIx(i), CASH) > 0).collect();
        let calm = e.s.standing.iter().all(|s| s.failed.is_none());
        payment(e, |p| calm && rich[p.debtor.at()] && p.paid > 0).map(|p| p.paid -= 1)
    }),
    ("nothing_withheld", "short and paying nothing", |e| {
        let c = e.s.cleared.iter_mut().find(|c| c.payments.iter().any(|p| p.paid < p.due))?;
        let short = c.payments.iter().find(|p| p.paid > 100 && p.paid < p.due)?.debtor;
        Some(c.payments.iter_mut().filter(|p| p.debtor == short).for_each(|p| p.paid = 0))
    }),
    ("absolute_priority", "a junior before a senior", |e| {
        extra_payment(e, |p| Payment { class: p.class + 1, due: 1, paid: 1, ..p })
    }),
    ("pari_passu", "one of a rank preferred", |e| extra_payment(e, |p| Payment { paid: p.due, ..p })),
    ("debt_falls_by_payment", "a debt that grows", |e| {
        let old = e.s.before.debts.len();
        let same = e.s.debts.iter_mut().zip(&e.s.before.debts).take(old);
        // A loan of a lending pool grows by interest.
        let plain = |d: &Debt| d.kind == DebtKind::Obligation && e.w.pool(d.creditor).is_none();
        let (d, was) = same.into_iter().find(|(d, was)| d.asset == was.asset && plain(d))?;
        Some(d.open = was.open + d.borrowed + d.interest + 1)
    }),
    ("debt_falls_by_payment", "a debt below nothing", |e| debt(e, |d| d.open == 0).map(|d| d.open = -1)),
    ("unpaid_is_due_less_paid", "more due than is left", |e| {
        let failed: Vec<bool> = e.s.standing.iter().map(|s| s.failed.is_some()).chain([false]).collect();
        let alive = |d: &Debt| !failed[d.debtor.at()] && !failed[d.creditor.at()];
        debt(e, |d| d.due_now > 0 && alive(d)).map(|d| d.due_now += 1)
    }),
    ("unpaid_is_due_less_paid", "more paid than due", |e| {
        debt(e, |d| d.due_now > 0).map(|d| d.paid_now = d.due_now + 1)
    }),
    ("grace_respected", "late for long and not failed", |e| {
        let failed: Vec<bool> = e.s.standing.iter().map(|s| s.failed.is_some()).collect();
        debt(e, |d| d.kind == DebtKind::Obligation && d.open > 0 && !failed[d.debtor.at()]).map(|d| d.due = Some(0))
    }),
    ("grace_respected", "failed without being late", |e| {
        let at = (0..8).map(ParticipantIx).find(|&who| e.s.owed(who).all(|(_, d)| d.due_now == d.paid_now))?;
        e.s.journal.entries.push(Entry { who: Some(at), ..entry(EntryKind::Failed, e.s.tick) });
        Some(())
    }),
    ("gates_respected", "more than the gate", |e| {
        let gated = |d: &Debt| {
            let depositors = e.w.participants.get(d.debtor.at()).and_then(|p| p.depositors.as_ref());
            d.kind == DebtKind::Deposit && !d.estate && depositors.is_some_and(|x| x.gate < 1.0)
        };
        e.s.debts.iter_mut().find(|d| gated(d)).map(|d| d.due_now = 1 << 40)
    }),
    ("queue_first_come", "past the first in the queue", |e| {
        // An estate has no queue.
        let failed: Vec<bool> = e.s.standing.iter().map(|s| s.failed.is_some()).collect();
        let bank = e.w.deposits.first()?.debtor;
        let own = |d: &Debt| d.kind == DebtKind::Deposit && d.debtor == bank && !failed[d.debtor.at()];
        let mut list = e.s.debts.iter_mut().filter(|d| own(d));
        let (first, second) = (list.next()?, list.next()?);
        first.asked = first.let_out + 10;
        Some(second.due_now = 5)
    }),
    ("delivery_against_payment", "one leg alone", |e| {
        debt(e, |d| matches!(d.kind, DebtKind::Leg { pay: false, .. }))
            .map(|d| d.paid_now = if d.paid_now > 0 { 0 } else { 1 })
    }),
    ("outage_pays_nothing", "out and paying", |e| {
        let out = e.s.debts.iter().find(|d| d.paid_now > 0)?.debtor;
        Some(e.s.standing[out.at()].out_until = e.s.tick + 1)
    }),
    ("failed_stays_failed", "a failure forgotten", |e| {
        let at = e.s.before.standing.iter().position(|s| s.failed.is_some())?;
        Some(e.s.standing[at].failed = None)
    }),
    ("failed_stays_failed", "recovered without a failure", |e| {
        Some(e.s.standing.iter_mut().find(|s| s.failed.is_none())?.recovered = true)
    }),
    ("failure_has_entry", "a failure without its line", |e| {
        let tick = e.s.tick;
        Some(e.s.standing.iter_mut().find(|s| s.failed.is_none())?.failed = Some((tick, 1, EntryIx(0))))
    }),
    ("estate_after_delay", "an estate in a hurry", |e| {
        let now = e.s.tick;
        let before = |s: &crate::state::Standing| s.failed.is_some_and(|f| f.0 < now);
        let failed: Vec<bool> = e.s.standing.iter().map(before).collect();
        e.w.rules.estate_delay = 100;
        debt(e, |d| d.estate && failed[d.debtor.at()]).map(|d| d.paid_now = 1)
    }),
    ("debts_of_failed_are_estates", "a debt beside the estate", |e| {
        let debtor = e.s.debts.iter().find(|d| d.open > 0 && !d.estate)?.debtor;
        Some(e.s.standing[debtor.at()].failed = Some((1, 1, EntryIx(0))))
    }),
    ("one_unit_one_box", "a unit in two boxes", |e| Some(e.s.books.spoil().0.pledged[1].1 += 1)),
    ("one_unit_one_box", "more passed on than posted", |e| {
        let open = |e: &Ended, at: usize| !e.s.pledges[at].closed && !e.s.pledges[at].converted;
        (open(e, 0) && open(e, 1)).then(|| e.s.pledges[1].posted += 1)
    }),
    ("reuse_within_cap", "re-use beyond the cap", |e| {
        let open = !e.s.pledges[0].closed && !e.s.pledges[0].converted && !e.s.pledges[1].closed;
        open.then(|| e.w.collateral[0].reusable = 0)
    }),
    ("reuse_acyclic", "a ring of re-use", |e| Some(e.w.collateral[0].reuses = Some(1))),
    ("seized_within_secured", "seized more than there is", |e| {
        let here = e.s.books.pledged(2);
        Some(e.s.pledges[2].seized = here + 1)
    }),
    ("seized_within_secured", "seized from the living", |e| {
        let here = e.s.books.pledged(0);
        (here > 0).then(|| e.s.pledges[0].seized = here)
    }),
    ("seized_within_secured", "paid more than secured", |e| {
        part(e, EntryKind::PaidByCollateral).map(|x| x.amount = Amount::new(x.of.quanta() + 1))
    }),
    ("prices_positive", "a price that is no number", |e| Some(e.s.quotes[1].spot = f64::NAN)),
    ("prices_positive", "a price of nothing", |e| Some(e.s.quotes[1].mark = 0.0)),
    ("prices_positive", "a pool without depth", |e| Some(e.s.quotes[1].depth = Some(0))),
    ("swap_invariant_kept", "a pool that leaks", |e| {
        let q = e.s.quotes.iter_mut().find(|q| q.sold > 0)?;
        Some(q.spot *= 1.0 - 1e-6)
    }),
    ("swap_invariant_kept", "a swap that lowers it", |e| {
        let swap = e.s.swaps.last_mut()?;
        Some(swap.before.units *= 1.1)
    }),
    ("swap_invariant_kept", "a sale that brings too much", |e| {
        part(e, EntryKind::Sold).map(|x| x.amount = Amount::new(x.amount.quanta() * 11 / 10 + 1))
    }),
    ("roll_over_respected", "a date that moves by itself", |e| {
        let d = e.s.debts.first_mut().filter(|d| !d.estate)?;
        d.due = Some(d.due.unwrap_or(0) + 7);
        let watches = WatchSpec { figure: Figure::Coverage, sees: None };
        Some(e.w.obligations.first_mut()?.rolls = Some(RollSpec { every: 2, while_above: 1.0, watches }))
    }),
    ("holders_within_circulating", "more than there are", |e| {
        let (issuer, asset) = (ParticipantIx(0), AssetIx(1));
        let claim = ClaimSpec { issuer, par: None, circulating: 5, most: 5, class: 0, redemption: None };
        e.w.assets.get_mut(asset.at())?.claim = Some(claim);
        let mut line = e.s.journal.entries.last()?.clone();
        (line.kind, line.asset, line.amount) = (EntryKind::HoldersRun, Some(asset), Amount::new(1));
        Some(e.s.journal.entries.push(line))
    }),
    ("fee_kept", "a fee that bought something", |e| {
        let swap = e.s.swaps.last_mut()?;
        Some(swap.taken_out = swap.taken_out * 11 / 10 + 10)
    }),
    ("fee_kept", "units that did not reach the pool", |e| Some(e.s.swaps.last_mut()?.paid_in += 5)),
    ("journal_in_order", "a line of another tick", |e| Some(e.s.journal.entries.last_mut()?.tick += 1)),
    ("journal_in_order", "a line of an earlier phase", |e| {
        let first = e.s.before.entries;
        let differ = e.s.journal.entries[first..].first()?.phase != e.s.journal.entries.last()?.phase;
        differ.then(|| e.s.journal.entries[first..].reverse())
    }),
    ("causes_point_back", "an effect before its cause", |e| {
        let at = EntryIx(e.s.journal.entries.len() as u32 - 1);
        let last = e.s.journal.entries[e.s.before.entries..].last_mut()?;
        Some(last.causes.push(Cause { entry: at, amount: Amount::ZERO }))
    }),
    ("causes_sum", "causes that do not sum", |e| {
        let causes = &mut part(e, EntryKind::Short)?.causes;
        Some(causes.first_mut()?.amount = Amount::new(1 << 40))
    }),
    ("causes_from_earlier_waves", "a cause in its own wave", |e| {
        let short = |x: &Entry| x.kind == EntryKind::Short;
        let first = e.s.before.entries + e.s.journal.entries[e.s.before.entries..].iter().position(short)?;
        let round = e.s.journal.entries[first].round;
        let second = e.s.journal.entries[first + 1..].iter_mut().find(|x| short(x))?;
        second.round = round;
        Some(second.causes.push(Cause { entry: EntryIx(first as u32), amount: Amount::ZERO }))
    }),
    ("part_within_whole", "a part beyond its whole", |e| {
        part(e, EntryKind::Paid).map(|x| x.amount = Amount::new(x.of.quanta() + 1))
    }),
    ("frame_shows_books", "cash that is not there", |e| {
        let p = e.frame.participants.first_mut()?;
        Some(p.cash = Amount::new(p.cash.quanta() + 1))
    }),
    ("frame_shows_books", "a debt that is not there", |e| {
        let l = e.frame.links.first_mut()?;
        Some(l.open = Amount::new(l.open.quanta() + 1))
    }),
    ("received_was_paid", "money out of nowhere", |e| {
        Some(e.frame.participants.first_mut()?.received = Amount::new(1 << 40))
    }),
    ("received_was_paid", "more paid than due", |e| {
        let p = e.frame.participants.first_mut()?;
        Some(p.paid = Amount::new(p.due.quanta() + 1))
    }),
    ("metrics_in_range", "a metric that is no number", |e| Some(*e.frame.metrics.first_mut()? = f64::NAN)),
    ("metrics_in_range", "a loss below nothing", |e| Some(*e.frame.losses.first_mut()? = Amount::new(-1))),
    ("digest_chained", "another digest", |e| Some(e.frame.digest.0[0] ^= 1)),
    ("digest_chained", "a digest from elsewhere", |e| Some(e.s.before.digest.0[0] ^= 1)),
];

fn payment(e: &mut Ended, of: impl Fn(&Payment) -> bool) -> Option<&mut Payment> {
    e.s.cleared.iter_mut().filter(|c| c.asset == CASH).flat_map(|c| &mut c.payments).find(|p| of(p))
}

/// Adds a claim made from one that lacks much.
fn extra_payment(e: &mut Ended, made: impl Fn(Payment) -> Payment) -> Option<()> {
    let c = e.s.cleared.iter_mut().find(|c| c.payments.iter().any(|p| p.due - p.paid > 1))?;
    let short = c.payments.iter().find(|p| p.due - p.paid > 1).copied()?;
    c.payments.push(made(short));
    Some(())
}

pub(super) fn debt(e: &mut Ended, of: impl Fn(&Debt) -> bool) -> Option<&mut Debt> {
    e.s.debts.iter_mut().find(|d| of(d))
}

/// The first line of a kind in the tick.
pub(super) fn part(e: &mut Ended, kind: EntryKind) -> Option<&mut Entry> {
    let first = e.s.before.entries;
    e.s.journal.entries.get_mut(first..)?.iter_mut().find(|x| x.kind == kind)
}

fn entry(kind: EntryKind, tick: u32) -> Entry {
    Entry {
        tick,
        phase: crate::journal::Phase::Resolve,
        round: 1,
        kind,
        who: None,
        other: None,
        link: None,
        asset: None,
        amount: Amount::ZERO,
        of: Amount::ZERO,
        causes: Vec::new(),
    }
}
