//! A clearing house's waterfall: what it loses on failed debtors is charged to its layers, in their order.
//!
//! * Its loss on a debtor is what the estate is expected to leave unpaid at marks, as everywhere; it is charged again as
//!   it grows, and given back, last layer first, once the estate has paid so much that less is open than was charged.
//! * The debtor's own margin and contribution pay first: the contribution is set off against what the debtor owes.
//! * Contributions and skin in the game are cash of the house already, and pay winners in `clear`; a charge says whose
//!   money that was. Members' margin stays theirs, in its boxes.
//! * Assessments and refills are debts of the members from the next tick on; until the last of them is due the house
//!   is late and has not failed.
//! * What is left then is cut from gains of members, where a layer says so; see [`tear_up`].
//! * A house fails when a loss passes its last layer, or when it is late and has nobody left to call.
//!
//! Order of layers: Regulation (EU) No 648/2012 (EMIR), article 45; refill within a time, and assessments with a cap:
//! CPMI-IOSCO, *Recovery of financial market infrastructures* (2017), section 4.2.

use super::context::{Note, Tick};
use super::{calls, close_out, give_back, tear_up};
use crate::clearing::waterfall;
use crate::journal::{Cause, EntryKind};
use crate::state::{Charge, Debt, DebtKind, Fund, Valuation};
use crate::units::{Amount, EntryIx, ParticipantIx};
use crate::world::LayerSpec;
use litemap::LiteMap;

pub(super) use super::calls::{can_call, due_calls, positions_closed, refilled, waits};

/// Houses that have a fund and have not failed.
fn houses(t: &Tick<'_>) -> Vec<ParticipantIx> {
    t.everyone().filter(|&house| t.w.fund(house).is_some() && !t.s.has_failed(house)).collect()
}

pub(super) fn fund_mut<'a>(t: &'a mut Tick<'_>, house: ParticipantIx) -> Option<&'a mut Fund> {
    t.s.standing.get_mut(house.at()).and_then(|s| s.fund.as_mut())
}

/// Collateral of a member paid a house: the first layer.
pub(super) fn margin_used(t: &mut Tick<'_>, (house, member): (ParticipantIx, ParticipantIx), amount: i64) {
    if let Some(fund) = fund_mut(t, house).filter(|_| amount > 0) {
        fund.charges.push(Charge { defaulter: member, layer: 0, bearer: member, amount, entry: None });
    }
}

/// The second layer: what a failed member paid in is set off against what it owes the house, oldest debts first. The
/// rest goes to its estate, a tick after the first distribution, when seized margin has been sold.
pub(super) fn defaulters_fund(t: &mut Tick<'_>) {
    for house in houses(t) {
        for k in 0..t.s.owes(house) {
            let at = t.s.owed_at(house, k);
            let Some(d) = t.s.debts.get(at).filter(|d| d.kind == DebtKind::Contribution && d.open > 0) else {
                continue;
            };
            let (member, before) = (d.creditor, d.open);
            if !t.s.has_failed(member) {
                continue;
            }
            let used = set_off(t, house, member, before);
            let (due, grace) = (t.s.tick.saturating_add(t.w.rules.estate_delay + 1), t.w.rules.grace);
            if let Some(d) = t.s.debts.get_mut(at) {
                d.open -= used;
                d.due.get_or_insert(due);
                // Never due before: it has the grace of everything a house comes to owe.
                d.grace = grace;
            }
            if used == 0 {
                continue;
            }
            let failure = close_out::failure(t, member);
            let note = Note::new(EntryKind::FundCharged).who(house).other(member).amount(used).of(before);
            let entry = t.note(note.cause(failure, used));
            if let Some(fund) = fund_mut(t, house) {
                let entry = Some(entry);
                fund.charges.push(Charge { defaulter: member, layer: 1, bearer: member, amount: used, entry });
            }
        }
    }
}

