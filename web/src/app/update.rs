//! `update`: the one door by which the model changes. A table: what happens is in the files beside.
//!
//! It has two leaves. `rest` is all that a page needs at which nobody has touched anything yet; `act` is everything
//! else, with all that asks the core about a scenario, and the page fetches the program for it at the first sign of a
//! visitor.

use super::edit::Edit;
use super::effect::Effect;
use super::model::{Dialog, Mode, Model};
use super::msg::Msg;
use super::{compare, document, fault, files, fill, opening, play, run, several, shelf, tools};

/// Changes the model and says what the browser must do.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    if msg.is_act() { act(model, msg) } else { rest(model, msg) }
}

/// What a visitor does ([`Msg::is_act`]); other messages do nothing here.
pub fn act(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = done(model, msg);
    several::keep(model);
    effects
}

fn done(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Open(scenario) => opening::open(model, *scenario),
        Msg::OpenText(text) => files::open_text(model, &text),
        Msg::OpenKept(text) => files::open_kept(model, &text),
        Msg::Restore { text, otherwise, edited } => files::restore(model, &text, otherwise, edited),

        Msg::Edit(edit) => edited(model, &edit),
        Msg::Enter { at, text, edit } => fill::enter(model, at, text, edit.as_ref()),
        Msg::Press(edit, then) => fill::press(model, &edit, then),
        Msg::Arrange(to, then) => fill::arrange(model, &to, then),
        Msg::GoTo(at) => fill::go_to(model, &at),
        Msg::Slide { target, value, done } => document::slide(model, &target, value, done),
        Msg::Undo => document::undo(model),
        Msg::Redo => document::redo(model),
        Msg::Many(many) => several::act(model, many),
        Msg::DeleteSelection => document::delete_selection(model),
        Msg::OpenEmpty => shelf::open_empty(model),
        Msg::KeepCopy => shelf::keep_copy(model),
        Msg::Discarded(text) => shelf::discarded(model, text),
        Msg::BringBack => shelf::bring_back(model),
        Msg::Save => files::save(model),
        Msg::Diagnose => fault::diagnose(model),
        Msg::SaveTable(layout) => files::save_table(model, layout),

        Msg::Why(entry) => run::why(model, entry),
        Msg::WhySelected => run::why_selected(model),
        Msg::PlayPause => play::play_pause(model),
        Msg::Advance => play::advance(model),
        Msg::StepForward => play::step(model, true),
        Msg::StepBack => play::step(model, false),
        Msg::Seek(at) => play::seek(model, at),
        Msg::SeekFailure { forward } => play::seek_failure(model, forward),
        Msg::Predict(guess) => play::predict(model, guess),

        Msg::UseTool(tool) => tools::take(model, tool),
        Msg::WireFrom(from) => tools::wire_from(model, from),
        Msg::WireMove(to) => tools::wire_move(model, to),
        Msg::WireTo(to) => tools::wire_to(model, &to),
        Msg::PlaceAt(preset, at) => tools::place_at(model, &preset, at),
        Msg::ShockAt(kind, on) => tools::shock_at(model, &kind, &on),
        _ => Vec::new(),
    }
}

/// What happens by itself and what only shows something else.
pub fn rest(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::OpenMade { scenario, problems, trace } => opening::begin_made(model, (*scenario, problems), trace),
        Msg::OpenShipped(id) => {
            model.dialog = None;
            vec![Effect::FetchShipped(id)]
        }
        Msg::OpenShelved(slot) => {
            model.dialog = None;
            vec![Effect::FetchShelved(slot)]
        }
        Msg::Show(dialog) => show(model, dialog),
        Msg::Discard(slot) => vec![Effect::Discard(slot)],
        Msg::Ran { generation, trace } => run::ran(model, generation, trace),
        Msg::RunFailed { generation, reason } => run::failed(model, generation, &reason),
        Msg::Profiled { generation, profile } => run::profiled(model, generation, profile),
        Msg::Say(text, bad) => document::say(model, text, bad),
        Msg::Pin(on) => compare::pin(model, on),
        Msg::SetTheme(theme) => {
            model.theme = theme;
            vec![Effect::RememberTheme(theme)]
        }
        plain => set(model, plain),
    }
}

/// In an embedded page only what is on view there may be changed.
pub(super) fn edited(model: &mut Model, edit: &Edit) -> Vec<Effect> {
    let allowed = matches!(edit, Edit::Set(..) | Edit::Rewire(_) | Edit::Rules(_));
    if model.mode == Mode::Embed && !allowed { Vec::new() } else { document::edit(model, edit) }
}

/// Messages that set one thing and ask nothing of the browser.
fn set(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Speed(speed) if speed.is_finite() => model.speed = speed.clamp(0.1, 16.0),
        Msg::Select(item) => {
            if model.selection != item {
                model.why = None;
            }
            model.selection = item;
            model.desk.group.clear();
        }
        Msg::Follow(item) => {
            model.selection = Some(item);
            model.desk.group.clear();
        }
        Msg::WireCancel => (model.wiring, model.desk.open_end) = (None, None),
        Msg::ShowPanel(panel) => model.panel = panel,
        Msg::ShowChart(chart) => model.chart = chart,
        Msg::SetMode(mode) => model.mode = mode,
        Msg::SetSight(sight) => model.sight = sight,
        Msg::Look(camera) => model.camera = camera,
        Msg::Filter(filter) => model.filter = filter,
        Msg::Hush => model.notice = None,
        Msg::Shipped(list) => model.shipped = list,
        Msg::Keeps(keeps) => model.unkept = !keeps,
        Msg::Shelf(shelf) => model.shelf = shelf,
        _ => {}
    }
    Vec::new()
}

/// A window opens over a page at rest.
fn show(model: &mut Model, dialog: Option<Dialog>) -> Vec<Effect> {
    if dialog.is_some() {
        model.playing = false;
    }
    model.dialog = dialog;
    // Another tab may have put something there.
    if model.dialog == Some(Dialog::Scenarios) { vec![Effect::ListShelf] } else { Vec::new() }
}
