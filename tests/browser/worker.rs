//! The worker that carries out runs breaks, falls silent or never comes: runs are made all the same.

use crate::steps::{open, say, sign, to_end, turn, wait_failed, wait_text};
use crate::timers::{HELD_TIMERS, time_passes};
use anyhow::Result;
use interclear_tests::{Key, Look, Page, Spoiled};
use serde_json::json;

const RUNS: &str = "return document.documentElement.dataset.runs ?? ''";

/// The worker's script with a hand in it: `instead` is done with the given order of each worker, and later ones.
fn meddled(from: u32, instead: &'static str) -> impl Fn(&str) -> String {
    move |script: &str| {
        format!(
            "{script}
             const serve = self.onmessage;
             let orders = 0;
             self.onmessage = (e) => {{ if (++orders >= {from}) {{ {instead} }} else serve.call(self, e); }};"
        )
    }
}

/// An uncaught error, as after a bug.
const BREAKS: &str = "throw new Error('broken on purpose')";
/// Gone without a word, as when the system takes it away.
const DIES: &str = "self.close()";
/// An answer that means nothing.
const BABBLES: &str = "self.postMessage('what?')";

/// The page's patience with a worker that has an order, and with one that does not even greet, in milliseconds.
const WITH_AN_ORDER: u32 = 10_000;
const WITH_A_GREETING: u32 = 4_000;

/// Lets that patience end, once it has begun.
async fn wait_for_silence(page: &Page, least: u32) -> Result<()> {
    page.wait_for(&format!("return [...window.held.values()].some(t => t.ms >= {least})")).await?;
    time_passes(page, least).await
}

#[tokio::test]
async fn a_worker_that_is_lost_is_replaced_and_nothing_else_is_lost() -> Result<()> {
    for (what, instead) in [("breaks", BREAKS), ("dies", DIES), ("babbles", BABBLES)] {
        let site = Spoiled::copy()?.changed("worker.js", meddled(2, instead))?;
        let page = Page::open_at(Look::default(), site.folder()).await?;
        page.before_every_page(HELD_TIMERS).await?;
        open(&page, "").await?;
        to_end(&page).await?;
        wait_failed(&page, 4).await?;
        // The second order is lost with its worker; another takes it, and the same again at every further edit.
        for (key, shown, failed) in [(Key::Home, "0 %", 0), (Key::End, "100 %", 4), (Key::Home, "0 %", 0)] {
            turn(&page, key, shown).await?;
            if instead == DIES {
                wait_for_silence(&page, WITH_AN_ORDER).await?;
            }
            wait_failed(&page, failed).await?;
        }
        wait_text(&page, ".toast", "The model stopped and was started again. Your work is as it was").await?;
        assert_eq!(page.js("return document.querySelector('.toast.bad')").await?, json!(null), "{what}");
        assert_eq!(page.js("return document.getElementById('failure').hidden").await?, true, "{what}");
        let undo = "return document.querySelector('.top [aria-label^=Undo]').disabled";
        assert_eq!(page.js(undo).await?, false, "{what}");
        page.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_scenario_that_breaks_every_worker_is_said_and_stays() -> Result<()> {
    for (what, instead) in [("breaks", BREAKS), ("dies", DIES)] {
        // Each worker breaks at its first order, as it would over a scenario that finds a bug.
        let site = Spoiled::copy()?.changed("worker.js", meddled(1, instead))?;
        let page = Page::open_at(Look::default(), site.folder()).await?;
        page.before_every_page(HELD_TIMERS).await?;
        open(&page, "").await?;
        turn(&page, Key::Left, "99 %").await?;
        if instead == DIES {
            for _ in 0..2 {
                wait_for_silence(&page, WITH_AN_ORDER).await?;
            }
        }
        wait_text(&page, ".toast", "could not be run").await?;
        wait_text(&page, "#live", "could not be run").await?;
        // Not a loop: it stays at that until something is changed.
        assert_eq!(page.text(".crumb b").await?, "More collateral, more failures", "{what}");
        turn(&page, Key::Home, "0 %").await?;
        assert!(say(&page, RUNS).await?.contains("worker"));
        // The scenario can still be kept and saved.
        page.wait_for("return (localStorage['interclear.work'] ?? '').includes('more-collateral')").await?;
        page.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_a_worker_runs_are_made_on_the_page() -> Result<()> {
    let silent = |_: &str| "// Nothing comes of this.\n".to_owned();
    let sites = [
        ("missing", Spoiled::copy()?.without("worker.js")?),
        ("broken", Spoiled::copy()?.changed("worker.js", |_| "this is no script".to_owned())?),
        ("silent", Spoiled::copy()?.changed("worker.js", silent)?),
        ("of another version", Spoiled::copy()?.changed("worker.js", |_| OTHER_VERSION.to_owned())?),
    ];
    for (what, site) in sites {
        let page = Page::open_at(Look::default(), site.folder()).await?;
        page.before_every_page(HELD_TIMERS).await?;
        open(&page, "").await?;
        sign(&page).await?;
        if what == "silent" {
            wait_for_silence(&page, WITH_A_GREETING).await?;
        }
        page.wait_for(&format!("return ({}) === 'page'", RUNS.trim_start_matches("return "))).await?;
        to_end(&page).await?;
        wait_failed(&page, 4).await?;
        turn(&page, Key::Home, "0 %").await?;
        wait_failed(&page, 0).await?;
        page.close().await?;
    }
    Ok(())
}

/// The greeting of a worker that speaks otherwise: variant 0, protocol 99, model "x".
const OTHER_VERSION: &str = "const said = new Uint8Array([0, 99, 1, 120]).buffer; self.postMessage(said, [said]);";
