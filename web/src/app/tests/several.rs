//! Choosing several, moving them together, deleting them, putting them in line, a wire to somebody new.

use super::*;
use crate::app::{Item, Line, Many, Mode, Playhead, Point, Tool};
use interclear_core::journal::LinkKind;

fn many(model: &mut Model, what: Many) -> Vec<Effect> {
    update(model, Msg::Many(what))
}

/// Places are whole numbers.
fn place(model: &Model, id: &str) -> [i64; 2] {
    model.scenario.participants.iter().find(|p| p.id == id).and_then(|p| p.place).unwrap().map(|x| x as i64)
}

#[test]
fn one_is_the_selection_and_two_are_a_group() {
    let mut model = opened();
    many(&mut model, Many::Toggle("heron".into()));
    assert_eq!(model.selection, Some(Item::Participant("heron".into())));
    assert!(model.desk.group.is_empty());
    many(&mut model, Many::Toggle("wren".into()));
    assert_eq!((model.selection.clone(), model.chosen()), (None, vec!["heron".to_owned(), "wren".to_owned()]));
    let said = many(&mut model, Many::Toggle("heron".into()));
    assert_eq!(said, [Effect::Announce("Wren selected.".into())]);
    assert_eq!(model.selection, Some(Item::Participant("wren".into())));
    // All, and then something else alone.
    many(&mut model, Many::All);
    assert_eq!(model.chosen().len(), 6);
    update(&mut model, Msg::Select(Some(Item::Asset("token".into()))));
    assert!(model.chosen().is_empty() && model.desk.group.is_empty());
    // Nobody twice, nobody unknown.
    many(&mut model, Many::Also(vec!["pike".into(), "nobody".into(), "pike".into()]));
    assert_eq!(model.chosen(), ["pike"]);
    update(&mut model, Msg::Select(None));
    assert!(model.chosen().is_empty());
}

#[test]
fn they_are_moved_and_deleted_as_one_step_of_undo() {
    let mut model = opened();
    model.playhead = Playhead { tick: 1, round: 0 };
    let (before, generation) = (model.scenario.clone(), model.generation);
    for (shift, done) in [(10.0, false), (20.0, false), (30.0, true)] {
        let moved = ["heron", "wren"].map(|id| (id.to_owned(), Point { x: shift, y: 5.0 }));
        many(&mut model, Many::Move { moves: moved.to_vec(), done });
    }
    assert_eq!(model.history.past.len(), 1);
    assert_eq!(model.history.undo_label().unwrap(), "Undo: move 2 participants");
    assert_eq!((place(&model, "heron"), place(&model, "wren")), ([30, 5], [30, 5]));
    assert_eq!(model.generation, generation);
    update(&mut model, Msg::Undo);
    assert_eq!(model.scenario, before);
    assert_eq!((model.generation, model.playhead.tick), (generation, 1));

    many(&mut model, Many::These(vec!["heron".into(), "wren".into(), "finch".into()]));
    update(&mut model, Msg::DeleteSelection);
    assert_eq!(model.scenario.participants.len(), 3);
    assert_eq!(model.history.undo_label().unwrap(), "Undo: remove 3 participants");
    assert_eq!(model.notice.clone().unwrap().text, "Removed 3 participants.");
    assert!(!model.has_errors() && model.chosen().is_empty());
    update(&mut model, Msg::Undo);
    assert_eq!(model.scenario, before);
}

#[test]
fn a_group_loses_whom_an_undo_takes_away() {
    let mut model = opened();
    update(&mut model, Msg::PlaceAt("firm".into(), Point { x: 900.0, y: 900.0 }));
    many(&mut model, Many::Also(vec!["heron".into(), "wren".into()]));
    assert_eq!(model.chosen(), ["firm", "heron", "wren"]);
    update(&mut model, Msg::Undo);
    assert_eq!(model.chosen(), ["heron", "wren"]);
}

