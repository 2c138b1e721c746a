//! Phase 10: the frame, the metrics, the audit, the digest; and the opening frame.

use super::context::{Note, Tick};
use super::houses::houses;
use super::{
    AssetFrame, AssetInfo, Digest, Frame, LinkFrame, LinkInfo, LinkState, ParticipantFrame, ParticipantInfo,
    RequestFrame, State, Trace, give_back, lending, peg, staking,
};
use crate::journal::{EntryKind, Journal, LinkKind, LinkRef, Phase};
use crate::metric::{METRICS, MetricDef, RESTAKING, Sample};
use crate::scenario::ServiceOrder;
use crate::state::{Debt, DebtKind, State as Moving, Valuation};
use crate::units::{Amount, AssetIx, LinkIx, ParticipantIx, Price, Rate};
use crate::world::World;

pub(super) fn phase(t: &mut Tick<'_>) {
    let frame = frame(t);
    if t.trace.stopped.is_none() {
        t.trace.stopped = super::audit::broken(t, &frame);
    }
    // A tick that is not sound is not shown.
    if t.trace.stopped.is_none() {
        t.trace.frames.push(frame);
    }
}

/// The trace with its opening frame.
pub(super) fn open(w: &World, s: &mut Moving) -> Trace {
    let info = |p: &crate::world::ParticipantSpec| ParticipantInfo { id: p.id.clone(), label: p.label.clone() };
    let asset =
        |a: &crate::world::AssetSpec| AssetInfo { id: a.id.clone(), label: a.label.clone(), decimals: a.decimals };
    let mut trace = Trace {
        model: crate::MODEL_VERSION.to_owned(),
        unit: w.unit.clone(),
        seed: w.seed,
        numeraire: w.numeraire,
        participants: w.participants.iter().map(info).collect(),
        assets: w.assets.iter().map(asset).collect(),
        links: links(w),
        houses: houses(w),
        attackers: super::bridge::attackers(w),
        pools: lending::pools(w),
        services: super::restaking::services(w),
        frames: Vec::with_capacity(w.ticks as usize + 1),
        journal: Journal::default(),
        stopped: None,
    };
    s.digest = opening_digest(w);
    for link in 0..w.collateral.len() as u32 {
        let secured = s.secured(w, link) > 0;
        if let Some(p) = s.pledges.get_mut(link as usize) {
            p.secured_before = secured;
        }
    }
    super::claims::open(w, s);
    s.remember();
    super::market::open(w, s);
    let v = Valuation::of(s, w);
    let mut t = Tick { w, s, phase: Phase::Record, trace: &mut trace };
    for who in t.everyone() {
        let equity = v.equity(who);
        let at = t.note(Note::new(EntryKind::Opening).who(who).amount(equity));
        if let Some(st) = t.s.standing.get_mut(who.at()) {
            st.opening = Some(at);
            st.opening_equity = equity;
        }
    }
    phase(&mut t);
    trace
}

fn links(w: &World) -> Vec<LinkInfo> {
    let debt = |d: &crate::world::DebtSpec| {
        let (from, to) = if d.link.kind == LinkKind::Deposit { (d.creditor, d.debtor) } else { (d.debtor, d.creditor) };
        LinkInfo {
            link: d.link,
            id: d.id.clone(),
            from,
            to,
            asset: d.asset,
            amount: Amount::new(d.amount),
            due: d.due,
            reuses: None,
            hidden: d.hidden,
        }
    };
    let mut all: Vec<LinkInfo> = w.obligations.iter().map(debt).collect();
    all.extend((0u32..).zip(&w.trades).map(|(at, x)| LinkInfo {
        link: LinkRef { kind: LinkKind::Trade, at },
        id: x.id.clone(),
        from: x.seller,
        to: x.buyer,
        asset: x.pay.0,
        amount: Amount::new(x.pay.1),
        due: Some(x.due),
        reuses: None,
        hidden: false,
    }));
    all.extend(w.deposits.iter().map(debt));
    let first = all.len() as u32;
    all.extend((0u32..).zip(&w.collateral).map(|(at, c)| LinkInfo {
        link: LinkRef { kind: LinkKind::Collateral, at },
        id: c.id.clone(),
        from: c.pledger,
        to: c.holder,
        asset: c.asset,
        amount: Amount::new(c.units),
        due: None,
        reuses: c.reuses.map(|up| LinkIx(first + up)),
        hidden: c.hidden,
    }));
    all
}

fn opening_digest(w: &World) -> Digest {
    let mut bytes = crate::MODEL_VERSION.as_bytes().to_vec();
    bytes.extend_from_slice(&w.seed.to_le_bytes());
    bytes.extend_from_slice(&w.canonical);
    hash(&bytes)
}

