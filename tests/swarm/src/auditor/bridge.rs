//! Forged messages, pauses and hidden links, from the scenario's own words and the lines of the journal.

use super::ledger::{has, scale, value};
use super::{Held, Seen, ensure};
use interclear_core::Scenario;
use interclear_core::engine::Account;
use interclear_core::journal::{Entry, EntryKind, LinkKind};
use interclear_core::scenario::{Bridge, Event, EventKind, Mechanism, control};
use interclear_core::units::{AssetIx, ParticipantIx};
use std::borrow::Cow;

/// The scenario with all upgrades that hold in a tick.
pub(super) fn terms(s: &Scenario, tick: u32) -> Cow<'_, Scenario> {
    let upgrade = |e: &&Event| e.tick <= tick && matches!(e.what, EventKind::Upgrade { .. });
    let mut all: Vec<&Event> = s.events.iter().filter(upgrade).collect();
    if all.is_empty() {
        return Cow::Borrowed(s);
    }
    let mut s = s.clone();
    all.sort_by(|a, b| (a.tick, &a.id).cmp(&(b.tick, &b.id)));
    for e in all {
        let EventKind::Upgrade { target, value, recalibrates, stale, .. } = &e.what else { continue };
        let margins = recalibrates.iter().filter(|_| !stale).map(|m| (&m.target, m.value));
        for (target, value) in [(target, *value)].into_iter().chain(margins) {
            // What cannot be set is refused when the scenario is checked.
            let _ = control::set(&mut s, target, value);
        }
    }
    Cow::Owned(s)
}

fn bridge(s: &Scenario, id: &str) -> Option<Bridge> {
    let p = s.participants.iter().find(|p| p.id == id)?;
    p.mechanisms.iter().find_map(|m| match m {
        Mechanism::Bridge { bridge } => Some(bridge.clone()),
        _ => None,
    })
}

fn forged<'a>(v: &'a Seen<'_>) -> impl Iterator<Item = &'a Entry> {
    v.entries.iter().filter(|e| e.kind == EntryKind::Forged)
}

/// Ids of the bridge, of whom it serves and of the token.
fn ids<'a>(v: &'a Seen<'_>, e: &Entry) -> Option<(&'a str, &'a str, &'a str)> {
    Some((v.id(e.who?), v.id(e.other?), v.trace.assets.get(e.asset?.at())?.id.as_str()))
}

pub(super) fn forged_needs_keys(v: &Seen<'_>) -> Held {
    for e in forged(v) {
        let Some((who, other, asset)) = ids(v, e) else { return Err(format!("{e:?}")) };
        let asks = bridge(&v.terms, who).map_or(u32::MAX, |b| b.threshold);
        let said = v.s.events.iter().filter(|x| x.tick <= v.tick).any(|x| match &x.what {
            EventKind::ForgedMessage { bridge, token, to, keys, .. } => {
                (bridge.as_str(), to.as_str(), token.as_str()) == (who, other, asset) && *keys >= asks
            }
            _ => false,
        });
        ensure(said, || format!("{who} asks for {asks} keys: {e:?}"))?;
    }
    Ok(())
}

/// Caps by the postings that the lines stand for, and no more in all than the events ask for.
pub(super) fn mint_within_cap(v: &Seen<'_>) -> Held {
    for e in forged(v) {
        let Some((who, other, asset)) = ids(v, e) else { return Err(format!("{e:?}")) };
        let decimals = e.asset.and_then(|a| v.trace.assets.get(a.at())).map_or(0, |a| a.decimals);
        let of_tick: i64 = forged(v).filter(|x| (x.who, x.asset) == (e.who, e.asset)).map(|x| x.amount.quanta()).sum();
        let cap = bridge(&v.terms, who).and_then(|b| b.cap).and_then(|c| c.quanta(decimals).ok());
        ensure(cap.is_none_or(|cap| of_tick <= cap.quanta()), || format!("{of_tick} of {cap:?}: {e:?}"))?;
        let asked: i64 =
            v.s.events
                .iter()
                .filter(|x| x.tick <= v.tick)
                .map(|x| match &x.what {
                    EventKind::ForgedMessage { bridge, token, to, amount, .. }
                        if (bridge.as_str(), to.as_str(), token.as_str()) == (who, other, asset) =>
                    {
                        amount.quanta(decimals).map_or(0, |a| a.quanta())
                    }
                    _ => 0,
                })
                .sum();
        let so_far = v.trace.journal.entries.iter().take(v.first + v.entries.len());
        let same = |x: &&Entry| x.kind == e.kind && (x.who, x.other, x.asset) == (e.who, e.other, e.asset);
        let got: i64 = so_far.filter(same).map(|x| x.amount.quanta()).sum();
        ensure(got <= asked, || format!("{got} of {asked}: {e:?}"))?;
        let moved =
            v.did.postings.iter().filter(|p| Some(p.asset) == e.asset && Some(p.to) == e.other.map(Account::Free));
        let moved: i64 = moved.map(|p| p.units).sum();
        ensure(moved >= e.amount.quanta(), || format!("only {moved} moved: {e:?}"))?;
    }
    Ok(())
}

