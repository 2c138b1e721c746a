//! Files made to do harm, through the page's own file field: nothing of them is carried out, nothing of the work is lost,
//! and the page is never held up.

use crate::steps::{click_named, count, open, open_file, say, to_end, wait_text};
use anyhow::{Context as _, Result};
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Before every page: windows that ask, and every stretch in which the page answered nothing.
const WATCH: &str = "
    window.asked = 0;
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) window[name] = () => { window.asked++ };
    window.longest = 0;
    new PerformanceObserver(list => {
        for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
    }).observe({ type: 'longtask', buffered: true });";

/// The longest that a file may hold up the page, in milliseconds.
const HELD_UP: f64 = 1_000.0;

/// A file of the collection of hostile ones.
fn hostile(name: &str) -> Result<Vec<u8>> {
    let file = xtask::workspace_root().join("tests/hostile").join(name);
    std::fs::read(&file).with_context(|| file.display().to_string())
}

async fn open_bytes(page: &Page, bytes: &[u8]) -> Result<TempDir> {
    let folder = TempDir::with_prefix("interclear-file-")?;
    let file = folder.path().join("scenario.json");
    std::fs::write(&file, bytes)?;
    page.find("input[type=file]").await?.send_keys(file.to_string_lossy().into_owned()).await?;
    Ok(folder)
}

/// Nothing ran, nothing was built from text, nobody was asked, and it was quick.
async fn unharmed(page: &Page, file: &str) -> Result<()> {
    let harm = "return [window.pwned ?? 0, window.asked, ({}).polluted ?? 0,
        document.querySelectorAll('img, iframe, object, embed, #app script, svg svg, a[href^=\"javascript:\" i]').length]";
    assert_eq!(page.js(harm).await?, json!([0, 0, 0, 0]), "{file}");
    let longest = page.js("return window.longest").await?.as_f64().unwrap_or(f64::MAX);
    assert!(longest < HELD_UP, "{file} held the page up for {longest} ms");
    page.assert_log_is_empty().await.context(file.to_owned())
}

#[tokio::test]
async fn hostile_files_are_refused_with_a_place_and_the_work_stays() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.before_every_page(WATCH).await?;
    open(&page, "").await?;
    page.js("document.getElementById('what-if').focus()").await?;
    page.press(Key::Left).await?;
    wait_text(&page, ".what-value", "99 %").await?;
    let table: Vec<Value> = serde_json::from_slice(&hostile("table.json")?)?;
    for file in [
        "custom-data",
        "prototype-field",
        "id-bidi",
        "id-dangling",
        "label-zero-width",
        "nul",
        "lone-surrogate",
        "field-twice",
        "nested-9000",
        "number-1e400",
        "version-2",
        "html",
        "loop-of-reuse",
    ] {
        let name = format!("{file}.json");
        let row = table.iter().find(|row| row["file"] == name.as_str()).context(name.clone())?;
        let _file = open_bytes(&page, &hostile(&name)?).await?;
        wait_text(&page, ".window h2", "What is wrong").await.context(name.clone())?;
        let shown =
            say(&page, "return [...document.querySelectorAll('.problem')].map(p => p.textContent).join()").await?;
        // A place at the beginning of a sentence has a large letter.
        let shown = shown.to_lowercase();
        for part in ["at", "says"].map(|key| row[key].as_str().unwrap_or_default().to_lowercase()) {
            assert!(shown.contains(&part), "{file}: {shown} does not say {part}");
        }
        unharmed(&page, file).await?;
        page.press(Key::Escape).await?;
        page.wait_for("return !document.querySelector('dialog')").await?;
    }
    // What is no text, and what is too long, is said without a look at what it says.
    for (bytes, says) in [
        (hostile("latin-1.json")?, "not UTF-8 text"),
        (hostile("utf-16.json")?, "line 1: not UTF-8 text"),
        (vec![b'['; (1 << 20) + 1], "larger than 1 MiB"),
    ] {
        let _file = open_bytes(&page, &bytes).await?;
        wait_text(&page, ".toast", says).await?;
        unharmed(&page, says).await?;
    }
    // As much as is read: of nothing but elements, of nothing but levels, of one name.
    let head = "{\"version\":1,\"numeraire\":\"c\",\"assets\":[],\"obligations\":[";
    let fields: String = (0..60_000).map(|i| format!("\"k{i}\":1,")).collect();
    for (what, text, says) in [
        ("elements", format!("{head}{}]}}", vec!["{}"; 340_000].join(",")), "at most 5000"),
        ("levels", "[".repeat(1 << 20), "16 levels"),
        ("fields", format!("{{{fields}\"version\":1}}"), "there is no field"),
        ("one text", format!("{{\"version\":1,\"numeraire\":\"{}\"}}", "x".repeat(1_000_000)), "is missing"),
    ] {
        let _file = open_file(&page, &text).await?;
        wait_text(&page, ".problem", says).await.context(what)?;
        unharmed(&page, what).await?;
        page.press(Key::Escape).await?;
        page.wait_for("return !document.querySelector('dialog')").await?;
    }
    wait_text(&page, ".crumb b", "More collateral, more failures").await?;
    wait_text(&page, ".what-value", "99 %").await?;
    assert_eq!(count(&page, "return document.querySelectorAll('.node').length").await?, 6);
    page.finish().await
}

