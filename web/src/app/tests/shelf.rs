//! Scenarios beside the one at work.

use super::{COLLATERAL, opened, tell};
use crate::app::{Edit, Effect, Model, Msg};
use std::rc::Rc;

#[test]
fn what_an_undone_opening_leaves_behind_is_put_aside() {
    let mut model = opened();
    tell(&mut model, Msg::OpenText(COLLATERAL.into()));
    let parks = |effects: &[Effect]| effects.contains(&Effect::Park);
    assert!(parks(&tell(&mut model, Msg::Undo)));
    assert!(parks(&tell(&mut model, Msg::Redo)));
    // A change of the title is no other scenario.
    tell(&mut model, Msg::Edit(Edit::Title("Mine".into())));
    assert!(!parks(&tell(&mut model, Msg::Undo)));
}

#[test]
fn copies_have_titles_of_their_own_and_what_is_thrown_away_comes_back() {
    let mut model = opened();
    let kept = |model: &mut Model| {
        let effects = tell(model, Msg::KeepCopy);
        let text = effects.iter().find_map(|e| if let Effect::Shelve(text) = e { Some(text.clone()) } else { None });
        let text = text.unwrap();
        let mut shelf = (*model.shelf).clone();
        let slot = shelf.len() as u32;
        shelf.insert(0, crate::app::Shelved { slot, when: None, text });
        tell(model, Msg::Shelf(Rc::new(shelf)));
        crate::app::shelf::card(&model.shelf[0])
    };
    let title = model.scenario.title.clone();
    let first = kept(&mut model);
    assert_eq!(first.title, format!("Copy of {title}"));
    assert_eq!(kept(&mut model).title, format!("Copy 2 of {title}"));
    assert!(first.about.contains("participants, "), "{first:?}");
    let text = Rc::clone(&model.shelf[0].text);
    tell(&mut model, Msg::Discarded(Rc::clone(&text)));
    assert_eq!(tell(&mut model, Msg::BringBack).first(), Some(&Effect::Shelve(text)));
    assert!(tell(&mut model, Msg::BringBack).is_empty());
    let broken = crate::app::Shelved { slot: 9, when: None, text: "{".into() };
    assert_eq!(crate::app::shelf::card(&broken).title, "A scenario that cannot be read");
    // One can begin with nothing.
    tell(&mut model, Msg::OpenEmpty);
    assert!(model.scenario.participants.is_empty() && !model.has_errors());
}
