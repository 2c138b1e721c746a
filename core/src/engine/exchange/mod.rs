//! Margin exchanges: one look at all accounts of a venue a tick, at the mark.
//!
//! In this order: prices; who is below maintenance; margin in other assets is sold as far as cash is owed; positions go to
//! the own book, no further than where nothing of the account is left; what is far below goes to the backstop vault; what is
//! bankrupt is sold at any price as far as the insurance fund pays for it; the rest is closed against winners; what that does
//! not cover is borne by the venue or by everybody. Then the vault sells, makers settle, and claims are set.

mod book;
mod claims;
mod deleverage;
mod fund;
mod hedges;
mod infos;
mod losses;
mod margin;
mod prices;
mod show;
mod uncovered;
mod vault;
mod winners;

pub(super) use claims::{closed, open, withdraw};
pub(super) use infos::infos;
pub(super) use show::frames;

use super::context::{Note, Tick};
use crate::state::{Owner, Venue};
use crate::units::{AssetIx, EntryIx, ParticipantIx};
use crate::world::{VenueSpec, World};

/// A venue at work: the tick, its rules, and itself taken out of the state.
struct Desk<'t, 'w> {
    t: &'t mut Tick<'w>,
    w: &'w World,
    spec: &'w VenueSpec,
    v: Venue,
    /// Accounts below maintenance, or whose holders have failed, in order; and whether each account is one.
    below: Vec<usize>,
    is_below: Vec<bool>,
    /// The line that says so: of an account, or of a market and side of a crowd.
    said: Vec<(usize, EntryIx)>,
    said_of_crowd: Vec<[Option<EntryIx>; 2]>,
    /// Prices of the own books as the last line says.
    told_price: Vec<f64>,
    /// Of participants: what they had as the tick began, and lines that took something from them.
    had: Vec<(usize, i64)>,
    took: Vec<(usize, EntryIx, i64)>,
}

/// All venues, at the mark.
pub(super) fn phase(t: &mut Tick<'_>) {
    for at in 0..t.s.exchange.venues.len() {
        let Some(v) = t.s.exchange.venues.get(at) else { continue };
        let who = v.who;
        let Some(spec) = t.w.venue(who) else { continue };
        let stops = t.s.has_failed(who);
        let v = take(t, at);
        let mut desk = Desk::new(t, spec, v);
        desk.v.did.open();
        if !stops && desk.v.closed.is_none() {
            desk.tick();
        }
        desk.v.did.close();
        let v = desk.v;
        put(t, at, v);
    }
}

/// Takes a venue out of the state.
fn take(t: &mut Tick<'_>, at: usize) -> Venue {
    t.s.exchange.venues.get_mut(at).map(std::mem::take).unwrap_or_default()
}

/// Puts it back.
fn put(t: &mut Tick<'_>, at: usize, v: Venue) {
    if let Some(slot) = t.s.exchange.venues.get_mut(at) {
        *slot = v;
    }
}

impl<'t, 'w> Desk<'t, 'w> {
    fn new(t: &'t mut Tick<'w>, spec: &'w VenueSpec, v: Venue) -> Self {
        let w = t.w;
        let had = v.claims.iter().map(|&(account, debt)| (account as usize, t.s.debts.get(debt).map_or(0, |d| d.open)));
        let (had, n, markets) = (had.collect(), v.accounts.len(), spec.markets.len());
        Self {
            t,
            w,
            spec,
            v,
            below: Vec::new(),
            is_below: vec![false; n],
            said: Vec::new(),
            said_of_crowd: vec![[None; 2]; markets],
            told_price: Vec::new(),
            had,
            took: Vec::new(),
        }
    }

    fn tick(&mut self) {
        self.prices();
        self.told_price = self.v.books.iter().map(|b| b.price).collect();
        self.find_below();
        if !self.below.is_empty() {
            self.sell_margin();
            self.close_in_book();
            self.pass_to_vault();
            self.at_the_fund_s_cost();
            self.deleverage();
        }
        self.vault_sells();
        self.settle_makers();
        self.pay_estates();
        self.tell_losses();
        self.t.s.owe_accounts(self.w, &self.v);
    }

    fn note(&mut self, note: Note) -> EntryIx {
        self.t.note(note.who(self.v.who))
    }

    fn asset(&self, market: u32) -> AssetIx {
        self.spec.markets.get(market as usize).map_or(self.w.numeraire, |m| m.asset)
    }

    fn index(&self, asset: AssetIx) -> f64 {
        self.t.s.index_of(asset).0
    }

    /// Whose account it is; people outside for crowds, the makers and a vault without an owner.
    fn holder(&self, account: usize) -> ParticipantIx {
        match self.v.accounts.get(account).map(|a| a.owner) {
            Some(Owner::Holder(who)) => who,
            Some(Owner::Vault) => self.spec.vault_owner.unwrap_or(self.w.outside()),
            _ => self.w.outside(),
        }
    }

    /// Whether lines are written for this account alone.
    fn is_named(&self, account: usize) -> bool {
        self.v.accounts.get(account).is_some_and(|a| !matches!(a.owner, Owner::Crowd(..)))
    }

    /// The line that says that an account, or others of the crowd on its side, are below maintenance.
    fn why(&self, account: usize, market: u32, long: bool) -> Option<EntryIx> {
        let own = self.said.iter().find(|x| x.0 == account).map(|x| x.1);
        let crowd = || self.said_of_crowd.get(market as usize).and_then(|both| both.get(usize::from(long)).copied());
        own.or_else(|| crowd().flatten())
    }

    /// What moved the mark of a market last.
    fn moved(&self, market: u32) -> Option<EntryIx> {
        let book = self.v.books.get(market as usize).and_then(|b| b.moved);
        let index = self.t.s.quotes.get(self.asset(market).at()).and_then(|q| q.moved);
        match self.spec.mark {
            crate::scenario::MarkSource::OwnBook | crate::scenario::MarkSource::Average => book.or(index),
            _ => index,
        }
    }

    fn opening(&self) -> Option<EntryIx> {
        self.t.s.standing.get(self.v.who.at()).and_then(|s| s.opening)
    }
}
