//! Look-through: exposures through chains of claims, collateral counted, liens.
//!
//! *Linear look-through.* Each participant's assets stand behind all claims on it alike, so a unit of value of one
//! participant leads to what that one holds, in proportion, and so on: a walk. What of somebody's assets stands on another
//! is the part of the walk that comes by it; the walk ends in base assets. Where claims on a participant are more than its
//! assets, the rest stands on nothing. Seniority and own capital are left out: it is what a loss touches, not what it
//! takes. Rings are solved as they are, by elimination without subtraction (see [`walk`]).

mod liens;
mod walk;

use super::Engine;
use crate::state::{Look, State, Valuation, Via, wrap_depth};
use crate::trace::{BaseExposure, ClaimBy, DirectClaim, Exposure, KindExposure, LookThrough};
use crate::units::{Amount, AssetIx, LinkIx, ParticipantIx};
use crate::world::World;
use std::collections::BTreeMap;

impl Engine<'_> {
    /// What everybody stands on at the end of the tick reached.
    #[must_use]
    pub fn look_through(&self) -> LookThrough {
        of(&self.state, self.world.at(self.state.tick))
    }
}

/// Parts of each participant's assets: claims on others, and base assets.
pub(super) struct Parts {
    /// For each participant, the part of its assets that is claims on each other.
    pub on: Vec<BTreeMap<usize, f64>>,
    /// The part that is base assets or stands on nothing.
    pub ends: Vec<f64>,
}

fn parts(l: &Look) -> Parts {
    let mut p = Parts { on: Vec::new(), ends: Vec::new() };
    for (i, holds) in l.holds.iter().enumerate() {
        let all = l.worth.get(i).copied().unwrap_or(0).max(l.owed.get(i).copied().unwrap_or(0)).max(1) as f64;
        let mut on: BTreeMap<usize, f64> = BTreeMap::new();
        for h in holds {
            *on.entry(h.on.at()).or_default() += h.worth as f64 / all;
        }
        let base: i64 = l.base.get(i).map_or(0, |list| list.iter().map(|x| x.1).sum());
        let nothing = l.owed.get(i).copied().unwrap_or(0) - l.worth.get(i).copied().unwrap_or(0);
        p.ends.push((base + nothing.max(0)) as f64 / all);
        p.on.push(on);
    }
    p
}

fn of(s: &State, w: &World) -> LookThrough {
    let l = Look::of(s, w, &Valuation::of(s, w));
    let p = parts(&l);
    let decimals = w.assets.get(w.numeraire.at()).map_or(2, |a| a.decimals);
    let one = Amount::new(1).to_f64(decimals);
    let money = |quanta: f64| quanta * one;
    let worth: Vec<f64> = l.worth.iter().map(|&x| x as f64).collect();
    let (collateral, stacks) = liens::count(s, w);
    let mut out = LookThrough {
        tick: s.tick,
        worth: worth.iter().map(|&x| money(x)).collect(),
        wrap_depth: wrap_depth(s, w),
        collateral,
        liens: stacks,
        ..LookThrough::default()
    };
    let first = (w.obligations.len() + w.trades.len() + w.deposits.len()) as u32;
    for (of, holds) in (0u32..).map(ParticipantIx).zip(&l.holds) {
        out.claims.extend(holds.iter().map(|h| DirectClaim {
            of,
            on: h.on,
            by: match h.via {
                Via::Token(asset) => ClaimBy::Token(asset),
                Via::Debt => ClaimBy::Debt,
                Via::Collateral(at) => ClaimBy::Collateral(LinkIx(first + at)),
            },
            worth: money(h.worth as f64),
        }));
    }
    let n = l.worth.len();
    for on in 0..n {
        let reached = walk::reaches(&p, |i| i == on);
        for of in (0..n).filter(|&of| of != on) {
            let all = l.worth.get(of).max(l.owed.get(of)).copied().unwrap_or(0);
            let part = reached.get(of).copied().unwrap_or(0.0) * all as f64;
            if part > 0.0 {
                let own =
                    l.holds.get(of).into_iter().flatten().filter(|h| h.on.at() == on).map(|h| h.worth).sum::<i64>();
                let (of, on) = (ParticipantIx(of as u32), ParticipantIx(on as u32));
                out.exposures.push(Exposure { of, on, direct: money(own as f64), through: money(part) });
            }
        }
    }
    out.exposures = crate::units::sorted(out.exposures, |a, b| (a.of, a.on).cmp(&(b.of, b.on)));
    below(w, &l, &p, &worth, &mut out);
    out.base.iter_mut().for_each(|b| b.through = money(b.through));
    out.kinds.iter_mut().for_each(|k| k.through = money(k.through));
    out
}

/// Base assets and mechanisms below each participant, in quanta.
fn below(w: &World, l: &Look, p: &Parts, worth: &[f64], out: &mut LookThrough) {
    let n = worth.len();
    for asset in (0..w.assets.len() as u32).map(AssetIx) {
        let own: Vec<f64> = (0..n)
            .map(|i| {
                let mine = l.base.get(i).into_iter().flatten().filter(|x| x.0 == asset);
                let all = worth.get(i).copied().unwrap_or(0.0).max(l.owed.get(i).copied().unwrap_or(0) as f64);
                if all > 0.0 { mine.map(|x| x.1 as f64).sum::<f64>() / all } else { 0.0 }
            })
            .collect();
        if own.iter().all(|x| *x <= 0.0) {
            continue;
        }
        for (of, part) in walk::leads_to(p, &own).into_iter().enumerate().filter(|(_, part)| *part > 0.0) {
            // A participant that owes more than it has stands for what it has.
            let all = worth.get(of).copied().unwrap_or(0.0).max(l.owed.get(of).copied().unwrap_or(0) as f64);
            out.base.push(BaseExposure { of: ParticipantIx(of as u32), asset, through: part * all });
        }
    }
    let kinds: std::collections::BTreeSet<&str> = w.participants.iter().flat_map(|p| &p.kinds).copied().collect();
    for kind in kinds {
        let runs = |i: usize| w.participants.get(i).is_some_and(|p| p.kinds.contains(&kind));
        let reached = walk::reaches(p, runs);
        for of in 0..n {
            // From its own claims on: its own mechanism is no one's below it.
            let hit =
                |(&j, part): (&usize, &f64)| part * if runs(j) { 1.0 } else { reached.get(j).copied().unwrap_or(0.0) };
            let part: f64 = p.on.get(of).into_iter().flatten().map(hit).sum();
            let all = worth.get(of).copied().unwrap_or(0.0).max(l.owed.get(of).copied().unwrap_or(0) as f64);
            if part > 0.0 {
                out.kinds.push(KindExposure {
                    of: ParticipantIx(of as u32),
                    kind: kind.to_owned(),
                    through: part * all,
                });
            }
        }
    }
}
