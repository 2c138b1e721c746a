//! What estates are expected to pay, remembered: between distributions nothing about them changes.

use crate::clearing::{self, Claim, Network, Recovery};
use crate::world::World;
use std::cell::RefCell;

/// The last question put to the estates, and its answer.
#[derive(Clone, Debug, Default)]
struct Asked {
    failed: Vec<usize>,
    cash: Vec<i64>,
    claims: Vec<Claim>,
    ratios: Vec<f64>,
}

/// A memory of one answer; the answer depends on the question alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Estates {
    last: RefCell<Asked>,
}

impl Estates {
    /// The part of its claims that each estate pays, by the clearing vector of the estates on their own.
    pub fn ratios(&self, w: &World, failed: Vec<usize>, cash: Vec<i64>, claims: Vec<Claim>) -> Vec<f64> {
        if let Ok(last) = self.last.try_borrow()
            && last.failed == failed
            && last.cash == cash
            && last.claims == claims
        {
            return last.ratios.clone();
        }
        let ratios = solve(w, failed.len(), &cash, &claims);
        if let Ok(mut last) = self.last.try_borrow_mut() {
            *last = Asked { failed, cash, claims, ratios: ratios.clone() };
        }
        ratios
    }
}

fn solve(w: &World, estates: usize, cash: &[i64], claims: &[Claim]) -> Vec<f64> {
    let mut owed = vec![0i64; estates];
    for c in claims {
        if let Some(slot) = owed.get_mut(c.debtor as usize) {
            *slot += c.amount;
        }
    }
    let cost = Recovery { assets: w.rules.recovery_assets.get(), interbank: w.rules.recovery_interbank.get() };
    let Ok(net) = Network::new(cash.to_vec(), claims.to_vec(), vec![cost; cash.len()]) else {
        return vec![1.0; estates];
    };
    let cleared = clearing::clear_greatest(&net);
    let ratio = |(&owed, &paid): (&i64, &f64)| if owed > 0 { (paid / owed as f64).clamp(0.0, 1.0) } else { 1.0 };
    owed.iter().zip(&cleared.node_paid).map(ratio).collect()
}
