//! Several participants at once: by mouse, by keys, by finger; moved together, in line, deleted, undone.

use crate::steps::{chord, click_at, click_named, count, drag, empty_place, middle_of, open, say, settled, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

/// Who is chosen, in the order of the document.
const CHOSEN: &str =
    "return [...document.querySelectorAll('[data-node][aria-pressed=true]')].map(n => n.dataset.node).join(' ')";
const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";
const NODES: &str = "return document.querySelectorAll('.node').length";

async fn at(page: &Page, id: &str) -> Result<String> {
    say(page, &format!("return document.querySelector('[data-node={id}]').getAttribute('transform')")).await
}

async fn wait_chosen(page: &Page, who: &str) -> Result<()> {
    let who = Value::from(who);
    page.wait_for(&format!("return (() => {{ {CHOSEN} }})() === {who}")).await
}

async fn click_with(page: &Page, key: Key, place: (i64, i64)) -> Result<()> {
    let chain = page.web().action_chain().key_down(key.clone());
    Ok(chain.move_to(place.0, place.1).click().key_up(key).perform().await?)
}

#[tokio::test]
async fn chosen_by_mouse_moved_together_and_deleted_as_one() -> Result<()> {
    let page = Page::open(Look { reduced_motion: true, ..Look::default() }).await?;
    open(&page, "").await?;
    settled(&page).await?;
    click_at(&page, middle_of(&page, "heron").await?).await?;
    click_with(&page, Key::Shift, middle_of(&page, "wren").await?).await?;
    wait_text(&page, ".side h2", "2 participants selected").await?;
    wait_chosen(&page, "heron wren").await?;
    click_with(&page, Key::Control, middle_of(&page, "finch").await?).await?;
    wait_chosen(&page, "heron wren finch").await?;
    click_with(&page, Key::Shift, middle_of(&page, "heron").await?).await?;
    wait_chosen(&page, "wren finch").await?;

    // Both go with the one that is dragged; who is not chosen stays.
    let before = (at(&page, "wren").await?, at(&page, "finch").await?, at(&page, "pike").await?);
    let from = middle_of(&page, "wren").await?;
    drag(&page, from, (from.0 + 20, from.1 + 55)).await?;
    page.wait_for(&format!("return (() => {{ {UNDO} }})() === 'Undo: move 2 participants'")).await?;
    assert!(at(&page, "wren").await? != before.0 && at(&page, "finch").await? != before.1);
    assert_eq!(at(&page, "pike").await?, before.2);
    chord(&page, &[Key::Control], "z").await?;
    page.wait_for(&format!(
        "return document.querySelector('[data-node=finch]').getAttribute('transform') === '{}'",
        before.1
    ))
    .await?;

    page.press(Key::Delete).await?;
    wait_text(&page, ".toast", "Removed 2 participants.").await?;
    assert_eq!(count(&page, NODES).await?, 4);
    click_named(&page, ".toast button", "Undo").await?;
    page.wait_for("return document.querySelectorAll('.node').length === 6").await?;
    page.finish().await
}

#[tokio::test]
async fn a_box_is_drawn_with_shift_and_lines_show_who_stands_in_line() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    settled(&page).await?;
    // Round the lower row.
    let (heron, finch) = (middle_of(&page, "heron").await?, middle_of(&page, "finch").await?);
    let (a, b) = ((heron.0 - 100, heron.1 - 60), (finch.0 + 30, finch.1 + 60));
    let chain = page.web().action_chain().key_down(Key::Shift).move_to(a.0, a.1).click_and_hold();
    chain.move_to(heron.0, b.1).move_to(b.0, b.1).perform().await?;
    page.wait_for("return document.querySelector('.band-box').getAttribute('d')?.startsWith('M')").await?;
    page.web().action_chain().release().key_up(Key::Shift).perform().await?;
    wait_chosen(&page, "heron wren finch").await?;
    page.wait_for("return !document.querySelector('.band-box').getAttribute('d')").await?;
    page.press(Key::Escape).await?;
    wait_chosen(&page, "").await?;

    // Dragged to nearly the height of Pike, Zander comes to stand at it, and a line says so.
    let (zander, pike) = (middle_of(&page, "zander").await?, middle_of(&page, "pike").await?);
    page.web()
        .action_chain()
        .move_to(zander.0, zander.1)
        .click_and_hold()
        .move_to(zander.0, zander.1 + 12)
        .move_to(zander.0, pike.1 + 3)
        .perform()
        .await?;
    page.wait_for("return document.querySelector('.guides').getAttribute('d')?.startsWith('M')").await?;
    page.web().action_chain().release().perform().await?;
    page.wait_for("return !document.querySelector('.guides').getAttribute('d')").await?;
    let high = "return ['zander', 'pike'].map(id => document.querySelector(`[data-node=${id}]`).getAttribute('transform').split(' ')[1]).join(' ')";
    let both = say(&page, high).await?;
    let (z, p) = both.split_once(' ').unwrap_or_default();
    assert_eq!(z, p, "at one height");
    page.finish().await
}

