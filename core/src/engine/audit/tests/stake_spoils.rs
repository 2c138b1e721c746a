//! Ways to spoil chains of collateral, what stands behind tokens, and queues of tokens and stakes.
#![allow(clippy::unit_arg, reason = "each kind of damage is one line of a table")]

use super::Ended;
use super::spoils::Spoil;
use crate::ledger::{Account, BackedClaim, Posting};
use crate::state::{DebtKind, Exit, Request, Stake, State};
use crate::units::{AssetIx, EntryIx, ParticipantIx};

pub(super) const SPOILS: &[(&str, &str, Spoil)] = &[
    ("pledged_n_times_owed_n_times", "a claim that is forgotten", |e| {
        let open = !e.s.pledges[0].closed && !e.s.pledges[0].converted;
        open.then(|| e.s.pledges[0].posted -= 1)
    }),
    ("pledged_n_times_owed_n_times", "a claim on units that nobody passed on", |e| Some(e.s.before.posted[0] += 1)),
    ("pledged_n_times_owed_n_times", "a claim that became too small a debt", |e| {
        let made = e.s.before.debts.len();
        let new = e.s.debts.iter_mut().skip(made).find(|d| matches!(d.kind, DebtKind::Return(_)))?;
        Some(new.made -= 1)
    }),
    ("backing_identity", "a unit counted twice", |e| Some(claim(e, |c| c.units > 0)?.units += 1)),
    ("backing_identity", "a token shown at more than stands behind it", |e| {
        let asset = claim(e, |c| c.units > 0)?.asset;
        let q = e.s.quotes.get_mut(asset.at())?;
        Some(q.fair = q.fair * 1.01 + 0.01)
    }),
    ("backing_identity", "more behind a token than is promised", |e| {
        claim(e, |c| c.units > 0).map(|c| c.paid = c.promised + 1)
    }),
    ("backing_identity", "another promise", |e| claim(e, |c| c.class < 2 && c.units > 0).map(|c| c.promised += 7)),
    ("backing_identity", "what is not in the books", |e| {
        let issuer = claim(e, |_| true)?.issuer;
        Some(e.s.backed.own[issuer.at()] += 50)
    }),
    ("backing_identity", "a junior before a senior", |e| {
        let first = *claim(e, |c| c.paid > 10 && c.paid == c.promised)?;
        let issuer = first.issuer;
        let senior = e.s.backed.claims.iter_mut().find(|c| c.issuer == issuer)?;
        senior.paid -= 10;
        Some(e.s.backed.claims.push(BackedClaim { class: first.class + 1, units: 0, promised: 10, paid: 10, ..first }))
    }),
    ("waiting_by_requests", "more waits than was set aside", |e| Some(e.s.requests.push(request(e, 5, 0)?))),
    ("waiting_by_requests", "redeemed and still there", |e| {
        let mut r = request(e, 1, 3)?;
        (r.debt, r.asked) = (Some(0), 5);
        e.s.before.requests = vec![5];
        Some(e.s.requests = vec![r])
    }),
    ("redemption_queue_order", "paid before its time", |e| {
        let mut r = request(e, 0, 3)?;
        r.since = e.s.tick + 1;
        Some(e.s.requests = vec![r])
    }),
    ("redemption_queue_order", "paid before an earlier one", |e| {
        Some(e.s.requests = vec![request(e, 5, 0)?, request(e, 0, 3)?])
    }),
    ("redemption_within_cap", "more than the cap", |e| Some(e.s.requests = vec![request(e, 0, 1 << 40)?])),
    ("staked_not_spent", "staked out of what is free", |e| {
        let s = e.s.stakes.first()?.who;
        let (from, to) = (Account::Free(s), Account::Staked(s));
        let asset = stake(e)?.1;
        Some(e.s.books.spoil().2.push(Posting { asset, from, to, units: 1 }))
    }),
    ("staked_not_spent", "slashed and still there", |e| Some(e.s.stakes.first_mut()?.slashed += 1)),
    ("staked_not_spent", "more on its way out than is staked", |e| Some(e.s.exits.push(exit(e, 1 << 40, 0)?))),
    ("exit_queue_order", "let out before its time", |e| {
        let mut x = exit(e, 0, 1)?;
        x.since = e.s.tick + 1;
        Some(e.s.exits = vec![x])
    }),
    ("exit_queue_order", "let out before an earlier one", |e| {
        let (mut first, mut second) = (exit(e, 1, 0)?, exit(e, 0, 1)?);
        (first.since, second.since) = (0, 0);
        let late = e.s.tick > 1;
        late.then(|| e.s.exits = vec![first, second])
    }),
    ("exits_within_churn", "more than the churn", |e| Some(e.s.exits = vec![exit(e, 0, 1 << 40)?])),
];

fn claim(e: &mut Ended, is: impl Fn(&BackedClaim) -> bool) -> Option<&mut BackedClaim> {
    e.s.backed.claims.iter_mut().find(|c| is(c))
}

/// A request for the first token that is redeemed.
fn request(e: &Ended, left: i64, served: i64) -> Option<Request> {
    let asset = State::tokens(&e.w).find(|(_, c)| c.redemption.is_some()).map(|(asset, _)| asset)?;
    let who = ParticipantIx(0);
    let since = e.s.tick;
    Some(Request { asset, who, asked: left + served, left, since, rate: 1.0, debt: None, served, entry: EntryIx(0) })
}

fn stake(e: &Ended) -> Option<(&Stake, AssetIx)> {
    let s = e.s.stakes.first()?;
    Some((s, crate::state::stake_of(&e.w, s.who)?.asset))
}

fn exit(e: &Ended, left: i64, served: i64) -> Option<Exit> {
    let (s, asset) = stake(e)?;
    let (who, asked, since) = (s.who, left + served, e.s.tick.saturating_sub(1));
    Some(Exit { who, asset, asked, left, since, served, slashed: 0, entry: EntryIx(0) })
}
