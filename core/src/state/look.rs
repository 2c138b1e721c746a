//! Who stands on what: every participant's assets as base assets and claims on others, at marks, one step deep.

use super::State;
use crate::state::Valuation;
use crate::units::{AssetIx, ParticipantIx, value_of};
use crate::world::World;

/// By what one participant holds a claim on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Via {
    /// A claim token that the other has issued.
    Token(AssetIx),
    /// A loan, a deposit or another debt.
    Debt,
    /// Collateral that the other has passed on or owns, and owes back.
    Collateral(u32),
}

/// A claim on a participant, in quanta of the numeraire.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hold {
    pub on: ParticipantIx,
    pub via: Via,
    pub worth: i64,
}

/// Assets of all participants, one step deep, in quanta of the numeraire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    /// What each has that is nobody's debt: cash, tokens, stakes, boxes of its own collateral.
    pub base: Vec<Vec<(AssetIx, i64)>>,
    pub holds: Vec<Vec<Hold>>,
    /// All assets of each.
    pub worth: Vec<i64>,
    /// Claims on each, of everybody outside too, at what they are worth.
    pub owed: Vec<i64>,
}

impl Look {
    pub fn of(s: &State, w: &World, v: &Valuation) -> Self {
        let n = w.participants.len();
        let mut l = Self { base: vec![Vec::new(); n], holds: vec![Vec::new(); n], worth: vec![0; n], owed: vec![0; n] };
        l.things(s, w);
        l.debts(s, w, v);
        l.passed_on(s, w);
        l
    }

    fn has(&mut self, who: ParticipantIx, asset: AssetIx, worth: i64) {
        if let (Some(list), Some(sum), true) = (self.base.get_mut(who.at()), self.worth.get_mut(who.at()), worth > 0) {
            list.push((asset, worth));
            *sum += worth;
        }
    }

    fn holds(&mut self, who: ParticipantIx, on: ParticipantIx, via: Via, worth: i64) {
        if worth <= 0 || who == on {
            return;
        }
        if let Some(sum) = self.owed.get_mut(on.at()) {
            *sum += worth;
        }
        if let (Some(list), Some(sum)) = (self.holds.get_mut(who.at()), self.worth.get_mut(who.at())) {
            list.push(Hold { on, via, worth });
            *sum += worth;
        }
    }

    /// What is free, staked, handed in, and in boxes: a token is a claim on its issuer.
    fn things(&mut self, s: &State, w: &World) {
        for asset in (0..w.assets.len() as u32).map(AssetIx) {
            let issuer = s.issuer_of(w, asset);
            let (boxed, waiting) = (boxed(s, w, asset), s.waiting_of_each(w, asset));
            for who in (0..=w.participants.len() as u32).map(ParticipantIx) {
                if who == w.outside() && issuer.is_none() {
                    continue;
                }
                let of = |all: &[i64]| all.get(who.at()).copied().unwrap_or(0);
                let units = s.books.free(who, asset).max(0) + s.staked_of(who, asset) + of(&waiting) + of(&boxed);
                let worth = if asset == w.numeraire { units } else { s.at_mark(w, asset, units) };
                match issuer {
                    Some(issuer) => self.holds(who, issuer, Via::Token(asset), worth),
                    None => self.has(who, asset, worth),
                }
            }
        }
    }

    /// Debts at what they are expected to be paid.
    fn debts(&mut self, s: &State, w: &World, v: &Valuation) {
        for (at, d) in s.debts.iter().enumerate().filter(|(_, d)| d.open > 0 && !d.is_unvalued()) {
            let worth = s.debt_value(w, d) - v.expected_loss(s, w, at, d);
            self.holds(d.creditor, d.debtor, Via::Debt, worth);
        }
    }

    /// Collateral that is in no box of its own link: the holder has pledged it on, or owns it, and owes it back.
    fn passed_on(&mut self, s: &State, w: &World) {
        for (at, (c, p)) in (0u32..).zip(w.collateral.iter().zip(&s.pledges)) {
            let gone = if p.closed || p.converted || p.seized > 0 { 0 } else { p.posted - s.books.pledged(at) };
            self.holds(c.pledger, c.holder, Via::Collateral(at), s.at_mark(w, c.asset, gone.max(0)));
        }
    }
}

