//! Copy, cut, paste, duplicate: by keys, by buttons, into another scenario; what is no fragment.

use crate::steps::{chord, click_at, click_named, count, middle_of, open, say, settled, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};

const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";
const NODES: &str = "return document.querySelectorAll('.node').length";

/// What the browser does when somebody copies or pastes, with a clipboard of its own.
const CLIPBOARD: &str = "
    window.did = (kind, text) => {
        const data = new DataTransfer();
        if (text !== undefined) data.setData('text/plain', text);
        const event = new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true });
        (document.activeElement ?? document.body).dispatchEvent(event);
        return data.getData('text/plain');
    }";

#[tokio::test]
async fn participants_go_into_another_scenario() -> Result<()> {
    let page = Page::open(Look { reduced_motion: true, ..Look::default() }).await?;
    page.before_every_page(CLIPBOARD).await?;
    open(&page, "").await?;
    settled(&page).await?;
    click_at(&page, middle_of(&page, "wren").await?).await?;
    page.find("[data-node=wren][aria-pressed=true]").await?;
    page.web().action_chain().key_down(Key::Shift).perform().await?;
    click_at(&page, middle_of(&page, "finch").await?).await?;
    page.web().action_chain().key_up(Key::Shift).perform().await?;
    wait_text(&page, ".side h2", "2 participants selected").await?;
    let text = say(&page, "return did('copy')").await?;
    assert!(text.contains("\"interclear\": \"fragment\""), "{text}");
    wait_text(&page, ".toast", "Copied 2 participants.").await?;

    open(&page, "#ex=two-houses").await?;
    let there = count(&page, NODES).await?;
    page.js(&format!("did('paste', {})", serde_json::Value::from(text))).await?;
    page.wait_for(&format!("return document.querySelectorAll('.node').length === {}", there + 2)).await?;
    wait_text(&page, ".side h2", "2 participants selected").await?;
    assert_eq!(say(&page, UNDO).await?, "Undo: paste 2 participants");

    // What is no fragment says so and changes nothing.
    page.js("did('paste', 'https://example.org')").await?;
    wait_text(&page, ".toast", "no participants of Interclear").await?;
    assert_eq!(count(&page, NODES).await?, there + 2);
    // A field that has the focus keeps its own clipboard.
    page.click(".side-tabs .tab:nth-child(4)").await?;
    page.js("document.querySelector('.side .field input[type=text]').focus()").await?;
    assert_eq!(say(&page, "return did('copy')").await?, "");
    page.finish().await
}

#[tokio::test]
async fn duplicated_by_keys_and_copied_by_buttons() -> Result<()> {
    let page = Page::open(Look { reduced_motion: true, ..Look::default() }).await?;
    open(&page, "").await?;
    settled(&page).await?;
    click_at(&page, middle_of(&page, "heron").await?).await?;
    wait_text(&page, ".side h2", "Heron").await?;
    chord(&page, &[Key::Control], "d").await?;
    page.find("[data-node=heron2][aria-pressed=true]").await?;
    wait_text(&page, ".side h2", "Heron 2").await?;
    assert_eq!(say(&page, UNDO).await?, "Undo: duplicate Heron");
    chord(&page, &[Key::Control], "z").await?;
    page.wait_for("return document.querySelectorAll('.node').length === 6").await?;

    // Without a clipboard that may be read, what was copied on this page is pasted.
    page.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })").await?;
    click_at(&page, middle_of(&page, "wren").await?).await?;
    click_named(&page, ".side button", "Copy").await?;
    wait_text(&page, ".toast", "Copied Wren.").await?;
    click_named(&page, ".side button", "Paste").await?;
    page.find("[data-node=wren2][aria-pressed=true]").await?;
    page.finish().await
}
