//! What frames say of margin exchanges: books and marks, what stands behind a liquidation, the queue of winners, who was cut
//! back, where positions would be liquidated; and of a participant its accounts there.

use super::{Facts, Shown};
use crate::app::words;
use interclear_core::engine::{LIQUIDATION_BINS, OwnBookFrame, VenueFrame, VenueInfo};
use interclear_core::units::{Amount, ParticipantIx, Price};

/// All of a venue, and of a holder of accounts; nothing of anybody else.
pub(super) fn of(shown: Shown<'_>, who: ParticipantIx) -> Vec<Facts> {
    let all = || shown.trace.venues.iter().zip(&shown.frame.venues);
    let mut found: Vec<Facts> = Vec::new();
    for (info, f) in all().filter(|(info, _)| info.who == who) {
        found.extend([state(shown, info, f), markets(shown, info, f)]);
        found.extend(margins(shown, info, f).some());
        found.extend(queue(shown, info, f).some());
        found.extend(cuts(shown, info, f).some());
        found.extend(
            info.markets.iter().enumerate().filter_map(|(at, _)| prices(shown, info, at, f.markets.get(at)?).some()),
        );
    }
    found.extend(all().filter_map(|(info, f)| accounts(shown, who, info, f).some()));
    found
}

fn price(value: f64) -> String {
    Price::new(value).map_or_else(|_| "none".to_owned(), words::price)
}

/// A size with its side.
fn size(shown: Shown<'_>, info: &VenueInfo, market: u32, amount: Amount) -> String {
    let units = |q: i64| info.markets.get(market as usize).map_or(String::new(), |&a| shown.units(a, Amount::new(q)));
    match amount.quanta() {
        0 => "none".to_owned(),
        q if q > 0 => format!("long {}", units(q)),
        q => format!("short {}", units(-q)),
    }
}

fn state(shown: Shown<'_>, info: &VenueInfo, f: &VenueFrame) -> Facts {
    let mut facts = Facts::of(format!("Margin exchange, {}", words::day(shown.trace, shown.frame.tick)));
    if f.closed {
        facts.say("State", "failed: balances are claims on its estate", true);
    }
    facts.say("Marks at the", &*info.mark, false);
    facts.say("Accounts with a position", words::rounded(f64::from(f.open), 0), false);
    facts.say("Below maintenance at the mark", words::rounded(f64::from(f.below), 0), f.below > 0);
    if info.has_vault {
        let full = if f.vault_full { ", full" } else { "" };
        facts.say("Backstop vault", format!("{}{full}", shown.money(f.vault)), f.vault_full || f.vault < Amount::ZERO);
    }
    facts.say("Insurance fund", shown.money(f.fund), f.fund == Amount::ZERO);
    facts.say("Liquidated so far", shown.money(f.liquidated_so_far), f.liquidated_so_far > Amount::ZERO);
    facts.say("Deleveraging asks", &*info.rule, false);
    if f.cuts_so_far > 0 {
        facts.say("Winners cut back so far", words::rounded(f64::from(f.cuts_so_far), 0), true);
        facts.say("Profit forgone so far", shown.money(f.taken_so_far), true);
        facts.say(
            "Overshoot: more than was lacking",
            shown.money(f.overshoot_so_far),
            f.overshoot_so_far > Amount::ZERO,
        );
    }
    if f.uncovered_so_far > Amount::ZERO {
        facts.say("Covered by nothing so far", shown.money(f.uncovered_so_far), true);
    }
    facts
}

fn markets(shown: Shown<'_>, info: &VenueInfo, f: &VenueFrame) -> Facts {
    let head = ["market", "own book", "index", "mark", "open", "makers", "vault"];
    let mut facts = Facts::columns("Contracts".to_owned(), head);
    for (at, (&asset, m)) in info.markets.iter().zip(&f.markets).enumerate() {
        let off = (m.book - m.index).abs() > 0.02 * m.index;
        let carried = |amount| size(shown, info, at as u32, amount);
        let row = [
            price(m.book),
            price(m.index),
            price(m.mark),
            shown.units(asset, m.long),
            carried(m.makers),
            carried(m.vault),
        ];
        facts.row(shown.label(asset), row, off);
    }
    facts
}

