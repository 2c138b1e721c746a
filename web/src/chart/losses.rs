//! Who bears the loss: what each lost so far, moved to others or burnt.

use super::picture::{Align, Ink, Picture, Rect, Size, Stroke, fitted, text_width};
use super::{ChartDef, Input, Stop, Table, layers, metric};
use crate::app::words;
use interclear_core::engine::Trace;
use interclear_core::units::{Amount, ParticipantIx, sorted};

/// The chart.
pub const CHART: ChartDef = ChartDef {
    id: "losses",
    title: "Who bears the loss",
    help: "What each has lost so far. A loss either moves (somebody else has it) or is burnt (sale below the mark, \
           bankruptcy cost); the burnt share is known in all and drawn in the same proportion on every bar, hatched. \
           Where a clearing house's waterfall put a part on somebody, pointing at the bar says in which layer.",
    timed: false,
    fits: |_| true,
    note,
    draw,
    table,
    stops,
};

/// A bearer and its loss.
#[derive(Clone, Debug, PartialEq)]
struct Bearer {
    who: ParticipantIx,
    loss: Amount,
}

fn bearers(trace: &Trace, at: usize) -> Vec<Bearer> {
    let Some(frame) = trace.frames.get(at) else { return Vec::new() };
    let all: Vec<Bearer> = (0u32..)
        .zip(&frame.losses)
        .map(|(i, loss)| Bearer { who: ParticipantIx(i), loss: *loss })
        .filter(|b| b.loss > Amount::ZERO)
        .collect();
    sorted(all, |a, b| (b.loss, a.who).cmp(&(a.loss, b.who)))
}

/// What is burnt of all losses, from 0 to 1.
fn burnt_share(trace: &Trace, at: usize) -> f64 {
    let (moved, burnt) = (metric(trace, "moved", at), metric(trace, "burnt", at));
    match (moved, burnt) {
        (Some(moved), Some(burnt)) if burnt > 0.0 && moved + burnt > 0.0 => (burnt / (moved + burnt)).min(1.0),
        _ => 0.0,
    }
}

fn name(trace: &Trace, who: ParticipantIx) -> String {
    if who.at() >= trace.participants.len() { "Outside".to_owned() } else { trace.name(who).to_owned() }
}

fn note(input: &Input<'_>) -> String {
    let at = input.ended();
    let part = |id: &str| metric(input.trace, id, at).filter(|v| *v > 0.0);
    match (part("loss"), part("moved"), part("burnt")) {
        (Some(loss), Some(moved), Some(burnt)) => {
            let [loss, moved, burnt] = [loss, moved, burnt].map(|v| words::rounded(v, 2));
            format!("{loss}: {moved} moved, {burnt} burnt (hatched)")
        }
        (Some(loss), None, Some(_)) => format!("{}, all burnt", words::rounded(loss, 2)),
        (Some(loss), _, None) => format!("{}, none burnt", words::rounded(loss, 2)),
        _ => String::new(),
    }
}

/// The rows of the chart and the way from an amount to a pixel.
struct Layout {
    plot: Rect,
    row: f64,
    top: f64,
    rows: Vec<(String, Amount)>,
    values: Vec<String>,
}

impl Layout {
    fn new(input: &Input<'_>, size: Size) -> Self {
        let trace = input.trace;
        let all = bearers(trace, input.ended());
        let fits = ((size.height - 8.0) / 22.0).floor().max(1.0) as usize;
        let mut rows: Vec<(String, Amount)> = all.iter().map(|b| (name(trace, b.who), b.loss)).collect();
        if rows.len() > fits {
            let rest: i64 = rows.drain(fits - 1..).map(|(_, loss)| loss.quanta()).sum();
            rows.push((words::count(all.len() + 1 - fits, "other", "others"), Amount::new(rest)));
        }
        let values = words::column(&rows.iter().map(|r| r.1).collect::<Vec<_>>(), trace.decimals());
        let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|t| text_width(t, 12.0)).fold(0.0, f64::max);
        let names = widest(&mut rows.iter().map(|r| &r.0)).min(size.width * 0.36).ceil() + 12.0;
        let numbers = widest(&mut values.iter()).ceil() + 12.0;
        let row = ((size.height - 8.0) / rows.len().max(1) as f64).clamp(18.0, 30.0);
        let right = (size.width - numbers).max(names + 20.0);
        let plot = Rect { left: names, top: 6.0, right, bottom: 6.0 + row * rows.len() as f64 };
        // The scale holds for the whole run, so that bars grow while it plays.
        let ends = [Some(trace), input.ghost].into_iter().flatten();
        let most = ends.flat_map(|t| t.frames.iter()).flat_map(|f| f.losses.iter()).max().copied().unwrap_or_default();
        let shown = rows.iter().map(|r| r.1).max().unwrap_or_default();
        let top = if input.hide_future { shown } else { most.max(shown) }.to_f64(trace.decimals());
        Self { plot, row, top, rows, values }
    }

    fn x(&self, value: f64) -> f64 {
        self.plot.left + value / self.top.max(f64::MIN_POSITIVE) * (self.plot.right - self.plot.left)
    }

    fn middle(&self, row: usize) -> f64 {
        self.plot.top + self.row * (row as f64 + 0.5)
    }
}

