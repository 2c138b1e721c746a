//! Accounts at the opening: those of participants, crowds, and the money and units that come with them.

use super::draw::{Drawn, accounts};
use super::{AccountSpec, BAND, VenueSpec, worth};
use crate::scenario::limits::{MAX_ACCOUNTS, MAX_ASSETS, MAX_CROWDS, MAX_DISCOUNT, MAX_LEVERAGE, MAX_PARTICIPANTS};
use crate::scenario::limits::{MAX_PRICE, MIN_LEVERAGE};
use crate::scenario::{Code, Crowd, MarginAccount, MarginExchange, Mechanism, Problem, Scenario, Side, ids};
use crate::units::{AssetIx, ParticipantIx, scale, sorted};
use crate::world::check::Names;
use crate::world::{AssetSpec, ParticipantSpec, Shock};

/// Opens all accounts of all venues, and moves what they bring.
pub(in crate::world) fn open(
    s: &Scenario,
    n: &mut Names<'_>,
    all: &mut [ParticipantSpec],
    assets: &[AssetSpec],
    events: &[(u32, Shock)],
) {
    let mut totals = vec![0.0f64; assets.len()];
    for p in sorted(s.participants.iter().collect(), |a, b| a.id.cmp(&b.id)) {
        for m in &p.mechanisms {
            let Mechanism::MarginExchange { exchange } = m else { continue };
            let Some(who) = n.participants.get(p.id.as_str()).copied().map(ParticipantIx) else { continue };
            let Some(mut spec) = all.get_mut(who.at()).and_then(|x| x.exchange.take()) else { continue };
            let at = format!("participants/{}/mechanisms/margin_exchange", p.id);
            let mut opening = Opening { s, n, all, assets, at: &at, who, x: exchange };
            opening.accounts(&mut spec);
            opening.crowds(&p.id, &mut spec);
            opening.money(&mut spec);
            for (at, size, _) in spec.accounts.iter().flat_map(|a| &a.open) {
                let asset = spec.markets.get(*at as usize).map_or(0, |m| m.asset.at());
                if let Some(sum) = totals.get_mut(asset) {
                    *sum += size.unsigned_abs() as f64;
                }
            }
            if let Some(slot) = all.get_mut(who.at()) {
                slot.exchange = Some(spec);
            }
        }
    }
    fits(n, assets, events, &totals);
}

/// What contracts may come to be worth stays within the limit on amounts.
fn fits(n: &mut Names<'_>, assets: &[AssetSpec], events: &[(u32, Shock)], totals: &[f64]) {
    let numeraire = assets.iter().find(|a| a.id == n.numeraire).map_or(2, |a| a.decimals);
    for (i, (a, total)) in assets.iter().zip(totals).enumerate() {
        let shocks: f64 = events.iter().map(|(_, e)| e.growth(i)).product();
        let most = total * a.price * scale(numeraire, a.decimals) * shocks * BAND;
        if most.is_nan() || most > crate::units::Amount::SUPPLY_LIMIT as f64 {
            let what = "contracts on this asset may come to be worth more than 2^52 quanta in all";
            let problem = Problem::error(Code::Limit, format!("assets/{}", a.id), what);
            n.problems.push(problem.hint("use fewer decimals of the numeraire, smaller positions or smaller shocks"));
        }
    }
}

struct Opening<'a, 'b> {
    s: &'a Scenario,
    n: &'a mut Names<'b>,
    all: &'a mut [ParticipantSpec],
    assets: &'a [AssetSpec],
    at: &'a str,
    who: ParticipantIx,
    x: &'a MarginExchange,
}

impl Opening<'_, '_> {
    /// The opening price of an asset and the quanta of the numeraire in one of its quanta.
    fn price(&self, asset: AssetIx) -> (f64, f64) {
        let decimals = |x: Option<&AssetSpec>| x.map_or(2, |x| x.decimals);
        let numeraire = self.assets.iter().find(|a| a.id == self.n.numeraire);
        let own = self.assets.get(asset.at());
        (own.map_or(0.0, |x| x.price), scale(decimals(numeraire), decimals(own)))
    }

    fn market(&mut self, at: &str, spec: &VenueSpec, id: &str) -> Option<usize> {
        let asset = self.n.asset(at, Some(id))?;
        let found = spec.markets.iter().position(|m| m.asset == asset);
        if found.is_none() {
            self.n.conflict(at, format!("the venue has no market for {id}"), "add the market, or name another");
        }
        found
    }

    fn margin(&mut self, at: &str, spec: &VenueSpec, id: &str) -> Option<usize> {
        let asset = self.n.asset(at, Some(id))?;
        let found = spec.margins.iter().position(|m| m.book.asset == asset);
        if found.is_none() {
            self.n.conflict(at, format!("{id} is no margin at this venue"), "add it to margin_assets");
        }
        found
    }

