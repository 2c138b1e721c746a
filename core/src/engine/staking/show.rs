//! What frames show of stakes and of units on their way out.

use crate::engine::context::Tick;
use crate::engine::{ExitFrame, StakeFrame};
use crate::units::Amount;

/// A stake as the tick ended.
pub(in crate::engine) fn stake(t: &Tick<'_>, x: &crate::state::Stake) -> StakeFrame {
    let asset = crate::state::stake_of(t.w, x.who).map_or(t.w.numeraire, |s| s.asset);
    let [real, emissions, subsidy] = x.paid.map(Amount::new);
    StakeFrame {
        who: x.who,
        asset,
        staked: Amount::new(t.s.staked_of(x.who, asset)),
        exiting: Amount::new(t.s.exiting(x.who)),
        slashed: Amount::new(x.slashed_all),
        real,
        emissions,
        subsidy,
        subsidy_due: Amount::new(x.subsidy_due),
    }
}

/// Units on their way out as the tick ended.
pub(in crate::engine) fn exit(x: &crate::state::Exit) -> ExitFrame {
    ExitFrame {
        who: x.who,
        asset: x.asset,
        asked: Amount::new(x.asked),
        left: Amount::new(x.left),
        served: Amount::new(x.served),
        slashed: Amount::new(x.slashed),
        since: x.since,
    }
}
