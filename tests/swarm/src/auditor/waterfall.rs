//! Clearing houses' waterfalls, from the lines of the journal, the frames and the layers of the scenario.

use super::ledger::value;
use super::{Held, Seen, ensure, gains};
use interclear_core::engine::{Frame, LayerKind};
use interclear_core::journal::{Entry, EntryKind};
use interclear_core::scenario::{Layer, Mechanism};
use interclear_core::units::{Decimal, ParticipantIx};
use std::collections::BTreeMap;

/// A fund of the scenario.
pub(super) struct House<'a> {
    pub(super) who: ParticipantIx,
    pub(super) id: &'a str,
    pub(super) layers: Vec<Layer>,
    pub(super) contributions: &'a BTreeMap<String, Decimal>,
    refills: bool,
}

fn quanta(v: &Seen<'_>, amount: Decimal) -> i64 {
    amount.quanta(v.trace.decimals()).map_or(0, |a| a.quanta())
}

pub(super) fn houses<'a>(v: &Seen<'a>) -> Vec<House<'a>> {
    let mut all = Vec::new();
    for p in &v.s.participants {
        for m in &p.mechanisms {
            let Mechanism::DefaultFund { skin_in_the_game, contributions, layers, replenish_within, .. } = m else {
                continue;
            };
            let layers = if layers.is_empty() { Layer::usual(*skin_in_the_game) } else { layers.clone() };
            let Some(who) = v.who(&p.id) else { continue };
            all.push(House { who, id: &p.id, layers, contributions, refills: replenish_within.is_some() });
        }
    }
    all
}

impl House<'_> {
    /// What a member paid in at the opening.
    fn paid_in(&self, v: &Seen<'_>, who: ParticipantIx) -> i64 {
        self.contributions.get(v.id(who)).map_or(0, |a| quanta(v, *a))
    }

    pub(super) fn living<'a>(&'a self, v: &'a Seen<'_>) -> impl Iterator<Item = ParticipantIx> + 'a {
        self.contributions.keys().filter_map(|id| v.who(id)).filter(|&who| !v.failed(who))
    }

    /// What a party bears by a frame, in layers of which something holds.
    fn borne(&self, frame: Option<&Frame>, is: impl Fn(u8, LayerKind, ParticipantIx) -> bool) -> i64 {
        let all = frame.into_iter().flat_map(|f| &f.borne).filter(|b| b.house == self.who);
        all.filter(|b| is(b.layer, b.kind, b.bearer)).map(|b| b.amount.quanta()).sum()
    }

    /// The place of the layer that a line is about, from one place on.
    fn place(&self, v: &Seen<'_>, line: &Entry, from: usize) -> Option<usize> {
        let fits = |l: &Layer| match l {
            Layer::SkinInTheGame { amount } => {
                line.kind == EntryKind::FundCharged
                    && line.other == Some(self.who)
                    && quanta(v, *amount) == line.of.quanta()
            }
            Layer::SurvivorsFund {} => line.kind == EntryKind::FundCharged && line.other != Some(self.who),
            Layer::Assessments { .. } => line.kind == EntryKind::Assessed,
            Layer::GainsHaircut { .. } => line.kind == EntryKind::GainsCut,
            Layer::TearUp {} => line.kind == EntryKind::TornUp,
            Layer::RemainingEquity {} => line.kind == EntryKind::EquityCharged,
            Layer::DefaulterMargin {} | Layer::DefaulterFund {} => false,
        };
        let mut later = self.layers.iter().enumerate().skip(from);
        later.find(|(_, l)| fits(l)).map(|x| x.0)
    }
}

/// Losses charged to a house in the tick, by their places in the journal.
fn losses<'a>(v: &'a Seen<'_>, house: ParticipantIx) -> impl Iterator<Item = (usize, &'a Entry)> {
    let mine = move |e: &&Entry| e.kind == EntryKind::LossCharged && e.who == Some(house);
    (v.first..).zip(v.entries).filter(move |(_, e)| mine(e))
}

/// Lines by which parts of a loss fall on somebody.
fn parts<'a>(v: &'a Seen<'_>, loss: usize) -> Vec<&'a Entry> {
    let kinds = [EntryKind::FundCharged, EntryKind::EquityCharged, EntryKind::Assessed];
    let kinds = kinds.into_iter().chain(gains::CUTS).collect::<Vec<_>>();
    let first = |e: &Entry| e.causes.first().is_some_and(|c| c.entry.at() == loss);
    v.entries.iter().filter(|e| kinds.contains(&e.kind) && first(e)).collect()
}