fn draw(input: &Input<'_>, size: Size) -> Picture {
    let (trace, layout) = (input.trace, Layout::new(input, size));
    let mut picture = Picture { plot: layout.plot, ..Picture::default() };
    if layout.rows.is_empty() {
        let words =
            if input.hide_future || trace.frames.last().is_some_and(|f| f.losses.iter().any(|l| *l > Amount::ZERO)) {
                "No loss yet"
            } else {
                "Nobody loses anything in this run"
            };
        picture.text((size.width / 2.0, size.height / 2.0), words, Ink::Soft, 12.0, Align::Middle);
        return picture;
    }
    let burnt = burnt_share(trace, input.ended());
    let thick = (layout.row * 0.55).round().clamp(10.0, 15.0);
    for (at, ((name, loss), text)) in layout.rows.iter().zip(&layout.values).enumerate() {
        let (y, value) = (layout.middle(at), loss.to_f64(trace.decimals()));
        let (top, bottom) = ((y - thick / 2.0).round(), (y + thick / 2.0).round());
        let (split, end) = (layout.x(value * (1.0 - burnt)), layout.x(value));
        picture.text((0.0, y), fitted(name, 12.0, layout.plot.left - 10.0), Ink::Ink, 12.0, Align::Start);
        picture.bar([(layout.plot.left, top), (split, bottom)], Ink::Fail, false);
        picture.bar([(split, top), (end, bottom)], Ink::Fail, true);
        picture.text((end.max(layout.plot.left + 1.0) + 7.0, y), text.clone(), Ink::Soft, 12.0, Align::Start);
    }
    ghost_marks(input, &layout, thick, &mut picture);
    picture
}

/// A dashed mark at what each of the rows lost before the last edit.
fn ghost_marks(input: &Input<'_>, layout: &Layout, thick: f64, picture: &mut Picture) {
    let Some(ghost) = input.ghost.filter(|_| !input.hide_future) else { return };
    let before = bearers(ghost, input.ended().min(ghost.frames.len().saturating_sub(1)));
    for (at, (label, _)) in layout.rows.iter().enumerate() {
        let Some(b) = before.iter().find(|b| name(ghost, b.who) == *label) else { continue };
        let (x, y) = (layout.x(b.loss.to_f64(ghost.decimals())).round() + 0.5, layout.middle(at));
        let reach = thick / 2.0 + 3.0;
        picture.line(vec![(x, y - reach), (x, y + reach)], Stroke::solid(Ink::Soft, 1.5).dashed(&[3.0, 2.0]));
    }
}

fn table(input: &Input<'_>) -> Table {
    let (trace, at) = (input.trace, input.ended());
    let all = bearers(trace, at);
    let burnt = burnt_share(trace, at);
    let losses: Vec<f64> = all.iter().map(|b| b.loss.to_f64(trace.decimals())).collect();
    let columns = [
        words::numbers(&losses, 2),
        words::numbers(&losses.iter().map(|l| l * (1.0 - burnt)).collect::<Vec<_>>(), 2),
        words::numbers(&losses.iter().map(|l| l * burnt).collect::<Vec<_>>(), 2),
    ];
    let cell = |column: usize, row: usize| columns[column].get(row).cloned().unwrap_or_default();
    let row = |(i, b): (usize, &Bearer)| [name(trace, b.who), cell(0, i), cell(1, i), cell(2, i)];
    // Below them, which layer of which clearing house's waterfall put how much on whom.
    let layers = layers::rows(trace, at).into_iter().map(|[what, amount]| [what, amount, String::new(), String::new()]);
    Table::new(["Bearer", "Loss", "Moved", "Burnt"], all.iter().enumerate().map(row).chain(layers))
}

fn stops(input: &Input<'_>, size: Size) -> Vec<Stop> {
    let (trace, layout) = (input.trace, Layout::new(input, size));
    let burnt = burnt_share(trace, input.ended());
    let all = bearers(trace, input.ended());
    let stop = |(at, (title, loss)): (usize, &(String, Amount))| {
        let value = loss.to_f64(trace.decimals());
        let mut lines = vec![("loss".to_owned(), words::rounded(value, 2))];
        if burnt > 0.0 {
            lines.push(("moved".to_owned(), words::rounded(value * (1.0 - burnt), 2)));
            lines.push(("burnt".to_owned(), words::rounded(value * burnt, 2)));
        }
        // The row of all others has nobody's layers.
        if let Some(b) = all.get(at).filter(|b| name(trace, b.who) == *title) {
            lines.extend(layers::of(trace, input.ended(), b.who));
        }
        Stop { at: (layout.x(value), layout.middle(at)), title: title.clone(), lines, moment: None }
    };
    layout.rows.iter().enumerate().map(stop).collect()
}
