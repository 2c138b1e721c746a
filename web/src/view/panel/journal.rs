//! The journal: lines of the run up to the playhead, the latest tick first, each a sentence.

use super::shared::Runs;
use crate::app::words;
use crate::app::{Msg, Panel, Playhead};
use interclear_core::engine::Trace;
use interclear_core::journal::Entry;
use interclear_core::units::{EntryIx, sorted};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Lines shown before a reader asks for more.
const FIRST: usize = 150;

/// What the journal is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct JournalProps {
    /// The run and the moment.
    pub runs: Runs,
    /// The selected participant, whose lines alone can be shown.
    pub who: Option<AttrValue>,
    /// The line being explained.
    pub why: Option<EntryIx>,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// The journal.
#[component]
pub fn JournalList(props: &JournalProps) -> Html {
    let only_who = use_state_eq(|| false);
    let only_trouble = use_state_eq(|| false);
    let more = use_state_eq(|| false);
    let trace = &*props.runs.trace;
    let who = props.who.as_ref().and_then(|id| words::participant(trace, id));
    let keep = |e: &Entry| {
        let of_who = !*only_who || who.is_none_or(|w| e.who == Some(w) || e.other == Some(w));
        of_who && (!*only_trouble || words::is_trouble(e.kind))
    };
    let lines = lines(trace, props.runs.playhead, keep);
    let (count, most) = (lines.len(), if *more { usize::MAX } else { FIRST });
    let check = |state: &UseStateHandle<bool>, label: String| {
        let (on, state) = (**state, state.clone());
        let onchange =
            Callback::from(move |e: Event| state.set(e.target_unchecked_into::<HtmlInputElement>().checked()));
        html! { <label><input type="checkbox" checked={on} {onchange} />{ label }</label> }
    };
    html! {
        <div class="journal">
            <div class="journal-tools">
                if let Some(who) = who {
                    { check(&only_who, format!("Only {}", trace.name(who))) }
                }
                { check(&only_trouble, "Only what went wrong".to_owned()) }
            </div>
            { for days(lines.into_iter().take(most)).into_iter().map(|(tick, lines)| day(props, trace, tick, &lines)) }
            if count == 0 {
                <p class="side-none">{ "Nothing to tell yet." }</p>
            }
            if count > most {
                <button type="button" class="plain" onclick={move |_| more.set(true)}>
                    { format!("Show {} earlier", words::count(count - most, "line", "lines")) }
                </button>
            }
        </div>
    }
}

/// Lines come to pass, the latest tick first and in order within a tick.
fn lines(trace: &Trace, playhead: Playhead, keep: impl Fn(&Entry) -> bool) -> Vec<(EntryIx, &Entry)> {
    let lines: Vec<(EntryIx, &Entry)> = (0u32..)
        .map(EntryIx)
        .zip(&trace.journal.entries)
        .filter(|(_, e)| words::reached(trace, e, playhead) && keep(e))
        .collect();
    sorted(lines, |a, b| (b.1.tick, a.0).cmp(&(a.1.tick, b.0)))
}

fn days<'a>(lines: impl Iterator<Item = (EntryIx, &'a Entry)>) -> Vec<(u32, Vec<(EntryIx, &'a Entry)>)> {
    let mut days: Vec<(u32, Vec<(EntryIx, &Entry)>)> = Vec::new();
    for (at, entry) in lines {
        match days.last_mut() {
            Some((tick, lines)) if *tick == entry.tick => lines.push((at, entry)),
            _ => days.push((entry.tick, vec![(at, entry)])),
        }
    }
    days
}

fn day(props: &JournalProps, trace: &Trace, tick: u32, lines: &[(EntryIx, &Entry)]) -> Html {
    html! {
        <section class="day" key={tick}>
            <h3>{ words::capital_day(trace, tick) }</h3>
            <ol class="lines">{ for lines.iter().map(|(at, e)| line(props, trace, *at, e)) }</ol>
        </section>
    }
}

fn line(props: &JournalProps, trace: &Trace, at: EntryIx, entry: &Entry) -> Html {
    let on = props.why == Some(at);
    let kind = if Trace::is_failure(entry.kind) {
        "fail"
    } else if words::is_trouble(entry.kind) {
        "trouble"
    } else {
        "quiet"
    };
    let send = props.send.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        send.emit(Msg::Why(Some(at)));
        send.emit(Msg::ShowPanel(Panel::Inspect));
    });
    html! {
        <li key={at.0}>
            <button type="button" class={classes!("line", kind, on.then_some("on"))} {onclick} title="Why?"
                aria-current={on.then_some("true")}>
                <span>{ words::sentence(trace, entry) }</span>
                <small>{ round(entry) }</small>
            </button>
        </li>
    }
}

fn round(entry: &Entry) -> String {
    if entry.round > 0 { format!("round {}", entry.round) } else { entry.phase.label().to_owned() }
}
