//! Every chart, painted to SVG: it draws, stays inside, agrees with its table, and is the same twice.

mod chains;
mod houses;
mod margins;
mod moves;

use super::*;
use plotters::prelude::SVGBackend;

const SIZES: [Size; 3] =
    [Size { width: 600.0, height: 118.0 }, Size { width: 340.0, height: 150.0 }, Size { width: 60.0, height: 40.0 }];

fn input<'a>(trace: &'a Trace, ghost: Option<&'a Trace>, tick: u32, round: u32) -> Input<'a> {
    Input { trace, ghost, playhead: Playhead { tick, round }, hide_future: false }
}

fn svg(picture: &Picture, size: Size, colours: Colours) -> String {
    let look = Look { colours, font: "sans-serif".into(), scale: 2.0 };
    let mut text = String::new();
    let backend = SVGBackend::with_string(&mut text, ((size.width * 2.0) as u32, (size.height * 2.0) as u32));
    paint(picture, &look, backend).unwrap();
    text
}

#[test]
fn every_chart_paints_every_moment_at_every_size() {
    let (run, quiet, house, chain) = (sample::trace(), sample::quiet(), sample::house(), sample::chain());
    let book = margins::book();
    let (overlap, october, waits) = (moves::overlap(), moves::october(), moves::chain());
    for def in CHARTS {
        let pairs = [
            (&run, None),
            (&run, Some(&quiet)),
            (&quiet, Some(&run)),
            (&quiet, None),
            (&house, None),
            (&chain, Some(&run)),
            (&book, Some(&run)),
            (&run, Some(&book)),
            (&overlap, Some(&quiet)),
            (&october, Some(&overlap)),
            (&waits, None),
        ];
        for (trace, ghost) in pairs {
            for (tick, round) in [(0, 0), (2, 0), (2, 3), (2, 4), (4, 0), (9, 9)] {
                for hide_future in [false, true] {
                    let input = Input { hide_future, ..input(trace, ghost, tick, round) };
                    for size in SIZES {
                        let picture = (def.draw)(&input, size);
                        assert!(svg(&picture, size, DARK).contains("</svg>"), "{}", def.id);
                        assert_eq!(picture, (def.draw)(&input, size));
                    }
                }
            }
        }
    }
}

#[test]
fn marks_stay_inside() {
    let (run, quiet) = (sample::trace(), sample::quiet());
    let size = SIZES[0];
    let (house, chain, book) = (sample::house(), sample::chain(), margins::book());
    let (overlap, october, waits) = (moves::overlap(), moves::october(), moves::chain());
    let all = [&run, &house, &chain, &book, &overlap, &october, &waits];
    for (def, run) in CHARTS.iter().flat_map(|def| all.map(|run| (def, run))) {
        let picture = (def.draw)(&input(run, Some(&quiet), 2, 4), size);
        for mark in &picture.marks {
            let points = match mark {
                Mark::Line { points, .. } | Mark::Area { points, .. } => points.clone(),
                Mark::Bar { corners, .. } => corners.to_vec(),
                Mark::Text { at, .. } => vec![*at],
            };
            for (x, y) in points {
                assert!((0.0..=size.width).contains(&x) && (0.0..=size.height).contains(&y), "{} {mark:?}", def.id);
            }
        }
    }
}

#[test]
fn unpaid_is_labelled_by_who_left_it() {
    let run = sample::trace();
    let picture = (chart("unpaid").draw)(&input(&run, None, 2, 4), SIZES[0]);
    for label in ["Heron 45", "Wren 43", "Finch 41"] {
        assert!(picture.texts().contains(&label), "{label} in {:?}", picture.texts());
    }
    let early = (chart("unpaid").draw)(&input(&run, None, 2, 2), SIZES[0]);
    assert!(early.texts().contains(&"Heron 45") && !early.texts().contains(&"Wren 43"));
}

#[test]
fn losses_are_told_apart() {
    let run = sample::trace();
    let at_end = input(&run, None, 2, 4);
    assert_eq!((chart("losses").note)(&at_end), "22.4: 14.4 moved, 8 burnt (hatched)");
    let table = (chart("losses").table)(&at_end);
    assert_eq!(table.rows[0], ["Pike", "10.00", "6.43", "3.57"]);
    // A tick that has not ended has no losses yet.
    assert!((chart("losses").table)(&input(&run, None, 2, 1)).rows.is_empty());
}

#[test]
fn an_open_prediction_hides_the_future() {
    let run = sample::trace();
    for def in CHARTS {
        let hidden = Input { hide_future: true, ..input(&run, None, 1, 0) };
        let rows = (def.table)(&hidden).rows.len();
        assert!(rows <= 2, "{}: {rows}", def.id);
        assert!((def.stops)(&hidden, SIZES[0]).len() <= 2, "{}", def.id);
    }
}

#[test]
fn quiet_runs_say_so() {
    let quiet = sample::quiet();
    let words = |id: &str| (chart(id).draw)(&input(&quiet, None, 0, 0), SIZES[0]).texts().join(" ");
    assert!(words("unpaid").contains("Nothing is unpaid in this run"));
    assert!(words("failures").contains("Nobody fails in this run"));
    assert!(words("losses").contains("Nobody loses anything in this run"));
}

/// Writes the gallery for the eye: `INTERCLEAR_GALLERY=folder cargo test -p interclear-web gallery`.
#[test]
fn gallery() {
    let Ok(folder) = std::env::var("INTERCLEAR_GALLERY") else { return };
    let (run, quiet, chain) = (sample::trace(), sample::quiet(), sample::chain());
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><style>body{margin:0;font:13px sans-serif}div{padding:10px 14px}svg{display:block}</style>",
    );
    for (ground, ink, colours) in [("#fffefb", "#1b1d21", LIGHT), ("#1b1f25", "#eceae4", DARK)] {
        for def in CHARTS {
            for (ghost, tick, round, size) in [(Some(&quiet), 2, 4, SIZES[0]), (None, 2, 2, SIZES[1])] {
                let of = if (def.fits)(&run) { &run } else { &chain };
                let input = input(of, ghost, tick, round);
                let drawn = svg(&(def.draw)(&input, size), size, colours);
                let (w, h) = (size.width, size.height);
                let drawn = drawn.replacen("<svg ", &format!("<svg style='width:{w}px;height:{h}px' "), 1);
                let (title, note) = (def.title, (def.note)(&input));
                page.push_str(&format!(
                    "<div style='background:{ground};color:{ink}'><b>{title}</b> {note}{drawn}</div>"
                ));
            }
        }
    }
    std::fs::write(std::path::Path::new(&folder).join("gallery.html"), page).unwrap();
}
