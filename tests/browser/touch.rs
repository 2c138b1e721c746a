//! A phone in the hand: one finger pans, two zoom, a tap selects, and everything can be built and turned.

use crate::steps::{count, middle_of, open, say, settled, thumb, wait_failed, wait_text};
use anyhow::{Context as _, Result};
use interclear_tests::{Look, Page};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

const PHONE: Look = Look { width: 390, height: 844, scale: 2.0, dark: false, reduced_motion: true };
/// Wide enough for the column of tools.
const TABLET: Look = Look { width: 1180, height: 820, ..PHONE };

type Place = (i64, i64);

async fn open_on(look: Look) -> Result<Page> {
    let page = Page::open(look).await?;
    page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await?;
    open(&page, "").await?;
    settled(&page).await?;
    assert_eq!(page.js("return matchMedia('(pointer: coarse)').matches && navigator.maxTouchPoints").await?, 5);
    Ok(page)
}

async fn fingers(page: &Page, kind: &str, at: &[Place]) -> Result<()> {
    let points: Vec<Value> = at.iter().zip(0..).map(|((x, y), id)| json!({ "x": x, "y": y, "id": id })).collect();
    page.cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await.map(|_| ())
}

async fn tap(page: &Page, at: Place) -> Result<()> {
    fingers(page, "touchStart", &[at]).await?;
    fingers(page, "touchEnd", &[]).await
}

/// Fingers that go straight from one place to another and stay down.
async fn stroke(page: &Page, ways: &[(Place, Place)]) -> Result<()> {
    let at = |step: i64| -> Vec<Place> {
        let between =
            |(from, to): &(Place, Place)| (from.0 + (to.0 - from.0) * step / 8, from.1 + (to.1 - from.1) * step / 8);
        ways.iter().map(between).collect()
    };
    fingers(page, "touchStart", &at(0)).await?;
    for step in 1..=8 {
        fingers(page, "touchMove", &at(step)).await?;
    }
    Ok(())
}

/// The same and up again. The finger rests before it leaves: after a fling the browser swallows the next tap.
async fn swipe(page: &Page, from: Place, to: Place) -> Result<()> {
    stroke(page, &[(from, to)]).await?;
    sleep(Duration::from_millis(150)).await;
    fingers(page, "touchMove", &[to]).await?;
    fingers(page, "touchEnd", &[]).await
}

/// Where a tool is, brought into view.
async fn tool(page: &Page, name: &str) -> Result<Place> {
    let name = Value::from(name);
    let place = page
        .js(&format!(
            "const tool = [...document.querySelectorAll('.tool')].find(t => t.textContent.trim() === {name});
             tool.scrollIntoView({{ block: 'nearest', inline: 'center' }});
             const r = tool.getBoundingClientRect();
             return [r.x + r.width / 2, r.y + r.height / 2].map(Math.round)"
        ))
        .await?;
    serde_json::from_value(place).with_context(|| format!("no tool {name}"))
}

