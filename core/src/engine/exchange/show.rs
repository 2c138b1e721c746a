//! Margin exchanges in the trace.

use super::super::Tick;
use crate::state::{Cutback, Leg, Owner, Stand, State, Venue};
use crate::trace::{CutFrame, LIQUIDATION_BINS, LegFrame, OwnBookFrame, QueueFrame, SpotFrame, VenueFrame};
use crate::units::{Amount, sorted};
use crate::world::VenueSpec;

/// Cuts of others than participants that are shown.
const SHOWN: usize = 24;

/// All venues at the end of a tick.
pub(in crate::engine) fn frames(t: &Tick<'_>) -> Vec<VenueFrame> {
    let all = t.s.exchange.venues.iter();
    all.filter_map(|v| Some(frame(t.s, v, t.w.venue(v.who)?))).collect()
}

/// What a pass over all accounts finds.
struct Pass {
    open: u32,
    liquidation: Vec<Vec<i64>>,
    legs: Vec<LegFrame>,
    units: Vec<i64>,
}

fn pass(v: &Venue, spec: &VenueSpec) -> Pass {
    let mut p = Pass {
        open: 0,
        liquidation: vec![vec![0; LIQUIDATION_BINS]; spec.markets.len()],
        legs: Vec::new(),
        units: vec![0; spec.margins.len()],
    };
    for (account, a) in v.accounts.iter().enumerate() {
        for &(margin, units) in v.units_of(account) {
            if let Some(sum) = p.units.get_mut(margin as usize) {
                *sum += units;
            }
        }
        if account >= v.vault() || !v.is_open(account) {
            continue;
        }
        p.open += 1;
        let stand = v.stand(spec, account);
        for l in v.legs_of(account).iter().filter(|l| l.size != 0) {
            let at = liquidation(v, spec, l, stand);
            let mark = v.marks.get(l.market as usize).copied().unwrap_or(0.0);
            let bin = at.map(|price| (price / mark - 0.5) * LIQUIDATION_BINS as f64);
            let bins = p.liquidation.get_mut(l.market as usize);
            let slot = bin.filter(|b| *b >= 0.0).and_then(|b| bins?.get_mut(b as usize));
            if let Some(slot) = slot {
                *slot = slot.saturating_add(v.worth(l.market, l.size).abs());
            }
            if matches!(a.owner, Owner::Holder(_)) {
                p.legs.push(leg(v, account as u32, l, stand, at));
            }
        }
    }
    p
}

fn leg(v: &Venue, account: u32, l: &Leg, stand: Stand, liquidation: Option<f64>) -> LegFrame {
    let scale = v.scales.get(l.market as usize).copied().unwrap_or(1.0);
    let entry = l.cost as f64 / (l.size as f64 * scale);
    LegFrame {
        account,
        market: l.market,
        size: Amount::new(l.size),
        entry: if entry.is_finite() { entry } else { 0.0 },
        liquidation,
        equity: Amount::new(stand.equity),
        maintenance: Amount::new(stand.maintenance),
    }
}

/// The mark at which an account falls below maintenance, by the tier that it is in now; all else as it is.
fn liquidation(v: &Venue, spec: &VenueSpec, l: &Leg, stand: Stand) -> Option<f64> {
    let scale = v.scales.get(l.market as usize).copied().unwrap_or(1.0);
    let value = v.worth(l.market, l.size);
    let rate = spec.tier(value.abs()).maintenance;
    // What the account has beyond this position's worth and what the others must have.
    let rest = (stand.equity - value) as f64 - (stand.maintenance - spec.maintenance(value.abs())) as f64;
    let size = l.size as f64 * scale;
    let price = -rest / (size - rate * size.abs());
    (price.is_finite() && price > 0.0).then_some(price)
}

