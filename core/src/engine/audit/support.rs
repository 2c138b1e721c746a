//! Covers and lines: nobody owes or lends more than it promised.

use super::{Held, View, ensure};
use crate::journal::EntryKind;
use crate::state::{Debt, DebtKind};
use crate::units::{ParticipantIx, value_of};

pub(super) fn cover_within_limit(v: &View<'_>) -> Held {
    for (who, (p, s)) in (0u32..).map(ParticipantIx).zip(v.w.participants.iter().zip(&v.s.standing)) {
        if p.covers.is_empty() {
            continue;
        }
        let used: Vec<_> = p.covers.iter().zip(&s.covered).filter(|(_, used)| **used).map(|(c, _)| c).collect();
        let owed: Vec<&Debt> = v.s.owed(who).map(|(_, d)| d).filter(|d| d.kind == DebtKind::Cover).collect();
        ensure(owed.len() == used.len(), || format!("{}: {} covers used, {owed:?}", p.id, used.len()))?;
        let over = owed.iter().find(|d| !used.iter().any(|c| c.covers == d.creditor && d.open <= c.limit));
        ensure(over.is_none(), || format!("{}: beyond its limit: {over:?}", p.id))?;
        for e in v.entries.iter().filter(|e| e.kind == EntryKind::Covered && e.who == Some(who)) {
            let (amount, loss) = (e.amount.quanta(), e.of.quanta());
            let within = used.iter().any(|c| {
                let most = value_of((loss - c.deductible).max(0), c.share, 1.0).min(c.limit);
                Some(c.covers) == e.other && amount <= most
            });
            ensure(within, || format!("{}: {e:?}", p.id))?;
        }
    }
    Ok(())
}

pub(super) fn line_within_promise(v: &View<'_>) -> Held {
    for (pool, p) in (0u32..).map(ParticipantIx).zip(&v.w.participants) {
        let Some(spec) = &p.backstop else { continue };
        let promised = |who| spec.lines.iter().find(|l| l.0 == who).map_or(0, |l| l.1);
        let drawn: Vec<&Debt> = v.s.debts.iter().filter(|d| d.kind == DebtKind::Line { pool } && d.open > 0).collect();
        for d in &drawn {
            let sum = |by: &dyn Fn(&Debt) -> bool| drawn.iter().filter(|x| by(x)).map(|x| x.open).sum::<i64>();
            let (lent, borrowed) = (sum(&|x| x.creditor == d.creditor), sum(&|x| x.debtor == d.debtor));
            let ok = lent <= promised(d.creditor) && spec.cap.is_none_or(|cap| borrowed <= cap);
            ensure(ok, || format!("{}: {lent} lent, {borrowed} borrowed: {d:?}", p.id))?;
        }
    }
    Ok(())
}
