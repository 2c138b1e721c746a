//! What holds in every run, seen from outside: frames, journal and explanations.

use interclear_core::engine::{Frame, LayerKind, LinkState, State};
use interclear_core::journal::{EntryKind, LinkKind};
use interclear_core::metric::{METRICS, Unit};
use interclear_core::scenario::{Layer, Mechanism};
use interclear_core::units::EntryIx;
use interclear_core::{Scenario, Trace, explain};

type Held = Result<(), String>;

fn ensure(ok: bool, what: impl Fn() -> String) -> Held {
    if ok { Ok(()) } else { Err(what()) }
}

/// Every invariant, or the first broken one by name.
pub fn hold(scenario: &Scenario, trace: &Trace) -> Held {
    ensure(trace.stopped.is_none(), || format!("stopped: {:?}", trace.stopped))?;
    ensure(trace.frames.len() == scenario.clock.ticks as usize + 1, || "a frame per tick".into())?;
    for (tick, frame) in trace.frames.iter().enumerate() {
        let before = tick.checked_sub(1).and_then(|t| trace.frames.get(t));
        participants(trace, frame, before).map_err(|e| format!("tick {tick}: {e}"))?;
        links(trace, frame, before).map_err(|e| format!("tick {tick}: {e}"))?;
        shares(scenario, trace, frame, before).map_err(|e| format!("tick {tick}: {e}"))?;
        chains(trace, frame).map_err(|e| format!("tick {tick}: {e}"))?;
        numbers(frame).map_err(|e| format!("tick {tick}: {e}"))?;
        waterfalls(scenario, trace, frame).map_err(|e| format!("tick {tick}: {e}"))?;
    }
    journal(trace)?;
    failures(trace)
}

fn participants(trace: &Trace, frame: &Frame, before: Option<&Frame>) -> Held {
    let (mut paid, mut received) = (0, 0);
    for (i, p) in frame.participants.iter().enumerate() {
        let id = &trace.participants[i].id;
        for (name, amount) in
            [("cash", p.cash), ("holdings", p.holdings), ("posted", p.posted), ("claims", p.claims), ("debts", p.debts)]
        {
            ensure(amount.quanta() >= 0, || format!("limited liability: {id} has {name} {}", amount.quanta()))?;
        }
        ensure(p.paid.quanta() <= p.due.quanta(), || format!("{id} paid more than was due"))?;
        ensure(p.paid.quanta() >= 0 && p.received.quanta() >= 0 && p.queued.quanta() >= 0, || format!("{id}: sign"))?;
        let down = |s: State| matches!(s, State::Failed | State::Recovered);
        let was = before.map(|f| f.participants[i]);
        ensure(was.is_none_or(|w| !down(w.state) || down(p.state)), || format!("{id} is no longer failed"))?;
        if down(p.state) {
            let failure = p.failure.and_then(|ix| trace.journal.get(ix));
            ensure(failure.is_some_and(|e| e.tick == p.failed_tick && Trace::is_failure(e.kind)), || {
                format!("{id} failed without an entry of its tick")
            })?;
        }
        paid += p.paid.quanta();
        received += p.received.quanta();
    }
    ensure(received <= paid, || format!("{received} received out of {paid} paid"))
}

/// What is open falls by what is paid, never below nothing, and grows only where collateral is posted.
fn links(trace: &Trace, frame: &Frame, before: Option<&Frame>) -> Held {
    for (i, l) in frame.links.iter().enumerate() {
        let info = &trace.links[i];
        let id = &info.id;
        ensure(l.open.quanta() >= 0 && l.paid.quanta() >= 0 && l.reused.quanta() >= 0, || format!("{id}: {l:?}"))?;
        ensure(l.paid.quanta() <= l.due.quanta(), || format!("{id}: paid more than due: {l:?}"))?;
        let Some(was) = before.map(|f| f.links[i]) else { continue };
        let same_asset = info.asset == trace.numeraire;
        if matches!(info.link.kind, LinkKind::Obligation | LinkKind::Deposit) && same_asset {
            ensure(l.open.quanta() + l.paid.quanta() <= was.open.quanta(), || {
                format!("{id}: {} was open, {} paid, {} is", was.open.quanta(), l.paid.quanta(), l.open.quanta())
            })?;
        }
        ensure(!matches!(l.state, LinkState::Closed) || l.open.quanta() == 0, || format!("{id} is closed and open"))?;
    }
    Ok(())
}

