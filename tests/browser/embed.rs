//! The page in other pages and behind links: a sandboxed frame, examples, addresses that mean nothing.

use crate::steps::{open, say, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::json;

#[tokio::test]
async fn an_embedded_page_plays_and_slides_and_can_be_no_further_edited() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.goto("").await?;
    page.js("document.body.replaceChildren();
         const frame = document.createElement('iframe');
         frame.sandbox = 'allow-scripts';
         frame.width = 900;
         frame.height = 480;
         frame.src = './?framed#embed';
         document.body.append(frame);")
        .await?;
    page.web().enter_frame(0).await?;
    page.wait_until_started().await?;
    page.wait_for("return document.querySelector('.play')?.disabled === false").await?;
    assert_eq!(page.js("return self.origin").await?, "null");
    let parts = "return ['.top', '.palette', '.side', '.dock', 'input[type=file]', '.handles']
        .map(css => document.querySelectorAll(css).length)";
    assert_eq!(page.js(parts).await?, json!([0, 0, 0, 0, 0, 0]));
    let full =
        "const a = document.querySelector('.full'); return [a.textContent, new URL(a.href).hash, a.target, a.rel]";
    let full = page.js(full).await?;
    assert_eq!(full, json!(["Open full version \u{2197}", "#ex=more-collateral", "_blank", "noopener"]));

    page.click(".play").await?;
    page.click(".ask .skip").await?;
    wait_text(&page, ".moment", "Day 1").await?;
    page.press(Key::End).await?;
    wait_failed(&page, 4).await?;
    // The slider by keys: 31 stops down to 69 %.
    page.js("document.getElementById('what-if').focus()").await?;
    page.press(Key::Left.value().to_string().repeat(31)).await?;
    wait_text(&page, ".what-value", "69").await?;
    wait_failed(&page, 0).await?;

    // Keys and clicks that would edit do nothing.
    page.js("document.querySelector('[data-node=heron]').focus()").await?;
    page.press("ncx".to_owned() + Key::Delete).await?;
    page.js("document.querySelector('.canvas').dispatchEvent(new MouseEvent('dblclick', { bubbles: true, clientX: 20, clientY: 200 }))")
        .await?;
    assert_eq!(page.js("return document.querySelectorAll('.node, .canvas.wiring').length").await?, 6);
    let fits =
        "const e = document.documentElement; return [e.scrollWidth <= innerWidth, e.scrollHeight <= innerHeight]";
    assert_eq!(page.js(fits).await?, json!([true, true]));
    page.finish().await
}

#[tokio::test]
async fn an_address_opens_an_example_and_says_what_it_does_not_know() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=one-chain").await?;
    assert_eq!(page.text(".crumb b").await?, "One chain, the whole story");
    page.press(Key::End).await?;
    wait_failed(&page, 5).await?;
    assert_eq!(page.js("return document.querySelector('.toast')").await?, json!(null));

    // A part that means nothing is named, and the rest is opened.
    open(&page, "?again#ex=openness&speeed=2").await?;
    page.wait_for("return document.querySelector('.crumb b').textContent === 'Does openness start the run?'").await?;
    wait_text(&page, ".toast", "`speeed`").await?;
    page.click(".toast .close").await?;
    page.wait_for("return !document.querySelector('.toast')").await?;

    // An example that is not there leaves a page that can be used.
    page.log().await?;
    page.goto("?other#ex=nowhere").await?;
    wait_text(&page, ".toast", "The example nowhere could not be fetched.").await?;
    page.click(".crumb").await?;
    page.find(".scenario").await?;
    assert!(say(&page, "return document.querySelector('.scenarios').textContent").await?.contains("One chain"));
    // The missing files are in the console, and nothing else.
    let log = page.log().await?;
    assert!(log.iter().all(|entry| entry.message.contains("scenarios/nowhere")), "{log:?}");
    page.close().await
}