    fn accounts(&mut self, spec: &mut VenueSpec) {
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

    /// The venue has more of an asset.
    fn gets(&mut self, asset: AssetIx, quanta: i64) {
        if let Some(slot) = self.all.get_mut(self.who.at()).and_then(|p| p.holdings.get_mut(asset.at())) {
            *slot = slot.saturating_add(quanta);
        }
    }

    fn crowds(&mut self, venue: &str, spec: &mut VenueSpec) {
        let here = format!("{}/crowds", self.at);
        let x = self.x;
        if x.crowds.len() > MAX_CROWDS {
            self.n.bad(&here, format!("there are {}", x.crowds.len()), &format!("at most {MAX_CROWDS}"));
            return;
        }
        ids::index(&here, x.crowds.iter().map(|c| c.id.as_str()), &mut self.n.problems);
        let members: u64 = x.crowds.iter().map(|c| u64::from(c.members)).sum();
        let all = members + spec.accounts.len() as u64;
        if all > u64::from(MAX_ACCOUNTS) {
            self.n.bad(&here, format!("{all} accounts"), &format!("at most {MAX_ACCOUNTS} at one venue"));
            return;
        }
        let prices: Vec<(f64, f64)> = spec.markets.iter().map(|m| self.price(m.asset)).collect();
        let margin_prices: Vec<(f64, f64)> = spec.margins.iter().map(|m| self.price(m.book.asset)).collect();
        let mut open: Vec<(i64, i64)> = spec.markets.iter().map(|_| (0, 0)).collect();
        for &(m, size, _) in spec.accounts.iter().flat_map(|a| &a.open) {
            if let Some((long, short)) = open.get_mut(m as usize) {
                (*long, *short) = (long.saturating_add(size.max(0)), short.saturating_add((-size).max(0)));
            }
        }
        let capped = spec.markets.iter().zip(&open).any(|(m, o)| m.cap.is_some_and(|cap| o.0.max(o.1) > cap));
        if capped {
            let what = "accounts of participants pass a cap on open interest: crowds get nothing beside them";
            let at = format!("{}/markets", self.at);
            self.n.problems.push(Problem::warning(Code::Conflict, at, what).hint("raise the cap or lower positions"));
        }
        for c in sorted(x.crowds.iter().collect(), |a, b| a.id.cmp(&b.id)) {
            let at = format!("{here}/{}", c.id);
            let place = spec.crowds.len() as u32;
            spec.crowds.push(c.id.clone());
            let Some((market, margin)) = self.crowd(&at, c, spec) else { continue };
            let mut size = |name: &str, amount| self.n.quanta(&format!("{at}/{name}"), Some(&c.asset), amount);
            let (long, short) = (size("long", c.long), size("short", c.short));
            let cap = spec.markets.get(market).and_then(|m| m.cap).unwrap_or(i64::MAX);
            let there = open.get_mut(market);
            let (long, short) =
                there.as_ref().map_or((long, short), |o| (long.min(cap - o.0).max(0), short.min(cap - o.1).max(0)));
            if let Some(o) = there {
                *o = (o.0 + long, o.1 + short);
            }
            let drawn = Drawn {
                seed: self.s.seed,
                venue,
                crowd: c,
                place,
                market,
                long,
                short,
                margin,
                prices: &prices,
                margin_prices: &margin_prices,
            };
            let made = accounts(&drawn, spec);
            spec.accounts.extend(made);
        }
    }

    /// The terms of a crowd: its market and its margin asset.
    fn crowd(&mut self, at: &str, c: &Crowd, spec: &VenueSpec) -> Option<(usize, Option<usize>)> {
        if c.members == 0 || c.members > MAX_ACCOUNTS {
            let found = format!("{} is not between 1 and {MAX_ACCOUNTS}", c.members);
            self.n.bad(&format!("{at}/members"), found, "the number of accounts");
            return None;
        }
        if c.members == 1 && c.long.to_f64() > 0.0 && c.short.to_f64() > 0.0 {
            self.n.conflict(
                &format!("{at}/members"),
                "one account is not long and short",
                "use two accounts or one side",
            );
            return None;
        }
        let low = self.n.share(&format!("{at}/leverage_from"), c.leverage_from.get(), MIN_LEVERAGE, MAX_LEVERAGE);
        let high = self.n.share(&format!("{at}/leverage_to"), c.leverage_to.get(), MIN_LEVERAGE, MAX_LEVERAGE);
        if low > high {
            self.n.conflict(&format!("{at}/leverage_from"), "the lowest leverage is above the highest", "swap them");
        }
        self.n.share(&format!("{at}/entry_spread"), c.entry_spread.get(), 0.0, MAX_DISCOUNT);
        self.n.share(&format!("{at}/cross"), c.cross.get(), 0.0, 1.0);
        let market = self.market(&format!("{at}/asset"), spec, &c.asset);
        let margin = match c.margin.as_deref() {
            Some(id) if id != self.n.numeraire => Some(self.margin(&format!("{at}/margin"), spec, id)?),
            _ => None,
        };
        Some((market?, margin))
    }

    /// What makers carry, what the vault is opened with, and what people outside have brought: cash is what all accounts
    /// together have, since longs equal shorts.
    fn money(&mut self, spec: &mut VenueSpec) {
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
