//! What the lines mean, at the lower left; only kinds that are there.

use crate::app::reveal::{Tone, Wear};
use crate::app::scene::Scene;
use interclear_core::journal::LinkKind;
use yew::prelude::*;

/// What the lines mean.
pub fn legend(scene: &Scene) -> Html {
    let has = |test: &dyn Fn(LinkKind, Tone, Wear) -> bool| {
        scene.links.iter().any(|l| test(l.kind, l.look.tone, l.look.wear))
    };
    let part = |w: Wear| matches!(w, Wear::Part(_));
    // Threads of two kinds are drawn alike: a word for those that are there.
    let held = scene.ties.iter().filter(|t| t.at.contains("/holdings/")).count();
    let at_venues = scene.ties.iter().filter(|t| t.at.contains("/accounts/")).count();
    let threads = match held {
        0 if at_venues > 0 && at_venues == scene.ties.len() => "margin account with it",
        0 if at_venues > 0 => "membership, or margin account",
        0 => "membership (fund, cover, pool, service)",
        n if n == scene.ties.len() => "holds its token",
        _ => "member of it, or holds its token",
    };
    let rows = [
        ("owes (debtor to creditor)", "t-debt", has(&|k, _, _| k == LinkKind::Obligation), debt()),
        ("collateral (pledger to holder)", "t-coll", has(&|k, _, _| k == LinkKind::Collateral), collateral()),
        ("deposit", "t-dep", has(&|k, _, _| k == LinkKind::Deposit), deposit()),
        ("trade", "t-debt", has(&|k, _, _| k == LinkKind::Trade), trade()),
        ("account of positions", "t-acct", has(&|k, _, _| k == LinkKind::Position), account()),
        (threads, "tie", !scene.ties.is_empty(), tie()),
        ("hidden from others", "w-fog", scene.links.iter().any(|l| l.look.wear == Wear::Fog), fog()),
        ("paid in part", "t-debt w-part", has(&|_, t, w| t == Tone::Debt && part(w)), half()),
    ];
    html! {
        <div class="legend" aria-hidden="true">
            { for rows.into_iter().filter(|r| r.2).map(|(text, class, _, sample)| html! {
                <span><svg class={classes!("link", class)} width="30" height="10" viewBox="0 0 30 10">{ sample }</svg>{ text }</span>
            }) }
        </div>
    }
}

fn debt() -> Html {
    html! { <><path class="line" d="M0 5H22" stroke-width="2.4" /><path class="tip" d="M30 5L20.5 9V1z" /></> }
}

fn collateral() -> Html {
    html! { <path class="line" d="M3 5H29" stroke-width="4.4" stroke-dasharray="0.1 7" stroke-linecap="round" /> }
}

fn deposit() -> Html {
    html! { <><path class="line" d="M0 5H24" stroke-width="1.8" /><path class="tip" d="M30 5L23 8V2z" /></> }
}

fn trade() -> Html {
    html! {
        <>
            <path class="line" d="M7 5H23" stroke-width="2.4" />
            <path class="tip" d="M30 5L21.5 9V1zM0 5L8.5 1V9z" />
        </>
    }
}

fn account() -> Html {
    html! {
        <>
            <path class="line" d="M5 5H25" stroke-width="2.2" stroke-dasharray="7 4" />
            <path class="tip" d="M0 5L4 1.5L8 5L4 8.5zM22 5L26 1.5L30 5L26 8.5z" />
        </>
    }
}

fn tie() -> Html {
    html! { <path class="thread" d="M1 5H30" /> }
}

fn fog() -> Html {
    html! { <path class="line" d="M1 5H30" stroke-width="2" /> }
}

fn half() -> Html {
    html! {
        <>
            <path class="line" d="M0 5H9" stroke-width="7" />
            <path class="line missing" d="M10 5H30" stroke-width="2" />
        </>
    }
}
