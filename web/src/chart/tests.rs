//! Every chart, painted to SVG: it draws, stays inside, agrees with its table, and is the same twice.

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
    for def in CHARTS {
        let pairs = [
            (&run, None),
            (&run, Some(&quiet)),
            (&quiet, Some(&run)),
            (&quiet, None),
            (&house, None),
            (&chain, Some(&run)),
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
    let (house, chain) = (sample::house(), sample::chain());
    for (def, run) in CHARTS.iter().flat_map(|def| [(def, &run), (def, &house), (def, &chain)]) {
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
fn charts_of_chains_are_offered_where_there_is_one() {
    let (run, chain) = (sample::trace(), sample::chain());
    for id in ["prices", "queues", "loans", "depth"] {
        assert!(!(chart(id).fits)(&run) && (chart(id).fits)(&chain), "{id}");
    }
    let text = include_str!("../../../static/scenarios/more-collateral.json");
    let scenario = interclear_core::parse(text).unwrap();
    let opening = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
    let tabs: Vec<&str> = CHARTS.iter().filter(|c| (c.fits)(&opening)).map(|c| c.id).collect();
    assert_eq!(tabs, ["unpaid", "failures", "rates", "losses"], "the opening case stays calm");
}

#[test]
fn prices_stand_beside_what_is_behind_them() {
    let chain = sample::chain();
    let prices = chart("prices");
    let third = input(&chain, None, 3, 0);
    assert!((prices.draw)(&third, SIZES[0]).texts().contains(&"tokens 0.88"));
    let table = (prices.table)(&third);
    assert_eq!(table.head, ["Day", "tokens", "tokens, backing"]);
    assert_eq!(table.rows[3], ["day 3", "0.88", "0.9"]);
    // The scale does not tell how low it goes while the answer is open.
    let open = Input { hide_future: true, ..input(&chain, None, 0, 0) };
    assert!((prices.draw)(&open, SIZES[0]).texts().iter().all(|t| !t.starts_with("90")));
}

#[test]
fn queues_say_what_waits_where() {
    let chain = sample::chain();
    let rows = (chart("queues").table)(&input(&chain, None, 4, 0)).rows;
    // 70 units at 0.93, 50 at 0.9.
    assert_eq!(rows[2], ["day 2", "65.1", "0", "0", "tokens 70"]);
    assert_eq!(rows[4], ["day 4", "45", "0", "0", "tokens 50"]);
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

#[test]
fn losses_say_which_layer_put_them_on_whom() {
    let text = include_str!("../../../static/scenarios/two-houses.json");
    let scenario = interclear_core::parse(text).unwrap();
    let run = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
    let first_day = input(&run, None, 1, 9);
    let rows = (chart("losses").table)(&first_day).rows;
    let row = |name: &str| rows.iter().find(|r| r[0] == name).map(|r| r[1].clone());
    for (name, amount) in [
        ("Ida, defaulter's contribution: Ash", "10"),
        ("Ida, skin in the game: Ida", "4"),
        ("Nora, survivors' contributions: Beech", "4"),
    ] {
        assert_eq!(row(name).as_deref(), Some(amount), "{name} in {rows:?}");
    }
    let stops = (chart("losses").stops)(&first_day, SIZES[0]);
    let beech = stops.iter().find(|s| s.title == "Beech").unwrap();
    let line = |house: &str| (format!("{house}, survivors' contributions"), "4".to_owned());
    assert!(beech.lines.contains(&line("Ida")) && beech.lines.contains(&line("Nora")), "{beech:?}");
}

#[test]
fn a_waterfall_says_what_each_layer_bore_and_what_was_not_used() {
    let house = sample::house();
    let waterfall = chart("waterfall");
    let [before, after] = [1, 4].map(|tick| input(&house, None, tick, 0));
    assert_eq!([before, after].map(|i| (waterfall.note)(&i)), ["", "42 charged"]);
    let rows = |i: &Input<'_>| (waterfall.table)(i).rows.into_iter().map(|r| r[1..].join(" ")).collect::<Vec<_>>();
    let zero = ["Defaulter's margin 0 0", "Defaulter's contribution 0 0", "Skin in the game 0 10"];
    assert_eq!(rows(&before)[..3], zero);
    // Pike has failed, and Wren: what they paid in stands for their own losses, not for those of others.
    assert_eq!(
        rows(&after),
        [
            "Defaulter's margin 20 0",
            "Defaulter's contribution 5 15",
            "Skin in the game 10 0",
            "Survivors' contributions 7 23",
            "Assessments 0 30",
        ]
    );
    let picture = (waterfall.draw)(&after, SIZES[0]);
    for label in ["Rook: 42 charged", "margin 20", "survivors 7 of 30", "assessments 0 of 30"] {
        assert!(picture.texts().contains(&label), "{label} in {:?}", picture.texts());
    }
    let stops = (waterfall.stops)(&after, SIZES[0]);
    let survivors = stops.iter().find(|s| s.title == "Rook, survivors' contributions").unwrap();
    assert_eq!(survivors.lines[1..], [("not used".into(), "23".into()), ("Zander".into(), "7".into())]);
    assert!((waterfall.fits)(&house) && !(waterfall.fits)(&sample::trace()));
}

#[test]
fn what_ends_with_a_failure_is_not_called_paid() {
    let text = include_str!("../../../static/scenarios/two-houses.json");
    let scenario = interclear_core::parse(text).unwrap();
    let run = interclear_core::run(&interclear_core::check(&scenario).0.unwrap());
    let words = |input: &Input<'_>| (chart("unpaid").draw)(input, SIZES[0]).texts().join(" ");
    // Beech is asked for 4 by each house and has 7.
    let whole = words(&input(&run, None, 2, 9));
    assert!(whole.contains("not paid by") && !whole.contains("Nothing is unpaid"), "{whole}");
    let hidden = Input { hide_future: true, ..input(&run, None, 1, 0) };
    assert!(words(&hidden).contains("Nothing is unpaid so far"), "the end is not given away");
}
