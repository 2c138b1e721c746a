//! The chart dock: one chart large with tabs to the others, and who bears the loss beside it.

use super::pinned::{Differences, buttons, named};
use super::plot::Plot;
use super::shared::{Runs, Same};
use super::tabs::{Tab, TabsProps, tabs};
use crate::app::Msg;
use crate::chart::{CHARTS, ChartDef, Table, chart, first};
use crate::view::ViewProps;
use yew::prelude::*;

/// The charts under the time bar.
pub fn charts(props: &ViewProps) -> Html {
    html! { <ChartDock model={props.model.clone()} send={props.send.clone()} /> }
}

#[component]
fn ChartDock(props: &ViewProps) -> Html {
    let as_table = use_state(|| false);
    let apart = use_state(|| false);
    let Some(runs) = Runs::of(&props.model) else {
        return html! { <section class="charts" aria-label="Charts"><p class="charts-none">{ "No run yet." }</p></section> };
    };
    let fits = |c: &ChartDef| (c.fits)(&runs.trace);
    let asked = Some(props.model.chart.as_str()).filter(|id| !id.is_empty()).map(chart).filter(|c| fits(c));
    let chosen = asked.unwrap_or_else(|| first(&runs.trace));
    // Where there is a clearing house, its layers say best who bears what.
    let beside = ["waterfall", "losses", "unpaid"].map(chart).into_iter().find(|c| c.id != chosen.id && fits(c));
    let beside = beside.unwrap_or_else(|| chart("unpaid"));
    let choose = props.send.reform(|id: &'static str| Msg::ShowChart(id.to_string()));
    let tab = |c: &ChartDef| Tab { id: c.id, label: c.title, help: c.help };
    let toggle = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let input = runs.input();
    let all = CHARTS.iter().filter(|c| fits(c)).map(tab).collect();
    let all = TabsProps { name: "Chart", tabs: all, chosen: chosen.id, controls: "chart-main", choose };
    html! {
        <section class="charts" aria-label="Charts">
        <div class="charts-in">
            <div class="chart chart-main">
                <div class="chart-head">
                    { tabs(&all) }
                    <span class="chart-note">{ named(&runs, (chosen.note)(&input)) }</span>
                    <button type="button" class="chart-toggle" aria-pressed={as_table.to_string()} onclick={toggle}
                        title="The same numbers as a table">{ "Table" }</button>
                    { buttons(&props.model, &apart, &props.send) }
                </div>
                <div class="chart-body" id="chart-main" role="tabpanel" aria-label={chosen.title}>
                    if let Some(pinned) = props.model.pinned.as_ref().filter(|_| *apart) {
                        <Differences before={Same(pinned.trace.clone())} now={runs.trace.clone()} name={pinned.name.clone()}
                            hidden={runs.hide_future} send={props.send.clone()} />
                    } else if *as_table {
                        { table(&(chosen.table)(&input), chosen) }
                    } else {
                        <Plot def={chosen} runs={runs.clone()} send={props.send.clone()} />
                    }
                </div>
            </div>
            <div class="chart chart-side">
                <div class="chart-head">
                    <h2 class="chart-title" title={beside.help}>{ beside.title }</h2>
                    <span class="chart-note">{ named(&runs, (beside.note)(&input)) }</span>
                </div>
                <div class="chart-body">
                    <Plot def={beside} runs={runs.clone()} send={props.send.clone()} />
                </div>
            </div>
        </div>
        </section>
    }
}

/// A chart's numbers as a table.
fn table(numbers: &Table, def: &ChartDef) -> Html {
    let cell = |(i, text): (usize, &String)| {
        if i == 0 {
            html! { <th scope="row">{ text }</th> }
        } else {
            html! { <td class={words(numbers, i).then_some("words")}>{ text }</td> }
        }
    };
    let head = |(i, text): (usize, &String)| {
        html! { <th scope="col" class={words(numbers, i).then_some("words")}>{ text }</th> }
    };
    html! {
        <div class="chart-table" tabindex="0" role="region" aria-label={format!("{}, table", def.title)}>
            <table class="figures">
                <thead><tr>{ for numbers.head.iter().enumerate().map(head) }</tr></thead>
                <tbody>
                    { for numbers.rows.iter().map(|row| html! { <tr>{ for row.iter().enumerate().map(cell) }</tr> }) }
                </tbody>
            </table>
            if numbers.rows.is_empty() {
                <p class="charts-none">{ "Nothing yet." }</p>
            }
        </div>
    }
}

/// Whether a column holds words rather than numbers.
fn words(table: &Table, column: usize) -> bool {
    let wordy = |row: &Vec<String>| row.get(column).is_some_and(|c| c.starts_with(char::is_alphabetic));
    table.rows.iter().any(wordy)
}
