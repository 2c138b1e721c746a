//! What frames say of a stake: what is in it, what it earns and what it loses.

use super::{Facts, Shown};
use interclear_core::engine::StakeFrame;
use interclear_core::units::{Amount, ParticipantIx};

/// Every stake of a participant.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> impl Iterator<Item = Facts> {
    shown.frame.stakes.iter().filter(move |s| s.who == who).map(move |s| stake(shown, s))
}

fn stake(shown: Shown<'_>, s: &StakeFrame) -> Facts {
    let mut facts = Facts::of(format!("Staked {}", shown.label(s.asset)));
    let units = |amount: Amount| shown.units(s.asset, amount);
    facts.say("Staked", units(s.staked), false);
    let some = |amount: Amount| amount > Amount::ZERO;
    if some(s.exiting) {
        facts.say("On its way out", units(s.exiting), false);
    }
    if some(s.slashed) {
        facts.say("Slashed so far", units(s.slashed), true);
    }
    if some(s.real) {
        facts.say("Real yield of the tick", units(s.real), false);
    }
    if some(s.emissions) {
        facts.say("Emissions of the tick", units(s.emissions), false);
    }
    if some(s.subsidy_due) {
        let paid = format!("{} of {}", shown.money(s.subsidy), shown.money(s.subsidy_due));
        facts.say("Subsidy paid of what was due", paid, s.subsidy < s.subsidy_due);
    }
    facts
}
