//! At twenty random moments of a session the worker is lost or the page is loaded anew. What was worked on is as it was, the
//! page says what happened, and what is done next gives the very run that an undisturbed session gives.

use crate::shown::{digest, own_digest};
use crate::steps::{chord, click_named, count, open, say, to_end, wait_text};
use anyhow::{Context as _, Result, bail};
use interclear_swarm::Random;
use interclear_tests::{Key, Look, Page, Spoiled};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// The worker's script, and a channel on which it is told to end: with an error that nobody catches, or without a word.
fn mortal(script: &str) -> String {
    format!(
        "{script}
         new BroadcastChannel('end').onmessage = e => {{
             if (e.data === 'close') self.close();
             else setTimeout(() => {{ throw new Error('broken on purpose') }});
         }};"
    )
}

/// What goes wrong; with `busy` in the same turn as an edit, so that its run is under way and it is not kept yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Blow {
    Throws,
    Closes,
    Reload,
}

/// One of the twenty: some edits, the blow, and an edit after it.
#[derive(Clone, Debug)]
struct Round {
    edits: Vec<Edit>,
    blow: Blow,
    busy: bool,
    next: u64,
}

#[derive(Clone, Copy, Debug)]
enum Edit {
    Slide(u64),
    Move(&'static str),
    Undo,
}

/// A moment longer than the page waits for anything but a silent worker, in milliseconds.
const SILENCE: u32 = 10_000;
/// The page's patience with a worker that has not greeted.
const GREETING: u32 = 4_000;
const NODES: [&str; 3] = ["heron", "pike", "rook"];

fn rounds(seed: u64) -> Vec<Round> {
    let mut rng = Random(seed);
    let mut last = 100;
    let mut value = |rng: &mut Random| {
        // Another one than the last, or it would be no edit.
        last = (last + 1 + rng.below(99)) % 101;
        last
    };
    (0..20)
        .map(|_| {
            let mut edits = vec![Edit::Slide(value(&mut rng))];
            if rng.chance(50) {
                edits.push(Edit::Move(rng.pick(&NODES)));
            }
            if rng.chance(30) {
                edits.push(Edit::Undo);
            }
            edits.push(Edit::Slide(value(&mut rng)));
            let blow = rng.pick(&[Blow::Throws, Blow::Closes, Blow::Reload]);
            Round { edits, blow, busy: rng.chance(50), next: value(&mut rng) }
        })
        .collect()
}

/// Turns the large slider to a per cent, and does something else in the same turn of the page.
async fn slide(page: &Page, to: u64, and: &str) -> Result<()> {
    page.js(&format!(
        "const slider = document.getElementById('what-if');
         slider.value = '{to}';
         slider.dispatchEvent(new Event('input', {{ bubbles: true }}));
         slider.dispatchEvent(new Event('change', {{ bubbles: true }}));
         {and}"
    ))
    .await
    .map(|_| ())
}

async fn edit(page: &Page, edit: Edit) -> Result<()> {
    match edit {
        Edit::Slide(to) => slide(page, to, "").await,
        Edit::Undo => page.click(".top [aria-label^=Undo]").await,
        Edit::Move(who) => {
            page.js(&format!("document.querySelector('[data-node={who}]').focus()")).await?;
            chord(page, &[Key::Alt], &Key::Right.value().to_string()).await
        }
    }
}

/// The scenario as the page would keep it now.
async fn text(page: &Page) -> Result<String> {
    page.js("dispatchEvent(new Event('pagehide'))").await?;
    say(page, "return localStorage['interclear.work'] ?? ''").await
}

/// Makes the page ready for whoever works on it.
async fn begin(page: &Page) -> Result<()> {
    page.wait_for("return document.querySelectorAll('.node').length === 6").await?;
    page.js("document.getElementById('what-if').focus()").await?;
    page.find("[data-whole]").await?;
    Ok(())
}

/// Waits until nothing runs and no worker is awaited. One that has died in silence is waited for half a minute, which
/// passes soon; one that lives has been given the engine by then, and answers.
async fn settled(page: &Page) -> Result<()> {
    let waits = format!(
        "const held = [...window.held].filter(([, t]) => t.ms >= {SILENCE} || t.ms === {GREETING});
         return held.at(-1)?.[0] ?? 0"
    );
    let begun = Instant::now();
    let mut last = (0, begun);
    loop {
        let waited_for = count(page, &waits).await?;
        if waited_for == 0 {
            break;
        }
        if begun.elapsed() > Duration::from_secs(30) {
            bail!("a run does not come back");
        }
        if waited_for != last.0 {
            last = (waited_for, Instant::now());
        } else if last.1.elapsed() > Duration::from_secs(2) {
            crate::timers::time_passes(page, SILENCE).await?;
        }
        sleep(Duration::from_millis(60)).await;
    }
    page.wait_for("return document.querySelector('.play')?.disabled === false").await
}

const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";

/// What an undisturbed session has after each round: the scenario before the last edit, and after it.
async fn undisturbed(rounds: &[Round]) -> Result<Vec<[String; 2]>> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    begin(&page).await?;
    let mut all = Vec::new();
    for round in rounds {
        for one in &round.edits {
            edit(&page, *one).await?;
        }
        let before = text(&page).await?;
        slide(&page, round.next, "").await?;
        all.push([before, text(&page).await?]);
    }
    page.finish().await?;
    Ok(all)
}

