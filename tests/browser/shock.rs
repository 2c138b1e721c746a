//! A shock from the palette: dropped on a participant, seen there and in the run, and taken back.

use crate::steps::{chord, click_named, drag, middle_of, node, open, say, settled, to_end, wait_failed, wait_text};
use anyhow::{Context as _, Result};
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

const BADGES: &str = "return [...document.querySelectorAll('.node:has(.badge)')].map(n => n.dataset.node)";
const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";

/// The middle of the list's button for a shock.
async fn shock(page: &Page, name: &str) -> Result<(i64, i64)> {
    let name = Value::from(name);
    let there = "[...document.querySelectorAll('.flyout .tool')].some(t => t.textContent.trim() === ";
    page.wait_for(&format!("return {there}{name})")).await?;
    let place = page
        .js(&format!(
            "const tool = [...document.querySelectorAll('.flyout .tool')].find(t => t.textContent.trim() === {name});
             const r = tool.getBoundingClientRect();
             return [r.x + r.width / 2, r.y + r.height / 2].map(Math.round)"
        ))
        .await?;
    serde_json::from_value(place).with_context(|| format!("no shock {name}"))
}

#[tokio::test]
async fn a_shock_is_dropped_seen_in_the_run_and_undone() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    settled(&page).await?;
    assert_eq!(page.js(BADGES).await?, json!([]));

    // Dropped beside everybody it does nothing.
    click_named(&page, ".tool", "Shock").await?;
    let empty = crate::steps::empty_place(&page).await?;
    drag(&page, shock(&page, "Default").await?, empty).await?;
    assert_eq!(say(&page, UNDO).await?, "Undo");

    if page.js("return !document.querySelector('.flyout')").await? == true {
        click_named(&page, ".tool", "Shock").await?;
    }
    drag(&page, shock(&page, "Default").await?, middle_of(&page, "finch").await?).await?;
    wait_text(&page, ".side h2", "Default").await?;
    wait_text(&page, ".side .side-kind", "Day 1").await?;
    assert!(say(&page, UNDO).await?.starts_with("Undo: add"));
    page.wait_for("return !document.querySelector('.flyout, .ghost-tool.on')").await?;

    // On its day it is on the participant, which fails that day; Wren, who pays it, does not fail before its time.
    assert_eq!(page.js(BADGES).await?, json!([]), "nothing is shown before its day");
    page.press(Key::Escape).await?;
    let on = page.find(".step[aria-label='One step on']").await?;
    let mut steps = 0;
    while page.js(BADGES).await? != json!(["finch"]) {
        on.click().await?;
        steps += 1;
        assert!(steps < 6, "the shock never shows: {}", page.text(".moment").await?);
    }
    assert!(page.text(".moment").await?.contains("Day 1"));
    while !node(&page, "finch").await?.contains(", failed ") {
        on.click().await?;
        steps += 1;
        assert!(steps < 6, "Finch does not fail: {}", node(&page, "finch").await?);
    }
    assert!(node(&page, "finch").await?.contains("day 1"), "{}", node(&page, "finch").await?);
    to_end(&page).await?;
    click_named(&page, ".side .tab", "Journal").await?;
    // Few lines are on the page at a time.
    page.click(".journal-search input").await?;
    page.press("Finch").await?;
    page.wait_for(
        "return [...document.querySelectorAll('.journal .line.fail[data-tick=\"1\"]')].some(l => l.textContent.startsWith('Finch'))",
    )
    .await?;
    let shocked = page.text(".journal-count").await?;
    page.js("document.activeElement.blur()").await?;

    chord(&page, &[Key::Control], "z").await?;
    assert_eq!(say(&page, UNDO).await?, "Undo");
    wait_failed(&page, 4).await?;
    page.wait_for("return !!document.querySelector('.journal .line') && !document.querySelector('.journal .line.fail[data-tick=\"1\"]')")
        .await?;
    assert_ne!(page.text(".journal-count").await?, shocked);
    assert_eq!(page.js(BADGES).await?, json!([]));
    page.finish().await
}

#[tokio::test]
async fn every_shock_can_be_dropped_or_says_why_not() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    settled(&page).await?;
    // What Heron has decides: tokens and cash, but nobody's deposits.
    for (name, refused) in [
        ("Price shock", None),
        ("Default", None),
        ("Exploit", None),
        ("Outage", None),
        ("Withdrawal wave", Some("Heron takes no deposits that could be withdrawn.")),
        ("Recovery", None),
    ] {
        click_named(&page, ".palette > .shocks > .tool", "Shock").await?;
        page.find(".flyout").await?;
        drag(&page, shock(&page, name).await?, middle_of(&page, "heron").await?).await?;
        match refused {
            Some(reason) => wait_text(&page, ".toast", reason).await?,
            None => {
                wait_text(&page, ".side h2", name).await?;
                page.wait_for("return document.querySelector('.play').disabled === false").await?;
                chord(&page, &[Key::Control], "z").await?;
            }
        }
        page.wait_for(&format!("return ({UNDO_TEXT}) === 'Undo'")).await?;
        page.wait_for("return !document.querySelector('.flyout')").await?;
    }
    page.finish().await
}

const UNDO_TEXT: &str = "document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";
