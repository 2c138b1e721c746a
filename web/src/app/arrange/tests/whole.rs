//! What every layout keeps to: order of the file, who is placed by hand, time, one step of undo.

use super::*;

#[test]
fn the_order_in_the_file_changes_nothing() {
    let s = large(24, 40);
    for way in Way::ALL {
        let first = laid(&s, way);
        assert_eq!(first, laid(&s, way), "{way:?}");
        let mut turned = s.clone();
        turned.participants.reverse();
        turned.obligations.reverse();
        let now = vec![Point::default(); 24];
        let (a, b) = (places(&s, way, &now, &[None; 24]), places(&turned, way, &now, &[None; 24]));
        let back: Vec<Point> = b.into_iter().rev().collect();
        assert_eq!(a, back, "{way:?}");
    }
}

#[test]
fn who_is_placed_by_hand_stays_and_nobody_is_put_on_them() {
    for count in [2, 7, 24, 60] {
        let s = large(count, count * 2);
        let mut fixed = vec![None; count];
        fixed[0] = Some(Point::new(1_000.0, -300.0));
        fixed[count / 2] = Some(Point::new(1_010.0, 200.0));
        let now = Seats::default().places(&s);
        for way in Way::ALL {
            let at = places(&s, way, &now, &fixed);
            assert_eq!((Some(at[0]), Some(at[count / 2])), (fixed[0], fixed[count / 2]), "{way:?}");
            clear(&at, way.name());
        }
    }
}

#[test]
fn networks_of_every_size_are_laid_out_without_overlap_and_soon() {
    for (count, links) in [(0, 0), (1, 0), (2, 1), (3, 9), (13, 30), (41, 120), (80, 60), (200, 600)] {
        let s = if count == 0 { Scenario::default() } else { large(count, links) };
        for way in Way::ALL {
            let began = std::time::Instant::now();
            let at = laid(&s, way);
            let took = began.elapsed().as_millis();
            assert_eq!(at.len(), count);
            assert!(at.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
            clear(&at, way.name());
            println!("{count:4} {links:4} {:9} {took} ms", way.name());
            assert!(took < 4_000, "{way:?} {count}: {took} ms");
        }
    }
}

#[test]
fn a_layout_is_one_step_of_undo_and_leaves_the_run_alone() {
    use crate::app::{Many, Model, Msg, update};
    let s = interclear_core::parse(include_str!("../../../../../static/scenarios/more-collateral.json")).unwrap();
    let mut model = Model::default();
    update(&mut model, Msg::Open(Box::new(s.clone())));
    model.playhead = Playhead { tick: 2, round: 1 };
    let generation = model.generation;
    let moves = vec![("wren".to_owned(), Point::new(2_000.0, 900.0))];
    update(&mut model, Msg::Many(Many::Move { moves, done: true }));
    let by_hand = model.scenario.clone();
    update(&mut model, Msg::Many(Many::Lay(Way::Layered)));
    let place = |m: &Model, id: &str| m.scenario.participants.iter().find(|p| p.id == id).unwrap().place;
    assert_eq!(model.history.undo_label().unwrap(), "Undo: layered layout");
    assert_eq!(place(&model, "wren"), Some([2_000.0, 900.0]), "placed by hand, so it stays");
    assert_ne!(place(&model, "heron"), s.participants[0].place);
    assert_eq!((model.generation, model.playhead), (generation, Playhead { tick: 2, round: 1 }), "nothing is run anew");
    assert!(model.desk.glide.count == 1 && model.desk.glide.fit);
    update(&mut model, Msg::Undo);
    assert_eq!(model.scenario, by_hand);
    assert_eq!(model.generation, generation, "undoing moves nothing but participants");
    // The move by hand undone too: nobody stands by hand any more, and all may move.
    update(&mut model, Msg::Undo);
    assert_eq!(*model.scenario, s);
    update(&mut model, Msg::Many(Many::Lay(Way::Circular)));
    assert_ne!(place(&model, "wren"), s.participants.iter().find(|p| p.id == "wren").unwrap().place);
    // Told to, a layout moves those placed by hand as well.
    update(
        &mut model,
        Msg::Many(Many::Move { moves: vec![("wren".to_owned(), Point::new(2_000.0, 900.0))], done: true }),
    );
    update(&mut model, Msg::Many(Many::Keep(false)));
    update(&mut model, Msg::Many(Many::Lay(Way::Circular)));
    assert_ne!(place(&model, "wren"), Some([2_000.0, 900.0]));
}
