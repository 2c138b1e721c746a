//! Phase 4: collateral whose value has fallen below what is required is called, in units first, then in cash.

use super::context::{Note, Tick};
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::state::{Debt, DebtKind};
use crate::units::value_of;

pub(super) fn phase(t: &mut Tick<'_>) {
    super::positions::settle(t);
    super::positions::call(t);
    super::waterfall::due_calls(t);
    super::lending::find_unhealthy(t);
    for link in 0..t.w.collateral.len() as u32 {
        if wanted(t, link) {
            call(t, link);
        }
    }
}

fn wanted(t: &Tick<'_>, link: u32) -> bool {
    let (Some(c), Some(p)) = (t.w.collateral.get(link as usize), t.s.pledges.get(link as usize)) else { return false };
    c.calls && !p.closed && !t.s.has_failed(c.pledger) && !t.s.has_failed(c.holder)
}

/// Value that must stand behind the secured debt, and the value that does.
pub(super) fn required_and_value(t: &Tick<'_>, link: u32) -> (i64, i64) {
    let (Some(c), Some(p)) = (t.w.collateral.get(link as usize), t.s.pledges.get(link as usize)) else { return (0, 0) };
    (value_of(t.s.secured(t.w, link), c.cover, 1.0), t.s.at_mark(t.w, c.asset, p.posted))
}

fn call(t: &mut Tick<'_>, link: u32) {
    let Some(c) = t.w.collateral.get(link as usize) else { return };
    let (required, value) = required_and_value(t, link);
    let missing = required - value;
    if missing <= 0 {
        set_call(t, link, 0);
        return;
    }
    let at = LinkRef { kind: LinkKind::Collateral, at: link };
    let moved = t.s.quotes.get(c.asset.at()).and_then(|q| q.moved);
    let note = Note::new(EntryKind::Called).who(c.holder).other(c.pledger).link(at).amount(missing).of(required);
    // Without a fall in price it was short from the opening on, or its debtor's debt has outgrown it.
    let causes = if moved.is_none() { t.reasons(c.pledger, missing) } else { Vec::new() };
    let called = t.note(note.cause(moved, missing).causes(causes));
    let unit = t.s.quotes.get(c.asset.at()).map_or(0.0, |q| q.mark) * t.s.scale(t.w, c.asset);
    // Whoever has pledged on what is not its own adds cash, so that the units of a chain stay those of its top.
    if unit > 0.0 && t.s.owns(t.w, link as usize) {
        let needed = (missing as f64 / unit).ceil() as i64;
        let units = needed.min(t.s.books.free(c.pledger, c.asset)).max(0);
        if units > 0 {
            let to = if c.transfer { Account::Free(c.holder) } else { Account::Pledged(link) };
            t.s.books.post(c.asset, Account::Free(c.pledger), to, units);
            if let Some(p) = t.s.pledges.get_mut(link as usize) {
                p.posted += units;
            }
            let worth = t.s.at_mark(t.w, c.asset, units);
            t.note(
                Note::new(EntryKind::ToppedUp)
                    .who(c.pledger)
                    .other(c.holder)
                    .link(at)
                    .amount(worth)
                    .of(missing)
                    .cause(Some(called), worth),
            );
        }
    }
    let (required, value) = required_and_value(t, link);
    let cash = if value < required { t.s.secured(t.w, link) - (value as f64 / c.cover).floor() as i64 } else { 0 };
    set_call(t, link, cash.max(0));
    if cash > 0 {
        t.s.lacks(c.pledger, called, cash);
    }
}

/// The cash call of a link: paying down the debt until the collateral suffices.
fn set_call(t: &mut Tick<'_>, link: u32, open: i64) {
    let now = t.s.tick;
    let Some(c) = t.w.collateral.get(link as usize) else { return };
    let found = t.s.owed(c.pledger).find(|(_, d)| d.kind == DebtKind::Call(link)).map(|(at, _)| at);
    if let Some(d) = found.and_then(|at| t.s.debts.get_mut(at)) {
        if d.open == 0 && open > 0 {
            d.due = Some(now);
            d.late_since = None;
        }
        d.open = open;
        return;
    }
    if open > 0 {
        let at = LinkRef { kind: LinkKind::Collateral, at: link };
        let mut d = Debt::new(DebtKind::Call(link), at, c.pledger, c.holder, t.w.numeraire, open);
        d.due = Some(now);
        d.grace = t.w.rules.grace;
        t.s.owe(d);
    }
}
