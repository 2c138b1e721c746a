//! What everybody is worth at marks: claims on failed debtors at what their estates are expected to pay.

use super::{Debt, Shown, State};
use crate::clearing::Claim;
use crate::units::{AssetIx, ParticipantIx, value_of};
use crate::world::World;

/// Values of all participants at one moment, in quanta of the numeraire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Valuation {
    pub cash: Vec<i64>,
    pub holdings: Vec<i64>,
    pub posted: Vec<i64>,
    pub claims: Vec<i64>,
    pub debts: Vec<i64>,
    /// Expected loss of everybody outside on claims against failed participants.
    pub outside_loss: i64,
    /// What pending sales of seized collateral are expected to burn.
    pub pending_burn: i64,
    /// Part of each failed participant's debts that its estate is expected to pay; 1 for the others.
    pub ratio: Vec<f64>,
    /// What each would bring if sold now at the known discounts, beside claims: what an estate can pay from.
    brings: Vec<i64>,
    secured: Vec<i64>,
    /// What others see beside what there is, of each.
    pub(super) shown: Vec<Shown>,
}

impl Valuation {
    pub fn equity(&self, who: ParticipantIx) -> i64 {
        let i = who.at();
        let get = |v: &[i64]| v.get(i).copied().unwrap_or(0);
        get(&self.cash) + get(&self.holdings) + get(&self.posted) + get(&self.claims) - get(&self.debts)
    }

    /// Part of a debt that a pending sale of seized collateral is expected to pay.
    pub fn secured_part(&self, at: usize, debt: &Debt) -> i64 {
        self.secured.get(at).copied().unwrap_or(0).min(debt.open)
    }

    /// What a debt of a failed debtor is expected to leave unpaid; `at` is its place.
    pub fn expected_loss(&self, s: &State, w: &World, at: usize, debt: &Debt) -> i64 {
        let face = s.debt_value(w, debt);
        let ratio = self.ratio.get(debt.debtor.at()).copied().unwrap_or(1.0);
        let open = face - self.secured_part(at, debt).min(face);
        if ratio < 1.0 { open - value_of(open, ratio, 1.0) } else { 0 }
    }

    pub fn of(s: &State, w: &World) -> Self {
        let mut v = Self::bare(s, w);
        v.tokens(s, w);
        v.show(s, w);
        v.outside_loss += s.written_down_outside(w);
        v
    }

    /// The same without what issuers owe by their claim tokens.
    pub fn bare(s: &State, w: &World) -> Self {
        let n = w.participants.len();
        let mut v = Self {
            cash: vec![0; n],
            holdings: vec![0; n],
            posted: vec![0; n],
            claims: vec![0; n],
            debts: vec![0; n],
            ratio: vec![1.0; n],
            brings: vec![0; n],
            ..Self::default()
        };
        v.things(s, w);
        let secured = v.collateral(s, w);
        v.estates(s, w, &secured);
        v.owed(s, w, &secured);
        v.secured = secured;
        v
    }

    /// What a pending sale of seized collateral is expected to pay of each debt.
    pub fn secured(s: &State, w: &World) -> Vec<i64> {
        Self::default().collateral(s, w)
    }

    /// Cash and holdings at marks, and what a sale would bring without price impact.
    fn things(&mut self, s: &State, w: &World) {
        for (a, spec) in w.assets.iter().enumerate() {
            let asset = AssetIx(a as u32);
            let price = s.quotes.get(a).map_or(0.0, |q| q.mark);
            let discount = spec.market.as_ref().map_or(0.0, |m| m.discount);
            let scale = s.scale(w, asset);
            let waiting = s.waiting_of_each(w, asset);
            for i in 0..w.participants.len() {
                let who = ParticipantIx(i as u32);
                let units = s.books.free(who, asset) + waiting.get(i).unwrap_or(&0);
                let staked = s.staked_of(who, asset);
                if asset == w.numeraire {
                    add(&mut self.holdings, i, staked);
                    add(&mut self.brings, i, staked);
                    add(&mut self.cash, i, units);
                    add(&mut self.brings, i, units);
                } else if units + staked != 0 {
                    let units = units + staked;
                    add(&mut self.holdings, i, value_of(units, price, scale));
                    let brings = if s.is_own_capital(who, spec.claim) { 0.0 } else { price * (1.0 - discount) };
                    add(&mut self.brings, i, value_of(units, brings, scale));
                }
            }
        }
    }

