//! Runs made beforehand: a shipped scenario is shown without the engine, with the very run that the engine makes of it; where
//! its run is missing, or is not its own, it is run.

use crate::shown::{digest, fetched, own_digest};
use crate::steps::{open, say, sign, to_end, turn, wait_failed, wait_text};
use anyhow::{Context as _, Result, anyhow};
use interclear_tests::{Key, Look, Page, Spoiled};
use std::fs;
use std::path::Path;

const OPENING: &str = "scenarios/more-collateral.json";
const ITS_RUN: &str = "scenarios/more-collateral*.run";

/// The ids of the shipped scenarios.
fn shipped() -> Result<Vec<String>> {
    let list: Vec<serde_json::Value> = serde_json::from_slice(&fs::read(xtask::dist_dir().join("scenarios.json"))?)?;
    list.iter().map(|one| Ok(one["id"].as_str().context("a scenario without an id")?.to_owned())).collect()
}

/// Whether the part of the program has been fetched that has the engine.
async fn has_engine(page: &Page) -> Result<bool> {
    Ok(fetched(page).await?.iter().any(|name| name.starts_with("later-")))
}

#[tokio::test]
async fn each_shipped_scenario_comes_with_the_run_that_the_engine_makes() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    let all = shipped()?;
    assert!(all.len() >= 9, "{all:?}");
    for id in all {
        page.visit("about:blank").await?;
        open(&page, &format!("#ex={id}")).await?;
        let files = fetched(&page).await?;
        assert!(files.iter().any(|f| f.starts_with(&format!("scenarios/{id}-")) && f.ends_with(".run")), "{files:?}");
        let text = fs::read_to_string(xtask::dist_dir().join(format!("scenarios/{id}.json")))?;
        // Warnings are listed at their places, by the part of the program that has the engine too.
        let (world, warnings) = interclear_core::check(&interclear_core::parse(&text).map_err(|e| anyhow!("{e:?}"))?);
        assert!(world.is_some(), "{id}: {warnings:?}");
        assert_eq!(page.js("return !!document.querySelector('.top .badge')").await?, !warnings.is_empty(), "{id}");
        // So are charts, which a case shows at once where there is nothing to be guessed.
        let asks = say(&page, "return document.body.textContent").await?.contains("Press Play: what stays unpaid");
        assert!(!asks || !warnings.is_empty() || !has_engine(&page).await?, "{id} is shown without the engine");
        let own = own_digest(&text)?;
        assert_eq!(digest(&page).await?, own, "{id}");
        let here =
            format!("return fetch('scenarios/{id}.json').then(r => r.text()).then(t => window.wasmBindings.digest(t))");
        assert_eq!(say(&page, &here).await?, own, "{id}, run by this page");
    }
    page.finish().await
}

