//! Phase 5: depositors, lenders, holders and liquidity providers decide on what they can see.

use super::context::{Note, Tick};
use super::mark::why_below;
use super::sight::{self, View, below};
use super::{holders, providers, redemption, wholesale};
use crate::journal::{Cause, EntryKind};
use crate::scenario::{Equilibrium, ServiceOrder, Sight};
use crate::state::{Debt, DebtKind};
use crate::units::{Amount, AssetIx, ParticipantIx, value_of};
use crate::world::{DepositorSpec, GroupSpec, WatchSpec};

pub(super) fn phase(t: &mut Tick<'_>) {
    let takers: Vec<ParticipantIx> =
        t.everyone().filter(|&who| !t.s.has_failed(who) && spec(t, who).is_some()).collect();
    let v = std::mem::take(&mut t.s.marked);
    let view = View::new(t, v, &takers);
    for who in t.everyone() {
        let cash = t.s.cash(t.w, who);
        if let Some(s) = t.s.standing.get_mut(who.at()) {
            s.till = cash;
        }
    }
    wholesale::hoard(t, &view);
    for &who in &takers {
        let Some(d) = spec(t, who) else { continue };
        leave(t, who, d, &view);
        serve(t, who, d);
    }
    // An event may ask for deposits of somebody without a mechanism for them: no gate, first come.
    let plain = DepositorSpec { opacity: 0.0, gate: 1.0, order: ServiceOrder::FirstCome, groups: Vec::new() };
    for who in t.everyone() {
        if !t.s.has_failed(who) && spec(t, who).is_none() {
            serve(t, who, &plain);
        }
    }
    super::staking::phase(t);
    wholesale::roll(t, &view);
    holders::phase(t);
    redemption::phase(t);
    providers::phase(t, &view);
}

fn spec<'a>(t: &Tick<'a>, who: ParticipantIx) -> Option<&'a DepositorSpec> {
    t.w.participants.get(who.at()).and_then(|p| p.depositors.as_ref())
}

/// Groups that see too little ask for their share; where the worst equilibrium is chosen, all whom a run of all would
/// make right to run.
fn leave(t: &mut Tick<'_>, who: ParticipantIx, d: &DepositorSpec, view: &View) {
    let mut sights: Vec<(WatchSpec, f64, i64)> = Vec::new();
    for (g, group) in d.groups.iter().enumerate() {
        if !view.of(t, who, &group.watches, d.opacity).is_some_and(|seen| below(seen, group.leaves_below)) {
            continue;
        }
        let Some(asked) = ask(t, who, g, group.share) else { continue };
        match sights.iter_mut().find(|s| s.0 == group.watches) {
            Some(s) => (s.1, s.2) = (s.1.max(group.leaves_below), s.2 + asked),
            None => sights.push((group.watches, group.leaves_below, asked)),
        }
    }
    sights.retain(|s| s.2 > 0);
    let open: i64 = deposits_of(t, who).map(|x| x.open).sum();
    let mut causes = Vec::new();
    for (watch, threshold, asked) in &sights {
        let seen = view.of(t, who, watch, d.opacity).unwrap_or(0.0);
        let why = view.why(t, who, watch, d.opacity);
        let entry = sight::note(t, who, watch, (seen, *threshold), why);
        causes.push(Cause { entry, amount: Amount::new(*asked) });
    }
    causes.extend(panic(t, who, d));
    let asked: i64 = causes.iter().map(|c| c.amount.quanta()).sum();
    if asked > 0 {
        let run = t.note(Note::new(EntryKind::Run).who(who).amount(asked).of(open).causes(causes));
        t.s.lacks(who, run, asked);
    }
}

/// A group asks for its share of every deposit; nothing when it has left before.
fn ask(t: &mut Tick<'_>, who: ParticipantIx, group: usize, share: f64) -> Option<i64> {
    let left = t.s.standing.get_mut(who.at()).and_then(|s| s.left.get_mut(group)).filter(|left| !**left)?;
    *left = true;
    let mut asked = 0;
    for debt in t.s.debts.iter_mut().filter(|x| x.kind == DebtKind::Deposit && x.debtor == who && !x.estate) {
        let opening = t.w.deposits.get(debt.link.at as usize).map_or(0, |x| x.amount);
        let part = value_of(opening, share, 1.0).min(debt.open - debt.asked).max(0);
        debt.asked += part;
        asked += part;
    }
    Some(asked)
}

