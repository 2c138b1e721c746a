//! The network table as an editor, in step with the canvas, and the balance sheet of who is selected.

use crate::axe::sound;
use crate::steps::{click_named, count, node, open, say, to_end, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::json;

/// What a cell shows, by its place.
fn cell(at: &str) -> String {
    format!("return document.querySelector('[data-at=\"{at}\"]')?.value ?? 'none'")
}

/// Types over what a cell has.
async fn fill(page: &Page, at: &str, text: &str, end: Key) -> Result<()> {
    page.find(&format!("[data-at='{at}']")).await?;
    page.js(&format!("const f = document.querySelector('[data-at=\"{at}\"]'); f.focus(); f.select()")).await?;
    page.press(text).await?;
    page.press(end).await
}

async fn edit(page: &Page) -> Result<()> {
    open(page, "").await?;
    click_named(page, ".side .tab", "Table").await?;
    page.find(".line-row").await?;
    let first = "obligations/heron-wren/amount";
    let known = say(page, &cell(first)).await?;
    let at = if known == "none" {
        say(page, "return document.querySelector('.links-table [data-col=amount] input').dataset.at").await?
    } else {
        first.to_owned()
    };
    let before = say(page, &cell(&at)).await?;
    let index = |row: &str| format!("return [...document.querySelectorAll('.links-table .line-row')].indexOf({row})");
    let place =
        count(page, &index(&format!("document.querySelector('[data-at=\"{at}\"]').closest('.line-row')"))).await?;

    // Enter takes it and goes down; the wire says the same.
    fill(page, &at, "33.25", Key::Enter).await?;
    page.wait_for("return [...document.querySelectorAll('.label')].some(l => l.textContent.includes('33.25'))").await?;
    let below = count(page, &index("document.activeElement.closest('.line-row')")).await?;
    assert_eq!(below, place + 1, "Enter goes to the line below");
    page.press(Key::Up).await?;
    assert_eq!(say(page, "return document.activeElement.dataset.at").await?, at);
    // What is refused stays with its reason; Escape gives back what was there.
    fill(page, &at, "lots", Key::Tab).await?;
    wait_text(page, ".line-row .field-bad", "not a number").await?;
    sound(page, "table, an entry refused").await?;
    page.js(&format!("document.querySelector('[data-at=\"{at}\"]').focus()")).await?;
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('.line-row .field-bad')").await?;
    assert_eq!(say(page, &cell(&at)).await?, "33.25");
    page.click(".top [aria-label^=Undo]").await?;
    page.wait_for(&format!("return document.querySelector('[data-at=\"{at}\"]').value === '{before}'")).await?;

    // The focus in a line selects it, and a name that changes changes on the canvas.
    fill(page, "participants/heron/label", "Heron & Sons", Key::Enter).await?;
    page.wait_for(
        "return document.querySelector('[data-node=heron]').getAttribute('aria-label').startsWith('Heron & Sons')",
    )
    .await?;
    page.js("document.querySelector('[data-at=\"participants/heron/label\"]').focus()").await?;
    page.wait_for("return !!document.querySelector('.line-row.on [data-at=\"participants/heron/label\"]')").await?;

    // Lines come and go.
    let people = count(page, "return document.querySelectorAll('.people .line-row').length").await?;
    click_named(page, ".adding button", "Add participant").await?;
    page.wait_for(&format!("return document.querySelectorAll('.node').length === {}", people + 1)).await?;
    page.wait_for("return document.activeElement.dataset.at === 'participants/firm/label'").await?;
    page.js("const [a, b] = document.querySelectorAll('.add-debt select');
             a.value = 'firm'; b.value = 'heron'; document.querySelector('.add-debt input').focus()")
        .await?;
    page.press("12").await?;
    page.press(Key::Enter).await?;
    page.wait_for(
        "return document.activeElement.value === '12' && document.activeElement.dataset.at.startsWith('obligations/')",
    )
    .await?;
    page.click("[aria-label='Remove Firm']").await?;
    page.wait_for(&format!("return document.querySelectorAll('.node').length === {people}")).await?;
    page.click(".top [aria-label^=Undo]").await?;
    page.wait_for(&format!("return document.querySelectorAll('.people .line-row').length === {}", people + 1)).await
}

#[tokio::test]
async fn the_table_edits_the_network() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    edit(&page).await?;
    page.finish().await
}

#[tokio::test]
async fn the_table_is_the_editor_of_a_phone() -> Result<()> {
    let page = Page::open(Look { width: 390, height: 844, ..Look::default() }).await?;
    edit(&page).await?;
    let wide = page
        .js("return [document.documentElement.scrollWidth > innerWidth,
                 [...document.querySelectorAll('.network-table input, .network-table button, .network-table select')].filter(x => {
                     const r = x.getBoundingClientRect();
                     return r.width > 1 && (r.right > innerWidth + .5 || r.left < -.5);
                 }).length]")
        .await?;
    assert_eq!(wide, json!([false, 0]));
    page.finish().await
}

#[tokio::test]
async fn a_balance_sheet_foots_and_leads_on() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    to_end(&page).await?;
    wait_failed(&page, 4).await?;
    page.js("document.querySelector('[data-node=pike]').focus()").await?;
    page.press(Key::Enter).await?;
    wait_text(&page, ".side h2", "Pike").await?;
    page.click("[aria-label='Balance sheet'] .look-head").await?;
    wait_text(&page, ".balance-foots", "foot to the quantum").await?;
    let sums = page.js("return [...document.querySelectorAll('.balance-sums td')].map(t => t.textContent)").await?;
    assert_eq!(sums[0], sums[1], "{sums}");
    sound(&page, "balance sheet").await?;
    let rows = count(&page, "return document.querySelectorAll('.balance tbody tr').length").await?;
    assert!(rows > 4, "{rows}");
    // Another is looked at with its sheet open.
    page.js("document.querySelector('[data-node=heron]').focus()").await?;
    page.press(Key::Enter).await?;
    wait_text(&page, ".side h2", "Heron").await?;
    wait_text(&page, ".balance-foots", "foot to the quantum").await?;
    page.click(".balance-go").await?;
    page.wait_for("return !document.querySelector('.side h2')?.textContent.startsWith('Heron,')").await?;
    assert!(node(&page, "heron").await?.contains(", failed "));
    page.finish().await
}
