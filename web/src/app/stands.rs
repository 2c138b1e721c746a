//! What a participant or a token stands on, through chains of claims: a tree, exposures, liens and collateral counted.

use super::{engine, words};
use interclear_core::engine::{ClaimBy, CollateralCount, DirectClaim, Frame, LookThrough, State, Trace};
use interclear_core::scenario::Scenario;
use interclear_core::units::{AssetIx, ParticipantIx, Tick, sorted};

/// Levels of the tree that are shown, and branches of each.
const DEEP: usize = 4;
const WIDE: usize = 5;
/// Rows of a list.
const LONG: usize = 8;

/// A branch of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// How far from the top.
    pub depth: usize,
    /// What it is: `stETH of Lido`.
    pub words: String,
    /// More about it: `wrapped 2 deep`.
    pub note: String,
    /// What it is worth in what stands on it, in units of the numeraire.
    pub worth: f64,
    /// What is wrong with whoever owes it.
    pub flaw: Option<&'static str>,
    /// Whether something below it is wrong.
    pub inherits: bool,
}

/// An exposure as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// To whom or what.
    pub name: String,
    /// By claims of its own, in units of the numeraire.
    pub direct: f64,
    /// In all: by its own claims and through others.
    pub through: f64,
}

/// Units with all who have a claim on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// How many of what.
    pub units: String,
    /// Names from the first pledger to the last holder.
    pub names: Vec<String>,
    /// Whether the last has them in its box.
    pub there: bool,
}

/// How often an asset is claimed as collateral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The asset.
    pub name: String,
    /// Units posted, units that links say are owed back, what one unit of lending value lends in all.
    pub figures: [String; 3],
    /// Whether more is claimed than there is.
    pub over: bool,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stands {
    /// The building blocks, from the top.
    pub tree: Vec<Branch>,
    /// Base assets at the end of all chains.
    pub base: Vec<Weight>,
    /// Of a participant: to whom it is exposed. Of a token: who is exposed to its issuer.
    pub exposed: Vec<Weight>,
    /// Mechanisms below, whose flaws are inherited.
    pub kinds: Vec<Weight>,
    /// Liens.
    pub liens: Vec<Stack>,
    /// Collateral.
    pub collateral: Vec<Count>,
}

/// Looks through a scenario at a tick; nothing when it does not run.
#[must_use]
pub fn look(scenario: &Scenario, tick: Tick) -> Option<LookThrough> {
    engine::look_through(scenario, tick)
}

/// A run, a frame of it and what is seen through it.
#[derive(Clone, Copy, Debug)]
pub struct Through<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// The tick, as it ended.
    pub frame: &'a Frame,
    /// What is seen.
    pub look: &'a LookThrough,
}

