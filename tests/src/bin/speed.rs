//! Measures the built page: `cargo xtask speed` runs this.
//!
//! The speed test case (200 participants, 600 links, 100 ticks) is read, checked and run natively and in Chromium, in
//! turns, and the ratio of the medians is printed; then the frame times of gestures on the same network in the page.

use anyhow::{Context as _, Result};
use interclear_core::analysis::bench_case;
use interclear_core::{check, parse, run, to_json};
use interclear_tests::{Look, Page};
use std::hint::black_box;
use std::time::Instant;

const TURNS: usize = 15;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let text = to_json(&bench_case::large()).map_err(|p| anyhow::anyhow!("{p}"))?;
    let page = Page::open(Look::default()).await?;
    page.goto("").await?;
    runs(&page, &text).await?;
    frames(&page, &text).await?;
    page.close().await
}

fn native(text: &str) -> Option<String> {
    let scenario = parse(text).ok()?;
    Some(run(&check(&scenario).0?).digest().to_string())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

async fn runs(page: &Page, text: &str) -> Result<()> {
    let script = format!(
        "const text = {}; const start = performance.now();
         return window.wasmBindings.digest(text).then(digest => [digest, performance.now() - start]);",
        serde_json::to_string(text)?
    );
    let (mut here, mut there) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let start = Instant::now();
        let digest = black_box(native(black_box(text))).context("the speed test case does not run")?;
        here.push(start.elapsed().as_secs_f64() * 1e3);
        let answer = page.js(&script).await?;
        anyhow::ensure!(answer[0] == digest.as_str(), "digests differ: {} natively, {} in Chromium", digest, answer[0]);
        there.push(answer[1].as_f64().context("no time")?);
    }
    let (here, there) = (median(here), median(there));
    println!("read, check and run 200 participants, 600 links, 100 ticks; median of {TURNS} turns:");
    println!("  native {here:.1} ms, Chromium {there:.1} ms, ratio {:.2}", there / here);
    Ok(())
}

/// Frame times of gestures, measured by the page's own animation frames.
async fn frames(page: &Page, text: &str) -> Result<()> {
    page.js(&format!(
        "const input = document.querySelector('input[type=file]');
         const data = new DataTransfer();
         data.items.add(new File([{}], 'large.json', {{ type: 'application/json' }}));
         input.files = data.files;
         input.dispatchEvent(new Event('change', {{ bubbles: true }}));",
        serde_json::to_string(text)?
    ))
    .await?;
    page.wait_for("return document.querySelectorAll('.node').length >= 200").await?;
    // What ux guides call INP: from a click or key to the next paint, as the browser measures it.
    page.js("window.heard = [];
         new PerformanceObserver(list => { for (const e of list.getEntries()) window.heard.push(e.duration); })
             .observe({ type: 'event', durationThreshold: 16 });")
        .await?;
    for (name, act) in [
        ("still", "() => {}"),
        ("pan", "(i, at) => { if (i === 0) at('pointerdown', 400, 560); at('pointermove', 400 + i, 560); }"),
        ("drag one participant", DRAG),
        ("step", "(i) => { if (i % 30 === 0) document.querySelector('[aria-label=\"One step on\"]').click(); }"),
    ] {
        let answer = page.js(&gesture(act)).await?;
        let times: Vec<f64> = serde_json::from_value(answer)?;
        let worst = times.iter().copied().fold(0.0, f64::max);
        println!(
            "  {name}: median frame {:.1} ms, longest {worst:.1} ms over {} frames",
            median(times.clone()),
            times.len()
        );
    }
    page.js("window.heard.length = 0").await?;
    for _ in 0..12 {
        page.click("[aria-label='One step on']").await?;
    }
    page.wait_for("return new Promise(done => setTimeout(() => done(true), 300))").await?;
    let heard: Vec<f64> = serde_json::from_value(page.js("return window.heard").await?)?;
    let worst = heard.iter().copied().fold(0.0, f64::max);
    println!("  from a click on a step to the next paint: median {:.0} ms, longest {worst:.0} ms", median(heard));
    Ok(())
}

/// Takes the first participant by its middle and moves it about.
const DRAG: &str = "(i, at) => {
    if (i === 0) {
        const body = document.querySelector('.node .body'), box = body.getBoundingClientRect();
        window.held = [box.x + box.width / 2, box.y + box.height / 2];
        body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, clientX: window.held[0],
            clientY: window.held[1], pointerId: 1, buttons: 1, isPrimary: true }));
    }
    at('pointermove', window.held[0] + i, window.held[1] + i / 2); }";

fn gesture(act: &str) -> String {
    format!(
        "return (async () => {{ const act = {act};
         const at = (kind, x, y) => document.querySelector('[role=application]').dispatchEvent(
             new PointerEvent(kind, {{ bubbles: true, clientX: x, clientY: y, pointerId: 1, buttons: 1, isPrimary: true }}));
         const times = [];
         let last = performance.now();
         for (let i = 0; i < 120; i++) {{
             act(i, at);
             await new Promise(requestAnimationFrame);
             const now = performance.now();
             times.push(now - last);
             last = now;
         }}
         at('pointerup', 500, 560);
         return times; }})()"
    )
}
