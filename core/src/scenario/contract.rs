//! Derivatives: contracts on the assets of the scenario, positions in them, and how they are novated.

use super::form::form;
use crate::units::{Decimal, Price, Rate, Tick};

form! {
    /// A derivative on an asset. It is marked every tick, and a change of its value is paid in cash (variation margin).
    ///
    /// The settlement price of one contract is rounded to a quantum of the numeraire, so that what longs gain is what
    /// shorts lose, to the quantum: choose a `size` at which a contract is worth many quanta.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Contract {
        /// Its id among the contracts.
        pub id: String = need [ID],
        /// The name shown.
        pub label: String = need [LABEL],
        /// The asset whose price it follows; not the numeraire.
        pub underlying: String = need [ASSET],
        /// What it pays.
        pub payoff: Payoff = need,
        /// Units of the underlying in one contract.
        pub size: Decimal = or(one()) [positive()],
        /// Volatility of the underlying by the year of 365 days: 0.5 is 50 per cent. Initial margin and the value of an
        /// option come from it.
        pub volatility: Rate = or(half()) [above_to(0.0, MAX_VOLATILITY)],
        /// Contracts whose sale in one tick moves their price by one per cent; a sale moves no price when absent. It is
        /// what closing out a failed member's book meets.
        pub depth: Option<Decimal> = opt [positive()],
        /// The clearing house of this contract where several houses clear.
        pub house: Option<String> = opt [PARTICIPANT],
    }
}

form! {
    /// What a contract pays.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Payoff {
        /// A future: it follows its underlying until it expires. Interest and storage are not modelled.
        Future = "future" {
            /// The tick of its last settlement; it does not expire when absent.
            expires: Option<Tick> = opt [from(1)],
        },
        /// A perpetual: a future without an end, with a payment of funding from longs to shorts.
        Perpetual = "perpetual" {
            /// What a long pays a short a day, as a share of the contract's value; below zero shorts pay.
            funding: Rate = opt [between(-0.1, 0.1)],
        },
        /// A European option, margined like a future: its value is paid as it changes and no premium at the opening.
        Option = "option" {
            /// Whether it is a put; a call otherwise.
            put: bool = opt,
            /// The strike price, in the numeraire for a unit of the underlying.
            strike: Price = need [above_to(0.0, MAX_PRICE)],
            /// The tick on which it is exercised, if it is worth anything then.
            expires: Tick = need [from(1)],
        },
    }
}

form! {
    /// A position: a number of contracts that one party is long and another one short.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Position {
        /// Its id among the positions.
        pub id: String = need [ID],
        /// The contract.
        pub contract: String = need [CONTRACT],
        /// Who gains when the contract's value rises.
        pub long: String = need [PARTY],
        /// Who gains when it falls.
        pub short: String = need [PARTY],
        /// How many contracts.
        pub quantity: u32 = need [between(1, MAX_CONTRACTS)],
        /// The tick on which it is traded, at the mark of that tick; it is there at the opening when absent.
        pub traded: Option<Tick> = opt [from(1)],
    }
}

form! {
    /// A client of a clearing member: what it trades is cleared through the member, and its margin is held by the house in
    /// the client's name. Without a clearing house it is a party like any other.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Client {
        /// Who is the client.
        pub client: String = need [PARTICIPANT],
        /// Who clears for it.
        pub member: String = need [PARTICIPANT],
        /// How its account is kept at the house.
        pub account: ClientAccount = or(Default::default()),
        /// The member to which its positions and its margin are ported when its own fails; they are closed out when absent.
        /// Only a segregated account can be ported.
        pub ports_to: Option<String> = opt [PARTICIPANT],
    }
}

form! {
    /// How a client's account is kept at the clearing house: Regulation (EU) No 648/2012 (EMIR), article 39.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words ClientAccount {
        /// An account of its own: its margin pays for its own losses only.
        Segregated = "segregated",
        /// One account for the omnibus clients of a member, each of whom posts margin for its own positions: when the
        /// member fails, all of it pays for what any of them has lost (fellow-customer risk).
        OmnibusGross = "omnibus_gross",
        /// The same, and the house asks for margin on the clients' net positions only, each client for its part.
        OmnibusNet = "omnibus_net",
    }
}

form! {
    /// How positions are settled: with whom each party has its account.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub words Novation {
        /// Each position on its own, between the two that traded.
        BilateralGross = "bilateral_gross",
        /// All positions of a pair netted, between the two that traded.
        BilateralNet = "bilateral_net",
        /// One clearing house steps between all: each party has one account with it.
        OneHouse = "one_house",
        /// Each contract is cleared by its own house: a party has one account with each.
        SeveralHouses = "several_houses",
    }
}

impl Novation {
    /// All of them, in the order in which a slider counts them from 0.
    pub const ALL: [Self; 4] = [Self::BilateralGross, Self::BilateralNet, Self::OneHouse, Self::SeveralHouses];

    /// The words shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::BilateralGross => "bilateral, gross",
            Self::BilateralNet => "bilateral, net",
            Self::OneHouse => "one clearing house",
            Self::SeveralHouses => "several clearing houses",
        }
    }
}

fn one() -> Decimal {
    Decimal::from_f64(1.0).unwrap_or_default()
}

fn half() -> Rate {
    Rate::new(0.5).unwrap_or_default()
}
