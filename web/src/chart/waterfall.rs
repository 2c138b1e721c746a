//! Default waterfalls: of each clearing house one bar, layer after layer in the order they are used, what was used of
//! each filled and the rest in outline.

use super::picture::{Align, Ink, Picture, Rect, Size, Stroke, fitted};
use super::{ChartDef, Input, Stop, Table};
use crate::app::words;
use interclear_core::engine::{HouseInfo, LayerKind, State, Trace};
use interclear_core::units::{Amount, ParticipantIx};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "waterfall",
    title: "Waterfall",
    help: "Each clearing house's layers in the order they are used, from left to right: filled is what was used of a \
           layer so far, outlined what was not used of what the house and members that have not failed stood for at \
           the opening. Margin, gains and remaining equity have no limit of their own and show only what was used.",
    timed: false,
    fits: |trace| !trace.houses.is_empty(),
    note,
    draw,
    table,
    stops,
};

/// A layer at a moment, in units of the numeraire.
struct Part {
    kind: LayerKind,
    used: f64,
    /// What it could bear in all: what was used and what was not.
    whole: f64,
}

/// The layers of a house at the end of a tick; what was left uncovered last, where there is any.
fn parts(trace: &Trace, house: &HouseInfo, at: usize) -> Vec<Part> {
    let Some(frame) = trace.frames.get(at) else { return Vec::new() };
    let decimals = trace.decimals();
    let failed = |who: ParticipantIx| {
        let standing = frame.participants.get(who.at()).map(|p| p.state);
        matches!(standing, Some(State::Failed | State::Recovered))
    };
    let used = |layer: usize| -> i64 {
        let mine = frame.borne.iter().filter(|b| b.house == house.house && usize::from(b.layer) == layer);
        mine.map(|b| b.amount.quanta()).sum()
    };
    let one = |(layer, info): (usize, &interclear_core::engine::LayerInfo)| {
        let used = used(layer);
        // What a defaulter paid in stands for its own losses only, the rest of the layer for those of others.
        let stands = |who: &ParticipantIx| match info.kind {
            LayerKind::DefaulterFund => failed(*who),
            LayerKind::SkinInTheGame => true,
            _ => !failed(*who),
        };
        let room: i64 = info.room.iter().filter(|(who, _)| stands(who)).map(|(_, a)| a.quanta()).sum();
        let [used, whole] = [used, room.max(used)].map(|q| Amount::new(q).to_f64(decimals));
        Part { kind: info.kind, used, whole }
    };
    let mut all: Vec<Part> = house.layers.iter().enumerate().map(one).collect();
    let over = Amount::new(used(house.layers.len())).to_f64(decimals);
    if over > 0.0 {
        all.push(Part { kind: LayerKind::Uncovered, used: over, whole: over });
    }
    all
}

/// Who pays: the defaulter itself, the house, the other members, nobody.
const fn ink(kind: LayerKind) -> Ink {
    match kind {
        LayerKind::DefaulterMargin | LayerKind::DefaulterFund => Ink::Soft,
        LayerKind::SkinInTheGame | LayerKind::RemainingEquity => Ink::Accent,
        LayerKind::SurvivorsFund | LayerKind::Assessments | LayerKind::GainsHaircut | LayerKind::TearUp => Ink::Strain,
        LayerKind::Uncovered => Ink::Fail,
    }
}

fn charged(all: &[Part]) -> f64 {
    all.iter().map(|p| p.used).sum()
}

fn note(input: &Input<'_>) -> String {
    let (trace, at) = (input.trace, input.ended());
    let sum: f64 = trace.houses.iter().map(|h| charged(&parts(trace, h, at))).sum();
    if sum > 0.0 { format!("{} charged", words::rounded(sum, 2)) } else { String::new() }
}

/// A bar and its layers, from left to right.
struct Bar {
    house: ParticipantIx,
    parts: Vec<Part>,
    /// The middle of the bar, and half of its thickness.
    y: (f64, f64),
    /// Left and right edge of each layer, and how far it is filled.
    edges: Vec<[f64; 3]>,
}

/// Pixels between two layers.
const GAP: f64 = 2.0;
/// Pixels a layer has at least: an empty one still is a layer.
const LEAST: f64 = 5.0;

fn bars(input: &Input<'_>, size: Size) -> (Rect, Vec<Bar>) {
    let (trace, at) = (input.trace, input.ended());
    let plot = Rect { left: 0.0, top: 2.0, right: (size.width - 2.0).max(1.0), bottom: size.height - 2.0 };
    // Houses beyond what has room are in the table.
    let fits = ((plot.bottom - plot.top) / 46.0).floor().max(1.0) as usize;
    let count = trace.houses.len().min(fits);
    let height = ((plot.bottom - plot.top) / count.max(1) as f64).min(72.0);
    // One scale for all houses, so that their sizes compare.
    let whole = |at: usize| {
        let of = |h| parts(trace, h, at).iter().map(|p| p.whole).sum::<f64>();
        trace.houses.iter().map(of).fold(0.0, f64::max)
    };
    let most = whole(at).max(if input.hide_future { 0.0 } else { whole(trace.frames.len().saturating_sub(1)) });
    let bar = |(row, house): (usize, &HouseInfo)| {
        let parts = parts(trace, house, at);
        let free = (plot.right - plot.left - (GAP + LEAST) * parts.len() as f64).max(1.0);
        let scale = free / most.max(f64::MIN_POSITIVE);
        let mut left = plot.left;
        let mut edges = Vec::with_capacity(parts.len());
        for p in &parts {
            let right = (left + LEAST + p.whole * scale).min(plot.right);
            let fill = if p.used > 0.0 { left + (right - left) * (p.used / p.whole) } else { left };
            edges.push([left.round(), right.round(), fill.round()]);
            left = right + GAP;
        }
        let middle = plot.top + height * row as f64 + height * 0.52;
        Bar { house: house.house, parts, y: (middle, (height * 0.16).clamp(6.0, 9.0)), edges }
    };
    (plot, trace.houses.iter().take(count).enumerate().map(bar).collect())
}

