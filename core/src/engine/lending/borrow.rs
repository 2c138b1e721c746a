//! A borrowing: collateral is posted and a loan taken, as far as the pool's rules allow.

use super::super::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::ledger::Account;
use crate::state::Position;
use crate::units::{AssetIx, EntryIx, ParticipantIx, value_of};
use crate::world::{MarketTerms, PoolSpec};

/// A borrowing ready to happen.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Borrowing {
    pub who: ParticipantIx,
    pub pool: ParticipantIx,
    pub asset: AssetIx,
    pub posts: i64,
    pub borrows: Option<i64>,
    pub loan: u32,
    pub pledge: u32,
}

/// Posts what is free, within the supply cap, and lends what may be lent on all that the borrower has posted.
pub(in super::super) fn borrow(t: &mut Tick<'_>, b: &Borrowing) {
    let Some(spec) = t.w.pool(b.pool) else { return };
    let stuck = |who| t.s.has_failed(who) || t.s.is_out(who);
    let able = !stuck(b.who) && !stuck(b.pool) && !t.s.is_paused(b.pool);
    let posted = if able { post(t, spec, b) } else { 0 };
    let most = if able { allowed(t, spec, b) } else { 0 };
    let wanted = b.borrows.unwrap_or(most);
    let amount = wanted.min(most);
    t.s.pay(spec.lends, b.pool, b.who, amount);
    if let Some(d) = t.s.debts.get_mut(b.loan as usize) {
        d.open += amount;
        d.borrowed += amount;
    }
    let link = t.w.obligations.get(b.loan as usize).map(|d| d.link);
    let note = Note::new(EntryKind::Borrowed).who(b.who).other(b.pool).amount(amount).of(wanted);
    let note = if spec.lends == t.w.numeraire { note } else { note.asset(spec.lends) };
    let entry = t.note(if let Some(link) = link { note.link(link) } else { note });
    made(t, b, (posted, amount), entry);
}

/// Marks what was made.
fn made(t: &mut Tick<'_>, b: &Borrowing, (posted, amount): (i64, i64), entry: EntryIx) {
    if let Some(p) = t.s.pledges.get_mut(b.pledge as usize) {
        p.secured_before |= posted > 0 && amount > 0;
    }
    if let Some(d) = t.s.debts.get_mut(b.loan as usize) {
        d.entry = d.entry.or(Some(entry));
    }
    t.s.mark_of(b.pool, |m| m.shocked |= amount > 0);
}

fn post(t: &mut Tick<'_>, spec: &PoolSpec, b: &Borrowing) -> i64 {
    let Some(terms) = spec.terms(b.asset) else { return 0 };
    let there: i64 = (0u32..)
        .zip(&t.w.collateral)
        .filter(|(_, c)| c.holder == b.pool && c.asset == b.asset)
        .map(|(at, _)| t.s.books.pledged(at))
        .sum();
    let room = terms.supply_cap.map_or(i64::MAX, |cap| (cap - there).max(0));
    let units = b.posts.min(t.s.books.free(b.who, b.asset)).min(room).max(0);
    t.s.books.post(b.asset, Account::Free(b.who), Account::Pledged(b.pledge), units);
    if let Some(p) = t.s.pledges.get_mut(b.pledge as usize) {
        p.posted += units;
        p.closed = false;
    }
    units
}

/// What may still be lent to a borrower: its collateral at maximum loan-to-value less its debt, within the pool's
/// liquidity, the borrow cap and the debt ceilings.
fn allowed(t: &Tick<'_>, spec: &PoolSpec, b: &Borrowing) -> i64 {
    let positions = t.s.positions(t.w, b.pool);
    let Some(p) = positions.iter().find(|p| p.borrower == b.who) else { return 0 };
    let lent = t.s.lent_unit(t.w, spec);
    if lent <= 0.0 {
        return 0;
    }
    let ceiling = |a: AssetIx| spec.terms(a).and_then(|m: &MarketTerms| m.debt_ceiling);
    // Isolated collateral stands alone.
    let isolated = p.lots.iter().find_map(|l| ceiling(l.asset).map(|most| (l.asset, most)));
    let counts = |a: AssetIx| isolated.is_none_or(|(alone, _)| a == alone);
    let carries: f64 = p.lots.iter().filter(|l| counts(l.asset)).map(|l| l.value * l.max_ltv).sum();
    let mut most = value_of(1, carries / lent, 1.0) - p.debt;
    let (loans, free) = t.s.lent_and_free(t.w, b.pool);
    most = most.min(free);
    if let Some(cap) = spec.borrow_cap {
        most = most.min(cap - loans);
    }
    if let Some((alone, cap)) = isolated {
        let holds = |x: &&Position| x.lots.iter().any(|l| l.asset == alone);
        let used: i64 = positions.iter().filter(holds).map(|x| x.debt).sum();
        most = most.min(cap - used);
    }
    most.max(0)
}
