//! Cover-1 and Cover-2: whether a clearing house's own resources bear the failure of its costliest member, or of two; and
//! what happens when the same members fail in the whole network, where other houses call on the same cash.
//!
//! A house's own test looks at its own book alone: what it would lose on each member beyond that member's margin and
//! contribution, against its skin in the game and the other members' contributions (CPMI-IOSCO, *Principles for financial
//! market infrastructures* (2012), principle 4; Regulation (EU) No 648/2012, articles 42 and 43). Whether the same members
//! fail elsewhere on the same day, and what refills and assessments do to those that are left, it does not see. A run does.

use crate::engine::State;
use crate::scenario::{Code, Event, EventKind, Layer, Mechanism, Problem, Scenario};
use crate::units::Amount;
use std::collections::BTreeMap;

/// Runs made for one house: every pair of so many costliest members.
const COSTLIEST: usize = 4;

/// A house's own test for some of its members.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Who is assumed to fail: one, or two, by id.
    pub members: Vec<String>,
    /// What closing them out would cost beyond their margin, in units of the numeraire.
    pub loss: f64,
    /// What would bear it: their contributions as far as they are used, skin in the game, and the others' contributions.
    pub resources: f64,
}

impl Test {
    /// Whether the resources suffice.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.loss <= self.resources + 1e-9
    }
}

/// What comes of the same failures in the whole network.
#[derive(Clone, Debug, PartialEq)]
pub struct Fall {
    /// Who is made to fail on tick 1.
    pub members: Vec<String>,
    /// Participants that fail in all, those among them.
    pub failed: usize,
    /// Clearing houses among them, by id.
    pub houses: Vec<String>,
    /// What no layer of this house covered, in units of the numeraire.
    pub uncovered: f64,
}

/// The terms of a house.
struct House<'a> {
    skin: f64,
    shared: bool,
    contributions: &'a BTreeMap<String, crate::units::Decimal>,
    close_out: &'a BTreeMap<String, crate::units::Decimal>,
}

fn house<'a>(s: &'a Scenario, id: &str) -> Option<House<'a>> {
    let p = s.participants.iter().find(|p| p.id == id)?;
    p.mechanisms.iter().find_map(|m| match m {
        Mechanism::DefaultFund { skin_in_the_game, contributions, layers, close_out, .. } => {
            let usual = Layer::usual(*skin_in_the_game);
            let layers = if layers.is_empty() { &usual } else { layers };
            let tranche = |l: &Layer| if let Layer::SkinInTheGame { amount } = l { amount.to_f64() } else { 0.0 };
            let skin = layers.iter().map(tranche).sum();
            let shared = layers.iter().any(|l| matches!(l, Layer::SurvivorsFund {}));
            Some(House { skin, shared, contributions, close_out })
        }
        _ => None,
    })
}

impl House<'_> {
    /// What the house would lose on a member beyond its margin: the cost of closing it out, and what it owes the house, less
    /// what it has posted in the numeraire.
    fn loss(&self, s: &Scenario, id: &str, member: &str) -> f64 {
        let cost = self.close_out.get(member).map_or(0.0, |c| c.to_f64());
        let owed = s.obligations.iter().filter(|o| o.debtor == member && o.creditor == id && o.asset.is_none());
        let owed: f64 = owed.map(|o| o.amount.to_f64()).sum();
        let price = |asset: &str| s.assets.iter().find(|a| a.id == asset).map_or(0.0, |a| a.price.get());
        let posted = s.collateral.iter().filter(|c| c.pledger == member && c.holder == id);
        // Collateral passed on from elsewhere is somebody else's and is not counted.
        let worth = |c: &crate::scenario::Collateral| {
            c.amount.map_or(0.0, |a| a.to_f64()) * price(c.asset.as_deref().unwrap_or(&s.numeraire))
        };
        let margin: f64 = posted.map(worth).sum();
        (cost + owed - margin).max(0.0)
    }

    fn paid(&self, member: &str) -> f64 {
        self.contributions.get(member).map_or(0.0, |a| a.to_f64())
    }

    fn test(&self, s: &Scenario, id: &str, members: Vec<String>) -> Test {
        let loss = members.iter().map(|m| self.loss(s, id, m)).sum();
        let own: f64 = members.iter().map(|m| self.loss(s, id, m).min(self.paid(m))).sum();
        let survivors = self.contributions.keys().filter(|m| !members.contains(m));
        let others: f64 = survivors.map(|m| self.paid(m)).sum();
        Test { members, loss, resources: own + self.skin + if self.shared { others } else { 0.0 } }
    }

    /// Members, by what would be lost on them beyond their contributions, costliest first; equal ones by id.
    fn costliest(&self, s: &Scenario, id: &str) -> Vec<String> {
        let beyond = |m: &String| self.loss(s, id, m) - self.paid(m);
        let all: Vec<(f64, &String)> = self.contributions.keys().map(|m| (beyond(m), m)).collect();
        let sorted = crate::units::sorted(all, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        sorted.into_iter().map(|x| x.1.clone()).collect()
    }
}

