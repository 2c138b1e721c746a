//! Money at the opening: what makers carry, the vault, and what people outside have brought.

use super::open::Opening;
use super::{VenueSpec, worth};
use crate::units::AssetIx;

impl Opening<'_, '_> {
    /// What makers carry, what the vault is opened with, and what people outside have brought: cash is what all accounts
    /// together have, since longs equal shorts.
    pub(super) fn money(&mut self, spec: &mut VenueSpec) {
        let Some(&cash) = self.n.assets.get(self.n.numeraire) else { return };
        let cash = AssetIx(cash);
        let mut net = vec![(0i64, 0i64); spec.markets.len()];
        let mut book = 0i64;
        let prices: Vec<(f64, f64)> = spec.markets.iter().map(|m| self.price(m.asset)).collect();
        spec.brought_units = vec![0; spec.margins.len()];
        let mut of_participants = 0i64;
        for a in &spec.accounts {
            book = book.saturating_add(a.cash);
            for &(m, size, cost) in &a.open {
                let (price, scale) = prices.get(m as usize).copied().unwrap_or((0.0, 1.0));
                let value = worth(size, price, scale);
                if let Some((units, at)) = net.get_mut(m as usize) {
                    (*units, *at) = (units.saturating_sub(size), at.saturating_sub(value));
                }
                book = book.saturating_add(value - cost);
            }
            if a.holder.is_some() {
                of_participants += a.cash;
            }
            for &(m, units) in a.units.iter().filter(|_| a.holder.is_none()) {
                if let Some(slot) = spec.brought_units.get_mut(m as usize) {
                    *slot = slot.saturating_add(units);
                }
            }
        }
        spec.makers = net;
        spec.brought = book.saturating_sub(of_participants);
        let own = self.all.get(self.who.at()).and_then(|p| p.holdings.get(cash.at())).copied().unwrap_or(0);
        if own - of_participants < spec.fund {
            let at = format!("{}/insurance_fund", self.at);
            self.n.conflict(&at, "the fund is more cash than the venue holds", "raise its cash or lower the fund");
        }
        self.vault(spec, cash);
        let has = own.saturating_add(spec.brought);
        if has < 0 {
            let at = format!("{}/accounts", self.at);
            let hint = "raise the venue's cash, or move entry prices nearer to the opening price";
            self.n.conflict(&at, "gains that were paid out before the opening are more than the venue has", hint);
        }
        self.gets(cash, spec.brought);
        let units = spec.brought_units.clone();
        for (m, units) in spec.margins.iter().zip(units) {
            self.gets(m.book.asset, units);
        }
    }

    fn vault(&mut self, spec: &mut VenueSpec, cash: AssetIx) {
        let Some(vault) = spec.vault else { return };
        let Some(owner) = spec.vault_owner else {
            spec.brought = spec.brought.saturating_add(vault);
            return;
        };
        match self.all.get_mut(owner.at()).and_then(|p| p.holdings.get_mut(cash.at())) {
            Some(slot) if *slot >= vault => *slot -= vault,
            _ => {
                let hint = "raise its cash or lower the vault";
                self.n.conflict(&format!("{}/vault", self.at), "its owner does not hold this much cash", hint);
            }
        }
        self.gets(cash, vault);
    }
}
