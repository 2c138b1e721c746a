//! Lending pools and positions with them: what is lent, what keepers left, prices that were read, what can be sold.

use super::{Facts, Shown};
use crate::app::words;
use interclear_core::analysis::repayment_for;
use interclear_core::engine::{OracleFrame, PoolFrame, PoolInfo, PositionFrame};
use interclear_core::journal::LinkKind;
use interclear_core::scenario::Mechanism;
use interclear_core::units::{Amount, AssetIx, ParticipantIx, sorted};

/// All about a pool, and about the positions of a borrower.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> Vec<Facts> {
    let pools = shown.trace.pools.iter().zip(&shown.frame.pools).filter(|(i, _)| i.pool == who);
    let mut all: Vec<Facts> = Vec::new();
    for (info, p) in pools {
        all.push(pool(shown, info, p));
        all.extend(liquidity(shown, who, p));
    }
    all.extend(prices(shown, who));
    let mine = shown.frame.positions.iter().filter(|p| p.borrower == who);
    all.extend(mine.map(|p| position(shown, p)));
    all
}

/// Positions shown of a pool.
const NAMED: usize = 6;

fn pool(shown: Shown<'_>, info: &PoolInfo, p: &PoolFrame) -> Facts {
    let lent = |amount: Amount| shown.units(info.lends, amount);
    let mut facts = Facts::of(format!("Lends {}", shown.label(info.lends)));
    facts.say("Lent", lent(p.loans), false);
    facts.say("Free to be withdrawn", lent(p.free), p.free <= Amount::ZERO && p.loans > Amount::ZERO);
    facts.say("Utilisation", words::percent((p.utilisation() * 1000.0).round() / 1000.0), p.utilisation() >= 0.999_5);
    if p.rate > 0.0 {
        facts.say("Rate, a year", words::percent((p.rate * 10_000.0).round() / 10_000.0), false);
    }
    if p.unhealthy > Amount::ZERO {
        facts.say("Below health 1 in this tick", lent(p.unhealthy), true);
    }
    if p.could > Amount::ZERO {
        facts.say("Of it could be liquidated", lent(p.could), false);
    }
    if p.lossy > Amount::ZERO {
        facts.say("Left: selling costs more than the bonus", lent(p.lossy), true);
    }
    if p.left > p.lossy {
        facts.say("Left: no keeper with means", lent(Amount::new(p.left.quanta() - p.lossy.quanta())), true);
    }
    if p.bad_debt > Amount::ZERO {
        facts.say("Bad debt so far", lent(p.bad_debt), true);
    }
    if p.hole > Amount::ZERO {
        facts.say("Of it borne by nobody yet", lent(p.hole), true);
    }
    let mine: Vec<&PositionFrame> = shown.frame.positions.iter().filter(|q| q.pool == info.pool).collect();
    let mine = sorted(mine, |a, b| a.health.total_cmp(&b.health).then(a.borrower.cmp(&b.borrower)));
    for q in mine.iter().take(NAMED) {
        // A loan that was never secured has no health.
        let bare = q.collateral <= Amount::ZERO;
        let health = if bare { "nothing posted".to_owned() } else { words::rounded(q.health, 3) };
        facts.say(format!("Health of {}", shown.trace.name(q.borrower)), health, !bare && q.health < 1.0);
    }
    if mine.len() > NAMED {
        facts.say("Other positions", (mine.len() - NAMED).to_string(), false);
    }
    facts
}

fn position(shown: Shown<'_>, p: &PositionFrame) -> Facts {
    let info = shown.trace.pools.iter().find(|i| i.pool == p.pool);
    let lends = info.map_or(shown.trace.numeraire, |i| i.lends);
    let mut facts = Facts::of(format!("Position with {}", shown.trace.name(p.pool)));
    facts.say("Debt", format!("{} {}", shown.units(lends, p.debt), shown.label(lends)), false);
    facts.say("Collateral, by its oracle", shown.money(p.collateral), false);
    facts.say("Health, liquidated below 1", words::rounded(p.health, 3), p.health < 1.0);
    if let Some(repaid) = to_safety(shown, p, lends) {
        facts.say(format!("Liquidated back to {SAFE}, repays"), shown.money(repaid), false);
    }
    for o in shown.frame.oracles.iter().filter(|o| o.who == p.pool && posted(shown, p, o.asset) > 0) {
        facts.say(format!("Price of {}, as it reads it", shown.label(o.asset)), words::price(o.price), false);
    }
    facts
}

