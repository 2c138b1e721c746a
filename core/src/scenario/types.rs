//! The scenario as a whole: assets, events, sliders and what is expected of it.

use super::form::form;
use super::{
    ClaimToken, Clock, Collateral, Control, Deposit, DepositorGroup, Figure, History, Obligation, Participant, Rules,
    Trade,
};
use crate::units::{Decimal, Price, Rate, Tick};

form! {
    /// A scenario: everything a user sets, in one file.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Scenario {
        /// The address of a JSON Schema, for editors that check and complete by it. It is kept and means nothing.
        pub schema as "$schema": String = opt [TEXT],
        /// The version of the format.
        pub version: u32 = need [version()],
        /// A short name for links and file names.
        pub id: String = or(Default::default()) [LABEL],
        /// The name shown.
        pub title: String = or(Default::default()) [LABEL],
        /// What happens, in a sentence or two.
        pub summary: String = opt [TEXT],
        /// Where the case or its idea comes from.
        pub source: String = opt [TEXT],
        /// What is assumed and not modelled, a sentence each.
        pub assumptions: Vec<String> = opt [texts(MAX_EXPECTATIONS)],
        /// What a viewer predicts before the first play.
        pub question: Option<Question> = opt,
        /// How long the run is.
        pub clock: Clock = or(Default::default()),
        /// Rules of settlement and of failure.
        pub rules: Rules = or(Default::default()),
        /// The seed of all random draws.
        pub seed: u32 = or(Default::default()),
        /// The id of the asset in which everything is valued; its price is 1 and it has no market.
        pub numeraire: String = need [ASSET],
        /// Cash, tokens and positions.
        pub assets: Vec<Asset> = need [some(MAX_ASSETS)],
        /// Protocols and firms.
        pub participants: Vec<Participant> = or(Default::default()) [at_most(MAX_PARTICIPANTS)],
        /// Who owes whom.
        pub obligations: Vec<Obligation> = opt [at_most(MAX_LINKS)],
        /// Two-legged trades.
        pub trades: Vec<Trade> = opt [at_most(MAX_LINKS)],
        /// Money payable on demand.
        pub deposits: Vec<Deposit> = opt [at_most(MAX_LINKS)],
        /// Collateral links.
        pub collateral: Vec<Collateral> = opt [at_most(MAX_LINKS)],
        /// Scheduled shocks.
        pub events: Vec<Event> = opt [at_most(MAX_EVENTS)],
        /// Sliders; the first is the large one under the time bar.
        pub controls: Vec<Control> = opt [at_most(MAX_CONTROLS)],
        /// Offers to rewire obligations with the same totals for each participant.
        pub rewire: Option<Rewire> = opt,
        /// Bands that results must fall in; the tests and the command-line example check them.
        pub expect: Vec<Expectation> = opt [at_most(MAX_EXPECTATIONS)],
        /// What happened, where the scenario reconstructs an event.
        pub history: Vec<History> = opt [at_most(MAX_EXPECTATIONS)],
        /// The figures that a reconstruction was made from, reported and assumed ones told apart.
        pub figures: Vec<Figure> = opt [at_most(MAX_EXPECTATIONS)],
        /// What of the event the scenario does not capture, a sentence each.
        pub not_captured: Vec<String> = opt [texts(MAX_EXPECTATIONS)],
    }
}

form! {
    /// A prediction asked before the first play.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Question {
        /// The question. Its answer is the number of participants that fail.
        pub text: String = need [TEXT],
    }
}

form! {
    /// Cash, a token or a position.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Asset {
        /// Its id among the assets.
        pub id: String = need [ID],
        /// The name shown.
        pub label: String = need [LABEL],
        /// Decimals: an amount of this asset is a whole number of quanta of 10^-decimals units.
        pub decimals: u8 = or(two()) [between(0, MAX_DECIMALS)],
        /// Opening price of one unit, in the numeraire; 1 for the numeraire itself.
        pub price: Price = or(unit_price()) [between(0.0, MAX_PRICE)],
        /// Where it is sold; it cannot be sold when absent.
        pub market: Option<Market> = opt,
        /// Who issued it and what stands behind it; absent for cash and for tokens that nobody owes.
        pub claim: Option<ClaimToken> = opt,
    }
}