/// A place on the canvas where nothing is.
async fn nowhere(page: &Page) -> Result<Place> {
    let place = page
        .js("const c = document.querySelector('.canvas').getBoundingClientRect();
             const taken = '[data-node], [data-link], button, .bet, .ask';
             for (let y = c.top + 12; y < c.bottom; y += 6)
                 for (let x = c.left + 12; x < c.right; x += 6) {
                     const e = document.elementFromPoint(x, y);
                     if (e.closest('.canvas') && !e.closest(taken)) return [x, y].map(Math.round);
                 }
             return null")
        .await?;
    serde_json::from_value(place).context("no empty place on the canvas")
}

/// Left edge, top edge and width of a participant on the screen.
async fn seat(page: &Page, id: &str) -> Result<[f64; 3]> {
    let seat = page
        .js(&format!(
            "const r = document.querySelector('[data-node=\"{id}\"] .body').getBoundingClientRect();
             return [r.left, r.top, r.width]"
        ))
        .await?;
    Ok(serde_json::from_value(seat)?)
}

fn near(a: f64, b: f64, slack: f64) -> bool {
    (a - b).abs() <= slack
}

#[tokio::test]
async fn one_finger_pans_and_two_zoom() -> Result<()> {
    let page = open_on(PHONE).await?;
    let before = seat(&page, "heron").await?;
    let from = nowhere(&page).await?;
    swipe(&page, from, (from.0 + 60, from.1 + 90)).await?;
    let panned = seat(&page, "heron").await?;
    assert!(near(panned[0] - before[0], 60.0, 2.0) && near(panned[1] - before[1], 90.0, 2.0), "{before:?} {panned:?}");
    assert!(near(panned[2], before[2], 0.5), "panning does not zoom: {before:?} {panned:?}");
    assert_eq!(page.js("return [scrollX, scrollY]").await?, json!([0, 0]), "the page stays where it is");

    // Apart to three times: the middle stays, the rest grows about it.
    let at = middle_of(&page, "heron").await?;
    stroke(&page, &[((at.0 - 20, at.1), (at.0 - 60, at.1)), ((at.0 + 20, at.1), (at.0 + 60, at.1))]).await?;
    fingers(&page, "touchEnd", &[]).await?;
    let zoomed = seat(&page, "heron").await?;
    assert!(near(zoomed[2] / panned[2], 3.0, 0.2), "{panned:?} {zoomed:?}");
    let now = middle_of(&page, "heron").await?;
    assert!((now.0 - at.0).abs() <= 6 && (now.1 - at.1).abs() <= 6, "{at:?} {now:?}");
    assert_eq!(page.js("return visualViewport.scale").await?, 1, "the page itself is not zoomed");
    // Neither moved a participant.
    assert_eq!(say(&page, UNDO).await?, "Undo");
    page.finish().await
}

const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";
const LINKS: &str = "return document.querySelectorAll('.link[data-link]').length";

#[tokio::test]
async fn a_tap_selects_a_drag_moves_and_two_taps_wire() -> Result<()> {
    let page = open_on(PHONE).await?;
    tap(&page, middle_of(&page, "heron").await?).await?;
    wait_text(&page, ".side h2", "Heron").await?;
    page.find("[data-node=heron][aria-pressed=true]").await?;

    // The selected participant shows where wires begin; its box still moves it.
    let before = seat(&page, "heron").await?;
    for (away, back) in [((0, -40), (0, 40)), ((24, -30), (-24, 30))] {
        let at = middle_of(&page, "heron").await?;
        // Near the upper edge, where a finger is as likely to be as in the middle.
        let grip = (at.0, at.1 - 4);
        swipe(&page, grip, (grip.0 + away.0, grip.1 + away.1)).await?;
        let moved = seat(&page, "heron").await?;
        assert!(near(moved[1] - before[1], away.1 as f64, 9.0), "within a snap: {before:?} {moved:?}");
        let at = middle_of(&page, "heron").await?;
        swipe(&page, at, (at.0 + back.0, at.1 + back.1)).await?;
    }
    assert_eq!(page.js("return document.querySelector('.canvas.wiring')").await?, Value::Null);
    // Tapped again it stays selected, and no wire is begun.
    tap(&page, middle_of(&page, "heron").await?).await?;
    assert_eq!(page.js("return document.querySelector('.canvas.wiring')").await?, Value::Null);

    let links = count(&page, LINKS).await?;
    tap(&page, tool(&page, "Owes").await?).await?;
    page.find(".canvas.tool-wire").await?;
    tap(&page, middle_of(&page, "heron").await?).await?;
    page.find(".canvas.wiring").await?;
    tap(&page, middle_of(&page, "finch").await?).await?;
    wait_text(&page, ".side h2", "Heron to Finch").await?;
    assert_eq!(count(&page, LINKS).await?, links + 1);
    page.finish().await
}

#[tokio::test]
async fn the_large_slider_follows_the_finger() -> Result<()> {
    let page = open_on(PHONE).await?;
    tap(&page, crate::steps::middle(&page, ".play").await?).await?;
    page.find(".ask").await?;
    tap(&page, crate::steps::middle(&page, ".ask .skip").await?).await?;
    page.press(interclear_tests::Key::End).await?;
    wait_failed(&page, 4).await?;
    let from = thumb(&page, "#what-if", 1.0, 22.0).await?;
    let to = thumb(&page, "#what-if", 0.5, 22.0).await?;
    stroke(&page, &[(from, to)]).await?;
    // While the finger is still down.
    wait_failed(&page, 0).await?;
    wait_text(&page, ".bet", "None").await?;
    fingers(&page, "touchEnd", &[]).await?;
    let shown: u32 = page.text(".what-value").await?.trim_end_matches(" %").trim().parse()?;
    assert!((46..=54).contains(&shown), "{shown}");
    assert!(say(&page, UNDO).await?.contains(&format!("100 % to {shown}")), "one drag is one step of undo");
    page.finish().await
}

#[tokio::test]
async fn a_shock_is_dropped_by_finger_and_the_next_tap_counts() -> Result<()> {
    for look in [PHONE, TABLET] {
        let page = open_on(look).await?;
        tap(&page, tool(&page, "Shock").await?).await?;
        page.find(".flyout").await?;
        swipe(&page, tool(&page, "Exploit").await?, middle_of(&page, "heron").await?).await?;
        wait_text(&page, ".side h2", "Exploit").await?;
        assert!(say(&page, UNDO).await?.starts_with("Undo: add"), "{}", say(&page, UNDO).await?);
        // The list has done its work, and the next tool is taken at the first tap.
        page.wait_for("return !document.querySelector('.flyout')").await?;
        tap(&page, tool(&page, "Owes").await?).await?;
        page.find(".canvas.tool-wire").await?;
        page.finish().await?;
    }
    Ok(())
}
