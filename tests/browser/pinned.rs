//! A run that is pinned: charts name it, the tables of differences say what came of a change.

use crate::axe::sound;
use crate::steps::{click_named, open, say, to_end, turn, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};

#[tokio::test]
async fn a_pinned_run_is_compared_with_what_comes_after() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    to_end(&page).await?;
    wait_failed(&page, 4).await?;
    click_named(&page, ".chart-toggle", "Pin this run").await?;
    wait_text(&page, ".chart-main .chart-note", "dashed: the pinned run").await?;
    click_named(&page, ".chart-toggle", "Differences").await?;
    wait_text(&page, ".differences", "The runs end alike").await?;
    turn(&page, Key::Home, "0").await?;
    wait_failed(&page, 0).await?;
    let row = "[...document.querySelectorAll('.differences tbody tr')].find(r => r.textContent.startsWith('Heron'))";
    page.wait_for(&format!("return !!{row}")).await?;
    let cells = say(
        &page,
        &format!("return [...{row}.querySelectorAll('td')].slice(0, 2).map(c => c.textContent).join(' | ')"),
    )
    .await?;
    assert!(cells.starts_with("day ") && cells.ends_with("| \u{2013}"), "{cells}");
    sound(&page, "differences").await?;
    // Another change is still compared with the pinned run.
    turn(&page, Key::Right, "1").await?;
    page.wait_for(&format!("return !!{row}")).await?;
    click_named(&page, ".chart-toggle", "Unpin").await?;
    page.wait_for("return !document.querySelector('.differences')").await?;
    wait_text(&page, ".chart-main .chart-note", "before the change").await?;
    page.finish().await
}
