//! Where the simulator cannot start the page still says what it is, and why it does not run.

use crate::steps::{click_named, open, turn, wait_text};
use crate::timers::{HELD_TIMERS, time_passes};
use anyhow::Result;
use interclear_tests::{Key, Look, Page, Spoiled};
use serde_json::json;

const STATE: &str = "return document.getElementById('poster-state').textContent";

#[tokio::test]
async fn a_page_that_cannot_start_says_so_and_shows_its_picture() -> Result<()> {
    let blocked = |html: &str| html.replace(" 'wasm-unsafe-eval'", "");
    let sites = [
        ("the program is missing", Spoiled::copy()?.without("app*_bg.wasm")?),
        ("the program is cut short", Spoiled::copy()?.cut("app*_bg.wasm")?),
        ("the glue is missing", Spoiled::copy()?.without("app*.js")?),
        ("WebAssembly is not allowed", Spoiled::copy()?.changed("index.html", blocked)?),
    ];
    for (what, site) in sites {
        let page = Page::open_at(Look::default(), site.folder()).await?;
        page.before_every_page(HELD_TIMERS).await?;
        page.visit(&page.base()).await?;
        page.wait_for(&format!("{STATE}.startsWith('The simulator could not start.')")).await?;
        // It does not go back to saying that it is still loading.
        time_passes(&page, 1000).await?;
        let said = page.text("#poster-state").await?;
        assert!(said.contains("could not start") && said.contains("WebAssembly"), "{what}: {said}");
        explains(&page, what).await?;
        page.close().await?;
    }
    Ok(())
}

/// Title, what it is, a picture with words, and nothing that sticks out.
async fn explains(page: &Page, what: &str) -> Result<()> {
    for (css, part) in [
        ("h1", "Interclear"),
        (".poster > p", "A simulator of interconnected clearing"),
        (".poster figcaption", "How many of six fail?"),
    ] {
        assert!(page.text(css).await?.contains(part), "{what}: {css}");
    }
    let picture = page
        .js("const r = document.querySelector('.poster svg').getBoundingClientRect();
             const title = document.querySelector('.poster svg title').textContent;
             return [r.width > 300, r.height > 100, title.startsWith('Heron posts'),
                     document.documentElement.scrollWidth <= innerWidth,
                     document.getElementById('failure').hidden]")
        .await?;
    assert_eq!(picture, json!([true, true, true, true, true]), "{what}");
    Ok(())
}

#[tokio::test]
async fn a_slow_page_says_that_it_loads_and_a_page_without_scripts_tells_the_case() -> Result<()> {
    // A program that never comes.
    let site = Spoiled::copy()?.changed("boot*.js", |_| "await new Promise(() => {});".to_owned())?;
    let page = Page::open_at(Look::default(), site.folder()).await?;
    page.before_every_page(HELD_TIMERS).await?;
    page.visit(&page.base()).await?;
    assert_eq!(page.js(STATE).await?, "Loading the simulator.");
    time_passes(&page, 1000).await?;
    wait_text(&page, "#poster-state", "Still loading.").await?;
    explains(&page, "it never comes").await?;

    page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
    page.visit(&format!("{}?plain", page.base())).await?;
    let shown = page.cdp("Runtime.evaluate", json!({ "expression": "document.body.innerText" })).await?;
    let shown = shown["result"]["value"].as_str().unwrap_or_default().to_owned();
    assert!(shown.contains("needs JavaScript and WebAssembly"), "{shown}");
    assert!(shown.contains("four of six fail"), "{shown}");
    page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await?;
    page.finish().await
}

#[tokio::test]
async fn a_bug_in_the_page_shows_the_card_and_keeps_the_work() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    // Another hand in the document, as of an extension that translates: the program looks for what it put there.
    page.js("document.querySelector('.crumb .glyph').remove()").await?;
    page.js("document.querySelector('[data-node=finch]').focus()").await?;
    page.press(Key::Delete).await?;
    page.wait_for("return !document.getElementById('failure').hidden").await?;
    let card = page.text("#failure").await?;
    assert!(card.contains("stopped on a bug") && card.contains("Your scenario is kept"), "{card}");
    assert!(page.text("#failure-place").await?.contains(".rs:"), "{card}");
    page.click("#failure a").await?;
    page.wait_until_started().await?;
    // The very edit that was under way is there.
    page.wait_for("return document.querySelectorAll('.node').length === 5").await?;
    assert_eq!(page.js("return localStorage['interclear.stops']").await?, "x");
    let log = page.log().await?;
    assert!(log.iter().any(|entry| entry.message.contains("panicked")), "the console has the reason");
    page.close().await
}

#[tokio::test]
async fn work_that_stops_the_page_again_and_again_is_put_aside() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    turn(&page, Key::Left, "99 %").await?;
    page.wait_for("return (localStorage['interclear.work'] ?? '').includes('0.99')").await?;
    // As two visits leave it that stopped on a bug, one after the other.
    page.js("localStorage['interclear.stops'] = 'xx'").await?;
    page.visit("about:blank").await?;
    open(&page, "").await?;
    wait_text(&page, ".toast", "Your work was put aside").await?;
    wait_text(&page, ".what-value", "100 %").await?;
    page.click(".crumb").await?;
    click_named(&page, ".own .scenario b", "More collateral, more failures").await?;
    wait_text(&page, ".what-value", "99 %").await?;
    // Opened by hand it is the work again.
    page.wait_for("return (localStorage['interclear.work'] ?? '').includes('0.99')").await?;
    page.visit("about:blank").await?;
    open(&page, "").await?;
    wait_text(&page, ".what-value", "99 %").await?;
    page.finish().await
}
