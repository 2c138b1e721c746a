//! Moving participants, one or several, by hand or into line; nothing is run again.

use super::desk::Line;
use super::document::note_drag;
use super::effect::Effect;
use super::geometry::{NODE_H, NODE_W};
use super::model::{Model, Point};
use super::scene::Seats;
use super::several::named;
use interclear_core::scenario::Scenario;
use std::rc::Rc;

/// Puts participants at places by hand. All moves of one drag are one step of undo.
pub(super) fn to(model: &mut Model, moves: &[(String, Point)], done: bool) -> Vec<Effect> {
    let Some((scenario, ids)) = placed(&model.scenario, moves) else { return Vec::new() };
    for p in scenario.participants.iter().filter(|p| done && ids.contains(&p.id)) {
        p.place.iter().for_each(|at| model.desk.put(&p.id, *at));
    }
    let label = format!("move {}", named(model, &ids));
    let key = format!("place/{}", ids.join("/"));
    note_drag(model, &key, done, &scenario, |_| label);
    model.scenario = Rc::new(scenario);
    model.edited |= done;
    if done { vec![Effect::Autosave] } else { Vec::new() }
}

/// Puts participants at places as one change of this name, shown as a movement; says so when nothing changes.
pub(super) fn arranged(model: &mut Model, moves: &[(String, Point)], label: &str, fit: bool) -> Vec<Effect> {
    let next = placed(&model.scenario, moves).map(|(s, _)| s).filter(|s| *s != *model.scenario);
    let Some(next) = next else { return vec![Effect::Announce("Nothing had to move.".to_owned())] };
    let before = Rc::clone(&model.scenario);
    model.history.push(before, label.to_owned());
    model.scenario = Rc::new(next);
    model.edited = true;
    model.desk.glide(fit);
    vec![Effect::Autosave, Effect::Announce(format!("{}.", super::words::capital(label)))]
}

/// The scenario with participants at other places, and who they are.
fn placed(scenario: &Scenario, moves: &[(String, Point)]) -> Option<(Scenario, Vec<String>)> {
    let mut next = scenario.clone();
    let mut ids = Vec::new();
    for (id, at) in moves.iter().filter(|(_, at)| at.x.is_finite() && at.y.is_finite()) {
        if let Some(who) = next.participants.iter_mut().find(|p| p.id == *id) {
            who.place = Some([at.x.round(), at.y.round()]);
            ids.push(id.clone());
        }
    }
    (!ids.is_empty()).then_some((next, ids))
}

/// Puts the chosen in line.
pub(super) fn in_line(model: &mut Model, line: Line) -> Vec<Effect> {
    let ids = model.chosen();
    let places = Seats::default().places(&model.scenario);
    let all = model.scenario.participants.iter().zip(places);
    let mut group: Vec<(String, Point)> =
        all.filter(|(p, _)| ids.contains(&p.id)).map(|(p, at)| (p.id.clone(), at)).collect();
    if group.len() < 2 {
        return Vec::new();
    }
    lined(&mut group, line);
    let how = match line {
        Line::Column => "align in a column",
        Line::Row => "align in a row",
        Line::Across => "space out across",
        Line::Down => "space out down",
    };
    let effects = arranged(model, &group, how, false);
    for (id, at) in group {
        model.desk.put(&id, [at.x.round(), at.y.round()]);
    }
    effects
}

/// Room left between the borders of neighbours where they would touch.
const GAP: f64 = 40.0;

/// Places in line. Who would come to lie on another is moved on along the line.
fn lined(group: &mut [(String, Point)], line: Line) {
    let upright = matches!(line, Line::Column | Line::Down);
    let along = |p: &Point| if upright { p.y } else { p.x };
    group.sort_by(|(a, p), (b, q)| along(p).total_cmp(&along(q)).then_with(|| a.cmp(b)));
    let least = if upright { NODE_H } else { NODE_W } + GAP;
    let count = group.len() as f64;
    let middle = |f: fn(&Point) -> f64| group.iter().map(|(_, p)| f(p)).sum::<f64>() / count;
    match line {
        Line::Column | Line::Row => {
            let (x, y) = (middle(|p| p.x), middle(|p| p.y));
            let mut last = f64::NEG_INFINITY;
            for (_, p) in group.iter_mut() {
                let at = along(p).max(last + least);
                last = at;
                *p = if upright { Point::new(x, at) } else { Point::new(at, y) };
            }
        }
        Line::Across | Line::Down => {
            let ends = group.first().zip(group.last()).map(|((_, p), (_, q))| (along(p), along(q)));
            let Some((low, high)) = ends else { return };
            let step = ((high - low) / (count - 1.0).max(1.0)).max(least);
            for (k, (_, p)) in group.iter_mut().enumerate() {
                let at = low + step * k as f64;
                if upright { p.y = at } else { p.x = at }
            }
        }
    }
}
