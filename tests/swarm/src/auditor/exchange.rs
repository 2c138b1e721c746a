//! Margin exchanges, from their frames, the lines of the journal and the postings.

use super::{Held, Seen, ensure};
use interclear_core::engine::{Account, VenueFrame, VenueInfo};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{MarginExchange, MarkSource, Mechanism};
use interclear_core::units::{Decimal, ParticipantIx};

/// Venues with their frames.
fn venues<'a>(v: &'a Seen<'_>) -> impl Iterator<Item = (usize, &'a VenueInfo, &'a VenueFrame)> {
    v.trace.venues.iter().zip(&v.frame.venues).enumerate().map(|(at, (info, f))| (at, info, f))
}

/// The terms of a venue in this tick.
fn terms<'a>(v: &'a Seen<'_>, who: ParticipantIx) -> Option<&'a MarginExchange> {
    let p = v.terms.participants.iter().find(|p| p.id == v.id(who))?;
    p.mechanisms
        .iter()
        .find_map(|m| if let Mechanism::MarginExchange { exchange } = m { Some(&**exchange) } else { None })
}

fn lines<'a>(v: &'a Seen<'_>, who: ParticipantIx, kinds: &'a [EntryKind]) -> impl Iterator<Item = &'a Entry> {
    v.entries.iter().filter(move |e| e.who == Some(who) && kinds.contains(&e.kind))
}

fn sum(v: &Seen<'_>, who: ParticipantIx, kinds: &[EntryKind]) -> i64 {
    lines(v, who, kinds).map(|e| e.amount.quanta()).sum()
}

/// Both sides are as large, open or closed; and a mark at the index is the price that holds.
pub(super) fn longs_equal_shorts(v: &Seen<'_>) -> Held {
    for (_, info, f) in venues(v) {
        for (asset, m) in info.markets.iter().zip(&f.markets) {
            ensure(m.long == m.short && m.long.quanta() >= 0, || format!("{}: {m:?}", v.id(info.who)))?;
            let within = m.makers.quanta().abs() <= m.long.quanta() && m.vault.quanta().abs() <= m.long.quanta();
            ensure(within, || format!("{}: more carried than there is: {m:?}", v.id(info.who)))?;
            let mark = v.marks.get(asset.at()).copied().unwrap_or(0.0);
            let at_index = terms(v, info.who).is_some_and(|t| t.mark == MarkSource::Index);
            let same = !at_index || f.closed || v.failed(info.who) || (m.mark - mark).abs() <= mark * 1e-9;
            ensure(same, || format!("{}: {} at a price of {mark}", v.id(info.who), m.mark))?;
        }
    }
    Ok(())
}

/// Money of accounts is what it was, with what lines say came and without what they say went; each of them was posted.
pub(super) fn margin_in_equals_margin_out(v: &Seen<'_>) -> Held {
    for (at, info, f) in venues(v) {
        let Some(was) = v.last.and_then(|l| l.venues.get(at)) else {
            opening(v, info, f)?;
            continue;
        };
        let came = sum(v, info.who, &[EntryKind::MakersPaid, EntryKind::MarginSold]);
        let went = sum(v, info.who, &[EntryKind::MakersTook, EntryKind::AccountPaid]);
        let own = sum(v, info.who, &[EntryKind::VenueLoss]);
        let right = f.money.quanta() == was.money.quanta() + came - went + own;
        ensure(right, || format!("{}: {:?}, then {:?}: {came} {went} {own}", v.id(info.who), was.money, f.money))?;
        let said = (f.came.quanta(), f.went.quanta(), f.own.quanta()) == (came, went, own);
        ensure(said && f.fund.quanta() >= 0, || format!("{}: {came} {went} {own}: {f:?}", v.id(info.who)))?;
        let own = Account::Free(info.who);
        let cash = v.did.postings.iter().filter(|p| p.asset == v.trace.numeraire);
        let (mut to, mut from) = (0, 0);
        for p in cash {
            to += if p.to == own { p.units } else { 0 };
            from += if p.from == own { p.units } else { 0 };
        }
        ensure(came <= to && went <= from, || format!("{}: {came} of {to}, {went} of {from}", v.id(info.who)))?;
    }
    Ok(())
}

