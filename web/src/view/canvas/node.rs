//! One participant: a small balance sheet.

use super::marks;
use crate::app::geometry::{CUT, NODE_H, NODE_W, wrap_text};
use crate::app::reveal::Shape;
use crate::app::scene::SceneNode;
use crate::view::icons::strokes;
use std::rc::Rc;
use yew::prelude::*;

const W: f64 = NODE_W / 2.0;
const H: f64 = NODE_H / 2.0;
/// Letters of a name that still fit when everything is drawn small and names large.
const LONG: usize = 8;
/// Left end and length of the bar.
const BAR: (f64, f64) = (-W + 12.0, NODE_W - 24.0);

/// Properties of [`Node`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NodeProps {
    /// What to draw.
    pub node: Rc<SceneNode>,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether it is the one that the Tab key reaches.
    pub stop: bool,
    /// While a wire is drawn: whether it may end here, or why not.
    pub target: Option<Result<(), String>>,
    /// Whether a wire can be begun at its rim.
    pub handles: bool,
}

/// A participant.
#[component]
pub fn Node(props: &NodeProps) -> Html {
    let node = &props.node;
    let look = &node.look;
    let target = match &props.target {
        Some(Ok(())) => "lift",
        Some(Err(_)) => "dim",
        None => "",
    };
    let drawn = look.veil.as_ref().is_some_and(|v| v.drawn).then_some("seen");
    let class = classes!("node", marks::class(look.shape), target, drawn, props.selected.then_some("sel"));
    let (word, number) = (look.word.clone(), look.number.clone());
    let spoken = match &props.target {
        Some(Ok(())) => format!("{}. Enter connects.", node.spoken),
        Some(Err(reason)) => format!("{}. Cannot connect: {reason}", node.spoken),
        None => node.spoken.clone(),
    };
    html! {
        <g {class} data-node={node.id.to_string()} transform={format!("translate({:.1} {:.1})", node.at.x, node.at.y)}
            tabindex={if props.stop { "0" } else { "-1" }} role="button" aria-label={spoken}
            aria-pressed={if props.selected { "true" } else { "false" }}>
            if let Some(veil) = &look.veil { <title>{ veil.words.clone() }</title> }
            <rect class="ring" x={n(-W - 10.0)} y={n(-H - 10.0)} width={n(NODE_W + 20.0)} height={n(NODE_H + 20.0)} rx="13" />
            if props.handles {
                // Under the box: drawn small, the rims would cover it, and nothing could be moved or tapped any more.
                { handles() }
            }
            { outline(look.shape) }
            <g class="face">
                <path class="kind" d={strokes(&node.kind)} transform={format!("translate({:.1} {:.1}) scale(.65)", -W + 11.0, -H + 8.5)} />
                <text class={classes!("name", (node.name.chars().count() > LONG).then_some("long"))} x={n(-W + 33.0)} y={n(-H + 21.0)}>{ node.name.clone() }</text>
                <path class="mark" d={marks::mark(look.shape)} transform={format!("translate({:.1} {:.1})", W - 17.0, -H + 17.0)} />
                { bar(look.assets, look.debts) }
                <text class="word" x={n(-W + 12.0)} y={n(H - 11.0)}>{ word }</text>
                <text class={classes!("number", number.starts_with('\u{2212}').then_some("under"))} x={n(W - 12.0)} y={n(H - 11.0)} text-anchor="end">{ number }</text>
            </g>
            { badges(props) }
            if let Some(Err(reason)) = &props.target {
                { refusal(reason) }
            }
        </g>
    }
}

fn n(value: f64) -> String {
    format!("{value:.1}")
}

fn octagon(inset: f64) -> String {
    let (w, h, c) = (W - inset, H - inset, CUT - inset * 0.4);
    format!(
        "M{:.1} {:.1}H{:.1}L{:.1} {:.1}V{:.1}L{:.1} {:.1}H{:.1}L{:.1} {:.1}V{:.1}Z",
        c - w,
        -h,
        w - c,
        w,
        c - h,
        h - c,
        w - c,
        h,
        c - w,
        -w,
        h - c,
        c - h
    )
}

