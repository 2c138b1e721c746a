//! Books: who has what. Every change is a posting from one account to another, so nothing is made or lost.

use crate::units::{AssetIx, ParticipantIx};

/// Where units of an asset are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Account {
    /// Free with a participant, `outside` or the rounding account.
    Free(ParticipantIx),
    /// Segregated in a collateral link.
    Pledged(u32),
}

/// One change: units go from one account to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub asset: AssetIx,
    pub from: Account,
    pub to: Account,
    pub units: i64,
}

/// Balances, and the postings of the tick under way.
#[derive(Clone, Debug)]
pub(crate) struct Books {
    width: usize,
    free: Vec<i64>,
    pledged: Vec<(AssetIx, i64)>,
    /// What each asset sums to over all accounts; no posting changes it.
    supply: Vec<i128>,
    before: (Vec<i64>, Vec<(AssetIx, i64)>),
    postings: Vec<Posting>,
}

/// A broken invariant of the books, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AuditError {
    #[error("supply: an asset no longer sums to its opening supply")]
    Supply,
    #[error("replay: balances are not what the tick's postings make of the last ones")]
    Replay,
    #[error("limited liability: a participant has less than nothing of an asset")]
    Negative,
    #[error("limit: a balance passes 2^53 - 1 quanta")]
    Overflow,
}

impl Books {
    /// Opening balances: `holdings` per participant, zero for outside and rounding; `pledged` per collateral link.
    pub fn new(holdings: &[Vec<i64>], width: usize, pledged: Vec<(AssetIx, i64)>) -> Self {
        let mut free: Vec<i64> = holdings.iter().flatten().copied().collect();
        free.extend(std::iter::repeat_n(0, 2 * width));
        let mut books =
            Self { width, free, pledged, supply: Vec::new(), before: Default::default(), postings: Vec::new() };
        books.supply = books.sums();
        books.close_tick();
        books
    }

    fn sums(&self) -> Vec<i128> {
        let mut sums = vec![0i128; self.width];
        for row in self.free.chunks(self.width.max(1)) {
            for (sum, &units) in sums.iter_mut().zip(row) {
                *sum += i128::from(units);
            }
        }
        for &(asset, units) in &self.pledged {
            if let Some(sum) = sums.get_mut(asset.at()) {
                *sum += i128::from(units);
            }
        }
        sums
    }

    fn slot(width: usize, who: ParticipantIx, asset: AssetIx) -> usize {
        who.at() * width + asset.at()
    }

    /// Free units of a party.
    pub fn free(&self, who: ParticipantIx, asset: AssetIx) -> i64 {
        self.free.get(Self::slot(self.width, who, asset)).copied().unwrap_or(0)
    }

    /// Units segregated in a collateral link.
    pub fn pledged(&self, link: u32) -> i64 {
        self.pledged.get(link as usize).map_or(0, |p| p.1)
    }

    /// Moves units. Nothing happens for zero or less.
    pub fn post(&mut self, asset: AssetIx, from: Account, to: Account, units: i64) {
        if units <= 0 || from == to {
            return;
        }
        let posting = Posting { asset, from, to, units };
        apply(self.width, &mut self.free, &mut self.pledged, &posting);
        self.postings.push(posting);
    }

    /// Checks what must hold at the end of every tick, independently of how the tick was made.
    pub fn audit(&self, participants: usize) -> Result<(), AuditError> {
        let (mut free, mut pledged) = self.before.clone();
        for p in &self.postings {
            apply(self.width, &mut free, &mut pledged, p);
        }
        if free != self.free || pledged != self.pledged {
            return Err(AuditError::Replay);
        }
        if self.sums() != self.supply {
            return Err(AuditError::Supply);
        }
        let own = self.free.get(..participants * self.width).unwrap_or_default();
        if own.iter().any(|&u| u < 0) || self.pledged.iter().any(|p| p.1 < 0) {
            return Err(AuditError::Negative);
        }
        let beyond = |u: &i64| u.abs() > crate::units::Amount::LIMIT;
        if self.free.iter().any(beyond) { Err(AuditError::Overflow) } else { Ok(()) }
    }

    /// Begins the next tick: the balances of now are the ones to replay from.
    pub fn close_tick(&mut self) {
        self.before.0.clone_from(&self.free);
        self.before.1.clone_from(&self.pledged);
        self.postings.clear();
    }

    /// All balances as bytes, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for units in self.free.iter().chain(self.pledged.iter().map(|p| &p.1)) {
            out.extend_from_slice(&units.to_le_bytes());
        }
    }
}

fn apply(width: usize, free: &mut [i64], pledged: &mut [(AssetIx, i64)], p: &Posting) {
    for (account, units) in [(p.from, -p.units), (p.to, p.units)] {
        let slot = match account {
            Account::Free(who) => free.get_mut(Books::slot(width, who, p.asset)),
            Account::Pledged(link) => pledged.get_mut(link as usize).map(|x| &mut x.1),
        };
        if let Some(slot) = slot {
            *slot = slot.saturating_add(units);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASH: AssetIx = AssetIx(0);

    fn books() -> Books {
        Books::new(&[vec![10], vec![0]], 1, vec![(CASH, 5)])
    }

    #[test]
    fn postings_move_and_never_make() {
        let mut b = books();
        b.post(CASH, Account::Free(ParticipantIx(0)), Account::Free(ParticipantIx(1)), 4);
        b.post(CASH, Account::Pledged(0), Account::Free(ParticipantIx(0)), 5);
        assert_eq!((b.free(ParticipantIx(0), CASH), b.free(ParticipantIx(1), CASH), b.pledged(0)), (11, 4, 0));
        assert_eq!(b.audit(2), Ok(()));
    }

    #[test]
    fn the_audit_sees_what_is_wrong() {
        let mut b = books();
        b.free[0] += 1;
        assert_eq!(b.audit(2), Err(AuditError::Replay));
        let mut b = books();
        b.free[0] += 1;
        b.close_tick();
        assert_eq!(b.audit(2), Err(AuditError::Supply));
        let mut b = books();
        b.post(CASH, Account::Free(ParticipantIx(1)), Account::Free(ParticipantIx(0)), 1);
        assert_eq!(b.audit(2), Err(AuditError::Negative));
        let mut b = books();
        b.post(CASH, Account::Free(ParticipantIx(2)), Account::Free(ParticipantIx(0)), 1);
        assert_eq!(b.audit(2), Ok(()), "outside may go below zero");
    }
}
