//! `LookThrough`: what everybody stands on, through chains of tokens, debts and collateral, at the end of a tick.

use crate::units::{AssetIx, LinkIx, ParticipantIx, Tick};
use serde::{Deserialize, Serialize};

/// By what one participant has a claim on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClaimBy {
    /// A claim token that the other has issued.
    Token(AssetIx),
    /// A loan, a deposit or another debt.
    Debt,
    /// Collateral posted with the other that is no longer in its box: pledged on, or the other's own.
    Collateral(LinkIx),
}

/// A claim of one participant on another, one step deep.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DirectClaim {
    /// Who has it.
    pub of: ParticipantIx,
    /// On whom.
    pub on: ParticipantIx,
    /// By what.
    pub by: ClaimBy,
    /// What it is worth at marks, in units of the numeraire.
    pub worth: f64,
}

/// What of a participant's assets stands on another participant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exposure {
    /// Whose assets.
    pub of: ParticipantIx,
    /// On whom they stand.
    pub on: ParticipantIx,
    /// Its own claims on the other, in units of the numeraire.
    pub direct: f64,
    /// What of its assets is gone when claims on the other are worth nothing: its own claims, and its part of all others'.
    pub through: f64,
}

/// What of a participant's assets stands on an asset that is nobody's claim.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaseExposure {
    /// Whose assets.
    pub of: ParticipantIx,
    /// The asset.
    pub asset: AssetIx,
    /// Units of the numeraire, its own units among them.
    pub through: f64,
}

/// What of a participant's assets stands on others that run a mechanism, whose flaw it inherits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KindExposure {
    /// Whose assets.
    pub of: ParticipantIx,
    /// The mechanism, by its name in a scenario.
    pub kind: String,
    /// Units of the numeraire.
    pub through: f64,
}

/// How often units posted as collateral are claimed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CollateralCount {
    /// The asset.
    pub asset: AssetIx,
    /// Units posted by their first pledgers.
    pub posted: f64,
    /// Units that links say are owed back, every link of a chain counted.
    pub claimed: f64,
    /// What the chains lend on one unit of lending value: 1, and for each re-use the part passed on after the haircut of
    /// the link above. With a part theta and a haircut h throughout it goes to 1 / (1 - theta (1 - h)).
    pub multiplier: f64,
}

/// Units that one box holds, with everybody who has a claim on them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LienStack {
    /// The asset.
    pub asset: AssetIx,
    /// Units.
    pub units: f64,
    /// Links from the first pledge to the one that has the units.
    pub links: Vec<LinkIx>,
    /// Whether they are in the last link's box; otherwise its holder owns or has lost them.
    pub there: bool,
}

/// What everybody stands on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LookThrough {
    /// The tick.
    pub tick: Tick,
    /// All assets of each participant at marks, in units of the numeraire.
    pub worth: Vec<f64>,
    /// Claims, one step deep: "built on".
    pub claims: Vec<DirectClaim>,
    /// Exposures to participants that are not nothing, by whose they are.
    pub exposures: Vec<Exposure>,
    /// Exposures to base assets.
    pub base: Vec<BaseExposure>,
    /// Mechanisms below each participant.
    pub kinds: Vec<KindExposure>,
    /// How deep each asset is wrapped: 0 for what is no claim token, 1 for a token on base assets.
    pub wrap_depth: Vec<u32>,
    /// Collateral, by asset.
    pub collateral: Vec<CollateralCount>,
    /// Units under more than one lien, and all others that are posted.
    pub liens: Vec<LienStack>,
}

impl LookThrough {
    /// What of the assets of one participant stands on another, in units of the numeraire.
    #[must_use]
    pub fn exposure(&self, of: ParticipantIx, on: ParticipantIx) -> f64 {
        self.exposures.iter().find(|e| e.of == of && e.on == on).map_or(0.0, |e| e.through)
    }
}