fn margins(shown: Shown<'_>, info: &VenueInfo, f: &VenueFrame) -> Facts {
    let mut facts = Facts::columns("Margin".to_owned(), ["asset", "own book", "index", "counts at", "posted"]);
    for (&asset, s) in info.margins.iter().zip(&f.spots) {
        let off = (s.book - s.index).abs() > 0.02 * s.index;
        facts.row(
            shown.label(asset),
            [price(s.book), price(s.index), price(s.counts), shown.units(asset, s.units)],
            off,
        );
    }
    facts
}

/// Whose an account is, in a cell.
fn whose(shown: Shown<'_>, info: &VenueInfo, account: u32) -> String {
    info.holder(account).map_or_else(|| info.account(account), |who| shown.trace.name(who).to_owned())
}

fn queue(shown: Shown<'_>, info: &VenueInfo, f: &VenueFrame) -> Facts {
    let mut facts = Facts::columns("First in the queue of winners".to_owned(), ["account", "size", "profit", "score"]);
    for q in &f.queue {
        let units = info.markets.get(q.market as usize).map_or(String::new(), |&a| shown.units(a, q.size));
        let score = words::rounded(q.score, 3);
        facts.row(whose(shown, info, q.account), [units, shown.money(q.profit), score], false);
    }
    facts
}

fn cuts(shown: Shown<'_>, info: &VenueInfo, f: &VenueFrame) -> Facts {
    let title = format!("Cut back: {} of the winners", f.cut);
    let mut facts = Facts::columns(title, ["account", "closed", "of", "forgone", "hedge"]);
    for c in &f.cuts {
        let asset = info.markets.get(c.market as usize).copied();
        let units = |amount| asset.map_or(String::new(), |a| shown.units(a, amount));
        let hedge = c.naked.map_or_else(String::new, |left| format!("lost: {}", size(shown, info, c.market, left)));
        let row = [units(c.size), units(c.of), shown.money(c.profit), hedge];
        facts.row(whose(shown, info, c.account), row, c.naked.is_some());
    }
    facts
}

/// What would be liquidated at which distance of the mark.
fn prices(shown: Shown<'_>, info: &VenueInfo, market: usize, m: &OwnBookFrame) -> Facts {
    let name = info.markets.get(market).map_or(String::new(), |&a| shown.label(a));
    let mut facts = Facts::columns(format!("Liquidated when {name} moves by"), ["move", "value of positions"]);
    let bins = m.liquidation.iter().enumerate().filter(|(_, value)| **value > Amount::ZERO);
    for (at, &value) in bins {
        let edge = |at: usize| (100 * at / LIQUIDATION_BINS) as i64 - 50;
        let name = format!("{} to {} %", signed(edge(at)), signed(edge(at + 1)));
        facts.row(name, [shown.money(value)], false);
    }
    facts
}

fn signed(percent: i64) -> String {
    if percent < 0 { format!("\u{2212}{}", -percent) } else { percent.to_string() }
}

/// Accounts of a participant at a venue.
fn accounts(shown: Shown<'_>, who: ParticipantIx, info: &VenueInfo, f: &VenueFrame) -> Facts {
    let title = format!("Positions with {}", shown.trace.name(info.who));
    let head = ["market", "size", "entry", "mark", "liquidated at", "equity", "must keep"];
    let mut facts = Facts::columns(title, head);
    for l in f.legs.iter().filter(|l| info.holder(l.account) == Some(who)) {
        let asset = info.markets.get(l.market as usize).copied();
        let mark = f.markets.get(l.market as usize).map_or(0.0, |m| m.mark);
        let row = [
            size(shown, info, l.market, l.size),
            price(l.entry),
            price(mark),
            l.liquidation.map_or_else(|| "no price".to_owned(), price),
            shown.money(l.equity),
            shown.money(l.maintenance),
        ];
        facts.row(asset.map_or(String::new(), |a| shown.label(a)), row, l.equity < l.maintenance);
    }
    facts
}

#[cfg(test)]
mod tests;
