//! Walks down chains of claims: where they come by, and where they end.
//!
//! States are taken out one by one, and whoever led to one leads to where that one leads (Grassmann, Taksar and Heyman
//! 1985): sums, products and quotients of what is not negative, so that rings that let almost nothing out stay exact. Only
//! participants from which the target can be reached take part, and each has a way to it: nothing is divided by zero.

use super::Parts;
use std::collections::BTreeMap;

/// The part of each participant's walk that comes by a target, those of the target at 1.
pub(super) fn reaches(p: &Parts, is: impl Fn(usize) -> bool) -> Vec<f64> {
    let n = p.on.len();
    // Of each step: to a target, or elsewhere.
    let goal: Vec<f64> = (0..n)
        .map(|i| p.on.get(i).into_iter().flatten().filter(|(j, _)| is(**j)).map(|(_, part)| part).sum())
        .collect();
    let mut found = solve(p, &goal, &is);
    for (at, slot) in found.iter_mut().enumerate() {
        if is(at) {
            *slot = 1.0;
        }
        *slot = slot.min(1.0);
    }
    found
}

/// The part of each participant's walk that ends in goals: `own` is the part of each one's assets that is there at once.
pub(super) fn leads_to(p: &Parts, own: &[f64]) -> Vec<f64> {
    solve(p, own, &|_| false)
}

/// Solves `x_i = goal_i + sum of on_ij x_j`, over participants that are not shut.
fn solve(p: &Parts, goal: &[f64], shut: &impl Fn(usize) -> bool) -> Vec<f64> {
    let n = p.on.len();
    let mut x = vec![0.0; n];
    let live = reach(p, goal, shut);
    let order: Vec<usize> = (0..n).filter(|&i| live.get(i) == Some(&true)).collect();
    let mut rows: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    // What leaves the system from each row: to the goal, to base assets, to where the goal is out of reach.
    let mut to_goal: BTreeMap<usize, f64> = BTreeMap::new();
    let mut lost: BTreeMap<usize, f64> = BTreeMap::new();
    for &i in &order {
        let (mut row, mut out) = (BTreeMap::new(), p.ends.get(i).copied().unwrap_or(0.0));
        for (&j, &part) in p.on.get(i).into_iter().flatten() {
            if live.get(j) == Some(&true) && !shut(j) {
                row.insert(j, part);
            } else {
                out += part;
            }
        }
        to_goal.insert(i, goal.get(i).copied().unwrap_or(0.0));
        // The goal is among what leaves; the rest is lost.
        lost.insert(i, (out - goal.get(i).copied().unwrap_or(0.0)).max(0.0));
        rows.insert(i, row);
    }
    let mut solved: Vec<(usize, BTreeMap<usize, f64>, f64)> = Vec::new();
    for &e in &order {
        let Some(mut row) = rows.remove(&e) else { continue };
        let (goal_e, lost_e) = (to_goal.get(&e).copied().unwrap_or(0.0), lost.get(&e).copied().unwrap_or(0.0));
        row.remove(&e);
        let all: f64 = row.values().sum::<f64>() + goal_e + lost_e;
        if all <= 0.0 {
            continue;
        }
        row.values_mut().for_each(|part| *part /= all);
        let (goal_e, lost_e) = (goal_e / all, lost_e / all);
        for (&i, other) in &mut rows {
            let Some(part) = other.remove(&e) else { continue };
            for (&j, &step) in &row {
                *other.entry(j).or_default() += part * step;
            }
            *to_goal.entry(i).or_default() += part * goal_e;
            *lost.entry(i).or_default() += part * lost_e;
        }
        solved.push((e, row, goal_e));
    }
    // Back from the last: each stands on those taken out after it.
    for (e, row, goal) in solved.iter().rev() {
        let sum: f64 = row.iter().map(|(&j, part)| part * x.get(j).copied().unwrap_or(0.0)).sum();
        if let Some(slot) = x.get_mut(*e) {
            *slot = goal + sum;
        }
    }
    x
}

/// From where a goal can be reached without passing what is shut.
fn reach(p: &Parts, goal: &[f64], shut: &impl Fn(usize) -> bool) -> Vec<bool> {
    let n = p.on.len();
    let mut live: Vec<bool> = (0..n).map(|i| !shut(i) && goal.get(i).is_some_and(|g| *g > 0.0)).collect();
    loop {
        let mut more = false;
        for i in (0..n).filter(|&i| !shut(i)) {
            let leads = p.on.get(i).into_iter().flatten().any(|(j, part)| *part > 0.0 && live.get(*j) == Some(&true));
            if leads && live.get(i) == Some(&false) {
                live.get_mut(i).into_iter().for_each(|slot| *slot = true);
                more = true;
            }
        }
        if !more {
            return live;
        }
    }
}
