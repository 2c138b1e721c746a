//! The network: participants as small balance sheets, links between them, and everything hands do there.

mod account;
mod arrange;
mod buttons;
mod choices;
mod clip;
mod drag;
mod effects;
mod gesture;
mod glide;
mod hands;
mod hit;
mod hover;
mod keys;
mod legend;
mod link;
mod listen;
mod marks;
mod motion;
mod node;
mod open_end;
mod palette;
mod several;
mod show;
mod stage;

pub use arrange::arrange;
pub use hands::{Hand, ends, handle};
pub use listen::{request_fit, request_fit_chosen};
pub use open_end::open_end;
pub use palette::Palette;
pub use stage::Stage;

use crate::app::scene::Scene;
use crate::app::{Item, Mode, Model, Tool};
use crate::view::{ViewProps, later};
use buttons::buttons;
use effects::{unscroll, use_effects};
use interclear_core::journal::LinkKind;
use legend::legend;
use link::Link;
use node::Node;
use std::rc::Rc;
use yew::prelude::*;

/// More links than this and labels show only where they are asked for.
const DENSE: usize = 60;

/// The network of the model's scenario at the model's moment.
#[component]
pub fn Canvas(props: &ViewProps) -> Html {
    let redraw = use_force_update();
    let stage = {
        let props = props.clone();
        use_memo((), move |()| Rc::new(Stage::new(&props)))
    };
    let stage: &Rc<Stage> = &stage;
    let scene = stage.take(props, redraw);
    let model = &*props.model;
    use_effects(stage, model);
    let class = classes!(
        classes!("canvas", tool_class(model)),
        (scene.links.len() > DENSE).then_some("dense"),
        (scene.nodes.len() > 80).then_some("crowd"),
        model.wiring.is_some().then_some("wiring"),
        (model.mode == Mode::Embed).then_some("embed"),
    );
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let spoken = format!(
        "Network: {}, {}. Arrow keys go from participant to participant, Enter inspects.",
        count(scene.nodes.len(), "participant"),
        count(scene.links.len(), "link")
    );
    let on = |hand: fn(PointerEvent) -> Hand| hands(stage, hand);
    html! {
        <div {class} ref={stage.root.clone()} tabindex="-1" role="application" aria-label={spoken}
            onpointerdown={on(Hand::Down)} onpointermove={on(Hand::Moved)} onpointerup={on(Hand::Up)}
            onpointercancel={on(Hand::Lost)} onpointerover={on(Hand::Hover)} onkeydown={key(stage)}
            ondblclick={hands(stage, Hand::Double)} onfocusin={hands(stage, Hand::Focus)} onscroll={unscroll(stage)}>
            <svg class="scene" ref={stage.layer.clone()} width="1" height="1">
                <defs>
                    <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <path class="hatching" d="M0 0V7" />
                    </pattern>
                </defs>
                { drawing(stage, model, &scene) }
                <path ref={stage.guides.clone()} class="guides" aria-hidden="true" />
                <path ref={stage.band.clone()} class="band-box" aria-hidden="true" />
                <g ref={stage.dots.clone()} class="dots" aria-hidden="true" />
                <path ref={stage.loose.clone()} class="loose" aria-hidden="true" />
            </svg>
            if scene.nodes.is_empty() && model.mode == Mode::Full {
                <p class="canvas-empty">{ "Nothing here yet. Press N or double-click to place a participant, or drag one from the left." }</p>
            }
            { legend(&scene) }
            { buttons(stage, props) }
            { offer(stage, props) }
        </div>
    }
}

/// The offer of a new participant at the loose end of a wire.
fn offer(stage: &Rc<Stage>, props: &ViewProps) -> Html {
    let Some(at) = props.model.desk.open_end else { return Html::default() };
    let (window, size) = (props.model.camera.to_window(at), stage.size());
    later::here().map(|l| (l.open_end)(props, window, size)).unwrap_or_default()
}

/// Hands something done to the part of the program that knows what to do.
fn hand(stage: &Rc<Stage>, hand: Hand) {
    let stage = stage.clone();
    later::with(move |l| (l.hands)(&stage, &hand));
}

fn hands<E: 'static>(stage: &Rc<Stage>, make: fn(E) -> Hand) -> Callback<E> {
    let stage = stage.clone();
    Callback::from(move |e: E| hand(&stage, make(e)))
}

/// A key cannot wait here: whether it goes on to the page is decided at once. The shell holds early ones back.
fn key(stage: &Rc<Stage>) -> Callback<KeyboardEvent> {
    let stage = stage.clone();
    Callback::from(move |e: KeyboardEvent| {
        if let Some(later) = later::here() {
            (later.hands)(&stage, &Hand::Key(e));
        }
    })
}

fn tool_class(model: &Model) -> &'static str {
    match model.tool {
        Tool::Select => "tool-select",
        Tool::Several => "tool-several",
        Tool::Place(_) => "tool-place",
        Tool::Wire(_) => "tool-wire",
        Tool::Shock(_) => "tool-shock",
    }
}

fn drawing(stage: &Stage, model: &Model, scene: &Scene) -> Html {
    let chosen = |kind: LinkKind, id: &str| matches!(&model.selection, Some(Item::Link(k, i)) if *k == kind && i == id);
    let chosen_node = |id: &str| model.is_chosen(id);
    let stop = stop(stage, model, scene);
    let handles =
        model.mode == Mode::Full && model.tool == Tool::Select && model.wiring.is_none() && model.desk.group.is_empty();
    let later = later::here();
    let target = |id: &str| later.and_then(|l| (l.ends)(model, id));
    // Where they are many a pointer would meet little else.
    let grip = scene.ties.len() <= 60;
    html! {
        <>
            <g class="ties">
                { for scene.ties.iter().map(|t| html! {
                    <g class="tie" data-tie={t.at.clone()} role="img" aria-label={t.spoken.clone()}>
                        if grip { <path class="grip" d={t.curve.path()} /> }
                        <path class="thread" d={t.curve.path()} />
                    </g>
                }) }
            </g>
            <g class="links">
                { for scene.links.iter().map(|l| html! {
                    <Link key={link::key(l)} link={l.clone()} selected={chosen(l.kind, &l.id)} />
                }) }
            </g>
            <g class="labels">
                { for scene.links.iter().map(|l| html! {
                    <Link key={link::key(l)} link={l.clone()} selected={chosen(l.kind, &l.id)} label=true />
                }) }
            </g>
            <g class="nodes">
                { for scene.nodes.iter().map(|n| html! {
                    <Node key={n.id.to_string()} node={n.clone()} selected={chosen_node(&n.id)}
                        stop={stop.as_deref() == Some(&*n.id)} target={target(&n.id)} {handles} />
                }) }
            </g>
        </>
    }
}

/// The participant that the Tab key reaches: the last focused, the selected, or the first.
fn stop(stage: &Stage, model: &Model, scene: &Scene) -> Option<String> {
    let there = |id: &String| scene.node(id).is_some();
    let selected = match &model.selection {
        Some(Item::Participant(id)) => Some(id.clone()),
        _ => None,
    };
    let focus = stage.focus.borrow().clone();
    focus.filter(there).or(selected.filter(there)).or_else(|| scene.nodes.first().map(|n| n.id.to_string()))
}
