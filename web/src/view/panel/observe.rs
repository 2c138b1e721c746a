//! What a drawing must follow: its size on the page and the theme.

use crate::chart::Size;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MediaQueryList, MutationObserver, MutationObserverInit, ResizeObserver, window};
use yew::prelude::*;

/// The size of an element in CSS pixels, followed.
#[hook]
pub fn use_size(node: NodeRef) -> Size {
    let size = use_state(Size::default);
    let known = *size;
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let watched = node.cast::<Element>();
            let element = watched.clone();
            let measure = Closure::<dyn FnMut()>::new(move || {
                if let Some(e) = &element {
                    size.set(Size { width: f64::from(e.client_width()), height: f64::from(e.client_height()) });
                }
            });
            let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &watched) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(measure);
            }
        });
    }
    known
}

/// A number that changes with the theme: the page's own choice or the system's.
#[hook]
pub fn use_theme_count() -> u32 {
    let count = use_reducer_eq(Count::default);
    let seen = count.0;
    let dispatch = count.dispatcher();
    use_effect_with((), move |()| {
        let bump = Closure::<dyn FnMut()>::new(move || dispatch.dispatch(()));
        let watch = Watch::start(bump.as_ref().unchecked_ref());
        move || {
            drop(watch);
            drop(bump);
        }
    });
    seen
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count(u32);

impl Reducible for Count {
    type Action = ();

    fn reduce(self: std::rc::Rc<Self>, (): ()) -> std::rc::Rc<Self> {
        Self(self.0.wrapping_add(1)).into()
    }
}

/// Watches the root's attributes and the system's preference until dropped.
struct Watch {
    observer: Option<MutationObserver>,
    query: Option<MediaQueryList>,
    callback: js_sys::Function,
}

impl Watch {
    fn start(callback: &js_sys::Function) -> Self {
        let root = window().and_then(|w| w.document()).and_then(|d| d.document_element());
        let observer = MutationObserver::new(callback).ok();
        if let (Some(observer), Some(root)) = (&observer, root) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            let _ = observer.observe_with_options(&root, &options);
        }
        let query = window().and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok()).flatten();
        if let Some(query) = &query {
            let _ = query.add_event_listener_with_callback("change", callback);
        }
        Self { observer, query, callback: callback.clone() }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if let Some(query) = &self.query {
            let _ = query.remove_event_listener_with_callback("change", &self.callback);
        }
    }
}

/// Sets a property through the object model, which the content-security policy allows.
pub fn set_style(element: &web_sys::HtmlElement, name: &str, value: &str) {
    let done: Result<(), JsValue> = element.style().set_property(name, value);
    drop(done);
}
