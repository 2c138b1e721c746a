//! Work that makes way for something else waits, is offered, and comes back as it was.

use crate::steps::{click_named, open, open_file, say, turn, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::Value;

const FIRST: &str = "More collateral, more failures";
const OTHER: &str = "One chain, the whole story";

/// Sets the re-use cap to 99 %, which is work, and waits until the browser has it.
async fn work(page: &Page) -> Result<()> {
    turn(page, Key::Left, "99 %").await?;
    page.wait_for("return (localStorage['interclear.work'] ?? '').includes('0.99')").await
}

/// Waits for what only the work has.
async fn has_work(page: &Page) -> Result<()> {
    wait_text(page, ".crumb b", FIRST).await?;
    wait_text(page, ".what-value", "99 %").await
}

/// Whether the list of scenarios offers earlier work.
async fn offered(page: &Page) -> Result<bool> {
    page.click(".crumb").await?;
    wait_text(page, ".window h2", "Scenarios").await?;
    page.find(".own").await?;
    Ok(page.js("return document.querySelector('.own .scenario') !== null").await? == true)
}

async fn leave_list(page: &Page) -> Result<()> {
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('dialog')").await
}

/// A fresh visit: nothing of the last page is left but what the browser keeps.
async fn visit(page: &Page, hash: &str) -> Result<()> {
    page.visit("about:blank").await?;
    open(page, hash).await
}

#[tokio::test]
async fn a_link_to_an_example_puts_work_aside_and_it_comes_back() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    assert!(!offered(&page).await?, "nothing is offered where nothing waits");
    leave_list(&page).await?;
    work(&page).await?;

    // Without a link the last visit's work is simply there, and a link to its own example leads to it too.
    for hash in ["", "#ex=more-collateral"] {
        visit(&page, hash).await?;
        has_work(&page).await?;
        wait_text(&page, ".toast", "Your work from the last visit").await?;
    }

    visit(&page, "#ex=one-chain").await?;
    wait_text(&page, ".crumb b", OTHER).await?;
    assert!(offered(&page).await?);
    click_named(&page, ".own .scenario b", FIRST).await?;
    has_work(&page).await?;
    page.wait_for("return !document.querySelector('dialog')").await?;
    // It is the work again: the next visit has it, and no longer offers it.
    page.wait_for("return localStorage['interclear.parked'] === undefined").await?;
    visit(&page, "").await?;
    has_work(&page).await?;
    assert!(!offered(&page).await?);
    page.finish().await
}

#[tokio::test]
async fn what_waits_is_offered_at_every_visit_until_it_is_opened() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    work(&page).await?;
    visit(&page, "#ex=one-chain").await?;
    wait_text(&page, ".crumb b", OTHER).await?;
    // The visitor goes on with the example, which becomes the work of the next visit.
    turn(&page, Key::Home, "").await?;
    page.wait_for("return (localStorage['interclear.work'] ?? '').includes('one-chain')").await?;
    visit(&page, "").await?;
    wait_text(&page, ".crumb b", OTHER).await?;
    assert!(offered(&page).await?, "the first work still waits");
    click_named(&page, ".own .scenario b", FIRST).await?;
    has_work(&page).await?;
    // Now the other one waits.
    visit(&page, "").await?;
    has_work(&page).await?;
    assert!(offered(&page).await?);
    click_named(&page, ".own .scenario b", OTHER).await?;
    wait_text(&page, ".crumb b", OTHER).await?;
    page.finish().await
}