    /// Posted collateral belongs to its pledger until seized; what a pending seizure brings is set against the claim.
    /// Returns expected proceeds per debt.
    fn collateral(&mut self, s: &State, w: &World) -> Vec<i64> {
        let mut secured = vec![0i64; s.debts.len()];
        let mut below = vec![0i64; w.collateral.len()];
        for (c, p) in w.collateral.iter().zip(&s.pledges).filter(|(_, p)| !p.closed) {
            if let Some(up) = c.reuses {
                add(&mut below, up as usize, p.posted);
            }
        }
        for (at, (c, p)) in w.collateral.iter().zip(&s.pledges).enumerate() {
            let here = s.books.pledged(at as u32) + below.get(at).copied().unwrap_or(0);
            if !c.transfer && !p.closed && !p.converted && p.seized == 0 && p.posted > here {
                // Pledged on and lost further down the chain: the holder still owes it back.
                add(&mut self.debts, c.holder.at(), s.at_mark(w, c.asset, p.posted - here));
            }
            if p.seized > 0 {
                let value = s.at_mark(w, c.asset, p.seized);
                let brings = s
                    .quotes
                    .get(c.asset.at())
                    .map_or(0, |q| value_of(p.seized, q.mark * (1.0 - c.seizure_discount), s.scale(w, c.asset)));
                self.pending_burn += value - brings;
                let mut left = brings;
                for i in s.secured_at(w, at as u32) {
                    let (Some(d), Some(slot)) = (s.debts.get(i), secured.get_mut(i)) else { continue };
                    let part = left.min(d.open - *slot);
                    *slot += part;
                    left -= part;
                }
                add(&mut self.posted, c.pledger.at(), value);
                add(&mut self.brings, c.pledger.at(), left);
            } else if !p.closed && s.owns(w, at) {
                let value = s.at_mark(w, c.asset, p.posted);
                add(&mut self.posted, c.pledger.at(), value);
                add(&mut self.brings, c.pledger.at(), value);
            }
            if c.transfer && !p.closed {
                // The holder owns the units and owes their return.
                add(&mut self.debts, c.holder.at(), s.at_mark(w, c.asset, p.posted));
            }
        }
        secured
    }

    /// The clearing vector of the estates on their own: what each is expected to pay of its unsecured claims.
    fn estates(&mut self, s: &State, w: &World, secured: &[i64]) {
        let failed: Vec<usize> = (0..w.participants.len()).filter(|&i| s.has_failed(ParticipantIx(i as u32))).collect();
        if failed.is_empty() {
            return;
        }
        let mut nodes = vec![None; w.participants.len()];
        for (node, &i) in failed.iter().enumerate() {
            if let Some(slot) = nodes.get_mut(i) {
                *slot = Some(node);
            }
        }
        let node = |who: ParticipantIx| nodes.get(who.at()).copied().flatten();
        let sink = failed.len();
        let mut cash: Vec<i64> = failed.iter().map(|&i| self.brings.get(i).copied().unwrap_or(0).max(0)).collect();
        cash.push(0);
        let mut claims = Vec::new();
        for (d, &sec) in s.debts.iter().zip(secured).filter(|(d, _)| d.open > 0) {
            let amount = s.debt_value(w, d);
            let (from, to) = (node(d.debtor), node(d.creditor));
            match (from, to) {
                (Some(from), to) if !d.is_unvalued() => {
                    claims.push(Claim {
                        debtor: from as u32,
                        creditor: to.unwrap_or(sink) as u32,
                        amount: amount - sec.min(amount),
                        class: d.class,
                    });
                    if let Some(to) = to {
                        add(&mut cash, to, sec.min(amount));
                    }
                }
                (None, Some(to)) if !d.is_unvalued() => add(&mut cash, to, amount),
                _ => {}
            }
        }
        let ratios = s.estates.ratios(w, failed.clone(), cash, claims);
        for (&i, ratio) in failed.iter().zip(ratios) {
            if let Some(slot) = self.ratio.get_mut(i) {
                *slot = ratio;
            }
        }
    }

    /// Claims and debts, given what the estates pay.
    fn owed(&mut self, s: &State, w: &World, secured: &[i64]) {
        for (d, &sec) in s.debts.iter().zip(secured).filter(|(d, _)| d.open > 0 && !d.is_unvalued()) {
            let face = s.debt_value(w, d);
            let ratio = self.ratio.get(d.debtor.at()).copied().unwrap_or(1.0);
            let safe = sec.min(face);
            let expected = if ratio < 1.0 { safe + value_of(face - safe, ratio, 1.0) } else { face };
            add(&mut self.debts, d.debtor.at(), face);
            if d.creditor == w.outside() {
                self.outside_loss += face - expected;
            } else {
                add(&mut self.claims, d.creditor.at(), expected);
            }
        }
    }
}

fn add(v: &mut [i64], at: usize, amount: i64) {
    if let Some(slot) = v.get_mut(at) {
        *slot += amount;
    }
}
