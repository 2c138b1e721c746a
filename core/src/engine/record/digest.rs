//! What a tick hands on to the next digest.

use crate::engine::{Digest, Frame};
use crate::metric::{EXCHANGES, METRICS, MetricDef, RESTAKING, SETTLEMENT, UNCOUNTED};
use crate::state::State;
use crate::world::World;

pub(super) fn opening(w: &World) -> Digest {
    let mut bytes = crate::MODEL_VERSION.as_bytes().to_vec();
    bytes.extend_from_slice(&w.seed.to_le_bytes());
    bytes.extend_from_slice(&w.canonical);
    hash(&bytes)
}

/// Chains the digest: the last one, all balances, debts, prices and standings, and what the frame says.
pub(super) fn chained(s: &State, w: &World, f: &Frame) -> Digest {
    let mut bytes = Vec::with_capacity(64 * (s.debts.len() + f.participants.len()));
    bytes.extend_from_slice(&s.digest.0);
    bytes.extend_from_slice(&s.tick.to_le_bytes());
    s.books.hash_into(&mut bytes);
    for d in &s.debts {
        for x in [
            d.open,
            d.asked,
            d.settled,
            i64::from(d.due.unwrap_or(u32::MAX)),
            i64::from(d.debtor.0) << 32 | i64::from(d.creditor.0),
        ] {
            bytes.extend_from_slice(&x.to_le_bytes());
        }
    }
    for p in &s.pledges {
        bytes.extend_from_slice(&p.posted.to_le_bytes());
        bytes.extend_from_slice(&p.seized.to_le_bytes());
    }
    s.requests.iter().for_each(|r| r.hash_into(&mut bytes));
    s.stakes.iter().for_each(|x| x.hash_into(&mut bytes));
    s.exits.iter().for_each(|x| x.hash_into(&mut bytes));
    s.restaking.hash_into(&mut bytes);
    if w.rules.settlement.is_some() {
        s.settling.hash_into(&mut bytes);
    }
    if w.draws.is_some() {
        s.outer.hash_into(&mut bytes);
    }
    for q in &s.quotes {
        bytes.extend_from_slice(&q.spot.to_bits().to_le_bytes());
        bytes.extend_from_slice(&q.depth.unwrap_or(-1).to_le_bytes());
        if q.coins > 0.0 {
            bytes.extend_from_slice(&q.coins.to_bits().to_le_bytes());
            bytes.extend_from_slice(&q.peg.to_bits().to_le_bytes());
        }
    }
    s.hash_halts(&mut bytes);
    for fund in s.standing.iter().filter_map(|x| x.fund.as_ref()) {
        fund.hash_into(&mut bytes);
    }
    s.lending.hash_into(&mut bytes);
    s.book.hash_into(&mut bytes);
    s.exchange.hash_into(&mut bytes);
    for p in &f.participants {
        bytes.push(p.state as u8);
        bytes.extend_from_slice(&p.failed_tick.to_le_bytes());
        bytes.extend_from_slice(&p.failed_round.to_le_bytes());
        bytes.extend_from_slice(&p.equity().quanta().to_le_bytes());
    }
    // A metric of restaking, of margin exchanges or of settlement is in the digest only of a scenario that has it, so that
    // others keep theirs.
    let settles = w.rules.settlement.is_some();
    let counts = |m: &MetricDef| {
        (f.restaking.is_some() || !RESTAKING.contains(&m.id))
            && (!f.venues.is_empty() || !EXCHANGES.contains(&m.id))
            && (settles || !SETTLEMENT.contains(&m.id))
            && !UNCOUNTED.contains(&m.id)
    };
    for (_, x) in METRICS.iter().zip(&f.metrics).filter(|(m, _)| counts(m)) {
        bytes.extend_from_slice(&x.to_bits().to_le_bytes());
    }
    bytes.extend_from_slice(&(s.journal.entries.len() as u64).to_le_bytes());
    hash(&bytes)
}

fn hash(bytes: &[u8]) -> Digest {
    Digest(twox_hash::XxHash3_128::oneshot(bytes).to_le_bytes())
}
