//! The balance sheet of one participant: the sums of [`Valuation`] line by line, by the same rules.

use super::super::{Debt, DebtKind, State, Valuation};
use crate::trace::{BalanceSheet, SheetLine, SheetWhat};
use crate::units::{Amount, AssetIx, LinkKind, LinkRef, ParticipantIx, value_of};
use crate::world::World;

impl State {
    /// What a participant has and owes as things stand.
    pub fn sheet(&self, w: &World, who: ParticipantIx) -> BalanceSheet {
        let v = Valuation::of(self, w);
        let mut sheet = BalanceSheet { who, tick: self.tick, assets: Vec::new(), liabilities: Vec::new() };
        self.own_things(w, &mut sheet);
        self.own_boxes(w, &mut sheet);
        self.own_debts(w, &v, &mut sheet);
        self.own_tokens(w, &mut sheet);
        for lines in [&mut sheet.assets, &mut sheet.liabilities] {
            lines.retain(|l| l.value != Amount::ZERO || l.face != Amount::ZERO);
        }
        sheet
    }

    /// Cash, and other assets at marks: free, waiting to be redeemed, staked.
    fn own_things(&self, w: &World, sheet: &mut BalanceSheet) {
        for asset in (0..w.assets.len() as u32).map(AssetIx) {
            let who = sheet.who;
            let free = self.books.free(who, asset) + self.waiting_of(who, asset);
            let staked = self.staked_of(who, asset);
            if asset == w.numeraire {
                sheet.assets.push(line(SheetWhat::Cash, free));
                sheet.assets.push(SheetLine { units: amount(staked), ..line(SheetWhat::Asset(asset), staked) });
            } else {
                let units = free + staked;
                let value = self.at_mark(w, asset, units);
                sheet.assets.push(SheetLine { units: amount(units), ..line(SheetWhat::Asset(asset), value) });
            }
        }
    }

    /// Collateral that it has posted and owns, and collateral of others that it owes back.
    fn own_boxes(&self, w: &World, sheet: &mut BalanceSheet) {
        let mut below = vec![0i64; w.collateral.len()];
        for (c, p) in w.collateral.iter().zip(&self.pledges).filter(|(_, p)| !p.closed) {
            if let Some(slot) = c.reuses.and_then(|up| below.get_mut(up as usize)) {
                *slot += p.posted;
            }
        }
        for (at, (c, p)) in (0u32..).zip(w.collateral.iter().zip(&self.pledges)) {
            let link = Some(LinkRef { kind: LinkKind::Collateral, at });
            let of = |what, with, units: i64| {
                let value = self.at_mark(w, c.asset, units);
                SheetLine { with: Some(with), link, units: amount(units), ..line(what, value) }
            };
            if c.pledger == sheet.who {
                let own = !p.closed && self.owns(w, at as usize);
                let units = if p.seized > 0 { p.seized } else { i64::from(own) * p.posted };
                sheet.assets.push(of(SheetWhat::Posted(c.asset), c.holder, units));
            }
            if c.holder == sheet.who && !p.closed {
                let here = self.books.pledged(at) + below.get(at as usize).copied().unwrap_or(0);
                let lost = !c.transfer && !p.converted && p.seized == 0 && p.posted > here;
                let units = if lost { p.posted - here } else { i64::from(c.transfer) * p.posted };
                sheet.liabilities.push(of(SheetWhat::Return(c.asset), c.pledger, units));
            }
        }
    }

    /// Claims on others at what they are expected to bring, and debts at face value.
    fn own_debts(&self, w: &World, v: &Valuation, sheet: &mut BalanceSheet) {
        for (at, d) in self.debts.iter().enumerate().filter(|(_, d)| d.open > 0 && !d.is_unvalued()) {
            if d.creditor != sheet.who && d.debtor != sheet.who {
                continue;
            }
            let face = self.debt_value(w, d);
            let owed = SheetLine {
                link: (d.link.at != u32::MAX).then_some(d.link),
                units: if d.asset == w.numeraire { None } else { amount(d.open) },
                ..line(SheetWhat::Debt(word(d)), face)
            };
            if d.creditor == sheet.who {
                let ratio = v.ratio.get(d.debtor.at()).copied().unwrap_or(1.0);
                let safe = v.secured_part(at, d).min(face);
                let value = if ratio < 1.0 { safe + value_of(face - safe, ratio, 1.0) } else { face };
                sheet.assets.push(SheetLine { with: Some(d.debtor), value: Amount::new(value), ..owed });
            }
            if d.debtor == sheet.who {
                sheet.liabilities.push(SheetLine { with: Some(d.creditor), ..owed });
            }
        }
    }

    /// What it owes by the claim tokens it has issued: those at par in their order, then what is left for shares.
    fn own_tokens(&self, w: &World, sheet: &mut BalanceSheet) {
        for par in [true, false] {
            let of = |spec: &crate::world::ClaimSpec| spec.issuer == sheet.who && spec.par.is_some() == par;
            for (asset, spec) in Self::tokens(w).filter(|(_, spec)| of(spec)) {
                let supply = self.supply(w, asset);
                let face = match self.promised(w, asset, &spec) {
                    Some(face) => face,
                    None if supply > 0 => sheet.equity().quanta().max(0),
                    None => 0,
                };
                sheet.liabilities.push(SheetLine { units: amount(supply), ..line(SheetWhat::Issued(asset), face) });
            }
        }
    }
}

fn amount(units: i64) -> Option<Amount> {
    Some(Amount::new(units))
}

fn line(what: SheetWhat, value: i64) -> SheetLine {
    let value = Amount::new(value);
    SheetLine { what, with: None, link: None, units: None, face: value, value }
}

/// What a debt is, in a word or two.
const fn word(d: &Debt) -> &'static str {
    match d.kind {
        DebtKind::Obligation => "obligation",
        DebtKind::Deposit => "deposit",
        DebtKind::Call(_) => "margin call",
        DebtKind::Return(_) => "return of collateral",
        DebtKind::Contribution => "default fund contribution",
        DebtKind::CloseOut => "cost of a close-out",
        DebtKind::Assessment => "assessment",
        DebtKind::Refill => "refill of a contribution",
        DebtKind::GivenBack => "recovered loss",
        DebtKind::Cover => "insurance cover",
        DebtKind::Redemption => "redemption",
        DebtKind::Account => "margin account",
        DebtKind::Line { .. } => "drawn line",
        DebtKind::Fellow(_) => "fellow customers' loss",
        DebtKind::Variation(_) => "variation margin",
        DebtKind::Leg { pay: true, .. } => "payment of a trade",
        DebtKind::Leg { pay: false, .. } => "delivery of a trade",
    }
}
