//! Reconstructions: what happened beside what the run gives, where it comes from, and that it is no advice. And the
//! file that a run leaves which had to be stopped.

use crate::axe::sound;
use crate::steps::{open, say, to_end, wait_text};
use anyhow::Result;
use interclear_tests::{Look, Page, Spoiled};
use serde_json::{Value, json};

const ROWS: &str = "return [...document.querySelectorAll('table.case tbody tr')].map(r =>
    [r.querySelector('th').firstChild.textContent, ...[...r.querySelectorAll('td')].map(d => d.innerText.replace(/\\s+/g, ' ').trim())].join('|'))";

const NOT_ADVICE: &str = "A model, not advice; names belong to their owners.";

#[tokio::test]
async fn what_happened_stands_beside_what_the_model_gives() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=nasdaq-2018").await?;
    assert_eq!(page.text(".side .not-advice").await?, NOT_ADVICE);
    page.click(".side h2").await?;
    page.find("table.case").await?;
    // While the question is open the answer is not told.
    let rows = page.js(ROWS).await?;
    assert_eq!(rows[2], "Members that failed|1|?", "{rows}");
    to_end(&page).await?;
    let rows = page.js(ROWS).await?;
    assert_eq!(
        rows,
        json!([
            "Borne by the house's own capital|7|7 the same put in",
            "Borne by the members' fund|107|107 the same put in",
            "Members that failed|1|1 the same",
            "Left uncovered when the members had refilled the fund|0|0 the same",
        ])
    );
    // Addresses lead where they say, into a page of their own that hears nothing of this one.
    let bad =
        "return [...document.querySelectorAll('.side-case a')].filter(a => a.getAttribute('href') !== a.textContent
        || !a.href.startsWith('https://') || a.target !== '_blank' || !a.rel.includes('noopener')).length";
    assert_eq!(page.js(bad).await?, 0);
    let links = page.js("return document.querySelectorAll('.side-case a').length").await?;
    assert!(links.as_u64() > Some(8), "{links}");
    let basis = "return [...new Set([...document.querySelectorAll('.basis')].map(b => b.textContent))].sort().join()";
    assert_eq!(say(&page, basis).await?, "assumed,derived,reported");
    page.js("document.querySelectorAll('.case-source').forEach(d => d.open = true)").await?;
    sound(&page, "a reconstruction").await?;
    // The layers of the house say who bore it.
    wait_text(&page, ".chart-side .chart-title", "Waterfall").await?;
    wait_text(&page, ".chart-side .chart-note", "221 charged").await?;
    page.finish().await
}

#[tokio::test]
async fn an_embedded_reconstruction_is_marked_as_one() -> Result<()> {
    let page = Page::open(Look { width: 390, ..Look::default() }).await?;
    for (path, marked) in [("?1#embed&ex=euler-2023", true), ("?2#embed&ex=one-chain", false)] {
        open(&page, path).await?;
        let shown = "return document.querySelector('.not-advice')?.textContent ?? ''";
        assert_eq!(say(&page, shown).await?, if marked { NOT_ADVICE } else { "" }, "{path}");
    }
    page.finish().await
}

/// The worker's script with a broken invariant at the end of every run: a trace ends with why it stopped, which is a
/// nought where it did not.
fn broken(script: &str) -> String {
    format!(
        "{script}
         const post = self.postMessage;
         self.postMessage = function (said, moved) {{
             const bytes = said instanceof ArrayBuffer ? [...new Uint8Array(said)] : [];
             if (bytes[0] !== 1 || bytes.at(-1) !== 0) return post.call(self, said, moved);
             const text = t => [t.length, ...new TextEncoder().encode(t)];
             bytes.splice(-1, 1, 1, ...text('postings_sum_to_zero'), 7, 2, ...text('usd: 1 too many'));
             const changed = new Uint8Array(bytes).buffer;
             post.call(self, changed, [changed]);
         }};"
    )
}

#[tokio::test]
async fn a_run_that_had_to_be_stopped_says_so_and_leaves_a_file() -> Result<()> {
    // The case it opens with is to be run, not shown with the run made beforehand.
    let unnamed = |html: &str| html.replace("interclear-runs", "nothing");
    let site = Spoiled::copy()?.changed("worker.js", broken)?.changed("index.html", unnamed)?;
    let page = Page::open_at(Look::default(), site.folder()).await?;
    open(&page, "").await?;
    wait_text(&page, ".toast", "\u{201c}postings sum to zero\u{201d} did not hold").await?;
    wait_text(&page, "#live", "a fault of Interclear").await?;
    page.js("window.saved = null;
         const make = URL.createObjectURL;
         URL.createObjectURL = blob => { blob.text().then(text => window.saved.text = text); return make.call(URL, blob) };
         HTMLAnchorElement.prototype.click = function () { window.saved = { name: this.download } };")
        .await?;
    page.click(".toast button:not(.close)").await?;
    page.wait_for("return typeof window.saved?.text === 'string'").await?;
    assert_eq!(page.js("return window.saved.name").await?, "more-collateral-postings_sum_to_zero-tick-2.json");
    let file: Value = serde_json::from_str(&say(&page, "return window.saved.text").await?)?;
    let stopped = json!({ "name": "postings_sum_to_zero", "seed": 7, "tick": 2, "detail": "usd: 1 too many" });
    assert_eq!(file["stopped"], stopped);
    assert_eq!(file["scenario"]["id"], "more-collateral");
    page.finish().await
}
