//! Layers of a default fund put into another order by mouse, finger and key; who pays, and what a house's own test misses.

use crate::mechanisms::{focus, undo_is};
use crate::steps::{chord, click_named, open, say, to_end, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

/// The names of the first layers of the form, in their order.
const TITLES: &str = "return [...document.querySelectorAll('.row-moves .row-title')].map(t => t.textContent).join()";

/// The key of an arrow that points up.
const UP: &str = "\u{e013}";

/// Where the handle of a layer is, brought into view, and the top of the layer before it.
async fn handle(page: &Page, layer: usize) -> Result<[i64; 3]> {
    let place = page
        .js(&format!(
            "const row = document.querySelectorAll('.row-moves')[{layer}];
             row.scrollIntoView({{ block: 'center' }});
             const r = row.querySelector('.grip').getBoundingClientRect();
             const before = row.previousElementSibling.getBoundingClientRect();
             return [r.x + r.width / 2, r.y + r.height / 2, before.top].map(Math.round)"
        ))
        .await?;
    Ok(serde_json::from_value(place)?)
}

#[tokio::test]
async fn layers_are_dragged_by_mouse_and_finger_and_moved_by_key() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=two-houses").await?;
    page.js("document.querySelector('[data-node=ida]').focus()").await?;
    page.press(Key::Enter).await?;
    page.find(".row-moves .grip").await?;
    let first = "1. Defaulter's margin,2. Defaulter's contribution,3. Skin in the game,4. Survivors' contributions";
    let turned = "1. Defaulter's margin,2. Defaulter's contribution,3. Survivors' contributions,4. Skin in the game";
    assert_eq!(say(&page, TITLES).await?, first);

    // By mouse: the third layer goes below the fourth.
    handle(&page, 3).await?;
    let ends = page
        .js("const rows = document.querySelectorAll('.row-moves');
             const r = rows[2].querySelector('.grip').getBoundingClientRect();
             const last = rows[3].getBoundingClientRect();
             return [r.x + r.width / 2, r.y + r.height / 2, last.bottom - 4].map(Math.round)")
        .await?;
    let [x, from, to]: [i64; 3] = serde_json::from_value(ends)?;
    super::steps::drag(&page, (x, from), (x, to)).await?;
    page.wait_for(&format!("return {}('Undo: move skin in the game down')", undo_is())).await?;
    assert_eq!(say(&page, TITLES).await?, turned);
    wait_text(&page, "#live", "Skin in the game is now layer 4 of 4, after survivors' contributions.").await?;
    chord(&page, &[Key::Control], "z").await?;
    page.wait_for(&format!("return (() => {{ {TITLES} }})() === {}", Value::from(first))).await?;

    // By key, from whatever in the row has the focus; the focus goes with it.
    focus(&page, "participants/ida/mechanisms/default_fund/layers/3").await?;
    chord(&page, &[Key::Alt], UP).await?;
    page.wait_for(&format!("return {}('Undo: move survivors\\' contributions up')", undo_is())).await?;
    assert_eq!(say(&page, TITLES).await?, turned);

    // Before what the defaulter left nothing goes: the reason is said, and all stays.
    chord(&page, &[Key::Alt], UP).await?;
    wait_text(&page, "#live", "What the defaulter left comes first: its margin, then its contribution.").await?;
    assert_eq!(say(&page, TITLES).await?, turned);

    // By finger: pressed at the handle and moved.
    let [x, from, to] = handle(&page, 3).await?;
    let touch = |kind: &'static str, points: Value| {
        page.cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points }))
    };
    touch("touchStart", json!([{ "x": x, "y": from }])).await?;
    for step in 1..=8 {
        touch("touchMove", json!([{ "x": x, "y": from + (to - from) * step / 8 }])).await?;
    }
    touch("touchEnd", json!([])).await?;
    page.wait_for(&format!("return (() => {{ {TITLES} }})() === {}", Value::from(first))).await?;
    page.finish().await
}

#[tokio::test]
async fn a_house_shows_who_pays_and_what_its_own_test_does_not_see() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=two-houses").await?;
    to_end(&page).await?;
    page.js("document.querySelector('[data-node=ida]').focus()").await?;
    page.press(Key::Enter).await?;
    wait_text(&page, ".facts caption", "Who pays, so far").await?;
    let rows = say(&page, "return document.querySelector('.facts').innerText").await?;
    assert!(rows.contains("Uncovered") && rows.contains("6.5"), "{rows}");
    click_named(&page, ".look-head span", "Cover-1 and Cover-2").await?;
    wait_text(&page, ".look table", "passes by 1").await?;
    wait_text(&page, ".look table", "6 of 6, 2 houses").await?;
    page.finish().await
}
