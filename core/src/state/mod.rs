//! The world in motion: balances, debts, collateral, prices, who has failed and why.

mod before;
mod book;
mod bridge;
mod claims;
mod debt;
mod estates;
mod exchange;
mod fund;
mod hands;
mod index;
mod lending;
mod look;
mod oracle;
mod orders;
mod pledge;
mod pool;
mod positions;
mod redemption;
mod restaking;
mod settling;
mod shocks;
mod staking;
mod value;
mod worth;

pub(crate) use before::Before;
pub(crate) use book::{AccountState, Book, Margin};
pub(crate) use bridge::{Attack, Halt, Shown};
pub(crate) use debt::{Debt, DebtKind};
#[cfg(test)]
pub(crate) use exchange::Did as VenueDid;
pub(crate) use exchange::{Curve, Cutback, Exchanges, Leg, OwnBook, Owner, Queued, Stand, Venue};
pub(crate) use fund::{Charge, Fund};
pub(crate) use lending::{Lending, Order as Liquidation, Pool as Lent, Running, Said};
pub(crate) use look::{Look, Via, circulating, ends, wrap_depth};
pub(crate) use orders::{Order, Side};
pub(crate) use pledge::Pledge;
pub(crate) use pool::Pool;
pub(crate) use positions::{Position, is_loan, utilisation};
pub(crate) use redemption::Request;
pub(crate) use restaking::Restaking;
pub(crate) use staking::{Exit, LONGEST_RUN, Stake, stake_of};
pub(crate) use value::Valuation;

use crate::journal::{Cause, Journal};
use crate::ledger::{Account, Backed, Books, Cleared, Swap};
use crate::trace::{Digest, Marks};
use crate::units::{AssetIx, EntryIx, ParticipantIx, Tick, scale, value_of};
use crate::world::World;

/// How a participant stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// The failure: tick, round, entry.
    pub failed: Option<(Tick, u32, EntryIx)>,
    pub recovered: bool,
    /// Late within grace, as of the last clearing.
    pub late: bool,
    /// Can pay nothing up to this tick.
    pub out_until: Tick,
    /// The last outage that struck it.
    pub outage: Option<EntryIx>,
    /// Marks of the tick under way.
    pub marks: Marks,
    /// What lowered its equity so far.
    pub losses: Vec<Cause>,
    /// Why it may be short in this tick.
    pub lacks: Vec<Cause>,
    pub opening: Option<EntryIx>,
    pub opening_equity: i64,
    /// Which depositor groups have left.
    pub left: Vec<bool>,
    /// Due, paid and received in this tick, in the numeraire.
    pub due: i64,
    pub paid: i64,
    pub received: i64,
    /// The insolvency has been noted.
    pub noted: bool,
    /// Took a loss on a claim so far.
    pub impaired: bool,
    /// A house's layers.
    pub fund: Option<Fund>,
    /// Which of the covers it has written have been used.
    pub covered: Vec<bool>,
    /// Paid to its depositors on demand so far, and in this tick; and its free cash as the tick's runs began.
    pub drawn: i64,
    pub drawn_now: i64,
    pub till: i64,
    /// Ticks in which requests of its depositors waited.
    pub locked_ticks: u32,
    /// It keeps its cash: the line that says why.
    pub hoards: Option<EntryIx>,
    /// Paid to it out of seized collateral so far.
    pub by_collateral: i64,
    /// Its first shortfall in this tick's clearing: the entry and the wave.
    pub short: Option<(EntryIx, u32)>,
    /// What it is kept from doing.
    pub halt: Halt,
    /// Everybody sees its books.
    pub disclosed: bool,
}

/// An asset in motion.
#[derive(Clone, Debug)]
pub(crate) struct Quote {
    /// After the last market; holds from the next mark.
    pub spot: f64,
    /// At the last mark.
    pub mark: f64,
    /// What stands behind a unit of a claim token, at the last mark; the mark of other assets.
    pub fair: f64,
    /// The same at the opening.
    pub fair_open: f64,
    pub depth: Option<i64>,
    pub depth_open: i64,
    /// Quanta of a claim token at the opening.
    pub supply_open: i64,
    /// The other side of a stable-swap, counted in its peg and in quanta of the asset; 0 for a constant product.
    pub coins: f64,
    /// What a coin of a stable-swap is worth: the par of a claim token, what stands behind a share, or the opening price.
    pub peg: f64,
    /// What a unit of a token that nobody owes is worth elsewhere: its opening price, and the price shocks since.
    pub anchor: f64,
    pub sold: i64,
    pub bought: i64,
    /// The entry that last moved the price.
    pub moved: Option<EntryIx>,
    pub left: Vec<bool>,
    /// The share of the opening depth that each group has taken out.
    pub away: Vec<f64>,
    /// Which groups of holders outside have left.
    pub ran: Vec<bool>,
}

