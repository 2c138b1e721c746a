//! Scheduled shocks.

use super::Setting;
use super::form::form;
use crate::units::{Decimal, Price, Rate, Tick};

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
        /// The volatility of an asset changes: initial margin of contracts on it, and what options on it are worth.
        VolatilityShock = "volatility_shock" {
            /// The asset.
            asset: String = need [ASSET],
            /// The change as a ratio: 1 doubles it.
            change: Rate = need [above_to(-1.0, MAX_SHOCK_FACTOR)],
        },
        /// Trading in contracts on an asset is suspended: until it goes on they keep the price of their last settlement, and
        /// what was traded on the first day is void.
        Suspension = "suspension" {
            /// The asset.
            asset: String = need [ASSET],
            /// Ticks it lasts, from its own tick on; with 0 trading goes on and trades stand.
            ticks: Tick = need [between(0, MAX_TICKS)],
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
