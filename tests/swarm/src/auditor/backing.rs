//! What stands behind claim tokens, from the scenario, the second ledger and the frames: the claims on each issuer, and a
//! clearing vector of issuers found from above, step by step.

use super::ledger::{Ledger, has, scale, value};
use super::{Held, Seen, ensure};
use interclear_core::engine::{Account, BackedClaim};
use interclear_core::scenario::{ClaimToken, EventKind, Mechanism};
use interclear_core::units::{AssetIx, ParticipantIx};
use std::collections::BTreeMap;

/// Steps from above at most. What they lead to is no less than the greatest vector, so they bound it wherever they stop.
const STEPS: usize = 500;

pub(super) fn backing_identity(v: &Seen<'_>) -> Held {
    let mut then = v.before.clone();
    v.did.postings.iter().take(v.did.backed.after as usize).for_each(|p| super::ledger::apply(&mut then, p));
    for (asset, claim) in tokens(v) {
        let mine: Vec<&BackedClaim> = v.did.backed.claims.iter().filter(|c| c.asset == asset).collect();
        every_unit_once(v, &then, (asset, claim), &mine)?;
        fair_is_paid(v, (asset, claim), &mine)?;
    }
    for (who, own) in (0u32..).map(ParticipantIx).zip(&v.did.backed.own) {
        if let Some(known) = alone(v, &then, who) {
            ensure(known == *own, || format!("{} has {known} without tokens, said {own}", v.id(who)))?;
        }
    }
    from_above(v)
}

/// Claim tokens with their terms in this tick.
fn tokens<'a>(v: &'a Seen<'_>) -> impl Iterator<Item = (AssetIx, &'a ClaimToken)> {
    (0u32..).map(AssetIx).zip(&v.trace.assets).filter_map(|(at, info)| {
        let asset = v.terms.assets.iter().find(|a| a.id == info.id)?;
        Some((at, asset.claim.as_ref()?))
    })
}

/// All that is issued, and no more, has a claim; what an issuer has free or staked is among its claims.
fn every_unit_once(v: &Seen<'_>, then: &Ledger, (asset, claim): (AssetIx, &ClaimToken), mine: &[&BackedClaim]) -> Held {
    let supply = -has(then, Account::Free(v.unissued()), asset);
    let units: i128 = mine.iter().map(|c| i128::from(c.units)).sum();
    ensure(units == supply.max(0), || format!("asset {}: claims on {units} of {supply}", asset.0))?;
    for c in mine {
        ensure(v.id(c.issuer) == claim.issuer, || format!("another issuer: {c:?}"))?;
        if c.holder != v.outside() {
            let least = has(then, Account::Free(c.holder), asset) + has(then, Account::Staked(c.holder), asset);
            ensure(i128::from(c.units) >= least, || format!("at least {least} there: {c:?}"))?;
        }
    }
    Ok(())
}

/// The value shown, for all units, is what the claims get; at par, to a quantum a claim.
fn fair_is_paid(v: &Seen<'_>, (asset, claim): (AssetIx, &ClaimToken), mine: &[&BackedClaim]) -> Held {
    let units: i64 = mine.iter().map(|c| c.units).sum();
    let fair = v.frame.assets.get(asset.at()).map_or(0.0, |a| a.fair.get());
    if units == 0 {
        return Ok(());
    }
    let (paid, promised) = mine.iter().fold((0, 0), |sum, c| (sum.0 + c.paid, sum.1 + c.promised));
    let room = v.did.backed.claims.len() as f64 + 2.0;
    let worth = fair * units as f64 * scale(v.trace, asset);
    // Rings of shares that nobody outside holds are worth no more than can be counted.
    let capped = claim.par.is_none() && paid > 1_000_000_000_000 && worth <= paid as f64;
    let fine = (worth - paid as f64).abs() <= room + worth.abs() * 1e-9 || capped;
    // What is counted in a token follows its mark, which may have moved since.
    let in_token = claim.of.as_ref().is_some_and(|of| v.s.assets.iter().any(|a| &a.id == of && a.claim.is_some()));
    ensure(fine || in_token && paid as f64 + room >= promised as f64, || {
        format!("asset {}: {fair} is {worth} in all, {paid} of {promised} stand behind", asset.0)
    })?;
    let Some(par) = claim.par.filter(|_| !in_token) else { return Ok(()) };
    let mark = match &claim.of {
        Some(of) => v.trace.assets.iter().position(|a| &a.id == of).and_then(|at| v.marks.get(at)).copied(),
        None => Some(1.0),
    };
    // A curve is worked out again here, and may differ in its last digits.
    let face = value(units.into(), par.to_f64() * mark.unwrap_or(0.0), scale(v.trace, asset));
    let near = (face - promised).abs() as f64 <= 1.0 + face as f64 * 1e-9;
    ensure(near, || format!("asset {}: {promised} promised, not {face}", asset.0))
}

