//! What can be chosen beside the slider: the scenario, the wiring, the outcome where there are several.

use crate::steps::{click_named, open, open_file, say, to_end, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::json;

#[tokio::test]
async fn every_scenario_opens_from_the_picker_and_the_wiring_decides() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    page.click(".crumb").await?;
    page.find(".scenario b").await?;
    let titles = page.js("return [...document.querySelectorAll('.scenario b')].map(b => b.textContent)").await?;
    let titles: Vec<String> = serde_json::from_value(titles)?;
    let shipped: Vec<serde_json::Value> = serde_json::from_str(include_str!("../../static/scenarios.json"))?;
    assert_eq!(titles.len(), shipped.len(), "{titles:?}");
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('dialog')").await?;
    for title in titles.iter().rev() {
        page.click(".crumb").await?;
        click_named(&page, ".scenario b", title).await?;
        wait_text(&page, ".crumb b", title).await?;
        page.wait_for("return document.querySelector('.play').disabled === false && !document.querySelector('dialog')")
            .await?;
        to_end(&page).await?;
        page.find(".bet b").await?;
    }

    page.click(".crumb").await?;
    click_named(&page, ".scenario b", "Robust yet fragile").await?;
    page.find(".segments").await?;
    wait_text(&page, ".what-value", "61").await?;
    to_end(&page).await?;
    wait_failed(&page, 6).await?;
    assert_eq!(pressed(&page).await?, "all to all");
    click_named(&page, ".segments button", "islands of three").await?;
    wait_failed(&page, 3).await?;
    wait_text(&page, ".bet", "3 of 6 failed.").await?;
    assert_eq!(pressed(&page).await?, "islands of three");
    page.click(".top [aria-label^=Undo]").await?;
    wait_failed(&page, 6).await?;
    page.finish().await
}

#[tokio::test]
async fn a_ring_without_cash_has_a_best_and_a_worst_case() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let owes = |debtor: &str, creditor: &str| json!({ "id": debtor, "debtor": debtor, "creditor": creditor, "amount": 10, "due": 1 });
    let ring = json!({
        "version": 1, "id": "ring", "title": "Ring without cash",
        "clock": { "ticks": 1, "unit": "day" },
        "numeraire": "cash", "assets": [{ "id": "cash", "label": "Cash", "decimals": 2 }],
        "participants": [{ "id": "left", "label": "Left" }, { "id": "right", "label": "Right" }],
        "obligations": [owes("left", "right"), owes("right", "left")],
    });
    assert_eq!(page.js("return document.querySelector('.segments')").await?, json!(null), "no choice where none is");
    let _file = open_file(&page, &ring.to_string()).await?;
    page.wait_for("return document.querySelectorAll('.node').length === 2").await?;
    page.find(".segments").await?;
    assert_eq!(pressed(&page).await?, "best case");
    to_end(&page).await?;
    wait_text(&page, ".bet", "None failed.").await?;
    wait_failed(&page, 0).await?;
    click_named(&page, ".segments button", "worst case").await?;
    wait_failed(&page, 2).await?;
    wait_text(&page, ".bet", "2 of 2 failed.").await?;
    assert_eq!(pressed(&page).await?, "worst case");
    click_named(&page, ".segments button", "best case").await?;
    wait_failed(&page, 0).await?;
    page.finish().await
}

/// The chosen button of the segments.
async fn pressed(page: &Page) -> Result<String> {
    say(page, "return document.querySelector('.segments [aria-pressed=true]')?.textContent ?? ''").await
}
