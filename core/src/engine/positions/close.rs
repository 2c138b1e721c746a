//! Closing out the books that houses keep of failed members: by an auction to the others, or by sale in the market.

use super::super::context::{Note, Tick};
use super::super::{calls, close_out, events};
use super::add;
use super::settle::vary;
use crate::clearing::waterfall::pro_rata;
use crate::journal::EntryKind;
use crate::scenario::CloseOut;
use crate::state::DebtKind;
use crate::units::{AssetIx, EntryIx, ParticipantIx, value_of};

/// Closes out, or a step of it, every book whose time has come.
pub(in crate::engine) fn close_books(t: &mut Tick<'_>) -> Vec<Push> {
    let mut pushes = Vec::new();
    for at in 0..t.w.book.accounts.len() {
        let Some((member, house)) = t.w.book.accounts.get(at).filter(|x| x.cleared).map(|x| (x.a, x.b)) else {
            continue;
        };
        let Some(terms) = t.w.participants.get(house.at()).and_then(|p| p.margin.as_ref()) else { continue };
        let (how, after, pace) = (terms.close_out, terms.close_out_after, terms.pace);
        let taken = t.s.book.accounts.get(at).filter(|x| !x.closed).and_then(|x| x.taken);
        if taken.is_none_or(|since| t.s.tick < since.saturating_add(after)) {
            continue;
        }
        for contract in 0..t.w.book.contracts.len() {
            let held = t.s.book.accounts.get(at).and_then(|x| x.lines.get(contract)).copied().unwrap_or(0);
            if held != 0 {
                let all = how == CloseOut::Auction;
                let many = if all { held.abs() } else { ((held.abs() as f64 * pace).ceil() as i64).min(held.abs()) };
                let push = one(t, (at, member, house), contract, held.signum() * many, all);
                pushes.extend(push.filter(|_| !all));
            }
        }
        if let Some(x) = t.s.book.accounts.get_mut(at) {
            x.closed = x.lines.iter().all(|&q| q == 0);
        }
    }
    super::use_margin(t);
    pushes
}

/// Passes so many contracts of a book on, and what it costs to the estate.
fn one(
    t: &mut Tick<'_>,
    (at, member, house): (usize, ParticipantIx, ParticipantIx),
    contract: usize,
    many: i64,
    auction: bool,
) -> Option<Push> {
    let spec = t.w.book.contracts.get(contract)?;
    let mark = t.s.book.marks.get(contract).copied().unwrap_or(0);
    let (share, moved) = spec.impact(many.abs());
    let (asset, cost) = (spec.underlying, value_of(many.abs() * mark, share, 1.0));
    let cause = close_out::failure(t, member);
    let note = Note::new(EntryKind::BookClosed).who(house).other(member).amount(cost);
    let entry = t.note(note.cause(cause, cost));
    if cost > 0 {
        calls::owe(t, DebtKind::CloseOut, (member, house), (cost, t.s.tick + t.w.rules.estate_delay), entry);
        if let Some(d) = t.s.debts.last_mut() {
            d.estate = true;
        }
    }
    vary(t, at);
    let buyers = buyers(t, house, auction);
    let weights: Vec<i64> = weigh(&buyers, many.abs());
    let parts = pro_rata(many.abs(), &weights);
    let costs = pro_rata(cost, &parts.iter().map(|p| p.saturating_mul(cost.max(1))).collect::<Vec<_>>());
    for ((&(account, _), &part), &cost) in buyers.iter().zip(&parts).zip(&costs) {
        pass(t, (at, account), contract, many.signum() * part, entry);
        let buyer = t.w.book.accounts.get(account).map_or(t.w.outside(), |x| x.a);
        if cost > 0 {
            calls::owe(t, DebtKind::CloseOut, (house, buyer), (cost, t.s.tick), entry);
        }
    }
    Some(Push { asset, by: if many > 0 { -moved } else { moved }, entry })
}

/// Accounts that take a book over, with the weight of each: live members by their contributions, or people outside.
fn buyers(t: &Tick<'_>, house: ParticipantIx, auction: bool) -> Vec<(usize, i64)> {
    let of = |who: ParticipantIx| {
        t.w.fund(house).and_then(|f| f.contributions.iter().find(|c| c.0 == who)).map_or(0, |c| c.1)
    };
    let accounts = || t.w.book.accounts.iter().enumerate().filter(|(_, x)| x.cleared && x.b == house);
    let live = accounts().filter(|(at, x)| {
        auction && x.a != t.w.outside() && !t.s.has_failed(x.a) && t.s.book.accounts.get(*at).is_some_and(|x| !x.closed)
    });
    let mut all: Vec<(usize, i64)> = live.map(|(at, x)| (at, of(x.a))).collect();
    if all.iter().all(|b| b.1 == 0) {
        all.iter_mut().for_each(|b| b.1 = 1);
    }
    if all.is_empty() {
        all = accounts().filter(|(_, x)| x.a == t.w.outside()).map(|(at, _)| (at, 1)).collect();
    }
    all
}

