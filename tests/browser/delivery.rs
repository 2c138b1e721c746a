//! The page arrives, under its security headers, alone and in a foreign frame.

use crate::shown::fetched;
use crate::steps::{open, sign};
use anyhow::Result;
use interclear_tests::{Look, Page};
use serde_json::Value;
use xtask::weight::{FIRST_LOAD_LIMIT, Size, is_first};
use xtask::{dist_dir, security};

#[tokio::test]
async fn the_page_starts_without_a_console_message() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    assert_eq!(
        page.js("return document.documentElement.dataset.runs ?? null").await?,
        Value::Null,
        "nothing is run yet"
    );
    sign(&page).await?;
    page.wait_for("return document.documentElement.dataset.runs !== undefined").await?;
    assert_eq!(page.js("return document.documentElement.dataset.runs").await?, "worker", "runs are made off the page");
    page.finish().await
}

#[tokio::test]
async fn every_answer_carries_the_headers() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.goto("").await?;
    let files = page
        .js("return [location.href, ...performance.getEntriesByType('resource').map(e => e.name)]
             .filter(name => name.startsWith('http'))")
        .await?;
    let files: Vec<String> = serde_json::from_value(files)?;
    assert!(files.iter().any(|name| name.ends_with(".wasm")), "{files:?}");
    for file in &files {
        let script = format!("return fetch('{file}').then(r => Object.fromEntries(r.headers))");
        let headers = page.js(&script).await?;
        for (name, value) in security::headers() {
            let sent = &headers[name.to_ascii_lowercase()];
            assert_eq!(sent, &Value::String(value), "{name} of {file}");
        }
        let kind = headers["content-type"].as_str().unwrap_or_default();
        let path = file.split('?').next().unwrap_or_default();
        assert_eq!(path.ends_with(".wasm"), kind == "application/wasm", "{file}");
    }
    page.finish().await
}

#[tokio::test]
async fn the_first_load_is_small_and_the_rest_comes_when_asked_for() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.goto("").await?;
    page.wait_for("return document.querySelector('.play:enabled') !== null").await?;
    let first = fetched(&page).await?;
    let strangers: Vec<&String> = first.iter().filter(|name| !is_first(name)).collect();
    assert!(strangers.is_empty(), "counted as later but fetched at once: {strangers:?}");
    let mut size = Size::default();
    for name in first.iter().map(String::as_str).chain(["index.html"]) {
        size.add(Size::of(&std::fs::read(dist_dir().join(name))?)?);
    }
    assert!(size.brotli <= FIRST_LOAD_LIMIT, "{size:?} in {first:?}");
    // The other part is asked for by opening a panel that it holds.
    page.click(".side-tabs .tab:nth-child(4)").await?;
    page.find(".side-body fieldset").await?;
    let later = fetched(&page).await?;
    assert!(later.iter().any(|name| name.starts_with("later-")), "{later:?}");
    page.finish().await
}

#[tokio::test]
async fn the_policy_blocks_inline_scripts_and_eval() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.goto("").await?;
    page.js("window.blocked = [];
         document.addEventListener('securitypolicyviolation',
             event => window.blocked.push(event.effectiveDirective));
         const script = document.createElement('script');
         script.textContent = 'window.ran = true; eval(\"1\")';
         document.head.append(script);
         document.body.setAttribute('style', 'color: red');")
        .await?;
    page.wait_for("return new Set(window.blocked).size >= 2").await?;
    // Once for the header and once for the <meta> of the page.
    let blocked = page.js("return [...new Set(window.blocked)].sort().join()").await?;
    assert_eq!(blocked, "script-src-elem,style-src-attr");
    assert_eq!(page.js("return window.ran === undefined").await?, true);
    assert!(!page.log().await?.is_empty(), "violations are logged");
    page.close().await
}

#[tokio::test]
async fn the_page_works_in_a_frame_with_an_opaque_origin() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    page.goto("").await?;
    page.js("const frame = document.createElement('iframe');
         frame.sandbox = 'allow-scripts';
         frame.src = './?framed';
         document.body.append(frame);")
        .await?;
    page.web().enter_frame(0).await?;
    page.wait_until_started().await?;
    assert_eq!(page.js("return self.origin").await?, "null");
    page.wait_for("return document.querySelector('.play:enabled') !== null").await?;
    sign(&page).await?;
    page.wait_for("return document.documentElement.dataset.runs !== undefined").await?;
    assert_eq!(page.js("return document.documentElement.dataset.runs").await?, "page", "no worker in such a frame");
    page.finish().await
}

#[tokio::test]
async fn the_harness_emulates_window_and_preferences() -> Result<()> {
    let look = Look { width: 390, height: 844, scale: 2.0, dark: true, reduced_motion: true };
    let page = Page::open(look).await?;
    page.goto("").await?;
    let seen = page
        .js("const on = query => matchMedia(query).matches;
             return [innerWidth, innerHeight, devicePixelRatio,
                     on('(prefers-color-scheme: dark)'), on('(prefers-reduced-motion: reduce)')]
                 .join()")
        .await?;
    assert_eq!(seen, "390,844,2,true,true");
    page.finish().await
}
