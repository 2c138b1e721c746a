//! Debts as a run opens.

use super::{Debt, DebtKind};
use crate::units::{LinkKind, LinkRef, ParticipantIx};
use crate::world::{DebtSpec, World};

/// Debts at the opening, in the order of the links.
pub(in crate::state) fn opening(w: &World) -> Vec<Debt> {
    let debt = |kind: DebtKind, d: &DebtSpec| {
        let mut debt = Debt::new(kind, d.link, d.debtor, d.creditor, d.asset, d.amount);
        debt.due = d.due;
        debt.grace = d.grace;
        debt.class = d.class;
        debt.fee = d.fee;
        debt
    };
    let mut all: Vec<Debt> = w.obligations.iter().map(|d| debt(DebtKind::Obligation, d)).collect();
    all.extend(w.deposits.iter().map(|d| debt(DebtKind::Deposit, d)));
    for (house, p) in (0u32..).zip(&w.participants) {
        for &(member, amount) in p.fund.iter().flat_map(|f| &f.contributions) {
            let link = LinkRef { kind: LinkKind::Deposit, at: u32::MAX };
            let mut debt = Debt::new(DebtKind::Contribution, link, ParticipantIx(house), member, w.numeraire, amount);
            debt.class = crate::scenario::MAX_SENIORITY;
            all.push(debt);
        }
    }
    for (at, t) in (0u32..).zip(&w.trades) {
        let link = LinkRef { kind: LinkKind::Trade, at };
        let deliver =
            Debt::new(DebtKind::Leg { trade: at, pay: false }, link, t.seller, t.buyer, t.deliver.0, t.deliver.1);
        let pay = Debt::new(DebtKind::Leg { trade: at, pay: true }, link, t.buyer, t.seller, t.pay.0, t.pay.1);
        for mut leg in [deliver, pay] {
            leg.due = Some(t.due);
            leg.grace = t.grace;
            leg.fee = if leg.debtor == t.buyer { t.fee } else { 0 };
            all.push(leg);
        }
    }
    all
}
