//! `scenario`: first which features a scenario has, then how much of each.

mod borrowers;
mod bridges;
mod collateral;
mod events;
mod exchange;
mod head;
mod lending;
mod links;
mod mechanisms;
mod parties;
mod parts;
mod pegs;
mod positions;
mod restaking;
mod runs;
mod settlement;
mod shocks;
mod spoilt;
mod tokens;

pub use spoilt::{SPOILT_WAYS, spoilt};

use crate::random::Random;
use interclear_core::Scenario;
use interclear_core::scenario::Equilibrium;
use interclear_core::units::{Amount, Decimal, Rate};
use std::collections::BTreeMap;

/// The numeraire of every drawn scenario.
const CASH: &str = "cash";

/// In how many of a hundred scenarios something is, and what draws it.
type Feature = (u64, fn(&mut Draft));

/// A feature is on or off as a whole: what is always there hides what goes wrong without it.
const FEATURES: [Feature; 21] = [
    (50, Draft::obligations),
    (30, Draft::ring),
    (45, Draft::deposits),
    (33, Draft::funds),
    (50, Draft::pledges),
    (30, Draft::chains),
    (45, Draft::trades),
    (45, Draft::depositors),
    (45, Draft::insolvency_rules),
    (20, Draft::covers),
    (20, Draft::backstops),
    (85, Draft::events),
    (44, Draft::lending),
    (25, Draft::bridges),
    (20, Draft::upgrades),
    (30, Draft::curves),
    (25, Draft::confidence),
    (20, Draft::orders),
    (12, Draft::peg_module),
    (12, Draft::algorithm),
    (25, Draft::hidden),
];

/// A scenario in the making.
struct Draft {
    rng: Random,
    s: Scenario,
    /// Ids of assets beside cash.
    tokens: Vec<String>,
    ids: Vec<String>,
    /// Hundredths not yet posted or paid in, by participant and asset.
    free: BTreeMap<(String, String), u64>,
    count: u32,
}

/// A scenario from a seed: sound by construction, 2 to 14 participants, 3 to 20 ticks.
#[must_use]
pub fn scenario(seed: u64) -> Scenario {
    let mut d = Draft {
        rng: Random(seed),
        s: Scenario::default(),
        tokens: Vec::new(),
        ids: Vec::new(),
        free: BTreeMap::new(),
        count: 0,
    };
    d.head(seed);
    d.rules();
    d.assets();
    d.participants();
    // Drawn apart, so that a scenario without tokens is the one it was.
    let mut apart = Random(!seed);
    let (tokens, stakes, secured) = (apart.chance(40), apart.chance(25), apart.chance(90));
    let exchanges = apart.chance(26);
    if tokens {
        d.claim_tokens();
    }
    for (percent, work) in FEATURES {
        if d.rng.chance(percent) {
            work(&mut d);
        }
    }
    if stakes {
        d.stakes();
        if secured {
            d.secured();
        }
    }
    if exchanges {
        d.exchanges();
    }
    if apart.chance(35) {
        d.positions(seed);
    }

    // Drawn last, for the same reason.
    d.rng = Random(seed ^ 0x5eed_0f5e_77ed);
    if d.rng.chance(20) {
        d.shocks();
    }
    if d.rng.chance(25) {
        d.settlement();
    }
    // Where several vectors clear, either is worth a look: the least is drawn too seldom by itself.
    if d.rng.chance(25) {
        d.s.rules.equilibrium = Equilibrium::Least;
    }
    d.s
}

/// So many hundredths.
fn hundredths(n: u64) -> Decimal {
    Decimal::from_quanta(Amount::new(n as i64), 2)
}

fn rate(value: f64) -> Rate {
    Rate::new(value).unwrap_or_default()
}

impl Draft {
    /// Two different participants.
    fn pair(&mut self) -> (String, String) {
        let n = self.ids.len() as u64;
        let a = self.rng.below(n);
        let b = (a + 1 + self.rng.below(n - 1)) % n;
        (self.ids[a as usize].clone(), self.ids[b as usize].clone())
    }

    fn next(&mut self, what: &str) -> String {
        self.count += 1;
        format!("{what}{:03}", self.count)
    }

    /// A tick of the run after the opening.
    fn tick(&mut self) -> u32 {
        self.rng.between(1, u64::from(self.s.clock.ticks)) as u32
    }

    /// An amount: often round, sometimes tiny, sometimes odd.
    fn amount(&mut self, most: u64) -> Decimal {
        let n = match self.rng.below(10) {
            0 => self.rng.between(1, 3),
            1..=3 => self.rng.between(1, most),
            _ => 100 * self.rng.between(1, most / 100),
        };
        hundredths(n)
    }

    fn free(&self, who: &str, asset: &str) -> u64 {
        self.free.get(&(who.to_owned(), asset.to_owned())).copied().unwrap_or(0)
    }

    /// Takes up to all of what somebody has of an asset; 0 when there is nothing.
    fn take(&mut self, who: &str, asset: &str) -> u64 {
        let free = self.free(who, asset);
        if free == 0 {
            return 0;
        }
        let amount = self.rng.between(1, free);
        self.free.insert((who.to_owned(), asset.to_owned()), free - amount);
        amount
    }
}
