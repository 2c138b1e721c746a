//! Upgrades: the same world with other parameters, from the tick of each on.

use super::check::{Names, build};
use super::events::millionths;
use super::{Shock, World};
use crate::scenario::{Event, EventKind, Problem, Scenario, Setting, control};
use crate::units::{Tick, sorted};

/// Whether a path names a parameter, and no amount that is there at the opening.
fn is_parameter(target: &str) -> bool {
    let parts: Vec<&str> = target.split('/').collect();
    match parts.as_slice() {
        ["rules", what] => !matches!(*what, "skin_in_the_game"),
        // The room of a chain; when batches come is in the dates of all debts.
        ["rules", "settlement", "capacity"] | ["rules", "settlement", "congestion", _] => true,
        // The time between blocks: how much interest and yield a tick brings, beside what it is to react in.
        ["clock", "days"] => true,
        ["participants", _, what @ ("opacity" | "cover_limit")] => !what.is_empty(),
        ["participants", _, "lines", _] => true,
        ["participants", _, "custodian", "relends"] => false,
        ["participants", _, mechanism, ..] => {
            let amounts = ["holdings", "free_cash", "contributions", "close_out", "default_fund"];
            parts.len() > 3 && !amounts.contains(mechanism) && parts.get(2..) != Some(&["staking", "share"])
        }
        ["assets", _, "discount"] => true,
        ["assets", _, part @ ("market" | "claim"), what] => {
            !matches!((*part, *what), ("market", "depth") | ("claim", "circulating"))
        }
        ["assets", _, "claim", "redemption", _] => true,
        ["collateral", _, what] => {
            matches!(*what, "reuse_cap" | "haircut" | "required_cover" | "seizure_discount" | "calls")
        }
        _ => false,
    }
}

/// The worlds after each upgrade of a scenario, with all upgrades before it.
pub(super) fn versions(s: &Scenario, world: &World, n: &mut Names<'_>) -> Vec<(Tick, World)> {
    let upgrades = s.events.iter().filter(|e| matches!(e.what, EventKind::Upgrade { .. }));
    let upgrades: Vec<&Event> = sorted(upgrades.collect(), |a, b| (a.tick, &a.id).cmp(&(b.tick, &b.id)));
    if upgrades.is_empty() {
        return Vec::new();
    }
    let mut now = s.clone();
    // An upgraded world has no upgrades of its own.
    now.events.retain(|e| !matches!(e.what, EventKind::Upgrade { .. }));
    let mut all = Vec::new();
    for e in upgrades {
        let EventKind::Upgrade { target, value, recalibrates, stale, .. } = &e.what else { continue };
        let at = format!("events/{}", e.id);
        if !is_parameter(target) {
            n.bad(
                &format!("{at}/target"),
                format!("`{}` is no parameter that an upgrade can change", target.escape_debug()),
                "for example participants/ID/lending_pool/close_factor, collateral/ID/haircut, rules/grace",
            );
            continue;
        }
        if let Err(mut problem) = control::set(&mut now, target, *value) {
            problem.at = format!("{at}/target");
            n.problems.push(problem);
            continue;
        }
        // Margins that are left stale must still name what they would change.
        let mut fit = now.clone();
        margins(&at, &mut fit, recalibrates, n);
        if !stale {
            now = fit;
        }
        match anew(&now, n) {
            Ok(mut version) => {
                keep_opening(&mut version, world);
                all.push((e.tick, version));
            }
            Err(why) => n.bad(
                &format!("{at}/value"),
                format!("{value} is not possible there: {}", why.message),
                "choose a value that the file itself could have",
            ),
        }
    }
    all
}

/// Sets the margins that suit a change.
fn margins(at: &str, s: &mut Scenario, all: &[Setting], n: &mut Names<'_>) {
    for (k, Setting { target, value }) in all.iter().enumerate() {
        let here = format!("{at}/recalibrates/{k}");
        if !is_parameter(target) {
            let what = format!("`{}` is no parameter that an upgrade can change", target.escape_debug());
            n.bad(&here, what, "for example collateral/ID/haircut");
        } else if let Err(mut problem) = control::set(s, target, *value) {
            problem.at = here;
            n.problems.push(problem);
        }
    }
}

/// The place of an upgrade among all upgrades.
pub(super) fn version(s: &Scenario, e: &Event) -> u32 {
    let before = |x: &&Event| matches!(x.what, EventKind::Upgrade { .. }) && (x.tick, &x.id) < (e.tick, &e.id);
    s.events.iter().filter(before).count() as u32
}

/// The announcement of an upgrade, and its tick.
pub(super) fn announced(s: &Scenario, e: &Event, n: &mut Names<'_>) -> Option<(Tick, Shock)> {
    let EventKind::Upgrade { target, value, announced, leaves, .. } = &e.what else { return None };
    let at = format!("events/{}", e.id);
    let leaves = n.share(&format!("{at}/leaves"), leaves.get(), 0.0, 1.0);
    let Some(tick) = *announced else {
        if leaves > 0.0 {
            n.conflict(&format!("{at}/leaves"), "nobody leaves before it is known", "give the tick it is announced");
        }
        return None;
    };
    if tick == 0 || tick > e.tick {
        let what = format!("tick {tick} is not between 1 and {}", e.tick);
        n.bad(&format!("{at}/announced"), what, "a change is announced before it holds, or on its own tick");
    }
    let mut parts = target.split('/');
    let who = (parts.next() == Some("participants")).then(|| parts.next()).flatten();
    let who = who.and_then(|id| n.participants.get(id).copied()).map(crate::units::ParticipantIx);
    let old = control::get(s, target).unwrap_or_default();
    Some((
        tick,
        Shock::Announced { version: version(s, e), old: millionths(old), new: millionths(*value), who, leaves },
    ))
}

/// Builds the world of a scenario; the first problem that is new with it when there is none.
fn anew(s: &Scenario, n: &Names<'_>) -> Result<World, Problem> {
    let mut names = Names {
        assets: n.assets.clone(),
        participants: n.participants.clone(),
        decimals: n.decimals.clone(),
        numeraire: n.numeraire,
        problems: Vec::new(),
        upgraded: true,
    };
    let world = build(s, &mut names);
    let error = names.problems.into_iter().find(|p| p.severity == crate::scenario::Severity::Error);
    match (world, error) {
        (Some(world), None) => Ok(world),
        (_, Some(error)) => Err(error),
        (None, None) => Err(Problem::error(crate::scenario::Code::BadValue, "", "it makes no world")),
    }
}

/// What was there at the opening does not change with a parameter that sized it.
fn keep_opening(version: &mut World, world: &World) {
    for (new, old) in version.participants.iter_mut().zip(&world.participants) {
        new.holdings.clone_from(&old.holdings);
        if let (Some(new), Some(old)) = (&mut new.staking, &old.staking) {
            new.units = old.units;
        }
    }
    for (new, old) in version.obligations.iter_mut().zip(&world.obligations) {
        new.amount = old.amount;
    }
    for (new, old) in version.deposits.iter_mut().zip(&world.deposits) {
        new.amount = old.amount;
    }
    for (new, old) in version.collateral.iter_mut().zip(&world.collateral) {
        new.units = old.units;
    }
    version.events.clone_from(&world.events);
    version.canonical.clone_from(&world.canonical);
}
