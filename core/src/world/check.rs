//! `check`: a scenario to a world, or everything that is wrong with it.

mod names;

use super::counts::{controls, counts};
use super::{
    World, assets, bridge, canonical, custodian, events, exchange, fund, gain, lending, links, novation, participants,
    peg, restaking, settlement, shocks, spiral, staking, texts, upgrade,
};
use crate::scenario::limits as max;
use crate::scenario::{Code, Problem, Scenario, Severity, ids};
use crate::units::{Rate, sorted};
use litemap::LiteMap;
pub(super) use names::Names;

/// Turns a scenario into a world, when nothing is in its way; and all problems, warnings among them.
#[must_use]
pub fn check(scenario: &Scenario) -> (Option<World>, Vec<Problem>) {
    let mut problems = Vec::new();
    counts(scenario, &mut problems);
    if problems.iter().any(|p| p.severity == Severity::Error) {
        return (None, problems);
    }
    texts::check(scenario, &mut problems);
    let mut decimals = LiteMap::new();
    for a in &scenario.assets {
        decimals.insert(a.id.as_str(), a.decimals);
    }
    let mut names = Names {
        assets: ids::index("assets", scenario.assets.iter().map(|a| a.id.as_str()), &mut problems),
        participants: ids::index("participants", scenario.participants.iter().map(|p| p.id.as_str()), &mut problems),
        decimals,
        numeraire: &scenario.numeraire,
        problems,
        upgraded: false,
    };
    let world = build(scenario, &mut names);
    controls(scenario, &mut names.problems);
    let broken = names.problems.iter().any(|p| p.severity == Severity::Error);
    (if broken { None } else { world }, names.problems)
}

pub(super) fn build(s: &Scenario, n: &mut Names<'_>) -> Option<World> {
    rules(s, n);
    settlement::check(s, n);
    let numeraire = n.asset("numeraire", None);
    let assets = assets::build(s, n);
    let mut participants = participants::build(s, n);
    peg::fits(&assets, &participants, n);
    let mut books = links::build(s, n, &assets, &mut participants);
    let book = novation::build(s, n, &assets, &mut participants, &mut books.collateral);
    books.obligations = sorted(books.obligations, |a, b| a.id.cmp(&b.id));
    let events = events::build(s, n, (&books.obligations, &books.collateral));
    let draws = shocks::build(s, n);
    fund::pay_in(n, &mut participants);
    exchange::open(s, n, &mut participants, &assets, &events);
    custodian::lend_on(n, &mut participants, &books.deposits);
    staking::set_aside(&mut participants);
    restaking::fit(n, &participants);
    bridge::messages(s, n, &participants);
    lending::fit(s, n, &participants, &assets);
    let mut world = World {
        assets,
        participants,
        obligations: books.obligations,
        deposits: books.deposits,
        trades: books.trades,
        collateral: books.collateral,
        book,
        events,
        draws,
        numeraire: numeraire?,
        ticks: s.clock.ticks,
        days: s.clock.days.map_or(1.0, Rate::get),
        versions: Vec::new(),
        unit: s.clock.unit.clone(),
        rules: s.rules.clone(),
        seed: s.seed,
        canonical: canonical::bytes(s),
    };
    staking::claims(&world, n);
    let most = supply(&world, n);
    for (a, most) in world.assets.iter_mut().zip(most) {
        if let Some(claim) = &mut a.claim {
            claim.most = most;
        }
    }
    fund::warn_wrong_way(&world, n);
    // What each market is warned of is not said of all of them again.
    if !spiral::warn(&world, n) {
        gain::warn(&world, n);
    }
    world.versions = upgrade::versions(s, &world, n);
    Some(world)
}

