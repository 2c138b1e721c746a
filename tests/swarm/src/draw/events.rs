//! Shocks.

use super::{Draft, rate};
use interclear_core::scenario::{Event, EventKind};

impl Draft {
    pub(super) fn events(&mut self) {
        // Which kinds there are at all is drawn first.
        let kinds: Vec<u64> = (0..6).filter(|_| self.rng.chance(50)).collect();
        let kinds = if kinds.is_empty() { vec![self.rng.below(6)] } else { kinds };
        for _ in 0..self.rng.between(1, 6) {
            let participant = self.rng.pick(&self.ids);
            let token = (!self.tokens.is_empty()).then(|| self.rng.pick(&self.tokens));
            let priced =
                |id: &String| self.s.assets.iter().any(|a| &a.id == id && (a.claim.is_none() || a.market.is_some()));
            let own_price = token.as_ref().is_some_and(priced);
            let what = match (self.rng.pick(&kinds), token) {
                (0, _) => EventKind::Default { participant },
                (1, token) => {
                    let asset = token.filter(|_| self.rng.chance(40));
                    EventKind::Exploit { participant, asset, amount: self.amount(15_000) }
                }
                (2, _) => EventKind::Outage { participant, ticks: self.rng.between(1, 3) as u32 },
                (3, _) => EventKind::WithdrawalWave { participant, share: rate(self.rng.share()) },
                (4, Some(asset)) if own_price => {
                    EventKind::PriceShock { asset, change: rate(self.rng.share() * 1.3 - 0.9) }
                }
                _ => EventKind::Recovery { participant, amount: self.amount(15_000) },
            };
            let (id, tick) = (self.next("e"), self.tick());
            self.s.events.push(Event { id, tick, what });
        }
    }
}
