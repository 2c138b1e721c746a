//! Lending pools in motion: what may be liquidated, bad debt and who bears it.

use crate::units::{EntryIx, ParticipantIx, Tick};
use crate::world::{PoolSpec, World};
use litemap::LiteMap;

/// A position that may be liquidated in this tick.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    pub pool: ParticipantIx,
    pub borrower: ParticipantIx,
    /// What may be repaid in all, and what of it is left; quanta of the lent asset.
    pub most: i64,
    pub room: i64,
    /// All of the debt as the tick began.
    pub debt: i64,
    /// Value of all collateral then, by the oracle.
    pub health: f64,
    /// The line that says so.
    pub entry: Option<EntryIx>,
    /// Somebody could act, and would have had a loss.
    pub loss: bool,
}

/// What was last said of a position, so that a standstill is told once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    pub pool: ParticipantIx,
    pub borrower: ParticipantIx,
    pub health: i64,
    pub entry: EntryIx,
    /// What was left undone.
    pub left: i64,
}

/// A Dutch auction under way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Running {
    pub borrower: ParticipantIx,
    pub since: Tick,
}

/// A pool in motion. Amounts are quanta of the lent asset.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool {
    /// Bad debt so far, in all; and in quanta of the numeraire at the marks of when it was found.
    pub bad_debt: i64,
    pub bad_debt_value: i64,
    /// Who has borne what of it.
    pub borne: Vec<(ParticipantIx, i64)>,
    /// What nobody has borne yet.
    pub hole: i64,
    /// What is to be raised by issuing a token.
    pub to_raise: i64,
    /// The rate of a curve that remembers, a year; and the one by which interest was last added.
    pub rate: f64,
    pub charged: f64,
    pub auctions: Vec<Running>,
    /// What was sold for nothing so far, at marks, in quanta of the numeraire.
    pub for_nothing: i64,
    /// The line of the last interest.
    pub interest: Option<EntryIx>,
    /// Ticks at the end of which all was lent out.
    pub full: u32,
}

/// All pools in motion; empty in a world without one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lending {
    /// By participant.
    pub pools: LiteMap<u32, Pool>,
    /// Of the tick under way, the lowest health first.
    pub orders: Vec<Order>,
    pub said: Vec<Said>,
    /// Liquidations of the tick by keeper; those outside by the pool they work for.
    pub used: LiteMap<(bool, u32), u32>,
}

impl Lending {
    pub fn opening(w: &World) -> Self {
        let pool = |(who, spec): (ParticipantIx, &PoolSpec)| {
            let rate = match spec.rates {
                Some(crate::world::CurveSpec::Doubling { start, .. }) => start,
                _ => 0.0,
            };
            (who.0, Pool { rate, ..Pool::default() })
        };
        Self { pools: w.pools().map(pool).collect(), ..Self::default() }
    }

    /// The pools as bytes, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for (_, p) in self.pools.iter() {
            for x in [p.bad_debt, p.hole, p.to_raise, i64::from(p.full)] {
                out.extend_from_slice(&x.to_le_bytes());
            }
            out.extend_from_slice(&p.rate.to_bits().to_le_bytes());
            for (who, amount) in &p.borne {
                out.extend_from_slice(&who.0.to_le_bytes());
                out.extend_from_slice(&amount.to_le_bytes());
            }
            for a in &p.auctions {
                out.extend_from_slice(&a.borrower.0.to_le_bytes());
                out.extend_from_slice(&a.since.to_le_bytes());
            }
        }
    }
}
