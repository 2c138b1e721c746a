//! The frame of the page: owns the model, passes messages to `update` and effects to the browser.

use super::ViewProps;
use super::bar::time_bar;
use super::canvas::{Canvas, Palette};
use super::focus::focus;
use super::header::{HeaderProps, header};
use super::later::{self, Arrival, Later, tells};
use super::notice::{NOT_ADVICE, title_and_way_out, toast};
use super::panel::side_panel;
use super::sight::sight;
use super::slide::slide;
use crate::app::keys::Key;
use crate::app::{Effect, Mode, Model, Msg, rest};
use crate::runtime::Host;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{DragEvent, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

/// The whole page.
pub struct Shell {
    model: Rc<Model>,
    host: Host,
    open: NodeRef,
    later: Arrival,
    /// Messages for the part that is still on its way.
    waiting: Vec<Msg>,
    keys: Closure<dyn FnMut(KeyboardEvent)>,
    early: Closure<dyn FnMut(KeyboardEvent)>,
}

impl fmt::Debug for Shell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shell").field("generation", &self.model.generation).finish_non_exhaustive()
    }
}

/// What the shell hears.
#[derive(Debug)]
pub enum Heard {
    /// A message for the model.
    Msg(Msg),
    /// A key that nothing else has taken.
    Key(KeyboardEvent),
    /// The part that comes later is here, or cannot be had.
    Later(Option<Later>),
    /// Fetch it once more.
    Again,
    /// A visitor is there: a pointer or the focus has moved.
    Sign,
    /// Choose a file to open.
    ChooseFile,
    /// Files were chosen.
    Chosen,
    /// Files were dropped.
    Dropped(DragEvent),
}

impl Component for Shell {
    type Message = Heard;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let (host, first) = Host::begin(ctx.link().callback(Heard::Msg));
        ctx.link().send_message_batch(first.into_iter().map(Heard::Msg).collect());
        let link = ctx.link().clone();
        let keys = Closure::new(move |e: KeyboardEvent| link.send_message(Heard::Key(e)));
        let link = ctx.link().clone();
        let early = Closure::new(move |e: KeyboardEvent| {
            if later::here().is_none() {
                link.send_message(Heard::Sign);
                press_again(&e);
            }
        });
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("keydown", keys.as_ref().unchecked_ref());
            let heard = early.as_ref().unchecked_ref();
            let _ = window.add_event_listener_with_callback_and_bool("keydown", heard, true);
        }
        Self {
            model: Rc::default(),
            host,
            open: NodeRef::default(),
            later: Arrival::Unasked,
            waiting: Vec::new(),
            keys,
            early,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, heard: Heard) -> bool {
        match heard {
            Heard::Msg(msg) => return self.tell(msg, ctx),
            Heard::Key(event) => return self.key(&event, ctx),
            Heard::Later(here) => return self.arrived(here, ctx),
            Heard::Again => {
                self.fetch_later(ctx, true);
                return true;
            }
            // Before there is something to see, the rest would only make it later.
            Heard::Sign => self.fetch_later(ctx, self.model.is_open() || self.is_stuck()),
            Heard::ChooseFile => {
                if let Some(input) = self.open.cast::<HtmlInputElement>() {
                    input.click();
                }
            }
            Heard::Chosen => {
                if let Some(input) = self.open.cast::<HtmlInputElement>() {
                    if let Some(file) = input.files().and_then(|f| f.get(0)) {
                        self.host.read(&file);
                    }
                    // The same file may be chosen again.
                    input.set_value("");
                }
            }
            Heard::Dropped(event) => {
                let file = event.data_transfer().and_then(|d| d.files()).and_then(|f| f.get(0));
                if let Some(file) = file {
                    event.prevent_default();
                    self.host.read(&file);
                }
            }
        }
        false
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let send = ctx.link().callback(Heard::Msg);
        let model = &self.model;
        let view = ViewProps { model: model.clone(), send: send.clone() };
        let full = model.mode == Mode::Full;
        let over = Callback::from(|e: DragEvent| {
            let files = e.data_transfer().is_some_and(|d| d.types().includes(&"Files".into(), 0));
            if files {
                e.prevent_default();
            }
        });
        // Always one child, open or not: another number of them would make everything before it anew.
        let later = self.later.doors();
        let window = later.map(|later| (later.dialogs)(&view)).unwrap_or_default();
        let card = later.map(|later| (later.bet)(&view)).unwrap_or_default();
        let kind = if full { "page" } else { "page embed" };
        // Listened to until the rest of the program is on its way.
        let unasked = matches!(self.later, Arrival::Unasked);
        let sign = || ctx.link().callback(|_: PointerEvent| Heard::Sign);
        let pointer = unasked.then(sign);
        let press = (unasked || self.is_stuck()).then(sign);
        let focus = unasked.then(|| ctx.link().callback(|_: FocusEvent| Heard::Sign));
        html! {
            <div class={kind} onpointermove={pointer} onpointerdown={press} onfocusin={focus} ondragover={over} ondrop={ctx.link().callback(Heard::Dropped)}>
                if full {
                    { header(&HeaderProps { model: model.clone(), send: send.clone(), choose: ctx.link().callback(|()| Heard::ChooseFile) }) }
                    <section class="tools" aria-label="Tools and files">
                        <Palette model={model.clone()} send={send.clone()} />
                        <input ref={self.open.clone()} type="file" accept=".json,.csv,.tsv,application/json,text/csv" class="away" tabindex="-1"
                            aria-label="Scenario file" onchange={ctx.link().callback(|_: Event| Heard::Chosen)} />
                    </section>
                }
                <main class="stage" aria-label="Network">
                    if !full {
                        { title_and_way_out(&view) }
                    }
                    <Canvas model={model.clone()} send={send.clone()} />
                    { sight(&view) }
                    { card }
                </main>
                <div class="deck">
                    { time_bar(&view) }
                    { slide(&view) }
                    if !full && !model.scenario.history.is_empty() {
                        <small class="not-advice foot">{ NOT_ADVICE }</small>
                    }
                </div>
                if full {
                    <div class="dock">{ self.charts(&view) }</div>
                    <aside class="aside" aria-label="Details">{ side_panel(&view, self.later, ctx.link().callback(|()| Heard::Again)) }</aside>
                }
                { toast(&view) }
                { window }
            </div>
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("keydown", self.keys.as_ref().unchecked_ref());
            let early = self.early.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback_and_bool("keydown", early, true);
        }
    }
}

