//! Margin exchanges as they open.

use super::{Account, Did, Exchanges, Leg, OwnBook, Owner, Venue};
use crate::units::{AssetIx, ParticipantIx};
use crate::world::{VenueSpec, World};

impl Venue {
    fn opening(who: ParticipantIx, spec: &VenueSpec, w: &World) -> Self {
        let price = |a: AssetIx| w.assets.get(a.at()).map_or(0.0, |x| x.price);
        let scale = |a: AssetIx| {
            let decimals = |a: AssetIx| w.assets.get(a.at()).map_or(2, |x| x.decimals);
            crate::units::scale(decimals(w.numeraire), decimals(a))
        };
        let prices: Vec<f64> = spec.markets.iter().map(|m| price(m.asset)).collect();
        let margin_prices: Vec<f64> = spec.margins.iter().map(|m| price(m.book.asset)).collect();
        let scales: Vec<f64> = spec.markets.iter().map(|m| scale(m.asset)).collect();
        let book = |&price: &f64| OwnBook { price, moved: None };
        let mut v = Self {
            who,
            accounts: Vec::with_capacity(spec.accounts.len() + 2),
            legs: Vec::new(),
            units: Vec::new(),
            books: prices.iter().map(book).collect(),
            spots: margin_prices.iter().map(book).collect(),
            marks: prices.clone(),
            before: prices.clone(),
            margin_marks: margin_prices,
            past: Vec::new(),
            margin_scales: spec.margins.iter().map(|m| scale(m.book.asset)).collect(),
            fund: spec.fund,
            closed: None,
            vault_took: None,
            claims: Vec::new(),
            outside_claim: usize::MAX,
            opened: 0,
            did: Did::new(spec.markets.len()),
            scales,
        };
        for a in &spec.accounts {
            let owner = match (a.holder, a.crowd) {
                (Some(who), _) => Owner::Holder(who),
                (None, at) => at.map_or(Owner::Crowd(0, 0), |(crowd, k)| Owner::Crowd(crowd, k)),
            };
            let legs = a.open.iter().map(|&(market, size, cost)| Leg { market, size, cost });
            v.add(owner, a.cash, legs, a.units.iter().copied());
        }
        let none = |market| Leg { market, size: 0, cost: 0 };
        let all = 0..spec.markets.len() as u32;
        v.add(Owner::Vault, spec.vault.unwrap_or(0), all.map(none), (0..spec.margins.len() as u32).map(|m| (m, 0)));
        let carried: Vec<Leg> =
            (0u32..).zip(&spec.makers).map(|(market, &(size, cost))| Leg { market, size, cost }).collect();
        v.add(Owner::Makers, 0, carried.into_iter(), std::iter::empty());
        v.opened = v.legs.iter().map(|l| v.worth(l.market, l.size.max(0))).sum();
        v
    }

    fn add(
        &mut self,
        owner: Owner,
        cash: i64,
        legs: impl Iterator<Item = Leg>,
        units: impl Iterator<Item = (u32, i64)>,
    ) {
        let (leg, unit) = (self.legs.len() as u32, self.units.len() as u32);
        self.legs.extend(legs);
        self.units.extend(units);
        let (legs, units) = ((leg, self.legs.len() as u32), (unit, self.units.len() as u32));
        self.accounts.push(Account { owner, cash, legs, units });
    }
}

impl Exchanges {
    /// Venues as they open.
    pub fn opening(w: &World) -> Self {
        Self { venues: w.venues().map(|(who, spec)| Venue::opening(who, spec, w)).collect() }
    }
}
