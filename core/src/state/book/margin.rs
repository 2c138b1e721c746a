//! Initial margin in motion: what is asked for by the terms of its holder, and what is posted.

use super::Book;
use crate::state::State;
use crate::units::{AssetIx, ParticipantIx, Tick, value_of};
use crate::world::{MarginSpec, MarginStanding, World, part_of_net, required_margin};

impl Book {
    /// The volatility that margin terms see for a contract, by the year.
    pub fn volatility(&self, w: &World, holder: ParticipantIx, terms: &MarginSpec, at: usize) -> f64 {
        let Some(c) = w.book.contracts.get(at) else { return 0.0 };
        let estimate = self.variance.get(holder.at()).and_then(|v| v.get(at)).copied().unwrap_or(1.0).sqrt();
        let shock = self.shocked.get(c.underlying.at()).copied().unwrap_or(1.0);
        c.volatility * shock * estimate.max(terms.floor)
    }

    /// Initial margin that a box asks for: each account stands on its own.
    pub fn required(&self, w: &World, at: usize, tick: Tick) -> i64 {
        let Some(b) = w.book.boxes.get(at) else { return 0 };
        let Some(c) = b.carried.filter(|c| c.net) else {
            return b.accounts.iter().map(|&a| self.alone(w, b.holder, b.poster, a as usize, tick)).sum();
        };
        // On the net of all clients: each bears its part.
        let fellows = w.book.boxes.iter().filter(|x| x.carried.is_some_and(|x| x.account == c.account));
        let each: Vec<(u32, i64)> = fellows
            .flat_map(|x| x.accounts.iter().map(|&a| (a, self.alone(w, x.holder, x.poster, a as usize, tick))))
            .collect();
        let net = self.alone(w, b.holder, c.member, c.account as usize, tick);
        part_of_net(net, &each, b.accounts.first().copied().unwrap_or_default())
    }

    /// What one account asks of one of its parties, by the terms of a holder.
    fn alone(&self, w: &World, holder: ParticipantIx, poster: ParticipantIx, account: usize, tick: Tick) -> i64 {
        let Some(terms) = w.participants.get(holder.at()).and_then(|p| p.margin.as_ref()) else { return 0 };
        let (Some(spec), Some(x)) = (w.book.accounts.get(account), self.accounts.get(account)) else { return 0 };
        if x.closed || x.lines.iter().all(|&q| q == 0) {
            return 0;
        }
        let of = |asset: AssetIx| self.last.get(asset.at()).copied().unwrap_or(0.0);
        let factor = |c: usize| {
            let at = w.book.contracts.get(c).map_or(0, |c| c.underlying.at());
            self.shocked.get(at).copied().unwrap_or(1.0)
        };
        let own = |c: usize| w.book.contracts.get(c).map_or(0.0, |x| x.volatility) * factor(c);
        let volatility = |c: usize| (own(c), self.volatility(w, holder, terms, c));
        let standing =
            MarginStanding { contracts: &w.book.contracts, spot: &of, volatility: &volatility, tick, days: w.days };
        let lines: Vec<i64> = if spec.a == poster { x.lines.clone() } else { x.lines.iter().map(|q| -q).collect() };
        required_margin(terms, &lines, &standing)
    }
}

impl State {
    /// What initial margin is worth to its holder: after the haircut what is posted in its asset, and the cash beside it.
    pub fn margin_posted(&self, w: &World, at: usize) -> i64 {
        let Some(b) = w.book.boxes.get(at) else { return 0 };
        let haircut = w.participants.get(b.holder.at()).and_then(|p| p.margin.as_ref()).map_or(0.0, |m| m.haircut);
        let posted = |link: u32| self.pledges.get(link as usize).map_or(0, |p| p.posted);
        let asset = w.collateral.get(b.link as usize).map_or(w.numeraire, |c| c.asset);
        let own = if asset == w.numeraire {
            posted(b.link)
        } else {
            let price = self.quotes.get(asset.at()).map_or(0.0, |q| q.mark);
            value_of(posted(b.link), price * (1.0 - haircut), self.scale(w, asset))
        };
        own + if b.cash == b.link { 0 } else { posted(b.cash) }
    }
}
