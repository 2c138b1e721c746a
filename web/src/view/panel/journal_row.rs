//! One row of the journal.

use super::journal_lines::LinesProps;
use crate::app::filter::Row;
use crate::app::words;
use interclear_core::engine::Trace;
use interclear_core::journal::Entry;
use interclear_core::units::EntryIx;
use yew::prelude::*;

/// A row: the name of a tick, or a line that explains itself when it is pressed.
pub fn one(props: &LinesProps, row: Row, n: usize, active: Option<EntryIx>, choose: &Callback<EntryIx>) -> Html {
    let trace = &*props.trace;
    match row {
        Row::Tick(tick) => html! {
            <div class="line-day" key={format!("t{tick}")} aria-hidden="true">{ words::capital_day(trace, tick) }</div>
        },
        Row::Line(at) => {
            let entry = trace.journal.get(at);
            entry.map_or_else(|| html! {}, |e| line(props, (at, e), n, active == Some(at), choose))
        }
    }
}

fn line(
    props: &LinesProps,
    (at, entry): (EntryIx, &Entry),
    n: usize,
    active: bool,
    choose: &Callback<EntryIx>,
) -> Html {
    let trace = &*props.trace;
    let kind = if Trace::is_failure(entry.kind) {
        "fail"
    } else if words::is_trouble(entry.kind) {
        "trouble"
    } else {
        "quiet"
    };
    let on = props.why == Some(at);
    let text = words::sentence(trace, entry);
    let when = if entry.round > 0 { format!("round {}", entry.round) } else { entry.phase.label().to_owned() };
    let said = format!("{}, {when}: {text}", words::capital_day(trace, entry.tick));
    html! {
        <div key={at.0} id={format!("line-{}", at.0)} role="option" data-tick={entry.tick.to_string()}
            class={classes!("line", kind, on.then_some("on"), active.then_some("active"))}
            aria-selected={on.to_string()} aria-posinset={n.to_string()} aria-setsize={props.rows.shown.to_string()}
            aria-label={said} title={text.clone()} onclick={choose.reform(move |_: MouseEvent| at)}>
            <span>{ text }</span>
            <small>{ when }</small>
        </div>
    }
}
