//! Seized collateral: sold in the market, or kept where there is none; what it brings pays the debt behind it.

use super::super::context::{Note, Tick};
use super::super::waterfall;
use super::burn;
use crate::journal::{EntryKind, LinkKind, LinkRef};
use crate::ledger::Account;
use crate::units::{AssetIx, EntryIx, value_of};

/// Seized units that no market takes: cash pays at once, other units pass to the holder at the mark.
pub(super) fn without_market(t: &mut Tick<'_>, asset: AssetIx) {
    for link in 0..t.w.collateral.len() as u32 {
        let seized = t.s.pledges.get(link as usize).filter(|p| p.seized_at < t.s.tick).map_or(0, |p| p.seized);
        let Some(c) = t.w.collateral.get(link as usize).filter(|c| c.asset == asset && seized > 0) else {
            continue;
        };
        if asset == t.w.numeraire {
            t.s.books.post(asset, Account::Pledged(link), Account::Free(c.pledger), seized);
            pay_secured(t, link, seized);
        } else {
            let claim = t.s.secured(t.w, link);
            let unit = t.s.quotes.get(asset.at()).map_or(0.0, |q| q.mark) * t.s.scale(t.w, asset);
            let kept = if unit > 0.0 { ((claim as f64 / unit).ceil() as i64).min(seized) } else { seized };
            let worth = t.s.at_mark(t.w, asset, kept).min(claim);
            t.s.books.post(asset, Account::Pledged(link), Account::Free(c.holder), kept);
            t.s.books.post(asset, Account::Pledged(link), Account::Free(c.pledger), seized - kept);
            reduce_secured(t, link, worth);
        }
        end_seizure(t, link);
    }
}

fn end_seizure(t: &mut Tick<'_>, link: u32) {
    if let Some(p) = t.s.pledges.get_mut(link as usize) {
        p.seized = 0;
        p.posted = 0;
        p.closed = true;
    }
}

pub(super) fn sell_seized(t: &mut Tick<'_>, link: u32, average: f64) -> EntryIx {
    let c = t.w.collateral.get(link as usize);
    let (pledger, holder, asset, discount) = c.map_or((t.w.outside(), t.w.outside(), t.w.numeraire, 0.0), |c| {
        (c.pledger, c.holder, c.asset, c.seizure_discount)
    });
    let units = t.s.pledges.get(link as usize).map_or(0, |p| p.seized);
    let brings = value_of(units, average * (1.0 - discount), t.s.scale(t.w, asset));
    let worth = t.s.at_mark(t.w, asset, units);
    t.s.books.post(asset, Account::Pledged(link), Account::Free(t.w.outside()), units);
    // Proceeds are the pledger's, and its debt is paid out of them at once; those of margin stay margin, as cash.
    let margin = t.w.book.boxes.iter().find(|b| b.link == link).map(|b| b.cash);
    match margin {
        Some(cash) => {
            t.s.books.post(t.w.numeraire, Account::Free(t.w.outside()), Account::Pledged(cash), brings);
            if let Some(p) = t.s.pledges.get_mut(cash as usize) {
                p.posted += brings;
            }
        }
        None => t.s.pay(t.w.numeraire, t.w.outside(), pledger, brings),
    }
    let at = LinkRef { kind: LinkKind::Collateral, at: link };
    let seized = t.s.pledges.get(link as usize).and_then(|p| p.entry);
    let entry = t.note(
        Note::new(EntryKind::Sold)
            .who(holder)
            .other(pledger)
            .link(at)
            .asset(asset)
            .amount(brings)
            .of(worth)
            .cause(seized, brings),
    );
    burn(t, pledger, entry, worth - brings);
    match margin {
        Some(_) => super::super::positions::use_margin(t),
        None => pay_secured(t, link, brings),
    }
    end_seizure(t, link);
    entry
}

/// Pays the debt behind a link out of proceeds; the rest stays with the pledger.
fn pay_secured(t: &mut Tick<'_>, link: u32, brings: i64) {
    let Some(c) = t.w.collateral.get(link as usize) else { return };
    let claim = t.s.secured(t.w, link);
    let paid = claim.min(brings);
    t.s.pay(t.w.numeraire, c.pledger, c.holder, paid);
    reduce_secured(t, link, paid);
}

fn reduce_secured(t: &mut Tick<'_>, link: u32, paid: i64) {
    let Some(c) = t.w.collateral.get(link as usize) else { return };
    let claim = t.s.secured(t.w, link);
    let mut left = paid;
    for at in t.s.secured_at(t.w, link) {
        let Some(d) = t.s.debts.get_mut(at) else { continue };
        let part = left.min(d.open);
        d.lower(part);
        d.settled += part;
        left -= part;
    }
    let at = LinkRef { kind: LinkKind::Collateral, at: link };
    let seized = t.s.pledges.get(link as usize).and_then(|p| p.entry);
    t.note(
        Note::new(EntryKind::PaidByCollateral)
            .who(c.holder)
            .other(c.pledger)
            .link(at)
            .amount(paid)
            .of(claim)
            .cause(seized, paid),
    );
    if let Some(s) = t.s.standing.get_mut(c.holder.at()) {
        s.by_collateral += paid;
    }
    waterfall::margin_used(t, (c.holder, c.pledger), paid);
}
