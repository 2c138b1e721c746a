//! Claim tokens in motion: how many there are, and what stands behind each, through the chain of tokens that back tokens.

use super::{State, Valuation};
use crate::clearing::{self, Claim, Network, Recovery};
use crate::ledger::{Account, Backed, BackedClaim, Books};
use crate::units::{Amount, AssetIx, ParticipantIx, value_of};
use crate::world::{ClaimSpec, World};

/// How many times all there is a share may be worth.
const MOST_TIMES: i64 = 1_000;

/// Opening balances with what is held outside and what of each token has been issued.
pub(super) fn books(w: &World, holdings: &[Vec<i64>], boxes: Vec<(AssetIx, i64)>) -> Books {
    let circulating = |c: Option<ClaimSpec>| c.map_or(0, |c| c.circulating);
    let outside: Vec<i64> = w.assets.iter().map(|a| circulating(a.claim)).collect();
    let stakes =
        w.participants.iter().map(|p| p.staking.as_ref().map_or((AssetIx(u32::MAX), 0), |s| (s.asset, s.units)));
    let stakes: Vec<(AssetIx, i64)> = stakes.collect();
    let stakes = if w.participants.iter().any(|p| p.staking.is_some()) { stakes } else { Vec::new() };
    let held = |at: usize| {
        let free: i64 = holdings.iter().filter_map(|h| h.get(at)).sum();
        let free = free + stakes.iter().filter(|s| s.0.at() == at).map(|s| s.1).sum::<i64>();
        free + boxes.iter().filter(|b| b.0.at() == at).map(|b| b.1).sum::<i64>()
    };
    let issued: Vec<i64> = (0..w.assets.len())
        .map(|at| w.assets.get(at).and_then(|a| a.claim).map_or(0, |c| c.circulating + held(at)))
        .collect();
    Books::new(holdings, &outside, &issued, boxes, stakes)
}

impl State {
    /// Quanta of a claim token that are in anybody's hands; for other assets, what has been burnt of them, below zero.
    pub fn supply(&self, w: &World, asset: AssetIx) -> i64 {
        -self.books.free(w.unissued(), asset)
    }

    /// What a token promises in quanta of the numeraire, in all; nothing for a share.
    pub fn promised(&self, w: &World, asset: AssetIx, claim: &ClaimSpec) -> Option<i64> {
        let (of, par) = claim.par?;
        let price = if of == w.numeraire { 1.0 } else { self.quotes.get(of.at()).map_or(0.0, |q| q.mark) };
        Some(value_of(self.supply(w, asset), par * price, self.scale(w, asset)))
    }