/// A health at which a fall by a fifth is survived.
const SAFE: f64 = 1.25;

/// What a liquidation must repay of a position that may be liquidated to make it safe: of one with a single kind of
/// collateral and a debt in the numeraire, and where it can be done.
fn to_safety(shown: Shown<'_>, p: &PositionFrame, lends: AssetIx) -> Option<Amount> {
    let mut mine = shown.frame.oracles.iter().filter(|o| o.who == p.pool && posted(shown, p, o.asset) > 0);
    let only = mine.next().filter(|_| mine.next().is_none() && p.health < 1.0 && lends == shown.trace.numeraire)?;
    let asset = &shown.trace.assets.get(only.asset.at())?.id;
    let pool = &shown.trace.participants.get(p.pool.at())?.id;
    let runs = shown.scenario.participants.iter().filter(|x| x.id == *pool).flat_map(|x| &x.mechanisms);
    let mut markets = runs.flat_map(|m| match m {
        Mechanism::LendingPool { pool } => pool.markets.as_slice(),
        _ => &[],
    });
    let terms = markets.find(|m| m.asset == *asset)?;
    let (debt, collateral) = (p.debt.quanta() as f64, p.collateral.quanta() as f64);
    let repaid = repayment_for(SAFE, debt, collateral, (terms.threshold.get(), terms.bonus.get()))?;
    Some(Amount::new(repaid.ceil() as i64))
}

/// Units that a borrower has posted with a pool.
fn posted(shown: Shown<'_>, p: &PositionFrame, asset: AssetIx) -> i64 {
    let links = shown.trace.links.iter().zip(&shown.frame.links);
    let mine = links.filter(|(l, _)| l.link.kind == LinkKind::Collateral);
    mine.filter(|(l, _)| (l.from, l.to, l.asset) == (p.borrower, p.pool, asset)).map(|(_, now)| now.open.quanta()).sum()
}

/// What of a pool's collateral can be sold: within the discount that keepers get, they have no loss.
fn liquidity(shown: Shown<'_>, pool: ParticipantIx, p: &PoolFrame) -> Option<Facts> {
    let mut facts = Facts::columns("Collateral that can be sold".to_owned(), ["", "Posted", "At 2 %", "In the bonus"]);
    for o in shown.frame.oracles.iter().filter(|o| o.who == pool) {
        let Some(now) = shown.frame.assets.get(o.asset.at()) else { continue };
        let all = shown.frame.positions.iter().filter(|x| x.pool == pool).map(|x| posted(shown, x, o.asset)).sum();
        // Nothing limits what is sold in a market without a pool.
        let most = |value: Option<Amount>| value.map_or_else(|| "any".to_owned(), |v| shown.money(v));
        let bonus = if o.discount.get() > 0.0 { most(o.sells) } else { "\u{2013}".to_owned() };
        let figures = [shown.units(o.asset, Amount::new(all)), most(now.depth2), bonus];
        facts.row(shown.label(o.asset), figures, p.lossy > Amount::ZERO);
    }
    facts.some()
}

/// The prices that a participant's mechanisms read in the tick, beside those of the markets.
pub(super) fn prices(shown: Shown<'_>, who: ParticipantIx) -> Option<Facts> {
    let title = format!("Prices it read, {}", words::day(shown.trace, shown.frame.tick));
    let mut facts = Facts::columns(title, ["", "Read", "Market", "How"]);
    let pool = shown.trace.pools.iter().any(|i| i.pool == who);
    for o in shown.frame.oracles.iter().filter(|o| o.who == who) {
        let market = shown.frame.assets.get(o.asset.at()).map(|a| a.price).unwrap_or_default();
        let how = if pool { oracle(shown, o) } else { "last mark".to_owned() };
        let off = (o.price.get() - market.get()).abs() > market.get() * 0.01;
        facts.row(shown.label(o.asset), [words::price(o.price), words::price(market), how], off);
    }
    facts.some()
}

/// The kind of an oracle, how late it is and how far off.
fn oracle(shown: Shown<'_>, o: &OracleFrame) -> String {
    let mut how = shown.trace.oracle(o.who, o.asset).replace('-', " ");
    let unit = &shown.trace.unit;
    if o.lag > 0 {
        how += &format!(", {} late", words::count(o.lag as usize, unit, &format!("{unit}s")));
    }
    if o.error.get() != 0.0 {
        let way = if o.error.get() > 0.0 { "high" } else { "low" };
        how += &format!(", {} too {way}", Shown::percent(o.error.get().abs()));
    }
    how
}
