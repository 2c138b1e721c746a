//! Margin exchanges: venues for perpetual contracts, and who has positions there.

use super::form::form;
use crate::units::{Decimal, Price, Rate, Tick};
use std::collections::BTreeMap;

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

form! {
    /// A market of perpetual contracts on one asset, with the venue's own book. Its index is the price of the asset.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct PerpMarket {
        /// The asset; not the numeraire.
        pub asset: String = need [ASSET],
        /// Depth of the own book, in units: selling a tenth of it lowers the price by about 17 per cent, as in a pool of
        /// constant product. With 0 nothing is traded there; without price impact when absent.
        pub depth: Option<Decimal> = opt [AMOUNT],
        /// The part of the gap between the own book and the index that arbitrage closes in one tick.
        pub arbitrage: Rate = or(one()) [share()],
        /// Most units that may be long, and short; crowds are cut to it at the opening. No cap when absent.
        pub open_interest_cap: Option<Decimal> = opt [AMOUNT],
    }
}

form! {
    /// What positions from a size on may be levered.
    #[derive(Clone, Debug, PartialEq)]
    pub struct LeverageTier {
        /// The value of a position from which on it holds, in the numeraire.
        pub from: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// The highest leverage: initial margin is the value over this.
        pub max_leverage: Rate = need [between(1.0, MAX_LEVERAGE)],
        /// Maintenance margin as a part of the value; half of the initial margin when absent.
        pub maintenance: Option<Rate> = opt [share()],
    }
}

impl Default for LeverageTier {
    /// Twenty times, from nothing on.
    fn default() -> Self {
        Self { from: Decimal::ZERO, max_leverage: rate(20.0), maintenance: None }
    }
}

form! {
    /// An asset that counts as margin, and the venue's own spot book for it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MarginAsset {
        /// The asset; not the numeraire.
        pub asset: String = need [ASSET],
        /// Which price counts.
        pub price: MarginPrice = or(MarginPrice::Index),
        /// What is taken off it.
        pub haircut: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// Depth of the own spot book, in units: it takes units of liquidated accounts. Without price impact when absent.
        pub depth: Option<Decimal> = opt [positive()],
        /// The part of the gap between this book and the asset's price that arbitrage closes in one tick.
        pub arbitrage: Rate = or(one()) [share()],
    }
}

impl Default for MarginAsset {
    /// At the index, without a haircut.
    fn default() -> Self {
        Self { asset: String::new(), price: MarginPrice::Index, haircut: Rate::ZERO, depth: None, arbitrage: one() }
    }
}

form! {
    /// An account of a participant.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MarginAccount {
        /// Its id at this venue.
        pub id: String = need [ID],
        /// Whose it is.
        pub holder: String = need [PARTICIPANT],
        /// Margin by asset, in units of each, out of the holder's holdings at the opening.
        pub margin: BTreeMap<String, Decimal> = opt [amounts(MAX_ASSETS).by(ASSET)],
        /// Whether all margin stands behind all positions. Otherwise each has its own part, by its value.
        pub cross: bool = or(yes()),
        /// Positions at the opening, at most one in each market.
        pub open: Vec<PerpPosition> = opt [at_most(MAX_ASSETS)],
    }
}

impl Default for MarginAccount {
    /// Cross margin; nothing in it.
    fn default() -> Self {
        Self { id: String::new(), holder: String::new(), margin: BTreeMap::new(), cross: true, open: Vec::new() }
    }
}

form! {
    /// A position in a market.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PerpPosition {
        /// The market.
        pub asset: String = need [ASSET],
        /// Which way.
        pub side: Side = need,
        /// How many units.
        pub quantity: Decimal = need [AMOUNT],
        /// The price at which it was opened; the opening price of the asset when absent. What was gained or lost since was
        /// settled with others before the opening, and is in the account as profit or loss.
        pub entry: Option<Price> = opt [between(0.0, MAX_PRICE)],
    }
}

impl Default for PerpPosition {
    /// Nothing, long.
    fn default() -> Self {
        Self { asset: String::new(), side: Side::Long, quantity: Decimal::ZERO, entry: None }
    }
}

form! {
    /// Accounts of people outside, drawn by the seed and the ids of venue and crowd.
    ///
    /// Sizes are spread unevenly over the accounts, a twentieth of them about ten times as large as the middle one; leverage
    /// is spread evenly by its logarithm. What is drawn for an account hangs on its number and on nothing else.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Crowd {
        /// Its id at this venue.
        pub id: String = need [ID],
        /// The market.
        pub asset: String = need [ASSET],
        /// How many accounts.
        pub members: Tick = need [between(1, MAX_ACCOUNTS)],
        /// Units long in all.
        pub long: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// Units short in all.
        pub short: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// The lowest leverage at the opening: value over equity.
        pub leverage_from: Rate = or(two()) [between(MIN_LEVERAGE, MAX_LEVERAGE)],
        /// The highest; no account has more than its tier allows.
        pub leverage_to: Rate = or(ten()) [between(MIN_LEVERAGE, MAX_LEVERAGE)],
        /// How far above and below the opening price positions were entered, at most, as a ratio.
        pub entry_spread: Rate = or(Rate::ZERO) [between(0.0, MAX_DISCOUNT)],
        /// The part of the accounts that are in cross margin: half of each one's position, by value, is in another market of
        /// the venue, the same way.
        pub cross: Rate = or(Rate::ZERO) [share()],
        /// What they have posted; the numeraire when absent.
        pub margin: Option<String> = opt [ASSET],
    }
}

