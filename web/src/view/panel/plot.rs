//! One chart on a canvas: redrawn when its data, its size or the theme change, read by pointer and keys.

use super::canvas::paint_on;
use super::observe::{set_style, use_size, use_theme_count};
use super::shared::Runs;
use crate::app::Msg;
use crate::chart::{ChartDef, Size, Stop};
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

/// What a plot is given.
#[derive(Clone, Debug, Properties)]
pub struct PlotProps {
    /// The chart.
    pub def: &'static ChartDef,
    /// What it is drawn from.
    pub runs: Runs,
    /// Where messages go.
    pub send: Callback<Msg>,
}

impl PartialEq for PlotProps {
    fn eq(&self, other: &Self) -> bool {
        self.def.id == other.def.id && self.runs == other.runs && self.send == other.send
    }
}

/// One chart.
#[component]
pub fn Plot(props: &PlotProps) -> Html {
    let host = use_node_ref();
    let canvas = use_node_ref();
    let size = use_size(host.clone());
    let theme = use_theme_count();
    let read = use_state(|| None::<usize>);
    {
        let canvas = canvas.clone();
        use_effect_with((props.clone(), size, theme), move |(props, size, _)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>()
                && size.width > 0.0
            {
                paint_on(&canvas, &(props.def.draw)(&props.runs.input(), *size), *size);
            }
        });
    }
    let stops = (props.def.stops)(&props.runs.input(), size);
    let at = read.map(|i| i.min(stops.len().saturating_sub(1))).filter(|_| !stops.is_empty());
    let onpointermove = {
        let (read, stops, timed) = (read.clone(), stops.clone(), props.def.timed);
        Callback::from(move |e: PointerEvent| {
            let spot = (f64::from(e.offset_x()), f64::from(e.offset_y()));
            read.set(nearest(&stops, spot, timed));
        })
    };
    let onclick = {
        let (send, stops, timed) = (props.send.clone(), stops.clone(), props.def.timed);
        Callback::from(move |e: MouseEvent| {
            let spot = (f64::from(e.offset_x()), f64::from(e.offset_y()));
            seek(&send, nearest(&stops, spot, timed).and_then(|i| stops.get(i)));
        })
    };
    let away = {
        let read = read.clone();
        Callback::from(move |()| read.set(None))
    };
    let onkeydown = {
        let (read, stops, send) = (read.clone(), stops.clone(), props.send.clone());
        Callback::from(move |e: KeyboardEvent| {
            let Some(next) = after_key(&e.key(), at, stops.len().saturating_sub(1)) else { return };
            if e.key() == "Enter" {
                seek(&send, at.and_then(|i| stops.get(i)));
            }
            e.prevent_default();
            e.stop_propagation();
            read.set(next);
        })
    };
    let stop = at.and_then(|i| stops.get(i));
    let (now, last) = (at.unwrap_or(0), stops.len().saturating_sub(1));
    html! {
        <div class="plot" ref={host}>
            <canvas ref={canvas} tabindex="0" role="slider" aria-label={props.def.title}
                aria-orientation={if props.def.timed { "horizontal" } else { "vertical" }}
                aria-valuemin="0" aria-valuemax={last.to_string()} aria-valuenow={now.to_string()}
                aria-valuetext={stop.map_or_else(|| (props.def.note)(&props.runs.input()), spoken)}
                {onpointermove} {onclick} {onkeydown}
                onpointerleave={away.reform(|_| ())} onblur={away.reform(|_| ())}></canvas>
            if let Some(stop) = stop {
                <Tip stop={stop.clone()} {size} />
            }
        </div>
    }
}

/// The place read after a key; nothing when the key means nothing here.
fn after_key(key: &str, at: Option<usize>, last: usize) -> Option<Option<usize>> {
    match key {
        "ArrowRight" | "ArrowDown" => Some(Some(at.map_or(0, |i| (i + 1).min(last)))),
        "ArrowLeft" | "ArrowUp" => Some(Some(at.map_or(last, |i| i.saturating_sub(1)))),
        "Home" => Some(Some(0)),
        "End" => Some(Some(last)),
        "Escape" if at.is_some() => Some(None),
        "Enter" if at.is_some() => Some(at),
        _ => None,
    }
}

fn seek(send: &Callback<Msg>, stop: Option<&Stop>) {
    if let Some(moment) = stop.and_then(|s| s.moment) {
        send.emit(Msg::Seek(moment));
    }
}

fn nearest(stops: &[Stop], (x, y): (f64, f64), timed: bool) -> Option<usize> {
    let away = |s: &Stop| if timed { (s.at.0 - x).abs() } else { (s.at.1 - y).abs() };
    (0..stops.len()).min_by(|a, b| {
        let of = |i: &usize| stops.get(*i).map_or(f64::INFINITY, away);
        of(a).total_cmp(&of(b))
    })
}

/// A stop in one line, for a screen reader.
fn spoken(stop: &Stop) -> String {
    let lines: Vec<String> = stop.lines.iter().map(|(name, value)| format!("{name} {value}")).collect();
    format!("{}: {}", stop.title, lines.join(", "))
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct TipProps {
    stop: Stop,
    size: Size,
}

/// The values at a stop, beside it.
#[component]
fn Tip(props: &TipProps) -> Html {
    let tip = use_node_ref();
    let dot = use_node_ref();
    {
        let (tip, dot) = (tip.clone(), dot.clone());
        use_effect_with(props.clone(), move |TipProps { stop, size }| {
            let (x, y) = stop.at;
            if let Some(dot) = dot.cast::<HtmlElement>() {
                set_style(&dot, "transform", &format!("translate({x}px,{y}px)"));
            }
            if let Some(tip) = tip.cast::<HtmlElement>() {
                let (width, height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
                let beside = if x + 14.0 + width <= size.width { x + 14.0 } else { x - 14.0 - width };
                let left = beside.clamp(0.0, (size.width - width).max(0.0));
                let top = (y - height / 2.0).min(size.height - height);
                set_style(&tip, "transform", &format!("translate({left:.0}px,{:.0}px)", top.max(-26.0)));
            }
        });
    }
    html! {
        <>
            <i class="plot-dot" ref={dot}></i>
            <div class="plot-tip" ref={tip} aria-hidden="true">
                <b>{ &props.stop.title }</b>
                <dl>
                    { for props.stop.lines.iter().map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> }) }
                </dl>
            </div>
        </>
    }
}