/// Lowers what a failed member owes a house, without what its seized margin is expected to pay; returns by how much.
fn set_off(t: &mut Tick<'_>, house: ParticipantIx, member: ParticipantIx, most: i64) -> i64 {
    let secured = Valuation::secured(t.s, t.w);
    let mut left = most;
    for k in 0..t.s.owes(member) {
        let at = t.s.owed_at(member, k);
        let Some(d) = t.s.debts.get(at).filter(|d| d.creditor == house && d.estate && !d.is_unvalued()) else {
            continue;
        };
        let part = left.min(d.open - secured.get(at).copied().unwrap_or(0).min(d.open));
        if let Some(d) = t.s.debts.get_mut(at) {
            d.lower(part);
        }
        left -= part;
    }
    most - left
}

/// Charges every house what it has come to lose since it was last charged, and gives back what was recovered; closes
/// out the houses whose last layer that uses up, wave by wave.
pub(super) fn charge(t: &mut Tick<'_>) {
    defaulters_fund(t);
    loop {
        let mut fallen = Vec::new();
        for house in houses(t) {
            let losses = losses(t, house);
            give_back::give_back(t, house, &losses);
            if let Some(causes) = charge_house(t, house, &losses) {
                fallen.push((house, causes));
            }
            calls::refill(t, house);
        }
        if fallen.is_empty() {
            return;
        }
        for (house, (causes, of)) in &fallen {
            let round = round_after(t, causes);
            t.s.rounds = t.s.rounds.max(round);
            let amount = causes.iter().map(|c| c.amount.quanta()).sum();
            let note = Note::new(EntryKind::Exhausted).who(*house).amount(amount).of(*of).round(round);
            let entry = t.note(note.causes(causes.iter().copied()));
            let tick = t.s.tick;
            if let Some(s) = t.s.standing.get_mut(house.at()) {
                s.failed = Some((tick, round, entry));
                s.late = false;
            }
        }
        close_out::close_out(t, &fallen.iter().map(|f| f.0).collect::<Vec<_>>());
    }
}

/// The wave after those in which the debtors failed, of those that failed in this tick.
fn round_after(t: &Tick<'_>, causes: &[Cause]) -> u32 {
    let debtor = |c: &Cause| t.s.journal.get(c.entry).and_then(|e| e.other);
    let failed = |who: ParticipantIx| t.s.standing.get(who.at()).and_then(|s| s.failed);
    let rounds = causes.iter().filter_map(debtor).filter_map(failed).filter(|f| f.0 == t.s.tick).map(|f| f.1);
    rounds.max().unwrap_or(0) + 1
}

/// What a house is expected to lose on a failed debtor, out of what is open.
pub(super) struct Loss {
    pub on: ParticipantIx,
    pub expected: i64,
    pub face: i64,
}

fn losses(t: &Tick<'_>, house: ParticipantIx) -> Vec<Loss> {
    let claim = |d: &Debt| d.creditor == house && d.estate && !d.is_unvalued();
    let before = t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref()).is_some_and(|f| !f.charges.is_empty());
    if !before && !t.s.debts.iter().any(|d| claim(d) && d.open > 0) {
        return Vec::new();
    }
    let v = Valuation::of(t.s, t.w);
    let mut all: LiteMap<ParticipantIx, (i64, i64)> = LiteMap::new();
    for (at, d) in t.s.debts.iter().enumerate().filter(|(_, d)| claim(d)) {
        let (expected, face) = all.get(&d.debtor).copied().unwrap_or((0, 0));
        let (loss, value) = (v.expected_loss(t.s, t.w, at, d), t.s.debt_value(t.w, d));
        all.insert(d.debtor, (expected + loss, face + value));
    }
    all.into_iter().map(|(on, (expected, face))| Loss { on, expected, face }).collect()
}

