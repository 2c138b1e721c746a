//! Ways to spoil positions in contracts and their margin.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::Ended;
use super::spoils::Spoil;
use crate::journal::EntryKind;
use crate::state::AccountState;
use crate::units::Amount;

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("long_equals_short", "one contract too many", |e| Some(cleared(e, |_| true)?.lines[0] += 1)),
    ("long_equals_short", "an account closed over its contracts", |e| {
        Some(cleared(e, |x| x.lines.iter().any(|&q| q != 0))?.closed = true)
    }),
    ("variation_sums_to_nothing", "a quantum gained from nobody", |e| Some(cleared(e, |_| true)?.gained += 1)),
    ("variation_sums_to_nothing", "more settled than told", |e| Some(cleared(e, |_| true)?.gained_now += 1)),
    ("variation_sums_to_nothing", "a line that is not true", |e| {
        let first = e.s.before.entries;
        let all = e.s.journal.entries.iter_mut().skip(first);
        let line = all.filter(|x| x.kind == EntryKind::Variation).last()?;
        Some(line.amount = Amount::new(line.amount.quanta() + 1))
    }),
    ("contracts_at_mark", "a contract off its mark", |e| Some(*e.s.book.marks.first_mut()? += 1)),
    ("contracts_at_mark", "another price shown", |e| {
        let c = e.frame.book.as_mut()?.contracts.first_mut()?;
        Some(c.price = Amount::new(c.price.quanta() + 1))
    }),
    ("margin_called", "called without being missing", |e| {
        let at = live(e)?;
        Some(e.s.book.margins[at].called = 1 << 40)
    }),
    ("margin_called", "a deadline let pass", |e| {
        let at = live(e)?;
        let m = &mut e.s.book.margins[at];
        m.required = 1 << 40;
        (m.called, m.since) = (1, Some(0));
        Some(())
    }),
];

fn cleared(e: &mut Ended, is: impl Fn(&AccountState) -> bool) -> Option<&mut AccountState> {
    let all = e.w.book.accounts.iter().zip(&mut e.s.book.accounts);
    all.filter(|(spec, _)| spec.cleared).map(|(_, x)| x).find(|x| is(x))
}

/// The place of margin between two that stand.
fn live(e: &Ended) -> Option<usize> {
    e.w.book.boxes.iter().position(|b| !e.s.has_failed(b.poster) && !e.s.has_failed(b.holder))
}
