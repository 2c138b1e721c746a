//! What a debt is worth, and whose own capital a share is.

mod sheet;

use super::{Debt, DebtKind, State};
use crate::units::ParticipantIx;
use crate::world::{ClaimSpec, World};

impl Debt {
    /// Unsettled legs of trades offset each other at the agreed price; a call is part of the debt behind it; whoever
    /// refills a contribution has a claim for as much.
    pub fn is_unvalued(&self) -> bool {
        matches!(self.kind, DebtKind::Leg { .. } | DebtKind::Call(_) | DebtKind::Refill)
    }
}

impl State {
    /// Whether a token is shares of a creditor in the hands of its failed debtor: to the creditor its own capital brings
    /// nothing, and what stands behind them would be the very claim that they are to pay.
    pub(super) fn is_own_capital(&self, who: ParticipantIx, claim: Option<ClaimSpec>) -> bool {
        let Some(issuer) = claim.filter(|c| c.par.is_none()).map(|c| c.issuer) else { return false };
        self.has_failed(who) && self.owed(who).any(|(_, d)| d.open > 0 && d.creditor == issuer)
    }

    /// Open amount of a debt in the numeraire at marks.
    pub fn debt_value(&self, w: &World, d: &Debt) -> i64 {
        if d.asset == w.numeraire { d.open } else { self.at_mark(w, d.asset, d.open) }
    }
}
