//! Links between participants: obligations, trades, deposits and collateral.
//!
//! One rule of direction: debtor to creditor, pledger to holder, depositor to taker of the deposit.

use super::form::form;
use crate::units::{Decimal, Rate, Tick};

/// The id that stands for everybody who is not a participant.
pub const OUTSIDE: &str = "outside";

/// A debtor owes a creditor an amount of an asset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Obligation {
    /// Short unique id.
    pub id: String,
    /// Who owes: a participant.
    pub debtor: String,
    /// Who is owed: a participant or `outside`.
    pub creditor: String,
    /// What is owed; the numeraire when absent.
    pub asset: Option<String>,
    /// How much.
    pub amount: Decimal,
    /// The tick it falls due; absent for long-term debt that falls due only when the debtor fails.
    pub due: Option<Tick>,
    /// Ticks it may stay unpaid; the scenario's rule when absent.
    pub grace: Option<Tick>,
    /// Seniority class: 0 is paid first.
    pub seniority: u8,
}

form!(
    struct Obligation {
        id: need,
        debtor: need,
        creditor: need,
        asset: opt,
        amount: need,
        due: opt,
        grace: opt,
        seniority: or(ordinary()),
    }
);

/// Two legs that settle on one tick: one side delivers, the other pays.
#[derive(Clone, Debug, PartialEq)]
pub struct Trade {
    /// Short unique id.
    pub id: String,
    /// Who delivers.
    pub seller: String,
    /// Who pays.
    pub buyer: String,
    /// What is delivered.
    pub deliver: TradeLeg,
    /// What is paid.
    pub pay: TradeLeg,
    /// The tick both legs settle.
    pub due: Tick,
    /// Ticks it may stay unsettled; the scenario's rule when absent.
    pub grace: Option<Tick>,
    /// Delivery against payment: both legs move or neither. Otherwise one can fail alone.
    pub delivery_against_payment: bool,
}

form!(
    struct Trade {
        id: need,
        seller: need,
        buyer: need,
        deliver: need,
        pay: need,
        due: need,
        grace: opt,
        delivery_against_payment: or(yes()),
    }
);

/// An amount of an asset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TradeLeg {
    /// The asset's id; the numeraire when absent.
    pub asset: Option<String>,
    /// How much.
    pub amount: Decimal,
}

form!(
    struct TradeLeg {
        asset: opt,
        amount: need,
    }
);

/// Money left with a participant, payable on demand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deposit {
    /// Short unique id.
    pub id: String,
    /// Who left it: a participant or `outside`.
    pub holder: String,
    /// Who owes it on demand.
    pub taker: String,
    /// How much, in the numeraire.
    pub amount: Decimal,
    /// Seniority class if the taker fails: 0 is paid first.
    pub seniority: u8,
}

form!(
    struct Deposit {
        id: need,
        holder: need,
        taker: need,
        amount: need,
        seniority: or(ordinary()),
    }
);

/// Who has title to posted collateral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Title {
    /// Segregated for the pledger until it is seized or pledged on.
    #[default]
    Pledge,
    /// The holder owns it and owes its return.
    Transfer,
}

form!(words Title { Pledge = "pledge", Transfer = "transfer" });

/// A pledger posts an amount of an asset with a holder to secure what it owes the holder.
#[derive(Clone, Debug, PartialEq)]
pub struct Collateral {
    /// Short unique id.
    pub id: String,
    /// Who posts.
    pub pledger: String,
    /// Who holds.
    pub holder: String,
    /// What is posted; not given where `reuses` is.
    pub asset: Option<String>,
    /// How much, out of the pledger's holdings; not given where `reuses` is.
    pub amount: Option<Decimal>,
    /// The collateral link whose units are pledged on, as far as its re-use cap allows.
    pub reuses: Option<String>,
    /// Share of the posted units that the holder may pledge on (re-use cap): 0 forbids re-use, 1 allows all.
    pub reuse_cap: Rate,
    /// Pledge or title transfer.
    pub title: Title,
    /// The share of market value that does not count as security.
    pub haircut: Rate,
    /// Required market value over the secured debt; the haircut decides (1 / (1 - haircut)) when absent.
    pub required_cover: Option<Rate>,
    /// The obligation it secures; all that the pledger owes the holder when absent.
    pub secures: Option<String>,
    /// Whether the holder calls for more when the value falls below what a haircut or a required cover asks for;
    /// without either the collateral secures what it is worth, and nothing is called.
    pub calls: bool,
    /// Discount to the market at which seized units are sold.
    pub seizure_discount: Rate,
    /// A loan drawn at the opening against this collateral: value x (1 - haircut).
    pub funding: Option<Funding>,
}

form!(
    struct Collateral {
        id: need,
        pledger: need,
        holder: need,
        asset: opt,
        amount: opt,
        reuses: opt,
        reuse_cap: or(none()),
        title: or(Default::default()),
        haircut: or(none()),
        required_cover: opt,
        secures: opt,
        calls: or(yes()),
        seizure_discount: or(none()),
        funding: opt,
    }
);

/// A loan sized by the collateral behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funding {
    /// What the pledger buys with the loan, at the opening price; it keeps cash when absent.
    pub buys: Option<String>,
    /// The tick the loan falls due; absent for long-term.
    pub due: Option<Tick>,
}

form!(
    struct Funding {
        buys: opt,
        due: opt,
    }
);

fn ordinary() -> u8 {
    1
}

fn none() -> Rate {
    Rate::ZERO
}

fn yes() -> bool {
    true
}
