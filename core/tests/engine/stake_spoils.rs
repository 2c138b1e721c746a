//! Damage to what a run publishes of queues of claim tokens and of stakes.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::auditors::{LARGE, Run, Spoil};
use interclear_core::engine::{Account, BackedClaim, ExitFrame, Posting, RequestFrame};
use interclear_core::journal::{Entry, EntryKind, LinkKind};
use interclear_core::scenario::{Mechanism, SettledBy, Staking};
use interclear_core::units::{Amount, Price};

pub(super) const STAKE_SPOILS: &[(&str, Spoil)] = &[
    ("backing_identity", |r| Some(claim(r, |c| c.units > 0)?.units += 1)),
    ("backing_identity", |r| claim(r, |c| c.paid > 100).map(|c| c.paid /= 2)),
    ("backing_identity", |r| {
        let asset = claim(r, |c| c.paid > 100)?.asset;
        let tick = r.ticks.iter().position(|t| t.backed.claims.iter().any(|c| c.asset == asset && c.paid > 100))?;
        let f = &mut r.trace.frames[tick].assets[asset.at()];
        Some(f.fair = Price::new(f.fair.get() * 1.1).ok()?)
    }),
    ("waiting_by_requests", |r| {
        let x = request(r, |x| !x.fixed && x.left.quanta() > 0)?;
        Some(x.left = Amount::new(x.left.quanta() + 1))
    }),
    ("redemption_queue_order", |r| Some(request(r, |x| x.served.quanta() > 0)?.since = 10_000)),
    ("redemption_within_cap", |r| Some(request(r, |_| true)?.served = Amount::new(LARGE))),
    ("staked_not_spent", |r| {
        let s = *r.trace.frames.iter().flat_map(|f| &f.stakes).find(|s| s.staked.quanta() > 0)?;
        let p = Posting { asset: s.asset, from: Account::Staked(s.who), to: Account::Free(s.who), units: 1 };
        Some(r.ticks[1].postings.push(p))
    }),
    ("exit_queue_order", |r| Some(exit(r, |x| x.served.quanta() > 0)?.since = 10_000)),
    ("attack_pays", |r| {
        let line = line(r, EntryKind::Attacked)?;
        Some(line.of = line.amount)
    }),
    ("attack_pays", |r| {
        let line = line(r, EntryKind::Corrupted)?;
        Some(line.amount = Amount::new(line.amount.quanta() - 1))
    }),
    ("attack_pays", |r| Some(line(r, EntryKind::Corrupted)?.causes.clear())),
    ("attack_pays", |r| {
        line(r, EntryKind::Corrupted)?;
        // A share of all stake that one operator alone cannot have.
        let all = r.s.participants.iter_mut().flat_map(|p| &mut p.mechanisms);
        let services =
            all.filter_map(|m| if let Mechanism::SecuredService { service } = m { Some(service) } else { None });
        Some(services.for_each(|s| s.operators.clear()))
    }),
    ("attack_pays", |r| {
        let services = r.trace.frames.iter_mut().filter_map(|f| f.restaking.as_mut()).flat_map(|x| &mut x.services);
        Some(services.filter(|s| s.corrupted.is_some()).last()?.corrupted = None)
    }),
    ("settled_within_room", |r| {
        let x = r.s.rules.settlement.as_mut().filter(|x| x.by != SettledBy::Batch)?;
        x.congestion = None;
        r.ticks.iter().flat_map(|t| &t.cleared).flat_map(|c| &c.payments).find(|p| !p.estate)?;
        Some(x.capacity = Some(0))
    }),
    ("higher_fee_first", |r| {
        (r.trace.book.is_none() && r.trace.venues.is_empty()).then_some(())?;
        r.s.rules.settlement.as_ref().filter(|x| x.by == SettledBy::OneByOne && x.congestion.is_none())?;
        let all = r.trace.journal.entries.iter().filter(|e| e.kind == EntryKind::Waited);
        let at = all.filter_map(|e| passed_over(r, e)).next()?;
        let id = r.trace.links[at].id.clone();
        let o = r.s.obligations.iter_mut().find(|o| o.id == id)?;
        Some(o.fee = Some(interclear_core::units::Decimal::from_quanta(Amount::new(3_100), 2)))
    }),
    ("draws_by_seed", |r| {
        let line = line(r, EntryKind::Drawn)?;
        Some(line.amount = Amount::new(line.amount.quanta() * 2 + 1_000))
    }),
    ("draws_by_seed", |r| {
        let far = |e: &&Entry| (e.amount.quanta() - e.of.quanta()).abs() > e.of.quanta() / 100 + 1_000;
        r.trace.journal.entries.iter().filter(|e| e.kind == EntryKind::Drawn).find(far)?;
        Some(r.s.seed += 1)
    }),
    ("exits_within_churn", |r| {
        let capped =
            |m: &Mechanism| matches!(m, Mechanism::Staking { staking: Staking { exits_per_tick: Some(_), .. } });
        r.s.participants.iter().flat_map(|p| &p.mechanisms).find(|m| capped(m))?;
        Some(exit(r, |_| true)?.served = Amount::new(LARGE))
    }),
];

/// The link of an obligation that waits for room while something that is no trade goes, and whose payer had the money all
/// along: with a fee beyond all others it would have gone first.
fn passed_over(r: &Run, waited: &Entry) -> Option<usize> {
    let tick = waited.tick as usize;
    let at = r.trace.links.iter().position(|l| Some(l.link) == waited.link)?;
    let p = &r.trace.frames[tick].participants[waited.who?.at()];
    let wanted = r.trace.frames[tick].links[at].open.quanta() + 3_100 + p.received.quanta();
    let mut made = r.ticks[tick].cleared.iter().flat_map(|c| &c.payments);
    let other = made.any(|p| !p.estate && p.link.kind != LinkKind::Trade);
    let debt = r.trace.links[at].link.kind == LinkKind::Obligation && r.trace.links[at].asset == r.trace.numeraire;
    (debt && other && p.cash.quanta() >= wanted).then_some(at)
}

/// The first line of a kind.
fn line(r: &mut Run, kind: EntryKind) -> Option<&mut Entry> {
    r.trace.journal.entries.iter_mut().find(|e| e.kind == kind)
}

fn claim(r: &mut Run, is: impl Fn(&BackedClaim) -> bool) -> Option<&mut BackedClaim> {
    r.ticks.iter_mut().flat_map(|t| &mut t.backed.claims).find(|c| is(c))
}

fn request(r: &mut Run, is: impl Fn(&RequestFrame) -> bool) -> Option<&mut RequestFrame> {
    r.trace.frames.iter_mut().flat_map(|f| &mut f.requests).find(|x| is(x))
}

fn exit(r: &mut Run, is: impl Fn(&ExitFrame) -> bool) -> Option<&mut ExitFrame> {
    r.trace.frames.iter_mut().flat_map(|f| &mut f.exits).find(|x| is(x))
}
