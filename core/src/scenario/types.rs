//! The scenario as a whole: assets, events, sliders and what is expected of it.

use super::form::form;
use super::{
    Clock, Collateral, Control, Deposit, DepositorGroup, Figure, History, Obligation, Participant, Rules, Trade,
};
use crate::units::{Decimal, Price, Rate, Tick};

/// Everything a user sets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// The version of the format: 1.
    pub version: u32,
    /// Short id, for links and file names.
    pub id: String,
    /// The name shown.
    pub title: String,
    /// What happens, in a sentence or two.
    pub summary: String,
    /// Where the case or its idea comes from.
    pub source: String,
    /// What is assumed and not modelled.
    pub assumptions: Vec<String>,
    /// What a viewer predicts before the first play.
    pub question: Option<Question>,
    /// How long the run is.
    pub clock: Clock,
    /// Rules of settlement.
    pub rules: Rules,
    /// Seed of all random draws.
    pub seed: u32,
    /// The asset in which everything is valued; its price is 1.
    pub numeraire: String,
    /// Cash, tokens and positions.
    pub assets: Vec<Asset>,
    /// Protocols and firms.
    pub participants: Vec<Participant>,
    /// Who owes whom.
    pub obligations: Vec<Obligation>,
    /// Two-legged trades.
    pub trades: Vec<Trade>,
    /// Money payable on demand.
    pub deposits: Vec<Deposit>,
    /// Collateral links.
    pub collateral: Vec<Collateral>,
    /// Scheduled shocks.
    pub events: Vec<Event>,
    /// Sliders; the first is the large one under the time bar.
    pub controls: Vec<Control>,
    /// Offers the rewiring of obligations with the same totals.
    pub rewire: Option<Rewire>,
    /// Bands that the results must fall in; tests and the command-line example check them.
    pub expect: Vec<Expectation>,
    /// What happened, where the scenario reconstructs an event.
    pub history: Vec<History>,
    /// The figures that a reconstruction was made from, reported and assumed ones told apart.
    pub figures: Vec<Figure>,
    /// What of the event the scenario does not capture.
    pub not_captured: Vec<String>,
}

form!(
    struct Scenario {
        version: need,
        id: or(Default::default()),
        title: or(Default::default()),
        summary: opt,
        source: opt,
        assumptions: opt,
        question: opt,
        clock: or(Default::default()),
        rules: or(Default::default()),
        seed: or(Default::default()),
        numeraire: need,
        assets: need,
        participants: or(Default::default()),
        obligations: opt,
        trades: opt,
        deposits: opt,
        collateral: opt,
        events: opt,
        controls: opt,
        rewire: opt,
        expect: opt,
        history: opt,
        figures: opt,
        not_captured: opt,
    }
);

/// A prediction asked before the first play.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The question; the answer is the number of participants that fail.
    pub text: String,
}

form!(
    struct Question {
        text: need,
    }
);

/// Cash, a token or a position.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// Short unique id.
    pub id: String,
    /// The name shown.
    pub label: String,
    /// Decimals of its quanta, 0 to 8.
    pub decimals: u8,
    /// Opening price in the numeraire.
    pub price: Price,
    /// Where it can be sold; cannot be sold when absent.
    pub market: Option<Market>,
}

form!(
    struct Asset {
        id: need,
        label: need,
        decimals: or(two()),
        price: or(unit_price()),
        market: opt,
    }
);

/// A pool in which an asset is sold for the numeraire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Market {
    /// Units of the asset in a constant-product pool at the opening; no price impact when absent.
    pub depth: Option<Decimal>,
    /// Discount to the price at which a sale is done (an early sale of a loan, say); marks do not move by it.
    pub discount: Rate,
    /// Who provides the depth and when they leave.
    pub providers: Option<Providers>,
}

form!(
    struct Market {
        depth: opt,
        discount: or(no_rate()),
        providers: opt,
    }
);