/// At the opening it is margin in cash, the vault and the fund, and what people outside brought.
fn opening(v: &Seen<'_>, info: &VenueInfo, f: &VenueFrame) -> Held {
    let Some(t) = terms(v, info.who) else { return Ok(()) };
    let quanta = |d: Decimal| d.quanta(v.trace.decimals()).map_or(0, |a| a.quanta());
    let cash: i64 = t.accounts.iter().filter_map(|a| a.margin.get(&v.s.numeraire)).map(|d| quanta(*d)).sum();
    let vault = if t.vault_owner.is_some() { t.vault.map_or(0, quanta) } else { 0 };
    let all = cash + vault + quanta(t.insurance_fund) + info.brought.quanta();
    ensure(all == f.money.quanta(), || format!("{}: {all} at the opening, {:?} shown", v.id(info.who), f.money))
}

/// Nobody without a profit is cut, nobody by more than it has, and lines say all that was taken.
pub(super) fn adl_cuts_winners_only(v: &Seen<'_>) -> Held {
    for (_, info, f) in venues(v) {
        let odd = f.cuts.iter().find(|c| {
            c.gains.quanta() <= 0 || c.profit > c.gains || c.profit.quanta() < 0 || c.size > c.of || c.size.quanta() < 0
        });
        ensure(odd.is_none(), || format!("{}: {odd:?}", v.id(info.who)))?;
        let shown: i64 = f.cuts.iter().map(|c| c.profit.quanta()).sum();
        let all = shown == f.taken.quanta() || f.cut as usize > f.cuts.len() && shown <= f.taken.quanta();
        ensure(all, || format!("{}: cuts of {shown} of {:?}", v.id(info.who), f.taken))?;
        let said = sum(v, info.who, &[EntryKind::ProfitCut]);
        let over = sum(v, info.who, &[EntryKind::Overshot]);
        let told = said == f.taken.quanta() && over == f.overshoot.quanta();
        ensure(told, || format!("{}: {said} forgone, {over} too much: {f:?}", v.id(info.who)))?;
        let needed = f.taken.quanta() - f.overshoot.quanta();
        ensure((0..=f.deficit.quanta()).contains(&needed), || format!("{}: {needed} taken: {f:?}", v.id(info.who)))?;
    }
    Ok(())
}

/// The stages of a liquidation, as the documents give them.
const STAGES: [&[EntryKind]; 7] = [
    &[EntryKind::MarginBelow, EntryKind::CrowdBelow],
    &[EntryKind::SoldInBook],
    &[EntryKind::VaultTook],
    &[EntryKind::FundCloses, EntryKind::FundPaid],
    &[EntryKind::Bankrupt, EntryKind::Deleveraged, EntryKind::ProfitCut, EntryKind::Overshot],
    &[EntryKind::VenueLoss, EntryKind::Socialised],
    &[EntryKind::VaultSells],
];

/// One stage after the other, and winners only behind a vault that refuses and a fund that is empty.
pub(super) fn liquidation_path_in_order(v: &Seen<'_>) -> Held {
    for (_, info, f) in venues(v) {
        let stage = |e: &&Entry| STAGES.iter().position(|kinds| kinds.contains(&e.kind));
        let mine: Vec<usize> = v.entries.iter().filter(|e| e.who == Some(info.who)).filter_map(|e| stage(&e)).collect();
        ensure(mine.is_sorted(), || format!("{}: stages {mine:?}", v.id(info.who)))?;
        // A deficit without a position is nothing for a vault to take over.
        let (asked, open) = (f.taken.quanta() > 0, f.uncovered.quanta() > 0);
        let used = (!asked || !info.has_vault || f.vault_full) && (!(asked || open) || f.fund_left.quanta() == 0);
        ensure(used, || format!("{}: winners asked too early: {f:?}", v.id(info.who)))?;
    }
    Ok(())
}
