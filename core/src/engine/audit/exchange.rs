//! Margin exchanges: both sides of every market, the money of accounts, who is cut back, and the order of a liquidation.

use super::{Held, View, ensure};
use crate::journal::EntryKind;
use crate::ledger::Account;
use crate::state::{Cutback, Leg, Venue};
use crate::units::ParticipantIx;

pub(super) fn longs_equal_shorts(v: &View<'_>) -> Held {
    for (venue, shown) in v.s.exchange.venues.iter().zip(&v.frame.venues) {
        for (market, (long, short)) in venue.interest().into_iter().enumerate() {
            let m = shown.markets.get(market);
            let same = m.is_some_and(|m| (m.long.quanta(), m.short.quanta()) == (long, short));
            ensure(long == short && same, || format!("market {market}: {long} long, {short} short, {m:?}"))?;
        }
    }
    Ok(())
}

/// Numeraire posted to a venue, and from it, in the tick.
fn posted(v: &View<'_>, who: ParticipantIx) -> (i64, i64) {
    let own = Account::Free(who);
    let (mut came, mut went) = (0, 0);
    for p in v.s.books.postings().iter().filter(|p| p.asset == v.w.numeraire) {
        came += if p.to == own { p.units } else { 0 };
        went += if p.from == own { p.units } else { 0 };
    }
    (came, went)
}

pub(super) fn margin_in_equals_margin_out(v: &View<'_>) -> Held {
    for (venue, was) in v.s.exchange.venues.iter().zip(&v.before.venues) {
        let d = &venue.did;
        let money = venue.money();
        ensure(money == was.money + d.came - d.went + d.own, || {
            format!("{} of accounts, now {money}: {} came, {} went, {} own", was.money, d.came, d.went, d.own)
        })?;
        let (came, went) = posted(v, venue.who);
        let posted = (0..=came).contains(&d.came) && (0..=went).contains(&d.went) && d.own >= 0;
        ensure(posted, || format!("{} of {came} came, {} of {went} went, {} own", d.came, d.went, d.own))?;
        ensure(venue.fund >= 0, || format!("a fund of {}", venue.fund))?;
        units(v, venue, &was.units)?;
    }
    Ok(())
}

/// Units of accounts change by what the venue gave away, and by nothing else.
fn units(v: &View<'_>, venue: &Venue, was: &[(u32, i64)]) -> Held {
    let Some(spec) = v.w.venue(venue.who) else { return Ok(()) };
    for (margin, m) in (0u32..).zip(&spec.margins) {
        let sum = |all: &[(u32, i64)]| all.iter().filter(|u| u.0 == margin).map(|u| u.1).sum::<i64>();
        let (then, now) = (sum(was), sum(&venue.units));
        let gone =
            v.s.books.postings().iter().filter(|p| p.asset == m.book.asset && p.from == Account::Free(venue.who));
        let gone: i64 = gone.map(|p| p.units).sum();
        ensure((0..=gone).contains(&(then - now)), || format!("{then} units of margin, now {now}, {gone} given away"))?;
        let low = venue.units.iter().find(|u| u.1 < 0);
        ensure(low.is_none(), || format!("units below nothing: {low:?}"))?;
    }
    Ok(())
}

pub(super) fn adl_cuts_winners_only(v: &View<'_>) -> Held {
    for (venue, was) in v.s.exchange.venues.iter().zip(&v.before.venues) {
        for c in &venue.did.cuts {
            cut(venue, c, &was.legs)?;
        }
        let d = &venue.did;
        let taken: i64 = d.cuts.iter().map(|c| c.profit).sum();
        ensure(taken == d.taken && d.taken - d.overshoot <= d.deficit && d.overshoot >= 0, || {
            format!("cuts of {taken}, {} taken, {} beyond a deficit of {}", d.taken, d.overshoot, d.deficit)
        })?;
    }
    Ok(())
}

/// A cut is of a position that was there as the tick began, and of no more than its profit at the mark.
fn cut(venue: &Venue, c: &Cutback, was: &[Leg]) -> Held {
    let at = venue.accounts.get(c.account as usize).map_or((0, 0), |a| a.legs);
    let mine = was.get(at.0 as usize..at.1 as usize).unwrap_or_default();
    let then = mine.iter().find(|l| l.market == c.market).copied().unwrap_or_default();
    let now = venue.legs_of(c.account as usize).iter().find(|l| l.market == c.market).copied().unwrap_or_default();
    let gains = venue.worth(c.market, then.size) - then.cost;
    let right = gains == c.gains && c.of == then.size.abs() && (0..=gains).contains(&c.profit);
    // A venue that has failed since has closed everything.
    let closed = venue.closed.is_some() || then.size.abs() - now.size.abs() == c.size && c.size >= 0;
    ensure(right && closed && gains > 0, || format!("{c:?} of {then:?}, now {now:?}, gain {gains}"))
}

/// The place of a line in the order of a liquidation.
pub(super) const fn step(kind: EntryKind) -> Option<u8> {
    match kind {
        EntryKind::MarginBelow | EntryKind::CrowdBelow => Some(0),
        EntryKind::MarginSold => Some(1),
        EntryKind::SoldInBook => Some(2),
        EntryKind::VaultTook => Some(3),
        EntryKind::FundCloses | EntryKind::FundPaid => Some(4),
        EntryKind::Bankrupt | EntryKind::Deleveraged | EntryKind::ProfitCut | EntryKind::Overshot => Some(5),
        EntryKind::VenueLoss | EntryKind::Socialised => Some(6),
        EntryKind::VaultSells => Some(7),
        EntryKind::MakersPaid | EntryKind::MakersTook => Some(8),
        _ => None,
    }
}

pub(super) fn liquidation_path_in_order(v: &View<'_>) -> Held {
    for venue in &v.s.exchange.venues {
        let d = &venue.did;
        let (cut, open) = (d.taken > 0, d.uncovered > 0);
        ensure(!(cut || open) || d.fund_left == 0, || format!("winners asked with {} in the fund", d.fund_left))?;
        let vault = v.w.venue(venue.who).is_some_and(|x| x.vault.is_some());
        ensure(!cut || !vault || d.vault_full, || "winners asked while the vault had room".into())?;
        let mine = v.entries.iter().filter(|e| e.who == Some(venue.who) && e.round == 0);
        // Units that the vault sells come behind what it has taken over.
        let mut last = 0;
        for (kind, at) in mine.filter_map(|e| Some((e.kind, step(e.kind)?))) {
            let at = if kind == EntryKind::MarginSold && (last > 2 || vault && last > 1) { 7 } else { at };
            ensure(at >= last, || format!("{kind:?} after step {last}"))?;
            last = at;
        }
    }
    Ok(())
}