impl Default for Crowd {
    /// One account with nothing.
    fn default() -> Self {
        Self {
            id: String::new(),
            asset: String::new(),
            members: 1,
            long: Decimal::ZERO,
            short: Decimal::ZERO,
            leverage_from: two(),
            leverage_to: ten(),
            entry_spread: Rate::ZERO,
            cross: Rate::ZERO,
            margin: None,
        }
    }
}

form! {
    /// Which way a position gains.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Side {
        /// When the price rises.
        Long = "long",
        /// When it falls.
        Short = "short",
    }
}

form! {
    /// Where a mark price comes from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words MarkSource {
        /// The price of the asset.
        Index = "index",
        /// The last price in the venue's own book.
        OwnBook = "own_book",
        /// The average of that price over some ticks.
        Average = "average",
        /// What stands behind a unit of a claim token; the index for other assets.
        Redemption = "redemption",
    }
}

form! {
    /// Which price values margin in another asset.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words MarginPrice {
        /// The price of the asset.
        Index = "index",
        /// The last price in the venue's own spot book.
        OwnBook = "own_book",
        /// What stands behind a unit of a claim token; the index for other assets.
        Redemption = "redemption",
    }
}

form! {
    /// Whom auto-deleveraging takes what bankrupt positions lack from.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words AdlRule {
        /// Nobody: it is uncovered at once.
        Off = "off",
        /// A queue by profit per cent times effective leverage.
        QueueByProfit = "queue_by_profit",
        /// A queue by mark over entry times value over equity.
        QueueByIndex = "queue_by_index",
        /// A queue by size.
        QueueBySize = "queue_by_size",
        /// All winners, pro rata to size, nobody beyond its profit.
        ProRataToSize = "pro_rata_to_size",
        /// All winners, pro rata to profit.
        ProRataToProfit = "pro_rata_to_profit",
    }
}

form! {
    /// At which price a queue closes winners.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words AdlFill {
        /// At the mark of the tick before, or at the bankruptcy price where that takes more: what it takes beyond what is
        /// lacking is overshoot, and goes to the insurance fund.
        PreviousMark = "previous_mark",
        /// At the price at which nothing of the bankrupt account is left.
        BankruptcyPrice = "bankruptcy_price",
    }
}

form! {
    /// Who bears a loss that nothing has covered.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Uncovered {
        /// The venue, out of what it owns.
        Venue = "venue",
        /// All accounts with an equity, pro rata to it.
        Socialised = "socialised",
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

/// The words of a setting that a slider may turn, each by its place in the format: the first is 0.
macro_rules! choice {
    ($($kind:ident: $($word:ident),+;)+) => {$(
        impl $kind {
            const ALL: &[Self] = &[$(Self::$word),+];

            fn place(self) -> f64 {
                Self::ALL.iter().position(|x| *x == self).unwrap_or(0) as f64
            }

            fn at(place: f64) -> Option<Self> {
                let whole = place.fract() == 0.0 && place >= 0.0;
                Self::ALL.get(place as usize).copied().filter(|_| whole)
            }
        }
    )+};
}

choice! {
    MarkSource: Index, OwnBook, Average, Redemption;
    MarginPrice: Index, OwnBook, Redemption;
    AdlRule: Off, QueueByProfit, QueueByIndex, QueueBySize, ProRataToSize, ProRataToProfit;
    AdlFill: PreviousMark, BankruptcyPrice;
    Uncovered: Venue, Socialised;
}

impl MarginExchange {
    /// A setting that is a word, by its place among the words of the format: `adl`, `adl_fill`, `mark`, `uncovered`,
    /// `margin_assets/ASSET/price`.
    pub(super) fn choice(&self, path: &[&str]) -> Option<f64> {
        match path {
            ["adl"] => Some(self.adl.place()),
            ["adl_fill"] => Some(self.adl_fill.place()),
            ["mark"] => Some(self.mark.place()),
            ["uncovered"] => Some(self.uncovered.place()),
            ["margin_assets", asset, "price"] => {
                self.margin_assets.iter().find(|m| &m.asset == asset).map(|m| m.price.place())
            }
            _ => None,
        }
    }

    /// Sets it; whether there is a word at that place.
    pub(super) fn choose(&mut self, path: &[&str], to: f64) -> Option<()> {
        match path {
            ["adl"] => self.adl = AdlRule::at(to)?,
            ["adl_fill"] => self.adl_fill = AdlFill::at(to)?,
            ["mark"] => self.mark = MarkSource::at(to)?,
            ["uncovered"] => self.uncovered = Uncovered::at(to)?,
            ["margin_assets", asset, "price"] => {
                self.margin_assets.iter_mut().find(|m| &m.asset == asset)?.price = MarginPrice::at(to)?;
            }
            _ => return None,
        }
        Some(())
    }
}