form! {
    /// A pool in which an asset is sold and bought for the numeraire.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Market {
        /// Units of the asset in the pool at the opening; sales move no price when absent.
        pub depth: Option<Decimal> = opt [positive()],
        /// Amplification of a stable-swap of two coins around a peg; a constant product when absent. It is the A of the
        /// StableSwap paper; contracts that store A n^(n-1) show twice as much. The peg is what a claim token promises, or
        /// what stands behind a share; for other tokens the opening price.
        pub amplification: Option<Rate> = opt [between(1.0, MAX_AMPLIFICATION)],
        /// Share of what is paid in that buys nothing and stays in the pool, with its providers: 0.003 is 30 basis points.
        pub fee: Rate = opt [between(0.0, MAX_DISCOUNT)],
        /// Share of the gap between the price and what a unit is worth that people outside close in a tick by trading
        /// along the curve: 0 is nobody, 1 all of it. A token that nobody owes is worth its opening price, moved by
        /// price shocks; a claim token what stands behind it, while it can be redeemed.
        pub resilience: Rate = opt [share()],
        /// Share of the depth taken away by a group of providers that comes back in a tick once the group sees enough.
        pub recovery: Rate = opt [share()],
        /// Discount to the price at which a sale is done (of a loan sold early, say); marks do not move by it.
        pub discount: Rate = or(no_rate()) [between(0.0, MAX_DISCOUNT)],
        /// Who provides the depth and when they leave; nobody leaves when absent.
        pub providers: Option<Providers> = opt,
    }
}

form! {
    /// Liquidity providers of a market that leave when they lose confidence in a participant.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Providers {
        /// The participant whose coverage or liquidity they watch; not needed where all watch a peg.
        pub watch: String = opt [PARTICIPANT],
        /// Parts of the depth, and the ratio below which each leaves.
        pub groups: Vec<DepositorGroup> = need [at_most(MAX_GROUPS)],
    }
}

form! {
    /// A scheduled shock.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Event {
        /// Its id among the events.
        pub id: String = need [ID],
        /// The tick on which it happens, from 1 to the last of the run.
        pub tick: Tick = need [between(1, MAX_TICKS)],
        /// What happens.
        pub what: EventKind = need,
    }
}