/// A box with its upper right corner folded in.
fn notched(inset: f64) -> String {
    let (w, h, r, c) = (W - inset, H - inset, 9.0 - inset, 12.0 - inset * 0.4);
    format!(
        "M{:.1} {:.1}H{:.1}L{:.1} {:.1}V{:.1}Q{w:.1} {h:.1} {:.1} {h:.1}H{:.1}Q{:.1} {h:.1} {:.1} {:.1}V{:.1}Q{:.1} {:.1} {:.1} {:.1}Z",
        r - w,
        -h,
        w - c,
        w,
        c - h,
        h - r,
        w - r,
        r - w,
        -w,
        -w,
        h - r,
        r - h,
        -w,
        -h,
        r - w,
        -h
    )
}

fn outline(shape: Shape) -> Html {
    if marks::octagonal(shape) {
        let hatch = matches!(shape, Shape::Gone(_));
        return html! {
            <>
                <path class="body" d={octagon(0.0)} />
                if hatch { <path class="hatch" d={octagon(1.0)} fill="url(#hatch)" /> }
                <path class="edge" d={octagon(1.2)} />
            </>
        };
    }
    if shape == Shape::Strained {
        return html! {
            <>
                <path class="shade" d={notched(0.0)} transform="translate(0 3)" />
                <path class="body" d={notched(0.0)} />
                <path class="edge" d={notched(0.0)} />
                <path class="edge" d={notched(3.6)} />
            </>
        };
    }
    let rect = |class: &'static str, dy: f64| {
        html! { <rect {class} x={n(-W)} y={n(dy - H)} width={n(NODE_W)} height={n(NODE_H)} rx="10" /> }
    };
    html! {
        <>
            { rect("shade", 3.0) }
            { rect("body", 0.0) }
            { rect("edge", 0.0) }
            if shape == Shape::Locked {
                <path class="band" d={format!("M{:.1} {:.1}V{:.1}M{:.1} {:.1}V{:.1}", -W, 14.0 - H, H - 14.0, W, 14.0 - H, H - 14.0)} />
            }
            if shape == Shape::Insolvent {
                <path class="band" d={format!("M{:.1} {H:.1}H{:.1}", 12.0 - W, W - 12.0)} />
            }
        </>
    }
}

fn bar(assets: f64, debts: Option<f64>) -> Html {
    let (x, length) = BAR;
    let y = n(-H + 31.0);
    html! {
        <>
            <rect class="bar" x={n(x)} y={y.clone()} width={n(length)} height="7" rx="3" />
            <rect class="owned" x={n(x)} y={y} width={n(length * assets.clamp(0.0, 1.0))} height="7" rx="3" />
            if let Some(share) = debts {
                <rect class="owed" x={n(x + (length - 2.0) * share.clamp(0.0, 1.0))} y={n(-H + 29.5)} width="2" height="10" />
            }
        </>
    }
}

fn badges(props: &NodeProps) -> Html {
    let node = &props.node;
    html! {
        <>
            if node.look.shocked {
                <g class="badge" transform={format!("translate({:.1} {:.1})", W - 4.0, -H)}>
                    <circle r="10" />
                    <path d={strokes("shock")} transform="translate(-6.3 -6.3) scale(.525)" />
                </g>
            }
            if let Some(step) = node.step {
                <g class="step" transform={format!("translate({:.1} {:.1})", -W + 1.0, -H)}>
                    <circle r="10" />
                    <text y="4" text-anchor="middle">{ step }</text>
                </g>
            }
        </>
    }
}

/// Where a wire can be begun: four dots outside the border, each with a wide invisible rim.
fn handles() -> Html {
    let dots = [(W + 10.0, 0.0), (-W - 10.0, 0.0), (0.0, H + 10.0), (0.0, -H - 10.0)];
    html! {
        <g class="handles" data-handle="">
            { for dots.map(|(x, y)| html! {
                <g transform={format!("translate({x:.1} {y:.1})")}><circle class="rim" r="16" /><circle class="dot" r="4.5" /></g>
            }) }
        </g>
    }
}

/// Why a wire cannot end here: on a plate below, while the node has the pointer or the focus.
fn refusal(reason: &str) -> Html {
    let lines = wrap_text(reason, 11.0, NODE_W - 16.0);
    let height = lines.len() as f64 * 15.0 + 9.0;
    html! {
        <g class="refusal" transform={format!("translate(0 {:.1})", H + 14.0)}>
            <rect x={n(-W)} y="0" width={n(NODE_W)} height={n(height)} rx="6" />
            { for lines.into_iter().zip(1u8..).map(|(line, k)| html! {
                <text x={n(-W + 8.0)} y={n(f64::from(k) * 15.0)}>{ line }</text>
            }) }
        </g>
    }
}