fn hash(bytes: &[u8]) -> Digest {
    Digest(twox_hash::XxHash3_128::oneshot(bytes).to_le_bytes())
}

/// The tick as it ended.
pub(super) fn frame(t: &mut Tick<'_>) -> Frame {
    lending::count_full(t);
    let v = Valuation::of(t.s, t.w);
    let restaking = super::restaking::frame(t);
    let mut f = Frame {
        tick: t.s.tick,
        rounds: t.s.rounds,
        unique: t.s.unique,
        participants: t.everyone().map(|who| participant(t, &v, who)).collect(),
        links: link_frames(t),
        assets: t
            .s
            .quotes
            .iter()
            .zip(0u32..)
            .map(|(q, at)| AssetFrame {
                price: Price::new(q.spot).unwrap_or_default(),
                fair: Price::new(q.fair).unwrap_or_default(),
                depth: q.depth.map(Amount::new),
                sold: Amount::new(q.sold),
                bought: Amount::new(q.bought),
                depth2: crate::metric::tradable(t.s, t.w, AssetIx(at)).map(Amount::new),
                peg: t.s.peg(t.w, AssetIx(at)).and_then(|par| Rate::new(q.spot / par).ok()),
                supply: Amount::new(t.s.supply(t.w, AssetIx(at))),
                promised: promised(t, AssetIx(at)),
            })
            .collect(),
        pools: lending::pool_frames(t),
        positions: lending::position_frames(t),
        reserves: peg::reserve_frames(t),
        oracles: lending::oracle_frames(t).into_iter().chain(peg::marks_used(t)).collect(),
        metrics: Vec::new(),
        loot: super::bridge::loot(t),
        losses: losses(t, &v),
        borne: t.everyone().flat_map(|house| give_back::borne(t, house)).collect(),
        requests: t.s.requests.iter().map(request).collect(),
        stakes: t.s.stakes.iter().map(|x| staking::stake(t, x)).collect(),
        exits: t.s.exits.iter().map(staking::exit).collect(),
        restaking,
        entries: t.s.journal.entries.len() as u32,
        digest: Digest::default(),
    };
    // A zero below zero, which an empty sum may be, is not the same on every machine once a largest is taken of it.
    let sample = |m: &MetricDef| (m.sample)(&Sample { frame: &f, state: t.s, world: t.w, value: &v }) + 0.0;
    f.metrics = METRICS.iter().map(sample).collect();
    t.s.digest = digest(t.s, &f);
    f.digest = t.s.digest;
    f
}

fn request(r: &crate::state::Request) -> RequestFrame {
    RequestFrame {
        asset: r.asset,
        who: r.who,
        asked: Amount::new(r.asked),
        left: Amount::new(r.left),
        served: Amount::new(r.served),
        since: r.since,
        fixed: r.debt.is_some(),
    }
}

/// What each lost since the opening, down to nothing; then what everybody outside is expected not to get.
fn losses(t: &Tick<'_>, v: &Valuation) -> Vec<Amount> {
    let loss = |who: ParticipantIx| {
        let opening = t.s.standing.get(who.at()).map_or(0, |s| s.opening_equity).max(0);
        Amount::new((opening - v.equity(who).max(0)).max(0))
    };
    let mut all: Vec<Amount> = t.everyone().map(loss).collect();
    all.push(Amount::new(v.outside_loss));
    all
}

fn participant(t: &Tick<'_>, v: &Valuation, who: ParticipantIx) -> ParticipantFrame {
    let i = who.at();
    let get = |x: &[i64]| Amount::new(x.get(i).copied().unwrap_or(0));
    let Some(s) = t.s.standing.get(i) else { return ParticipantFrame::default() };
    let (mut due, mut paid, mut queued) = (0, 0, 0);
    for (_, d) in t.s.owed(who) {
        if d.asset == t.w.numeraire {
            due += d.due_now;
            paid += d.paid_now;
        }
        if d.kind == DebtKind::Deposit && !d.estate {
            queued += d.asked;
        }
    }
    let equity = v.equity(who);
    let mut marks = s.marks;
    let state = match (s.failed, s.recovered, s.late) {
        (Some(_), true, _) => State::Recovered,
        (Some(_), false, _) => State::Failed,
        (None, _, true) => State::Late,
        _ => State::Solvent,
    };
    let stuck = matches!(state, State::Failed | State::Late);
    marks.insolvent = equity < 0;
    marks.illiquid = stuck && equity >= 0;
    marks.locked = queued > 0 || t.s.requests.iter().any(|r| r.left > 0 && t.s.issuer_of(t.w, r.asset) == Some(who));
    marks.strained |= s.by_collateral > 0;
    marks.impaired |= s.impaired;
    let (failed_tick, failed_round, failure) =
        s.failed.map_or((0, 0, None), |(tick, round, entry)| (tick, round, Some(entry)));
    ParticipantFrame {
        state,
        marks,
        failed_tick,
        failed_round,
        failure,
        cash: get(&v.cash),
        holdings: get(&v.holdings),
        posted: get(&v.posted),
        claims: get(&v.claims),
        debts: get(&v.debts),
        due: Amount::new(due.max(paid)),
        paid: Amount::new(paid),
        received: Amount::new(s.received),
        queued: Amount::new(queued),
        withdrawn: Amount::new(s.drawn_now),
        reserve: Amount::new(s.till),
        first_gain: Amount::new(first_gain(t, v, who)),
        seen_equity: Amount::new(v.seen_equity(who)),
        seen_debts: Amount::new(v.seen_debts(who)),
    }
}

