//! Restaking in motion: stakes and gains as numbers, and which services have been corrupted.

mod bound;

use super::{State, stake_of};
use crate::clearing::restaking::{RestakingAttack, RestakingNetwork, SecuredService, Sets};
use crate::journal::Cause;
use crate::units::{EntryIx, ParticipantIx, Tick};
use crate::world::World;
use bound::Base;

/// The network of operators and services, empty where no service is secured by stake.
#[derive(Clone, Debug, Default)]
pub(crate) struct Restaking {
    /// Who secures a service, and the services, both in order.
    pub operators: Vec<ParticipantIx>,
    pub services: Vec<ParticipantIx>,
    /// When each service was corrupted, and the line.
    pub corrupted: Vec<Option<(Tick, EntryIx)>>,
    /// Units of each operator that attacks have burnt so far.
    pub burnt: Vec<i64>,
    /// The last line by which each operator's stake became smaller, and by what value.
    pub shrunk: Vec<Option<Cause>>,
    /// What each service asks for and brings at the opening.
    pub terms: Vec<(f64, i64)>,
    pub base: Base,
    /// What the figures were made from, and the figures.
    key: Vec<u64>,
    figures: Figures,
}

/// What the numbers say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    /// The slack of the services that are left; nothing when there is nothing to gain.
    pub slack: Option<f64>,
    /// What it costs to break each service that is left.
    pub costs: Vec<Option<f64>>,
    /// What each brings now.
    pub gains: Vec<i64>,
    /// The attack that those who can act make first.
    pub attack: Option<RestakingAttack>,
}

impl Restaking {
    pub fn opening(w: &World) -> Self {
        let operators = w.restakers();
        let services: Vec<ParticipantIx> = w.secured().map(|(who, _)| who).collect();
        let terms = w.secured().map(|(_, s)| (s.threshold, s.gain)).collect();
        let (o, s) = (operators.len(), services.len());
        let (burnt, shrunk, corrupted) = (vec![0; o], vec![None; o], vec![None; s]);
        Self { operators, services, corrupted, burnt, shrunk, terms, ..Self::default() }
    }

    /// Notes that an operator's stake became smaller.
    pub fn shrank(&mut self, who: ParticipantIx, entry: EntryIx, value: i64) {
        let at = self.operators.iter().position(|&o| o == who);
        if let Some(slot) = at.and_then(|at| self.shrunk.get_mut(at)) {
            *slot = Some(Cause { entry, amount: crate::units::Amount::new(value.max(0)) });
        }
    }

    /// How it stands, for the digest.
    pub fn hash_into(&self, out: &mut Vec<u8>) {
        for x in self.corrupted.iter().flatten() {
            out.extend_from_slice(&x.0.to_le_bytes());
        }
        self.burnt.iter().for_each(|x| out.extend_from_slice(&x.to_le_bytes()));
    }
}

impl State {
    /// Units that an operator has staked, and the price of one in quanta of the numeraire.
    fn restaked(&self, w: &World, who: ParticipantIx) -> (i64, f64) {
        let Some(asset) = stake_of(w, who).map(|s| s.asset) else { return (0, 0.0) };
        let mark = self.quotes.get(asset.at()).map_or(0.0, |q| q.mark);
        (self.staked_of(who, asset), mark * self.scale(w, asset))
    }

    /// What corrupting a service brings: what it has free, up to what its terms say; nothing once it is corrupted or has
    /// failed.
    fn at_stake(&self, w: &World, service: usize) -> i64 {
        let r = &self.restaking;
        let (Some(&who), None) = (r.services.get(service), r.corrupted.get(service).copied().flatten()) else {
            return 0;
        };
        let most = w.participants.get(who.at()).and_then(|p| p.secured.as_ref()).map_or(0, |s| s.gain);
        if self.has_failed(who) { 0 } else { most.min(self.cash(w, who).max(0)) }
    }

    /// The network as numbers, at marks.
    fn network(&self, w: &World, gains: &[i64]) -> RestakingNetwork {
        let r = &self.restaking;
        let stake = |&who: &ParticipantIx| {
            let (units, price) = self.restaked(w, who);
            units as f64 * price
        };
        let place = |who: &ParticipantIx| r.operators.iter().position(|o| o == who);
        let service = |((_, s), &gain): ((_, &crate::world::SecuredSpec), &i64)| SecuredService {
            profit: gain as f64,
            threshold: s.threshold,
            operators: s.operators.iter().filter_map(place).collect(),
        };
        RestakingNetwork {
            stakes: r.operators.iter().map(stake).collect(),
            services: w.secured().zip(gains).map(service).collect(),
        }
    }

    /// What the numbers say now. They are made anew only when a stake, a mark, a gain or who can act has changed.
    pub fn restaking_figures(&mut self, w: &World) -> Figures {
        let count = self.restaking.services.len();
        if count == 0 {
            return Figures::default();
        }
        let gains: Vec<i64> = (0..count).map(|at| self.at_stake(w, at)).collect();
        let net = self.network(w, &gains);
        let able = self.able();
        let left: Vec<bool> = gains.iter().map(|&g| g > 0).collect();
        let open: Vec<bool> =
            w.secured().zip(&left).map(|((who, s), left)| *left && s.attacked && self.runs(who)).collect();
        let mut key: Vec<u64> = net.stakes.iter().map(|s| s.to_bits()).collect();
        key.extend(net.services.iter().flat_map(|s| [s.profit.to_bits(), s.threshold.to_bits()]));
        key.extend(open.iter().map(|&x| u64::from(x)));
        key.push(u64::from(able));
        if self.restaking.key != key {
            let everybody = u32::MAX;
            let sets = Sets::of(&net, everybody);
            self.restaking.figures = sets.map_or_else(Figures::default, |sets| Figures {
                slack: sets.slack(&left),
                costs: (0..count).map(|at| sets.cost_to_break(at, everybody)).collect(),
                gains,
                attack: sets.first(able, &open),
            });
            self.restaking.key = key;
        }
        self.keep_base(w);
        self.restaking.figures.clone()
    }

    /// Operators that can act: not failed, not out.
    fn able(&self) -> u32 {
        let acts = |who: ParticipantIx| !self.has_failed(who) && !self.is_out(who);
        let all = self.restaking.operators.iter().enumerate().filter(|(_, who)| acts(**who));
        all.fold(0, |set, (at, _)| set | 1 << at)
    }

    /// Whether a service moves anything in this tick.
    fn runs(&self, who: ParticipantIx) -> bool {
        !self.has_failed(who) && !self.is_out(who) && !self.is_paused(who)
    }
}
