//! Scheduled shocks.

mod prices;

use super::check::Names;
use super::{CollateralSpec, DebtSpec, Shock};
use crate::scenario::limits::MAX_TICKS;
use crate::scenario::{Event, EventKind, Mechanism, Scenario, control, ids};
use crate::units::{AssetIx, ParticipantIx, Tick, sorted};
pub(super) use prices::priced;
use prices::{price, underlying, volatility};

/// Obligations and collateral links in their order.
type Links<'a> = (&'a [DebtSpec], &'a [CollateralSpec]);

impl Shock {
    /// The factor by which this shock may raise the value of an asset.
    pub(crate) fn growth(&self, at: usize) -> f64 {
        match self {
            Self::Price { asset, change } if asset.at() == at => (1.0 + change).max(1.0),
            _ => 1.0,
        }
    }

    /// Cash this shock brings in from outside.
    pub(crate) fn brings(&self) -> i64 {
        match self {
            Self::Recovery { amount, .. } => *amount,
            _ => 0,
        }
    }

    /// Quanta of an asset that this shock may issue.
    pub(crate) fn mints(&self, at: usize) -> i64 {
        match self {
            Self::Forged(m) if m.mints && m.token.at() == at => m.amount,
            Self::Issue { token, amount, .. } if token.at() == at => *amount,
            _ => 0,
        }
    }
}

pub(super) fn build(s: &Scenario, n: &mut Names<'_>, books: Links<'_>) -> Vec<(Tick, Shock)> {
    let mut problems = std::mem::take(&mut n.problems);
    ids::index("events", s.events.iter().map(|e| e.id.as_str()), &mut problems);
    n.problems = problems;
    let order: Vec<&Event> = sorted(s.events.iter().collect(), |a, b| (a.tick, &a.id).cmp(&(b.tick, &b.id)));
    let mut all: Vec<(Tick, Shock)> = order.iter().filter_map(|e| super::upgrade::announced(s, e, n)).collect();
    all.extend(order.iter().filter_map(|e| shock(s, e, n, books).map(|k| (e.tick, k))));
    // What is announced on a tick is announced first.
    sorted(all, |a, b| a.0.cmp(&b.0))
}

fn shock(s: &Scenario, e: &Event, n: &mut Names<'_>, books: Links<'_>) -> Option<Shock> {
    let at = format!("events/{}", e.id);
    if e.tick == 0 || e.tick > s.clock.ticks {
        n.bad(
            &format!("{at}/tick"),
            format!("tick {} is not between 1 and {}", e.tick, s.clock.ticks),
            "tick 0 is the opening, before anything happens",
        );
    }
    let who = |n: &mut Names<'_>, id: &str| n.participant(&format!("{at}/participant"), id);
    match &e.what {
        EventKind::PriceShock { asset, change } => price(s, &at, (asset, change.get()), n),
        EventKind::VolatilityShock { asset, change } => volatility(s, &at, (asset, change.get()), n),
        EventKind::Suspension { asset, ticks } => {
            underlying(s, &at, asset, n);
            let asset = n.asset(&format!("{at}/asset"), Some(asset))?;
            if *ticks > 0 {
                lasts(&at, "a suspension", *ticks, n);
            }
            Some(Shock::Suspension { asset, ticks: *ticks })
        }
        EventKind::Default { participant } => Some(Shock::Default { who: who(n, participant)? }),
        EventKind::Exploit { participant, asset, amount } => {
            let ix = n.asset(&format!("{at}/asset"), asset.as_deref());
            let amount = n.quanta(&format!("{at}/amount"), asset.as_deref(), *amount);
            Some(Shock::Exploit { who: who(n, participant)?, asset: ix?, amount })
        }
        EventKind::Outage { participant, ticks } => {
            lasts(&at, "an outage", *ticks, n);
            Some(Shock::Outage { who: who(n, participant)?, ticks: *ticks })
        }
        EventKind::WithdrawalWave { participant, share } => {
            let share = n.share(&format!("{at}/share"), share.get(), 0.0, 1.0);
            Some(Shock::Wave { who: who(n, participant)?, share })
        }
        EventKind::Upgrade { target, value, .. } => {
            let old = control::get(s, target).unwrap_or_default();
            let version = super::upgrade::version(s, e);
            Some(Shock::Upgrade { version, old: millionths(old), new: millionths(*value) })
        }
        EventKind::Slashing { participant, share } => slashing(s, &at, (participant, share.get()), n),
        EventKind::RedemptionWave { asset, share } => redemptions(s, &at, (asset, share.get()), n),
        EventKind::ForgedMessage { bridge, token, amount, to, keys } => {
            super::bridge::message(s, &at, (bridge, token, to), (*amount, *keys), n).map(Shock::Forged)
        }
        EventKind::Pause { participant, ticks, withdrawals } => {
            lasts(&at, "a pause", *ticks, n);
            Some(Shock::Pause { who: who(n, participant)?, ticks: *ticks, withdrawals: *withdrawals })
        }
        EventKind::Issue { participant, token, amount } => {
            let asset = n.asset(&format!("{at}/token"), Some(token));
            let issued = s.assets.iter().any(|a| &a.id == token && a.claim.is_some());
            if asset.is_some() && !issued {
                n.conflict(&format!("{at}/token"), format!("nobody issues {token}"), "name a claim token");
            }
            let amount = n.quanta(&format!("{at}/amount"), Some(token), *amount);
            Some(Shock::Issue { who: who(n, participant)?, token: asset?, amount })
        }
        EventKind::Disclosure { participant } => Some(Shock::Disclosure { who: who(n, participant)? }),
        EventKind::Order { .. } => super::watch::order(s, &at, &e.what, n).map(Shock::Order),
        EventKind::Borrow { .. } => borrow(s, e, &at, n, books),
        EventKind::Recovery { participant, amount } => {
            let amount = n.quanta(&format!("{at}/amount"), None, *amount);
            Some(Shock::Recovery { who: who(n, participant)?, amount })
        }
    }
}