impl Through<'_> {
    /// What a participant stands on.
    #[must_use]
    pub fn of_participant(self, who: ParticipantIx) -> Stands {
        let mine = self.look.exposures.iter().filter(|e| e.of == who);
        let exposed = mine.map(|e| self.weight(e.on, e.direct, e.through)).collect();
        let ends = |links: &[u32]| {
            let of = |l: &u32| self.trace.links.get(*l as usize).is_some_and(|l| l.from == who || l.to == who);
            links.iter().any(of)
        };
        let (liens, collateral) = self.pledged(&|_, links| ends(links));
        Stands { exposed: heaviest(exposed), liens, collateral, ..self.below(who) }
    }

    /// What a token stands on, and who is exposed to whoever issued it.
    #[must_use]
    pub fn of_asset(self, asset: AssetIx, issuer: Option<ParticipantIx>) -> Stands {
        let (liens, collateral) = self.pledged(&|a, _| a == asset);
        let Some(issuer) = issuer else { return Stands { liens, collateral, ..Stands::default() } };
        let others = self.look.exposures.iter().filter(|e| e.on == issuer && e.of != issuer);
        let exposed = others.map(|e| self.weight(e.of, e.direct, e.through)).collect();
        Stands { exposed: heaviest(exposed), liens, collateral, ..self.below(issuer) }
    }

    /// Blocks, base assets and mechanisms below a participant.
    fn below(self, who: ParticipantIx) -> Stands {
        let mut tree = Vec::new();
        let worth = self.look.worth.get(who.at()).copied().unwrap_or(0.0);
        self.grow(&mut tree, &mut vec![who], worth);
        let base = self.look.base.iter().filter(|b| b.of == who);
        let base = base.map(|b| Weight { name: self.asset(b.asset), direct: 0.0, through: b.through }).collect();
        let kinds = self.look.kinds.iter().filter(|k| k.of == who);
        let kind = |word: &str| words::capital(&word.replace('_', " "));
        let kinds = kinds.map(|k| Weight { name: kind(&k.kind), direct: 0.0, through: k.through }).collect();
        Stands { tree, base: heaviest(base), kinds: heaviest(kinds), ..Stands::default() }
    }

    /// Adds what the last of a chain has claims on, worth this much to the first; says whether anything there is wrong.
    fn grow(self, tree: &mut Vec<Branch>, chain: &mut Vec<ParticipantIx>, worth: f64) -> bool {
        let Some(who) = chain.last().copied() else { return false };
        let whole = self.look.worth.get(who.at()).copied().unwrap_or(0.0);
        let claims: Vec<&DirectClaim> = self.look.claims.iter().filter(|c| c.of == who && c.worth > 0.0).collect();
        let claims = sorted(claims, |a, b| b.worth.total_cmp(&a.worth).then((a.on, a.by).cmp(&(b.on, b.by))));
        let mut flawed = false;
        for claim in claims.iter().take(WIDE) {
            let part = if whole > 0.0 { worth * (claim.worth / whole).min(1.0) } else { 0.0 };
            let at = tree.len();
            let round = chain.contains(&claim.on);
            let (words, mut note) = self.claim(claim);
            if round {
                note = "and so round".to_owned();
            }
            let flaw = self.flaw(claim.on);
            tree.push(Branch { depth: chain.len() - 1, words, note, worth: part, flaw, inherits: false });
            let mut below = false;
            if !round && chain.len() < DEEP {
                chain.push(claim.on);
                below = self.grow(tree, chain, part);
                chain.pop();
            }
            if let Some(branch) = tree.get_mut(at) {
                branch.inherits = below;
            }
            flawed |= below || flaw.is_some();
        }
        if claims.len() > WIDE {
            let rest: f64 = claims.iter().skip(WIDE).map(|c| c.worth).sum();
            let worth = if whole > 0.0 { worth * (rest / whole).min(1.0) } else { 0.0 };
            let words = words::count(claims.len() - WIDE, "smaller claim", "smaller claims");
            let depth = chain.len() - 1;
            tree.push(Branch { depth, words, note: String::new(), worth, flaw: None, inherits: false });
        }
        flawed
    }

    fn claim(self, claim: &DirectClaim) -> (String, String) {
        let on = self.trace.name(claim.on);
        match claim.by {
            ClaimBy::Token(asset) => {
                let depth = self.look.wrap_depth.get(asset.at()).copied().unwrap_or(0);
                let note = if depth > 1 { format!("wrapped {depth} deep") } else { String::new() };
                (format!("{} of {on}", self.asset(asset)), note)
            }
            ClaimBy::Debt => (format!("Debt of {on}"), String::new()),
            ClaimBy::Collateral(_) => (format!("Collateral that {on} owes back"), String::new()),
        }
    }

    /// What is wrong with a participant at the tick.
    fn flaw(self, who: ParticipantIx) -> Option<&'static str> {
        let p = self.frame.participants.get(who.at())?;
        match p.state {
            State::Failed => Some("failed"),
            State::Late => Some("late"),
            _ if p.marks.insolvent => Some("insolvent"),
            _ if p.marks.out => Some("out of service"),
            _ => None,
        }
    }

    fn weight(self, who: ParticipantIx, direct: f64, through: f64) -> Weight {
        Weight { name: self.trace.name(who).to_owned(), direct, through }
    }

    fn asset(self, asset: AssetIx) -> String {
        self.trace.assets.get(asset.at()).map_or(String::new(), |a| a.label.clone())
    }

    /// Liens that a test lets through, and the counts of their assets.
    fn pledged(self, keep: &dyn Fn(AssetIx, &[u32]) -> bool) -> (Vec<Stack>, Vec<Count>) {
        let links = |stack: &interclear_core::engine::LienStack| stack.links.iter().map(|l| l.0).collect::<Vec<_>>();
        let kept: Vec<_> = self.look.liens.iter().filter(|s| keep(s.asset, &links(s))).collect();
        let stack = |s: &&interclear_core::engine::LienStack| {
            let ends = |l: &u32| self.trace.links.get(*l as usize);
            let all = links(s);
            let first = all.first().and_then(ends).map(|l| self.trace.name(l.from).to_owned());
            let holders = all.iter().filter_map(ends).map(|l| self.trace.name(l.to).to_owned());
            let units = format!("{} {}", words::rounded(s.units, 2), self.asset(s.asset));
            Stack { units, names: first.into_iter().chain(holders).collect(), there: s.there }
        };
        let count = |c: &CollateralCount| Count {
            name: self.asset(c.asset),
            figures: [c.posted, c.claimed, c.multiplier].map(|v| words::rounded(v, 2)),
            over: c.claimed > c.posted * 1.000_001,
        };
        let counted = self.look.collateral.iter().filter(|c| kept.iter().any(|s| s.asset == c.asset));
        (kept.iter().take(LONG).map(stack).collect(), counted.map(count).collect())
    }
}

/// The heaviest, in their order.
fn heaviest(all: Vec<Weight>) -> Vec<Weight> {
    let all = all.into_iter().filter(|w| w.through > 0.0).collect();
    let mut all = sorted(all, |a: &Weight, b: &Weight| b.through.total_cmp(&a.through).then(a.name.cmp(&b.name)));
    all.truncate(LONG);
    all
}

#[cfg(test)]
mod tests;
