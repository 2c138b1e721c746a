//! Positions in contracts, from the scenario's terms, the marks and what frames show of accounts and margins.

use super::{Held, Seen, ensure};
use interclear_core::engine::{AccountFrame, AccountInfo, BookFrame, BookInfo, MarginInfo};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::{Contract, EventKind, Margin, Mechanism, Novation, Payoff};
use interclear_core::units::ParticipantIx;

fn book<'a>(v: &'a Seen<'_>) -> Option<(&'a BookInfo, &'a BookFrame)> {
    Some((v.trace.book.as_ref()?, v.frame.book.as_ref()?))
}

/// The accounts of a house, or all of one pair.
fn accounts<'a>(info: &'a BookInfo, f: &'a BookFrame) -> impl Iterator<Item = (&'a AccountInfo, &'a AccountFrame)> {
    info.accounts.iter().zip(&f.accounts)
}

pub(super) fn long_equals_short(v: &Seen<'_>) -> Held {
    let Some((info, f)) = book(v) else { return Ok(()) };
    for at in 0..info.contracts.len() {
        let id = &info.contracts[at].id;
        for (x, own) in accounts(info, f).filter(|(x, _)| x.cleared) {
            let all: i64 = accounts(info, f).filter(|(y, _)| y.cleared && y.b == x.b).map(|(_, y)| y.lines[at]).sum();
            ensure(all == 0, || format!("{}: {all} too many of {id}", v.id(x.b)))?;
            ensure(!own.closed || own.lines[at] == 0, || format!("closed with {} of {id}", own.lines[at]))?;
        }
        // No more contracts than the scenario's positions put there.
        let most: i64 = v.s.positions.iter().filter(|p| &p.contract == id).map(|p| i64::from(p.quantity)).sum();
        let open = f.contracts[at].open_interest as i64;
        ensure(open <= most, || format!("{open} of {id} are open, out of {most}"))?;
    }
    Ok(())
}

pub(super) fn variation_sums_to_nothing(v: &Seen<'_>) -> Held {
    let Some((info, f)) = book(v) else { return Ok(()) };
    for (x, _) in accounts(info, f).filter(|(x, _)| x.cleared) {
        let of = |y: &AccountFrame| y.gained.quanta() + y.unsettled.quanta();
        let sum: i64 = accounts(info, f).filter(|(y, _)| y.cleared && y.b == x.b).map(|(_, y)| of(y)).sum();
        ensure(sum == 0, || format!("{}: {sum} more gained than lost", v.id(x.b)))?;
    }
    // What each side gained in all its accounts is what the lines say.
    for who in (0..=v.trace.participants.len() as u32).map(ParticipantIx) {
        let side = |x: &AccountInfo| i64::from(x.a == who) - i64::from(x.b == who);
        let settled: i64 = accounts(info, f).map(|(x, y)| side(x) * y.settled.quanta()).sum();
        let lines = v.entries.iter().filter(|e| e.kind == EntryKind::Variation);
        let told: i64 =
            lines.map(|e| (i64::from(e.other == Some(who)) - i64::from(e.who == Some(who))) * e.amount.quanta()).sum();
        ensure(settled == told, || format!("{}: {settled} settled, {told} told", v.id(who)))?;
    }
    // And the sum of this tick is what the accounts had gained by now, less what they had by the tick before.
    let Some(last) = v.last.and_then(|l| l.book.as_ref()) else { return Ok(()) };
    for ((_, now), was) in accounts(info, f).zip(&last.accounts) {
        let grew = now.gained.quanta() - was.gained.quanta();
        ensure(grew == now.settled.quanta(), || format!("{was:?}, then {now:?}"))?;
    }
    Ok(())
}

/// The normal distribution's cumulative function.
fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// What one contract is worth in quanta, not rounded: futures at the spot, options by Black and Scholes at no interest.
fn worth(v: &Seen<'_>, c: &Contract, spot: f64, volatility: f64, days: f64) -> f64 {
    let each = match &c.payoff {
        Payoff::Option { put, strike, expires } => {
            let years = f64::from(expires.saturating_sub(v.tick)) * days / 365.0;
            let (k, s) = (strike.get(), volatility * years.sqrt());
            let call = if s > 0.0 && spot > 0.0 {
                let d = libm::log(spot / k) / s + s / 2.0;
                spot * normal(d) - k * normal(d - s)
            } else {
                (spot - k).max(0.0)
            };
            if *put { (call - spot + k).max(0.0) } else { call }
        }
        _ => spot,
    };
    each * c.size.to_f64() * 10f64.powi(i32::from(v.trace.decimals()))
}

/// How much the shocks so far have changed the volatility of an asset.
fn shaken(v: &Seen<'_>, asset: u32) -> f64 {
    let all = v.trace.journal.entries.iter().take(v.first + v.entries.len());
    let last = all.rev().find(|e| e.kind == EntryKind::VolatilityShock && e.asset.is_some_and(|a| a.0 == asset));
    last.map_or(1.0, |e| e.amount.quanta() as f64 / 1e6)
}

/// Whether trading in contracts on an asset is suspended in this tick.
fn suspended(v: &Seen<'_>, asset: &str) -> bool {
    v.s.events.iter().any(|e| match &e.what {
        EventKind::Suspension { asset: of, ticks } => of == asset && (e.tick..e.tick + ticks).contains(&v.tick),
        _ => false,
    })
}

