//! Auto-deleveraging: what is bankrupt and found no other way out is closed against winners, whose scores are taken once.

use super::super::context::Note;
use super::Desk;
use crate::clearing::adl::{Cut, Need, Rule, deleverage};
use crate::journal::EntryKind;
use crate::scenario::{AdlFill, AdlRule};
use crate::state::Stand;
use crate::units::EntryIx;
use crate::world::exchange::worth;

/// A bankrupt account and what it lacks.
pub(super) struct Victim {
    pub account: usize,
    pub lacks: i64,
    pub stand: Stand,
}

impl Desk<'_, '_> {
    pub(super) fn deleverage(&mut self) {
        let mut victims: Vec<Victim> = Vec::new();
        for &account in &self.below {
            let stand = self.v.stand(self.spec, account);
            if stand.equity < 0 {
                victims.push(Victim { account, lacks: -stand.equity, stand });
            }
        }
        if victims.is_empty() {
            return;
        }
        let vault = self.v.vault();
        self.v.did.vault_full |= victims.iter().any(|v| v.account == vault);
        self.rest_of_the_fund(&mut victims);
        let deficit: i64 = victims.iter().map(|v| v.lacks).sum();
        (self.v.did.deficit, self.v.did.fund_left) = (deficit, self.v.fund);
        let rule = match self.spec.adl {
            AdlRule::Off => None,
            AdlRule::QueueByProfit | AdlRule::QueueByIndex => Some(Rule::QueueByScore),
            AdlRule::QueueBySize => Some(Rule::QueueBySize),
            AdlRule::ProRataToSize => Some(Rule::ProRataToSize),
            AdlRule::ProRataToProfit => Some(Rule::ProRataToProfit),
        };
        for market in 0..self.spec.markets.len() as u32 {
            for long in [true, false] {
                self.close_side(market, long, rule.filter(|_| deficit > 0), &mut victims);
            }
        }
        self.nobody_covers(&victims);
    }

    /// What is left of the fund pays bankrupt accounts, in order, before winners are asked.
    fn rest_of_the_fund(&mut self, victims: &mut [Victim]) {
        let mut paid = 0;
        for v in victims {
            let part = v.lacks.min(self.v.fund).max(0);
            self.v.fund -= part;
            self.v.give(v.account, part);
            v.lacks -= part;
            paid += part;
        }
        self.fund_line(paid);
    }

    /// Closes bankrupt positions of one side of a market: against winners of the other side as far as they go, then with the
    /// makers; all at the mark. What winners forgo pays for what is lacking.
    fn close_side(&mut self, market: u32, long: bool, rule: Option<Rule>, victims: &mut [Victim]) {
        let mut legs: Vec<(usize, usize, i64, i64)> = Vec::new();
        for (at, v) in victims.iter().enumerate() {
            let first = self.v.accounts.get(v.account).map_or(0, |a| a.legs.0 as usize);
            for (k, l) in self.v.legs_of(v.account).iter().enumerate() {
                if l.market == market && l.size != 0 && (l.size > 0) == long {
                    let value = self.v.worth(market, l.size).abs();
                    // Several positions of one account share what it lacks by their value.
                    let part =
                        if v.stand.value > 0 { v.lacks as f64 * (value as f64 / v.stand.value as f64) } else { 0.0 };
                    legs.push((at, first + k, l.size, (part.ceil() as i64).min(v.lacks)));
                }
            }
        }
        let size: i64 = legs.iter().map(|l| l.2.abs()).sum();
        if size == 0 {
            return;
        }
        let deficit: i64 = legs.iter().map(|l| l.3).sum();
        // A pot between the two sides: what is left of it the makers take.
        let (mut pot, mut pot_cost) = (0i64, 0i64);
        for &(at, leg, size, _) in &legs {
            let Some(account) = victims.get(at).map(|v| v.account) else { continue };
            let money = self.v.worth(market, size);
            self.v.change(account, leg, -size, -money);
            (pot, pot_cost) = (pot + size, pot_cost + money);
        }
        let mut taken = 0;
        if let Some(rule) = rule.filter(|_| deficit > 0) {
            let (places, winners) = self.winners(market, !long);
            let need = Need { size, deficit, asked: self.asked(market, long, deficit, &legs) };
            let done = deleverage(rule, need, &winners);
            let why = self.bankrupt(market, long, (size, deficit), legs.first().and_then(|l| victims.get(l.0)));
            self.queue(market, &places, &winners, &done);
            for ((place, winner), cut) in places.iter().zip(&winners).zip(&done.cuts) {
                if *cut == Cut::default() {
                    continue;
                }
                let closed = if long { cut.size } else { -cut.size };
                let money = self.v.worth(market, closed);
                self.v.change(place.account, place.leg, closed, money);
                (pot, pot_cost) = (pot - closed, pot_cost - money);
                self.v.give(place.account, -cut.profit);
                taken += cut.profit;
                self.cut_line(market, place, (winner, *cut), why);
            }
            let value = self.v.worth(market, size);
            if let Some(m) = self.v.did.markets.get_mut(market as usize) {
                let closed: i64 = done.cuts.iter().map(|c| c.size).sum();
                m.adl += closed;
                m.adl_value += (i128::from(value) * i128::from(closed) / i128::from(size)) as i64;
                m.liquidated = m.liquidated.saturating_add(value);
            }
            let crowd: i64 =
                places.iter().zip(&done.cuts).filter(|(p, _)| !self.is_named(p.account)).map(|(_, c)| c.profit).sum();
            self.pay_out((taken, done.overshoot, crowd), why, victims, &legs);
        }
        let (makers, leg) = (self.v.makers(), self.v.leg_in(self.v.makers(), market));
        self.v.change(makers, leg, pot, pot_cost);
    }

    /// What a queue asks winners for: what the fill at the mark of the tick before brings beyond the bankruptcy price.
    fn asked(&self, market: u32, long: bool, deficit: i64, legs: &[(usize, usize, i64, i64)]) -> i64 {
        if self.spec.fill == AdlFill::BankruptcyPrice {
            return deficit;
        }
        let get = |all: &[f64]| all.get(market as usize).copied().unwrap_or(0.0);
        let (before, mark) = (get(&self.v.before), get(&self.v.marks));
        let gap = if long { before - mark } else { mark - before };
        let brings = legs.iter().map(|l| worth(l.2.abs(), gap.max(0.0), get(&self.v.scales)));
        brings.sum::<i64>().max(deficit)
    }

    /// What was taken pays what victims lack; the rest is overshoot, and goes to the fund.
    fn pay_out(
        &mut self,
        (taken, overshoot, crowd): (i64, i64, i64),
        why: EntryIx,
        victims: &mut [Victim],
        legs: &[(usize, usize, i64, i64)],
    ) {
        let mut left = taken - overshoot;
        for &(at, _, _, part) in legs {
            let Some(v) = victims.get_mut(at) else { continue };
            let pays = part.min(left).min(v.lacks);
            v.lacks -= pays;
            left -= pays;
            self.v.give(v.account, pays);
        }
        self.v.fund += overshoot + left;
        self.v.did.taken += taken;
        self.v.did.overshoot += overshoot + left;
        if crowd > 0 {
            let note = Note::new(EntryKind::ProfitCut).other(self.w.outside()).amount(crowd).of(taken);
            self.note(note.cause(Some(why), crowd));
        }
        if overshoot + left > 0 {
            let note = Note::new(EntryKind::Overshot).amount(overshoot + left).of(taken);
            self.note(note.cause(Some(why), overshoot + left));
        }
    }
}