impl Standing {
    fn opening(p: &crate::world::ParticipantSpec) -> Self {
        let groups = p.depositors.as_ref().map_or(0, |d| d.groups.len());
        let covered = vec![false; p.covers.len()];
        let fund = p.fund.as_ref().map(Fund::opening);
        Self { left: vec![false; groups], fund, covered, ..Self::default() }
    }
}

/// Everything that changes.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub tick: Tick,
    pub books: Books,
    /// Added to by [`State::owe`] only; never taken out.
    pub debts: Vec<Debt>,
    index: index::Index,
    /// Place of the first leg of a trade; each trade has its delivery, then its payment.
    first_leg: usize,
    pub pledges: Vec<Pledge>,
    pub quotes: Vec<Quote>,
    pub standing: Vec<Standing>,
    pub journal: Journal,
    /// Everybody's value at the last mark.
    pub marked: Valuation,
    pub estates: estates::Estates,
    /// Claim tokens handed in, in the order they were.
    pub requests: Vec<Request>,
    /// Who stakes, in order; and staked units asked back, in the order they were.
    pub stakes: Vec<Stake>,
    pub exits: Vec<Exit>,
    /// Services that stakes secure.
    pub restaking: Restaking,
    /// Waves of failure so far in this tick.
    pub rounds: u32,
    pub unique: bool,
    /// Burnt so far: bankruptcy costs and sale discounts, quanta of the numeraire.
    pub burnt: i64,
    pub deposits_open: i64,
    /// Cash each wants to raise by sales in this tick.
    pub needs: Vec<i64>,
    /// What oracles can read.
    pub past: oracle::Past,
    pub lending: Lending,
    /// Positions in contracts.
    pub book: Book,
    pub exchange: Exchanges,
    /// Orders for this tick's market, in the order in which they were placed; see [`Order`].
    pub orders: Vec<Order>,
    /// What moved the pools in the tick under way, in order.
    pub swaps: Vec<Swap>,
    pub digest: Digest,
    /// What stood behind claim tokens at the last mark.
    pub backed: Backed,
    /// The clearings of the tick under way.
    pub cleared: Vec<Cleared>,
    /// What the tick under way began with, for the audit.
    pub before: Before,
    /// Forged messages so far, in the order in which they were heard.
    pub attacks: Vec<Attack>,
    /// Price moves from outside.
    pub outer: shocks::Outer,
    pub settling: settling::Settling,
}

impl State {
    pub fn new(w: &World) -> Self {
        let holdings: Vec<Vec<i64>> = w.participants.iter().map(|p| p.holdings.clone()).collect();
        // A unit is in one box: what is pledged on has left the box above; title transfer has left it too.
        let mut boxes: Vec<(AssetIx, i64)> =
            w.collateral.iter().map(|c| (c.asset, if c.transfer { 0 } else { c.units })).collect();
        for c in &w.collateral {
            if let Some(up) = c.reuses.and_then(|up| boxes.get_mut(up as usize)) {
                up.1 -= c.units;
            }
        }
        let quote = |a: &crate::world::AssetSpec| {
            let depth = a.market.as_ref().and_then(|m| m.depth);
            let groups = a.market.as_ref().map_or(0, |m| m.groups.len());
            Quote {
                spot: a.price,
                mark: a.price,
                fair: a.price,
                fair_open: a.price,
                depth,
                depth_open: depth.unwrap_or(0),
                supply_open: 0,
                coins: 0.0,
                peg: a.price,
                anchor: a.price,
                sold: 0,
                bought: 0,
                moved: None,
                left: vec![false; groups],
                away: vec![0.0; groups],
                ran: vec![false; a.holders.len()],
            }
        };
        let mut s = Self {
            tick: 0,
            books: claims::books(w, &holdings, boxes),
            debts: Vec::new(),
            index: index::Index::of(w),
            first_leg: 0,
            pledges: w.collateral.iter().map(|c| Pledge { posted: c.units, ..Pledge::default() }).collect(),
            quotes: w.assets.iter().map(quote).collect(),
            standing: w.participants.iter().map(Standing::opening).collect(),
            journal: Journal::default(),
            marked: Valuation::default(),
            estates: estates::Estates::default(),
            requests: Vec::new(),
            stakes: Self::opening_stakes(w),
            exits: Vec::new(),
            restaking: Restaking::opening(w),
            rounds: 0,
            unique: true,
            burnt: 0,
            deposits_open: w.deposits.iter().map(|d| d.amount).sum(),
            needs: Vec::new(),
            past: oracle::Past::default(),
            lending: Lending::opening(w),
            book: Book::opening(w),
            exchange: Exchanges::opening(w),
            orders: Vec::new(),
            swaps: Vec::new(),
            digest: Digest::default(),
            backed: Backed::default(),
            cleared: Vec::new(),
            before: Before::default(),
            attacks: Vec::new(),
            outer: shocks::Outer::opening(w.assets.len()),
            settling: settling::Settling::opening(w),
        };
        for debt in debt::opening(w) {
            s.owe(debt);
        }
        s.first_leg = s.debts.len() - 2 * w.trades.len();
        let accounts = s.exchange.debts(w, s.debts.len());
        accounts.into_iter().for_each(|debt| s.owe(debt));
        s
    }

