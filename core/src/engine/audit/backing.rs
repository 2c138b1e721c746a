//! What stands behind claim tokens: the clearing of their issuers, counted again from the balances of the mark.

use super::greatest::cleared;
use super::{Held, View, ensure};
use crate::journal::Phase;
use crate::ledger::{Account, BackedClaim, Balances};
use crate::state::State;
use crate::units::{Amount, AssetIx, ParticipantIx, value_of};
use crate::world::ClaimSpec;
use std::collections::BTreeMap;

/// Units of tokens by issuer and token, in the hands of issuers.
type Hands = BTreeMap<(ParticipantIx, AssetIx), i64>;

pub(super) fn backing_identity(v: &View<'_>) -> Held {
    if State::tokens(v.w).next().is_none() {
        return Ok(());
    }
    let b = &v.s.backed;
    let mut then = v.s.books.before().clone();
    v.s.books.postings().iter().take(b.after as usize).for_each(|p| then.apply(p));
    let hands = hands(v, &then);
    let room = b.claims.len() as i64;
    for (asset, spec) in State::tokens(v.w) {
        let mine: Vec<&BackedClaim> = b.claims.iter().filter(|c| c.asset == asset).collect();
        counted_once(v, &then, &hands, (asset, &spec), &mine)?;
        shown(v, (asset, &spec), &mine, room)?;
    }
    for issuer in issuers(v) {
        if let Some((own, slack)) = own(v, &then, issuer) {
            let said = b.own.get(issuer.at()).copied().unwrap_or(0);
            ensure((said - own.max(0)).abs() <= slack, || format!("{said} behind the tokens, {own} in the books"))?;
        }
    }
    cleared(b, v.w.outside())
}

fn issuers(v: &View<'_>) -> Vec<ParticipantIx> {
    let mut all: Vec<ParticipantIx> = State::tokens(v.w).map(|(_, c)| c.issuer).collect();
    all = crate::units::sorted(all, Ord::cmp);
    all.dedup();
    all
}

/// Who had which tokens at the mark: free, staked, waiting to be redeemed, and in boxes down its own chains.
fn hands(v: &View<'_>, then: &Balances) -> Hands {
    let mut all = Hands::new();
    let who = issuers(v);
    for (asset, _) in State::tokens(v.w) {
        for &i in &who {
            let aside = then.get_staked(i, asset) + waiting(v, i, asset);
            all.insert((i, asset), then.get(Account::Free(i), asset) + aside);
        }
    }
    for (at, c) in (0u32..).zip(&v.w.collateral) {
        let spec = |at: u32| v.w.collateral.get(at as usize);
        let up = |at: &u32| spec(*at)?.reuses.filter(|_| !v.owned_before(*at));
        let top = std::iter::successors(Some(at), up).last().and_then(spec);
        if let Some(slot) = top.and_then(|top| all.get_mut(&(top.pledger, c.asset))) {
            *slot += then.get(Account::Pledged(at), c.asset);
        }
    }
    all
}

/// Units in a link that its pledger had posted at the mark: borrowers post among the events.
fn posted(v: &View<'_>, at: u32) -> i64 {
    let was = v.before.posted.get(at as usize).copied();
    let mut units = was.unwrap_or_else(|| v.w.collateral.get(at as usize).map_or(0, |c| c.units));
    for p in v.s.books.postings().iter().take(v.s.backed.after as usize) {
        units += if p.to == Account::Pledged(at) { p.units } else { 0 };
    }
    units
}

fn waiting(v: &View<'_>, who: ParticipantIx, asset: AssetIx) -> i64 {
    let all = v.s.requests.iter().enumerate().filter(|(_, r)| r.who == who && r.asset == asset && r.debt.is_none());
    let then = |(at, r): (usize, &crate::state::Request)| match v.before.requests.get(at) {
        Some(&left) => left,
        None if v.phase_of(r.entry) < Some(Phase::Mark) => r.asked,
        None => 0,
    };
    all.map(then).sum()
}

/// Every unit in anybody's hands has one claim; what is not issued has none.
fn counted_once(
    v: &View<'_>,
    then: &Balances,
    hands: &Hands,
    (asset, spec): (AssetIx, &ClaimSpec),
    mine: &[&BackedClaim],
) -> Held {
    let supply = -then.get(Account::Free(v.w.unissued()), asset);
    let units: i64 = mine.iter().map(|c| c.units).sum();
    ensure(units == supply.max(0), || format!("asset {}: claims on {units} units of {supply}", asset.0))?;
    for (&(holder, _), &has) in hands.iter().filter(|((_, a), _)| *a == asset) {
        let of = mine.iter().filter(|c| c.holder == holder).map(|c| c.units).sum::<i64>();
        let has = if holder == spec.issuer { 0 } else { has };
        ensure(of == has || supply <= 0, || format!("asset {}: {has} with {}, {of} counted", asset.0, holder.0))?;
    }
    // People outside may have sold more than they had.
    let real = |c: &BackedClaim| c.units >= 0 || c.holder == v.w.outside();
    let fine = |c: &BackedClaim| c.issuer == spec.issuer && c.paid >= 0 && c.paid <= c.promised && real(c);
    ensure(mine.iter().all(|c| fine(c)), || format!("asset {}: {mine:?}", asset.0))
}