impl Shell {
    fn tell(&mut self, msg: Msg, ctx: &Context<Self>) -> bool {
        let model = Rc::make_mut(&mut self.model);
        let effects: Vec<Effect> = match self.later.doors() {
            Some(later) if msg.is_act() => (later.act)(model, msg),
            None if msg.is_act() => {
                self.waiting.push(msg);
                self.fetch_later(ctx, true);
                return false;
            }
            _ => rest(model, msg),
        };
        let wanted = effects.iter().any(Effect::needs_more);
        for effect in effects {
            self.host.perform(effect, &self.model);
        }
        self.fetch_later(ctx, wanted);
        true
    }

    /// Asks for the part that comes later when it is first needed, and once more when it failed and is wanted now.
    fn fetch_later(&mut self, ctx: &Context<Self>, wanted: bool) {
        let fetch = match self.later {
            Arrival::Unasked => wanted || later::is_needed(&self.model),
            Arrival::Failed => wanted,
            Arrival::Coming | Arrival::Here(_) => false,
        };
        if fetch {
            self.later = Arrival::Coming;
            self.host.prepare();
            ctx.link().send_future(async { Heard::Later(later::fetch().await) });
        }
    }

    /// The part is here: what waited for it is done in its order. Or it cannot be had: that is said.
    fn arrived(&mut self, here: Option<Later>, ctx: &Context<Self>) -> bool {
        self.later = here.map_or(Arrival::Failed, Arrival::Here);
        if let Some(later) = here {
            later::came(later);
            self.host.whole();
            // For whoever drives the page by a script.
            let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
            let _ = root.map(|r| r.set_attribute("data-whole", ""));
        }
        let waiting = std::mem::take(&mut self.waiting);
        if here.is_some() {
            for msg in waiting {
                self.tell(msg, ctx);
            }
        } else if !waiting.is_empty() {
            let text = "A part of the page could not be loaded, so this was not done. Try it again.";
            self.tell(Msg::Say(text.to_owned(), true), ctx);
            // What was to be opened is opened once the rest is here.
            self.waiting = waiting.into_iter().filter(Msg::opens).collect();
        }
        true
    }

    /// Whether nothing can be shown, since the rest of the program could not be fetched.
    fn is_stuck(&self) -> bool {
        matches!(self.later, Arrival::Failed) && !self.model.is_open()
    }

    /// The charts, or why there are none yet.
    fn charts(&self, view: &ViewProps) -> Html {
        let words = match self.later {
            Arrival::Here(later) => return (later.charts)(view),
            Arrival::Failed => "The charts could not be loaded.",
            _ if tells(&self.model) => "Loading\u{2026}",
            _ => "Press Play: what stays unpaid, who fails and who bears the loss is charted here.",
        };
        html! { <section class="charts" aria-label="Charts"><p class="charts-none">{ words }</p></section> }
    }

    fn key(&mut self, event: &KeyboardEvent, ctx: &Context<Self>) -> bool {
        if event.default_prevented() || event.alt_key() || event.is_composing() {
            return false;
        }
        let name = event.key();
        let command = event.ctrl_key() || event.meta_key();
        let key = Key { name: &name, command, shift: event.shift_key(), focus: focus() };
        let Some(later) = self.later.doors() else { return false };
        match (later.key)(&self.model, key) {
            None => false,
            Some(msg) => {
                event.prevent_default();
                self.tell(msg, ctx)
            }
        }
    }
}

/// A key pressed before the part that knows keys is here: no part of the page hears it now, all do once it has come.
fn press_again(e: &KeyboardEvent) {
    e.stop_propagation();
    let (Some(target), kind, init) = (e.target(), e.type_(), e.clone()) else { return };
    later::with(move |_| {
        // An event has all the fields of what a new one is made from.
        let again = KeyboardEvent::new_with_keyboard_event_init_dict(&kind, init.unchecked_ref());
        if let Ok(again) = again {
            let _ = target.dispatch_event(&again);
        }
    });
}