/// Every asset's opening supply, and everything owed in it, fits; so does its value. Returns the larger of the two for
/// each asset.
fn supply(w: &World, n: &mut Names<'_>) -> Vec<i64> {
    let mut all = Vec::with_capacity(w.assets.len());
    for (i, a) in w.assets.iter().enumerate() {
        let held: i128 = w.participants.iter().filter_map(|p| p.holdings.get(i)).map(|&q| i128::from(q)).sum();
        let posted: i128 = w.collateral.iter().filter(|c| c.asset.at() == i).map(|c| i128::from(c.units)).sum();
        let owed: i128 =
            w.obligations.iter().chain(&w.deposits).filter(|d| d.asset.at() == i).map(|d| i128::from(d.amount)).sum();
        let legs = w.trades.iter().flat_map(|t| [t.deliver, t.pay]).filter(|leg| leg.0.at() == i);
        let owed = owed + legs.map(|leg| i128::from(leg.1)).sum::<i128>();
        let owed = owed + if i == w.numeraire.at() { fund::may_be_owed(w) } else { 0 };
        let rescues = w.events.iter().map(|(_, e)| if i == w.numeraire.at() { e.brings() } else { 0 });
        let held = held + i128::from(a.claim.map_or(0, |c| c.circulating));
        let held = held + rescues.map(i128::from).sum::<i128>();
        let held = held + w.events.iter().map(|(_, e)| i128::from(e.mints(i))).sum::<i128>();
        let staked = w.participants.iter().filter_map(|p| p.staking.as_ref()).filter(|s| s.asset.at() == i);
        let staked: i128 = staked.map(|s| i128::from(s.units)).sum();
        let held = held + staked + staking::may_come(w, i).min(1e30) as i128;
        let most = (held + posted).max(owed);
        all.push(most.clamp(0, i128::from(crate::units::Amount::SUPPLY_LIMIT)) as i64);
        let scale = crate::units::scale(w.assets.get(w.numeraire.at()).map_or(2, |x| x.decimals), a.decimals);
        let drawn = w.draws.as_ref().is_some_and(|d| d.assets.iter().any(|a| a.at() == i));
        let drawn = if drawn { max::MAX_SHOCK_FACTOR } else { 1.0 };
        let shocks: f64 = w.events.iter().map(|(_, e)| e.growth(i)).product::<f64>() * drawn;
        let value = most as f64 * a.price * scale * shocks;
        let limit = crate::units::Amount::SUPPLY_LIMIT;
        if most > i128::from(limit) || value.is_nan() || value > limit as f64 {
            let at = format!("assets/{}", a.id);
            n.problems.push(
                Problem::error(Code::Limit, at, "amounts of this asset, or their value, pass 2^52 quanta in all")
                    .hint("use fewer decimals or smaller amounts"),
            );
        }
    }
    all
}

fn rules(s: &Scenario, n: &mut Names<'_>) {
    let r = &s.rules;
    n.share("rules/recovery_assets", r.recovery_assets.get(), 0.0, 1.0);
    n.share("rules/recovery_interbank", r.recovery_interbank.get(), 0.0, 1.0);
    n.share("rules/counts_on_receipts", r.counts_on_receipts.get(), 0.0, 1.0);
    if r.estate_delay == 0 || r.estate_delay > max::MAX_TICKS {
        n.bad(
            "rules/estate_delay",
            format!("{} is not between 1 and {}", r.estate_delay, max::MAX_TICKS),
            "an estate pays one tick after the failure at the earliest",
        );
    }
    if s.clock.ticks == 0 || s.clock.ticks > max::MAX_TICKS {
        n.bad("clock/ticks", format!("{} is not between 1 and {}", s.clock.ticks, max::MAX_TICKS), "");
    }
    let days = s.clock.days.map_or(1.0, Rate::get);
    if days <= 0.0 || days > max::MAX_TICK_DAYS {
        let found = format!("{days} is not above 0 and at most {}", max::MAX_TICK_DAYS);
        n.bad("clock/days", found, "0.0417 is an hour");
    }
    if r.grace > max::MAX_TICKS {
        n.bad("rules/grace", format!("{} is more than {}", r.grace, max::MAX_TICKS), "");
    }
}
