//! Claim tokens handed in for redemption: who waits since when, for what, and what a unit would be paid.

use super::State;
use crate::units::{Amount, AssetIx, EntryIx, ParticipantIx, Tick, scale, value_of};
use crate::world::{ClaimSpec, RedemptionSpec, World};

/// Units of a claim token that somebody has handed in.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub asset: AssetIx,
    pub who: ParticipantIx,
    /// Units handed in, and how many of them still wait.
    pub asked: i64,
    pub left: i64,
    pub since: Tick,
    /// Units of what is paid for one unit of the token, the fee taken off, at the request.
    pub rate: f64,
    /// The debt that replaced the tokens, where the rate was fixed at the request; they are burnt.
    pub debt: Option<u32>,
    /// Units redeemed in the tick under way.
    pub served: i64,
    /// The line that says they were handed in.
    pub entry: EntryIx,
}

impl Request {
    /// Whether the wait is over.
    pub fn is_ripe(&self, spec: &RedemptionSpec, tick: Tick) -> bool {
        self.left > 0 && self.since.saturating_add(spec.delay) <= tick
    }

    /// What says how it stands, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for x in [self.left, i64::from(self.asset.0) << 32 | i64::from(self.who.0), i64::from(self.since)] {
            out.extend_from_slice(&x.to_le_bytes());
        }
        out.extend_from_slice(&self.rate.to_bits().to_le_bytes());
    }
}

impl RedemptionSpec {
    /// Whether the counter is open in a tick.
    pub fn is_open(&self, tick: Tick) -> bool {
        let within = |(from, open, every): (Tick, Tick, Tick)| {
            (i64::from(tick) - i64::from(from)).rem_euclid(i64::from(every)) < i64::from(open)
        };
        self.hours.is_none_or(within)
    }
}

impl State {
    /// Begins a tick: what was redeemed or dissolved in the last one is forgotten.
    pub(super) fn open_requests(&mut self) {
        self.requests.retain(|r| r.left > 0);
        self.requests.iter_mut().for_each(|r| r.served = 0);
    }

    /// Units that somebody has handed in and that are still its own, at the risk of the issuer.
    pub fn waiting_of(&self, who: ParticipantIx, asset: AssetIx) -> i64 {
        let own = |r: &&Request| r.who == who && r.asset == asset && r.debt.is_none();
        self.requests.iter().filter(own).map(|r| r.left).sum()
    }

    /// The same of everybody, outside last; empty where nothing of it waits.
    pub fn waiting_of_each(&self, w: &World, asset: AssetIx) -> Vec<i64> {
        let mut all = Vec::new();
        for r in self.requests.iter().filter(|r| r.asset == asset && r.debt.is_none() && r.left != 0) {
            all.resize(w.participants.len() + 1, 0);
            if let Some(slot) = all.get_mut(r.who.at()) {
                *slot += r.left;
            }
        }
        all
    }

    /// Units of a token that wait, tokens burnt at the request among them.
    pub fn waiting(&self, asset: AssetIx) -> i64 {
        self.requests.iter().filter(|r| r.asset == asset).map(|r| r.left).sum()
    }

    /// Who has issued a token.
    pub fn issuer_of(&self, w: &World, asset: AssetIx) -> Option<ParticipantIx> {
        w.assets.get(asset.at())?.claim.map(|c| c.issuer)
    }

    /// How a token is redeemed.
    pub fn redemption(w: &World, asset: AssetIx) -> Option<(ClaimSpec, RedemptionSpec)> {
        let claim = w.assets.get(asset.at())?.claim?;
        Some((claim, claim.redemption?))
    }

    /// Units of what is paid for one unit of a token, before the fee: what it promises, or what stands behind a share, at
    /// marks. Nothing when the marks say nothing.
    pub fn redeems_for(&self, w: &World, asset: AssetIx) -> Option<f64> {
        let (claim, spec) = Self::redemption(w, asset)?;
        let price = |a: AssetIx| if a == w.numeraire { 1.0 } else { self.quotes.get(a.at()).map_or(0.0, |q| q.mark) };
        let rate = match claim.par {
            Some((of, par)) if of == spec.pays => par,
            Some((of, par)) => par * price(of) / price(spec.pays),
            None => self.quotes.get(asset.at()).map_or(0.0, |q| q.fair) / price(spec.pays),
        };
        (rate.is_finite() && rate > 0.0).then_some(rate)
    }

    /// The same at the moment of payment: no more than what stands behind a unit.
    pub fn redeems_now(&self, w: &World, asset: AssetIx) -> Option<f64> {
        let full = self.redeems_for(w, asset)?;
        let (claim, spec) = Self::redemption(w, asset)?;
        let fair = self.quotes.get(asset.at()).map_or(0.0, |q| q.fair);
        let mark = if spec.pays == w.numeraire { 1.0 } else { self.quotes.get(spec.pays.at())?.mark };
        match self.par_price(w, &claim) {
            Some(par) if fair < par => Some(full.min(fair / mark)).filter(|r| r.is_finite() && *r > 0.0),
            _ => Some(full),
        }
    }

    /// Quanta paid for quanta of a token at a rate, rounded down, and no more than can be of anything.
    pub fn paid_for(w: &World, (token, pays): (AssetIx, AssetIx), units: i64, rate: f64) -> i64 {
        let decimals = |a: AssetIx| w.assets.get(a.at()).map_or(2, |x| x.decimals);
        value_of(units, rate, scale(decimals(pays), decimals(token))).min(Amount::SUPPLY_LIMIT)
    }
}
