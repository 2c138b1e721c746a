//! The reference page of the scenario format: reached from the windows, sound, readable on a narrow screen.

use crate::axe::sound;
use crate::steps::{click_named, open, open_file, wait_text};
use anyhow::Result;
use interclear_tests::{Look, Page};
use serde_json::json;

/// Where the link to the page leads from the open window, and how.
const LINK: &str = "
    const a = document.querySelector('.window a[href^=\"format.html\"]');
    return [a.target, a.rel, new URL(a.href).pathname]";

#[tokio::test]
async fn the_windows_lead_to_the_reference_page() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let link = json!(["_blank", "noopener", "/format.html"]);
    let _file = open_file(&page, "{}").await?;
    wait_text(&page, ".window h2", "What is wrong").await?;
    assert_eq!(page.js(LINK).await?, link);
    page.click(".window .close").await?;
    page.js("document.querySelector('.window a')?.remove()").await?;
    page.finish().await
}

#[tokio::test]
async fn the_reference_page_is_sound_and_fits_narrow_screens() -> Result<()> {
    for (size, dark) in [((320, 640), false), ((390, 844), true), ((1440, 900), false), ((1440, 900), true)] {
        let page = Page::open(Look { size, dark, ..Look::default() }).await?;
        page.goto("format.html").await?;
        assert_eq!(page.text("h1").await?, "The scenario format");
        let over = page.js("return document.documentElement.scrollWidth - innerWidth").await?;
        assert!(over.as_i64().is_some_and(|over| over <= 0), "{size:?}: {over} too wide");
        // The stylesheets have arrived: the page has its own face, not the browser's.
        let columns = page.js("return getComputedStyle(document.querySelector('.doc-field')).display").await?;
        assert_eq!(columns, "grid");
        sound(&page, &format!("{size:?}, dark {dark}")).await?;
        page.finish().await?;
    }
    Ok(())
}
