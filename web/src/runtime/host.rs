//! `Host`: carries out what the page asks of the browser.

use super::clipboard;
use super::engine::Engine;
use super::failure;
use super::files;
use super::opening::opening;
use super::saver::Saver;
use super::storage::{Kept, theme_name};
use super::time::Later;
use crate::app::address::Address;
use crate::app::{Effect, Model, Msg, Theme, address};
use crate::job::Order;
use crate::view::later;
use interclear_core::Scenario;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{File, Window};
use yew::Callback;

/// Milliseconds a notice stays.
const STAY: u32 = 7_000;

/// What an order is made from.
struct Wanted {
    generation: u64,
    scenario: Rc<Scenario>,
    run: bool,
    profile: bool,
}

/// Carries out effects. Lives as long as the page.
pub struct Host {
    send: Callback<Msg>,
    engine: Engine,
    saver: Rc<Saver>,
    embed: bool,
    /// An order that waits for the rest of the program.
    due: Option<Wanted>,
    play: Option<Later>,
    hush: Option<Later>,
    fit: Option<Later>,
    /// What was copied last on this page.
    clip: Option<String>,
}

impl Host {
    /// A host, and the messages that open the page as its address says.
    pub fn begin(send: Callback<Msg>) -> (Self, Vec<Msg>) {
        let asked = here();
        let embed = asked.embed;
        let kept = if embed { Kept::nothing() } else { Kept::open() };
        let first = opening(&asked, &kept);
        let saver = Saver::new(kept, send.clone());
        let engine = Engine::new(send.clone());
        listen(&saver, &send);
        (Self { send, engine, saver, embed, due: None, play: None, hush: None, fit: None, clip: None }, first)
    }

    /// The rest of the program is on its way: runs are likely to be wanted.
    pub fn prepare(&self) {
        self.engine.begin();
    }

    /// The rest of the program is here: what waited for it is done, and the list of shipped scenarios is fetched. Nobody
    /// chooses one before.
    pub fn whole(&mut self) {
        if let Some(wanted) = self.due.take() {
            self.order(wanted);
        }
        self.saver.flush();
        if !self.embed {
            files::list_shipped(self.send.clone());
        }
    }

    /// Carries out one effect.
    pub fn perform(&mut self, effect: Effect, model: &Rc<Model>) {
        match effect {
            Effect::Run { generation, scenario, profile } => {
                self.order(Wanted { generation, scenario, run: true, profile });
            }
            Effect::Profile { generation, scenario } => {
                self.order(Wanted { generation, scenario, run: false, profile: true });
            }
            Effect::Autosave if self.embed => {}
            Effect::Autosave => self.saver.later(model),
            Effect::PutAside => self.saver.kept.put_aside(),
            Effect::Park => self.saver.park(model),
            Effect::FetchShelved(slot) => match self.saver.kept.shelved(slot) {
                Some(text) => self.send.emit(Msg::OpenKept(text)),
                None => self.send.emit(Msg::Say("It is no longer there: another tab has it.".into(), true)),
            },
            Effect::ListShelf => self.saver.tell(model),
            Effect::Shelve(text) => self.saver.shelve(&text, model),
            Effect::Discard(slot) => self.saver.discard(slot, model),
            Effect::RememberTheme(theme) => {
                show_theme(theme);
                self.saver.kept.put_theme(theme);
            }
            Effect::FetchShipped(id) => files::open_shipped(id, self.send.clone()),
            Effect::Download { name, text } => {
                if files::download(&name, &text).is_err() {
                    self.send.emit(Msg::Say("This browser does not let the file be saved.".into(), true));
                }
            }
            Effect::Tick(ms) => self.play = Some(self.later(ms, Msg::Advance)),
            Effect::HushLater => self.hush = Some(self.later(STAY, Msg::Hush)),
            Effect::Announce(text) => announce(&text),
            Effect::Fit => self.fit = Some(Later::new(30, fit)),
            Effect::Clip { text, put } => {
                self.clip = Some(text.clone());
                if put {
                    clipboard::copy(text, |_| ());
                }
            }
            Effect::ReadClip => clipboard::paste(self.send.clone(), self.clip.clone()),
        }
    }

    /// Reads a file that was chosen or dropped.
    pub fn read(&self, file: &File) {
        files::read(file, self.send.clone());
    }

    fn later(&self, ms: u32, msg: Msg) -> Later {
        let send = self.send.clone();
        Later::new(ms, move || send.emit(msg))
    }

    /// Gives the engine an order, with its scenario as text, or keeps it until the engine can be had.
    fn order(&mut self, wanted: Wanted) {
        let Some(later) = later::here() else {
            self.due = Some(wanted);
            return;
        };
        let Wanted { generation, scenario, run, profile } = wanted;
        match (later.json)(&scenario) {
            Ok(json) => self.engine.order(Order { generation, json, run, profile }),
            Err(problem) => self.send.emit(Msg::RunFailed { generation, reason: problem.to_string() }),
        }
    }
}

fn here() -> Address {
    let hash = web_sys::window().and_then(|w| w.location().hash().ok()).unwrap_or_default();
    address::read(&hash)
}

/// Keeps what is due when the page is left or stops on a bug; follows the address when it changes.
fn listen(saver: &Rc<Saver>, send: &Callback<Msg>) {
    let Some(window) = web_sys::window() else { return };
    let last = Rc::clone(saver);
    failure::at_last(move || {
        let _kept = last.keep();
        last.kept.note_stop();
    });
    let saver = Rc::clone(saver);
    on(&window, "pagehide", move || saver.flush());
    let send = send.clone();
    on(&window, "hashchange", move || {
        let asked = here();
        if let Some(words) = asked.complaint() {
            send.emit(Msg::Say(words, false));
        }
        if let Some(id) = asked.example {
            send.emit(Msg::OpenShipped(id));
        }
    });
}

fn on(window: &Window, name: &str, call: impl Fn() + 'static) {
    let call = Closure::<dyn FnMut()>::new(call);
    let _ = window.add_event_listener_with_callback(name, call.as_ref().unchecked_ref());
    // It listens for as long as the page lives.
    call.forget();
}

fn show_theme(theme: Theme) {
    let page = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    if let Some(page) = page {
        let _ = page.set_attribute("data-theme", theme_name(theme));
    }
}

/// Puts a sentence where screen readers listen. The element lies outside what yew draws.
fn announce(text: &str) {
    let place = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("live"));
    if let Some(place) = place {
        place.set_text_content(Some(text));
    }
}

/// Asks the canvas to bring everything into view.
fn fit() {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("interclear-fit")) {
        let _ = window.dispatch_event(&event);
    }
}
