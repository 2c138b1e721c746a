//! What panels say of positions.

use super::positions::{FOUR, settle};
use super::*;
use interclear_core::scenario::Novation;

#[test]
fn panels_say_what_each_has() {
    use crate::app::facts::{Shown, of_account, of_participant};
    use crate::app::words;
    let mut model = page(FOUR);
    settle(&mut model, Novation::SeveralHouses);
    let trace = model.trace.clone().unwrap();
    let at = |tick: usize| Shown { scenario: &model.scenario, trace: &trace, frame: &trace.frames[tick] };
    let of = |who: &str, tick: usize| {
        let facts = of_participant(at(tick), words::participant(&trace, who).unwrap());
        facts
            .into_iter()
            .map(|f| {
                (
                    f.title.clone(),
                    f.rows.iter().map(|r| format!("{}: {}", r.name, r.values.join(" | "))).collect::<Vec<_>>(),
                )
            })
            .collect::<Vec<_>>()
    };
    let beech = of("beech", 0);
    let rows = |all: &[(String, Vec<String>)], title: &str| {
        all.iter().find(|f| f.0.starts_with(title)).unwrap_or_else(|| panic!("{title} in {all:?}")).1.clone()
    };
    assert_eq!(
        rows(&beech, "Contracts it has"),
        ["Gas future: 0 | 1 | \u{2212}1", "Oil future: 0 | 20 | \u{2212}20", "Oil swap: 20 | 0 | 20"]
    );
    assert_eq!(rows(&beech, "Initial margin asked of it")[0].split(':').next(), Some("North"));
    let north = of("north", 0);
    assert_eq!(rows(&north, "Members").len(), 6);
    assert!(rows(&north, "Contracts it clears").iter().any(|r| r == "Oil future: 100 | 40"), "{north:?}");
    let account = of_account(at(1), "ash~north");
    assert_eq!(account.len(), 1);
    assert!(account[0].title.starts_with("Ash with North"), "{account:?}");
}
