//! A file dropped on the page, as the browser itself drops one.

use crate::steps::{count, open, say, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::json;
use tempfile::TempDir;

const PAIR: &str = r#"{
  "version": 1, "id": "pair", "title": "Dropped pair", "clock": { "ticks": 2, "unit": "day" },
  "numeraire": "cash", "assets": [{ "id": "cash", "label": "Cash", "decimals": 2 }],
  "participants": [
    { "id": "left", "label": "Left", "holdings": { "cash": 10 } },
    { "id": "right", "label": "Right" }
  ],
  "obligations": [{ "id": "a", "debtor": "left", "creditor": "right", "amount": 10, "due": 1 }]
}"#;

/// Drags a file from outside over the page and lets go of it over an element.
async fn drop_file(page: &Page, css: &str, name: &str, text: &str) -> Result<TempDir> {
    let folder = TempDir::with_prefix("interclear-file-")?;
    let file = folder.path().join(name);
    std::fs::write(&file, text)?;
    let (x, y) = crate::steps::middle(page, css).await?;
    for kind in ["dragEnter", "dragOver", "drop"] {
        let data = json!({ "items": [], "files": [file.to_string_lossy()], "dragOperationsMask": 1 });
        page.cdp("Input.dispatchDragEvent", json!({ "type": kind, "x": x, "y": y, "data": data })).await?;
    }
    Ok(folder)
}

#[tokio::test]
async fn a_dropped_file_opens_wherever_it_falls() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    page.js("window.same = true").await?;
    for css in [".canvas", ".side", ".palette", ".top", ".dock", ".time"] {
        let _file = drop_file(&page, css, "pair.json", PAIR).await?;
        wait_text(&page, ".crumb b", "Dropped pair").await?;
        page.wait_for("return document.querySelectorAll('.node').length === 2").await?;
        page.click(".top [aria-label^=Undo]").await?;
        wait_text(&page, ".crumb b", "More collateral, more failures").await?;
    }
    assert_eq!(page.js("return window.same").await?, true, "the browser did not open the file in the page's place");
    page.finish().await
}

#[tokio::test]
async fn a_bad_dropped_file_is_explained_and_changes_nothing() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let misspelt = PAIR.replace("\"creditor\": \"right\"", "\"creditor\": \"rihgt\"");
    let unknown = PAIR.replace("\"due\": 1", "\"deu\": 1");
    let cut = PAIR.split("\"obligations\"").next().unwrap_or_default();
    // Place, reason and hint of what is wrong first; a cut file has no hint but its line.
    for (text, place, reason, hint) in [
        (misspelt.as_str(), "obligations/a/creditor", "rihgt", "right"),
        (unknown.as_str(), "obligations/a", "deu", "due"),
        (cut, "Line 8", "", ""),
        ("", "", "", ""),
    ] {
        let _file = drop_file(&page, ".canvas", "bad.json", text).await?;
        wait_text(&page, ".window h2", "What is wrong").await?;
        wait_text(&page, ".window-inside > p", "Nothing was replaced").await?;
        for (css, part) in [(".problem-at", place), ("span", reason), ("small", hint)] {
            if !part.is_empty() {
                wait_text(&page, &format!(".problem > {css}"), part).await?;
            }
        }
        assert!(!say(&page, "return document.querySelector('.problem span').textContent").await?.is_empty());
        page.press(Key::Escape).await?;
        page.wait_for("return !document.querySelector('dialog')").await?;
        assert_eq!(page.text(".crumb b").await?, "More collateral, more failures");
        assert_eq!(count(&page, "return document.querySelectorAll('.node').length").await?, 6);
        assert_eq!(page.js("return document.querySelector('.top [aria-label^=Undo]').disabled").await?, true);
    }
    // More than is read at all.
    let _file = drop_file(&page, ".canvas", "long.json", &" ".repeat(1_100_000)).await?;
    wait_text(&page, ".toast", "long.json is larger than 1 MiB").await?;
    page.finish().await
}
