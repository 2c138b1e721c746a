//! Tokens of a failed issuer: the queue is dissolved, and the estate redeems all tokens alike as its cash comes in.

use crate::engine::close_out::failure;
use crate::engine::context::{Note, Tick};
use crate::journal::EntryKind;
use crate::ledger::Account;
use crate::state::State;
use crate::units::{AssetIx, ParticipantIx};
use crate::world::ClaimSpec;

/// An issuer has failed: tokens that wait go back to their holders, and what was fixed is a debt like any other.
pub(in crate::engine) fn dissolve(t: &mut Tick<'_>, issuer: ParticipantIx) {
    let tokens: Vec<AssetIx> = State::tokens(t.w).filter(|(_, c)| c.issuer == issuer).map(|(asset, _)| asset).collect();
    let waiting = Account::Free(t.w.waiting());
    for r in t.s.requests.iter_mut().filter(|r| tokens.contains(&r.asset)) {
        if r.debt.is_none() {
            t.s.books.post(r.asset, waiting, Account::Free(r.who), r.left);
        }
        r.left = 0;
    }
}

/// Estates that owe nothing but their tokens redeem them with their cash: for each unit the same, senior tokens first, a
/// share after all tokens at par.
///
/// Cash of `X` out of `V` that stands behind all units of a token burns the part `X / V` of each holder's units and pays
/// for it what stands behind them, so what is left stands behind the rest as before. Units posted as collateral take
/// part when they are free again: their part of the cash stays.
pub(in crate::engine) fn distribute(t: &mut Tick<'_>) {
    let failed = |t: &Tick<'_>, c: &ClaimSpec| t.s.failed_before(c.issuer) && t.s.cash(t.w, c.issuer) > 0;
    if !State::tokens(t.w).any(|(asset, c)| failed(t, &c) && t.s.supply(t.w, asset) > 0) {
        return;
    }
    let (fair, _) = t.s.backing(t.w);
    let mut tokens: Vec<(AssetIx, ClaimSpec, f64)> =
        State::tokens(t.w).zip(fair).map(|((asset, c), fair)| (asset, c, fair)).collect();
    tokens = crate::units::sorted(tokens, |a, b| (a.1.par.is_none(), a.1.class).cmp(&(b.1.par.is_none(), b.1.class)));
    for issuer in t.everyone() {
        let (delay, failed) = (t.w.rules.estate_delay, t.s.standing.get(issuer.at()).and_then(|s| s.failed));
        let Some((since, _, _)) = failed.filter(|f| f.0.saturating_add(delay) <= t.s.tick) else { continue };
        let owes = t.s.owed(issuer).any(|(_, d)| d.open > 0);
        if owes || since == t.s.tick || t.s.is_out(issuer) {
            continue;
        }
        let mut cash = t.s.cash(t.w, issuer).max(0);
        for &(asset, _, fair) in tokens.iter().filter(|(_, c, _)| c.issuer == issuer) {
            cash -= redeem_alike(t, (issuer, asset), fair, cash);
        }
    }
}

/// Redeems a token of an estate with cash; returns what that takes up, with what is kept for units that are posted.
fn redeem_alike(t: &mut Tick<'_>, (issuer, asset): (ParticipantIx, AssetIx), fair: f64, cash: i64) -> i64 {
    let supply = t.s.supply(t.w, asset);
    let unit = fair * t.s.scale(t.w, asset);
    if supply <= 0 || cash <= 0 || unit <= 0.0 {
        return 0;
    }
    let all = crate::units::value_of(supply, fair, t.s.scale(t.w, asset));
    let pays = cash.min(all);
    let failure = failure(t, issuer);
    // Keepers outside may have repaid with units that are not there: then more are held than there are.
    let mut left = pays;
    for who in (0..=t.w.outside().0).map(ParticipantIx).filter(|&who| who != issuer) {
        let has = t.s.books.free(who, asset).max(0);
        let amount = ((i128::from(pays) * i128::from(has) / i128::from(supply)) as i64).min(left);
        let units = if pays == all { has } else { ((amount as f64 / unit).floor() as i64).clamp(0, has) };
        if units == 0 || amount == 0 {
            continue;
        }
        left -= amount;
        t.s.pay(t.w.numeraire, issuer, who, amount);
        t.s.burn(t.w, asset, who, units);
        let note = Note::new(EntryKind::EstateRedeemed).who(who).other(issuer).asset(asset).amount(units).of(has);
        let entry = t.note(note.cause(failure, units));
        t.note(Note::new(EntryKind::Burned).who(who).asset(asset).amount(units).of(has).cause(Some(entry), units));
    }
    pays
}
