//! Files in and out, and the shipped scenarios.

use crate::app::{Dialog, Msg, address};
use crate::made;
use crate::view::later;
use interclear_core::scenario::{self, MAX_BYTES};
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Response, Url};
use yew::Callback;

/// Reads a chosen or dropped file; what is too large is not even fetched.
pub(super) fn read(file: &File, send: Callback<Msg>) {
    if file.size() > MAX_BYTES as f64 {
        send.emit(Msg::Say(format!("{} is larger than 1 MiB, the most that is read.", file.name()), true));
        return;
    }
    let (bytes, name) = (file.array_buffer(), file.name());
    spawn_local(async move {
        let read = JsFuture::from(bytes).await.map(|bytes| scenario::decode(js_sys::Uint8Array::new(&bytes).to_vec()));
        send.emit(match read {
            Ok(Ok(text)) if is_table(&name) => Msg::Show(Some(Dialog::Import(text.into()))),
            Ok(Ok(text)) => Msg::OpenText(text),
            Ok(Err(problem)) => Msg::Say(format!("{name}, {problem}"), true),
            Err(_) => Msg::Say(format!("{name} could not be read."), true),
        });
    });
}

/// Whether a file is a table of values by its name.
fn is_table(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    ["csv", "tsv", "txt"].iter().any(|e| end.eq_ignore_ascii_case(e))
}

/// Offers a text as a file.
pub(super) fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(if is_table(name) { "text/csv" } else { "application/json" });
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// Where the page says what is in the names of the runs made beforehand, if there are any.
const RUNS: &str = "meta[name=\"interclear-runs\"]";

/// Asks for a file of the site.
fn ask(path: &str) -> Option<JsFuture> {
    Some(web_sys::window()?.fetch_with_str(path).into())
}

/// The bytes of a file that was asked for.
async fn bytes(asked: Option<JsFuture>) -> Option<Vec<u8>> {
    let answer: Response = asked?.await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let buffer = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn text(asked: Option<JsFuture>) -> Option<String> {
    String::from_utf8(bytes(asked).await?).ok()
}

/// Asks for the run that was made of a shipped scenario.
fn ask_run(id: &str) -> Option<JsFuture> {
    let named = web_sys::window()?.document()?.query_selector(RUNS).ok()??.get_attribute("content")?;
    ask(&format!("scenarios/{id}-{named}.run"))
}

/// Fetches and opens a shipped scenario, with the run made of it if there is one.
pub(super) fn open_shipped(id: String, send: Callback<Msg>) {
    if !address::plain(&id) {
        send.emit(Msg::Say("There is no such example.".into(), true));
        return;
    }
    let (scenario, run) = (ask(&format!("scenarios/{id}.json")), ask_run(&id));
    spawn_local(async move {
        let (scenario, run) = (text(scenario).await, bytes(run).await);
        send.emit(match scenario {
            Some(text) => match run.and_then(|run| made::take(&run, &text)) {
                Some((scenario, problems, trace)) => {
                    Msg::OpenMade { scenario: Box::new(scenario), problems, trace: Rc::new(trace) }
                }
                None => Msg::OpenText(text),
            },
            None => Msg::Say(format!("The example {id} could not be fetched."), true),
        });
    });
}

/// Fetches the list of shipped scenarios.
pub(super) fn list_shipped(send: Callback<Msg>) {
    spawn_local(async move {
        let list = text(ask("scenarios.json")).await;
        send.emit(match list.as_deref().zip(later::here()).and_then(|(list, later)| (later.list)(list)) {
            Some(list) => Msg::Shipped(Rc::new(list)),
            None => Msg::Say("The list of examples could not be fetched.".into(), true),
        });
    });
}
