//! The insurance fund: pays so that bankrupt positions can be sold at any price.

use super::super::context::Note;
use super::Desk;
use super::book::Fill;
use crate::journal::EntryKind;

impl Desk<'_, '_> {
    /// Bankrupt accounts, in order: all positions of one are sold where the fund can pay what it then lacks.
    pub(super) fn at_the_fund_s_cost(&mut self) {
        let mut done: Vec<(u32, bool, Fill)> = Vec::new();
        let mut paid = 0i64;
        for account in self.below.clone() {
            let s = self.v.stand(self.spec, account);
            if s.equity >= 0 || self.v.fund <= 0 {
                continue;
            }
            let fills = self.all_of(account);
            let Some(fills) = fills else { continue };
            let loss: i64 = fills
                .iter()
                .map(|(market, long, f)| {
                    let value = self.v.worth(*market, f.quanta);
                    if *long { value - f.money } else { f.money - value }
                })
                .sum();
            let lacks = loss - s.equity;
            if lacks > self.v.fund {
                continue;
            }
            for (market, long, f) in fills {
                if let Some((_, curve)) = self.quote(market, long, f.quanta) {
                    self.fill(&f, long);
                    self.book_moves(market, curve.after(long, f.quanta), f.quanta);
                }
                done.push((market, long, f));
            }
            // What is lacking now, to the quantum.
            let lacks = (-self.v.stand(self.spec, account).equity).clamp(0, self.v.fund);
            self.v.fund -= lacks;
            self.v.give(account, lacks);
            paid += lacks;
        }
        let mut done: Vec<Option<(u32, bool, Fill)>> = done.into_iter().map(Some).collect();
        for market in 0..self.spec.markets.len() as u32 {
            for long in [true, false] {
                let of = |x: &mut Option<(u32, bool, Fill)>| x.take_if(|x| x.0 == market && x.1 == long).map(|x| x.2);
                let fills: Vec<Fill> = done.iter_mut().filter_map(of).collect();
                if !fills.is_empty() {
                    self.told(market, long, &fills, EntryKind::FundCloses);
                }
            }
        }
        self.fund_line(paid);
    }

    /// What a sale of all positions of an account would bring; nothing where a book does not take it.
    fn all_of(&self, account: usize) -> Option<Vec<(u32, bool, Fill)>> {
        let first = self.v.accounts.get(account)?.legs.0 as usize;
        let mut all = Vec::new();
        for (k, l) in self.v.legs_of(account).iter().enumerate().filter(|(_, l)| l.size != 0) {
            let (long, quanta) = (l.size > 0, l.size.abs());
            let (money, _) = self.quote(l.market, long, quanta)?;
            all.push((l.market, long, Fill { account, leg: first + k, quanta, money }));
        }
        Some(all)
    }

    /// The line of what the fund has paid.
    pub(super) fn fund_line(&mut self, paid: i64) {
        if paid <= 0 {
            return;
        }
        let why: Vec<_> =
            self.said.iter().map(|x| x.1).chain(self.said_of_crowd.iter().flatten().flatten().copied()).collect();
        let mut note = Note::new(EntryKind::FundPaid).amount(paid).of(paid + self.v.fund);
        for entry in why {
            note = note.cause(Some(entry), 0);
        }
        self.note(note);
        self.v.did.fund_paid += paid;
    }
}
