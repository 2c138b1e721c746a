//! Debts in motion: obligations, deposits, collateral calls, returns of collateral, estate claims.

mod opening;

use crate::units::{AssetIx, EntryIx, LinkKind, LinkRef, ParticipantIx, Tick};
use crate::world::World;
pub(super) use opening::opening;

/// What a debt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DebtKind {
    Obligation,
    /// Payable on demand; `asked` is what has been demanded.
    Deposit,
    /// A collateral call on this link, in cash; paying it lowers the debt behind the link.
    Call(u32),
    /// Collateral of this link to be given back.
    Return(u32),
    /// A member's contribution to a default fund: never due, written down when it is used.
    Contribution,
    /// What closing out a failed member cost its house: the house owes it to the market, the member's estate to the house.
    CloseOut,
    /// Cash called from a surviving member for a loss.
    Assessment,
    /// Cash called to refill a contribution; paying it raises the contribution.
    Refill,
    /// What a house gives back to whoever bore a loss that has been recovered.
    GivenBack,
    /// What an insurer pays for a loss it covers.
    Cover,
    /// What the issuer of a claim token owes for units that were handed in and burnt: paid out of the queue, never due.
    Redemption,
    /// What a margin exchange owes the holder of an account, or people outside for theirs: what they have there at the marks.
    Account,
    /// What was drawn on a line of this pool.
    Line {
        pool: ParticipantIx,
    },
    /// What the margin of a client, in this link, has paid for its failed member beyond what it owed the member.
    Fellow(u32),
    /// Variation margin of this account.
    Variation(u32),
    /// A leg of a trade: delivery or payment.
    Leg {
        trade: u32,
        pay: bool,
    },
}

/// An open debt.
#[derive(Clone, Debug)]
pub(crate) struct Debt {
    pub kind: DebtKind,
    pub link: LinkRef,
    pub debtor: ParticipantIx,
    pub creditor: ParticipantIx,
    pub asset: AssetIx,
    pub open: i64,
    /// What was open on it when it was made.
    pub made: i64,
    pub due: Option<Tick>,
    pub grace: Tick,
    pub class: u8,
    /// Deposit: requested and not yet paid, and how much of that the gate lets be due now.
    pub asked: i64,
    pub let_out: i64,
    /// Closed out: a claim on an estate.
    pub estate: bool,
    /// First tick it was due and not paid in full.
    pub late_since: Option<Tick>,
    /// What was due and paid in the tick under way, for its frame.
    pub due_now: i64,
    pub paid_now: i64,
    pub round: u32,
    /// Paid so far, in cash or out of collateral.
    pub settled: i64,
    /// Estate: what of it had been due, or asked for, before the debtor failed.
    pub was_due: i64,
    /// Borrowed in the tick under way, and added to it as interest; what is left of interest below a quantum.
    pub borrowed: i64,
    pub interest: i64,
    pub fraction: f64,
    /// Cut so far, of what a house owes a member.
    pub cut: i64,
    /// Goes with its payment where debts settle payment by payment, in the numeraire.
    pub fee: i64,
    /// It could be paid in this tick and had no room: the line that says so.
    pub waits: Option<EntryIx>,
    /// The entry that made it, when it was not there at the opening: why its debtor needs the money.
    pub entry: Option<EntryIx>,
}

impl Debt {
    pub fn new(
        kind: DebtKind,
        link: LinkRef,
        debtor: ParticipantIx,
        creditor: ParticipantIx,
        asset: AssetIx,
        open: i64,
    ) -> Self {
        Self {
            kind,
            link,
            debtor,
            creditor,
            asset,
            open,
            made: open,
            due: None,
            grace: 0,
            class: 1,
            asked: 0,
            let_out: 0,
            estate: false,
            late_since: None,
            due_now: 0,
            paid_now: 0,
            round: 0,
            settled: 0,
            was_due: 0,
            borrowed: 0,
            interest: 0,
            fraction: 0.0,
            cut: 0,
            fee: 0,
            waits: None,
            entry: None,
        }
    }

    /// A debt that no link of the scenario stands for, due at a tick, and the entry that made it.
    pub fn made(
        kind: DebtKind,
        (debtor, creditor): (ParticipantIx, ParticipantIx),
        asset: AssetIx,
        (open, due): (i64, Tick),
        entry: EntryIx,
    ) -> Self {
        let link = LinkRef { kind: LinkKind::Deposit, at: u32::MAX };
        Self { due: Some(due), entry: Some(entry), ..Self::new(kind, link, debtor, creditor, asset, open) }
    }

    /// What must be paid at this tick.
    pub fn due_at(&self, tick: Tick) -> i64 {
        match self.kind {
            DebtKind::Deposit if !self.estate => self.let_out.min(self.open),
            _ if self.due.is_some_and(|due| due <= tick) => self.open,
            _ => 0,
        }
    }

    /// Lowers what is open, and with it what can still be asked for.
    pub fn lower(&mut self, part: i64) {
        self.open -= part;
        self.asked = self.asked.min(self.open);
        self.let_out = self.let_out.min(self.open);
    }

    /// The last tick on which it may be unpaid is past.
    pub fn past_grace(&self, tick: Tick) -> bool {
        let since = self.late_since.or(self.due).unwrap_or(tick).min(tick);
        tick >= since.saturating_add(self.grace)
    }

    /// Whether a collateral link stands behind this debt.
    pub fn is_secured_by(&self, w: &World, link: u32) -> bool {
        let Some(c) = w.collateral.get(link as usize) else { return false };
        // A client's margin is used by rules of its own.
        if c.margin && w.book.boxes.iter().any(|b| b.carried.is_some() && (b.link == link || b.cash == link)) {
            return false;
        }
        if self.open == 0 || self.debtor != c.pledger || self.creditor != c.holder {
            return false;
        }
        match self.kind {
            DebtKind::Obligation | DebtKind::Deposit | DebtKind::CloseOut | DebtKind::Variation(_) => {
                c.secures.is_none_or(|o| o == self.link)
            }
            _ => false,
        }
    }
}
