//! What several journeys have in common: words for what is seen, and moves by pointer and keys.

use anyhow::{Context as _, Result, bail};
use interclear_tests::{Key, Page};
use serde_json::Value;
use tempfile::TempDir;

/// The run is there: participants are drawn and Play can be pressed.
const READY: &str = "return document.querySelectorAll('.node').length > 0
    && document.querySelector('.play')?.disabled === false";

/// How many participants are called failed at the moment shown.
const FAILED: &str = "[...document.querySelectorAll('.node')]
    .filter(n => n.getAttribute('aria-label').includes(', failed ')).length";

/// Opens a path of the site and waits for the first run.
pub async fn open(page: &Page, path: &str) -> Result<()> {
    page.goto(path).await?;
    page.wait_for(READY).await
}

/// The least that a visitor does: the page fetches the rest of the program.
pub async fn sign(page: &Page) -> Result<()> {
    page.js("document.querySelector('.page').dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))")
        .await?;
    page.find("[data-whole]").await.map(|_| ())
}

/// Waits until the network stands still: it is brought into view a moment after it is there.
pub async fn settled(page: &Page) -> Result<()> {
    // Timers end in their order, so the page's own, which are shorter, have ended before this one.
    let script = "return new Promise(done => setTimeout(() => requestAnimationFrame(() => done(true)), 120))";
    page.js(script).await.map(|_| ())
}

/// The text of a script as a string.
pub async fn say(page: &Page, script: &str) -> Result<String> {
    let value = page.js(script).await?;
    value.as_str().map(str::to_owned).with_context(|| format!("{script}: {value}"))
}

/// A whole number that a script gives.
pub async fn count(page: &Page, script: &str) -> Result<u64> {
    let value = page.js(script).await?;
    value.as_u64().with_context(|| format!("{script}: {value}"))
}

/// The accessible name of a participant.
pub async fn node(page: &Page, id: &str) -> Result<String> {
    say(page, &format!("return document.querySelector('[data-node=\"{id}\"]')?.getAttribute('aria-label') ?? ''")).await
}

/// Waits until so many participants are called failed.
pub async fn wait_failed(page: &Page, failed: usize) -> Result<()> {
    page.wait_for(&format!("return {FAILED} === {failed}")).await
}

/// Waits until an element's text has a part.
pub async fn wait_text(page: &Page, css: &str, part: &str) -> Result<()> {
    let part = Value::from(part);
    let script = format!("return document.querySelector('{css}')?.textContent.includes({part}) ?? false");
    if let Err(error) = page.wait_for(&script).await {
        let now = say(page, &format!("return document.querySelector('{css}')?.textContent ?? 'nothing'")).await?;
        return Err(error.context(format!("{css} says: {now}")));
    }
    Ok(())
}

/// Clicks the element of a kind whose text is this.
pub async fn click_named(page: &Page, css: &str, text: &str) -> Result<()> {
    let text = Value::from(text);
    let find = format!(
        "const all = [...document.querySelectorAll('{css}')];
         return all.findIndex(e => e.textContent.trim() === {text})"
    );
    // What holds it may still be on its way.
    page.wait_for(&format!("return (() => {{ {find} }})() >= 0"))
        .await
        .with_context(|| format!("no {css} says {text}"))?;
    let Some(index) = page.js(&find).await?.as_u64() else { bail!("no {css} says {text}") };
    let all = page.web().find_all(interclear_tests::By::Css(css)).await?;
    let element = all.get(usize::try_from(index)?).with_context(|| format!("{css} has changed"))?;
    element.click().await.with_context(|| format!("{css} {text}"))
}

/// Presses a key while others are held.
pub async fn chord(page: &Page, held: &[Key], key: &str) -> Result<()> {
    let web = page.web();
    let mut actions = held.iter().fold(web.action_chain(), |a, k| a.key_down(k.clone())).send_keys(key);
    for key in held {
        actions = actions.key_up(key.clone());
    }
    Ok(actions.perform().await?)
}