#[tokio::test]
async fn hostile_text_is_text_wherever_it_is_shown() -> Result<()> {
    const LABEL: &str = "<img src=x onerror=\"window.pwned=1\">";
    let page = Page::open(Look::default()).await?;
    page.before_every_page(WATCH).await?;
    open(&page, "").await?;
    for (file, id, label) in [
        ("html-labels", "left", LABEL),
        ("formulas", "left", "=cmd|' /C calc'!A0"),
        ("prototype-ids", "__proto__", "Left"),
    ] {
        let _file = open_bytes(&page, &hostile(&format!("{file}.json"))?).await?;
        page.wait_for("return document.querySelectorAll('.node').length === 2").await.context(file)?;
        page.find(&format!("[data-node='{id}']")).await?;
        page.find(".play:enabled").await?;
        if file == "html-labels" {
            wait_text(&page, ".crumb b", LABEL).await?;
        }
        to_end(&page).await?;
        page.js(&format!("document.querySelector('[data-node=\"{id}\"]').focus()")).await?;
        page.press(Key::Enter).await?;
        wait_text(&page, ".side h2", label).await?;
        for tab in ["Journal", "Table"] {
            click_named(&page, ".side .tab", tab).await?;
        }
        wait_text(&page, ".row-name", label).await?;
        unharmed(&page, file).await?;
        // The work survives a reload as it is.
        page.wait_for(
            "return (localStorage['interclear.work'] ?? '').includes('\"right\"')
            || (localStorage['interclear.work'] ?? '').includes('constructor')",
        )
        .await?;
        page.visit("about:blank").await?;
        open(&page, "").await?;
        page.find(&format!("[data-node='{id}']")).await?;
        unharmed(&page, file).await?;
    }
    page.finish().await
}

#[tokio::test]
async fn hostile_addresses_open_the_page_and_nothing_else() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.before_every_page(WATCH).await?;
    let long = format!("#s={}", "A".repeat(64_000));
    for hash in [
        "#ex=../../etc/passwd",
        "#ex=javascript:alert(1)",
        "#ex=__proto__&constructor=1",
        "#<img src=x onerror=window.pwned=1>",
        "#src=javascript:window.pwned=1",
        "#%00%E2%80%AE",
        long.as_str(),
    ] {
        page.visit("about:blank").await?;
        open(&page, hash).await?;
        wait_text(&page, ".crumb b", "More collateral, more failures").await?;
        wait_text(&page, ".toast", "means nothing here").await.context(hash.chars().take(60).collect::<String>())?;
        unharmed(&page, &hash[..hash.len().min(60)]).await?;
    }
    page.finish().await
}
