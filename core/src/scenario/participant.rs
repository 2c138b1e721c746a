//! Participants: a protocol or firm as holdings and a list of mechanisms.

use crate::units::{Decimal, Rate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A protocol or firm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Short unique id.
    pub id: String,
    /// The name shown.
    pub label: String,
    /// The preset it was made from; changes its icon and help, never its behaviour.
    #[serde(default)]
    pub kind: String,
    /// What it owns at the opening, per asset id, before anything is posted as collateral.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holdings: BTreeMap<String, Decimal>,
    /// The rule sets it runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mechanisms: Vec<Mechanism>,
    /// Where it stands on the canvas, in canvas units; laid out when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<[f64; 2]>,
}

/// A rule set a participant runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mechanism {
    /// Closed (declared failed) when its equity at marks falls below `floor`, checked at `mark`.
    InsolvencyRule {
        /// Units of the numeraire; 0 for a plain balance-sheet test.
        #[serde(default)]
        floor: Decimal,
    },
    /// Takes deposits payable on demand; depositors leave when the coverage they see is too low.
    Depositors {
        /// 0: depositors see this participant's own coverage; 1: only the average of all that take deposits.
        #[serde(default = "zero")]
        opacity: Rate,
        /// Most of the deposits that may leave in one tick; the rest waits, locked. 1 is no gate.
        #[serde(default = "one")]
        gate: Rate,
        /// How requests share what can be paid.
        #[serde(default)]
        order: ServiceOrder,
        /// Who leaves when, most nervous first.
        groups: Vec<DepositorGroup>,
    },
    /// A clearing house's default fund: what members put in, and the house's own capital ahead of the survivors'.
    DefaultFund {
        /// The house's own capital used after the defaulter's contribution and before the survivors' (skin in the game).
        #[serde(default)]
        skin_in_the_game: Decimal,
        /// Contribution of each member, in the numeraire; paid in at the opening out of the member's holdings.
        contributions: BTreeMap<String, Decimal>,
    },
}

impl Mechanism {
    /// The word for this mechanism on the page.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::InsolvencyRule { .. } => "Insolvency rule",
            Self::Depositors { .. } => "Depositors",
            Self::DefaultFund { .. } => "Default fund",
        }
    }
}

/// How withdrawal requests share what can be paid now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceOrder {
    /// The most nervous group is first in the queue.
    #[default]
    FirstCome,
    /// Everyone who asked gets the same share.
    ProRata,
}

/// A part of the depositors that leaves together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepositorGroup {
    /// Part of all deposits; shares sum to at most 1, the rest never leaves.
    pub share: Rate,
    /// The group leaves when the coverage it sees (assets over what is owed) is below this.
    pub leaves_below: Rate,
}

fn zero() -> Rate {
    Rate::ZERO
}

fn one() -> Rate {
    Rate::ONE
}
