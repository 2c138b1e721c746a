//! Participants: a protocol or firm as holdings and a list of mechanisms.

use super::form::form;
use super::groups::{DepositorGroup, ServiceOrder};
use super::watch::Hoarding;
use super::{
    Algorithmic, Bridge, Custodian, Keeper, Layer, LendingPool, Looper, Margin, MarginExchange, PegModule,
    SecuredService, Staking,
};
use crate::units::{Decimal, Rate, Tick};
use std::collections::BTreeMap;

form! {
    /// A protocol or firm: what it owns and the rule sets it runs.
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Participant {
        /// Its id among the participants.
        pub id: String = need [ID],
        /// The name shown.
        pub label: String = need [LABEL],
        /// The preset it was made from, such as `bank` or `clearing_house`: changes its icon and help, never its behaviour.
        pub kind: String = or(Default::default()) [LABEL],
        /// What it owns at the opening, by asset id, in units of each asset, before anything is posted as collateral or
        /// paid into a default fund.
        pub holdings: BTreeMap<String, Decimal> = opt [amounts(MAX_ASSETS).by(ASSET)],
        /// The rule sets it runs, in any order: one of each type, and one `insurance_cover` for each participant that it
        /// covers.
        pub mechanisms: Vec<Mechanism> = opt [at_most(MAX_MECHANISMS)],
        /// Where it stands on the canvas, as x and y in canvas units, y downwards; the page finds a place when absent.
        pub place: Option<[f64; 2]> = opt [around(MAX_PLACE)],
    }
}