fn figure(p: &Part) -> String {
    if p.whole > p.used {
        format!("{} of {}", words::rounded(p.used, 2), words::rounded(p.whole, 2))
    } else {
        words::rounded(p.used, 2)
    }
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let (plot, bars) = bars(input, size);
    let mut picture = Picture { plot, ..Picture::default() };
    if bars.is_empty() {
        let spot = (size.width / 2.0, size.height / 2.0);
        picture.text(spot, "No clearing house has a default fund here", Ink::Soft, 12.0, Align::Middle);
        return picture;
    }
    for bar in &bars {
        let (y, half) = bar.y;
        let (top, bottom) = ((y - half).round(), (y + half).round());
        let name = format!("{}: {} charged", input.trace.name(bar.house), words::rounded(charged(&bar.parts), 2));
        picture.text((0.0, top - 11.0), fitted(&name, 12.0, size.width), Ink::Ink, 12.0, Align::Start);
        // Labels stand under their layers as far as there is room before the next one.
        let mut free = 0.0;
        for (p, &[left, right, fill]) in bar.parts.iter().zip(&bar.edges) {
            let ink = ink(p.kind);
            picture.area(vec![(left, top), (right, top), (right, bottom), (left, bottom)], ink, 0.13);
            picture.bar(
                [(left, top), (fill, bottom)],
                ink,
                matches!(p.kind, LayerKind::Assessments | LayerKind::TearUp | LayerKind::RemainingEquity),
            );
            let frame = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
            picture.line(frame, Stroke::solid(ink, 1.0).alpha(0.7));
            let from = left.max(free);
            let words = fitted(&format!("{} {}", short(p.kind), figure(p)), 11.0, right - from);
            if words.chars().count() > 4 {
                free = from + super::picture::text_width(&words, 11.0) + 8.0;
                picture.text((from, bottom + 9.0), words, Ink::Soft, 11.0, Align::Start);
            }
        }
    }
    picture
}

/// The layer in a word or two.
const fn short(kind: LayerKind) -> &'static str {
    match kind {
        LayerKind::DefaulterMargin => "margin",
        LayerKind::DefaulterFund => "contribution",
        LayerKind::SkinInTheGame => "own capital",
        LayerKind::SurvivorsFund => "survivors",
        LayerKind::Assessments => "assessments",
        LayerKind::GainsHaircut => "gains cut",
        LayerKind::TearUp => "torn up",
        LayerKind::RemainingEquity => "equity",
        LayerKind::Uncovered => "uncovered",
    }
}

fn table(input: &Input<'_>) -> Table {
    let (trace, at) = (input.trace, input.ended());
    let rows = trace.houses.iter().flat_map(|h| {
        let name = trace.name(h.house).to_owned();
        parts(trace, h, at).into_iter().map(move |p| {
            let stands = words::rounded(p.whole - p.used, 2);
            [name.clone(), p.kind.label().to_owned(), words::rounded(p.used, 2), stands]
        })
    });
    Table::new(["House", "Layer", "Used", "Not used"], rows)
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    let (trace, at) = (input.trace, input.ended());
    let borne = trace.frames.get(at).map_or(&[][..], |f| &f.borne);
    let (_, bars) = bars(input, size);
    let of_bar = |bar: &Bar| {
        let one = |(layer, (p, edge)): (usize, (&Part, &[f64; 3]))| {
            let mut lines = vec![("used".to_owned(), words::rounded(p.used, 2))];
            if p.whole > p.used {
                lines.push(("not used".to_owned(), words::rounded(p.whole - p.used, 2)));
            }
            let mine = borne.iter().filter(|b| b.house == bar.house && usize::from(b.layer) == layer);
            lines.extend(
                mine.filter(|b| b.bearer != bar.house)
                    .take(6)
                    .map(|b| (trace.name(b.bearer).to_owned(), words::rounded(b.amount.to_f64(trace.decimals()), 2))),
            );
            let title = format!("{}, {}", trace.name(bar.house), p.kind.label().to_ascii_lowercase());
            Stop { at: (f64::midpoint(edge[0], edge[1]), bar.y.0), title, lines, moment: None }
        };
        bar.parts.iter().zip(&bar.edges).enumerate().map(one).collect::<Vec<_>>()
    };
    bars.iter().flat_map(of_bar).collect()
}