form! {
    /// What a shock does.
    #[derive(Clone, Debug, PartialEq)]
    pub enum EventKind {
        /// The price of an asset changes by a ratio.
        PriceShock = "price_shock" {
            /// The asset; not the numeraire.
            asset: String = need [ASSET],
            /// The change as a ratio: -0.1 is a fall of ten per cent, 1 doubles the price.
            change: Rate = need [above_to(-1.0, MAX_SHOCK_FACTOR)],
        },
        /// A participant is declared failed.
        Default = "default" {
            /// Who fails.
            participant: String = need [PARTICIPANT],
        },
        /// Free units of an asset are drained from a participant to the outside.
        Exploit = "exploit" {
            /// Who is drained.
            participant: String = need [PARTICIPANT],
            /// The asset; the numeraire when absent.
            asset: Option<String> = opt [ASSET],
            /// At most this much, in units of the asset; what is there goes.
            amount: Decimal = need [AMOUNT],
        },
        /// A participant can pay and deliver nothing for a while.
        Outage = "outage" {
            /// Who is out.
            participant: String = need [PARTICIPANT],
            /// Ticks it lasts, from its own tick on.
            ticks: Tick = need [between(1, MAX_TICKS)],
        },
        /// Depositors ask for a share of all deposits, whatever they see.
        WithdrawalWave = "withdrawal_wave" {
            /// From whom they ask it.
            participant: String = need [PARTICIPANT],
            /// The share of the deposits.
            share: Rate = need [share()],
        },
        /// A parameter changes from this tick on: of a mechanism, a market, a collateral link's terms or the rules.
        Upgrade = "upgrade" {
            /// The number that changes, as a path like a slider's `target`. Amounts held, owed or posted at the opening are
            /// no parameters.
            target: String = need [TEXT],
            /// What it is from then on, in the unit of the target.
            value: f64 = need,
            /// The tick on which it is announced, not after its own; nobody knows of it before when absent.
            announced: Option<Tick> = opt [between(1, MAX_TICKS)],
            /// The share of the deposits with the participant it concerns that is asked for on the announcement: a run
            /// before the change.
            leaves: Rate = opt [share()],
            /// Margin parameters that are set anew on the same tick to suit the change: thresholds, haircuts, required
            /// cover. Loss over a time to react that is four times as long wants about twice the margin.
            recalibrates: Vec<Setting> = opt [at_most(MAX_EXPECTATIONS)],
            /// Whether margins are left as they were: nothing of `recalibrates` is done.
            stale: bool = opt,
        },
        /// A message that nobody sent asks a bridge to move units: obeyed in this tick and the next ones, as far as its
        /// cap allows, until all has moved or the bridge is paused; refused where too few keys have fallen.
        ForgedMessage = "forged_message" {
            /// The bridge, or the issuer with signing keys.
            bridge: String = need [PARTICIPANT],
            /// What is moved: units it issues are minted, those of any other asset are released from what it holds.
            token: String = need [ASSET],
            /// How much, in units of the token.
            amount: Decimal = need [AMOUNT],
            /// Who gets it: the attacker.
            to: String = need [PARTICIPANT],
            /// How many keys have fallen.
            keys: u32 = need [between(0, MAX_VERIFIERS)],
        },
        /// A participant is frozen for a while: it mints, releases and lends nothing new.
        Pause = "pause" {
            /// Who is paused.
            participant: String = need [PARTICIPANT],
            /// Ticks it lasts, from its own tick on.
            ticks: Tick = need [between(1, MAX_TICKS)],
            /// Whether depositors cannot withdraw either.
            withdrawals: bool = or(false),
        },
        /// The issuer of a claim token issues units with nothing new behind them: all holders bear a part of what somebody
        /// has lost.
        Issue = "issue" {
            /// Who gets them.
            participant: String = need [PARTICIPANT],
            /// The claim token.
            token: String = need [ASSET],
            /// How much, in units of the token.
            amount: Decimal = need [AMOUNT],
        },
        /// Everybody gets to see what a participant had hidden, and its holdings at market prices.
        Disclosure = "disclosure" {
            /// Whose books are opened.
            participant: String = need [PARTICIPANT],
        },
        /// A part of what a participant has staked is burnt by its network, units on their way out among it.
        Slashing = "slashing" {
            /// Who has staked.
            participant: String = need [PARTICIPANT],
            /// The share of what it has staked: about 0.0001 for one fault, more the more validators fail together.
            share: Rate = need [share()],
        },
        /// Holders outside the network hand in a part of the claim tokens that they hold.
        RedemptionWave = "redemption_wave" {
            /// The token; its issuer must redeem it.
            asset: String = need [ASSET],
            /// The share of what is held outside.
            share: Rate = need [share()],
        },
        /// A participant posts collateral with a lending pool and borrows, as far as the pool's rules allow.
        ///
        /// It makes a collateral link `ID.collateral` and an obligation `ID.loan`, with the id of the event, which are
        /// empty until then.
        Borrow = "borrow" {
            /// Who borrows.
            participant: String = need [PARTICIPANT],
            /// The lending pool.
            pool: String = need [PARTICIPANT],
            /// What is posted.
            asset: String = need [ASSET],
            /// At most this much is posted, in units of the asset; what is free goes.
            posts: Decimal = need [AMOUNT],
            /// At most this much is borrowed, in units of the asset that the pool lends; all that the rules allow when absent.
            borrows: Option<Decimal> = opt [AMOUNT],
        },
        /// Somebody sells units of an asset in its market, or spends cash on them, in this tick.
        Order = "order" {
            /// Who; people outside when absent.
            participant: Option<String> = opt [PARTICIPANT],
            /// The asset; it has a market.
            asset: String = need [ASSET],
            /// Units that are sold, as far as they are there. Either this or `spends`.
            sells: Option<Decimal> = opt [AMOUNT],
            /// Cash that is spent, as far as it is there, in the numeraire.
            spends: Option<Decimal> = opt [AMOUNT],
            /// The price beyond which the order does not move the market; none when absent.
            limit: Option<Price> = opt,
        },
        /// Money comes in from outside: a rescue, a guarantee paid, a return of what was taken.
        Recovery = "recovery" {
            /// Who gets it.
            participant: String = need [PARTICIPANT],
            /// How much, in the numeraire.
            amount: Decimal = need [AMOUNT],
        },
    }
}

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
            Self::Upgrade { .. } => "Upgrade",
            Self::Slashing { .. } => "Slashing",
            Self::RedemptionWave { .. } => "Redemption wave",
            Self::ForgedMessage { .. } => "Forged message",
            Self::Pause { .. } => "Pause",
            Self::Issue { .. } => "Issue",
            Self::Disclosure { .. } => "Disclosure",
            Self::Borrow { .. } => "Borrow",
            Self::Order { .. } => "Order",
            Self::Recovery { .. } => "Recovery",
        }
    }

    /// The participant it strikes, to be set.
    pub fn participant_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::PriceShock { .. } | Self::Upgrade { .. } | Self::RedemptionWave { .. } => None,
            Self::Default { participant }
            | Self::Exploit { participant, .. }
            | Self::Outage { participant, .. }
            | Self::ForgedMessage { bridge: participant, .. }
            | Self::Pause { participant, .. }
            | Self::Issue { participant, .. }
            | Self::Disclosure { participant }
            | Self::WithdrawalWave { participant, .. }
            | Self::Borrow { participant, .. }
            | Self::Slashing { participant, .. }
            | Self::Recovery { participant, .. } => Some(participant),
            Self::Order { participant, .. } => participant.as_mut(),
        }
    }

    /// The participant it strikes, if it strikes one.
    #[must_use]
    pub fn participant(&self) -> Option<&str> {
        match self {
            Self::PriceShock { .. } | Self::Upgrade { .. } | Self::RedemptionWave { .. } => None,
            Self::Default { participant }
            | Self::Exploit { participant, .. }
            | Self::Outage { participant, .. }
            | Self::ForgedMessage { bridge: participant, .. }
            | Self::Pause { participant, .. }
            | Self::Issue { participant, .. }
            | Self::Disclosure { participant }
            | Self::WithdrawalWave { participant, .. }
            | Self::Borrow { participant, .. }
            | Self::Slashing { participant, .. }
            | Self::Recovery { participant, .. } => Some(participant),
            Self::Order { participant, .. } => participant.as_deref(),
        }
    }
}