/// Units in boxes of links that each participant has posted, of pledges that it passed on too: nobody else counts them.
fn boxed(s: &State, w: &World, asset: AssetIx) -> Vec<i64> {
    let mut all = vec![0; w.participants.len()];
    for (at, c) in (0u32..).zip(&w.collateral).filter(|(_, c)| c.asset == asset) {
        if let Some(slot) = all.get_mut(c.pledger.at()) {
            *slot += s.books.pledged(at);
        }
    }
    all
}

/// How deep each claim token is wrapped: 1 on base assets alone, and 1 more for each token between; tokens of one ring
/// count together. 0 for what is no claim token.
pub(crate) fn wrap_depth(s: &State, w: &World) -> Vec<u32> {
    let tokens: Vec<(AssetIx, ParticipantIx)> = State::tokens(w).map(|(asset, c)| (asset, c.issuer)).collect();
    let n = tokens.len();
    // Which tokens stand behind which: directly, then through others.
    let direct = |a: usize, b: usize| match (tokens.get(a), tokens.get(b)) {
        (Some(&(_, issuer)), Some(&(below, other))) => issuer != other && s.owned(w, issuer, below) > 0,
        _ => false,
    };
    let mut reach: Vec<Vec<bool>> = (0..n).map(|a| (0..n).map(|b| direct(a, b)).collect()).collect();
    for mid in 0..n {
        let through = reach.get(mid).cloned().unwrap_or_default();
        for row in reach.iter_mut().filter(|row| row.get(mid) == Some(&true)) {
            row.iter_mut().zip(&through).for_each(|(slot, more)| *slot |= *more);
        }
    }
    let reaches = |a: usize, b: usize| reach.get(a).and_then(|row| row.get(b)).copied().unwrap_or(false);
    let ring = |a: usize| (0..n).filter(|&b| a == b || reaches(a, b) && reaches(b, a)).count() as u32;
    // Longest chains of rings: relaxed as often as there are tokens.
    let mut depth: Vec<u32> = (0..n).map(ring).collect();
    for _ in 0..n {
        for a in 0..n {
            let below = (0..n).filter(|&b| reaches(a, b) && !reaches(b, a)).filter_map(|b| depth.get(b)).max();
            let own = ring(a) + below.copied().unwrap_or(0);
            if let Some(slot) = depth.get_mut(a) {
                *slot = own;
            }
        }
    }
    let mut all = vec![0; w.assets.len()];
    for ((asset, _), depth) in tokens.iter().zip(depth) {
        if let Some(slot) = all.get_mut(asset.at()) {
            *slot = depth;
        }
    }
    all
}

/// What of a sum of claims on participants stands on each participant's own base assets: followed down step by step.
///
/// Each participant's assets stand behind all claims on it alike. What is left after so many steps goes round in a ring.
pub(crate) fn ends(l: &Look, start: &[f64]) -> (Vec<f64>, f64) {
    const STEPS: usize = 2_000;
    let n = l.worth.len();
    let (mut here, mut at_end) = (start.to_vec(), vec![0.0; n]);
    for _ in 0..STEPS {
        if here.iter().sum::<f64>() < 1e-9 {
            break;
        }
        let mut next = vec![0.0; n];
        for (i, &mass) in here.iter().enumerate().filter(|(_, mass)| **mass > 0.0) {
            let all = l.worth.get(i).copied().unwrap_or(0).max(l.owed.get(i).copied().unwrap_or(0));
            if all <= 0 {
                continue;
            }
            let own: i64 = l.base.get(i).map_or(0, |list| list.iter().map(|x| x.1).sum());
            if let Some(slot) = at_end.get_mut(i) {
                *slot += mass * own as f64 / all as f64;
            }
            for h in l.holds.get(i).into_iter().flatten() {
                if let Some(slot) = next.get_mut(h.on.at()) {
                    *slot += mass * h.worth as f64 / all as f64;
                }
            }
        }
        here = next;
    }
    (at_end, here.iter().sum())
}

/// Value of a token's units in all hands but its issuer's, in quanta of the numeraire.
pub(crate) fn circulating(s: &State, w: &World, asset: AssetIx, issuer: ParticipantIx) -> i64 {
    let units = s.supply(w, asset) - s.owned(w, issuer, asset);
    value_of(units.max(0), s.quotes.get(asset.at()).map_or(0.0, |q| q.mark), s.scale(w, asset))
}