/// Weights of which there are at least so many, for shares pro rata.
fn weigh(buyers: &[(usize, i64)], many: i64) -> Vec<i64> {
    let sum: i64 = buyers.iter().map(|b| b.1).sum();
    let times = if sum > 0 { many / sum + 1 } else { 1 };
    buyers.iter().map(|b| b.1.saturating_mul(times)).collect()
}

/// Contracts go from one account of a house to another, both settled at the mark.
fn pass(t: &mut Tick<'_>, (from, to): (usize, usize), contract: usize, many: i64, why: EntryIx) {
    if many == 0 {
        return;
    }
    add(t, from, contract, -many);
    add(t, to, contract, many);
    let party = |at: usize| t.w.book.accounts.get(at).map_or(t.w.outside(), |x| x.a);
    let note =
        Note::new(EntryKind::TakenOver).who(party(to)).other(party(from)).amount(many.abs()).round(contract as u32);
    t.note(note.cause(Some(why), 0));
}

/// Ends what a house keeps of failed members against the members on the other side, pro rata to what each has, at the
/// mark: a partial tear-up. Nothing is paid for it but what the accounts have moved since they were last settled.
pub(in crate::engine) fn tear_up(t: &mut Tick<'_>, house: ParticipantIx) {
    let taken = |t: &Tick<'_>, at: usize| t.s.book.accounts.get(at).is_some_and(|x| !x.closed && x.taken.is_some());
    let of_house = |x: &crate::world::AccountSpec| x.cleared && x.b == house;
    for at in (0..t.w.book.accounts.len()).filter(|&at| t.w.book.accounts.get(at).is_some_and(of_house)) {
        if !taken(t, at) {
            continue;
        }
        for contract in 0..t.w.book.contracts.len() {
            let q = |t: &Tick<'_>, at: usize| {
                t.s.book.accounts.get(at).and_then(|x| x.lines.get(contract)).copied().unwrap_or(0)
            };
            let held = q(t, at);
            let others: Vec<usize> = (0..t.w.book.accounts.len())
                .filter(|&k| t.w.book.accounts.get(k).is_some_and(of_house) && !taken(t, k))
                .filter(|&k| q(t, k) * held.signum() < 0)
                .collect();
            let sizes: Vec<i64> = others.iter().map(|&k| q(t, k).abs()).collect();
            for (k, part) in others.into_iter().zip(pro_rata(held.abs(), &sizes)).filter(|(_, part)| *part > 0) {
                vary(t, at);
                vary(t, k);
                add(t, at, contract, -held.signum() * part);
                add(t, k, contract, held.signum() * part);
            }
        }
        let member = t.w.book.accounts.get(at).map_or(house, |x| x.a);
        let cause = close_out::failure(t, member);
        t.note(Note::new(EntryKind::Terminated).who(house).other(member).cause(cause, 0));
        if let Some(x) = t.s.book.accounts.get_mut(at) {
            x.closed = x.lines.iter().all(|&q| q == 0);
        }
    }
}

/// A book sold in the market moves the price of its underlying, by a share of it.
pub(in crate::engine) struct Push {
    asset: AssetIx,
    by: f64,
    entry: EntryIx,
}

/// Moves the prices of underlyings that have no pool of their own, after the sales of the tick.
pub(in crate::engine) fn push(t: &mut Tick<'_>, pushes: Vec<Push>) {
    for Push { asset, by, entry } in pushes {
        let pool = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()).is_some_and(|m| m.depth.is_some());
        let old = t.s.quotes.get(asset.at()).map(|q| q.spot).filter(|_| !pool && by != 0.0);
        let Some(old) = old else { continue };
        // Amounts are checked for the prices that shocks make: twice those is the most that purchases do.
        let most = t.s.quotes.get(asset.at()).map_or(old, |q| (2.0 * q.anchor).max(old));
        let new = (old * (1.0 + by)).min(most);
        let (to, from) = (events::millionths(new), events::millionths(old));
        let note = Note::new(EntryKind::PriceMoved).asset(asset).amount(to).of(from);
        let moved = t.note(note.cause(Some(entry), 0));
        if let Some(q) = t.s.quotes.get_mut(asset.at()) {
            q.spot = new;
            q.moved = Some(moved);
        }
    }
}