/// The value shown of a unit is its part of what the claims get, to a quantum a claim, and no more than what it promises.
fn shown(v: &View<'_>, (asset, spec): (AssetIx, &ClaimSpec), mine: &[&BackedClaim], room: i64) -> Held {
    let fair = v.s.quotes.get(asset.at()).map_or(0.0, |q| q.fair);
    let units: i64 = mine.iter().map(|c| c.units).sum();
    if units == 0 {
        return Ok(());
    }
    let (paid, promised) = mine.iter().fold((0, 0), |sum, c| (sum.0 + c.paid, sum.1 + c.promised));
    let scale = v.s.scale(v.w, asset);
    let part = paid as f64 / (units as f64 * scale);
    let most = Amount::SUPPLY_LIMIT as f64 / (spec.most.max(1) as f64 * scale);
    let Some((of, par)) = spec.par else {
        return ensure(fair.to_bits() == part.min(most).to_bits(), || format!("share {}: {fair}, {part}", asset.0));
    };
    // The mark of a token in which par is counted may have moved since.
    let known = of == v.w.numeraire || v.w.assets.get(of.at()).is_some_and(|a| a.claim.is_none());
    let price = if of == v.w.numeraire { 1.0 } else { v.s.quotes.get(of.at()).map_or(0.0, |q| q.mark) };
    let face = value_of(units, par * price, scale);
    ensure(!known || promised == face, || format!("asset {}: {promised} promised, not {face}", asset.0))?;
    let whole = paid + room >= promised;
    let fine = match whole {
        true if known => fair.to_bits() == (par * price).to_bits(),
        true => true,
        false => fair.to_bits() == part.min(most).to_bits(),
    };
    ensure(fine, || format!("asset {}: {fair} shown, {paid} of {promised} behind {units}", asset.0))
}

/// What an issuer had at the mark without tokens, less its debts, and the quanta by which it may be off; nothing where
/// more than its plain debts and boxes has a part in it.
fn own(v: &View<'_>, then: &Balances, who: ParticipantIx) -> Option<(i64, i64)> {
    let token = |a: AssetIx| v.w.assets.get(a.at()).is_some_and(|x| x.claim.is_some());
    // What has moved on positions and is not settled is in no book.
    if v.w.book.accounts.iter().any(|x| x.a == who || x.b == who) {
        return None;
    }
    let (mut own, mut slack) = (0i64, 0);
    for (at, c) in (0u32..).zip(&v.w.collateral).filter(|(_, c)| c.pledger == who || c.holder == who) {
        let chained = c.reuses.is_some() || v.w.collateral.iter().any(|x| x.reuses == Some(at));
        if chained || c.transfer {
            return None;
        }
        match (c.pledger == who, token(c.asset)) {
            (true, true) => slack += 2,
            (true, false) => own += v.s.at_mark(v.w, c.asset, posted(v, at)),
            _ => {}
        }
    }
    for asset in (0..v.w.assets.len() as u32).map(AssetIx).filter(|&a| !token(a)) {
        let units = then.get(Account::Free(who), asset) + then.get_staked(who, asset);
        own += if asset == v.w.numeraire { units } else { v.s.at_mark(v.w, asset, units) };
    }
    for (at, d) in v.s.debts.iter().enumerate().filter(|(_, d)| d.debtor == who || d.creditor == who) {
        let open = match v.before.debts.get(at) {
            Some(was) => was.open + d.interest + d.borrowed,
            None if v.s.tick == 0 => d.made,
            None if v.phase_of(d.entry?) < Some(Phase::Mark) => d.made,
            None => 0,
        };
        // The estate of a failed debtor pays a part, and what is owed in tokens is marked with them.
        let other = if d.debtor == who { d.creditor } else { d.debtor };
        if open > 0 && (token(d.asset) || v.s.has_failed(other) || v.s.has_failed(who)) {
            return None;
        }
        let worth = if d.asset == v.w.numeraire { open } else { v.s.at_mark(v.w, d.asset, open) };
        let worth = if d.is_unvalued() { 0 } else { worth };
        own += if d.debtor == who { -worth } else { worth };
    }
    Some((own, slack))
}