/// What somebody has beside tokens, where nothing links it with anybody, so that it owes nothing and is owed nothing.
fn alone(v: &Seen<'_>, then: &Ledger, who: ParticipantIx) -> Option<i64> {
    // What has moved on positions and is not settled is in no book.
    if v.trace.book.iter().flat_map(|b| &b.accounts).any(|x| x.a == who || x.b == who) {
        return None;
    }
    let id = v.id(who);
    let linked = v.trace.links.iter().any(|l| l.from == who || l.to == who);
    let named = v.s.participants.iter().any(|p| {
        (p.id == id
            || p.mechanisms.iter().any(|m| matches!(m.word(), "default_fund" | "mutual_backstop" | "insurance_cover")))
            && !p.mechanisms.is_empty()
    });
    let fixed = v.s.assets.iter().filter_map(|a| a.claim.as_ref()).any(|c| c.redemption.is_some());
    let forged = v.s.events.iter().any(|e| matches!(e.what, EventKind::ForgedMessage { .. }));
    let account = v.s.participants.iter().flat_map(|p| &p.mechanisms).any(|m| match m {
        Mechanism::MarginExchange { exchange: x } => {
            x.accounts.iter().any(|a| a.holder == id) || x.vault_owner.as_deref() == Some(id)
        }
        _ => false,
    });
    if linked || named || fixed || forged || account {
        return None;
    }
    let token = |a: AssetIx| tokens(v).any(|(t, _)| t == a);
    let plain = (0u32..).map(AssetIx).zip(&v.marks).filter(|(a, _)| !token(*a));
    let worth = plain.map(|(a, &mark)| {
        let mark = if a == v.trace.numeraire { 1.0 } else { mark };
        value(has(then, Account::Free(who), a), mark, scale(v.trace, a))
    });
    Some(worth.sum::<i64>().max(0))
}

/// The greatest clearing vector from above: nobody gets more than the steps leave; and where by their ratio less than half
/// a quantum is still to come, nobody gets less, to a quantum a claim.
fn from_above(v: &Seen<'_>) -> Held {
    let b = &v.did.backed;
    let mut paid: Vec<f64> = b.claims.iter().map(|c| c.promised as f64).collect();
    let mut by: BTreeMap<ParticipantIx, Vec<usize>> = BTreeMap::new();
    (0..).zip(&b.claims).for_each(|(at, c)| by.entry(c.issuer).or_default().push(at));
    let (mut moved, mut rest) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..STEPS {
        let mut next = paid.clone();
        for (issuer, mine) in &by {
            let inward = b.claims.iter().zip(&paid).filter(|(c, _)| c.holder == *issuer).map(|(_, p)| p).sum::<f64>();
            let mut left = b.own.get(issuer.at()).copied().unwrap_or(0) as f64 + inward;
            let mut classes: Vec<u8> = mine.iter().map(|&at| b.claims[at].class).collect();
            classes.sort_unstable();
            classes.dedup();
            for class in classes {
                let of = |at: &&usize| b.claims[**at].class == class;
                let all: f64 = mine.iter().filter(of).map(|&at| b.claims[at].promised as f64).sum();
                let part = if all > 0.0 { (left / all).clamp(0.0, 1.0) } else { 0.0 };
                mine.iter().filter(of).for_each(|&at| next[at] = b.claims[at].promised as f64 * part);
                left = (left - all).max(0.0);
            }
        }
        let last = moved;
        moved = paid.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        rest = if moved <= 0.0 { 0.0 } else { moved / (1.0 - moved / last).max(0.0) };
        paid = next;
        if rest < 1e-3 {
            break;
        }
    }
    let room = b.claims.len() as f64 + 1.0;
    for (c, most) in b.claims.iter().zip(paid) {
        let got = c.paid as f64;
        let close = room + most * 1e-9;
        ensure(got <= most + close, || format!("{got} stand behind, {most} at most: {c:?}"))?;
        // Steps that get smaller slowly are still on their way down.
        ensure(got >= most - close || rest > 0.5, || format!("{got} stand behind, not {most}: {c:?}"))?;
    }
    Ok(())
}