pub(super) fn contracts_at_mark(v: &Seen<'_>) -> Held {
    let Some((info, f)) = book(v) else { return Ok(()) };
    let days = v.terms.clock.days.map_or(1.0, |d| d.get());
    for (at, (i, shown)) in info.contracts.iter().zip(&f.contracts).enumerate() {
        let Some(c) = v.terms.contracts.iter().find(|c| c.id == i.id) else { return Err(format!("no {}", i.id)) };
        if suspended(v, &c.underlying) {
            // Futures stay where they were.
            let was = v.last.and_then(|l| l.book.as_ref()).and_then(|b| b.contracts.get(at)).map(|c| c.price);
            let option = matches!(c.payoff, Payoff::Option { .. });
            ensure(option || was == Some(shown.price), || format!("{}: {was:?}, then {shown:?}", i.id))?;
            continue;
        }
        let spot = v.marks.get(i.underlying.at()).copied().unwrap_or(0.0);
        let volatility = c.volatility.get() * shaken(v, i.underlying.0);
        let exact = worth(v, c, spot, volatility, days);
        let near = (shown.price.quanta() as f64 - exact).abs() <= 0.51 + exact * 1e-9;
        // Where a price has run away, the settlement price stops at a limit.
        ensure(near || shown.price.quanta() as f64 <= exact && exact > 1e9, || {
            format!("{}: {exact}, shown {shown:?}", i.id)
        })?;
    }
    Ok(())
}

/// The margin terms of a holder in this tick.
fn terms<'a>(v: &'a Seen<'_>, m: &MarginInfo) -> Option<&'a Margin> {
    let p = v.terms.participants.iter().find(|p| p.id == v.id(m.holder))?;
    p.mechanisms.iter().find_map(|x| if let Mechanism::Margin { margin } = x { Some(margin.as_ref()) } else { None })
}

/// What is missing is called; and where margin is plain (normal moves, steady volatility, no options, settled every tick)
/// what is asked for is the quantile of the move of what is held, underlying by underlying.
pub(super) fn margin_called(v: &Seen<'_>) -> Held {
    let Some((info, f)) = book(v) else { return Ok(()) };
    for (m, shown) in info.margins.iter().zip(&f.margins) {
        if v.failed(m.poster) || v.failed(m.holder) || v.tick == 0 || m.through.is_some_and(|who| v.failed(who)) {
            continue;
        }
        let missing = (shown.required.quanta() - shown.posted.quanta()).max(0);
        let told = (0..=missing).contains(&shown.missing.quanta());
        ensure(told, || format!("{} with {}: {shown:?}", v.id(m.poster), v.id(m.holder)))?;
        let Some(t) = terms(v, m) else { return Err(format!("{} asks for no margin", v.id(m.holder))) };
        let waits = super::calls::called_by(v, m.poster);
        ensure(shown.missing.quanta() == 0 || t.deadline > 0 || waits, || {
            format!("{} goes on: {shown:?}", v.id(m.poster))
        })?;
        let options = v.s.contracts.iter().any(|c| matches!(c.payoff, Payoff::Option { .. }));
        let still = v.s.events.iter().any(|e| matches!(e.what, EventKind::Suspension { .. }));
        let plain = !still && !m.net && t.freedom.is_none() && t.memory.get() >= 1.0 && t.cycle == 1 && !options;
        // What is passed on after the calls of a tick is called on the next.
        let passed = v.entries.iter().any(|e| {
            matches!(e.kind, EntryKind::TakenOver | EntryKind::BookTaken | EntryKind::Terminated | EntryKind::Ported)
        });
        let gross = v.s.rules.novation == Some(Novation::BilateralGross);
        if plain && !passed && !gross {
            asked(v, (info, f), m, t, shown.required.quanta())?;
        }
    }
    Ok(())
}

fn asked(v: &Seen<'_>, (info, f): (&BookInfo, &BookFrame), m: &MarginInfo, t: &Margin, required: i64) -> Held {
    // The quantile by bisection.
    let (mut low, mut high) = (0.0, 10.0);
    for _ in 0..80 {
        let mid = (low + high) / 2.0;
        if normal(mid) < t.confidence.get() { low = mid } else { high = mid }
    }
    let reach = low * (t.period.get() / 365.0).sqrt();
    let mut exact = 0.0;
    let mut count = 0;
    for asset in 0..v.trace.assets.len() as u32 {
        let (mut held, mut most, mut of) = (0.0, 0.0f64, 0);
        for (at, c) in info.contracts.iter().enumerate().filter(|(_, c)| c.underlying.0 == asset) {
            // A client's margin is asked for on what it has with its member.
            let side = |x: &AccountInfo| match m.through {
                Some(member) => i64::from((x.a, x.b, x.carried) == (m.poster, member, Some(m.holder))),
                None if x.clients || x.carried.is_some() => 0,
                None => i64::from((x.a, x.b) == (m.poster, m.holder)) - i64::from((x.b, x.a) == (m.poster, m.holder)),
            };
            let lines: i64 = accounts(info, f).map(|(x, y)| side(x) * y.lines[at]).sum();
            let Some(spec) = v.terms.contracts.iter().find(|x| x.id == c.id).filter(|_| lines != 0) else { continue };
            held += lines as f64 * worth(v, spec, 1.0, 0.0, 1.0);
            most = most.max(spec.volatility.get() * shaken(v, asset));
            of += lines.abs();
        }
        let spot = v.marks.get(asset as usize).copied().unwrap_or(0.0);
        // A price does not fall below nothing; a short loses without such an end.
        let move_ = if held > 0.0 { (reach * most).min(1.0) } else { reach * most };
        exact += held.abs() * spot * move_;
        count += of;
    }
    let near = (required as f64 - exact).abs() <= count as f64 + 1.0 + exact * 1e-9;
    ensure(near || exact > 1e12, || format!("{} asks {} for {required}, not {exact}", v.id(m.holder), v.id(m.poster)))
}
