//! The journal: lines of the run up to the playhead, the latest tick first, each a sentence.

use super::journal_lines::Lines;
use super::journal_tools::tools;
use super::shared::{Runs, Same};
use crate::app::filter::{Filter, Rows};
use crate::app::words;
use crate::app::{Item, Msg};
use interclear_core::units::EntryIx;
use std::rc::Rc;
use yew::prelude::*;

/// What the journal is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct JournalProps {
    /// The run and the moment.
    pub runs: Runs,
    /// Which lines are shown.
    pub filter: Filter,
    /// What is selected, whose lines alone can be shown.
    pub selected: Option<Item>,
    /// The line being explained.
    pub why: Option<EntryIx>,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// The journal.
#[component]
pub fn JournalList(props: &JournalProps) -> Html {
    let JournalProps { runs, filter, .. } = props;
    let wanted = (runs.trace.clone(), runs.playhead, filter.clone());
    let rows = use_memo(wanted, |(trace, at, filter)| filter.rows(trace, *at));
    html! {
        <div class="journal">
            { tools(&runs.trace, filter, props.selected.as_ref(), &props.send) }
            <p class="journal-count" role="status">
                { tally(&rows) }
                if !filter.is_empty() {
                    { " " }<button type="button" class="go" onclick={props.send.reform(|_: MouseEvent| Msg::Filter(Filter::default()))}>{ "Show all" }</button>
                }
            </p>
            if rows.shown == 0 {
                <p class="side-none">{ if rows.of == 0 { "Nothing to tell yet." } else { "No line is like that up to this moment." } }</p>
            } else {
                <Lines trace={runs.trace.clone()} rows={Same(Rc::clone(&rows))} why={props.why} send={props.send.clone()} />
            }
        </div>
    }
}

fn tally(rows: &Rows) -> String {
    let of = words::count(rows.of, "line", "lines");
    if rows.shown == rows.of { of } else { format!("{} of {of}", words::rounded(rows.shown as f64, 0)) }
}
