//! A browser that keeps nothing, too little, or nonsense: the page works, says so, and does not go round in circles.

use crate::steps::{click_named, open, say, to_end, turn, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

const WORK: &str = "interclear.work";
const BADGE: &str = "return (document.querySelector('.badge')?.textContent ?? '')";

/// Everything there is to storage throws, as where cookies are blocked.
const DENIED: &str = "Object.defineProperty(window, 'localStorage',
    { get() { throw new DOMException('denied', 'SecurityError') } })";
/// Nothing may be written.
const FULL: &str = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }";
/// A little may be written, and no scenario, until `window.room` is set.
const NARROW: &str = "
    const put = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
        if (text.length > 500 && !window.room) throw new DOMException('full', 'QuotaExceededError');
        put.call(this, key, text);
    }";

#[tokio::test]
async fn a_browser_that_keeps_nothing_is_said_once_and_all_else_works() -> Result<()> {
    for (what, script) in [("denied", DENIED), ("full", FULL)] {
        let page = Page::open(Look::default()).await?;
        page.before_every_page(script).await?;
        open(&page, "").await?;
        wait_text(&page, ".badge", "not saved in this browser: download").await?;
        to_end(&page).await?;
        wait_failed(&page, 4).await?;
        turn(&page, Key::Home, "0 %").await?;
        wait_failed(&page, 0).await?;
        page.click(".top [aria-label^=Colours]").await?;
        page.find("[data-theme=light]").await?;
        assert_eq!(page.js("return document.getElementById('failure').hidden").await?, true, "{what}");
        // The way out that the badge offers.
        page.js("HTMLAnchorElement.prototype.click = function () { window.saved = this.download }").await?;
        page.click(".badge").await?;
        page.wait_for("return window.saved === 'more-collateral.json'").await?;
        // The next visit begins anew and complains of nothing.
        open(&page, "?again").await?;
        wait_text(&page, ".what-value", "100").await?;
        assert_eq!(page.js("return document.querySelector('.toast')").await?, Value::Null, "{what}");
        page.finish().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_full_browser_is_said_when_it_fills_and_taken_back_when_there_is_room() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.before_every_page(NARROW).await?;
    open(&page, "").await?;
    assert_eq!(say(&page, BADGE).await?, "");
    turn(&page, Key::Home, "0 %").await?;
    wait_text(&page, ".badge", "not saved in this browser").await?;
    page.js("window.room = true").await?;
    turn(&page, Key::End, "100 %").await?;
    page.wait_for(&format!("{BADGE} === ''")).await?;
    page.finish().await
}

#[tokio::test]
async fn work_that_cannot_be_read_is_put_aside_once() -> Result<()> {
    const FIRST: &str = "More collateral, more failures";
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let deep = "[".repeat(200_000);
    for (text, hash, title) in [
        ("null", "", FIRST),
        ("{\"version\":99}", "", FIRST),
        ("\u{fffd}\u{0}", "", FIRST),
        (&deep, "", FIRST),
        ("{", "#ex=one-chain", "One chain, the whole story"),
    ] {
        let text = Value::from(text);
        page.js(&format!(
            "localStorage.clear(); localStorage['{WORK}'] = {text}; localStorage['interclear.theme'] = {text}"
        ))
        .await?;
        page.visit("about:blank").await?;
        open(&page, hash).await?;
        wait_text(&page, ".crumb b", title).await?;
        if hash.is_empty() {
            wait_text(&page, ".toast", "cannot be read; it was put aside").await?;
            let script = format!("return [localStorage['{WORK}'] ?? null, localStorage['interclear.broken']]");
            assert_eq!(page.js(&script).await?, json!([null, text]), "the text is still there for whoever wants it");
        }
        assert_eq!(page.js("return document.documentElement.dataset.theme").await?, "auto");
        // The next visit has forgotten it.
        page.visit("about:blank").await?;
        open(&page, hash).await?;
        assert_eq!(page.js("return document.querySelector('.toast, .badge, dialog')").await?, Value::Null);
        assert_eq!(page.js("return document.getElementById('failure').hidden").await?, true);
    }
    page.finish().await
}

#[tokio::test]
async fn work_that_cannot_be_read_is_not_lost_where_there_is_no_room_for_it_twice() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.before_every_page(
        "const put = Storage.prototype.setItem;
         Storage.prototype.setItem = function (key, text) {
             const held = Object.entries({ ...localStorage }).filter(([k]) => k !== key);
             if (held.concat([[key, text]]).join('').length > 6000) throw new DOMException('full', 'QuotaExceededError');
             put.call(this, key, text);
         }",
    )
    .await?;
    open(&page, "").await?;
    let broken = Value::from("{".repeat(4000));
    page.js(&format!("localStorage.clear(); localStorage.setItem('{WORK}', {broken})")).await?;
    page.visit("about:blank").await?;
    open(&page, "").await?;
    wait_text(&page, ".toast", "cannot be read; it was put aside").await?;
    assert_eq!(page.js("return localStorage['interclear.broken']").await?, broken);

    // The same for good work that a link puts aside.
    page.js("localStorage.clear()").await?;
    let mut scenario: Value = serde_json::from_str(include_str!("../../static/scenarios/more-collateral.json"))?;
    scenario["title"] = json!("Mine");
    scenario["expect"] = json!([]);
    let mine = Value::from(scenario.to_string());
    page.js(&format!("localStorage.setItem('{WORK}', {mine})")).await?;
    page.visit("about:blank").await?;
    open(&page, "#ex=one-chain").await?;
    page.click(".crumb").await?;
    click_named(&page, ".own .scenario b", "Mine").await?;
    wait_text(&page, ".crumb b", "Mine").await?;
    page.finish().await
}
