//! Borrowers of lending pools.

use super::{CASH, Draft, hundredths};
use interclear_core::scenario::{Collateral, Obligation, Title};
use interclear_core::units::Rate;

impl Draft {
    fn price(&self, asset: &str) -> f64 {
        self.s.assets.iter().find(|a| a.id == asset).map_or(0.0, |a| a.price.get())
    }

    /// Somebody with tokens posted and a loan not far from what they carry.
    pub(super) fn borrower(&mut self, pool: &str, taken: &[String], lent: Option<&str>) {
        let who = self.other(pool);
        let asset = self.rng.pick(taken);
        let units = self.take(&who, &asset);
        if units == 0 {
            return;
        }
        let worth = units as f64 * self.price(&asset) / self.price(lent.unwrap_or(CASH)).max(1e-6);
        let debt = (worth * (0.1 + 1.1 * self.rng.share())).clamp(1.0, 1e6) as u64;
        let (id, loan) = (self.next("c"), self.next("o"));
        self.s.collateral.push(Collateral {
            id,
            pledger: who.clone(),
            holder: pool.to_owned(),
            asset: Some(asset),
            amount: Some(hundredths(units)),
            reuses: None,
            reuse_cap: Rate::ZERO,
            title: Title::Pledge,
            haircut: Rate::ZERO,
            required_cover: None,
            secures: None,
            calls: true,
            seizure_discount: Rate::ZERO,
            funding: None,
            hidden: false,
        });
        let asset = lent.map(str::to_owned);
        let due = self.rng.chance(10).then(|| self.tick());
        let o = Obligation {
            id: loan,
            debtor: who,
            creditor: pool.to_owned(),
            asset,
            amount: hundredths(debt),
            due,
            seniority: 1,
            ..Obligation::default()
        };
        self.s.obligations.push(o);
    }
}
