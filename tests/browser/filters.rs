//! The journal: filters by participant, link, kind, amount and words; long ones keep few lines on the page.

use crate::axe::sound;
use crate::steps::{click_named, count, open, say, to_end, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};

const LINES: &str = "return document.querySelectorAll('.journal .line').length";

/// Chooses in a list or types into a field of the tools.
async fn set(page: &Page, name: &str, value: &str) -> Result<()> {
    page.js(&format!(
        "const e = document.querySelector('.journal-tools [aria-label=\"{name}\"]'); e.value = '{value}';
         e.dispatchEvent(new Event(e.tagName === 'SELECT' ? 'change' : 'input', {{ bubbles: true }}))"
    ))
    .await
    .map(|_| ())
}

#[tokio::test]
async fn lines_are_found_by_what_they_have() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    to_end(&page).await?;
    wait_failed(&page, 4).await?;
    click_named(&page, ".side .tab", "Journal").await?;
    page.find(".journal .line").await?;
    let all = page.text(".journal-count").await?;
    set(&page, "Participant", "heron").await?;
    page.wait_for("return document.querySelector('.journal-count').textContent.includes(' of ')").await?;
    wait_text(&page, ".journal .line", "Heron").await?;
    set(&page, "Words in a line", "fails").await?;
    page.wait_for(
        "return document.querySelectorAll('.journal .line').length === document.querySelectorAll('.journal .line.fail').length",
    )
    .await?;
    let found = count(&page, LINES).await?;
    assert!(found > 0);
    sound(&page, "journal, filtered").await?;
    // The filters are still there when the reader comes back from the explanation.
    page.click(".journal .line").await?;
    page.find(".why").await?;
    click_named(&page, ".side .tab", "Journal").await?;
    page.wait_for(&format!("return (() => {{ {LINES} }})() === {found}")).await?;
    set(&page, "Least amount", "many").await?;
    wait_text(&page, "#least-says", "A number from 0").await?;
    click_named(&page, ".journal-count button", "Show all").await?;
    page.wait_for(&format!("return document.querySelector('.journal-count').textContent === '{all}'")).await?;
    page.click(".journal-kinds summary").await?;
    page.wait_for("return document.querySelectorAll('.journal-kind-list input').length > 4").await?;
    page.js("[...document.querySelectorAll('.journal-kind-list label')].find(l => l.textContent.startsWith('failed')).querySelector('input').click()").await?;
    page.wait_for("return [...document.querySelectorAll('.journal .line')].every(l => l.matches('.fail')) && !!document.querySelector('.journal .line')").await?;
    wait_text(&page, ".journal-kinds summary", "1 kind").await?;
    set(&page, "Words in a line", "no such words").await?;
    wait_text(&page, ".journal", "No line is like that").await?;
    page.finish().await
}

#[tokio::test]
async fn a_long_journal_keeps_few_lines_on_the_page() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=october-2025").await?;
    to_end(&page).await?;
    click_named(&page, ".side .tab", "Journal").await?;
    page.find(".journal .line").await?;
    let of = say(&page, "return document.querySelector('.journal .line').getAttribute('aria-setsize')").await?;
    let of: u64 = of.parse()?;
    assert!(of > 100, "{of}");
    assert!(count(&page, LINES).await? < 60);
    // By keys: one stop, and the active line is in sight.
    page.js("document.querySelector('.journal-box').focus()").await?;
    page.press(Key::End).await?;
    let active =
        "document.getElementById(document.querySelector('.journal-box').getAttribute('aria-activedescendant'))";
    page.wait_for(&format!("return {active}?.getAttribute('aria-posinset') === '{of}'")).await?;
    let seen = format!(
        "const r = {active}.getBoundingClientRect(), b = document.querySelector('.journal-box').getBoundingClientRect();
         return r.top >= b.top - 1 && r.bottom <= b.bottom + 1"
    );
    page.wait_for(&seen).await?;
    assert!(count(&page, LINES).await? < 60);
    page.press(Key::Up).await?;
    page.wait_for(&format!("return {active}?.getAttribute('aria-posinset') === '{}'", of - 1)).await?;
    page.press(Key::Enter).await?;
    page.wait_for("return document.querySelector('.side .tab.on').textContent === 'Inspect'").await?;
    page.finish().await
}
