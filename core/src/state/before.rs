//! What a tick began with, as far as the audit compares with it; balances are kept by the books.

use super::{Leg, State};
use crate::trace::Digest;
use crate::units::{AssetIx, EntryIx, Tick};

/// A debt as a tick began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DebtBefore {
    pub asset: AssetIx,
    pub open: i64,
    pub due: Option<Tick>,
    pub late_since: Option<Tick>,
    /// Cut so far, of what a house owes a member.
    pub cut: i64,
}

/// How a participant stood as a tick began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StandingBefore {
    pub failed: Option<(Tick, u32, EntryIx)>,
    pub recovered: bool,
    /// A house's charges: how many, and what they sum to beyond what failed debtors left.
    pub charges: (usize, i64),
}

/// A margin exchange as a tick began.
#[derive(Clone, Debug, Default)]
pub(crate) struct VenueBefore {
    pub legs: Vec<Leg>,
    pub units: Vec<(u32, i64)>,
    pub money: i64,
}

/// The state as a tick began; empty for the opening.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    pub debts: Vec<DebtBefore>,
    pub standing: Vec<StandingBefore>,
    /// Units that each collateral link owed back.
    pub posted: Vec<i64>,
    /// Whether the units of links that re-use it are their pledgers' own: it is closed, or a claim in money.
    pub let_go: Vec<bool>,
    /// What of each request for redemption waits.
    pub requests: Vec<i64>,
    /// Margin exchanges.
    pub venues: Vec<VenueBefore>,
    /// Lines of the journal.
    pub entries: usize,
    pub digest: Digest,
}

impl Before {
    /// Notes a state, in the room of the last one noted.
    pub fn take(&mut self, s: &State) {
        self.debts.clear();
        self.debts.extend(s.debts.iter().map(|d| DebtBefore {
            asset: d.asset,
            open: d.open,
            due: d.due,
            late_since: d.late_since,
            cut: d.cut,
        }));
        self.standing.clear();
        self.standing.extend(s.standing.iter().map(|x| StandingBefore {
            failed: x.failed,
            recovered: x.recovered,
            charges: x.fund.as_ref().map_or((0, 0), |f| (f.charges.len(), f.beyond_all())),
        }));
        self.posted.clear();
        self.posted.extend(s.pledges.iter().map(|p| p.posted));
        self.let_go.clear();
        self.let_go.extend(s.pledges.iter().map(|p| p.closed || p.converted));
        self.requests.clear();
        self.requests.extend(s.requests.iter().map(|r| r.left));
        self.venues.resize_with(s.exchange.venues.len(), VenueBefore::default);
        for (was, v) in self.venues.iter_mut().zip(&s.exchange.venues) {
            was.legs.clone_from(&v.legs);
            was.units.clone_from(&v.units);
            was.money = v.money();
        }
        self.entries = s.journal.entries.len();
        self.digest = s.digest;
    }
}
