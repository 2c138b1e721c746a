//! Participants: a protocol or firm as holdings and a list of mechanisms.

use super::Layer;
use super::form::form;
use crate::units::{Decimal, Rate, Tick};
use std::collections::BTreeMap;

/// A protocol or firm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Participant {
    /// Short unique id.
    pub id: String,
    /// The name shown.
    pub label: String,
    /// The preset it was made from; changes its icon and help, never its behaviour.
    pub kind: String,
    /// What it owns at the opening, per asset id, before anything is posted as collateral.
    pub holdings: BTreeMap<String, Decimal>,
    /// The rule sets it runs.
    pub mechanisms: Vec<Mechanism>,
    /// Where it stands on the canvas, in canvas units; laid out when absent.
    pub place: Option<[f64; 2]>,
}

form!(
    struct Participant {
        id: need,
        label: need,
        kind: or(Default::default()),
        holdings: opt,
        mechanisms: opt,
        place: opt,
    }
);

impl Participant {
    /// Where problems with the mechanism at a place of the list are reported, within the participant: by its name; by
    /// its place where one of the same name stands before it.
    #[must_use]
    pub fn mechanism_place(&self, at: usize) -> String {
        let word = self.mechanisms.get(at).map_or("", Mechanism::word);
        let first = !self.mechanisms.iter().take(at).any(|m| m.word() == word);
        if first { format!("mechanisms/{word}") } else { format!("mechanisms/{at}") }
    }
}

/// A rule set a participant runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Mechanism {
    /// Closed (declared failed) when its equity at marks falls below `floor`, checked at `mark`.
    InsolvencyRule {
        /// Units of the numeraire; 0 for a plain balance-sheet test.
        floor: Decimal,
    },
    /// Takes deposits payable on demand; depositors leave when the coverage they see is too low.
    Depositors {
        /// 0: depositors see this participant's own coverage; 1: only the average of all that take deposits.
        opacity: Rate,
        /// Most of the deposits that may leave in one tick; the rest waits, locked. 1 is no gate.
        gate: Rate,
        /// How requests share what can be paid.
        order: ServiceOrder,
        /// Who leaves when, most nervous first.
        groups: Vec<DepositorGroup>,
    },
    /// A clearing house's default fund, and the waterfall of layers that a loss on a failed debtor is charged to.
    DefaultFund {
        /// The house's own capital used after the defaulter's contribution and before the survivors' (skin in the game);
        /// where `layers` are given, the amount stands there.
        skin_in_the_game: Decimal,
        /// Contribution of each member, in the numeraire; paid in at the opening out of the member's holdings.
        contributions: BTreeMap<String, Decimal>,
        /// The layers in their order; [`Layer::usual`] when empty.
        layers: Vec<Layer>,
        /// Ticks in which members that have not failed must refill, in cash, what was used of their contributions; not
        /// at all when absent.
        replenish_within: Option<Tick>,
        /// What it costs the house to close out a member's positions if the member fails, beyond collateral that is not
        /// modelled as a link: paid to the market (outside) on the next tick, and owed by the member's estate.
        close_out: BTreeMap<String, Decimal>,
    },
    /// Pays a part of what another participant loses, once: an insurer, a cover protocol.
    InsuranceCover {
        /// Whose loss: the fall of its equity at marks since the opening, below nothing too.
        covers: String,
        /// Part of the loss beyond the deductible that is paid.
        share: Rate,
        /// Most that is paid, in the numeraire.
        limit: Decimal,
        /// What the covered bears itself; nothing is paid before the loss is larger.
        deductible: Decimal,
    },
    /// A pool of lines that its members promise each other, drawn by whoever is short of cash and has nothing to sell.
    MutualBackstop {
        /// Most that each member lends in all, in the numeraire; the pool itself may be one of them.
        lines: BTreeMap<String, Decimal>,
        /// Most that one member may have drawn; what the others promise when absent.
        cap: Option<Decimal>,
        /// Ticks after which what was drawn is due; at least 1.
        repay_after: Tick,
    },
}

form!(enum Mechanism {
    InsolvencyRule = "insolvency_rule" { floor: or(Default::default()) },
    Depositors = "depositors" { opacity: or(zero()), gate: or(one()), order: or(Default::default()), groups: need },
    DefaultFund = "default_fund" { skin_in_the_game: or(Default::default()), contributions: need, layers: opt, replenish_within: opt, close_out: opt },
    InsuranceCover = "insurance_cover" { covers: need, share: or(one()), limit: need, deductible: or(Default::default()) },
    MutualBackstop = "mutual_backstop" { lines: need, cap: opt, repay_after: or(1) },
});

impl Mechanism {
    /// The name in a scenario's JSON.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::InsolvencyRule { .. } => "insolvency_rule",
            Self::Depositors { .. } => "depositors",
            Self::DefaultFund { .. } => "default_fund",
            Self::InsuranceCover { .. } => "insurance_cover",
            Self::MutualBackstop { .. } => "mutual_backstop",
        }
    }

    /// The word for this mechanism on the page.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::InsolvencyRule { .. } => "Insolvency rule",
            Self::Depositors { .. } => "Depositors",
            Self::DefaultFund { .. } => "Default fund",
            Self::InsuranceCover { .. } => "Insurance cover",
            Self::MutualBackstop { .. } => "Mutual backstop",
        }
    }
}

/// How withdrawal requests share what can be paid now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceOrder {
    /// The most nervous group is first in the queue.
    #[default]
    FirstCome,
    /// Everyone who asked gets the same share.
    ProRata,
}

form!(words ServiceOrder { FirstCome = "first_come", ProRata = "pro_rata" });

/// A part of the depositors that leaves together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DepositorGroup {
    /// Part of all deposits; shares sum to at most 1, the rest never leaves.
    pub share: Rate,
    /// The group leaves when the coverage it sees (assets over what is owed) is below this.
    pub leaves_below: Rate,
}

form!(
    struct DepositorGroup {
        share: need,
        leaves_below: need,
    }
);

fn zero() -> Rate {
    Rate::ZERO
}

fn one() -> Rate {
    Rate::ONE
}
