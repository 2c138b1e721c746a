//! Lines of the journal, of which only those in sight are on the page.
//!
//! To a reader by ear it is a list box: one stop of the Tab key, arrows go from line to line, and each line says how many
//! there are.

use super::journal_row::one;
use super::observe::set_style;
use super::shared::Same;
use crate::app::filter::{Row, Rows};
use crate::app::{Msg, Panel};
use interclear_core::engine::Trace;
use interclear_core::units::EntryIx;
use std::ops::Range;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The height of every row in CSS pixels: two lines of text. The styles have the same number.
const ROW: i32 = 44;
/// Rows kept on the page above and below those in sight.
const BEYOND: usize = 8;

/// What is given to the list.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LinesProps {
    /// The run.
    pub trace: Same<Trace>,
    /// Its rows.
    pub rows: Same<Rows>,
    /// The line being explained.
    pub why: Option<EntryIx>,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// The rows in sight, between two empty boxes as high as all others.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    let host = use_node_ref();
    let (above, below) = (use_node_ref(), use_node_ref());
    let seen = use_state_eq(|| 0usize..30);
    let active = use_state_eq(|| None::<EntryIx>);
    let all = &props.rows.rows;
    let range = clipped(&seen, all.len());
    let look = use_places(props, [&host, &above, &below], &range, &seen);
    let choose = {
        let send = props.send.clone();
        Callback::from(move |at: EntryIx| {
            send.emit(Msg::Why(Some(at)));
            send.emit(Msg::ShowPanel(Panel::Inspect));
        })
    };
    let now = active.filter(|at| place(all, Some(*at)).is_some());
    let onkeydown = {
        let (active, host, rows, choose) = (active.clone(), host.clone(), props.rows.clone(), choose.clone());
        Callback::from(move |e: KeyboardEvent| {
            if let ("Enter" | " ", Some(at)) = (e.key().as_str(), now) {
                e.prevent_default();
                choose.emit(at);
            }
            let Some((to, line)) = after_key(&e.key(), &rows.rows, now) else { return };
            e.prevent_default();
            e.stop_propagation();
            active.set(Some(line));
            if let Some(host) = host.cast::<Element>() {
                reveal(&host, to);
            }
        })
    };
    let first = before(all, range.start);
    let rows = all.get(range).unwrap_or_default().iter().scan(first, |n, row| {
        if matches!(row, Row::Line(_)) {
            *n += 1;
        }
        Some((*row, *n))
    });
    html! {
        <div class="journal-box" ref={host} role="listbox" aria-label="Lines of the journal" tabindex="0"
            aria-activedescendant={now.map(|at| format!("line-{}", at.0))} {onkeydown}
            onscroll={look.reform(|_: Event| ())}>
            <div ref={above} aria-hidden="true"></div>
            { for rows.map(|(row, n)| one(props, row, n, now, &choose)) }
            <div ref={below} aria-hidden="true"></div>
        </div>
    }
}

/// Gives the empty boxes their heights and the list its first place; what it gives looks anew at what is in sight.
#[hook]
fn use_places(
    props: &LinesProps,
    nodes: [&NodeRef; 3],
    range: &Range<usize>,
    seen: &UseStateHandle<Range<usize>>,
) -> Callback<()> {
    let [host, above, below] = nodes;
    let all = &props.rows.rows;
    {
        let (above, below, range, len) = (above.clone(), below.clone(), range.clone(), all.len());
        use_effect_with((range, len), move |(range, len)| {
            for (pad, rows) in [(&above, range.start), (&below, len - range.end)] {
                if let Some(pad) = pad.cast::<HtmlElement>() {
                    set_style(&pad, "height", &format!("{}px", rows * ROW as usize));
                }
            }
        });
    }
    let look = {
        let (host, seen) = (host.clone(), seen.clone());
        Callback::from(move |()| {
            if let Some(host) = host.cast::<Element>() {
                seen.set(in_sight(host.scroll_top(), host.client_height()));
            }
        })
    };
    {
        // At first the line being explained comes into sight; new rows leave the place where it is.
        let (host, look, at) = (host.clone(), look.clone(), place(all, props.why));
        use_effect_with((), move |()| {
            if let (Some(host), Some(at)) = (host.cast::<Element>(), at) {
                host.set_scroll_top((at as i32 * ROW - host.client_height() / 2).max(0));
            }
            look.emit(());
        });
    }
    {
        let look = look.clone();
        use_effect_with(props.rows.clone(), move |_| look.emit(()));
    }
    look
}

fn in_sight(top: i32, height: i32) -> Range<usize> {
    let first = usize::try_from(top / ROW).unwrap_or(0);
    let count = usize::try_from(height / ROW + 2).unwrap_or(0);
    first.saturating_sub(BEYOND)..first + count + BEYOND
}

fn clipped(range: &Range<usize>, len: usize) -> Range<usize> {
    let end = range.end.min(len);
    range.start.min(end.saturating_sub(1))..end
}

fn place(rows: &[Row], at: Option<EntryIx>) -> Option<usize> {
    let at = at?;
    rows.iter().position(|r| *r == Row::Line(at))
}

/// Lines before a row.
fn before(rows: &[Row], end: usize) -> usize {
    rows.iter().take(end).filter(|r| matches!(r, Row::Line(_))).count()
}

/// The row and the line that a key goes to; nothing when the key means nothing here.
fn after_key(key: &str, rows: &[Row], now: Option<EntryIx>) -> Option<(usize, EntryIx)> {
    const PAGE: usize = 10;
    let line = |(at, row): (usize, &Row)| if let Row::Line(ix) = row { Some((at, *ix)) } else { None };
    let mut down = rows.iter().enumerate().filter_map(line);
    let mut up = rows.iter().enumerate().rev().filter_map(line);
    let at = place(rows, now);
    match (key, at) {
        ("Home", _) | ("ArrowDown" | "PageDown", None) => down.next(),
        ("End", _) | ("ArrowUp" | "PageUp", None) => up.next(),
        ("ArrowDown", Some(at)) => down.find(|x| x.0 > at).or_else(|| up.next()),
        ("ArrowUp", Some(at)) => up.find(|x| x.0 < at).or_else(|| down.next()),
        ("PageDown", Some(at)) => down.find(|x| x.0 >= at + PAGE).or_else(|| up.next()),
        ("PageUp", Some(at)) => up.find(|x| x.0 + PAGE <= at).or_else(|| down.next()),
        _ => None,
    }
}

/// Brings a row into sight.
fn reveal(host: &Element, row: usize) {
    let (top, height) = (row as i32 * ROW, host.client_height());
    if top < host.scroll_top() {
        host.set_scroll_top(top - ROW);
    } else if top + ROW > host.scroll_top() + height {
        host.set_scroll_top(top + ROW - height);
    }
}