/// The middle of the first element that matches, in the window.
pub async fn middle(page: &Page, css: &str) -> Result<(i64, i64)> {
    thumb(page, css, 0.5, 0.0).await
}

/// The middle of a participant's box.
pub async fn middle_of(page: &Page, id: &str) -> Result<(i64, i64)> {
    middle(page, &format!("[data-node='{id}'] .body")).await
}

/// A place on the canvas with nothing for 90 pixels around it.
pub async fn empty_place(page: &Page) -> Result<(i64, i64)> {
    let place = page
        .js("const c = document.querySelector('.canvas').getBoundingClientRect();
             const taken = [...document.querySelectorAll('.node .body, .label, .legend, .canvas-buttons, .bet, .ask')]
                 .map(e => e.getBoundingClientRect());
             const free = (x, y) => taken.every(r => x + 90 < r.left || x - 90 > r.right || y + 60 < r.top || y - 60 > r.bottom)
                 && !document.elementFromPoint(x, y).closest('[data-node], [data-link]');
             for (let y = c.top + 70; y < c.bottom - 70; y += 10)
                 for (let x = c.left + 110; x < c.right - 110; x += 10)
                     if (free(x, y)) return [Math.round(x), Math.round(y)];
             return null")
        .await?;
    serde_json::from_value(place).context("no empty place on the canvas")
}

/// Clicks at a place in the window.
pub async fn click_at(page: &Page, (x, y): (i64, i64)) -> Result<()> {
    Ok(page.web().action_chain().move_to(x, y).click().perform().await?)
}

/// Drags from one place to another, by way of the point between.
pub async fn drag(page: &Page, from: (i64, i64), to: (i64, i64)) -> Result<()> {
    hold(page, from, to).await?;
    Ok(page.web().action_chain().release().perform().await?)
}

/// The same without letting go.
pub async fn hold(page: &Page, from: (i64, i64), to: (i64, i64)) -> Result<()> {
    let between = ((from.0 + to.0) / 2, (from.1 + to.1) / 2);
    let actions = page.web().action_chain().move_to(from.0, from.1).click_and_hold();
    Ok(actions.move_to(between.0, between.1).move_to(to.0, to.1).perform().await?)
}

/// Where the thumb of a slider is at a share of its way.
pub async fn thumb(page: &Page, css: &str, share: f64, width: f64) -> Result<(i64, i64)> {
    let css = Value::from(css);
    let script = format!(
        "const r = document.querySelector({css}).getBoundingClientRect();
         return [r.x + {width} / 2 + (r.width - {width}) * {share}, r.y + r.height / 2].map(Math.round)"
    );
    Ok(serde_json::from_value(page.js(&script).await?)?)
}

/// Opens text as a file through the page's own file field. The file is there as long as what is returned.
pub async fn open_file(page: &Page, text: &str) -> Result<TempDir> {
    let folder = TempDir::with_prefix("interclear-file-")?;
    let file = folder.path().join("scenario.json");
    std::fs::write(&file, text)?;
    let field = page.find("input[type=file]").await?;
    field.send_keys(file.to_string_lossy().into_owned()).await?;
    Ok(folder)
}

/// Turns the large slider by a key.
pub async fn turn(page: &Page, key: Key, shown: &str) -> Result<()> {
    page.js("document.getElementById('what-if').focus()").await?;
    page.press(key).await?;
    wait_text(page, ".what-value", shown).await
}

/// Goes to the last moment. Elsewhere than in the network and the time bar, End means something else.
pub async fn to_end(page: &Page) -> Result<()> {
    page.js("document.activeElement?.blur()").await?;
    // A run that is still on its way has no end to go to: the key is pressed until there is one.
    for _ in 0..40 {
        page.press(Key::End).await?;
        if page.js("return !!document.querySelector('.play[aria-label=Replay]')").await? == Value::Bool(true) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    page.find(".play[aria-label=Replay]").await?;
    Ok(())
}
