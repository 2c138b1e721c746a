//! The scenario as a whole, its question, its rewiring and what is expected of it.

use super::form::form;
use super::{
    Asset, Client, Clock, Collateral, Contract, Control, Deposit, Event, Figure, History, Obligation, Participant,
    Position, Rules, Shocks, Trade,
};

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
        /// Derivatives on the assets.
        pub contracts: Vec<Contract> = opt [at_most(MAX_CONTRACT_KINDS)],
        /// Positions in them.
        pub positions: Vec<Position> = opt [at_most(MAX_LINKS)],
        /// Who clears through whom, where a clearing house clears.
        pub clients: Vec<Client> = opt [at_most(MAX_PARTICIPANTS)],
        /// Scheduled shocks.
        pub events: Vec<Event> = opt [at_most(MAX_EVENTS)],
        /// Price moves drawn by the seed.
        pub shocks: Option<Shocks> = opt,
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
        /// Of a margin exchange, so far: `liquidated/VENUE`, `adl/VENUE`, `forgone/VENUE`, `overshoot/VENUE`, `not_covered/VENUE`,
        /// `cut_back/VENUE`; in the tick: `insurance_fund/VENUE`, `vault/VENUE`, `below/VENUE`, `naked/VENUE`, `book/VENUE/ASSET`,
        /// `mark/VENUE/ASSET`, and of margin `spot/VENUE/ASSET` and `margin_price/VENUE/ASSET`.
        /// `amplification/ASSET` is the move of a price over that of its shocks alone.
        /// Of contracts `settles/CONTRACT`, what one was settled at, `open_interest/CONTRACT`, `position/WHO/CONTRACT`
        /// (long less short in all its accounts), `gained/WHO` (variation margin so far), and of initial margin
        /// `margin/POSTER/HOLDER` (asked for), `margin_posted/POSTER/HOLDER`, `margin_missing/POSTER/HOLDER`.
        pub what: String = need [TEXT],
        /// The lower end, included.
        pub low: f64 = need,
        /// The upper end, included.
        pub high: f64 = need,
        /// Changes made before the run, in their order; the scenario as it is when absent.
        pub with: Vec<Setting> = opt [at_most(MAX_EXPECTATIONS)],
    }
}
