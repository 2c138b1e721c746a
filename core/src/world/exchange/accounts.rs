//! Accounts of participants at the opening, and the margin that they post.

use super::open::Opening;
use super::{AccountSpec, VenueSpec, worth};
use crate::scenario::limits::{MAX_ASSETS, MAX_PARTICIPANTS, MAX_PRICE};
use crate::scenario::{MarginAccount, Side, ids};
use crate::units::{ParticipantIx, sorted};

impl Opening<'_, '_> {
    pub(super) fn accounts(&mut self, spec: &mut VenueSpec) {
        let here = format!("{}/accounts", self.at);
        if self.x.accounts.len() > MAX_PARTICIPANTS {
            self.n.bad(&here, format!("there are {}", self.x.accounts.len()), &format!("at most {MAX_PARTICIPANTS}"));
            return;
        }
        ids::index(&here, self.x.accounts.iter().map(|a| a.id.as_str()), &mut self.n.problems);
        let x = self.x;
        for a in sorted(x.accounts.iter().collect(), |a, b| a.id.cmp(&b.id)) {
            let holder = self.n.participant(&format!("{here}/{}/holder", a.id), &a.holder);
            if let Some(holder) = holder {
                self.account(&format!("{here}/{}", a.id), a, holder, spec);
            }
        }
    }

    fn account(&mut self, at: &str, a: &MarginAccount, holder: ParticipantIx, spec: &mut VenueSpec) {
        if holder == self.who {
            self.n.conflict(
                &format!("{at}/holder"),
                "the venue has an account with itself",
                "name another participant",
            );
        }
        if a.open.len() > MAX_ASSETS || a.margin.len() > MAX_ASSETS {
            self.n.bad(&format!("{at}/open"), "there are too many", &format!("at most {MAX_ASSETS}"));
            return;
        }
        let (cash, units) = self.posted(at, a, holder, spec);
        let mut open: Vec<(u32, i64, i64)> = Vec::new();
        for p in &a.open {
            let here = format!("{at}/open/{}", p.asset);
            let Some(m) = self.market(&format!("{here}/asset"), spec, &p.asset) else { continue };
            let quanta = self.n.quanta(&format!("{here}/quantity"), Some(&p.asset), p.quantity);
            if p.entry.is_some_and(|e| e.get() > MAX_PRICE) {
                self.n.bad(&format!("{here}/entry"), "the price is too large", "at most 1e9");
            }
            let (price, scale) = spec.markets.get(m).map_or((0.0, 1.0), |m| self.price(m.asset));
            let size = if p.side == Side::Short { -quanta } else { quanta };
            open.push((m as u32, size, worth(size, p.entry.map_or(price, |e| e.get()), scale)));
        }
        let open = sorted(open, |a, b| a.0.cmp(&b.0));
        if open.windows(2).any(|p| p.first().map(|x| x.0) == p.last().map(|x| x.0)) {
            self.n.conflict(&format!("{at}/open"), "two positions are in the same market", "keep one");
        }
        let base = AccountSpec { id: a.id.clone(), holder: Some(holder), ..AccountSpec::default() };
        if a.cross || open.len() < 2 {
            spec.accounts.push(AccountSpec { cash, units, open, ..base });
            return;
        }
        // Each position has a part of all margin, by its value; the last takes what is left over.
        let value = |p: &(u32, i64, i64)| {
            let (price, scale) = spec.markets.get(p.0 as usize).map_or((0.0, 1.0), |m| self.price(m.asset));
            worth(p.1, price, scale).abs() as f64
        };
        let whole: f64 = open.iter().map(value).sum();
        let (mut sum, mut given, mut made) = (0.0, (0i64, vec![0i64; units.len()]), Vec::new());
        for (at, p) in open.iter().enumerate() {
            sum += value(p);
            let last = at + 1 == open.len();
            let upto = |all: i64| if last || whole <= 0.0 { all } else { (all as f64 * (sum / whole)) as i64 };
            let part = upto(cash) - given.0;
            let mut parts = Vec::new();
            for ((m, all), given) in units.iter().zip(&mut given.1) {
                parts.push((*m, upto(*all) - *given));
                *given = upto(*all);
            }
            given.0 = upto(cash);
            let market = spec.markets.get(p.0 as usize).and_then(|m| self.assets.get(m.asset.at()));
            let id = format!("{}/{}", a.id, market.map_or("", |x| x.id.as_str()));
            made.push(AccountSpec { id, cash: part, units: parts, open: vec![*p], ..base.clone() });
        }
        spec.accounts.extend(made);
    }

    /// Moves margin out of the holder's holdings; cash, and units by margin asset.
    fn posted(
        &mut self,
        at: &str,
        a: &MarginAccount,
        holder: ParticipantIx,
        spec: &VenueSpec,
    ) -> (i64, Vec<(u32, i64)>) {
        let (mut cash, mut units) = (0, Vec::new());
        for (id, amount) in &a.margin {
            let here = format!("{at}/margin/{id}");
            let quanta = self.n.quanta(&here, Some(id), *amount);
            let Some(asset) = self.n.asset(&here, Some(id)) else { continue };
            if id != self.n.numeraire {
                let Some(m) = self.margin(&here, spec, id) else { continue };
                units.push((m as u32, quanta));
            } else {
                cash = quanta;
            }
            let slot = self.all.get_mut(holder.at()).and_then(|p| p.holdings.get_mut(asset.at()));
            match slot {
                Some(slot) if *slot >= quanta => *slot -= quanta,
                _ => {
                    let hint = "raise what it holds or lower the margin";
                    self.n.conflict(&here, "the holder does not hold this much", hint);
                    continue;
                }
            }
            self.gets(asset, quanta);
        }
        (cash, sorted(units, |a, b| a.0.cmp(&b.0)))
    }
}
