//! Margin exchanges: venues for perpetual contracts, and who has positions there.

mod account;
mod market;
mod words;

pub use account::{Crowd, MarginAccount, PerpPosition};
pub use market::{LeverageTier, MarginAsset, PerpMarket};
pub use words::{AdlFill, AdlRule, MarginPrice, MarkSource, Side, Uncovered};

use super::form::form;
use crate::units::{Decimal, Rate, Tick};

form! {
    /// A venue for perpetual contracts on assets of the scenario.
    ///
    /// Accounts post margin and hold long or short positions. Each tick, at the mark, the venue takes a mark price for every
    /// market and looks at all accounts once. An account whose equity is below its maintenance margin is liquidated, in this
    /// order: its margin in other assets is sold as far as it owes money; its positions go to the venue's own book, no
    /// further than the price at which nothing of it is left; what remains with an equity below `backstop_at` of maintenance
    /// goes to the backstop vault with all its margin, while the vault has room; what is bankrupt is sold at any price as
    /// far as the insurance fund pays the difference; the rest is closed against winners by auto-deleveraging; what that does
    /// not cover, the venue or everybody bears.
    ///
    /// Behind the own book are makers outside, who always pay: they carry the difference of long and short, so that longs
    /// equal shorts at every tick, and settle it at the mark. Customers' money is the venue's cash and its units, of which
    /// balances are claims: on its estate where it fails.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MarginExchange {
        /// The contracts traded, one market for each asset.
        pub markets: Vec<PerpMarket> = need [at_most(MAX_ASSETS)],
        /// Leverage tiers by the size of a position; when absent one of 20 times.
        pub tiers: Vec<LeverageTier> = opt [at_most(MAX_TIERS)],
        /// What counts as margin beside the numeraire.
        pub margin_assets: Vec<MarginAsset> = opt [at_most(MAX_ASSETS)],
        /// Where the mark price of a market comes from.
        pub mark: MarkSource = or(MarkSource::Index),
        /// For `average`: the ticks over which the price of the own book is averaged.
        pub average_over: Tick = or(10) [between(1, MAX_TICKS)],
        /// A position worth more than this, in the numeraire, is closed in parts; always at once when absent.
        pub partial_above: Option<Decimal> = opt [AMOUNT],
        /// The part of such a position that is closed in one tick.
        pub close_fraction: Rate = or(fifth()) [share()],
        /// What a liquidation in the own book costs, as a part of its value: paid into the insurance fund, out of what is
        /// left of the account.
        pub liquidation_fee: Rate = or(Rate::ZERO) [share()],
        /// The part of maintenance margin below which the vault takes an account over.
        pub backstop_at: Rate = or(two_thirds()) [share()],
        /// Cash of the backstop vault at the opening, in the numeraire; no vault when absent.
        pub vault: Option<Decimal> = opt [AMOUNT],
        /// The participant whose the vault is, and whose cash it is opened with; people outside when absent.
        pub vault_owner: Option<String> = opt [PARTICIPANT],
        /// The part of its positions and units that the vault sells in the own book in one tick.
        pub vault_sells: Rate = or(twentieth()) [share()],
        /// The insurance fund at the opening, in the numeraire: a part of the venue's own cash.
        pub insurance_fund: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// Whom auto-deleveraging takes what is lacking from.
        pub adl: AdlRule = or(AdlRule::QueueByProfit),
        /// The price at which a queue closes winners. Rules that share take what is lacking and no more.
        pub adl_fill: AdlFill = or(AdlFill::PreviousMark),
        /// Who bears what nothing has covered.
        pub uncovered: Uncovered = or(Uncovered::Venue),
        /// Accounts of participants, each by its id.
        pub accounts: Vec<MarginAccount> = opt [at_most(MAX_PARTICIPANTS)],
        /// Accounts of people outside, drawn by the seed; with those of participants no more than 10,000 in all.
        pub crowds: Vec<Crowd> = opt [at_most(MAX_CROWDS)],
    }
}

impl Default for MarginExchange {
    /// No markets; what a file that leaves the fields out means.
    fn default() -> Self {
        Self {
            markets: Vec::new(),
            tiers: Vec::new(),
            margin_assets: Vec::new(),
            mark: MarkSource::Index,
            average_over: 10,
            partial_above: None,
            close_fraction: fifth(),
            liquidation_fee: Rate::ZERO,
            backstop_at: two_thirds(),
            vault: None,
            vault_owner: None,
            vault_sells: twentieth(),
            insurance_fund: Decimal::ZERO,
            adl: AdlRule::QueueByProfit,
            adl_fill: AdlFill::PreviousMark,
            uncovered: Uncovered::Venue,
            accounts: Vec::new(),
            crowds: Vec::new(),
        }
    }
}

fn rate(x: f64) -> Rate {
    Rate::new(x).unwrap_or_default()
}

fn one() -> Rate {
    Rate::ONE
}

fn two() -> Rate {
    rate(2.0)
}

fn ten() -> Rate {
    rate(10.0)
}

fn fifth() -> Rate {
    rate(0.2)
}

fn twentieth() -> Rate {
    rate(0.05)
}

fn two_thirds() -> Rate {
    rate(2.0 / 3.0)
}

fn yes() -> bool {
    true
}
