//! The network table, pinned runs and balance sheets.

use super::*;
use crate::app::compare::compare;
use crate::app::table::{add_obligation, add_participant, lines};
use crate::app::{Item, form, sheet};

const SHIPPED: [&str; 4] = [
    COLLATERAL,
    FRAGILE,
    include_str!("../../../../static/scenarios/two-houses.json"),
    include_str!("../../../../static/scenarios/october-2025.json"),
];

/// Types a text into a cell as the table does.
fn enter(model: &mut Model, at: &str, text: &str) {
    let all = lines(&model.scenario);
    let all: Vec<_> = all.people.iter().chain(&all.links).flat_map(|l| l.cells.iter().flatten()).collect();
    let field = all.iter().find(|f| f.at == at).unwrap_or_else(|| panic!("no cell {at}"));
    let edit = (field.set)(text).ok();
    tell(model, Msg::Enter { at: at.into(), text: text.into(), edit });
}

#[test]
fn each_cell_is_a_field_of_the_form() {
    for text in SHIPPED {
        let s = scenario(text);
        let all = lines(&s);
        assert_eq!(all.people.len(), s.participants.len());
        assert!(all.people.windows(2).all(|w| w[0].at < w[1].at), "by id");
        for line in all.people.iter().chain(&all.links) {
            let form = form::sections(&s, Some(&line.item));
            for cell in line.cells.iter().flatten() {
                let same = form.iter().flat_map(form::Section::all_fields).find(|f| f.at == cell.at);
                assert_eq!(same.map(|f| &f.input), Some(&cell.input), "{}", cell.at);
            }
            assert!(line.gone.apply(&s).is_ok(), "{} can be taken away", line.at);
            assert!(!line.next.starts_with(&format!("{}/", line.at)), "{}", line.next);
        }
    }
}

#[test]
fn a_cell_edits_and_a_refused_entry_stays() {
    let mut model = opened();
    let s = scenario(COLLATERAL);
    let at = format!("obligations/{}/amount", s.obligations[0].id);
    let steps = model.history.past.len();
    enter(&mut model, &at, "many");
    assert_eq!(model.drafts.get(&at).map(String::as_str), Some("many"), "it stays in its field");
    assert_eq!(model.history.past.len(), steps, "and changes nothing");
    enter(&mut model, &at, "1,234.5");
    assert!(model.drafts.get(&at).is_none());
    assert_eq!(model.scenario.obligations[0].amount.to_string(), "1234.5");
    tell(&mut model, Msg::Undo);
    assert_eq!(model.scenario.obligations[0].amount, s.obligations[0].amount);
    let who = s.participants[0].id.clone();
    enter(&mut model, &format!("participants/{who}/label"), "Renamed");
    assert_eq!(model.scenario.participants[0].label, "Renamed");
}

#[test]
fn lines_are_added_and_taken_away() {
    let mut model = opened();
    let people = model.scenario.participants.len();
    let (edit, at) = add_participant(&model, "firm").unwrap();
    tell(&mut model, Msg::Press(edit, Some(at.clone())));
    assert_eq!((model.scenario.participants.len(), &model.aim.0), (people + 1, &at), "the focus goes to its name");
    assert!(add_participant(&model, "nothing").is_err());
    let id = at.split('/').nth(1).unwrap().to_owned();
    assert_eq!(add_obligation(&model, &id, &id, "5").unwrap_err(), "Nobody owes itself.");
    assert!(add_obligation(&model, &id, "heron", "five").unwrap_err().contains("not a number"));
    assert!(add_obligation(&model, "outside", "heron", "5").is_err());
    let (edit, at) = add_obligation(&model, &id, "heron", "5").unwrap();
    tell(&mut model, Msg::Press(edit, Some(at.clone())));
    assert_eq!(model.aim.0, at);
    let owed = model.scenario.obligations.last().unwrap();
    assert_eq!((owed.debtor.as_str(), owed.amount.to_string().as_str()), (id.as_str(), "5"));
    let line = lines(&model.scenario).people.into_iter().find(|l| l.item == Item::Participant(id.clone())).unwrap();
    tell(&mut model, Msg::Press(line.gone, Some(line.next)));
    assert_eq!(model.scenario.participants.len(), people);
    tell(&mut model, Msg::Undo);
    assert!(model.scenario.obligations.iter().any(|o| o.debtor == id), "with what it owed");
}

#[test]
fn a_pinned_run_stays_and_is_compared() {
    let mut model = opened();
    assert!(model.pinned.is_none());
    tell(&mut model, Msg::Pin(true));
    let pinned = model.pinned.clone().unwrap();
    assert_eq!(pinned.name, "More collateral, more failures");
    let same = compare(&pinned.trace, model.trace.as_ref().unwrap());
    assert!(same.metrics.is_empty() && same.people.iter().all(|p| !p.differs), "{same:?}");
    slide(&mut model, 0.69, true);
    slide(&mut model, 0.5, true);
    assert_eq!(failed(&model), 0);
    assert!(Rc::ptr_eq(&model.pinned.as_ref().unwrap().trace, &pinned.trace), "two edits later it is still the one");
    let found = compare(&pinned.trace, model.trace.as_ref().unwrap());
    let failures = found.metrics.iter().find(|p| p.figures[0] == "4" && p.figures[1] == "0").unwrap();
    assert_eq!((failures.figures[2].as_str(), failures.worse), ("\u{2212}4", Some(false)));
    let heron = found.people.iter().find(|p| p.id == "heron").unwrap();
    assert!(heron.differs && heron.failed[0].starts_with("day ") && heron.failed[1] == "\u{2013}", "{heron:?}");
    assert!(found.people[0].differs, "those that differ come first");
    tell(&mut model, Msg::Pin(false));
    assert!(model.pinned.is_none());
}

#[test]
fn balance_sheets_foot_on_the_page() {
    for text in SHIPPED {
        let model = page(text);
        let trace = model.trace.clone().unwrap();
        for (at, info) in trace.participants.iter().enumerate().take(8) {
            for tick in [0, (trace.frames.len() - 1) as u32] {
                let drawn = sheet::drawn_up(&model.scenario, &info.id, tick).unwrap();
                let recorded = &trace.frames[tick as usize].participants[at];
                let shown = sheet::shown(&trace, &drawn, recorded);
                assert!(shown.foots, "{} {} at {tick}: {shown:?}", model.scenario.id, info.id);
                assert_eq!(shown.short, recorded.equity().quanta() < 0);
                let other = &trace.frames[tick as usize].participants[(at + 1) % trace.participants.len()];
                let same = other.equity() == recorded.equity() && other.debts == recorded.debts;
                assert_eq!(sheet::shown(&trace, &drawn, other).foots, same, "another's figures do not agree");
            }
        }
    }
    assert!(sheet::drawn_up(&scenario(COLLATERAL), "nobody", 0).is_none());
}
