//! The second ledger: opened from the scenario as the documents say, moved by postings alone.

mod venues;

use interclear_core::engine::{Account, LinkInfo, Posting};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::{Collateral, Mechanism, Title};
use interclear_core::units::{AssetIx, Decimal, ParticipantIx};
use interclear_core::{Scenario, Trace};
use std::collections::BTreeMap;

/// Who has how many quanta of what.
pub(super) type Ledger = BTreeMap<(Account, AssetIx), i128>;

/// Moves units.
pub(super) fn apply(books: &mut Ledger, p: &Posting) {
    *books.entry((p.from, p.asset)).or_default() -= i128::from(p.units);
    *books.entry((p.to, p.asset)).or_default() += i128::from(p.units);
}

/// What an account has.
pub(super) fn has(books: &Ledger, account: Account, asset: AssetIx) -> i128 {
    books.get(&(account, asset)).copied().unwrap_or(0)
}

/// Units at a price in quanta of the numeraire, rounded down; four units in the last place are forgiven, as written
/// where prices are explained.
pub(super) fn value(units: i128, price: f64, scale: f64) -> i64 {
    let exact = units as f64 * price * scale;
    (exact + exact.abs() * 4.0 * f64::EPSILON).floor() as i64
}

/// Quanta of the numeraire in one quantum of an asset at price 1.
pub(super) fn scale(t: &Trace, asset: AssetIx) -> f64 {
    let tenth = |decimals: u8| 10u64.pow(u32::from(decimals)) as f64;
    let decimals = t.assets.get(asset.at()).map_or(2, |a| a.decimals);
    tenth(t.decimals()) / tenth(decimals)
}

struct Opening<'a> {
    s: &'a Scenario,
    t: &'a Trace,
    books: Ledger,
    /// Units of each collateral link.
    units: BTreeMap<&'a str, i128>,
}

/// Balances at the opening.
pub(super) fn open(s: &Scenario, t: &Trace) -> Ledger {
    let mut o = Opening { s, t, books: Ledger::new(), units: BTreeMap::new() };
    for p in &s.participants {
        for (asset, amount) in &p.holdings {
            o.add(&p.id, asset, o.quanta(asset, *amount));
        }
    }
    let mut links: Vec<&Collateral> = s.collateral.iter().collect();
    links.sort_by(|a, b| (o.depth(a), &a.id).cmp(&(o.depth(b), &b.id)));
    links.into_iter().for_each(|c| o.post(c));
    for p in &s.participants {
        for m in &p.mechanisms {
            if let Mechanism::DefaultFund { contributions, .. } = m {
                for (member, amount) in contributions {
                    let amount = o.quanta(&s.numeraire, *amount);
                    o.add(member, &s.numeraire, -amount);
                    o.add(&p.id, &s.numeraire, amount);
                }
            }
        }
    }
    o.margin();
    o.venues();
    o.lend_on();
    o.loops();
    o.stake();
    o.issue();
    o.books
}

impl<'a> Opening<'a> {
    fn asset(&self, id: &str) -> AssetIx {
        AssetIx(self.t.assets.iter().position(|a| a.id == id).unwrap_or(0) as u32)
    }

    fn quanta(&self, asset: &str, amount: Decimal) -> i128 {
        let decimals = self.t.assets.iter().find(|a| a.id == asset).map_or(0, |a| a.decimals);
        amount.quanta(decimals).map_or(0, |a| a.quanta().into())
    }

    fn add(&mut self, who: &str, asset: &str, units: i128) {
        let at = self.t.participants.iter().position(|p| p.id == who).unwrap_or(0);
        let asset = self.asset(asset);
        *self.books.entry((Account::Free(ParticipantIx(at as u32)), asset)).or_default() += units;
    }

    /// Initial margin at the opening, out of what its posters hold: how much it is, another invariant asserts.
    fn margin(&mut self) {
        let Some(book) = &self.t.book else { return };
        for m in &book.margins {
            let mut links = vec![m.link, m.cash];
            links.dedup();
            for link in links.iter().filter_map(|l| self.t.links.get(l.at())) {
                let units = i128::from(link.amount.quanta());
                *self.books.entry((Account::Free(m.poster), link.asset)).or_default() -= units;
                *self.books.entry((Account::Pledged(link.link.at), link.asset)).or_default() += units;
            }
        }
    }