pub(super) fn paused_mints_nothing(v: &Seen<'_>) -> Held {
    for (at, e) in (v.first..).zip(v.entries) {
        let Some(who) = e.who else { continue };
        let stopped = |x: &Entry| {
            let until = x.amount.quanta();
            x.kind == EntryKind::Paused && x.who == Some(who) && (until == 0 || until > i64::from(v.tick))
        };
        let paused = || v.trace.journal.entries.iter().take(at).any(stopped);
        let shut = || {
            v.s.events.iter().any(|x| match &x.what {
                EventKind::Pause { participant, ticks, withdrawals: true } => {
                    participant == v.id(who) && (x.tick..x.tick.saturating_add(*ticks)).contains(&v.tick)
                }
                _ => false,
            })
        };
        let held = match e.kind {
            EntryKind::Forged => !paused(),
            EntryKind::Withdrawn => !shut(),
            _ => true,
        };
        ensure(held, || format!("{} is paused: {e:?}", v.id(who)))?;
    }
    Ok(())
}

fn disclosed(v: &Seen<'_>, id: &str) -> bool {
    v.s.events
        .iter()
        .any(|e| e.tick <= v.tick && matches!(&e.what, EventKind::Disclosure { participant } if participant == id))
}

/// Whoever has no hidden link and no mark of its own shows what it has; whoever has them, at most that much more.
pub(super) fn hidden_changes_no_books(v: &Seen<'_>) -> Held {
    for (who, p) in (0u32..).map(ParticipantIx).zip(&v.frame.participants) {
        let id = v.id(who);
        let (lent, owed) = hidden_links(v, who);
        // What passes the largest number that is exact stops there, shown and true each on its own.
        if p.debts.quanta() >= (1 << 53) - 1 {
            continue;
        }
        let hides = p.debts.quanta() - p.seen_debts.quanta();
        ensure((0..=owed).contains(&hides), || format!("{id} hides {hides} of {owed}"))?;
        let open = disclosed(v, id) || v.failed(who);
        let beyond = p.seen_equity.quanta() - p.equity().quanta() - hides;
        let (least, most) = if open { (0, 0) } else { own_marks(v, who) };
        ensure((least..=lent + most).contains(&beyond), || format!("{id} shows {beyond}, {lent} lent, marks {most}"))?;
    }
    Ok(())
}

/// Open amounts of links that are still hidden, lent and owed, at the prices of the tick.
fn hidden_links(v: &Seen<'_>, who: ParticipantIx) -> (i64, i64) {
    let (mut lent, mut owed) = (0, 0);
    for (info, link) in v.trace.links.iter().zip(&v.frame.links).filter(|(info, _)| info.hidden) {
        let (debtor, creditor) = match info.link.kind {
            LinkKind::Obligation => (info.from, info.to),
            LinkKind::Deposit => (info.to, info.from),
            LinkKind::Trade | LinkKind::Collateral | LinkKind::Position => continue,
        };
        let seen = disclosed(v, v.id(debtor)) || disclosed(v, v.id(creditor)) || v.failed(creditor);
        if seen {
            continue;
        }
        let mark = v.marks.get(info.asset.at()).copied().unwrap_or(0.0);
        // What a failed debtor owes is counted in money.
        let cash = info.asset == v.trace.numeraire || v.failed(debtor);
        let units = link.open.quanta();
        let face = if cash { units } else { value(units.into(), mark, scale(v.trace, info.asset)) };
        lent += if creditor == who { face } else { 0 };
        owed += if debtor == who { face } else { 0 };
    }
    (lent, owed)
}

/// The least and the most that marks of one's own add: on what is free, and at most on all there is.
fn own_marks(v: &Seen<'_>, who: ParticipantIx) -> (i64, i64) {
    let p = v.s.participants.iter().find(|p| p.id == v.id(who));
    let own = p.iter().flat_map(|p| &p.mechanisms).filter_map(|m| match m {
        Mechanism::Custodian { custodian } => Some(&custodian.own_marks),
        _ => None,
    });
    let (mut least, mut most) = (0, 0);
    for (asset, price) in own.flatten() {
        let Some(at) = v.trace.assets.iter().position(|a| &a.id == asset) else { continue };
        let ix = AssetIx(at as u32);
        // Staked or waiting to be redeemed, it is marked like what is free.
        let waits = v.frame.requests.iter().filter(|r| r.who == who && r.asset == ix && !r.fixed);
        let aside = has(&v.after, Account::Staked(who), ix) + waits.map(|r| i128::from(r.left.quanta())).sum::<i128>();
        let free = has(&v.after, Account::Free(who), ix) + aside;
        let posted = v.trace.links.iter().zip(&v.frame.links);
        let posted = posted.filter(|(l, _)| l.link.kind == LinkKind::Collateral && l.from == who && l.asset == ix);
        let all = free + posted.map(|(_, l)| i128::from(l.open.quanta())).sum::<i128>();
        let mark = v.marks.get(at).copied().unwrap_or(0.0);
        let worth =
            |units: i128| value(units, price.to_f64(), scale(v.trace, ix)) - value(units, mark, scale(v.trace, ix));
        let (a, b) = (worth(free), worth(all));
        least += a.min(b).min(0) - 1;
        most += a.max(b).max(0) + 1;
    }
    (least, most)
}
