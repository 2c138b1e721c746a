//! What settles in time, and how much money it takes.

use super::{MetricDef, Sample, Unit, money};
use crate::clearing::netting::{Netting, Owed};
use crate::scenario::SettledBy;

pub(super) const FAIL_RATE: MetricDef = MetricDef {
    id: "settlement_fails",
    label: "Settlement fails",
    unit: Unit::Ratio,
    help: "Value that did not settle on the tick it was due, over all value that has been due so far; 0 when nothing has.",
    sample: fail_rate,
};

pub(super) const NEEDED: MetricDef = MetricDef {
    id: "liquidity_needed",
    label: "Liquidity needed",
    unit: Unit::Money,
    help: "Money that participants had to have for the payments of this tick: what they came to net, or one by one in their order.",
    sample: needed,
};

pub(super) const SAVED: MetricDef = MetricDef {
    id: "liquidity_saved",
    label: "Liquidity saved",
    unit: Unit::Money,
    help: "The payments of this tick less the money that they needed: what netting, or being paid in time, has saved.",
    sample: saved,
};

pub(super) const EFFICIENCY: MetricDef = MetricDef {
    id: "netting_efficiency",
    label: "Netting efficiency",
    unit: Unit::Ratio,
    help: "The share of the payments of this tick that multilateral netting takes away; 0 when there are none.",
    sample: efficiency,
};

pub(super) const WAITING: MetricDef = MetricDef {
    id: "settlement_waits",
    label: "Waits for room",
    unit: Unit::Money,
    help: "Value that could be paid in this tick and had no room.",
    sample: waiting,
};

pub(super) const GRIDLOCK: MetricDef = MetricDef {
    id: "gridlock",
    label: "Gridlock",
    unit: Unit::Money,
    help: "Value that was stuck one payment at a time in this tick, and could have settled all together.",
    sample: gridlock,
};

impl Sample<'_> {
    /// The payments of the tick in money, in their order; those of estates are distributions.
    fn settled(&self) -> Netting {
        let cleared = self.state.cleared.iter().filter(|c| c.asset == self.world.numeraire);
        let paid = cleared.flat_map(|c| &c.payments).filter(|p| !p.estate && p.paid > 0);
        let owed =
            |p: &crate::ledger::Payment| Owed { debtor: p.debtor.at(), creditor: p.creditor.at(), amount: p.paid };
        Netting::of(self.world.participants.len() + 1, &paid.map(owed).collect::<Vec<_>>())
    }

    /// The money that they needed, by the way in which they were made.
    fn used(&self, net: &Netting) -> i128 {
        let by = self.world.rules.settlement.as_ref().map(|x| x.by);
        if by == Some(SettledBy::OneByOne) { net.in_order } else { net.multilateral }
    }
}

fn quanta(x: i128) -> i64 {
    x.clamp(0, i128::from(crate::units::Amount::LIMIT)) as i64
}

fn fail_rate(s: &Sample<'_>) -> f64 {
    let x = &s.state.settling;
    if x.due == 0 { 0.0 } else { x.missed as f64 / x.due as f64 }
}

fn needed(s: &Sample<'_>) -> f64 {
    money(s, quanta(s.used(&s.settled())))
}

fn saved(s: &Sample<'_>) -> f64 {
    let net = s.settled();
    money(s, quanta(net.gross - s.used(&net)))
}

fn efficiency(s: &Sample<'_>) -> f64 {
    s.settled().multilateral_efficiency()
}

fn waiting(s: &Sample<'_>) -> f64 {
    money(s, s.state.settling.waiting)
}

fn gridlock(s: &Sample<'_>) -> f64 {
    money(s, s.state.settling.gridlocked)
}