/// What those who were paid first have beyond an equal share. All deposits have got what was paid on demand, and can expect
/// of the rest what the participant covers; an equal share is that over the opening deposits.
fn first_gain(t: &Tick<'_>, v: &Valuation, who: ParticipantIx) -> i64 {
    let Some(s) = t.s.standing.get(who.at()).filter(|s| s.drawn > 0) else { return 0 };
    let deposits = t.s.owed(who).filter(|(_, d)| d.kind == DebtKind::Deposit);
    let (mut settled, mut open, mut asked) = (0i64, 0i64, s.drawn);
    for (_, d) in deposits {
        settled += d.settled;
        open += d.open;
        asked += if d.estate { d.was_due.min(d.open) } else { d.asked };
    }
    let expects = match v.ratio.get(who.at()) {
        Some(&ratio) if t.s.has_failed(who) => ratio,
        _ => v.coverage(who).unwrap_or(1.0).clamp(0.0, 1.0),
    };
    let paid_by_estate = (settled - s.drawn).max(0) as f64;
    let (drawn, all) = (s.drawn as f64, (settled + open).max(1) as f64);
    let rest = if open > 0 { expects } else { 1.0 };
    let equal = (drawn + paid_by_estate + rest * open as f64) / all;
    let pro_rata = t.w.participants.get(who.at()).and_then(|p| p.depositors.as_ref()).map(|d| d.order);
    let gain = match pro_rata {
        // Whoever asked has its part of what was paid, and waits for the rest with the others.
        Some(ServiceOrder::ProRata) => {
            let waits = (asked as f64 - drawn).max(0.0);
            let each = (paid_by_estate + rest * open as f64) / (all - drawn).max(1.0);
            drawn + each * waits - equal * asked as f64
        }
        _ => drawn * (1.0 - equal),
    };
    gain.max(0.0) as i64
}

fn link_frames(t: &Tick<'_>) -> Vec<LinkFrame> {
    let (o, d) = (t.w.obligations.len(), t.w.deposits.len());
    let mut all: Vec<LinkFrame> = t.s.debts.iter().take(o).map(|x| debt_frame(t, x)).collect();
    all.extend((0..t.w.trades.len() as u32).map(|at| trade_frame(t, at)));
    all.extend(t.s.debts.iter().skip(o).take(d).map(|x| debt_frame(t, x)));
    all.extend((0..t.w.collateral.len() as u32).map(|at| collateral_frame(t, at)));
    hide(t, &mut all);
    all
}

/// What one unit of a token at par promises, at marks; nothing for what promises no amount.
fn promised(t: &Tick<'_>, asset: AssetIx) -> Option<Price> {
    let claim = t.w.assets.get(asset.at()).and_then(|a| a.claim)?;
    Price::new(t.s.par_price(t.w, &claim)?).ok()
}

fn debt_frame(t: &Tick<'_>, d: &Debt) -> LinkFrame {
    let failed = t.s.has_failed(d.debtor);
    let state = if d.open == 0 {
        if d.settled > 0 { LinkState::Paid } else { LinkState::Closed }
    } else if failed {
        LinkState::Broken
    } else if d.late_since.is_some() {
        LinkState::Late
    } else if d.kind == DebtKind::Deposit && d.asked > 0 {
        LinkState::Locked
    } else {
        LinkState::Open
    };
    LinkFrame {
        state,
        open: Amount::new(d.open),
        due: Amount::new(d.due_now.max(d.paid_now)),
        paid: Amount::new(d.paid_now),
        round: d.round,
        reused: Amount::ZERO,
        hidden: false,
    }
}

