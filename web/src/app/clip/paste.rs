//! Putting a fragment into a scenario: new ids and names for what comes, the assets that are there for those that are meant,
//! and a place where there is room.

use super::fragment::Fragment;
use super::free::{free_id, free_name};
use super::names::Names;
use crate::app::geometry::bounds;
use crate::app::model::Point;
use crate::app::place::unique_id;
use crate::app::scene::Seats;
use crate::app::snap::clear_place;
use interclear_core::scenario::{Limit, Scenario, Shaped as _, from_value, to_value};
use litemap::LiteMap;

/// Air round what is pasted.
const AIR: f64 = 24.0;

/// A scenario with a fragment in it.
#[derive(Debug)]
pub(super) struct Pasted {
    /// The scenario.
    pub scenario: Scenario,
    /// The participants that came, by their new ids.
    pub ids: Vec<String>,
    /// The names of assets and contracts that came along.
    pub came: Vec<String>,
}

/// The scenario with a fragment in it, near a place or near where it was copied. The check has not been asked.
pub(super) fn merged(s: &Scenario, fragment: &Fragment, near: Option<Point>) -> Pasted {
    let from = &fragment.part;
    let mut next = s.clone();
    let mut names = Names::default();
    let mut came = Vec::new();
    let mut renamed = from.clone();
    participants(&mut next, &mut renamed, &mut names);
    let brought = assets(s, from, &mut names, &mut came);
    contracts(s, &mut renamed, &mut names, &mut came);
    links(&mut next, &mut renamed);
    // The names that are named, everywhere at once; those that things have were given above.
    renamed.assets.retain(|a| brought.contains(&a.id));
    for asset in &mut renamed.assets {
        if let Some(id) = names.assets.get(&asset.id) {
            asset.id.clone_from(id);
        }
    }
    let mut value = to_value(&renamed);
    names.put(Scenario::SHAPE, Limit::default(), &mut value);
    let renamed: Scenario = from_value(&value).unwrap_or(renamed);
    let ids: Vec<String> = renamed.participants.iter().map(|p| p.id.clone()).collect();
    for asset in renamed.assets {
        let taken = |label: &str| next.assets.iter().any(|a| a.label == label);
        let label = free_name(&asset.label, taken);
        next.assets.push(interclear_core::scenario::Asset { label, ..asset });
    }
    let blank = next.participants.len() - ids.len();
    next.participants.truncate(blank);
    next.participants.extend(renamed.participants);
    room(&mut next, blank, near);
    next.obligations.extend(renamed.obligations);
    next.trades.extend(renamed.trades);
    next.deposits.extend(renamed.deposits);
    next.collateral.extend(renamed.collateral);
    next.contracts.extend(renamed.contracts);
    next.positions.extend(renamed.positions);
    next.clients.extend(renamed.clients);
    due_in_time(&mut next);
    Pasted { scenario: next, ids, came }
}

/// New ids and names for the participants. They are put into `next` at once, so that no link gets one of their ids.
fn participants(next: &mut Scenario, part: &mut Scenario, names: &mut Names) {
    for p in &mut part.participants {
        let id = unique_id(next, &p.id);
        names.participants.insert(p.id.clone(), id.clone());
        p.id = id;
        p.label = free_name(&p.label, |label| next.participants.iter().any(|q| q.label == label));
        next.participants.push(p.clone());
    }
}

/// The assets here that those of the fragment are, and the ids of those that come along.
fn assets(s: &Scenario, from: &Scenario, names: &mut Names, came: &mut Vec<String>) -> Vec<String> {
    let mut brought = Vec::new();
    for asset in &from.assets {
        if asset.id == from.numeraire {
            names.assets.insert(asset.id.clone(), s.numeraire.clone());
            continue;
        }
        // A token of one who is pasted is a token of the new one.
        let own = asset.claim.as_ref().is_some_and(|c| from.participants.iter().any(|p| p.id == c.issuer));
        let same = s.assets.iter().any(|a| a.id == asset.id && a.id != s.numeraire && a.label == asset.label);
        if same && !own {
            continue;
        }
        let taken = |id: &str| s.assets.iter().any(|a| a.id == id) || names.assets.iter().any(|(_, new)| new == id);
        names.assets.insert(asset.id.clone(), free_id(&asset.id, taken));
        brought.push(asset.id.clone());
        if !own {
            came.push(asset.label.clone());
        }
    }
    brought
}

/// The contracts here that those of the fragment are; the others come along.
fn contracts(s: &Scenario, part: &mut Scenario, names: &mut Names, came: &mut Vec<String>) {
    let mut brought = Vec::new();
    for contract in std::mem::take(&mut part.contracts) {
        if s.contracts.iter().any(|c| c.id == contract.id && c.label == contract.label) {
            continue;
        }
        let taken =
            |id: &str| s.contracts.iter().any(|c| c.id == id) || names.contracts.iter().any(|(_, new)| new == id);
        let id = free_id(&contract.id, taken);
        names.contracts.insert(contract.id.clone(), id.clone());
        came.push(contract.label.clone());
        brought.push(interclear_core::scenario::Contract { id, ..contract });
    }
    part.contracts = brought;
}

/// New ids for the links, and for those that name each other.
fn links(next: &mut Scenario, part: &mut Scenario) {
    // Ids that are given here are taken for the next ones.
    let mut scratch = next.clone();
    let mut owed: LiteMap<String, String> = LiteMap::new();
    for o in &mut part.obligations {
        let id = unique_id(&scratch, &o.id);
        owed.insert(o.id.clone(), id.clone());
        o.id = id;
        scratch.obligations.push(o.clone());
    }
    for t in &mut part.trades {
        t.id = unique_id(&scratch, &t.id);
        scratch.trades.push(t.clone());
    }
    for d in &mut part.deposits {
        d.id = unique_id(&scratch, &d.id);
        scratch.deposits.push(d.clone());
    }
    for p in &mut part.positions {
        p.id = unique_id(&scratch, &p.id);
        scratch.positions.push(p.clone());
    }
    let mut boxes: LiteMap<String, String> = LiteMap::new();
    for c in &mut part.collateral {
        let id = unique_id(&scratch, &c.id);
        boxes.insert(c.id.clone(), id.clone());
        c.id = id;
        scratch.collateral.push(c.clone());
    }
    for c in &mut part.collateral {
        c.secures = c.secures.take().and_then(|o| owed.get(&o).cloned());
        c.reuses = c.reuses.take().and_then(|r| boxes.get(&r).cloned());
    }
}

/// Moves the participants from number `first` on to where there is room.
fn room(next: &mut Scenario, first: usize, near: Option<Point>) {
    let old = Scenario { participants: next.participants.iter().take(first).cloned().collect(), ..next.clone() };
    let others = Seats::default().places(&old);
    let new = next.participants.iter().skip(first);
    let figure: Vec<Point> = new.map(|p| p.place.map_or(Point::default(), |[x, y]| Point::new(x, y))).collect();
    let middle = bounds(&figure).map(|b| b.at).unwrap_or_default();
    let wish = near.map_or(Point::default(), |p| p.from(middle));
    let by = clear_place(&figure, &others, wish, AIR);
    for (p, at) in next.participants.iter_mut().skip(first).zip(figure) {
        p.place = Some([(at.x + by.x).round(), (at.y + by.y).round()]);
    }
}

/// What would be due after the last tick is due with it.
fn due_in_time(s: &mut Scenario) {
    let last = s.clock.ticks.max(1);
    for o in &mut s.obligations {
        o.due = o.due.map(|d| d.min(last));
    }
    for t in &mut s.trades {
        t.due = t.due.min(last);
    }
}