#[tokio::test]
async fn chosen_by_keys_alone() -> Result<()> {
    let page = Page::open(Look { reduced_motion: true, ..Look::default() }).await?;
    open(&page, "").await?;
    let focus = |id: &str| format!("document.querySelector('[data-node={id}]').focus()");
    page.js(&focus("heron")).await?;
    chord(&page, &[Key::Shift], &Key::Enter.value().to_string()).await?;
    page.js(&focus("wren")).await?;
    chord(&page, &[Key::Shift], &Key::Enter.value().to_string()).await?;
    wait_chosen(&page, "heron wren").await?;
    wait_text(&page, "#live", "2 participants selected.").await?;
    let before = (at(&page, "heron").await?, at(&page, "wren").await?);
    chord(&page, &[Key::Alt], &Key::Down.value().to_string()).await?;
    page.wait_for(&format!("return (() => {{ {UNDO} }})() === 'Undo: move 2 participants'")).await?;
    assert!(at(&page, "heron").await? != before.0 && at(&page, "wren").await? != before.1);
    chord(&page, &[Key::Control], "a").await?;
    page.wait_for(&format!("return (() => {{ {CHOSEN} }})().split(' ').length === 6")).await?;
    page.press(Key::Escape).await?;
    wait_chosen(&page, "").await?;
    // The tool for several, and a look at the two of them.
    page.press("s").await?;
    page.find(".canvas.tool-several").await?;
    page.press(Key::Enter).await?;
    wait_chosen(&page, "wren").await?;
    page.press("f").await?;
    page.press(Key::Escape).await?;
    page.find(".canvas.tool-select").await?;
    page.finish().await
}

#[tokio::test]
async fn chosen_by_taps_and_put_in_line_by_buttons() -> Result<()> {
    let look = Look { width: 390, height: 844, scale: 2.0, dark: false, reduced_motion: true };
    let page = Page::open(look).await?;
    page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await?;
    open(&page, "").await?;
    settled(&page).await?;
    let tap = async |place: (i64, i64)| -> Result<()> {
        let points = json!([{ "x": place.0, "y": place.1, "id": 0 }]);
        page.cdp("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": points })).await?;
        page.cdp("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] })).await.map(|_| ())
    };
    click_named(&page, ".tool", "Several").await?;
    page.find(".canvas.tool-several").await?;
    for id in ["heron", "pike", "zander"] {
        tap(middle_of(&page, id).await?).await?;
    }
    wait_text(&page, ".side h2", "3 participants selected").await?;
    tap(middle_of(&page, "zander").await?).await?;
    wait_text(&page, ".side h2", "2 participants selected").await?;
    page.click("[aria-label='Align in a column']").await?;
    page.wait_for(&format!("return (() => {{ {UNDO} }})() === 'Undo: align in a column'")).await?;
    page.wait_for(
        "return new Set(['heron', 'pike'].map(id =>
            document.querySelector(`[data-node=${id}]`).getAttribute('transform').split(' ')[0])).size === 1",
    )
    .await?;
    page.finish().await
}

#[tokio::test]
async fn a_wire_dropped_on_nothing_brings_somebody_new() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    settled(&page).await?;
    let place = empty_place(&page).await?;
    click_named(&page, ".tool", "Owes").await?;
    drag(&page, middle_of(&page, "heron").await?, place).await?;
    wait_text(&page, ".open-end p", "New participant here").await?;
    click_named(&page, ".open-end button", "Bank").await?;
    wait_text(&page, ".side h2", "Heron to Bank").await?;
    assert_eq!(say(&page, UNDO).await?, "Undo: add Bank, wired");
    assert_eq!(count(&page, NODES).await?, 7);
    chord(&page, &[Key::Control], "z").await?;
    page.wait_for("return document.querySelectorAll('.node').length === 6").await?;
    // By keys: N while a wire is in the hand, the first that is offered has the focus, Esc puts all of it down.
    page.press(Key::Escape).await?;
    page.js("document.querySelector('[data-node=heron]').focus()").await?;
    page.press("c").await?;
    page.find(".canvas.wiring").await?;
    page.press("n").await?;
    page.wait_for("return document.activeElement.matches('.open-end button')").await?;
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('.open-end') && !document.querySelector('.canvas.wiring')").await?;
    page.finish().await
}