fn frame(s: &State, v: &Venue, spec: &VenueSpec) -> VenueFrame {
    let p = pass(v, spec);
    let amount = Amount::new;
    let interest = v.interest();
    let side = |account: usize, market: usize| v.legs_of(account).get(market).map_or(0, |l| l.size);
    let markets = spec.markets.iter().enumerate().map(|(at, m)| {
        let did = v.did.markets.get(at).copied().unwrap_or_default();
        let (long, short) = interest.get(at).copied().unwrap_or_default();
        OwnBookFrame {
            book: v.books.get(at).map_or(0.0, |b| b.price),
            index: s.index_of(m.asset).0,
            mark: v.marks.get(at).copied().unwrap_or(0.0),
            long: amount(long),
            short: amount(short),
            makers: amount(side(v.makers(), at)),
            vault: amount(side(v.vault(), at)),
            by_book: amount(did.book),
            by_vault: amount(did.vault),
            by_fund: amount(did.fund),
            by_adl: amount(did.adl),
            liquidated: amount(did.liquidated),
            liquidation: p.liquidation.get(at).map(|b| b.iter().map(|&x| amount(x)).collect()).unwrap_or_default(),
        }
    });
    let spots = spec.margins.iter().enumerate().map(|(at, m)| SpotFrame {
        book: v.spots.get(at).map_or(0.0, |b| b.price),
        index: s.index_of(m.book.asset).0,
        counts: v.margin_marks.get(at).copied().unwrap_or(0.0),
        units: amount(p.units.get(at).copied().unwrap_or(0)),
    });
    let d = &v.did;
    VenueFrame {
        markets: markets.collect(),
        spots: spots.collect(),
        money: amount(v.money()),
        came: amount(d.came),
        went: amount(d.went),
        own: amount(d.own),
        fund: amount(v.fund),
        vault: amount(v.stand(spec, v.vault()).equity),
        vault_full: d.vault_full,
        open: p.open,
        below: d.below,
        fund_paid: amount(d.fund_paid),
        deficit: amount(d.deficit),
        fund_left: amount(d.fund_left),
        taken: amount(d.taken),
        overshoot: amount(d.overshoot),
        uncovered: amount(d.uncovered),
        socialised: amount(d.socialised),
        liquidated_so_far: amount(d.total.liquidated),
        adl_so_far: amount(d.total.adl_value),
        overshoot_so_far: amount(d.total.overshoot),
        taken_so_far: amount(d.total.taken),
        uncovered_so_far: amount(d.total.uncovered),
        cuts_so_far: d.total.cuts,
        queue: d.queue.iter().map(queued).collect(),
        cuts: cuts(v),
        cut: d.cuts.len() as u32,
        legs: p.legs,
        closed: v.closed.is_some(),
    }
}

fn queued(q: &crate::state::Queued) -> QueueFrame {
    QueueFrame {
        account: q.account,
        market: q.market,
        size: Amount::new(q.size),
        profit: Amount::new(q.profit),
        score: if q.score.is_finite() { q.score } else { 0.0 },
    }
}

/// Participants that were cut back, then the largest cuts of others.
fn cuts(v: &Venue) -> Vec<CutFrame> {
    let named = |c: &&Cutback| v.accounts.get(c.account as usize).is_some_and(|a| matches!(a.owner, Owner::Holder(_)));
    let mut all: Vec<Cutback> = v.did.cuts.iter().filter(named).copied().collect();
    let others: Vec<Cutback> = v.did.cuts.iter().filter(|c| !named(c)).copied().collect();
    all.extend(sorted(others, |a, b| b.profit.cmp(&a.profit)).into_iter().take(SHOWN));
    let shown = |c: Cutback| CutFrame {
        account: c.account,
        market: c.market,
        size: Amount::new(c.size),
        of: Amount::new(c.of),
        profit: Amount::new(c.profit),
        gains: Amount::new(c.gains),
        naked: c.naked.map(|x| Amount::new(x.1)),
    };
    all.into_iter().map(shown).collect()
}
