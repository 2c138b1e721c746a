//! Phase 10: the frame, the metrics, the audit, the digest; and the opening frame.

mod links;
mod people;
mod tokens;

use super::context::{Note, Tick};
use super::houses::houses;
use super::{AssetInfo, Digest, Frame, LinkInfo, ParticipantInfo, Trace, give_back, lending, peg, staking};
use crate::journal::{EntryKind, Journal, LinkKind, LinkRef, Phase};
use crate::metric::{EXCHANGES, METRICS, MetricDef, RESTAKING, SETTLEMENT, Sample, UNCOUNTED};
use crate::state::{State as Moving, Valuation};
use crate::units::{Amount, AssetIx, LinkIx, Rate};
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
        book: super::positions::info(w),
        venues: super::exchange::infos(w),
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
    super::exchange::open(w, s);
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
        participants: t.everyone().map(|who| people::participant(t, &v, who)).collect(),
        links: links::link_frames(t),
        assets: (0u32..).zip(&t.s.quotes).map(|(at, q)| tokens::asset(t, AssetIx(at), q)).collect(),
        pools: lending::pool_frames(t),
        positions: lending::position_frames(t),
        reserves: peg::reserve_frames(t),
        oracles: lending::oracle_frames(t).into_iter().chain(peg::marks_used(t)).collect(),
        metrics: Vec::new(),
        loot: super::bridge::loot(t),
        losses: people::losses(t, &v),
        borne: t.everyone().flat_map(|house| give_back::borne(t, house)).collect(),
        requests: t.s.requests.iter().map(tokens::request).collect(),
        stakes: t.s.stakes.iter().map(|x| staking::stake(t, x)).collect(),
        exits: t.s.exits.iter().map(staking::exit).collect(),
        restaking,
        book: super::positions::frame(t),
        venues: super::exchange::frames(t),
        blend: t.s.outer.blend.and_then(|b| Rate::new(b).ok()),
        settling: t.s.settling.frame(),
        entries: t.s.journal.entries.len() as u32,
        digest: Digest::default(),
    };
    // A zero below zero, which an empty sum may be, is not the same on every machine once a largest is taken of it.
    let sample = |m: &MetricDef| (m.sample)(&Sample { frame: &f, state: t.s, world: t.w, value: &v }) + 0.0;
    f.metrics = METRICS.iter().map(sample).collect();
    t.s.digest = digest(t.s, t.w, &f);
    f.digest = t.s.digest;
    f
}

/// Chains the digest: the last one, all balances, debts, prices and standings, and what the frame says.
fn digest(s: &Moving, w: &World, f: &Frame) -> Digest {
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
    if w.rules.settlement.is_some() {
        s.settling.hash_into(&mut bytes);
    }
    if w.draws.is_some() {
        s.outer.hash_into(&mut bytes);
    }
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
    s.book.hash_into(&mut bytes);
    s.exchange.hash_into(&mut bytes);
    for p in &f.participants {
        bytes.push(p.state as u8);
        bytes.extend_from_slice(&p.failed_tick.to_le_bytes());
        bytes.extend_from_slice(&p.failed_round.to_le_bytes());
        bytes.extend_from_slice(&p.equity().quanta().to_le_bytes());
    }
    // A metric of restaking, of margin exchanges or of settlement is in the digest only of a scenario that has it, so that
    // others keep theirs.
    let settles = w.rules.settlement.is_some();
    let counts = |m: &MetricDef| {
        (f.restaking.is_some() || !RESTAKING.contains(&m.id))
            && (!f.venues.is_empty() || !EXCHANGES.contains(&m.id))
            && (settles || !SETTLEMENT.contains(&m.id))
            && !UNCOUNTED.contains(&m.id)
    };
    for (_, x) in METRICS.iter().zip(&f.metrics).filter(|(m, _)| counts(m)) {
        bytes.extend_from_slice(&x.to_bits().to_le_bytes());
    }
    bytes.extend_from_slice(&(s.journal.entries.len() as u64).to_le_bytes());
    hash(&bytes)
}
