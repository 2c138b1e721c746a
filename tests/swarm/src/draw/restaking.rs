//! Services that share the stake of their operators.

use super::{Draft, hundredths, rate};
use interclear_core::scenario::{Event, EventKind, Mechanism, SecuredService, Staking};

impl Draft {
    /// Three to six services behind which the same operators stand, and slashings that may start an attack.
    pub(super) fn secured(&mut self) {
        let staking = |m: &Mechanism| if let Mechanism::Staking { staking } = m { Some(staking.clone()) } else { None };
        let stakes: Vec<(String, Staking)> = (self.s.participants.iter())
            .filter_map(|p| Some((p.id.clone(), p.mechanisms.iter().find_map(staking)?)))
            .collect();
        let Some(asset) = stakes.first().map(|(_, s)| s.asset.clone()) else { return };
        let able: Vec<String> =
            stakes.into_iter().filter(|(_, s)| s.asset == asset).map(|(id, _)| id).take(10).collect();
        let count = self.rng.between(3, 6) as usize;
        // What there is to gain is large everywhere, so that attack follows attack, or small everywhere, so that none pays.
        let gains: &[u64] = if self.rng.chance(65) { &[0, 2_000, 10_000, 30_000, 60_000] } else { &[10, 100, 500] };
        for service in self.ids.clone().into_iter().rev().take(count) {
            let operators: Vec<String> =
                able.iter().filter(|id| **id != service).filter(|_| self.rng.chance(50)).cloned().collect();
            let secured = SecuredService {
                asset: asset.clone(),
                threshold: rate(self.rng.pick(&[0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 1.0])),
                gain: hundredths(self.rng.pick(gains)),
                operators,
                attacked: self.rng.chance(95),
            };
            self.runs(&service, Mechanism::SecuredService { service: secured });
        }
        for _ in 0..self.rng.below(4) {
            let (participant, share) = (self.rng.pick(&able), rate(self.rng.pick(&[0.3, 1.0, 1.0])));
            let (id, tick) = (self.next("e"), self.tick());
            self.s.events.push(Event { id, tick, what: EventKind::Slashing { participant, share } });
        }
    }
}