    /// Begins a tick: what stands now is what the audit at its end compares with.
    pub fn open_tick(&mut self) {
        self.books.open_tick();
        self.cleared.clear();
        self.orders.clear();
        self.swaps.clear();
        self.outer.open();
        self.settling.open();
        self.open_requests();
        self.open_stakes();
        self.standing.iter_mut().filter_map(|x| x.fund.as_mut()).for_each(Fund::open_tick);
        let mut before = std::mem::take(&mut self.before);
        before.take(self);
        self.before = before;
    }

    /// Places of the debts that a collateral link secures, in order.
    pub fn secured_at(&self, w: &World, link: u32) -> Vec<usize> {
        let Some(c) = w.collateral.get(link as usize) else { return Vec::new() };
        self.owed(c.pledger).filter(|(_, d)| d.is_secured_by(w, link)).map(|(at, _)| at).collect()
    }

    /// The place of a leg of a trade.
    pub fn leg(&self, trade: u32, pay: bool) -> usize {
        self.first_leg + 2 * trade as usize + usize::from(pay)
    }

    pub fn has_failed(&self, who: ParticipantIx) -> bool {
        self.standing.get(who.at()).is_some_and(|s| s.failed.is_some())
    }

    /// Failed before this tick: its estate sells.
    pub fn failed_before(&self, who: ParticipantIx) -> bool {
        self.standing.get(who.at()).and_then(|s| s.failed).is_some_and(|(tick, _, _)| tick < self.tick)
    }

    /// Frozen by an outage in this tick.
    pub fn is_out(&self, who: ParticipantIx) -> bool {
        self.standing.get(who.at()).is_some_and(|s| s.out_until > self.tick)
    }

    /// Free cash.
    pub fn cash(&self, w: &World, who: ParticipantIx) -> i64 {
        self.books.free(who, w.numeraire)
    }

    /// Value of units at the last mark.
    pub fn at_mark(&self, w: &World, asset: AssetIx, units: i64) -> i64 {
        let price = self.quotes.get(asset.at()).map_or(0.0, |q| q.mark);
        value_of(units, price, self.scale(w, asset))
    }

    pub fn scale(&self, w: &World, asset: AssetIx) -> f64 {
        let decimals = |a: AssetIx| w.assets.get(a.at()).map_or(2, |x| x.decimals);
        scale(decimals(w.numeraire), decimals(asset))
    }

    /// Whether no leg of a trade has moved.
    pub fn trade_untouched(&self, trade: u32) -> bool {
        [false, true].into_iter().all(|pay| self.debts.get(self.leg(trade, pay)).is_none_or(|d| d.settled == 0))
    }

    /// Moves free units between parties.
    pub fn pay(&mut self, asset: AssetIx, from: ParticipantIx, to: ParticipantIx, units: i64) {
        self.books.post(asset, Account::Free(from), Account::Free(to), units);
    }

    /// Open debts from one party to another that a collateral link secures.
    pub fn secured(&self, w: &World, link: u32) -> i64 {
        let Some(c) = w.collateral.get(link as usize) else { return 0 };
        self.owed(c.pledger).filter(|(_, d)| d.is_secured_by(w, link)).map(|(_, d)| d.open).sum()
    }

    /// Whether the units of a link are its pledger's own: not pledged on, or the pledge they came from has ended.
    pub fn owns(&self, w: &World, link: usize) -> bool {
        let up = w.collateral.get(link).and_then(|c| c.reuses);
        up.is_none_or(|up| self.pledges.get(up as usize).is_none_or(|p| p.closed || p.converted))
    }

    /// Notes that something lowered a participant's equity.
    pub fn lost(&mut self, who: ParticipantIx, entry: EntryIx, amount: i64) {
        if let Some(s) = self.standing.get_mut(who.at()) {
            s.losses.push(Cause { entry, amount: crate::units::Amount::new(amount) });
        }
    }

    /// Notes why a participant may be short in this tick.
    pub fn lacks(&mut self, who: ParticipantIx, entry: EntryIx, amount: i64) {
        if let Some(s) = self.standing.get_mut(who.at()) {
            s.lacks.push(Cause { entry, amount: crate::units::Amount::new(amount) });
        }
    }

    pub fn mark_of(&mut self, who: ParticipantIx, set: impl FnOnce(&mut Marks)) {
        if let Some(s) = self.standing.get_mut(who.at()) {
            set(&mut s.marks);
        }
    }
}