/// Inside one debtor: the same class is paid the same share, a junior only when the senior is whole.
fn shares(scenario: &Scenario, trace: &Trace, frame: &Frame, before: Option<&Frame>) -> Held {
    let Some(before) = before else { return Ok(()) };
    // Collateral in cash pays its own debt on top, and a cash call settles part of one: those debtors are left out.
    let pledgers: Vec<&str> = scenario.collateral.iter().map(|c| c.pledger.as_str()).collect();
    let class = |id: &str| scenario.obligations.iter().find(|o| o.id == id).map(|o| o.seniority);
    let list: Vec<(usize, u8, i128, i128)> = (0..frame.links.len())
        .filter_map(|i| {
            let info = &trace.links[i];
            let debtor = trace.participants.get(info.from.at()).map_or("outside", |p| p.id.as_str());
            let plain = info.link.kind == LinkKind::Obligation
                && info.asset == trace.numeraire
                && !pledgers.contains(&debtor)
                && before.links[i].open.quanta() > 0;
            let (due, paid) = (frame.links[i].due.quanta(), frame.links[i].paid.quanta());
            (plain && due > 0).then_some((i, class(&info.id)?, i128::from(due), i128::from(paid)))
        })
        .collect();
    for (k, &(i, senior, due, paid)) in list.iter().enumerate() {
        for &(j, junior, due2, paid2) in &list[k + 1..] {
            if trace.links[i].from != trace.links[j].from {
                continue;
            }
            let name = || format!("{} {paid}/{due}, {} {paid2}/{due2}", trace.links[i].id, trace.links[j].id);
            if senior == junior {
                ensure((paid * due2 - paid2 * due).abs() <= due + due2, || format!("pari passu: {}", name()))?;
            }
            let (top, low) = if senior < junior { ((due, paid), paid2) } else { ((due2, paid2), paid) };
            if senior != junior && low > 0 {
                ensure(top.0 - top.1 <= 1, || format!("priority: {}", name()))?;
            }
        }
    }
    Ok(())
}

/// While nobody has failed, a unit pledged on is out of the box above, once.
fn chains(trace: &Trace, frame: &Frame) -> Held {
    if frame.participants.iter().any(|p| matches!(p.state, State::Failed | State::Recovered)) {
        return Ok(());
    }
    for (i, l) in frame.links.iter().enumerate().filter(|(_, l)| l.state == LinkState::Posted) {
        let below = trace.links.iter().zip(&frame.links).filter(|(x, _)| x.reuses.is_some_and(|up| up.at() == i));
        let below: i64 = below.map(|(_, f)| f.open.quanta()).sum();
        ensure(below <= l.reused.quanta(), || format!("{}: {below} below, {l:?}", trace.links[i].id))?;
        ensure(l.reused.quanta() <= l.open.quanta(), || format!("{}: {l:?}", trace.links[i].id))?;
    }
    Ok(())
}

fn numbers(frame: &Frame) -> Held {
    for a in &frame.assets {
        let (price, depth) = (a.price.get(), a.depth.map_or(1, |d| d.quanta()));
        ensure(price.is_finite() && price > 0.0 && depth > 0 && a.sold.quanta() >= 0, || format!("market: {a:?}"))?;
    }
    for (m, &value) in METRICS.iter().zip(&frame.metrics) {
        let ok = value.is_finite() && value >= 0.0 && (m.unit != Unit::Ratio || value <= 1.0);
        ensure(ok, || format!("metric {} is {value}", m.id))?;
    }
    ensure(frame.losses.iter().all(|l| l.quanta() >= 0), || "a loss below nothing".into())
}

