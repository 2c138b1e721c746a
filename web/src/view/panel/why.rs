//! Why something happened: the sentence, the arithmetic, the numbered chain, and what came of it.

use super::shared::Same;
use crate::app::{Item, Msg, seen, words};
use interclear_core::engine::Trace;
use interclear_core::journal::{Explanation, Line, Step, explain};
use interclear_core::units::{Amount, EntryIx};
use yew::prelude::*;

/// What the explanation is given.
#[derive(Clone, Debug)]
pub struct WhyProps {
    /// The run.
    pub trace: Same<Trace>,
    /// What is explained.
    pub entry: EntryIx,
    /// Whether it can be put away.
    pub closable: bool,
    /// Where messages go.
    pub send: Callback<Msg>,
}

/// The explanation of a journal line.
pub fn explained(props: &WhyProps) -> Html {
    let trace = &*props.trace;
    let Some(why) = explain(trace, props.entry) else { return html! {} };
    let failure = trace.journal.get(props.entry).is_some_and(|e| Trace::is_failure(e.kind));
    let title = if failure { "Why did it fail?" } else { "Why did this happen?" };
    html! {
        <section class="why" aria-label={title}>
            <div class="why-head">
                <h3>{ title }</h3>
                if props.closable {
                    <button type="button" class="why-close" onclick={props.send.reform(|_| Msg::Why(None))}>{ "Close" }</button>
                }
            </div>
            <p>{ words::grouped(&why.sentence) }</p>
            { sum(trace, &why.lines) }
            { chain(props, &why) }
            { consequences(props, &why) }
        </section>
    }
}

/// The arithmetic: parts, and below a rule what they come to.
fn sum(trace: &Trace, lines: &[Line]) -> Html {
    if lines.len() < 2 {
        return html! {};
    }
    let decimals = usize::from(trace.decimals());
    let values: Vec<f64> = lines.iter().map(|l| l.amount.to_f64(trace.decimals())).collect();
    let numbers = words::numbers(&values, decimals);
    let last = lines.len() - 1;
    let row = |(at, (line, number)): (usize, (&Line, &String))| {
        html! { <tr class={(at == last).then_some("sum")}><th scope="row">{ &line.text }</th><td>{ number }</td></tr> }
    };
    html! {
        <table class="figures why-sum" aria-label="The arithmetic">
            <tbody>{ for lines.iter().zip(&numbers).enumerate().map(row) }</tbody>
        </table>
    }
}

fn chain(props: &WhyProps, why: &Explanation) -> Html {
    if why.chain.is_empty() {
        return html! {};
    }
    html! {
        <ol class="chain" aria-label="From the first cause">
            { for why.chain.iter().zip(1..).map(|(s, n)| step(props, s, Some(n))) }
        </ol>
    }
}

fn consequences(props: &WhyProps, why: &Explanation) -> Html {
    if why.consequences.is_empty() {
        return html! {};
    }
    let count = words::count(why.consequences.len(), "consequence", "consequences");
    html! {
        <details>
            <summary>{ format!("What it brought about ({count})") }</summary>
            <ol class="chain">{ for why.consequences.iter().map(|s| step(props, s, None)) }</ol>
        </details>
    }
}

/// A step: it selects its participant and keeps the explanation open.
fn step(props: &WhyProps, step: &Step, number: Option<u32>) -> Html {
    let who = step.who.and_then(|w| props.trace.participants.get(w.at())).map(|p| p.id.clone());
    let (send, explained) = (props.send.clone(), props.entry);
    let onclick = Callback::from(move |_: MouseEvent| {
        // The explanation selects whose failure it is; the step's own participant comes after it.
        send.emit(Msg::Why(Some(explained)));
        if let Some(id) = &who {
            send.emit(Msg::Follow(Item::Participant(id.clone())));
        }
    });
    html! {
        <li key={step.entry.0}>
            <button type="button" class="chain-step" {onclick}>
                <span class={if number.is_some() { "chain-n" } else { "chain-dot" }} aria-hidden="true">
                    { number.map(|n| n.to_string()).unwrap_or_default() }
                </span>
                <span>{ words::grouped(&step.text) }{ " " }<small>{ &step.when }</small></span>
            </button>
        </li>
    }
}

/// The balance sheet of a participant at the end of a tick, and what it paid in it.
pub fn balance(trace: &Trace, at: usize, p: &interclear_core::engine::ParticipantFrame) -> Html {
    let minus = |a: Amount| Amount::new(-a.quanta());
    let parts = [
        ("Cash", p.cash),
        ("Other holdings, at market", p.holdings),
        ("Posted as collateral", p.posted),
        ("Claims on others", p.claims),
        ("Owes", minus(p.debts)),
    ];
    let kept: Vec<(&str, Amount)> = parts
        .into_iter()
        .filter(|(name, a)| *a != Amount::ZERO || *name == "Cash")
        .chain([("Equity", p.equity())])
        .collect();
    let day = words::day(trace, u32::try_from(at).unwrap_or(0));
    let flows = [
        ("Due", p.due),
        ("Paid of it", p.paid),
        ("Still unpaid", p.short()),
        ("Received", p.received),
        ("Waits in its queue", p.queued),
    ];
    let flows: Vec<(&str, Amount)> = flows.into_iter().filter(|(_, a)| *a != Amount::ZERO).collect();
    html! {
        <>
            <div class="side-block">{ sheet(trace, &format!("In short, {day}"), &kept, true) }</div>
            { seen(trace, p) }
            if !flows.is_empty() {
                <div class="side-block">{ sheet(trace, &format!("Payments, {day}"), &flows, false) }</div>
            }
        </>
    }
}

/// What others see of a participant beside what there is, where the two differ.
fn seen(trace: &Trace, p: &interclear_core::engine::ParticipantFrame) -> Html {
    if !seen::differs(p) {
        return html! {};
    }
    let money = |a: Amount| words::money(a, trace.decimals());
    let rows = [
        ("Owes", money(p.seen_debts), money(p.debts)),
        ("Equity", money(p.seen_equity), money(p.equity())),
        ("Coverage", seen::coverage(p.seen_coverage()), seen::coverage(p.coverage())),
    ];
    html! {
        <div class="side-block">
            <table class="figures beside">
                <caption>{ "As others see it" }</caption>
                <thead><tr>
                    <th scope="col"><span class="away">{ "Figure" }</span></th>
                    <th scope="col">{ "They see" }</th>
                    <th scope="col">{ "There is" }</th>
                </tr></thead>
                <tbody>
                    { for rows.into_iter().map(|(name, seen, is)| html! {
                        <tr><th scope="row">{ name }</th><td>{ seen }</td><td>{ is }</td></tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn sheet(trace: &Trace, caption: &str, rows: &[(&str, Amount)], foots: bool) -> Html {
    let amounts: Vec<Amount> = rows.iter().map(|r| r.1).collect();
    let numbers = words::column(&amounts, trace.decimals());
    let last = rows.len().saturating_sub(1);
    let row = |(at, ((name, _), number)): (usize, (&(&str, Amount), &String))| {
        let sum = foots && at == last;
        html! { <tr class={sum.then_some("sum")}><th scope="row">{ *name }</th><td>{ number }</td></tr> }
    };
    html! {
        <table class="figures">
            <caption>{ caption }</caption>
            <tbody>{ for rows.iter().zip(&numbers).enumerate().map(row) }</tbody>
        </table>
    }
}