/// A house's own tests: the costliest member, then the costliest two; none for what has no fund or no member.
#[must_use]
pub fn cover(s: &Scenario, id: &str) -> Vec<Test> {
    let Some(h) = house(s, id) else { return Vec::new() };
    let all = h.costliest(s, id);
    [1, 2].into_iter().filter_map(|n| Some(h.test(s, id, all.get(..n)?.to_vec()))).collect()
}

/// The same with every choice of one and of two members of the costliest: each alone, and each pair.
#[must_use]
pub fn cover_each(s: &Scenario, id: &str) -> Vec<Test> {
    let Some(h) = house(s, id) else { return Vec::new() };
    choices(&h.costliest(s, id)).into_iter().map(|members| h.test(s, id, members)).collect()
}

fn choices(all: &[String]) -> Vec<Vec<String>> {
    let few = all.get(..COSTLIEST.min(all.len())).unwrap_or_default();
    let alone = few.iter().map(|m| vec![m.clone()]);
    let pairs =
        few.iter().enumerate().flat_map(|(i, a)| few.iter().skip(i + 1).map(move |b| vec![a.clone(), b.clone()]));
    alone.chain(pairs).collect()
}

/// Runs the scenario with some members failed on tick 1 and none of its own events.
///
/// # Errors
/// What is wrong with the scenario, or that the run did not reach its end.
pub fn fall(s: &Scenario, id: &str, members: &[String]) -> Result<Fall, Problem> {
    let mut s = s.clone();
    s.events = members
        .iter()
        .map(|m| Event { id: format!("cover-{m}"), tick: 1, what: EventKind::Default { participant: m.clone() } })
        .collect();
    let (world, problems) = crate::check(&s);
    let Some(world) = world else {
        let first = problems.into_iter().find(|p| p.severity == crate::scenario::Severity::Error);
        return Err(first.unwrap_or_else(|| Problem::error(Code::BadValue, "", "it does not run")));
    };
    let trace = crate::run(&world);
    if let Some(stopped) = &trace.stopped {
        return Err(Problem::error(Code::Limit, "events", stopped.to_string()));
    }
    let last = trace.frames.last();
    let has_failed = |at: usize| {
        let state = last.and_then(|f| f.participants.get(at)).map(|p| p.state);
        matches!(state, Some(State::Failed | State::Recovered))
    };
    let failed: Vec<usize> = (0..trace.participants.len()).filter(|&at| has_failed(at)).collect();
    let is_house = |at: &&usize| trace.houses.iter().any(|h| h.house.at() == **at);
    let name = |at: &usize| trace.participants.get(*at).map(|p| p.id.clone());
    let over = last.into_iter().flat_map(|f| &f.borne).filter(|b| {
        let mine = trace.participants.get(b.house.at()).is_some_and(|p| p.id == id);
        mine && b.kind == crate::engine::LayerKind::Uncovered
    });
    let uncovered = Amount::new(over.map(|b| b.amount.quanta()).sum()).to_f64(trace.decimals());
    let houses = failed.iter().filter(is_house).filter_map(name).collect();
    Ok(Fall { members: members.to_vec(), failed: failed.len(), houses, uncovered })
}
