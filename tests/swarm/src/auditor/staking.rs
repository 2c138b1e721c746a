//! Staking, from the terms of the scenario, the postings and the frames.

use super::ledger::has;
use super::{Held, Seen, ensure};
use interclear_core::engine::{Account, ExitFrame};
use interclear_core::journal::EntryKind;
use interclear_core::scenario::{Mechanism, Staking};
use interclear_core::units::{AssetIx, ParticipantIx};

/// The terms of a participant's stake in this tick.
fn terms<'a>(v: &'a Seen<'_>, who: ParticipantIx) -> Option<&'a Staking> {
    let p = v.terms.participants.iter().find(|p| p.id == v.id(who))?;
    p.mechanisms.iter().find_map(|m| if let Mechanism::Staking { staking } = m { Some(staking) } else { None })
}

/// Nothing goes in; what goes out is said to be free or slashed; the frame shows the second ledger.
pub(super) fn staked_not_spent(v: &Seen<'_>) -> Held {
    for p in &v.did.postings {
        let Account::Staked(who) = p.from else {
            ensure(!matches!(p.to, Account::Staked(_)), || format!("{p:?}"))?;
            continue;
        };
        let fine = p.to == Account::Free(who) || p.to == Account::Free(v.unissued());
        ensure(fine, || format!("{p:?}"))?;
    }
    for s in &v.frame.stakes {
        let box_of = Account::Staked(s.who);
        let (was, now) = (has(&v.before, box_of, s.asset), has(&v.after, box_of, s.asset));
        let said = |kind: EntryKind| {
            let of = v.entries.iter().filter(|e| e.kind == kind && e.who == Some(s.who) && e.asset == Some(s.asset));
            of.map(|e| i128::from(e.amount.quanta())).sum::<i128>()
        };
        let wanted = was - said(EntryKind::Unstaked) - said(EntryKind::Slashed);
        let shown = i128::from(s.staked.quanta());
        ensure(now == wanted && now == shown, || format!("{}: {now} staked, not {wanted}", v.id(s.who)))?;
        let out: i64 = v.frame.exits.iter().filter(|x| x.who == s.who).map(|x| x.left.quanta()).sum();
        ensure(out == s.exiting.quanta() && out <= s.staked.quanta(), || format!("{out} on their way out: {s:?}"))?;
    }
    Ok(())
}

fn exits<'a>(v: &'a Seen<'_>, asset: AssetIx) -> impl Iterator<Item = &'a ExitFrame> {
    v.frame.exits.iter().filter(move |x| x.asset == asset)
}

pub(super) fn exit_queue_order(v: &Seen<'_>) -> Held {
    for asset in (0..v.trace.assets.len() as u32).map(AssetIx) {
        let ripe = |x: &ExitFrame| terms(v, x.who).is_some_and(|s| x.since + s.exit_delay <= v.tick);
        let first_waits = exits(v, asset).position(|x| x.left.quanta() > 0 && ripe(x)).unwrap_or(usize::MAX);
        for (at, x) in exits(v, asset).enumerate().filter(|(_, x)| x.served.quanta() > 0) {
            ensure(ripe(x) && at <= first_waits, || format!("let out before its turn: {x:?}"))?;
        }
    }
    Ok(())
}

pub(super) fn exits_within_churn(v: &Seen<'_>) -> Held {
    for (at, a) in (0u32..).zip(&v.trace.assets) {
        let all = v.terms.participants.iter().flat_map(|p| &p.mechanisms);
        let caps = all.filter_map(|m| match m {
            Mechanism::Staking { staking } if staking.asset.as_ref().unwrap_or(&v.s.numeraire) == &a.id => {
                staking.exits_per_tick?.quanta(a.decimals).ok()
            }
            _ => None,
        });
        let most = caps.map(|c| c.quanta()).min().unwrap_or(i64::MAX);
        let out: i64 = exits(v, AssetIx(at)).map(|x| x.served.quanta()).sum();
        ensure(out <= most, || format!("{}: {out} let out, {most} allowed", a.id))?;
    }
    Ok(())
}
