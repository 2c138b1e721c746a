//! Redemption of claim tokens: handed in by [`request`], paid by [`serve`] out of what the issuer has free.
//!
//! *How to use it.* Whatever makes holders hand units in (a run, an arbitrage, a need of cash) calls [`request`] with the
//! holder (`w.outside()` for people outside), the units and the causes, in the phase `runs` or `raise`. In `runs`, all
//! queues are served after that by [`phase`]; later in the tick the caller serves the token itself ([`serve`]), or leaves
//! it to the next tick. [`redeemable`] says after how many ticks a request made now would be paid, and [`net_rate`] what
//! it would bring at marks, for whoever compares it with the market.
//!
//! *What holds.*
//! * A request is ripe when its delay is over. Ripe requests are paid while the counter is open, at most `per_tick` units
//!   and the gate's share of the supply in one tick, and only out of what the issuer has free of the asset it pays. What
//!   it has not waits and is no default: holders are locked.
//! * Fixed at the request: the tokens are burnt at once and the issuer owes the amount, an ordinary debt that comes before
//!   its tokens and is never due. Fixed at finalisation: the tokens wait in the account `w.waiting()` at their holder's
//!   risk, and are burnt when paid, at the lesser of the rate then and the rate of the request (as Lido's withdrawal queue
//!   does it: requests earn nothing while they wait, and share in a slashing).
//! * First come: no ripe request is paid while an earlier one waits. Pro rata: all ripe ones share what can be paid.
//! * A failed issuer redeems no more: tokens that wait go back to their holders, what was fixed is a claim on the estate.
//!   When the estate owes nothing else, its cash redeems tokens of all holders alike, see [`estate`].

mod estate;
mod queue;
mod short;

pub(super) use estate::{dissolve, distribute};
use queue::pace;
pub(super) use queue::{room, serve};
pub(super) use short::raise;

use super::context::{Note, Tick};
use crate::journal::{Cause, EntryKind};
use crate::ledger::Account;
use crate::state::{Debt, DebtKind, Request, State};
use crate::units::{AssetIx, EntryIx, LinkKind, LinkRef, ParticipantIx, Tick as When};
use crate::world::World;

/// Hands in units that somebody has free; returns the line. Nothing happens when nobody redeems the token, when its issuer
/// has failed, or when the marks say nothing of what it is worth.
pub(super) fn request(
    t: &mut Tick<'_>,
    asset: AssetIx,
    who: ParticipantIx,
    units: i64,
    causes: Vec<Cause>,
) -> Option<EntryIx> {
    let (claim, spec) = State::redemption(t.w, asset)?;
    let rate = t.s.redeems_for(t.w, asset)? * (1.0 - spec.fee);
    let has = t.s.books.free(who, asset).max(0);
    let units = units.min(has);
    if units <= 0 || who == claim.issuer || t.s.has_failed(claim.issuer) {
        return None;
    }
    let note = Note::new(EntryKind::RedemptionAsked).who(who).other(claim.issuer).asset(asset);
    let entry = t.note(note.amount(units).of(has).causes(causes));
    let debt = if spec.at_request {
        t.s.burn(t.w, asset, who, units);
        t.note(Note::new(EntryKind::Burned).who(who).asset(asset).amount(units).of(has).cause(Some(entry), units));
        let owed = State::paid_for(t.w, (asset, spec.pays), units, rate);
        let link = LinkRef { kind: LinkKind::Deposit, at: u32::MAX };
        let mut debt = Debt::new(DebtKind::Redemption, link, claim.issuer, who, spec.pays, owed);
        debt.entry = Some(entry);
        t.s.owe(debt);
        Some(t.s.debts.len() as u32 - 1)
    } else {
        t.s.books.post(asset, Account::Free(who), Account::Free(t.w.waiting()), units);
        None
    };
    let since = t.s.tick;
    t.s.requests.push(Request { asset, who, asked: units, left: units, since, rate, debt, served: 0, entry });
    Some(entry)
}

/// What a unit handed in now would bring, in the numeraire at marks, the fee taken off; of a token that is redeemed.
pub(super) fn net_rate(s: &State, w: &World, asset: AssetIx) -> Option<f64> {
    let (_, spec) = State::redemption(w, asset)?;
    let price = if spec.pays == w.numeraire { 1.0 } else { s.quotes.get(spec.pays.at())?.mark };
    Some(s.redeems_for(w, asset)? * (1.0 - spec.fee) * price)
}

/// After how many ticks a request made now would be paid, if the issuer has enough then: its delay, the queue before it
/// at the token's own pace, and the hours. Nothing when it is not redeemed, its issuer has failed or is out, or it takes
/// longer than a run can.
pub(super) fn redeemable(s: &State, w: &World, asset: AssetIx) -> Option<When> {
    let (claim, spec) = State::redemption(w, asset)?;
    if s.has_failed(claim.issuer)
        || s.is_out(claim.issuer)
        || s.is_shut(claim.issuer)
        || s.redeems_for(w, asset).is_none()
    {
        return None;
    }
    let most = pace(s, w, asset);
    if most <= 0 {
        return None;
    }
    let mut ahead = s.waiting(asset);
    let mut tick = s.tick;
    let last = s.tick.saturating_add(crate::scenario::MAX_TICKS);
    while tick <= last {
        let free = if tick == s.tick { room(s, w, asset) } else { most };
        if spec.is_open(tick) {
            if ahead < free && tick >= s.tick.saturating_add(spec.delay) {
                return Some(tick - s.tick);
            }
            ahead = (ahead - free).max(0);
        }
        tick += 1;
    }
    None
}

/// Serves every queue, in order of the tokens.
pub(super) fn phase(t: &mut Tick<'_>) {
    for asset in (0..t.w.assets.len() as u32).map(AssetIx) {
        serve(t, asset);
    }
}

/// Holders outside hand in a share of what they have.
pub(super) fn wave(t: &mut Tick<'_>, asset: AssetIx, share: f64) {
    let (outside, Some((claim, _))) = (t.w.outside(), State::redemption(t.w, asset)) else { return };
    let has = t.s.books.free(outside, asset).max(0);
    let units = crate::units::value_of(has, share, 1.0).clamp(0, has);
    let note = Note::new(EntryKind::RedemptionWave).who(claim.issuer).asset(asset).amount(units).of(has);
    let entry = t.note(note);
    t.s.mark_of(claim.issuer, |m| m.shocked = true);
    request(t, asset, outside, units, vec![Cause { entry, amount: crate::units::Amount::new(units) }]);
}
