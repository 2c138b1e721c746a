//! Ways to spoil settlement payment by payment: the town settles in batches, so each turns the rule first.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::Ended;
use super::spoils::Spoil;
use crate::ledger::{Cleared, Payment};
use crate::scenario::{SettledBy, Settlement};
use crate::state::{Debt, DebtKind};
use crate::units::AssetIx;

/// A tick with one payment made and its like left, both of a payer that has the money, under a rule.
fn one_left(e: &mut Ended, by: SettledBy) -> Option<usize> {
    let cash = AssetIx(0);
    let at = e.s.debts.iter().position(|d| d.kind == DebtKind::Obligation && d.asset == cash && !d.estate)?;
    e.w.rules.settlement = Some(Settlement { by, every: 1, capacity: Some(1), congestion: None });
    let d = e.s.debts.get_mut(at)?;
    (d.open, d.due_now, d.paid_now, d.fee) = (0, 0, 0, 0);
    let (link, debtor, creditor, end) = (d.link, d.debtor, d.creditor, e.s.books.postings().len() as u32);
    let payment = Payment { link, debtor, creditor, class: 1, estate: false, open: 1, due: 1, paid: 1, secured: 0 };
    e.s.cleared = vec![Cleared { asset: cash, first: end, end, payments: vec![payment], burnt: Vec::new() }];
    (e.s.settling.payments, e.s.settling.room) = (1, Some(1));
    Some(at)
}

/// The same with a debt of a higher fee that its payer could have paid.
fn passed_over(e: &mut Ended, by: SettledBy) -> Option<()> {
    let made = one_left(e, by)?;
    let rich = |d: &Debt| e.s.books.free(d.debtor, AssetIx(0)) > 2 && !e.s.is_out(d.debtor);
    let fits =
        |(at, d): (usize, &Debt)| at != made && d.kind == DebtKind::Obligation && d.asset == AssetIx(0) && rich(d);
    let other = e.s.debts.iter().enumerate().position(fits)?;
    let d = e.s.debts.get_mut(other)?;
    (d.estate, d.open, d.due_now, d.paid_now, d.fee) = (false, 1, 1, 0, 1);
    Some(())
}

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("settled_within_room", "more payments than room", |e| {
        one_left(e, SettledBy::OneByOne)?;
        Some(e.s.settling.room = Some(0))
    }),
    ("settled_within_room", "a payment that is not counted", |e| {
        one_left(e, SettledBy::Together)?;
        Some(e.s.settling.payments = 0)
    }),
    ("settled_within_room", "paid in part", |e| {
        one_left(e, SettledBy::OneByOne)?;
        Some(e.s.cleared.first_mut()?.payments.first_mut()?.due = 2)
    }),
    ("settled_within_room", "payments of a batch", |e| Some(e.s.settling.payments = 1)),
    ("higher_fee_first", "passed over, one by one", |e| passed_over(e, SettledBy::OneByOne)),
    ("higher_fee_first", "passed over, together", |e| passed_over(e, SettledBy::Together)),
];