/// Charges one house. Returns the uncovered parts as causes, with the sum of what was charged, if there are any.
fn charge_house(t: &mut Tick<'_>, house: ParticipantIx, losses: &[Loss]) -> Option<(Vec<Cause>, i64)> {
    let fund = t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref())?;
    let more = |l: &Loss| (l.on, l.expected - fund.beyond_own(l.on), l.face);
    let more: Vec<(ParticipantIx, i64, i64)> = losses.iter().map(more).filter(|m| m.1 > 0).collect();
    if more.is_empty() {
        wait_for(t, house, 0);
        return None;
    }
    let all: i64 = more.iter().map(|m| m.1).sum();
    let skin: i64 = fund.skin.iter().sum();
    // What the house owned beyond its pledged capital before these losses.
    let mut equity = (Valuation::of(t.s, t.w).equity(house) + all - skin).max(0);
    let (mut uncovered, mut charged, mut left) = (Vec::new(), 0, 0);
    for (on, loss, face) in more {
        let told = charge_loss(t, (house, on), (loss, face), &mut equity);
        charged += told.charged;
        left += told.left;
        uncovered.extend(told.uncovered);
    }
    wait_for(t, house, left);
    (!uncovered.is_empty()).then_some((uncovered, charged))
}

/// Notes what of a house's losses is not yet charged.
fn wait_for(t: &mut Tick<'_>, house: ParticipantIx, left: i64) {
    if let Some(fund) = fund_mut(t, house) {
        fund.waits = left;
    }
}

/// What came of one loss: how much of it was charged, what waits for calls or for gains to be cut, what nobody covers.
struct Told {
    charged: i64,
    left: i64,
    uncovered: Option<Cause>,
}

/// Charges a loss on one failed debtor, out of a claim of `face`.
fn charge_loss(
    t: &mut Tick<'_>,
    (house, on): (ParticipantIx, ParticipantIx),
    (loss, face): (i64, i64),
    equity: &mut i64,
) -> Told {
    let layers = t.w.fund(house).map(|f| f.layers.clone()).unwrap_or_default();
    let stand: Vec<Vec<Stand>> = (0..).zip(&layers).map(|(at, l)| stands(t, house, at, l, *equity)).collect();
    let caps: Vec<Vec<i64>> = stand.iter().map(|layer| layer.iter().map(|s| s.room).collect()).collect();
    let at_once = waterfall::charge(loss, caps.get(..tear_up::first_cut(&layers)).unwrap_or_default());
    let called =
        (0..).zip(&layers).any(|(at, l)| matches!(l, LayerSpec::Assessments { .. }) && at_once.of_layer(at) > 0);
    let (reach, more) = tear_up::reach(t, (house, on), &layers, at_once.uncovered, called);
    let charged = waterfall::charge(loss, caps.get(..reach).unwrap_or_default());
    let waits = if more { charged.uncovered } else { 0 };
    let over = charged.uncovered - waits;
    let amount = loss - waits;
    if amount == 0 {
        return Told { charged: 0, left: waits, uncovered: None };
    }
    let failure = close_out::failure(t, on);
    let note = Note::new(EntryKind::LossCharged).who(house).other(on).amount(amount).of(face);
    let entry = t.note(note.cause(failure, amount));
    let mut own = over;
    for (at, ((layer, stand), parts)) in layers.iter().zip(&stand).zip(&charged.borne).enumerate() {
        for (s, &part) in stand.iter().zip(parts).filter(|(_, part)| **part > 0) {
            bear(t, (house, on, at), layer, s, part, entry);
            own += if s.who == house { part } else { 0 };
            *equity -= if *layer == LayerSpec::Equity { part } else { 0 };
        }
        if *layer == LayerSpec::TearUp && charged.of_layer(at) > 0 {
            tear_up::end_contracts(t, house);
        }
    }
    if over > 0 {
        book(t, (house, on, layers.len()), house, over, entry);
    }
    if own > 0 {
        t.s.lost(house, entry, own);
        if let Some(s) = t.s.standing.get_mut(house.at()) {
            s.impaired = true;
        }
    }
    let uncovered = (over > 0).then_some(Cause { entry, amount: Amount::new(over) });
    Told { charged: amount, left: waits, uncovered }
}

