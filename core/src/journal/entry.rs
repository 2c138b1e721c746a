//! `Entry`: one line of the journal, with the earlier entries that brought it about.

use super::phase::Phase;
use crate::units::{Amount, AssetIx, EntryIx, LinkRef, ParticipantIx, Tick};
use serde::{Deserialize, Serialize};

/// A participant, or everybody else (the index after the last participant).
pub type Party = ParticipantIx;

/// What kind of thing happened. `who`, `other`, `link`, `asset`, `amount` and `of` of the entry say the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntryKind {
    /// What a participant opened with: `amount` is its equity.
    Opening,
    /// A price changed by an event: `amount` is the new price in millionths, `of` the old.
    PriceShock,
    /// `amount` was drained from `who`.
    Exploit,
    /// `who` can pay nothing until tick `amount`.
    Outage,
    /// `who` is declared failed by an event.
    DefaultDeclared,
    /// An event made depositors of `who` ask for `amount`.
    WithdrawalWave,
    /// `amount` came to `who` from outside.
    Rescue,
    /// `who` lost `amount` of value on holdings of `asset` since the last mark.
    Loss,
    /// `who` is closed: its equity is `amount`, below its floor.
    Closed,
    /// Equity of `who` at marks fell below zero: `amount`.
    Insolvent,
    /// `who` calls `amount` of collateral value from `other`.
    Called,
    /// `who` posted `amount` more with `other`.
    ToppedUp,
    /// Depositors of `who` see a coverage of `amount` millionths, below the `of` at which the next group leaves.
    Seen,
    /// Depositors of `who` saw too little coverage and asked for `amount` of `of`.
    Run,
    /// `amount` was paid to depositors of `who` at once.
    Withdrawn,
    /// `amount` asked from `who` waits in its queue.
    Locked,
    /// Liquidity providers took `amount` of `of` units of depth out of a market.
    DepthLeft,
    /// `who` took back `amount` of collateral from `other`.
    TakenBack,
    /// `who` asked `other` for `amount` of its deposit.
    AskedBack,
    /// `who` could not take back `amount` from `other`, which has failed or passed it on.
    NotReturned,
    /// `who` sold units for `amount`; worth `of` at the mark.
    Sold,
    /// Sales or purchases moved a price: `amount` is the new price in millionths, `of` the old.
    PriceMoved,
    /// `who` paid `amount` of `of` to `other`.
    Paid,
    /// `who` paid only `amount` of the `of` due; its first shortfall in the tick's clearing.
    Short,
    /// A trade's legs did not move.
    Unsettled,
    /// `who` is late but within grace: `amount` unpaid.
    Late,
    /// `who` failed: `amount` unpaid of `of`.
    Failed,
    /// Mutual claims of `who` and `other` were set off: `amount`.
    SetOff,
    /// `who` seized `amount` of collateral posted by `other`.
    Seized,
    /// Seized collateral paid `amount` of what `other` owed `who`.
    PaidByCollateral,
    /// `amount` of collateral went back to `who` from `other`.
    Released,
    /// Closing out `other` costs the house `who` `amount`, paid to the market.
    ClosedOut,
    /// The house `who` is expected to lose `amount` of `of` on `other`: charged to its waterfall, layer by layer.
    LossCharged,
    /// The default fund of `who` was drawn: `amount` of `of` charged to `other`; to skin in the game when that is `who`.
    FundCharged,
    /// `amount` of `of` charged to what else the house `who` owns.
    EquityCharged,
    /// The house `who` calls `amount` of at most `of` from `other` for a loss.
    Assessed,
    /// What the members of the house `who` could be called for is in, and `amount` of its loss on `other` is left: for `of`
    /// ticks, this one among them, what it owes them may be cut.
    HaircutsBegin,
    /// Of the `of` that the house `who` owes `other` and cannot pay, `amount` is cut.
    GainsCut,
    /// The house `who` ends contracts of `other`, on which it owes `of`: `amount` of that is cut.
    TornUp,
    /// The house `who` asks `other` for `amount` to refill its contribution of `of`.
    RefillCalled,
    /// The house `who` owes `other` `amount` of what it bore for a loss that has been recovered.
    GivenBack,
    /// The last layer of the house `who` is used up, and `amount` of a loss of `of` is uncovered: it fails.
    Exhausted,
    /// The insurer `who` owes `other` `amount` under its cover, for a loss of `of`.
    Covered,
    /// `who` drew `amount` of the `of` that `other` could lend it on its line.
    LineDrawn,
    /// Bankruptcy costs of `who` burnt `amount`.
    Burnt,
    /// The estate of `who` paid `amount` of `of` claims.
    EstatePaid,
    /// `who` had failed and has now paid in full.
    Recovered,
    /// `who` did not get `amount` of `of` from `other`.
    Impaired,
    /// A parameter goes from `of` to `amount`, both in millionths.
    Upgraded,
    /// `amount` of `asset` is issued to `who`.
    Minted,
    /// `amount` of `asset` held by `who` is burnt.
    Burned,
    /// `amount` of `of` of `asset` that `who` has staked is slashed: gone.
    Slashed,
    /// Operators, `other` first, gain `amount` by corrupting services, `who` the one that gives most, and lose stakes of `of`.
    Attacked,
    /// The service `who` is corrupted: `amount` of at most `of` is taken.
    Corrupted,
    /// What stands behind `asset`, which `who` has issued, moves its price from `of` to `amount`, in millionths.
    Revalued,
    /// Holders outside the network hand in `amount` of `of` of `asset`, issued by `who`.
    RedemptionWave,
    /// `who` hands in `amount` of `asset`, issued by `other`, out of the `of` it has.
    RedemptionAsked,
    /// `other` pays `who` for `amount` of `of` units of `asset` that it had handed in.
    Redeemed,
    /// `amount` of `of` units of `asset` handed in at `who` wait in its queue.
    RedemptionWaits,
    /// The estate of `other` pays `who` for `amount` of its `of` units of `asset`.
    EstateRedeemed,
    /// The upgrade of this round, from `of` to `amount` in millionths, is announced.
    Announced,
    /// A forged message made the bridge `who` move `amount` of the `of` still asked for to `other`.
    Forged,
    /// The bridge `who` did not obey a forged message in favour of `other`: `amount` keys had fallen of the `of` it asks for.
    Refused,
    /// `who` is paused until tick `amount`, or for good when 0: nothing is minted, released or lent.
    Paused,
    /// The books of `who` are opened: it showed equity `of` and has `amount`.
    Disclosed,
    /// The health of `other` with the lending pool `who` is `amount` millionths, below 1; `asset` is the largest part of its
    /// collateral, at `of` millionths by the pool's oracle.
    HealthBelow,
    /// `amount` of the `of` that `other` owes the lending pool `who` is repaid by a keeper for collateral.
    Liquidated,
    /// The keeper `who` takes `amount` of `of` units of `asset` that `other` has posted.
    CollateralTaken,
    /// Of the `of` that could be liquidated of `other` with the pool `who`, `amount` is left: no keeper would be without loss.
    NotWorthIt,
    /// Of the `of` that could be liquidated of `other` with the pool `who`, `amount` is left: no keeper has money or room.
    NoKeeper,
    /// Nobody bids: `amount` of `of` units of `asset` that `other` has posted with the pool `who` go for nothing.
    SoldForNothing,
    /// `other` has no collateral left with the lending pool `who`: `amount` of `of` that it owes is written off.
    BadDebt,
    /// `who` bears `amount` of `of` of bad debt of the lending pool `other`.
    BadDebtBorne,
    /// Interest of a tick: `amount` on the `of` that the pool `who` has lent; on deposits with it when `other` is `who`.
    Interest,
    /// `who` borrows `amount` of the `of` it asks for from the lending pool `other`.
    Borrowed,
    /// Users of the network pay `who` `amount` of `asset` for what `other` has staked.
    RealYield,
    /// The reserve of `other` pays `who` `amount` of the `of` due as a subsidy.
    Subsidy,
    /// The reserve of `other` cannot pay `amount` of the `of` due to `who` any more.
    SubsidyEnds,
    /// `who` asks for `amount` of the `of` units of `asset` that it has staked.
    ExitAsked,
    /// `amount` of the `of` units of `asset` that `who` had asked back are free.
    Unstaked,
    /// `who` bought units of `asset` for `amount`; worth `of` at the mark.
    Bought,
    /// People outside traded the pool of `asset` nearer to what a unit is worth: its price goes from `of` to `amount`, in
    /// millionths.
    Arbitraged,
    /// Depositors of `who`, or lenders to it, see `asset` at `amount` of its peg, below `of`; both in millionths.
    SeenPeg,
    /// Depositors of `who`, or lenders to it, see free cash of `amount` of its deposits, below `of`; both in millionths.
    SeenLiquidity,
    /// Depositors of `who` run because all may: sold now it would bring `amount`, and `of` is payable on demand.
    Panic,
    /// A loan of `amount` by `other` to `who` is not rolled over: it is due.
    NotRolled,
    /// `who` keeps its cash: it sees coverage of `amount`, below `of`, in millionths; that of `other` where it watches one.
    Hoards,
    /// Holders outside leave `asset`: `amount` of the `of` units that are held there.
    HoldersRun,
    /// `who` orders `amount` of `asset` to be sold, or cash of `amount` to be spent where no asset is named.
    Ordered,
    /// Providers bring `amount` of `asset` back to its pool, which has `of` then.
    DepthBack,
    /// People outside swap `amount` of `asset` into the peg module of `who` for coins; it would take `of`.
    SwappedIn,
    /// People outside swap coins of `who` for `amount` of the `of` that it has of `asset`.
    SwappedOut,
    /// `amount` of the coin `asset` of `who` is burnt for new tokens; at most `of` may be.
    Contracted,
    /// `amount` of the token `asset` of `who` is burnt for new coins; at most `of` may be.
    Expanded,
    /// `who` pays `other` `amount` in variation margin: what their positions moved since they were last settled.
    Variation,
    /// `who` buys `amount` contracts from `other`, of the contract of this round.
    Traded,
    /// Positions of `who` with `other`, which has failed, end at the mark.
    Terminated,
    /// The house `who` keeps the book of `other`, which has failed, until it is closed out.
    BookTaken,
    /// Closing out contracts of the book of `other` costs the house `who` `amount`, paid to whoever takes them over.
    BookClosed,
    /// Positions and margin of the client `who`, whose member has failed, go on with `other`.
    Ported,
    /// Margin of the client `who` has paid `amount` that its failed member `other` owed for fellow customers.
    FellowLoss,
    /// `who` takes over `amount` contracts of the contract of this round from the book of `other`.
    TakenOver,
    /// Trading in contracts on `asset` is suspended before tick `amount`.
    Suspended,
    /// The volatility of `asset` changes from `of` to `amount` times what contracts on it have, in millionths.
    VolatilityShock,
    /// The account of `other` with the venue `who` has an equity of `amount`, its maintenance margin is `of`.
    MarginBelow,
    /// Accounts of people outside with the venue `who` are below maintenance: `amount` of all `of` in `asset` on their side.
    CrowdBelow,
    /// The venue `who` closes `amount` of `asset` for accounts of `other` in its own book.
    SoldInBook,
    /// Liquidations move the price of `asset` in the own book of `who` from `of` to `amount`, in millionths.
    BookMoved,
    /// The venue `who` sells margin of `other`, units of `asset`, for `amount` in its own spot book; worth `of` at the mark.
    MarginSold,
    /// The backstop vault of `who` takes over `amount` of `asset` from accounts of `other`, with their margin.
    VaultTook,
    /// The vault of `who` sells or buys `amount` of the `of` that it has of `asset` in the own book.
    VaultSells,
    /// The venue `who` sells `amount` of `asset` for accounts of `other` at any price, at the cost of its insurance fund.
    FundCloses,
    /// The insurance fund of `who` pays `amount` of the `of` that it has for bankrupt accounts.
    FundPaid,
    /// Bankrupt accounts with the venue `who` hold `amount` of `asset` and lack `of` that no fund pays.
    Bankrupt,
    /// The venue `who` closes `amount` of the `of` of `asset` that `other` holds, against bankrupt accounts.
    Deleveraged,
    /// `other` forgoes `amount` of a profit of `of` with the venue `who`; all of its crowds, of all that is taken.
    ProfitCut,
    /// Of the `of` that winners with the venue `who` forgo, `amount` is more than is lacking.
    Overshot,
    /// The position of `other` with `who` was its hedge: it is left with `amount` of `asset`, after a cut of `of`.
    HedgeLost,
    /// `amount` of `of` that nothing covered is the loss of the venue `who`.
    VenueLoss,
    /// `amount` of `of` that nothing covered is borne by all accounts with the venue `who`.
    Socialised,
    /// Makers of the own books of `who` pay it `amount` of `of`.
    MakersPaid,
    /// Makers of the own books of `who` are paid `amount` of the `of` that they have gained.
    MakersTook,
    /// The venue `who` pays `other` `amount` of the `of` free in its account.
    AccountPaid,
    /// `who` loses `amount` of the `of` that it had with the venue `other`.
    AccountLoss,
    /// The supply of `asset`, a token of `who`, is at its limit: `amount` of `of`. More would have been issued.
    IssueStopped,
    /// The seed drew a move of the price of `asset` from `of` to `amount`, in millionths.
    Drawn,
    /// Correlations of drawn moves are blended towards one by `amount` from now on, by `of` before; both in millionths.
    Blended,
    /// `who` could pay `amount` to `other`, and the tick had no more room: the last payment that went paid a fee of `of`.
    Waited,
    /// `who` has `amount` of the `of` that it must pay `other` in one payment.
    Stuck,
    /// Payments of `amount`, of the `of` that are stuck, could be made together and not one by one.
    Gridlocked,
    /// A tick has room for `amount` payments from now on, for `of` before.
    Congested,
    /// `who` pays a fee of `amount` for its payment.
    FeePaid,
}

/// An earlier entry and how much of this entry's amount it brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The earlier entry.
    pub entry: EntryIx,
    /// Its part, in quanta of the entry's asset.
    pub amount: Amount,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub tick: Tick,
    /// In which phase.
    pub phase: Phase,
    /// In which wave of failures of the tick, from 1; 0 when no wave.
    pub round: u32,
    /// What.
    pub kind: EntryKind,
    /// Whose line it is.
    pub who: Option<Party>,
    /// The other side.
    pub other: Option<Party>,
    /// The link it is about.
    pub link: Option<LinkRef>,
    /// The asset of `amount`; the numeraire when absent.
    pub asset: Option<AssetIx>,
    /// How much.
    pub amount: Amount,
    /// Out of how much.
    pub of: Amount,
    /// Why: earlier entries, largest part first; none for a root.
    pub causes: Vec<Cause>,
}