/// The worst equilibrium of the depositors' game (Diamond and Dybvig 1983): whoever is payable on demand out of assets
/// that bring less when they are sold now can be run on because it is run on. Everybody who sees anything then leaves.
fn panic(t: &mut Tick<'_>, who: ParticipantIx, d: &DepositorSpec) -> Option<Cause> {
    if t.w.rules.equilibrium != Equilibrium::Least {
        return None;
    }
    let left = |g: usize| t.s.standing.get(who.at()).and_then(|s| s.left.get(g)).copied().unwrap_or(true);
    let sees = |g: &GroupSpec| g.watches.sees != Some(Sight::Nothing);
    let could: Vec<(usize, f64)> =
        (0..).zip(&d.groups).filter(|(g, x)| !left(*g) && sees(x)).map(|(g, x)| (g, x.share)).collect();
    let share: f64 = could.iter().map(|x| x.1).sum();
    let asked: i64 = deposits_of(t, who).map(|x| x.asked).sum();
    let opening: i64 = t.w.deposits.iter().filter(|x| x.debtor == who).map(|x| x.amount).sum();
    let (all, brings) = (asked + value_of(opening, share, 1.0), at_once(t, who));
    if share <= 0.0 || brings >= all {
        return None;
    }
    let sum: i64 = could.iter().filter_map(|&(g, share)| ask(t, who, g, share)).sum();
    let note = Note::new(EntryKind::Panic).who(who).amount(brings.max(0)).of(all).causes(why_below(t, who));
    (sum > 0).then(|| Cause { entry: t.note(note), amount: Amount::new(sum) })
}

/// What a participant could pay with at once: its cash, its deposits with others, and its free holdings if all of them
/// were sold in this tick; less what is due from it now beside its deposits.
fn at_once(t: &Tick<'_>, who: ParticipantIx) -> i64 {
    let sale = |asset: AssetIx| {
        let Some(market) = t.w.assets.get(asset.at()).and_then(|a| a.market.as_ref()) else { return 0 };
        let units = t.s.books.free(who, asset);
        let price = t.s.quotes.get(asset.at()).map_or(0.0, |q| q.mark) * (1.0 - market.discount);
        let impact = t.s.pool(t.w, asset).map_or(1.0, |pool| pool.impact(units as f64));
        if units > 0 { value_of(units, price * impact, t.s.scale(t.w, asset)) } else { 0 }
    };
    let others = (0..t.w.assets.len() as u32).map(AssetIx).filter(|&a| a != t.w.numeraire);
    let on_demand =
        |d: &&Debt| d.kind == DebtKind::Deposit && d.creditor == who && !d.estate && !t.s.has_failed(d.debtor);
    let deposits: i64 = t.s.debts.iter().filter(on_demand).map(|d| d.open).sum();
    let due = t.s.owed(who).filter(|(_, d)| d.kind != DebtKind::Deposit && d.asset == t.w.numeraire);
    let due: i64 = due.map(|(_, d)| d.due_at(t.s.tick)).sum();
    t.s.cash(t.w, who) + deposits + others.map(sale).sum::<i64>() - due
}

fn deposits_of<'a>(t: &'a Tick<'_>, who: ParticipantIx) -> impl Iterator<Item = &'a Debt> {
    t.s.owed(who).map(|(_, x)| x).filter(|x| x.kind == DebtKind::Deposit && !x.estate)
}

/// Pays requests from unencumbered cash, up to the gate; what is let out and not paid is due in this tick's clearing.
fn serve(t: &mut Tick<'_>, who: ParticipantIx, d: &DepositorSpec) {
    let asked: i64 = deposits_of(t, who).map(|x| x.asked).sum();
    if asked == 0 {
        return;
    }
    let opening: i64 = t.w.deposits.iter().filter(|x| x.debtor == who).map(|x| x.amount).sum();
    let let_out = if t.s.is_shut(who) { 0 } else { asked.min(value_of(opening, d.gate, 1.0)) };
    let cash = if t.s.is_out(who) { 0 } else { t.s.cash(t.w, who).min(let_out) };
    // A lending pool lets out what it has and is not late with the rest: its lenders are locked.
    let let_out = if t.w.pool(who).is_some() { cash } else { let_out };
    let (mut door, mut till) = (let_out, cash);
    let mut payments = Vec::new();
    for k in 0..t.s.owes(who) {
        let i = t.s.owed_at(who, k);
        let deposit = |x: &&mut Debt| x.kind == DebtKind::Deposit && !x.estate;
        let Some(x) = t.s.debts.get_mut(i).filter(deposit) else { continue };
        let (out, paid) = match d.order {
            ServiceOrder::FirstCome => (x.asked.min(door), x.asked.min(door).min(till)),
            ServiceOrder::ProRata => (share(let_out, x.asked, asked), share(cash, x.asked, asked)),
        };
        door -= out;
        till -= paid;
        x.let_out = out;
        x.due_now = out;
        payments.push((i, x.creditor, paid));
    }
    for (i, creditor, paid) in payments {
        t.s.pay(t.w.numeraire, who, creditor, paid);
        super::clear::settle_debt(t, i, paid);
    }
    let run = t.s.standing.get(who.at()).and_then(|s| s.lacks.last()).map(|c| c.entry);
    if cash > 0 {
        t.note(Note::new(EntryKind::Withdrawn).who(who).amount(cash).of(asked).cause(run, cash));
    }
    if asked > cash {
        if let Some(s) = t.s.standing.get_mut(who.at()) {
            s.locked_ticks += 1;
        }
        t.note(Note::new(EntryKind::Locked).who(who).amount(asked - cash).of(asked).cause(run, asked - cash));
    }
}

fn share(of: i64, part: i64, whole: i64) -> i64 {
    (i128::from(of) * i128::from(part) / i128::from(whole.max(1))) as i64
}