/// Who stands for how much in a layer, out of what.
pub(super) struct Stand {
    pub who: ParticipantIx,
    pub room: i64,
    pub of: i64,
}

/// Who may be charged in a layer now; nobody in the first two, which have paid by now.
fn stands(t: &Tick<'_>, house: ParticipantIx, at: usize, layer: &LayerSpec, equity: i64) -> Vec<Stand> {
    let fund = t.s.standing.get(house.at()).and_then(|s| s.fund.as_ref());
    match layer {
        LayerSpec::DefaulterMargin | LayerSpec::DefaulterFund => Vec::new(),
        LayerSpec::Skin(of) => {
            let room = fund.and_then(|f| f.skin.get(at)).copied().unwrap_or(0);
            vec![Stand { who: house, room, of: *of }]
        }
        LayerSpec::Survivors => {
            let mine = t.s.owed(house).map(|(_, d)| d).filter(|d| d.kind == DebtKind::Contribution);
            let live = mine.filter(|d| !t.s.has_failed(d.creditor));
            live.map(|d| Stand { who: d.creditor, room: d.open, of: d.open }).collect()
        }
        LayerSpec::Assessments { cap, .. } => calls::may_call(t, house, at, *cap),
        LayerSpec::GainsHaircut { .. } | LayerSpec::TearUp => tear_up::may_cut(t.s, t.w, house, layer),
        LayerSpec::Equity => vec![Stand { who: house, room: equity, of: equity }],
    }
}

/// A part of a loss falls on somebody: its claim, its pledged capital or its cash of a later tick is less by it.
fn bear(t: &mut Tick<'_>, at: Where, layer: &LayerSpec, s: &Stand, part: i64, why: EntryIx) {
    let (house, who) = (at.0, s.who);
    let kind = match layer {
        LayerSpec::Assessments { .. } => EntryKind::Assessed,
        LayerSpec::GainsHaircut { .. } => EntryKind::GainsCut,
        LayerSpec::TearUp => EntryKind::TornUp,
        LayerSpec::Equity => EntryKind::EquityCharged,
        _ => EntryKind::FundCharged,
    };
    let note = Note::new(kind).who(house).other(who).amount(part).of(s.of);
    let entry = t.note(note.cause(Some(why), part));
    match layer {
        LayerSpec::Skin(_) => {
            if let Some(left) = fund_mut(t, house).and_then(|f| f.skin.get_mut(at.2)) {
                *left -= part;
            }
        }
        LayerSpec::Survivors => {
            let own = |d: &&mut Debt| d.kind == DebtKind::Contribution && d.debtor == house && d.creditor == who;
            if let Some(d) = t.s.debts.iter_mut().find(own) {
                d.open -= part;
            }
        }
        LayerSpec::Assessments { deadline, .. } => calls::assess(t, (who, house), part, *deadline, entry),
        LayerSpec::GainsHaircut { .. } | LayerSpec::TearUp => tear_up::cut(t, house, who, layer, part),
        LayerSpec::DefaulterMargin | LayerSpec::DefaulterFund | LayerSpec::Equity => {}
    }
    if who != house {
        t.s.lost(who, entry, part);
    }
    book(t, at, who, part, entry);
}

/// House, failed debtor, place of the layer.
pub(super) type Where = (ParticipantIx, ParticipantIx, usize);

/// Notes who bears a part.
pub(super) fn book(t: &mut Tick<'_>, (house, on, layer): Where, bearer: ParticipantIx, amount: i64, entry: EntryIx) {
    if let Some(fund) = fund_mut(t, house) {
        fund.charges.push(Charge { defaulter: on, layer, bearer, amount, entry: Some(entry) });
    }
}