#[test]
fn in_line_nobody_comes_to_lie_on_anybody() {
    let mut model = opened();
    let start = [("heron", 0.0, 0.0), ("wren", 20.0, 10.0), ("finch", 700.0, 400.0)];
    let moves = start.map(|(id, x, y)| (id.to_owned(), Point { x, y })).to_vec();
    many(&mut model, Many::Move { moves, done: true });
    many(&mut model, Many::These(vec!["heron".into(), "wren".into(), "finch".into()]));
    let at = |model: &Model| ["heron", "wren", "finch"].map(|id| place(model, id));
    // The middles are the mean of 0, 20 and 700, and of 0, 10 and 400; a node is 164 by 68, and 40 apart from the next.
    many(&mut model, Many::Line(Line::Row));
    assert_eq!(at(&model), [[0, 137], [204, 137], [700, 137]]);
    assert_eq!(model.history.undo_label().unwrap(), "Undo: align in a row");
    update(&mut model, Msg::Undo);
    many(&mut model, Many::Line(Line::Column));
    assert_eq!(at(&model), [[240, 0], [240, 108], [240, 400]]);
    update(&mut model, Msg::Undo);
    many(&mut model, Many::Line(Line::Across));
    assert_eq!(at(&model), [[0, 0], [350, 10], [700, 400]]);
    update(&mut model, Msg::Undo);
    many(&mut model, Many::Line(Line::Down));
    assert_eq!(at(&model), [[0, 0], [20, 200], [700, 400]]);
}

#[test]
fn a_wire_on_nothing_brings_somebody_new_in_one_step() {
    let mut model = opened();
    let before = model.scenario.clone();
    many(&mut model, Many::OpenEnd(Point { x: 1.0, y: 1.0 }));
    assert_eq!(model.desk.open_end, None, "without a wire nothing is offered");
    update(&mut model, Msg::WireFrom("heron".into()));
    many(&mut model, Many::OpenEnd(Point { x: 800.0, y: 640.0 }));
    assert!(model.wiring.is_some() && model.desk.open_end.is_some());
    many(&mut model, Many::NewAtEnd("bank".into()));
    assert_eq!(model.wiring, None);
    assert_eq!(model.desk.open_end, None);
    let new = model.scenario.obligations.last().unwrap();
    assert_eq!((new.debtor.as_str(), new.creditor.as_str()), ("heron", "bank"));
    assert_eq!(place(&model, "bank"), [800, 640]);
    assert_eq!(model.selection, Some(Item::Link(LinkKind::Obligation, new.id.clone())));
    assert_eq!(model.history.undo_label().unwrap(), "Undo: add Bank, wired");
    update(&mut model, Msg::Undo);
    assert_eq!(model.scenario, before);
    // A wire that may not end at the new one: the reason, and the offer stays.
    update(&mut model, Msg::UseTool(Tool::Wire(LinkKind::Deposit)));
    update(&mut model, Msg::WireFrom("heron".into()));
    many(&mut model, Many::OpenEnd(Point { x: 800.0, y: 640.0 }));
    many(&mut model, Many::NewAtEnd("firm".into()));
    assert_eq!(model.notice.clone().unwrap().text, "Firm takes no deposits.");
    assert!(model.desk.open_end.is_some() && model.wiring.is_some());
    assert_eq!(model.scenario, before);
    update(&mut model, Msg::WireCancel);
    assert_eq!((model.desk.open_end, model.wiring), (None, None));
}

#[test]
fn an_embedded_page_does_nothing_with_several() {
    let mut model = opened();
    update(&mut model, Msg::SetMode(Mode::Embed));
    let before = model.scenario.clone();
    for what in [
        Many::All,
        Many::Toggle("heron".into()),
        Many::Lay(crate::app::arrange::Way::Force),
        Many::Duplicate,
        Many::Paste("{}".into(), None),
        Many::Move { moves: vec![("wren".into(), Point::default())], done: true },
    ] {
        assert!(many(&mut model, what).is_empty());
    }
    assert_eq!(model.scenario, before);
    assert!(model.chosen().is_empty());
}
