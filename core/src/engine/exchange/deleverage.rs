//! Auto-deleveraging: what is bankrupt and found no other way out is closed against winners, whose scores are taken once.

use super::super::context::Note;
use super::Desk;
use crate::clearing::adl::{Deleveraged, Need, Rule, Winner, deleverage, index, profit_leverage};
use crate::journal::EntryKind;
use crate::scenario::{AdlFill, AdlRule, Uncovered};
use crate::state::{Cutback, Queued, Stand};
use crate::units::EntryIx;
use crate::world::exchange::worth;

/// The most of a queue that is shown.
const SHOWN: usize = 12;

/// A bankrupt account and what it lacks.
struct Victim {
    account: usize,
    lacks: i64,
    stand: Stand,
}

/// A winner in a market: its account, and the place of its leg.
struct Place {
    account: usize,
    leg: usize,
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
                if *cut == crate::clearing::adl::Cut::default() {
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

    /// All accounts on a side that have a profit and are not below maintenance.
    fn winners(&self, market: u32, long: bool) -> (Vec<Place>, Vec<Winner>) {
        let get = |all: &[f64]| all.get(market as usize).copied().unwrap_or(0.0);
        let (mark, scale) = (get(&self.v.marks), get(&self.v.scales));
        let (mut places, mut all) = (Vec::new(), Vec::new());
        for (account, a) in self.v.accounts.iter().enumerate().take(self.v.vault()) {
            if self.is_below.get(account) == Some(&true) {
                continue;
            }
            for (k, l) in self.v.legs_of(account).iter().enumerate() {
                if l.market != market || l.size == 0 || (l.size > 0) != long {
                    continue;
                }
                let profit = self.v.profit(l);
                if profit <= 0 {
                    continue;
                }
                let equity = self.v.stand(self.spec, account).equity as f64;
                let value = self.v.worth(market, l.size) as f64;
                let entry = l.cost as f64 / (l.size as f64 * scale);
                let score = match self.spec.adl {
                    AdlRule::QueueByIndex => index(long, mark, entry, value.abs(), equity),
                    _ => profit_leverage(value, l.cost as f64, value - equity),
                };
                places.push(Place { account, leg: a.legs.0 as usize + k });
                all.push(Winner { size: l.size.abs(), profit, score });
            }
        }
        (places, all)
    }

    /// The line of what is bankrupt.
    fn bankrupt(&mut self, market: u32, long: bool, (size, deficit): (i64, i64), first: Option<&Victim>) -> EntryIx {
        let mut whys: Vec<EntryIx> = Vec::new();
        whys.extend(self.said_of_crowd.get(market as usize).and_then(|m| m.get(usize::from(long)).copied()).flatten());
        let held = self.said.iter().filter(|x| self.v.legs_of(x.0).iter().any(|l| l.market == market));
        whys.extend(held.map(|x| x.1));
        whys.extend(first.and_then(|v| self.why(v.account, market, long)).filter(|e| !whys.contains(e)));
        let mut note = Note::new(EntryKind::Bankrupt).asset(self.asset(market)).amount(size).of(deficit);
        for entry in whys {
            note = note.cause(Some(entry), 0);
        }
        self.note(note)
    }

    /// The first in the queue, for the frame.
    fn queue(&mut self, market: u32, places: &[Place], winners: &[Winner], done: &Deleveraged) {
        for &at in done.order.iter().take(SHOWN) {
            let (Some(p), Some(w)) = (places.get(at), winners.get(at)) else { continue };
            let account = p.account as u32;
            self.v.did.queue.push(Queued { account, market, size: w.size, profit: w.profit, score: w.score });
        }
    }

    /// A winner is cut back: its line, and whether it has lost a hedge.
    fn cut_line(
        &mut self,
        market: u32,
        place: &Place,
        (winner, cut): (&Winner, crate::clearing::adl::Cut),
        why: EntryIx,
    ) {
        let mut naked = None;
        if self.is_named(place.account) {
            let who = self.holder(place.account);
            let note = Note::new(EntryKind::Deleveraged).other(who).asset(self.asset(market));
            let entry = self.note(note.amount(cut.size).of(winner.size).cause(Some(why), cut.size));
            let note = Note::new(EntryKind::ProfitCut).other(who).amount(cut.profit).of(winner.profit);
            let taken = self.note(note.cause(Some(entry), cut.profit));
            self.took(place.account, taken, cut.profit);
            naked = self.hedge_lost(market, who, cut.size, entry);
        }
        self.v.did.cuts.push(Cutback {
            account: place.account as u32,
            market,
            size: cut.size,
            of: winner.size,
            profit: cut.profit,
            gains: winner.profit,
            naked,
        });
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

    /// What nothing has covered: the venue's own loss, or everybody's.
    fn nobody_covers(&mut self, victims: &[Victim]) {
        let mut open = 0i64;
        let lacking: Vec<(usize, i64)> = victims.iter().map(|v| (v.account, v.lacks)).filter(|v| v.1 > 0).collect();
        for &(account, lacks) in &lacking {
            self.v.give(account, lacks);
            open += lacks;
        }
        if open <= 0 {
            return;
        }
        self.v.did.uncovered = open;
        let whys: Vec<EntryIx> =
            self.said.iter().map(|x| x.1).chain(self.said_of_crowd.iter().flatten().flatten().copied()).collect();
        let because = |note: Note| whys.iter().fold(note, |note, e| note.cause(Some(*e), 0));
        let mut own = open;
        if self.spec.uncovered == Uncovered::Socialised {
            let shared = self.socialise(open);
            own -= shared;
            if shared > 0 {
                let entry = self.note(because(Note::new(EntryKind::Socialised).amount(shared).of(open)));
                for at in 0..self.v.vault() {
                    self.took(at, entry, 0);
                }
            }
        }
        self.v.did.own += own;
        if own > 0 {
            let entry = self.note(because(Note::new(EntryKind::VenueLoss).amount(own).of(open)));
            self.t.s.lost(self.v.who, entry, own);
        }
    }

    /// All accounts of customers with an equity bear a loss pro rata to it; how much of it they can.
    fn socialise(&mut self, loss: i64) -> i64 {
        let equities: Vec<i64> = (0..self.v.vault()).map(|at| self.v.stand(self.spec, at).equity.max(0)).collect();
        let parts = crate::clearing::waterfall::pro_rata(loss, &equities);
        for (at, part) in parts.iter().enumerate().filter(|p| *p.1 > 0) {
            self.v.give(at, -part);
        }
        let shared = parts.iter().sum();
        self.v.did.socialised += shared;
        shared
    }
}