/// Marks the links that only their ends know of.
fn hide(t: &Tick<'_>, all: &mut [LinkFrame]) {
    let (o, n) = (t.w.obligations.len(), t.w.trades.len());
    for (at, d) in t.w.obligations.iter().enumerate().chain((o + n..).zip(&t.w.deposits)) {
        if let Some(f) = all.get_mut(at) {
            f.hidden = t.s.is_hidden(d.hidden, d.debtor, d.creditor);
        }
    }
    for (at, c) in (o + n + t.w.deposits.len()..).zip(&t.w.collateral) {
        if let Some(f) = all.get_mut(at) {
            f.hidden = t.s.is_hidden(c.hidden, c.pledger, c.holder);
        }
    }
}

fn trade_frame(t: &Tick<'_>, at: u32) -> LinkFrame {
    let leg = |pay: bool| t.s.debts.get(t.s.leg(at, pay));
    let (Some(pay), Some(give)) = (leg(true), leg(false)) else { return LinkFrame::default() };
    let mut f = debt_frame(t, pay);
    if give.open > 0 && give.late_since.is_some() && !matches!(f.state, LinkState::Broken) {
        f.state = LinkState::Late;
    } else if pay.open == 0 && give.open == 0 && pay.settled == 0 && give.settled == 0 {
        f.state = LinkState::Closed;
    }
    f
}

fn collateral_frame(t: &Tick<'_>, at: u32) -> LinkFrame {
    let (Some(c), Some(p)) = (t.w.collateral.get(at as usize), t.s.pledges.get(at as usize)) else {
        return LinkFrame::default();
    };
    let state = if p.seized > 0 || (p.entry.is_some() && p.closed) {
        LinkState::Seized
    } else if p.closed {
        LinkState::Closed
    } else {
        LinkState::Posted
    };
    let here = if c.transfer { 0 } else { t.s.books.pledged(at) };
    LinkFrame {
        state,
        open: Amount::new(p.posted),
        due: Amount::ZERO,
        paid: Amount::ZERO,
        round: 0,
        reused: Amount::new((p.posted - here).max(0)),
        hidden: false,
    }
}

/// Chains the digest: the last one, all balances, debts, prices and standings, and what the frame says.
fn digest(s: &Moving, f: &Frame) -> Digest {
    let mut bytes = Vec::with_capacity(64 * (s.debts.len() + f.participants.len()));
    bytes.extend_from_slice(&s.digest.0);
    bytes.extend_from_slice(&s.tick.to_le_bytes());
    s.books.hash_into(&mut bytes);
    for d in &s.debts {
        for x in [
            d.open,
            d.asked,
            d.settled,
            i64::from(d.due.unwrap_or(u32::MAX)),
            i64::from(d.debtor.0) << 32 | i64::from(d.creditor.0),
        ] {
            bytes.extend_from_slice(&x.to_le_bytes());
        }
    }
    for p in &s.pledges {
        bytes.extend_from_slice(&p.posted.to_le_bytes());
        bytes.extend_from_slice(&p.seized.to_le_bytes());
    }
    s.requests.iter().for_each(|r| r.hash_into(&mut bytes));
    s.stakes.iter().for_each(|x| x.hash_into(&mut bytes));
    s.exits.iter().for_each(|x| x.hash_into(&mut bytes));
    s.restaking.hash_into(&mut bytes);
    for q in &s.quotes {
        bytes.extend_from_slice(&q.spot.to_bits().to_le_bytes());
        bytes.extend_from_slice(&q.depth.unwrap_or(-1).to_le_bytes());
        if q.coins > 0.0 {
            bytes.extend_from_slice(&q.coins.to_bits().to_le_bytes());
            bytes.extend_from_slice(&q.peg.to_bits().to_le_bytes());
        }
    }
    s.hash_halts(&mut bytes);
    for fund in s.standing.iter().filter_map(|x| x.fund.as_ref()) {
        fund.hash_into(&mut bytes);
    }
    s.lending.hash_into(&mut bytes);
    for p in &f.participants {
        bytes.push(p.state as u8);
        bytes.extend_from_slice(&p.failed_tick.to_le_bytes());
        bytes.extend_from_slice(&p.failed_round.to_le_bytes());
        bytes.extend_from_slice(&p.equity().quanta().to_le_bytes());
    }
    // A metric of restaking is in the digest only of a scenario that has it, so that others keep theirs.
    let counts = |m: &MetricDef| f.restaking.is_some() || !RESTAKING.contains(&m.id);
    for (_, x) in METRICS.iter().zip(&f.metrics).filter(|(m, _)| counts(m)) {
        bytes.extend_from_slice(&x.to_bits().to_le_bytes());
    }
    bytes.extend_from_slice(&(s.journal.entries.len() as u64).to_le_bytes());
    hash(&bytes)
}
