//! Whether the clearing of issuers is a clearing, and the greatest.

use super::{Held, ensure};
use crate::ledger::{Backed, BackedClaim};
use crate::units::ParticipantIx;
use std::collections::BTreeMap;

/// The claims are paid by a clearing vector of the issuers, by class, and by the greatest: where several stop short, what
/// they lack leaves them, for somebody who is not short. A ring of issuers that owe all to each other is paid.
pub(super) fn cleared(b: &Backed, outside: ParticipantIx) -> Held {
    let mut by: BTreeMap<ParticipantIx, Vec<&BackedClaim>> = BTreeMap::new();
    b.claims.iter().for_each(|c| by.entry(c.issuer).or_default().push(c));
    let short = |c: &&&BackedClaim| c.promised - c.paid > 1;
    let mut lacks: BTreeMap<ParticipantIx, Vec<ParticipantIx>> = BTreeMap::new();
    for (&issuer, mine) in &by {
        let inward: Vec<&BackedClaim> = b.claims.iter().filter(|c| c.holder == issuer).collect();
        let has = b.own.get(issuer.at()).copied().unwrap_or(0) + inward.iter().map(|c| c.paid).sum::<i64>();
        let paid: i64 = mine.iter().map(|c| c.paid).sum();
        // Each payment is rounded down.
        let (down, up) = (mine.len() as i64, inward.len() as i64);
        ensure(paid <= has + up, || format!("issuer {}: {paid} behind its tokens, {has} there", issuer.0))?;
        let Some(class) = mine.iter().filter(short).map(|c| c.class).min() else { continue };
        ensure(paid + down >= has, || format!("issuer {}: {paid} behind its tokens of {has}", issuer.0))?;
        let junior = mine.iter().find(|c| c.class > class && c.paid > 1);
        ensure(junior.is_none(), || format!("issuer {}: a junior before a senior: {junior:?}", issuer.0))?;
        let equal = mine.iter().filter(|c| c.class == class);
        let (all, got) = equal.clone().fold((0.0, 0.0), |s, c| (s.0 + c.promised as f64, s.1 + c.paid as f64));
        let off = equal.clone().find(|c| (c.paid as f64 - c.promised as f64 * (got / all)).abs() > 1.0 + down as f64);
        ensure(off.is_none(), || format!("issuer {}: not its part: {off:?}", issuer.0))?;
        lacks.insert(issuer, equal.filter(short).map(|c| c.holder).collect());
    }
    // Whoever lacks something for somebody outside or not short; then whoever lacks something for one of those.
    let mut left: Vec<ParticipantIx> = lacks.keys().copied().collect();
    loop {
        let before = left.len();
        let stays = |i: &ParticipantIx| lacks.get(i).into_iter().flatten().all(|h| *h != outside && left.contains(h));
        left = left.iter().copied().filter(stays).collect();
        if left.len() == before {
            return ensure(left.is_empty(), || format!("a ring that could be paid: {left:?}"));
        }
    }
}
