//! Margin exchanges ready to run: markets, rules, and every account as it opens.

mod accounts;
mod draw;
mod money;
mod open;
mod rules;

pub(super) use open::open;
pub(super) use rules::build;

use super::World;
use crate::scenario::{AdlFill, AdlRule, MarginPrice, MarkSource, Uncovered};
use crate::units::{AssetIx, ParticipantIx, Tick};

/// The own books keep within this factor of the index, above and below: orders beyond it wait.
pub(crate) const BAND: f64 = 10.0;

/// A margin exchange. Amounts are quanta of the numeraire, where nothing else is said.
#[derive(Clone, Debug)]
pub(crate) struct VenueSpec {
    /// By asset.
    pub markets: Vec<BookSpec>,
    /// What counts as margin beside the numeraire, by asset; `books` of the same order are its spot books.
    pub margins: Vec<MarginSpec>,
    /// By the value from which they hold; the first from 0.
    pub tiers: Vec<TierSpec>,
    pub mark: MarkSource,
    pub average_over: Tick,
    pub partial_above: Option<i64>,
    pub close_fraction: f64,
    pub fee: f64,
    pub backstop_at: f64,
    pub vault: Option<i64>,
    /// Nobody for people outside.
    pub vault_owner: Option<ParticipantIx>,
    pub vault_sells: f64,
    pub fund: i64,
    pub adl: AdlRule,
    pub fill: AdlFill,
    pub uncovered: Uncovered,
    /// Those of participants by id, those of crowds by crowd and number.
    pub accounts: Vec<AccountSpec>,
    /// Ids of crowds, in order.
    pub crowds: Vec<String>,
    /// What makers carry of each market at the opening, so that longs equal shorts, and its cost: at the opening price, so
    /// that all accounts together have neither gained nor lost by it.
    pub makers: Vec<(i64, i64)>,
    /// Cash and units, by margin asset, that people outside have brought.
    pub brought: i64,
    pub brought_units: Vec<i64>,
}

/// An own book.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BookSpec {
    pub asset: AssetIx,
    /// In quanta of the asset; without price impact when absent.
    pub depth: Option<f64>,
    pub arbitrage: f64,
    /// Most quanta long, and short.
    pub cap: Option<i64>,
}

/// What counts as margin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarginSpec {
    pub book: BookSpec,
    pub price: MarginPrice,
    pub haircut: f64,
}

/// A leverage tier.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TierSpec {
    pub from: i64,
    pub leverage: f64,
    pub maintenance: f64,
}

/// An account as it opens.
#[derive(Clone, Debug, Default)]
pub(crate) struct AccountSpec {
    /// The id in the scenario, with its market behind it where margin is isolated; empty for one of a crowd.
    pub id: String,
    /// Nobody for people outside.
    pub holder: Option<ParticipantIx>,
    /// The crowd, by its place, and the number in it.
    pub crowd: Option<(u32, u32)>,
    /// Cash, which may be below nothing where a profit stands against it.
    pub cash: i64,
    /// Units of margin assets, by their places.
    pub units: Vec<(u32, i64)>,
    /// Positions: market, quanta (below zero when short), and what they cost at entry.
    pub open: Vec<(u32, i64, i64)>,
}

impl VenueSpec {
    /// The tier of a position of this value.
    pub fn tier(&self, value: i64) -> TierSpec {
        let found = self.tiers.iter().rev().find(|t| t.from <= value).or(self.tiers.first());
        found.copied().unwrap_or(TierSpec { from: 0, leverage: 1.0, maintenance: 0.5 })
    }

    /// Maintenance margin of a position of this value, rounded up.
    pub fn maintenance(&self, value: i64) -> i64 {
        (value as f64 * self.tier(value).maintenance).ceil() as i64
    }
}

impl World {
    /// The margin exchange that a participant runs.
    pub(crate) fn venue(&self, who: ParticipantIx) -> Option<&VenueSpec> {
        self.participants.get(who.at()).and_then(|p| p.exchange.as_deref())
    }

    /// All margin exchanges, in order.
    pub(crate) fn venues(&self) -> impl Iterator<Item = (ParticipantIx, &VenueSpec)> {
        (0u32..).map(ParticipantIx).zip(&self.participants).filter_map(|(who, p)| Some((who, p.exchange.as_deref()?)))
    }
}

/// What a position is worth: away from zero and towards it the same for long and short.
pub(crate) fn worth(quanta: i64, price: f64, scale: f64) -> i64 {
    let value = crate::units::value_of(quanta.saturating_abs(), price, scale);
    if quanta < 0 { -value } else { value }
}