    /// Claim tokens held outside; and for each, as much is missing where tokens come from as is in any hands.
    fn issue(&mut self) {
        let (outside, unissued) = (self.t.participants.len() as u32, self.t.participants.len() as u32 + 2);
        for a in &self.s.assets {
            let Some(claim) = &a.claim else { continue };
            let asset = self.asset(&a.id);
            let circulating = self.quanta(&a.id, claim.circulating);
            *self.books.entry((Account::Free(ParticipantIx(outside)), asset)).or_default() += circulating;
            let hands: i128 = self.books.iter().filter(|((_, x), _)| *x == asset).map(|(_, units)| units).sum();
            *self.books.entry((Account::Free(ParticipantIx(unissued)), asset)).or_default() -= hands;
        }
    }

    /// Tokens that loops open with in the boxes of pools: their own, and what each turn bought.
    fn loops(&mut self) {
        for p in &self.s.participants {
            for m in &p.mechanisms {
                let Mechanism::Looper { looper } = m else { continue };
                let (own, ltv) = (self.quanta(&looper.asset, looper.own), looper.ltv.get());
                let turns = (0..=looper.loops).fold((0.0, 1.0), |(sum, turn), _| (sum + turn, turn * ltv)).0;
                let units = i128::from(value(own, turns, 1.0));
                self.in_box(&format!("{}.loop", p.id), &looper.asset, units);
            }
        }
    }

    /// Moves what is staked at the opening, a share of what is free by then, out of holdings.
    fn stake(&mut self) {
        let s = self.s;
        for p in &s.participants {
            for m in &p.mechanisms {
                let Mechanism::Staking { staking } = m else { continue };
                let id = staking.asset.as_ref().unwrap_or(&s.numeraire);
                let at = self.t.participants.iter().position(|x| x.id == p.id).unwrap_or(0);
                let (who, asset) = (ParticipantIx(at as u32), self.asset(id));
                let units = i128::from(value(has(&self.books, Account::Free(who), asset), staking.share.get(), 1.0));
                self.add(&p.id, id, -units);
                *self.books.entry((Account::Staked(who), asset)).or_default() += units;
            }
        }
    }

    fn in_box(&mut self, link: &str, asset: &str, units: i128) {
        let named = |l: &&LinkInfo| l.link.kind == LinkKind::Collateral && l.id == link;
        let at = self.t.links.iter().find(named).map_or(0, |l| l.link.at);
        let asset = self.asset(asset);
        *self.books.entry((Account::Pledged(at), asset)).or_default() += units;
    }

    fn depth(&self, c: &Collateral) -> usize {
        let above = |id: &String| self.s.collateral.iter().find(|x| &x.id == id);
        c.reuses.as_ref().and_then(above).map_or(0, |up| 1 + self.depth(up))
    }

    /// The asset of a link: its own, or that of the top of its chain.
    fn asset_of(&self, c: &'a Collateral) -> &'a str {
        let above = |id: &String| self.s.collateral.iter().find(|x| &x.id == id);
        match c.reuses.as_ref().and_then(above) {
            Some(up) => self.asset_of(up),
            None => c.asset.as_deref().unwrap_or(&self.s.numeraire),
        }
    }

    /// Posts a link: out of holdings, or out of the box above as far as its cap and earlier links leave.
    fn post(&mut self, c: &'a Collateral) {
        let asset = self.asset_of(c);
        let units = match &c.reuses {
            None => {
                let units = c.amount.map_or(0, |a| self.quanta(asset, a));
                self.add(&c.pledger, asset, -units);
                units
            }
            Some(up) => {
                let cap = self.s.collateral.iter().find(|x| &x.id == up).map_or(0.0, |x| x.reuse_cap.get());
                let above = self.units.get(up.as_str()).copied().unwrap_or(0);
                let others = self.s.collateral.iter().filter(|x| x.reuses.as_ref() == Some(up));
                let taken: i128 = others.filter_map(|x| self.units.get(x.id.as_str())).sum();
                let units = (i128::from(value(above, cap, 1.0)) - taken).max(0);
                self.in_box(up, asset, -units);
                units
            }
        };
        self.units.insert(&c.id, units);
        match c.title {
            Title::Transfer => self.add(&c.holder, asset, units),
            Title::Pledge => self.in_box(&c.id, asset, units),
        }
        self.lend(c, asset, units);
    }

    /// A loan of the value less the haircut, and what it buys.
    fn lend(&mut self, c: &Collateral, asset: &str, units: i128) {
        let Some(funding) = &c.funding else { return };
        let price = |id: &str| self.s.assets.iter().find(|a| a.id == id).map_or(0.0, |a| a.price.get());
        let loan = value(units, price(asset) * (1.0 - c.haircut.get()), scale(self.t, self.asset(asset)));
        match &funding.buys {
            Some(id) => {
                let bought = (loan as f64 / (price(id) * scale(self.t, self.asset(id)))).floor();
                self.add(&c.pledger, id, bought as i128);
            }
            None => self.add(&c.pledger, &self.s.numeraire, loan.into()),
        }
    }
}
