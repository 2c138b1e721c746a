//! Which lines of the journal are shown.

use super::*;
use crate::app::filter::{Filter, Row, kind_name, kinds};
use crate::app::{Playhead, words};
use interclear_core::journal::{EntryKind, LinkKind};
use std::time::Instant;

fn lines_of(model: &Model, filter: &Filter, at: Playhead) -> usize {
    filter.rows(model.trace.as_ref().unwrap(), at).shown
}

#[test]
fn filters_ask_for_what_a_line_has() {
    let model = opened();
    let trace = model.trace.clone().unwrap();
    let end = crate::app::play::last(&trace);
    let all = Filter::default().rows(&trace, end);
    assert_eq!((all.shown, all.of), (trace.journal.entries.len(), trace.journal.entries.len()));
    assert!(Filter::default().is_empty());
    // The latest tick first, in order within a tick, each under its name.
    let mut last = (u32::MAX, 0);
    for row in &all.rows {
        match row {
            Row::Tick(tick) => {
                assert!(*tick < last.0);
                last = (*tick, 0);
            }
            Row::Line(at) => {
                assert_eq!(trace.journal.get(*at).unwrap().tick, last.0);
                assert!(at.0 >= last.1);
                last.1 = at.0;
            }
        }
    }
    let count = |keep: &dyn Fn(&interclear_core::journal::Entry) -> bool| {
        trace.journal.entries.iter().filter(|e| keep(e)).count()
    };
    let heron = words::participant(&trace, "heron");
    let who = Filter { who: Some("heron".into()), ..Filter::default() };
    assert_eq!(lines_of(&model, &who, end), count(&|e| e.who == heron || e.other == heron));
    let kinds_of = Filter { kinds: [EntryKind::Failed, EntryKind::Short].into(), ..Filter::default() };
    let both = count(&|e| matches!(e.kind, EntryKind::Failed | EntryKind::Short));
    assert_eq!(lines_of(&model, &kinds_of, end), both);
    let link = trace.links.iter().find(|l| l.link.kind == LinkKind::Obligation).unwrap();
    let linked = Filter { link: Some((LinkKind::Obligation, link.id.clone())), ..Filter::default() };
    assert_eq!(lines_of(&model, &linked, end), count(&|e| e.link == Some(link.link)));
    assert_eq!(lines_of(&model, &Filter { who: Some("nobody".into()), ..Filter::default() }, end), 0);
    let least = Filter { least: "50".into(), ..Filter::default() };
    let some = lines_of(&model, &least, end);
    assert!(some > 0 && some < all.of);
    assert_eq!(lines_of(&model, &Filter { least: "50,000,000".into(), ..Filter::default() }, end), 0);
    assert!(Filter { least: "many".into(), ..Filter::default() }.least().is_err());
    let text = Filter { text: " FAILS ".into(), ..Filter::default() };
    let fails = count(&|e| words::sentence(&trace, e).to_lowercase().contains("fails"));
    assert!(fails > 0);
    assert_eq!(lines_of(&model, &text, end), fails);
    assert_eq!(
        lines_of(&model, &Filter { trouble: true, ..who }, end),
        count(&|e| (e.who == heron || e.other == heron) && words::is_trouble(e.kind))
    );
    // What has not come to pass is not among them.
    assert!(lines_of(&model, &Filter::default(), Playhead::default()) < all.of);
    assert_eq!(kinds(&trace).iter().map(|k| k.1).sum::<usize>(), all.of);
    assert_eq!(kind_name(EntryKind::PriceShock), "price shock");
}

#[test]
fn a_hundred_thousand_lines_are_sifted_at_once() {
    let model = opened();
    let mut trace = (*model.trace.clone().unwrap()).clone();
    let (entry, last) = (trace.journal.entries.last().unwrap().clone(), trace.frames.len() - 1);
    trace.journal.entries.resize(100_000, entry);
    trace.frames[last].entries = 100_000;
    let end = Playhead { tick: last as u32, round: trace.frames[last].rounds };
    let begun = Instant::now();
    let rows = Filter { who: Some("heron".into()), least: "1".into(), ..Filter::default() }.rows(&trace, end);
    assert!(rows.of == 100_000);
    assert!(begun.elapsed().as_millis() < 2_000, "{:?}", begun.elapsed());
}