#[tokio::test]
async fn a_run_that_is_missing_or_not_its_own_is_made_anew() -> Result<()> {
    let halved = |text: &str| text.replacen("\"reuse_cap\":1", "\"reuse_cap\":0.5", 1);
    let other = |of: &str| -> Result<Spoiled> {
        let site = Spoiled::copy()?;
        fs::copy(site.file(of)?, site.file(ITS_RUN)?)?;
        Ok(site)
    };
    let model = |site: Spoiled| -> Result<Spoiled> {
        let file = site.file(ITS_RUN)?;
        let mut bytes = fs::read(&file)?;
        // The version of the model is the first text of the file.
        *bytes.get_mut(1).context("the run is empty")? ^= 1;
        fs::write(file, bytes)?;
        Ok(site)
    };
    let sites = [
        ("missing", Spoiled::copy()?.without(ITS_RUN)?),
        ("of another text", Spoiled::copy()?.changed(OPENING, halved)?),
        ("of another scenario", other("scenarios/one-chain*.run")?),
        ("of another model", model(Spoiled::copy()?)?),
        ("cut short", Spoiled::copy()?.cut(ITS_RUN)?),
        ("not named", Spoiled::copy()?.changed("index.html", |h| h.replace("interclear-runs", "nothing"))?),
    ];
    for (what, site) in sites {
        let page = Page::open_at(Look::default(), site.folder()).await?;
        // Nobody touches anything: the engine is fetched all the same.
        open(&page, "").await.context(what)?;
        assert!(has_engine(&page).await?, "{what}");
        let text = fs::read_to_string(site.folder().join(OPENING))?;
        assert_eq!(digest(&page).await?, own_digest(&text)?, "{what}");
        let log = page.log().await?;
        assert!(log.iter().all(|entry| what == "missing" && entry.message.contains(".run")), "{what}: {log:?}");
        page.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_slider_is_profiled_once_somebody_is_there() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    assert!(!has_engine(&page).await?);
    sign(&page).await?;
    page.click(".play").await?;
    page.click(".ask .skip").await?;
    // None fails up to 69 %, four of six above: the border is drawn on the slider.
    page.wait_for("return document.querySelectorAll('.slide-fails').length > 0").await?;
    page.finish().await
}

/// The site with the later part aside, and where it was.
fn without_engine(site: &Spoiled) -> Result<(std::path::PathBuf, Vec<u8>)> {
    let file = site.file("later*.wasm")?;
    let bytes = fs::read(&file)?;
    fs::remove_file(&file)?;
    Ok((file, bytes))
}

fn bring_back((file, bytes): (impl AsRef<Path>, Vec<u8>)) -> Result<()> {
    Ok(fs::write(file, bytes)?)
}

#[tokio::test]
async fn without_the_engine_a_shipped_scenario_is_shown_and_the_rest_says_so() -> Result<()> {
    let site = Spoiled::copy()?;
    let engine = without_engine(&site)?;
    let page = Page::open_at(Look::default(), site.folder()).await?;
    open(&page, "").await?;
    page.assert_log_is_empty().await?;
    page.click(".play").await?;
    wait_text(&page, ".toast", "A part of the page could not be loaded, so this was not done. Try it again.").await?;
    bring_back(engine)?;
    page.click(".play").await?;
    page.find(".ask").await?;
    page.close().await
}

#[tokio::test]
async fn what_must_be_run_waits_for_the_engine_and_opens_when_it_is_tried_again() -> Result<()> {
    let site = Spoiled::copy()?.without(ITS_RUN)?;
    let engine = without_engine(&site)?;
    let page = Page::open_at(Look::default(), site.folder()).await?;
    page.goto("").await?;
    wait_text(&page, ".side", "This part of the page could not be loaded").await?;
    wait_text(&page, ".toast", "A part of the page could not be loaded").await?;
    page.click(".side .actions button").await?;
    wait_text(&page, ".side", "This part of the page could not be loaded").await?;
    bring_back(engine)?;
    page.click(".side .actions button").await?;
    wait_text(&page, ".crumb b", "More collateral, more failures").await?;
    to_end(&page).await?;
    wait_failed(&page, 4).await?;
    page.close().await
}

#[tokio::test]
async fn a_worker_that_cannot_fetch_the_engine_says_so_and_tries_again() -> Result<()> {
    // For the worker there is no way to it while a file lies there. The profile, asked for first, is missed silently.
    let cut_off = |script: &str| {
        format!(
            "const own = self.fetch;
             self.fetch = async (what, ...more) => {{
                 if (String(what).includes('later-') && (await own('cut-off')).ok) throw new TypeError('no way there');
                 return own(what, ...more);
             }};
             {script}"
        )
    };
    let site = Spoiled::copy()?.changed("worker.js", cut_off)?;
    let cut = site.folder().join("cut-off");
    fs::write(&cut, "")?;
    let page = Page::open_at(Look::default(), site.folder()).await?;
    open(&page, "").await?;
    sign(&page).await?;
    page.wait_for("return document.documentElement.dataset.runs === 'worker'").await?;
    turn(&page, Key::Home, "0 %").await?;
    wait_text(&page, ".toast", "This could not be run: a part of the program could not be loaded").await?;
    assert_eq!(page.js("return document.querySelectorAll('.node').length").await?, 6, "the scenario stays");
    fs::remove_file(cut)?;
    turn(&page, Key::Right, "1 %").await?;
    wait_failed(&page, 0).await?;
    page.wait_for("return !document.querySelector('.toast.bad')").await?;
    page.close().await
}
