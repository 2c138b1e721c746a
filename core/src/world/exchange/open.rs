//! Accounts at the opening: those of participants, crowds, and the money and units that come with them.

use super::draw::{Drawn, accounts};
use super::{BAND, VenueSpec};
use crate::scenario::limits::{MAX_ACCOUNTS, MAX_CROWDS, MAX_DISCOUNT, MAX_LEVERAGE, MIN_LEVERAGE};
use crate::scenario::{Code, Crowd, MarginExchange, Mechanism, Problem, Scenario, ids};
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

pub(super) struct Opening<'a, 'b> {
    pub(super) s: &'a Scenario,
    pub(super) n: &'a mut Names<'b>,
    pub(super) all: &'a mut [ParticipantSpec],
    pub(super) assets: &'a [AssetSpec],
    pub(super) at: &'a str,
    pub(super) who: ParticipantIx,
    pub(super) x: &'a MarginExchange,
}

impl Opening<'_, '_> {
    /// The opening price of an asset and the quanta of the numeraire in one of its quanta.
    pub(super) fn price(&self, asset: AssetIx) -> (f64, f64) {
        let decimals = |x: Option<&AssetSpec>| x.map_or(2, |x| x.decimals);
        let numeraire = self.assets.iter().find(|a| a.id == self.n.numeraire);
        let own = self.assets.get(asset.at());
        (own.map_or(0.0, |x| x.price), scale(decimals(numeraire), decimals(own)))
    }

    pub(super) fn market(&mut self, at: &str, spec: &VenueSpec, id: &str) -> Option<usize> {
        let asset = self.n.asset(at, Some(id))?;
        let found = spec.markets.iter().position(|m| m.asset == asset);
        if found.is_none() {
            self.n.conflict(at, format!("the venue has no market for {id}"), "add the market, or name another");
        }
        found
    }

    pub(super) fn margin(&mut self, at: &str, spec: &VenueSpec, id: &str) -> Option<usize> {
        let asset = self.n.asset(at, Some(id))?;
        let found = spec.margins.iter().position(|m| m.book.asset == asset);
        if found.is_none() {
            self.n.conflict(at, format!("{id} is no margin at this venue"), "add it to margin_assets");
        }
        found
    }

    /// The venue has more of an asset.
    pub(super) fn gets(&mut self, asset: AssetIx, quanta: i64) {
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
}
