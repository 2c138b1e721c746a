//! Services that share the stake of their operators.

use super::{Draft, hundredths, rate};
use interclear_core::scenario::{Event, EventKind, Mechanism, SecuredService, Staking};

impl Draft {
    /// One to four services behind which the same operators stand, and a slashing that may start an attack.
    pub(super) fn secured(&mut self) {
        let staking = |m: &Mechanism| if let Mechanism::Staking { staking } = m { Some(staking.clone()) } else { None };
        let stakes: Vec<(String, Staking)> = (self.s.participants.iter())
            .filter_map(|p| Some((p.id.clone(), p.mechanisms.iter().find_map(staking)?)))
            .collect();
        let Some(asset) = stakes.first().map(|(_, s)| s.asset.clone()) else { return };
        let able: Vec<String> =
            stakes.into_iter().filter(|(_, s)| s.asset == asset).map(|(id, _)| id).take(10).collect();
        let count = self.rng.between(1, 4) as usize;
        for service in self.ids.clone().into_iter().rev().take(count) {
            let operators: Vec<String> =
                able.iter().filter(|id| **id != service).filter(|_| self.rng.chance(70)).cloned().collect();
            let secured = SecuredService {
                asset: asset.clone(),
                threshold: rate(self.rng.pick(&[0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 1.0])),
                gain: hundredths(self.rng.pick(&[0, 100, 1_000, 5_000, 20_000])),
                operators,
                attacked: self.rng.chance(85),
            };
            self.runs(&service, Mechanism::SecuredService { service: secured });
        }
        if self.rng.chance(60) {
            let (participant, share) = (self.rng.pick(&able), rate(self.rng.pick(&[0.3, 1.0])));
            let (id, tick) = (self.next("e"), self.tick());
            self.s.events.push(Event { id, tick, what: EventKind::Slashing { participant, share } });
        }
    }
}
