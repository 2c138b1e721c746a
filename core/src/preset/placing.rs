//! Placing a participant: the hand with which presets say what they bring.

use super::{Additions, PresetDef};
use crate::scenario::{
    Asset, ClaimToken, Deposit, MAX_ID, MAX_LABEL, Market, Mechanism, OUTSIDE, Participant, Redemption, Scenario,
};
use crate::units::{Amount, Decimal, Price};

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

    /// A token that nobody owes and that can be sold: the first there is, and ether where there is none.
    pub fn base(&mut self) -> Asset {
        let is_base = |a: &&Asset| is_base(a) && a.id != self.s.numeraire;
        if let Some(base) = self.assets().find(is_base) {
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

/// Whether anything in a scenario has an id.
pub(super) fn taken(s: &Scenario, id: &str) -> bool {
    s.participants.iter().any(|p| p.id == id)
        || s.assets.iter().any(|a| a.id == id)
        || s.obligations.iter().any(|o| o.id == id)
        || s.trades.iter().any(|t| t.id == id)
        || s.deposits.iter().any(|d| d.id == id)
        || s.collateral.iter().any(|c| c.id == id)
        || s.events.iter().any(|e| e.id == id)
}

/// A token that nobody owes, with a price and a market.
pub(super) fn is_base(a: &Asset) -> bool {
    a.claim.is_none() && a.market.is_some() && a.price.get() > 0.0
}

/// Whole units.
pub(super) fn whole(units: i64) -> Decimal {
    Decimal::from_quanta(Amount::new(units), 0)
}

/// Units of an asset that are worth about so much at its opening price: two figures of them, and one quantum at least.
pub(super) fn units(asset: &Asset, worth: f64) -> Decimal {
    let quanta = worth / asset.price.get().max(1e-9) * crate::units::pow10(asset.decimals) as f64;
    let mut step = 1.0;
    while quanta / step >= 100.0 && step < 1e15 {
        step *= 10.0;
    }
    let quanta = ((quanta / step).round() * step).clamp(1.0, Amount::SUPPLY_LIMIT as f64);
    Decimal::from_quanta(Amount::new(quanta as i64), asset.decimals)
}

/// A token without a market, at a price in the numeraire.
pub(super) fn token(id: &str, label: &str, decimals: u8, price: f64) -> Asset {
    let price = Price::new(price).unwrap_or(Price::ONE);
    Asset { id: id.into(), label: label.into(), decimals, price, ..Asset::default() }
}

/// The stable-swap of a coin: a tenth of a supply of 100 in it, the amplification and the fee of large pools of coins at a
/// dollar, of four basis points.
pub(super) fn coin_market() -> Market {
    Market {
        depth: Some(whole(10)),
        amplification: crate::units::Rate::new(100.0).ok(),
        fee: super::rate(0.0004),
        ..Market::default()
    }
}

/// A counter that pays at once, always.
pub(super) fn counter() -> Option<Redemption> {
    Some(Redemption::default())
}

fn one_class() -> Deposit {
    Deposit { seniority: 1, ..Deposit::default() }
}

fn by_id<'x, T: 'x>(all: impl Iterator<Item = &'x T>, id: fn(&T) -> &String) -> impl Iterator<Item = &'x T> {
    crate::units::sorted(all.collect(), |a: &&T, b: &&T| id(a).cmp(id(b))).into_iter()
}

/// The wish, or the wish with the first number that makes it free.
fn free(wish: &str, gap: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let (id, most) = (gap.is_empty(), if gap.is_empty() { MAX_ID } else { MAX_LABEL });
    let kept = wish.chars().filter(|c| !id || c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let base: String = kept.take(most - 6).collect();
    let base = if base.is_empty() { "x".to_owned() } else { base };
    let numbered = (2u32..).map(|n| format!("{base}{gap}{n}"));
    std::iter::once(base.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(base)
}