form! {
    /// A rule set that a participant runs.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Mechanism {
        /// The participant is closed (declared failed) when its equity at marks falls below a floor; looked at once a tick.
        InsolvencyRule = "insolvency_rule" {
            /// The floor, in the numeraire; 0 for a plain balance-sheet test. It may be below zero.
            floor: Decimal = or(Default::default()),
        },
        /// It takes deposits payable on demand; depositors leave when the coverage they see is too low.
        Depositors = "depositors" {
            /// What depositors see. 0: this participant's own coverage; 1: only the average of all that take deposits.
            opacity: Rate = or(zero()) [share()],
            /// Most that may leave in one tick, as a share of the deposits at the opening; the rest waits, locked. 1 is no
            /// gate.
            gate: Rate = or(one()) [share()],
            /// How requests share what can be paid.
            order: ServiceOrder = or(Default::default()),
            /// Who leaves when.
            groups: Vec<DepositorGroup> = need [at_most(MAX_GROUPS)],
        },
        /// A clearing house's default fund, and the waterfall of layers that a loss on a failed debtor is charged to.
        DefaultFund = "default_fund" {
            /// The house's own capital (skin in the game), in the numeraire, used after the defaulter's contribution and
            /// before the survivors'. Where `layers` are given, the amount stands there and this one is 0.
            skin_in_the_game: Decimal = or(Default::default()) [AMOUNT],
            /// The contribution of each member, by participant id, in the numeraire; paid in at the opening out of the
            /// member's cash.
            contributions: BTreeMap<String, Decimal> = need [amounts(MAX_PARTICIPANTS).by(PARTICIPANT)],
            /// The layers in the order in which they are used. When absent: `defaulter_margin`, `defaulter_fund`,
            /// `skin_in_the_game`, `survivors_fund`, `remaining_equity`.
            layers: Vec<Layer> = opt [at_most(MAX_LAYERS)],
            /// Ticks in which members that have not failed must refill, in cash, what was used of their contributions; no
            /// refill when absent.
            replenish_within: Option<Tick> = opt [between(1, MAX_TICKS)],
            /// What it costs the house to close out a member's positions if the member fails, by participant id, in the
            /// numeraire, beyond collateral that is modelled as a link: paid to the market (outside) on the next tick, and
            /// owed by the member's estate.
            close_out: BTreeMap<String, Decimal> = opt [amounts(MAX_PARTICIPANTS).by(PARTICIPANT)],
        },
        /// It asks margin of those who have positions with it: a clearing house, or a dealer.
        Margin = "margin" {
            /// Its terms.
            margin: Box<Margin> = flat,
        },
        /// It pays a part of what another participant loses, once: an insurer, a cover protocol.
        InsuranceCover = "insurance_cover" {
            /// Whose loss is covered: the fall of its equity at marks since the opening, also below zero.
            covers: String = need [PARTICIPANT],
            /// The part of the loss beyond the deductible that is paid.
            share: Rate = or(one()) [share()],
            /// Most that is paid, in the numeraire.
            limit: Decimal = need [AMOUNT],
            /// What the covered bears itself, in the numeraire; nothing is paid before the loss is larger.
            deductible: Decimal = or(Default::default()) [AMOUNT],
        },
        /// A pool of lines that its members promise each other, drawn by whoever is short of cash and has nothing to sell.
        MutualBackstop = "mutual_backstop" {
            /// Most that each member lends in all, by participant id, in the numeraire; two members at least, and the pool
            /// itself may be one of them.
            lines: BTreeMap<String, Decimal> = need [amounts_from(2, MAX_PARTICIPANTS).by(PARTICIPANT)],
            /// Most that one member may have drawn, in the numeraire; what the others promise when absent.
            cap: Option<Decimal> = opt [AMOUNT],
            /// Ticks after which what was drawn is due.
            repay_after: Tick = or(1) [between(1, MAX_TICKS)],
        },
        /// It keeps its cash when it sees stress.
        Hoarding = "hoarding" {
            /// When, and how much.
            hoarding: Hoarding = flat,
        },
        /// It acts on messages that enough verifiers have signed: a bridge, or an issuer with signing keys.
        Bridge = "bridge" {
            /// The scheme, and what holds a forged message back.
            bridge: Bridge = flat,
        },
        /// It re-lends what customers left with it, and may hide that or show what it holds at prices of its own.
        Custodian = "custodian" {
            /// What it lends on and what it shows.
            custodian: Custodian = flat,
        },
        /// It lends one asset against collateral, and lets anybody liquidate a position whose health is below 1.
        LendingPool = "lending_pool" {
            /// Its terms.
            pool: Box<LendingPool> = flat,
        },
        /// It liquidates for lending pools, where that leaves it no loss.
        Keeper = "keeper" {
            /// What it takes to do so.
            keeper: Keeper = flat,
        },
        /// It has borrowed against a token to buy more of it, so many times over.
        Looper = "looper" {
            /// The loop.
            looper: Looper = flat,
        },
        /// It has staked units of an asset: they yield, can be slashed, and leave through a queue.
        Staking = "staking" {
            /// What is staked, what it yields, and the way out.
            staking: Staking = flat,
        },
        /// It is secured by what operators have staked, and corrupted when that pays them.
        SecuredService = "secured_service" {
            /// What secures it, and what there is to gain.
            service: SecuredService = flat,
        },
        /// It swaps other assets for its own coin, and back, so that the two cannot differ by more than its fee.
        PegModule = "peg_module" {
            /// What it accepts, and at which terms.
            module: PegModule = flat,
        },
        /// It holds its coin at par by issuing and burning another token of its own.
        Algorithmic = "algorithmic" {
            /// The two tokens and the terms.
            algorithm: Algorithmic = flat,
        },
        /// It runs a venue for perpetual contracts: margin, liquidation, backstop vault, insurance fund, auto-deleveraging.
        MarginExchange = "margin_exchange" {
            /// Its markets and rules, and who has positions there.
            exchange: Box<MarginExchange> = flat,
        },
    }
}

impl Participant {
    /// Where problems with the mechanism at a place of the list are reported, within the participant: by its name; by
    /// its place where one of the same name stands before it.
    #[must_use]
    pub fn mechanism_place(&self, at: usize) -> String {
        let word = self.mechanisms.get(at).map_or("", Mechanism::word);
        let first = !self.mechanisms.iter().take(at).any(|m| m.word() == word);
        if first { format!("mechanisms/{word}") } else { format!("mechanisms/{at}") }
    }
}

fn zero() -> Rate {
    Rate::ZERO
}

fn one() -> Rate {
    Rate::ONE
}