#[tokio::test]
async fn work_survives_an_example_from_the_list_and_a_file_also_after_a_reload() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    for how in ["list", "address", "file"] {
        visit(&page, "").await?;
        page.js("localStorage.clear()").await?;
        visit(&page, "").await?;
        work(&page).await?;
        let mut file = None;
        match how {
            "list" => {
                page.click(".crumb").await?;
                click_named(&page, ".scenario b", OTHER).await?;
            }
            "address" => page.js("location.hash = '#ex=one-chain'").await.map(|_| ())?,
            _ => file = Some(open_file(&page, include_str!("../../static/scenarios/one-chain.json")).await?),
        }
        wait_text(&page, ".crumb b", OTHER).await?;
        page.wait_for("return (localStorage['interclear.work'] ?? '').includes('one-chain')").await?;
        visit(&page, "").await?;
        wait_text(&page, ".crumb b", OTHER).await?;
        assert!(offered(&page).await?, "opened from a {how}");
        click_named(&page, ".own .scenario b", FIRST).await?;
        has_work(&page).await?;
        drop(file);
    }
    page.finish().await
}

#[tokio::test]
async fn an_edit_is_kept_also_when_the_page_goes_at_once() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    // Somebody is there; then the key and the reload in one script: no time passes between them.
    page.js("document.getElementById('what-if').focus()").await?;
    page.find("[data-whole]").await?;
    page.js("const slider = document.getElementById('what-if');
         slider.value = '99';
         slider.dispatchEvent(new Event('input', { bubbles: true }));
         slider.dispatchEvent(new Event('change', { bubbles: true }));
         setTimeout(() => location.reload(), 0)")
        .await?;
    wait_text(&page, ".toast", "Your work from the last visit").await?;
    has_work(&page).await?;
    assert!(!say(&page, "return localStorage['interclear.work']").await?.is_empty());
    assert_eq!(page.js("return localStorage['interclear.parked'] ?? null").await?, Value::Null);
    page.finish().await
}

/// The titles beside the work, the newest first.
async fn beside(page: &Page) -> Result<Value> {
    page.js("return [...document.querySelectorAll('.own .scenario b')].map(e => e.textContent)").await
}

#[tokio::test]
async fn several_scenarios_of_ones_own_lie_beside_each_other() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    work(&page).await?;
    // Two more: an example that is worked on, and a scenario begun with nothing.
    page.click(".crumb").await?;
    click_named(&page, ".scenario b", OTHER).await?;
    wait_text(&page, ".crumb b", OTHER).await?;
    turn(&page, Key::Home, "").await?;
    page.wait_for("return (localStorage['interclear.work'] ?? '').includes('one-chain')").await?;
    page.click(".crumb").await?;
    click_named(&page, ".own button", "New, empty").await?;
    wait_text(&page, ".crumb b", "Untitled").await?;
    page.find(".canvas-empty").await?;
    page.click(".crumb").await?;
    page.wait_for("return document.querySelectorAll('.own .scenario').length === 2").await?;
    assert_eq!(beside(&page).await?, serde_json::json!([OTHER, FIRST]));
    click_named(&page, ".own .scenario b", FIRST).await?;
    has_work(&page).await?;
    // A copy has a title of its own.
    for title in ["Copy of", "Copy 2 of"] {
        page.click(".crumb").await?;
        click_named(&page, ".own button", "Keep a copy").await?;
        wait_text(&page, ".own .scenario b", title).await?;
        leave_list(&page).await?;
    }
    // What is thrown away comes back, also after a reload.
    page.click(".crumb").await?;
    page.click(&format!(".own [aria-label='Throw away {OTHER}']")).await?;
    page.wait_for("return document.querySelectorAll('.own .scenario').length === 2").await?;
    leave_list(&page).await?;
    click_named(&page, ".toast button", "Undo").await?;
    page.wait_for("return Object.keys(localStorage).filter(k => k.startsWith('interclear.parked')).length === 3")
        .await?;
    visit(&page, "").await?;
    has_work(&page).await?;
    page.click(".crumb").await?;
    click_named(&page, ".own .scenario b", OTHER).await?;
    wait_text(&page, ".crumb b", OTHER).await?;
    // Undoing an opening leaves what was opened beside the work again.
    page.click(".top [aria-label^='Undo: open']").await?;
    has_work(&page).await?;
    page.wait_for("return Object.values(localStorage).filter(t => t.includes('\"id\": \"one-chain\"')).length === 1")
        .await?;
    page.finish().await
}