fn uncovered(v: &Seen<'_>, loss: usize) -> i64 {
    let over = v.entries.iter().filter(|e| e.kind == EntryKind::Exhausted).flat_map(|e| &e.causes);
    over.filter(|c| c.entry.at() == loss).map(|c| c.amount.quanta()).sum()
}

/// What lines of the tick put on a party in a house's waterfall.
fn charged(v: &Seen<'_>, h: &House<'_>, is: impl Fn(&Entry) -> bool) -> i64 {
    let lines = losses(v, h.who).flat_map(|(at, _)| parts(v, at));
    lines.filter(|e| is(e)).map(|e| e.amount.quanta()).sum()
}

fn given_back(v: &Seen<'_>, house: ParticipantIx, who: ParticipantIx) -> i64 {
    let mine = |e: &&Entry| e.kind == EntryKind::GivenBack && (e.who, e.other) == (Some(house), Some(who));
    v.entries.iter().filter(mine).map(|e| e.amount.quanta()).sum()
}

/// What lowered the claims of a house on failed debtors in the tick.
fn recovered(v: &Seen<'_>, house: ParticipantIx) -> i64 {
    let estates = v.did.cleared.iter().flat_map(|c| &c.payments).filter(|p| p.creditor == house && p.estate);
    let paid: i64 = estates.map(|p| p.paid + p.secured).sum();
    let lowers = |e: &&Entry| {
        let own = [e.who, e.other].contains(&Some(house));
        let defaulters = e.kind == EntryKind::FundCharged && e.other.is_some_and(|who| v.failed(who));
        // What the book that it keeps of a failed member gains is set against what the member's estate owes.
        let gained = e.kind == EntryKind::Variation && e.other.is_some_and(|who| v.failed(who));
        own && (matches!(e.kind, EntryKind::PaidByCollateral | EntryKind::SetOff) || defaulters || gained)
    };
    paid + v.entries.iter().filter(lowers).map(|e| e.amount.quanta()).sum::<i64>()
}

/// Lines go down the layers; what a line before the last leaves of its layer, or no line took, is nothing.
pub(super) fn layers_in_order(v: &Seen<'_>) -> Held {
    for h in houses(v) {
        let mut deepest = 0;
        for (at, loss) in losses(v, h.who) {
            let (lines, mut from) = (parts(v, at), 0);
            let mut places = Vec::new();
            for e in &lines {
                let place = h.place(v, e, from).ok_or_else(|| format!("{}: out of order: {e:?}", h.id))?;
                places.push(place);
                from = place;
            }
            let last = if uncovered(v, at) > 0 { h.layers.len() } else { from };
            deepest = deepest.max(last);
            for (e, _) in lines.iter().zip(places).filter(|(_, place)| *place < last) {
                let by_house = e.kind == EntryKind::FundCharged && e.other == Some(h.who);
                // Lines on capital and calls say what there was at the opening, not what was left.
                // A haircut may be capped.
                let capped = matches!(e.kind, EntryKind::Assessed | EntryKind::GainsCut);
                let whole = by_house || capped || e.amount == e.of;
                ensure(whole, || format!("{}: {e:?} leaves something for {loss:?}", h.id))?;
            }
        }
        for (at, layer) in h.layers.iter().enumerate().take(deepest) {
            nothing_left(v, &h, at, layer)?;
        }
    }
    Ok(())
}

fn nothing_left(v: &Seen<'_>, h: &House<'_>, at: usize, layer: &Layer) -> Held {
    let now = |who| h.borne(Some(v.frame), |layer, _, bearer| usize::from(layer) == at && bearer == who);
    match layer {
        Layer::SkinInTheGame { amount } => {
            let skin = |f| h.borne(f, |_, kind, _| kind == LayerKind::SkinInTheGame);
            let own = charged(v, h, |e| e.kind == EntryKind::FundCharged && e.other == Some(h.who));
            let left = quanta(v, *amount) - now(h.who) - (skin(v.last) + own - skin(Some(v.frame)));
            ensure(left <= 0, || format!("{}: {left} of its capital is left in layer {at}", h.id))
        }
        Layer::Assessments { cap, .. } => {
            for who in h.living(v) {
                let most = value(h.paid_in(v, who).into(), cap.get(), 1.0);
                let left = most - now(who) - given_back(v, h.who, who);
                ensure(left <= 0, || format!("{}: {left} could be called from {}", h.id, v.id(who)))?;
            }
            Ok(())
        }
        Layer::SurvivorsFund {} if !h.refills => {
            for who in h.living(v) {
                let end = v.first + v.entries.len();
                let used = v
                    .trace
                    .journal
                    .entries
                    .iter()
                    .take(end)
                    .filter(|e| e.kind == EntryKind::FundCharged && (e.who, e.other) == (Some(h.who), Some(who)));
                let left = h.paid_in(v, who) - used.map(|e| e.amount.quanta()).sum::<i64>();
                ensure(left <= 0, || format!("{}: {left} of the contribution of {} is left", h.id, v.id(who)))?;
            }
            Ok(())
        }
        Layer::GainsHaircut { .. } | Layer::TearUp {} => gains::nothing_left(v, h, layer),
        _ => Ok(()),
    }
}

