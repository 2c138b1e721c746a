//! What happens on the canvas after it has been drawn.

use super::stage::Stage;
use super::{Hand, hand};
use crate::app::Model;
use std::rc::Rc;
use yew::prelude::*;

/// Listeners, and what follows the model: the camera, travelling payments, participants on their way.
#[yew::hook]
pub(super) fn use_effects(stage: &Rc<Stage>, model: &Model) {
    {
        let stage = stage.clone();
        use_effect_with((), move |()| {
            let listeners = super::listen::Listeners::new(&stage);
            move || drop(listeners)
        });
    }
    {
        let stage = stage.clone();
        use_effect_with(model.scenario.id.clone(), move |_| stage.fit());
    }
    {
        let stage = stage.clone();
        use_effect_with((model.camera.x, model.camera.y, model.camera.zoom), move |&(x, y, zoom)| {
            stage.look(crate::app::Camera { x, y, zoom });
        });
    }
    {
        let stage = stage.clone();
        use_effect_with(model.desk.glide.count, move |&count| {
            if count > 0 {
                hand(&stage, Hand::Glide);
            }
        });
    }
    {
        // A wire that is put down, by whatever, is not drawn any more.
        let stage = stage.clone();
        use_effect_with(model.wiring.is_some(), move |&wiring| {
            if !wiring {
                stage.draw_loose(None);
            }
        });
    }
    // The last step stops the playing, and its payments travel all the same.
    let before = use_mut_ref(|| (model.playhead, false));
    let stage = stage.clone();
    use_effect_with((model.playhead, model.playing), move |&(now, playing)| {
        let (earlier, was_playing) = before.replace((now, playing));
        if (playing || was_playing) && now > earlier {
            hand(&stage, Hand::Payments);
        }
    });
}

/// The browser must not scroll the canvas to what has the focus: the camera does that.
pub(super) fn unscroll(stage: &Rc<Stage>) -> Callback<Event> {
    let stage = stage.clone();
    Callback::from(move |_| {
        if let Some(root) = stage.root() {
            root.set_scroll_left(0);
            root.set_scroll_top(0);
        }
    })
}
