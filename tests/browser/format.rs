//! The reference page of the scenario format: reached from the windows, sound, readable on a narrow screen.

use crate::axe::sound;
use crate::steps::{open, open_file, wait_text};
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
    for window in ["Keys and words", "The model", "What is wrong"] {
        let _file = match window {
            "Keys and words" => page.click(".top [aria-label=Help]").await.map(|()| None)?,
            "The model" => page.click(".top .wide[aria-haspopup]").await.map(|()| None)?,
            _ => Some(open_file(&page, "{}").await?),
        };
        wait_text(&page, ".window h2", window).await?;
        assert_eq!(page.js(LINK).await?, json!(["_blank", "noopener", "/format.html"]), "{window}");
        if window != "What is wrong" {
            page.click(".window .close").await?;
            page.wait_for("return !document.querySelector('dialog')").await?;
        }
    }
    // In this tab, where what the console says is seen.
    page.js("const a = document.querySelector('.window a'); a.target = '_self'; a.click()").await?;
    page.wait_for("return document.title === 'Interclear: the scenario format'").await?;
    page.wait_for("return document.readyState === 'complete'").await?;
    page.finish().await
}

#[tokio::test]
async fn the_reference_page_is_sound_and_fits_narrow_screens() -> Result<()> {
    for (width, height, dark) in [(320, 640, false), (390, 844, true), (1440, 900, false), (1440, 900, true)] {
        let page = Page::open(Look { width, height, dark, ..Look::default() }).await?;
        page.visit(&format!("{}format.html", page.base())).await?;
        assert_eq!(page.text("h1").await?, "The scenario format");
        let over = page.js("return document.documentElement.scrollWidth - innerWidth").await?;
        assert!(over.as_i64().is_some_and(|over| over <= 0), "{width}: {over} too wide");
        // The stylesheets have arrived: the page has its own face, not the browser's.
        let columns = page.js("return getComputedStyle(document.querySelector('.doc-field')).display").await?;
        assert_eq!(columns, "grid");
        sound(&page, &format!("{width}, dark {dark}")).await?;
        page.finish().await?;
    }
    Ok(())
}