pub(super) fn borne_within_standing(v: &Seen<'_>) -> Held {
    for h in houses(v) {
        for b in v.frame.borne.iter().filter(|b| b.house == h.who) {
            let layer = h.layers.get(usize::from(b.layer));
            let word = layer.map_or(LayerKind::Uncovered.word(), Layer::word);
            let by_member = matches!(
                b.kind,
                LayerKind::SurvivorsFund | LayerKind::Assessments | LayerKind::GainsHaircut | LayerKind::TearUp
            );
            let left_behind = matches!(b.kind, LayerKind::DefaulterMargin | LayerKind::DefaulterFund);
            // What a failed debtor left is its own.
            let bearer = if left_behind { v.failed(b.bearer) } else { by_member != (b.bearer == h.who) };
            let most = match layer {
                Some(Layer::SkinInTheGame { amount }) => quanta(v, *amount),
                Some(Layer::Assessments { cap, .. }) => value(h.paid_in(v, b.bearer).into(), cap.get(), 1.0),
                _ => i64::MAX,
            };
            let ok = word == b.kind.word() && bearer && (1..=most).contains(&b.amount.quanta());
            ensure(ok, || format!("{}: at most {most} of {word}: {b:?}", h.id))?;
        }
        for e in losses(v, h.who).flat_map(|(at, _)| parts(v, at)).filter(|e| e.other != Some(h.who)) {
            let stands = e.other.map_or(0, |who| h.paid_in(v, who));
            let ok = (stands > 0 || gains::CUTS.contains(&e.kind))
                && (e.kind != EntryKind::FundCharged || e.of.quanta() <= stands);
            ensure(ok && e.amount <= e.of, || format!("{}: {stands} was paid in: {e:?}", h.id))?;
        }
    }
    Ok(())
}

/// Parts sum to their loss; what a party bears is what it bore, and the lines since, less what is given back.
pub(super) fn borne_is_charged(v: &Seen<'_>) -> Held {
    for h in houses(v) {
        let mut over = 0;
        for (at, e) in losses(v, h.who) {
            let sum: i64 = parts(v, at).iter().map(|p| p.amount.quanta()).sum();
            over += uncovered(v, at);
            ensure(sum + uncovered(v, at) == e.amount.quanta(), || format!("{}: {sum} is borne of {e:?}", h.id))?;
        }
        ensure(over == 0 || v.failed(h.who), || format!("{} stands with {over} uncovered", h.id))?;
        for who in h.contributions.keys().filter_map(|id| v.who(id)) {
            let bears = |f| h.borne(f, |layer, _, bearer| layer > 1 && bearer == who);
            let then = bears(v.last) + charged(v, &h, |e| e.other == Some(who)) - given_back(v, h.who, who);
            let now = bears(Some(v.frame));
            ensure(then == now, || format!("{}: {} bears {now}, not {then}", h.id, v.id(who)))?;
        }
        let own = |f| h.borne(f, |layer, _, bearer| layer > 1 && bearer == h.who);
        let (most, now) = (own(v.last) + charged(v, &h, |e| e.other == Some(h.who)) + over, own(Some(v.frame)));
        let members: i64 = h.contributions.keys().filter_map(|id| v.who(id)).map(|who| given_back(v, h.who, who)).sum();
        let (back, most_back) = (most - now + members, recovered(v, h.who));
        let ok = now <= most && back <= most_back;
        ensure(ok, || format!("{} bears {now} itself, at most {most}; {most_back} came in, {back} given back", h.id))?;
    }
    Ok(())
}