/// Nobody bears more of a house's losses than it stands for; what nobody covers is a failed house's.
fn waterfalls(scenario: &Scenario, trace: &Trace, frame: &Frame) -> Held {
    for b in &frame.borne {
        let (house, bearer) = (&trace.participants[b.house.at()].id, &trace.participants[b.bearer.at()].id);
        ensure(b.amount.quanta() > 0, || format!("{house}: a part of nothing: {b:?}"))?;
        let own = matches!(b.kind, LayerKind::SkinInTheGame | LayerKind::RemainingEquity | LayerKind::Uncovered);
        ensure(own == (house == bearer), || format!("{house}: {bearer} bears a part of {:?}", b.kind))?;
        let house_state = frame.participants[b.house.at()].state;
        let down = |s: State| matches!(s, State::Failed | State::Recovered);
        ensure(b.kind != LayerKind::Uncovered || down(house_state), || {
            format!("{house} stands with a loss uncovered")
        })?;
        let mechanisms = scenario.participants.iter().filter(|p| p.id == *house).flat_map(|p| &p.mechanisms);
        for m in mechanisms {
            let Mechanism::DefaultFund { layers, contributions, skin_in_the_game, .. } = m else { continue };
            let most = match (b.kind, layers.get(usize::from(b.layer))) {
                (LayerKind::SkinInTheGame, Some(Layer::SkinInTheGame { amount })) => amount.to_f64(),
                (LayerKind::SkinInTheGame, _) => skin_in_the_game.to_f64(),
                (LayerKind::Assessments, Some(Layer::Assessments { cap, .. })) => {
                    contributions[bearer].to_f64() * cap.get()
                }
                _ => continue,
            };
            let amount = b.amount.to_f64(trace.decimals());
            ensure(amount <= most + 1e-6 * (1.0 + most), || format!("{house}: {bearer} bears {amount} of {most}"))?;
        }
    }
    Ok(())
}

fn journal(trace: &Trace) -> Held {
    for (i, e) in trace.journal.entries.iter().enumerate() {
        let back = e.causes.iter().all(|c| c.entry.at() < i);
        ensure(back, || format!("entry {i} has a cause that is not earlier"))?;
        let sorted = e.causes.windows(2).all(|w| w[0].amount >= w[1].amount);
        ensure(sorted, || format!("causes of entry {i} are not largest first: {e:?}"))?;
    }
    let ends: Vec<u32> = trace.frames.iter().map(|f| f.entries).collect();
    ensure(ends.windows(2).all(|w| w[0] <= w[1]), || "journal lengths".into())?;
    ensure(ends.last().copied() == Some(trace.journal.entries.len() as u32), || "journal ends with the run".into())
}

/// Every failure has a way up to a root, and its lines sum.
fn failures(trace: &Trace) -> Held {
    for (i, e) in trace.journal.entries.iter().enumerate() {
        let at = EntryIx(i as u32);
        let told = explain(trace, at).ok_or_else(|| format!("entry {i} has no explanation"))?;
        if let Some((total, parts)) = told.lines.split_last() {
            let sum: i64 = parts.iter().map(|l| l.amount.quanta()).sum();
            ensure(sum == total.amount.quanta(), || {
                format!("entry {i}: {} != {sum}: {:?}", total.amount.quanta(), told.lines)
            })?;
        }
        if !Trace::is_failure(e.kind) {
            continue;
        }
        ensure(!told.sentence.is_empty() && !told.chain.is_empty(), || format!("entry {i} is not told"))?;
        let mut up = at;
        while let Some(next) = trace.journal.get(up).and_then(|x| x.causes.first()) {
            up = next.entry;
        }
        let root = trace.journal.get(up).map(|x| x.kind);
        let is_root = matches!(
            root,
            Some(
                EntryKind::Opening
                    | EntryKind::PriceShock
                    | EntryKind::Exploit
                    | EntryKind::Outage
                    | EntryKind::DefaultDeclared
                    | EntryKind::WithdrawalWave
                    | EntryKind::Rescue
                    | EntryKind::NotReturned
            )
        );
        ensure(is_root, || format!("failure {i} ends at {root:?}: {e:?}"))?;
    }
    Ok(())
}