/// Liquidity providers that leave when they lose confidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Providers {
    /// The participant whose coverage they watch.
    pub watch: String,
    /// Parts of the depth and the coverage below which they leave.
    pub groups: Vec<DepositorGroup>,
}

form!(
    struct Providers {
        watch: need,
        groups: need,
    }
);

/// A scheduled shock.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Short unique id.
    pub id: String,
    /// The tick it happens.
    pub tick: Tick,
    /// What happens.
    pub what: EventKind,
}

form!(
    struct Event {
        id: need,
        tick: need,
        what: need,
    }
);

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// The price of an asset changes by a ratio: -0.1 is a fall of ten per cent.
    PriceShock {
        /// Which asset.
        asset: String,
        /// The change; above -1.
        change: Rate,
    },
    /// A participant is declared failed.
    Default {
        /// Who.
        participant: String,
    },
    /// Free units are drained to the outside.
    Exploit {
        /// From whom.
        participant: String,
        /// What; the numeraire when absent.
        asset: Option<String>,
        /// At most this much (what is there goes).
        amount: Decimal,
    },
    /// A participant can pay and deliver nothing for a while.
    Outage {
        /// Who.
        participant: String,
        /// Ticks it lasts.
        ticks: Tick,
    },
    /// Depositors ask for a share of all deposits, whatever they see.
    WithdrawalWave {
        /// From whom.
        participant: String,
        /// Part of the deposits.
        share: Rate,
    },
    /// Outside money comes in: a rescue, a guarantee paid, a return of what was taken.
    Recovery {
        /// To whom.
        participant: String,
        /// How much of the numeraire.
        amount: Decimal,
    },
}

form!(enum EventKind {
    PriceShock = "price_shock" { asset: need, change: need },
    Default = "default" { participant: need },
    Exploit = "exploit" { participant: need, asset: opt, amount: need },
    Outage = "outage" { participant: need, ticks: need },
    WithdrawalWave = "withdrawal_wave" { participant: need, share: need },
    Recovery = "recovery" { participant: need, amount: need },
});

impl EventKind {
    /// The word for this shock on the page.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::PriceShock { .. } => "Price shock",
            Self::Default { .. } => "Default",
            Self::Exploit { .. } => "Exploit",
            Self::Outage { .. } => "Outage",
            Self::WithdrawalWave { .. } => "Withdrawal wave",
            Self::Recovery { .. } => "Recovery",
        }
    }

    /// The participant it strikes, if it strikes one.
    #[must_use]
    pub fn participant(&self) -> Option<&str> {
        match self {
            Self::PriceShock { .. } => None,
            Self::Default { participant }
            | Self::Exploit { participant, .. }
            | Self::Outage { participant, .. }
            | Self::WithdrawalWave { participant, .. }
            | Self::Recovery { participant, .. } => Some(participant),
        }
    }
}

/// The rewiring of obligations among some participants with the same totals for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewire {
    /// Whose obligations to each other are rewired.
    pub among: Vec<String>,
}

form!(
    struct Rewire {
        among: need,
    }
);

/// A slider set to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// What is set, as in [`Control::target`]; or `rewire`, with 0 all-to-all, 1 islands of three, 2 ring.
    pub target: String,
    /// To what.
    pub value: f64,
}

form!(
    struct Setting {
        target: need,
        value: need,
    }
);

/// A band for a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What is measured: a metric's id at the end (`failed`), or `metric@tick`, or `losers`, or `failed/x`, `paid/link`,
    /// `equity/x`, `loss/x`, `borne/house/layer` with an optional `@tick`.
    pub what: String,
    /// Lower end, included.
    pub low: f64,
    /// Upper end, included.
    pub high: f64,
    /// Changes made before the run; none when empty.
    pub with: Vec<Setting>,
}

form!(
    struct Expectation {
        what: need,
        low: need,
        high: need,
        with: opt,
    }
);

fn two() -> u8 {
    2
}

fn unit_price() -> Price {
    Price::ONE
}

fn no_rate() -> Rate {
    Rate::ZERO
}