/// A part of a stake that is burnt.
fn slashing(s: &Scenario, at: &str, (participant, share): (&String, f64), n: &mut Names<'_>) -> Option<Shock> {
    let share = n.share(&format!("{at}/share"), share, 0.0, 1.0);
    let staking = |m: &Mechanism| matches!(m, Mechanism::Staking { .. });
    let who = n.participant(&format!("{at}/participant"), participant)?;
    if !s.participants.iter().any(|p| &p.id == participant && p.mechanisms.iter().any(staking)) {
        n.conflict(
            &format!("{at}/participant"),
            "has staked nothing",
            "give it the mechanism staking, or name somebody who has it",
        );
    }
    Some(Shock::Slashing { who, share })
}

/// Tokens held outside that are handed in.
fn redemptions(s: &Scenario, at: &str, (asset, share): (&String, f64), n: &mut Names<'_>) -> Option<Shock> {
    let share = n.share(&format!("{at}/share"), share, 0.0, 1.0);
    let ix = n.asset(&format!("{at}/asset"), Some(asset))?;
    let redeemed = |a: &crate::scenario::Asset| a.claim.as_ref().is_some_and(|c| c.redemption.is_some());
    if !s.assets.iter().any(|a| &a.id == asset && redeemed(a)) {
        n.conflict(
            &format!("{at}/asset"),
            "nobody redeems it",
            "name a claim token that has a redemption, or give it one",
        );
    }
    Some(Shock::Redemptions { asset: ix, share })
}

/// How long something lasts.
fn lasts(at: &str, what: &str, ticks: Tick, n: &mut Names<'_>) {
    if ticks == 0 || ticks > MAX_TICKS {
        n.bad(
            &format!("{at}/ticks"),
            format!("{ticks} is not between 1 and {MAX_TICKS}"),
            &format!("{what} lasts from its own tick on"),
        );
    }
}

/// A number in millionths, as the journal keeps it.
pub(super) fn millionths(x: f64) -> i64 {
    (x * 1e6).round().clamp(-9e15, 9e15) as i64
}

/// A borrowing and the links it fills.
fn borrow(s: &Scenario, e: &Event, at: &str, n: &mut Names<'_>, books: Links<'_>) -> Option<Shock> {
    let EventKind::Borrow { participant, pool, asset, posts, borrows } = &e.what else { return None };

    let lends = s.participants.iter().find(|p| &p.id == pool).and_then(|p| {
        p.mechanisms.iter().find_map(|m| match m {
            Mechanism::LendingPool { pool } => Some(pool.lends.clone()),
            _ => None,
        })
    });
    let lends = lends.flatten();
    Some(Shock::Borrow {
        who: n.participant(&format!("{at}/participant"), participant)?,
        pool: ParticipantIx(n.participants.get(pool.as_str()).copied()?),
        asset: AssetIx(n.assets.get(asset.as_str()).copied()?),
        posts: n.quanta(&format!("{at}/posts"), Some(asset), *posts),
        borrows: borrows.map(|b| n.quanta(&format!("{at}/borrows"), lends.as_deref(), b)),
        loan: books.0.iter().position(|d| d.id.strip_suffix(".loan") == Some(&e.id))? as u32,
        pledge: books.1.iter().position(|c| c.id.strip_suffix(".collateral") == Some(&e.id))? as u32,
    })
}
