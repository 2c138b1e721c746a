//! What the page has fetched, and which run it shows.

use crate::steps::{click_named, say};
use anyhow::{Context as _, Result};
use interclear_core::{check, parse, run};
use interclear_tests::{Key, Page};

/// The files of the site that the page has fetched, named from the root of the site.
pub async fn fetched(page: &Page) -> Result<Vec<String>> {
    let names = page
        .js("const base = new URL('.', location.href).href;
             const all = performance.getEntriesByType('resource').map(e => e.name.split('?')[0]);
             return [...new Set(all)].filter(n => n.startsWith(base)).map(n => n.slice(base.length))")
        .await?;
    Ok(serde_json::from_value(names)?)
}

/// The digest of the run that is shown, from the model card.
pub async fn digest(page: &Page) -> Result<String> {
    click_named(page, ".top .plain", "Model").await?;
    page.wait_for("return document.querySelector('.window code')?.textContent.length === 32").await?;
    let digest = say(page, "return document.querySelector('.window code').textContent").await?;
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('dialog')").await?;
    Ok(digest)
}

/// The digest of the same scenario, run here.
pub fn own_digest(text: &str) -> Result<String> {
    let scenario = parse(text).map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    let world = check(&scenario).0.context("it does not run")?;
    Ok(run(&world).digest().to_string())
}
