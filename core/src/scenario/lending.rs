//! Lending pools: what they lend, against what, and who bears what is not repaid.

use super::form::form;
use super::oracle::Oracle;
use super::{Auction, RateCurve};
use crate::units::{Decimal, Rate, Tick};

form! {
    /// A pool that lends one asset against collateral and lets anybody liquidate a position whose health is below 1.
    ///
    /// Its loans are the obligations to it in the lent asset, their collateral the collateral links to it; a position is
    /// all of one borrower. Its liquidity is its free holding of the lent asset, its lenders are its deposits and whoever
    /// holds a claim token that it has issued. The health of a position is the value of its collateral by the oracles,
    /// times the liquidation thresholds, over its debt.
    #[derive(Clone, Debug, PartialEq)]
    pub struct LendingPool {
        /// The asset it lends; the numeraire when absent.
        pub lends: Option<String> = opt [ASSET],
        /// What it takes as collateral, one market for each asset.
        pub markets: Vec<LendingMarket> = need [at_most(MAX_ASSETS)],
        /// The rate that borrowers pay, by utilisation: loans over loans and liquidity. No interest when absent.
        pub rates: Option<RateCurve> = opt,
        /// The part of the interest that the pool keeps; the rest is its depositors'.
        pub reserve_factor: Rate = or(Rate::ZERO) [share()],
        /// The part of a position's debt that one tick may liquidate while its health is above `full_below`.
        pub close_factor: Rate = or(half()) [share()],
        /// The health from which on, downwards, all of a position may be liquidated.
        pub full_below: Rate = or(nearly()) [share()],
        /// Where the debt or the collateral of a position is worth less than this, in the numeraire, all of it may be
        /// liquidated; and what a liquidation leaves of either is worth at least half of it, or nothing. No such rule
        /// when absent.
        pub dust: Option<Decimal> = opt [AMOUNT],
        /// Most that may be lent in all, in units of the lent asset; it binds new loans only.
        pub borrow_cap: Option<Decimal> = opt [AMOUNT],
        /// How collateral is sold to whoever repays the debt.
        pub auction: Auction = or(Auction::default()),
        /// Who bears a loan that has no collateral left, beyond what the pool itself owns.
        pub bad_debt: BadDebt = or(Default::default()),
        /// The participant whose free holding of the lent asset bears bad debt first, such as the stakers of a backstop.
        pub backstop: Option<String> = opt [PARTICIPANT],
        /// For `all_holders`: the other pools, lending the same asset, whose lenders bear bad debt with those of this pool.
        pub bear_with: Vec<String> = opt [PARTICIPANT.list(MAX_PARTICIPANTS)],
        /// For `treasury`: the claim token, with a market of its own, that is issued and sold until the loss is made good.
        pub mints: Option<String> = opt [ASSET],
        /// Whether people outside liquidate, with flash loans: they need no capital.
        pub outside_keepers: bool = or(yes()),
        /// What a liquidation costs a keeper outside (gas), in the numeraire.
        pub gas: Decimal = or(Decimal::ZERO) [AMOUNT],
        /// Liquidations that keepers outside can make in one tick; as many as there are when absent.
        pub capacity: Option<Tick> = opt [from(0)],
    }
}

impl Default for LendingPool {
    /// No markets; what a file that leaves the fields out means.
    fn default() -> Self {
        Self {
            lends: None,
            markets: Vec::new(),
            rates: None,
            reserve_factor: Rate::ZERO,
            close_factor: half(),
            full_below: nearly(),
            dust: None,
            borrow_cap: None,
            auction: Auction::default(),
            bad_debt: BadDebt::default(),
            backstop: None,
            bear_with: Vec::new(),
            mints: None,
            outside_keepers: yes(),
            gas: Decimal::ZERO,
            capacity: None,
        }
    }
}

form! {
    /// What a lending pool takes as collateral, and on which terms.
    #[derive(Clone, Debug, PartialEq)]
    pub struct LendingMarket {
        /// The collateral.
        pub asset: String = need [ASSET],
        /// Maximum loan-to-value: the debt that a unit of value carries when it is borrowed against.
        pub max_ltv: Rate = or(LendingMarket::default().max_ltv) [share()],
        /// Liquidation threshold: the debt that a unit of value carries before the position may be liquidated.
        pub threshold: Rate = or(LendingMarket::default().threshold) [share()],
        /// Liquidation bonus: whoever repays 1 of debt gets collateral worth 1 plus this, by the oracle.
        pub bonus: Rate = or(LendingMarket::default().bonus) [share()],
        /// Most units that the pool takes as collateral in all; it binds new loans only.
        pub supply_cap: Option<Decimal> = opt [AMOUNT],
        /// Isolation: most that may be lent, in units of the lent asset, to borrowers whose collateral is this asset; no
        /// other collateral counts beside it in a new loan.
        pub debt_ceiling: Option<Decimal> = opt [AMOUNT],
        /// Where the pool takes the price from.
        pub oracle: Oracle = or(Oracle::default()),
    }
}

impl Default for LendingMarket {
    /// Ether in the main market of Aave v3: 80 and 83 per cent, 5 per cent bonus.
    fn default() -> Self {
        let rate = |x| Rate::new(x).unwrap_or_default();
        Self {
            asset: String::new(),
            max_ltv: rate(0.8),
            threshold: rate(0.83),
            bonus: rate(0.05),
            supply_cap: None,
            debt_ceiling: None,
            oracle: Oracle::default(),
        }
    }
}

form! {
    /// Who bears bad debt beyond what the pool itself owns and what its backstop has.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words BadDebt {
        /// Nobody yet: it stays a hole in the pool's books, which its depositors see as coverage below 1.
        Recorded = "recorded",
        /// Those who lent to this pool, pro rata: deposits are written down.
        Lenders = "lenders",
        /// Those who lent to this pool and to the pools in `bear_with`, pro rata.
        AllHolders = "all_holders",
        /// Holders of the token in `mints`: it is issued and sold for what is missing.
        Treasury = "treasury",
    }
}

fn rate(x: f64) -> Rate {
    Rate::new(x).unwrap_or_default()
}

fn yes() -> bool {
    true
}

fn half() -> Rate {
    rate(0.5)
}

fn nearly() -> Rate {
    rate(0.95)
}
