//! One link: its line, its arrow, and apart from them its label.

use super::account::{account, way};
use super::marks;
use crate::app::geometry::{Curve, arrow};
use crate::app::reveal::{Tone, Wear};
use crate::app::route::LABEL_H;
use crate::app::scene::SceneLink;
use interclear_core::journal::LinkKind;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Link`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LinkProps {
    /// What to draw.
    pub link: Rc<SceneLink>,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether its label is drawn rather than its line.
    #[prop_or_default]
    pub label: bool,
}

/// The name of a link in the document: kind and id.
pub(super) fn key(link: &SceneLink) -> String {
    format!("{}:{}", kind_name(link.kind), link.id)
}

/// The word for a kind in the document.
pub(super) const fn kind_name(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Obligation => "obligation",
        LinkKind::Trade => "trade",
        LinkKind::Deposit => "deposit",
        LinkKind::Collateral => "collateral",
        LinkKind::Position => "position",
    }
}

/// The kind and id named by [`key`].
pub(super) fn from_key(key: &str) -> Option<(LinkKind, String)> {
    let (kind, id) = key.split_once(':')?;
    let all = [LinkKind::Obligation, LinkKind::Trade, LinkKind::Deposit, LinkKind::Collateral, LinkKind::Position];
    let kind = all.into_iter().find(|k| kind_name(*k) == kind)?;
    Some((kind, id.to_owned()))
}

fn class(link: &SceneLink) -> Classes {
    let tone = match link.look.tone {
        Tone::Debt => "t-debt",
        Tone::Deposit => "t-dep",
        Tone::Collateral => "t-coll",
        Tone::Account => "t-acct",
    };
    let wear = match link.look.wear {
        Wear::Whole => "w-whole",
        Wear::Paid => "w-paid",
        Wear::Part(_) => "w-part",
        Wear::Ending => "w-ending",
        Wear::Locked => "w-locked",
        Wear::Closed => "w-closed",
        Wear::Fog => "w-fog",
    };
    classes!("link", tone, wear)
}

/// A link's line, or its label.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    if props.label { label(props) } else { wire(props) }
}

fn wire(props: &LinkProps) -> Html {
    let link = &props.link;
    let curve = way(link);
    html! {
        <g class={classes!(class(link), props.selected.then_some("sel"))} data-link={key(link)} role="img" aria-label={link.spoken.clone()}>
            <path class="grip" d={curve.path()} />
            <path class="halo" d={curve.path()} stroke-width={format!("{:.1}", link.width + 6.0)} />
            { line(link, curve) }
        </g>
    }
}

fn line(link: &SceneLink, curve: Curve) -> Html {
    let size = 9.0 + link.width;
    let tip = arrow(curve.b, curve.heading(1.0), size);
    let body = curve.shortened(size * 0.8);
    let width = format!("{:.1}", link.width);
    match (link.look.tone, link.look.wear) {
        (_, Wear::Closed) => html! { <path class="line" d={curve.path()} stroke-width="1" /> },
        (_, Wear::Fog) => html! { <path class="line" d={curve.path()} stroke-width={width} /> },
        (Tone::Debt | Tone::Account, Wear::Part(share)) => part(link, curve, share),
        (Tone::Account, Wear::Paid) => html! {
            <>
                <path class="line" d={body.path()} stroke-width={width} />
                <path class="tip" d={tip} />
            </>
        },
        (Tone::Account, _) => account(curve, width),
        (Tone::Deposit, Wear::Part(_)) => html! { <path class="line missing" d={curve.path()} stroke-width="2" /> },
        (Tone::Collateral, _) => html! {
            <>
                <path class="line" d={body.path()} stroke-width={width.clone()}
                    stroke-dasharray={format!("0.1 {:.1}", link.width + 3.6)} stroke-linecap="round" />
                <path class="tip" d={tip} />
            </>
        },
        (Tone::Deposit, _) => html! {
            <>
                <path class="line" d={body.path()} stroke-width={width} />
                <path class="tip" d={arrow(curve.b, curve.heading(1.0), 7.5)} />
            </>
        },
        (Tone::Debt, _) if link.kind == LinkKind::Trade => {
            let back = curve.heading(0.0);
            let start = Curve { a: curve.b, c: curve.c, b: curve.a }.shortened(size * 0.8);
            let both = Curve { a: start.b, c: start.c, b: start.a }.shortened(size * 0.8);
            html! {
                <>
                    <path class="line" d={both.path()} stroke-width={width} />
                    <path class="legs" d={both.path()} stroke-width="1" />
                    <path class="tip" d={tip} />
                    <path class="tip" d={arrow(curve.a, crate::app::Point::new(-back.x, -back.y), size)} />
                </>
            }
        }
        (Tone::Debt, _) => html! {
            <>
                <path class="line" d={body.path()} stroke-width={width} />
                <path class="tip" d={tip} />
            </>
        },
    }
}

/// A half-paid wire looks half paid: what was paid is thick, from the debtor's end; the rest is dashed.
fn part(link: &SceneLink, curve: Curve, share: f64) -> Html {
    let size = 13.0;
    let body = curve.shortened(size * 0.8);
    let (paid, rest) = body.split(share.clamp(0.0, 1.0));
    let width = (link.width + 3.0).max(7.0);
    html! {
        <>
            <path class="bed" d={body.path()} stroke-width={format!("{width:.1}")} />
            if share > 0.0 { <path class="line" d={paid.path()} stroke-width={format!("{width:.1}")} /> }
            <path class="line missing" d={rest.path()} stroke-width="2" />
            if link.kind == LinkKind::Trade {
                <path class="tip" d={arrow(curve.a, back(curve), size)} />
            }
            <path class="tip" d={arrow(curve.b, curve.heading(1.0), size)} />
        </>
    }
}

fn back(curve: Curve) -> crate::app::Point {
    let h = curve.heading(0.0);
    crate::app::Point::new(-h.x, -h.y)
}

/// A link's label on its plate.
fn label(props: &LinkProps) -> Html {
    let link = &props.link;
    if link.label_w <= 0.0 {
        return html! {};
    }
    let at = link.route.label;
    let (w, h) = (link.label_w, LABEL_H);
    let shift = if link.look.padlock.is_some() { 8.0 } else { 0.0 };
    html! {
        <g class={classes!("label", class(link), props.selected.then_some("on"))} data-label={key(link)} aria-hidden="true"
            transform={format!("translate({:.1} {:.1})", at.x, at.y)}>
            <rect class="plate" x={format!("{:.1}", -w / 2.0)} y={format!("{:.1}", -h / 2.0)} width={format!("{w:.1}")} height={format!("{h:.1}")} rx="4" />
            if let Some(lock) = link.look.padlock {
                <path class="lock" d={marks::padlock(lock.open)} transform={format!("translate({:.1} -6.5)", 3.0 - w / 2.0)} />
            }
            <text x={format!("{shift:.1}")} y="4" text-anchor="middle">{ link.look.label.clone() }</text>
        </g>
    }
}
