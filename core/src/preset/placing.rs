//! Placing a participant: the hand with which presets say what they bring.

use super::parts::{BILLS, by_id, free, is_base, one_class, taken, token, whole};
use super::{Additions, PresetDef};
use crate::scenario::{Asset, ClaimToken, Deposit, Market, Mechanism, OUTSIDE, Participant, Scenario};
use crate::units::Decimal;

/// A participant that is being placed, with what it brings so far.
pub(crate) struct Placing<'a> {
    s: &'a Scenario,
    who: Participant,
    made: Additions,
    /// Ids and names of all that have been begun.
    begun: Vec<(String, String)>,
}

impl<'a> Placing<'a> {
    pub fn new(s: &'a Scenario, kind: &PresetDef, id: &str, label: &str) -> Self {
        let mut new = Self { s, who: Participant::default(), made: Additions::default(), begun: Vec::new() };
        new.who = new.begin(kind, id, label);
        new
    }

    /// A participant with an id and a name that are free.
    fn begin(&mut self, kind: &PresetDef, id: &str, label: &str) -> Participant {
        let id = free(id, "", &|id| self.is_taken(id));
        let named = |label: &str| self.s.participants.iter().any(|p| p.label == label);
        let label = free(label, " ", &|label| named(label) || self.begun.iter().any(|b| b.1 == label));
        self.begun.push((id.clone(), label.clone()));
        Participant { id, label, kind: kind.id.into(), ..Participant::default() }
    }

    pub fn done(mut self) -> Additions {
        self.made.participants.push(self.who);
        self.made
    }

    /// The scenario that it is placed in.
    pub fn scenario(&self) -> &'a Scenario {
        self.s
    }

    /// The id of the placed participant.
    pub fn id(&self) -> String {
        self.who.id.clone()
    }

    /// It runs a mechanism.
    pub fn runs(&mut self, mechanism: Mechanism) {
        self.who.mechanisms.push(mechanism);
    }

    /// It opens with units of an asset.
    pub fn holds(&mut self, asset: &str, amount: Decimal) {
        self.who.holdings.insert(asset.to_owned(), amount);
    }

    /// It opens with cash, in whole units of the numeraire.
    pub fn cash(&mut self, amount: i64) {
        self.holds(&self.s.numeraire, whole(amount));
    }

    /// A new participant of another kind that it needs; its id.
    pub fn with(&mut self, kind: &PresetDef) -> String {
        let other = self.begin(kind, kind.id, kind.label);
        let own = std::mem::replace(&mut self.who, other);
        (kind.adds)(self);
        let other = std::mem::replace(&mut self.who, own);
        let id = other.id.clone();
        self.made.participants.push(other);
        id
    }

    /// Brings an asset, under an id and a name that are free; its id.
    pub fn brings(&mut self, mut asset: Asset) -> String {
        asset.id = free(&asset.id, "", &|id| self.is_taken(id));
        asset.label = free(&asset.label, " ", &|label| self.assets().any(|a| a.label == label));
        let id = asset.id.clone();
        self.made.assets.push(asset);
        id
    }

    /// Brings a claim token that the placed participant has issued; its id.
    pub fn issues(&mut self, mut asset: Asset, claim: ClaimToken) -> String {
        asset.claim = Some(ClaimToken { issuer: self.who.id.clone(), ..claim });
        self.brings(asset)
    }

    /// Money left with somebody on demand: what was left is there, in cash.
    pub fn deposits(&mut self, holder: &str, taker: &str, amount: i64) {
        self.owes_depositor(holder, taker, amount);
        let numeraire = self.s.numeraire.clone();
        let new = std::iter::once(&mut self.who).chain(&mut self.made.participants).find(|p| p.id == taker);
        match new {
            Some(p) => {
                let had = p.holdings.get(&numeraire).map_or(0.0, |d| d.to_f64());
                p.holdings.insert(numeraire, whole(amount + had as i64));
            }
            None => self.made.money.push((taker.to_owned(), whole(amount))),
        }
    }

    /// Money left with somebody on demand, which has been spent or lent on at the opening.
    pub fn owes_depositor(&mut self, holder: &str, taker: &str, amount: i64) {
        let id = free(&format!("{}-deposit", self.who.id), "", &|id| self.is_taken(id));
        let deposit = Deposit { id, holder: holder.into(), taker: taker.into(), amount: whole(amount), ..one_class() };
        self.made.deposits.push(deposit);
    }

    /// Participants, the new ones among them, in order of their ids.
    pub fn participants(&self) -> impl Iterator<Item = &Participant> {
        by_id(self.s.participants.iter().chain(&self.made.participants), |p| &p.id)
    }

    /// Assets, the new ones among them, in order of their ids.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        by_id(self.s.assets.iter().chain(&self.made.assets), |a| &a.id)
    }

    /// A token that nobody owes and that can be sold: the first with a pool, else the first but bills, and ether where there
    /// is none.
    pub fn base(&mut self) -> Asset {
        let usable = |a: &&Asset| is_base(a) && a.id != self.s.numeraire && a.id != BILLS;
        let pool = |a: &&Asset| a.market.as_ref().is_some_and(|m| m.depth.is_some());
        let found = self.assets().filter(usable).find(pool).or_else(|| self.assets().find(usable));
        if let Some(base) = found {
            return base.clone();
        }
        let market = Market { depth: Some(whole(800)), ..Market::default() };
        let ether = Asset { market: Some(market), ..token("ether", "Ether", 4, 10.0) };
        let id = self.brings(ether.clone());
        Asset { id, ..ether }
    }

    fn is_taken(&self, id: &str) -> bool {
        id == OUTSIDE
            || taken(self.s, id)
            || self.begun.iter().any(|b| b.0 == id)
            || self.made.assets.iter().any(|a| a.id == id)
            || self.made.deposits.iter().any(|d| d.id == id)
    }
}