form! {
    /// The rewiring of obligations among some participants with the same totals for each.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Rewire {
        /// The participants whose obligations to each other are rewired.
        pub among: Vec<String> = need [PARTICIPANT.list(MAX_PARTICIPANTS)],
    }
}

form! {
    /// A slider set to a value.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Setting {
        /// What is set: a path like a slider's `target`; or `rewire`.
        pub target: String = need,
        /// To what, in the unit of the target. For `rewire`: 0 everybody to everybody, 1 islands of three, 2 a ring.
        pub value: f64 = need,
    }
}

form! {
    /// A band that a result must fall in.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Expectation {
        /// What is measured. A metric by its name (`failed`), or one thing's figure: `failed/ID`, `equity/ID`, `loss/ID`,
        /// `loss/outside`, `paid/LINK`, `price/ASSET`, `borne/HOUSE/LAYER`, `borne/HOUSE/LAYER/MEMBER`; `losers` counts participants that lost something. It is taken at the
        /// end, or with `@2` behind it at tick 2; with `@min` or `@max` the least or the most of all ticks. Also `fair/ASSET`,
        /// what stands behind a unit of a claim token, and `supply/ASSET`; `promised/ASSET` and `unbacked/ASSET`, what a unit
        /// promises and the share of that which nothing stands behind; `coverage/ID`, assets over debts, with
        /// `seen_coverage/ID` and `seen_equity/ID` as others see them; `attack_profit/ID`, what forged messages brought
        /// somebody less the cost of the keys. Of a lending pool `bad_debt/POOL`, `hole/POOL` (what of it nobody has borne yet),
        /// `utilisation/POOL`, `rate/POOL` and `for_nothing/POOL` (what was sold for nothing), `health/BORROWER/POOL` of a
        /// position with it. `depth2/ASSET`, what can be sold at 2 % slippage,
        /// `peg/ASSET`, the price over what a unit promises, `outflow/ID`, what was paid to depositors over free cash, and
        /// `first_gain/ID`, what those who were paid first have beyond an equal share.
        /// `amplification/ASSET` is the move of a price over that of its shocks alone.
        pub what: String = need [TEXT],
        /// The lower end, included.
        pub low: f64 = need,
        /// The upper end, included.
        pub high: f64 = need,
        /// Changes made before the run, in their order; the scenario as it is when absent.
        pub with: Vec<Setting> = opt [at_most(MAX_EXPECTATIONS)],
    }
}

fn two() -> u8 {
    2
}

fn unit_price() -> Price {
    Price::ONE
}

fn no_rate() -> Rate {
    Rate::ZERO
}
