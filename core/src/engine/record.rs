//! Phase 10: the frame, the metrics, the audit, the digest; and the opening frame.

mod digest;
mod links;
mod people;
mod tokens;

use super::context::{Note, Tick};
use super::houses::houses;
use super::{AssetInfo, Digest, Frame, ParticipantInfo, Trace, give_back, lending, peg, staking};
use crate::journal::{EntryKind, Journal, Phase};
use crate::metric::{METRICS, MetricDef, Sample};
use crate::state::{State as Moving, Valuation};
use crate::units::{AssetIx, Rate};
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
        links: links::links(w),
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
    s.digest = digest::opening(w);
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
    t.s.digest = digest::chained(t.s, t.w, &f);
    f.digest = t.s.digest;
    f
}