/// Strikes, and waits until the page has said so.
async fn strike(page: &Page, round: &Round, selected: &str) -> Result<()> {
    let blow = match round.blow {
        Blow::Throws => "new BroadcastChannel('end').postMessage('throw')",
        Blow::Closes => "new BroadcastChannel('end').postMessage('close')",
        Blow::Reload => "setTimeout(() => location.reload(), 0)",
    };
    page.js("document.querySelector('.toast [aria-label=Dismiss]')?.click()").await?;
    let undo = say(page, UNDO).await?;
    match round.edits.last() {
        Some(Edit::Slide(to)) if round.busy => slide(page, *to, blow).await?,
        _ => page.js(blow).await.map(|_| ())?,
    }
    match round.blow {
        Blow::Reload => {
            wait_text(page, ".toast", "Your work from the last visit").await?;
            begin(page).await?;
            // Undo begins anew from what came back.
            assert_eq!(page.js("return document.querySelector('.top [aria-label^=Undo]').disabled").await?, true);
        }
        Blow::Throws => wait_text(page, ".toast", "The model stopped and was started again").await?,
        // Nobody can know yet, unless a run was lost with it; the next run tells.
        Blow::Closes => {}
    }
    if round.blow != Blow::Reload {
        assert_eq!(say(page, "return document.querySelector('.side h2').textContent").await?, selected);
        let now = say(page, UNDO).await?;
        assert!(round.busy || now == undo, "undo says {now}, not {undo}");
    }
    Ok(())
}

#[tokio::test]
async fn a_session_survives_twenty_blows() -> Result<()> {
    let seed = std::env::var("RECOVERY_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(20);
    let rounds = rounds(seed);
    let wanted = undisturbed(&rounds).await?;
    let site = Spoiled::copy()?.changed("worker.js", mortal)?;
    let page = Page::open_at(Look::default(), site.folder()).await?;
    page.before_every_page(crate::timers::HELD_TIMERS).await?;
    open(&page, "").await?;
    begin(&page).await?;
    for (at, (round, [before, after])) in rounds.iter().zip(&wanted).enumerate() {
        let done = survive(&page, round, before, after).await;
        done.with_context(|| format!("seed {seed}, round {at}: {round:?}"))?;
    }
    page.close().await
}

async fn survive(page: &Page, round: &Round, before: &str, after: &str) -> Result<()> {
    // A busy blow falls in the turn of the last edit.
    let until = round.edits.len() - usize::from(round.busy);
    for one in &round.edits[..until] {
        edit(page, *one).await?;
    }
    if !round.busy {
        settled(page).await?;
        page.js("dispatchEvent(new Event('pagehide'))").await?;
    }
    page.js("document.querySelector('[data-node=pike]').focus()").await?;
    page.press(Key::Enter).await?;
    let selected = say(page, "return document.querySelector('.side h2').textContent").await?;
    strike(page, round, &selected).await?;
    assert_eq!(text(page).await?, before, "the scenario came through as it was");

    slide(page, round.next, "").await?;
    settled(page).await?;
    if round.blow == Blow::Closes {
        wait_text(page, ".toast", "The model stopped and was started again").await?;
    }
    assert_eq!(text(page).await?, after);
    assert_eq!(digest(page).await?, own_digest(after)?, "the run is that of an undisturbed session");
    to_end(page).await?;
    // Undo leads back to what came through, and redo on.
    page.click(".top [aria-label^=Undo]").await?;
    assert_eq!(text(page).await?, before);
    page.click(".top [aria-label^=Redo]").await?;
    assert_eq!(text(page).await?, after);
    settled(page).await
}

/// Whoever works in two tabs finds the work of both: the one is there, the other waits under the title.
#[tokio::test]
async fn two_tabs_do_not_write_over_each_other() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    begin(&page).await?;
    slide(&page, 90, "").await?;
    text(&page).await?;
    let first = page.web().window().await?;
    let second = page.web().new_tab().await?;
    page.web().switch_to_window(second).await?;
    // Only one of two tabs has the focus; here each behaves as if it had it.
    page.cdp("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await?;
    open(&page, "").await?;
    begin(&page).await?;
    slide(&page, 30, "").await?;
    let theirs = text(&page).await?;
    page.web().switch_to_window(first).await?;
    slide(&page, 70, "").await?;
    let mine = text(&page).await?;
    assert!(theirs.contains("0.3") && mine.contains("0.7"));
    assert_eq!(say(&page, "return localStorage['interclear.parked'] ?? ''").await?, theirs);
    page.visit("about:blank").await?;
    open(&page, "").await?;
    wait_text(&page, ".what-value", "70 %").await?;
    page.click(".crumb").await?;
    click_named(&page, ".own .scenario b", "More collateral, more failures").await?;
    wait_text(&page, ".what-value", "30 %").await?;
    page.finish().await
}

/// Work with a mistake in it, as anybody's is for a while, comes back as it was and can be mended.
#[tokio::test]
async fn unfinished_work_comes_back() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    begin(&page).await?;
    slide(&page, 90, "").await?;
    let unfinished = text(&page).await?.replace("More collateral, more failures", &"Long ".repeat(20));
    page.visit("about:blank").await?;
    open_with(&page, &unfinished).await?;
    wait_text(&page, ".crumb b", "Long Long").await?;
    wait_text(&page, ".toast", "Your work from the last visit").await?;
    begin(&page).await?;
    assert_eq!(page.js("return document.getElementById('failure').hidden").await?, true);
    slide(&page, 80, "").await?;
    assert!(text(&page).await?.contains("0.8"));
    page.finish().await
}

/// Opens the page with kept work, which may have no run.
async fn open_with(page: &Page, work: &str) -> Result<()> {
    let work = serde_json::Value::from(work);
    page.before_every_page(&format!("window.once ??= localStorage.setItem('interclear.work', {work}) ?? true")).await?;
    page.goto("").await
}
