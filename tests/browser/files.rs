//! Files in and out, and text that would like to be more than text.

use crate::shown::digest;
use crate::steps::{click_named, count, node, open, open_file, say, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

const HOSTILE: &str = "<img src=x onerror=window.pwned=1>";

/// Two who owe each other; the labels are given.
fn ring(title: &str, label: &str) -> Value {
    json!({
        "version": 1, "id": "ring-of-two", "title": title,
        "clock": { "ticks": 2, "unit": "day" },
        "numeraire": "cash",
        "assets": [{ "id": "cash", "label": "Cash", "decimals": 2 }],
        "participants": [
            { "id": "left", "label": label, "place": [100, 100] },
            { "id": "right", "label": "Right", "place": [500, 100] },
        ],
        "obligations": [
            { "id": "a", "debtor": "left", "creditor": "right", "amount": 10, "due": 1 },
            { "id": "b", "debtor": "right", "creditor": "left", "amount": 10, "due": 1 },
        ],
    })
}

#[tokio::test]
async fn a_broken_file_is_explained_and_a_good_one_opens_and_is_saved() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;

    let mut broken = ring("Broken", "Left");
    broken["obligations"][0]["creditor"] = json!("rihgt");
    broken["obligations"][1]["amount"] = json!(-10);
    broken["participants"][1]["holdings"] = json!({ "gold": 3 });
    let _file = open_file(&page, &broken.to_string()).await?;
    wait_text(&page, ".window h2", "What is wrong").await?;
    let problems = page
        .js("return [...document.querySelectorAll('.problem')].map(p =>
                 [p.querySelector('code'), p.querySelector('span'), p.querySelector('small')]
                     .map(e => e?.textContent ?? ''))")
        .await?;
    let problems: Vec<[String; 3]> = serde_json::from_value(problems)?;
    let at = |place: &str| problems.iter().find(|p| p[0].starts_with(place));
    for place in ["obligations/a/creditor", "obligations/b/amount", "participants/right/holdings"] {
        let [_, reason, _] = at(place).unwrap_or_else(|| panic!("{place} in {problems:?}"));
        assert!(!reason.is_empty());
    }
    let hint = &at("obligations/a/creditor").map(|p| p[2].clone()).unwrap_or_default();
    assert!(hint.contains("right"), "{problems:?}");
    wait_text(&page, ".window-inside > p", "Nothing was replaced").await?;
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('dialog')").await?;
    assert_eq!(page.text(".crumb b").await?, "More collateral, more failures");
    assert_eq!(count(&page, "return document.querySelectorAll('.node').length").await?, 6);

    // Not even JSON: the line is named.
    let _file = open_file(&page, "{\n  \"version\": 1,\n  oops").await?;
    wait_text(&page, ".problem", "Line 3").await?;
    page.click(".window .close").await?;

    let _file = open_file(&page, &ring(&format!("Title {HOSTILE}"), HOSTILE).to_string()).await?;
    page.wait_for("return document.querySelectorAll('.node').length === 2").await?;
    text_is_text(&page).await?;
    save_and_open_again(&page).await?;
    page.finish().await
}

/// Everywhere the label is shown it is shown as it is written.
async fn text_is_text(page: &Page) -> Result<()> {
    assert!(page.text(".crumb b").await?.ends_with(HOSTILE));
    assert!(node(page, "left").await?.starts_with(HOSTILE));
    page.js("document.querySelector('[data-node=left]').focus()").await?;
    page.press(Key::Enter).await?;
    wait_text(page, ".side h2", HOSTILE).await?;
    for tab in ["Journal", "Table"] {
        click_named(page, ".side .tab", tab).await?;
    }
    wait_text(page, ".row-name", HOSTILE).await?;
    let made = page.js("return [document.querySelectorAll('img').length, window.pwned ?? 0]").await?;
    assert_eq!(made, json!([0, 0]));
    Ok(())
}

async fn save_and_open_again(page: &Page) -> Result<()> {
    page.js("window.saved = null;
         const make = URL.createObjectURL;
         URL.createObjectURL = blob => { blob.text().then(text => window.saved.text = text); return make.call(URL, blob) };
         HTMLAnchorElement.prototype.click = function () { window.saved = { name: this.download, type: this.href.split(':')[0] } };")
        .await?;
    page.click(".top [aria-label=Save]").await?;
    page.wait_for("return typeof window.saved?.text === 'string'").await?;
    assert_eq!(page.js("return [window.saved.name, window.saved.type]").await?, json!(["ring-of-two.json", "blob"]));
    let text = say(page, "return window.saved.text").await?;
    let saved: Value = serde_json::from_str(&text)?;
    assert_eq!(saved["participants"][0]["label"], HOSTILE);
    assert_eq!(saved["obligations"][1]["amount"], 10);

    // The saved file gives the very same run.
    let before = digest(page).await?;
    page.press(Key::Escape).await?;
    let _file = open_file(page, &text).await?;
    page.wait_for("return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label').startsWith('Undo: open Title')")
        .await?;
    assert_eq!(digest(page).await?, before);
    Ok(())
}
