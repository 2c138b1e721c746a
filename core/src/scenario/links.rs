//! Links between participants: obligations, trades, deposits and collateral.
//!
//! One rule of direction: debtor to creditor, pledger to holder, depositor to taker of the deposit.

use super::form::form;
use super::watch::Rolling;
use crate::units::{Decimal, Rate, Tick};

/// The id that stands for everybody who is not a participant.
pub const OUTSIDE: &str = "outside";

form! {
    /// A debtor owes a creditor an amount of an asset.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Obligation {
        /// Its id among the obligations.
        pub id: String = need [ID],
        /// Who owes.
        pub debtor: String = need [PARTICIPANT],
        /// Who is owed.
        pub creditor: String = need [PARTY],
        /// The asset that is owed; the numeraire when absent.
        pub asset: Option<String> = opt [ASSET],
        /// How much is owed, in units of the asset.
        pub amount: Decimal = need [AMOUNT],
        /// The tick on which it falls due; absent for long-term debt that falls due only when the debtor fails.
        pub due: Option<Tick> = opt [from(1)],
        /// Ticks it may stay unpaid after it fell due before the debtor fails; `rules.grace` when absent.
        pub grace: Option<Tick> = opt [between(0, MAX_TICKS)],
        /// Wholesale lending that is rolled over from date to date while the lender is confident; it has a `due`.
        pub rolls: Option<Rolling> = opt,
        /// Fee that goes with the payment where debts settle payment by payment: the highest go first. In the
        /// numeraire; nothing when absent.
        pub fee: Option<Decimal> = opt [AMOUNT],
        /// Seniority class in the debtor's estate: class 0 is paid first, and within a class everybody gets the same share.
        pub seniority: u8 = or(ordinary()) [between(0, MAX_SENIORITY)],
        /// Whether nobody but its two ends sees it, until one of them discloses its books or the lender fails.
        pub hidden: bool = opt,
    }
}

form! {
    /// Two legs that settle on one tick: the seller delivers one asset, the buyer pays with another.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Trade {
        /// Its id among the trades.
        pub id: String = need [ID],
        /// Who delivers.
        pub seller: String = need [PARTICIPANT],
        /// Who pays.
        pub buyer: String = need [PARTICIPANT],
        /// What the seller delivers.
        pub deliver: TradeLeg = need,
        /// What the buyer pays, in another asset than is delivered.
        pub pay: TradeLeg = need,
        /// The tick on which both legs settle.
        pub due: Tick = need [from(1)],
        /// Ticks it may stay unsettled after it fell due; `rules.grace` when absent.
        pub grace: Option<Tick> = opt [between(0, MAX_TICKS)],
        /// Fee that the buyer pays with its payment where debts settle payment by payment: the highest go first. In the
        /// numeraire; nothing when absent.
        pub fee: Option<Decimal> = opt [AMOUNT],
        /// Delivery against payment: both legs move or neither. When false, one leg can fail alone.
        pub delivery_against_payment: bool = or(yes()),
    }
}

form! {
    /// One leg of a trade: an amount of an asset.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct TradeLeg {
        /// The asset; the numeraire when absent.
        pub asset: Option<String> = opt [ASSET],
        /// How much, in units of the asset.
        pub amount: Decimal = need [AMOUNT],
    }
}

form! {
    /// Money left with a participant, payable on demand.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Deposit {
        /// Its id among the deposits.
        pub id: String = need [ID],
        /// Who left the money.
        pub holder: String = need [PARTY],
        /// Who took it and owes it on demand.
        pub taker: String = need [PARTICIPANT],
        /// How much, in the numeraire.
        pub amount: Decimal = need [AMOUNT],
        /// Seniority class in the taker's estate: class 0 is paid first.
        pub seniority: u8 = or(ordinary()) [between(0, MAX_SENIORITY)],
        /// Whether nobody but its two ends sees it, until one of them discloses its books or the lender fails.
        pub hidden: bool = opt,
    }
}

form! {
    /// Who has title to posted collateral.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Title {
        /// A pledge: kept apart for the pledger until it is seized or pledged on.
        Pledge = "pledge",
        /// A title transfer: the holder owns it and owes its return.
        Transfer = "transfer",
    }
}

form! {
    /// A collateral link: a pledger posts an amount of an asset with a holder to secure what it owes the holder.
    ///
    /// A link either posts an `asset` and an `amount` of its own, or passes on what another link holds (`reuses`).
    #[derive(Clone, Debug, PartialEq)]
    pub struct Collateral {
        /// Its id among the collateral links.
        pub id: String = need [ID],
        /// Who posts.
        pub pledger: String = need [PARTICIPANT],
        /// Who holds what is posted.
        pub holder: String = need [PARTICIPANT],
        /// The asset that is posted; the numeraire when absent. Not given where `reuses` is.
        pub asset: Option<String> = opt [ASSET],
        /// How much is posted, in units of the asset, out of the pledger's holdings. Needed, unless `reuses` is given.
        pub amount: Option<Decimal> = opt [AMOUNT],
        /// The id of the collateral link whose units are pledged on: all that its re-use cap allows. The pledger of this
        /// link is the holder of that one; a chain has at most 16 links.
        pub reuses: Option<String> = opt [ID],
        /// Re-use cap: the share of the posted units that the holder may pledge on. 0 forbids re-use, 1 allows all.
        pub reuse_cap: Rate = or(none()) [share()],
        /// Whether it is a pledge or a title transfer.
        pub title: Title = or(Default::default()),
        /// Haircut: the share of the market value that does not count as security.
        pub haircut: Rate = or(none()) [between(0.0, MAX_DISCOUNT)],
        /// Required market value over the secured debt: 1.5 asks for 150 of collateral behind 100 of debt. When absent the
        /// haircut decides, as 1 / (1 - haircut).
        pub required_cover: Option<Rate> = opt [between(0.0, MAX_COVER)],
        /// The id of the obligation it secures, or `ID.loan` for the loan of a link's `funding`; when absent, all that the
        /// pledger owes the holder.
        pub secures: Option<String> = opt [ID],
        /// Whether the holder calls for more when the value falls below what the haircut or the required cover asks for.
        /// Without either the collateral secures what it is worth, and nothing is called.
        pub calls: bool = or(yes()),
        /// Discount to the market price at which seized units are sold.
        pub seizure_discount: Rate = or(none()) [between(0.0, MAX_DISCOUNT)],
        /// A loan that the holder gives the pledger at the opening against this collateral: its value x (1 - haircut). It
        /// is an obligation of its own with the id `ID.loan`.
        pub funding: Option<Funding> = opt,
        /// Whether nobody but its two ends sees it, and the loan of its `funding`, until one of them discloses its books or
        /// the holder fails. What is posted is seen as its pledger's either way.
        pub hidden: bool = opt,
    }
}

form! {
    /// A loan sized by the collateral behind it.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Funding {
        /// The asset that the pledger buys with the loan at the opening price; it keeps the cash when absent.
        pub buys: Option<String> = opt [ASSET],
        /// The tick on which the loan falls due; absent for long-term debt that falls due only when the pledger fails.
        pub due: Option<Tick> = opt [from(1)],
    }
}

fn ordinary() -> u8 {
    1
}

fn none() -> Rate {
    Rate::ZERO
}

fn yes() -> bool {
    true
}