    /// The claim tokens of a world with what each is.
    pub fn tokens(w: &World) -> impl Iterator<Item = (AssetIx, ClaimSpec)> + '_ {
        (0u32..).map(AssetIx).zip(&w.assets).filter_map(|(at, a)| Some((at, a.claim?)))
    }

    /// The price at which what stands behind each token covers it, for each in order of [`State::tokens`], and how that
    /// was found.
    ///
    /// Issuers are debtors, holders of their tokens creditors, and a token in the hands of another issuer is an asset of
    /// that one: so this is the greatest clearing vector of that network (Eisenberg and Noe 2001, with classes), in which
    /// rings of tokens that back each other are as simple as chains. A share is a claim on more than there is.
    pub fn backing(&self, w: &World) -> (Vec<f64>, Backed) {
        let tokens: Vec<(AssetIx, ClaimSpec)> = Self::tokens(w).collect();
        if tokens.is_empty() {
            return (Vec::new(), Backed::default());
        }
        let hands = self.hands(w, &tokens);
        let v = Valuation::without_tokens(self, w, &tokens, &hands);
        let n = w.participants.len();
        let mut cash: Vec<i64> = (0..n).map(|i| v.equity(ParticipantIx(i as u32)).max(0)).collect();
        cash.push(0);
        // No share is worth more than so many times all there is: in a ring of shares that nobody outside holds, each
        // would stand for more and more of the others.
        let most = cash.iter().sum::<i64>().saturating_mul(MOST_TIMES).min(Amount::LIMIT / (tokens.len() as i64 + 1));
        let issues = |who: ParticipantIx| tokens.iter().any(|(_, spec)| spec.issuer == who);
        let own = cash.get(..n).unwrap_or_default().to_vec();
        let mut claims: Vec<Claim> = Vec::new();
        let mut owner: Vec<usize> = Vec::new();
        let mut backed = Backed { after: self.books.postings().len() as u32, own, claims: Vec::new() };
        for (k, ((asset, spec), hands)) in tokens.iter().zip(&hands).enumerate() {
            let supply = self.supply(w, *asset);
            if supply <= 0 {
                continue;
            }
            let total = self.promised(w, *asset, spec).unwrap_or(most);
            // Par tokens in their order, then shares.
            let class = if spec.par.is_some() { spec.class } else { spec.class + crate::scenario::MAX_SENIORITY + 1 };
            let (mut rest, mut elsewhere) = (total, supply);
            let mut note = |holder: ParticipantIx, units: i64, promised: i64| {
                let issuer = spec.issuer;
                backed.claims.push(BackedClaim { asset: *asset, issuer, holder, units, promised, class, paid: 0 });
            };
            let held = (0..).map(ParticipantIx).zip(hands.iter().copied());
            for (i, units) in held.filter(|&(i, units)| units > 0 && i != spec.issuer && issues(i)) {
                let part = value_of(units, total as f64 / supply as f64, 1.0).clamp(0, rest);
                claims.push(Claim { debtor: spec.issuer.0, creditor: i.0, amount: part, class });
                owner.push(k);
                note(i, units, part);
                (rest, elsewhere) = (rest - part, elsewhere - units);
            }
            claims.push(Claim { debtor: spec.issuer.0, creditor: n as u32, amount: rest, class });
            owner.push(k);
            note(w.outside(), elsewhere, rest);
        }
        let full = vec![Recovery { assets: 1.0, interbank: 1.0 }; n + 1];
        let paid = Network::new(cash, claims, full).map(|net| clearing::clear(&net).claim_paid).unwrap_or_default();
        backed.claims.iter_mut().zip(&paid).for_each(|(claim, &paid)| claim.paid = paid);
        let room = owner.len() as i64;
        let price = |(k, (asset, spec)): (usize, &(AssetIx, ClaimSpec))| {
            let supply = self.supply(w, *asset);
            let last = self.quotes.get(asset.at()).map_or(0.0, |q| q.fair);
            if supply <= 0 {
                return self.par_price(w, spec).unwrap_or(last);
            }
            let sum: i64 = paid.iter().zip(&owner).filter(|(_, owner)| **owner == k).map(|(paid, _)| paid).sum();
            let price = sum as f64 / (supply as f64 * self.scale(w, *asset));
            match self.promised(w, *asset, spec) {
                // Each claim is paid the floor: covered but for a quantum a claim is covered.
                Some(total) if sum + room >= total => self.par_price(w, spec).unwrap_or(price),
                // What is owed in kind may be more than there is: its value keeps within the limit on amounts.
                _ => price.min(Amount::SUPPLY_LIMIT as f64 / (spec.most.max(1) as f64 * self.scale(w, *asset))),
            }
        };
        (tokens.iter().enumerate().map(price).collect(), backed)
    }

    /// What a token at par promises for one unit, at marks.
    pub fn par_price(&self, w: &World, spec: &ClaimSpec) -> Option<f64> {
        let (of, par) = spec.par?;
        Some(if of == w.numeraire { par } else { par * self.quotes.get(of.at()).map_or(0.0, |q| q.mark) })
    }

    /// What stood behind a unit at the opening.
    pub fn opening_fair(&self, asset: AssetIx) -> f64 {
        self.quotes.get(asset.at()).map_or(0.0, |q| q.fair_open)
    }

    /// Issues units to somebody; the caller writes the line.
    pub fn mint(&mut self, w: &World, asset: AssetIx, to: ParticipantIx, units: i64) {
        self.books.post(asset, Account::Free(w.unissued()), Account::Free(to), units);
    }

    /// Takes free units out of the world; the caller writes the line.
    pub fn burn(&mut self, w: &World, asset: AssetIx, from: ParticipantIx, units: i64) {
        self.books.post(asset, Account::Free(from), Account::Free(w.unissued()), units);
    }
}

impl Valuation {
    /// What each has beside claim tokens, less its debts: nothing that depends on the price of a token.
    fn without_tokens(s: &State, w: &World, tokens: &[(AssetIx, ClaimSpec)], hands: &[Vec<i64>]) -> Self {
        let mut v = Self::bare(s, w);
        for (&(asset, _), hands) in tokens.iter().zip(hands) {
            for (slot, &units) in v.holdings.iter_mut().zip(hands) {
                *slot -= s.at_mark(w, asset, units);
            }
        }
        v
    }

    /// What issuers owe by their tokens, and what people outside lose on tokens at par.
    pub(super) fn tokens(&mut self, s: &State, w: &World) {
        for par in [true, false] {
            for (asset, spec) in State::tokens(w).filter(|(_, spec)| spec.par.is_some() == par) {
                let face = match s.promised(w, asset, &spec) {
                    Some(face) => face,
                    // A share takes what is left.
                    None if s.supply(w, asset) > 0 => self.equity(spec.issuer).max(0),
                    None => 0,
                };
                if let Some(slot) = self.debts.get_mut(spec.issuer.at()) {
                    *slot += face;
                }
                if let Some(par) = s.par_price(w, &spec) {
                    let fair = s.quotes.get(asset.at()).map_or(par, |q| q.fair);
                    let outside = s.books.free(w.outside(), asset).max(0) + s.waiting_of(w.outside(), asset);
                    self.outside_loss += value_of(outside, (par - fair).max(0.0), s.scale(w, asset));
                }
            }
        }
    }
}
