//! The accessibility rules of axe-core, and what they do not see: names, references and landmarks in every state.

use crate::steps::{chord, click_at, click_named, middle_of, open, open_file, to_end, wait_failed, wait_text};
use anyhow::{Context as _, Result};
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

const AXE: &str = include_str!("../vendor/axe.min.js");

/// Every rule of axe, also those that are only good practice, on everything that is on the page now.
const RUN: &str = "
    return axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations.flatMap(v =>
        v.nodes.slice(0, 6).map(n => `${v.id}: ${n.target.join(' ')}: ${n.html.slice(0, 160)}: ${n.any.concat(n.all, n.none)
            .map(c => c.message).join('; ')}`)))";

/// References that lead nowhere, ids used twice, controls without a name, headings of the first rank but one.
const OWN: &str = "
    const all = [...document.querySelectorAll('*')].filter(e => e.checkVisibility());
    const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    const dangling = all.flatMap(e => ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']
        .flatMap(name => (e.getAttribute(name) ?? '').split(/\\s+/).filter(Boolean)
            .filter(id => !document.getElementById(id)).map(id => `${name}=${id}`)));
    const named = e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.labels?.length
        || e.textContent.trim();
    const nameless = all.filter(e => e.matches('button, a, input, select, textarea, [role=button], [role=slider], [role=tabpanel], [tabindex=\"0\"], dialog, section, aside, main'))
        .filter(e => !named(e)).map(e => e.outerHTML.slice(0, 80));
    return [...twice.map(id => `${id} twice`), ...dangling, ...nameless.map(e => `nameless ${e}`)]";

/// Fails with all that is wrong with what is on the page now.
pub async fn sound(page: &Page, what: &str) -> Result<()> {
    // Colours are measured, and half a transition is no colour.
    page.wait_for("return document.getAnimations().length === 0").await?;
    if page.js("return typeof axe === 'undefined'").await? == true {
        page.js(AXE).await?;
    }
    let mut found: Vec<String> = serde_json::from_value(page.js(RUN).await?)?;
    found.extend(serde_json::from_value::<Vec<String>>(page.js(OWN).await?)?);
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
    Ok(())
}

async fn in_theme(page: &Page, theme: &str) -> Result<()> {
    while page.js("return document.documentElement.dataset.theme").await? != theme {
        page.click(".top [aria-label^=Colours]").await?;
    }
    Ok(())
}

#[tokio::test]
async fn axe_finds_what_is_wrong() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    sound(&page, "as it is").await?;
    page.js("document.querySelector('.play').removeAttribute('aria-label');
         document.querySelector('.play').removeAttribute('title');
         document.querySelector('.what-label').htmlFor = 'nothing'")
        .await?;
    let found = page.js(RUN).await?;
    let found = found.as_array().context("no list")?;
    for rule in ["button-name", "label"] {
        assert!(found.iter().any(|f| f.as_str().is_some_and(|f| f.starts_with(rule))), "{rule}: {found:?}");
    }
    let own = page.js(OWN).await?;
    assert_eq!(own.as_array().map(Vec::len), Some(3), "a button and a slider without names, a label of nothing: {own}");
    page.finish().await
}

#[tokio::test]
async fn every_state_of_the_page_is_sound_in_every_theme() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    for theme in ["light", "dark", "projector"] {
        open(&page, &format!("?{theme}")).await?;
        in_theme(&page, theme).await?;
        page.click(".play").await?;
        page.find(".ask").await?;
        sound(&page, &format!("{theme}, asked")).await?;
        to_end(&page).await?;
        wait_failed(&page, 4).await?;
        click_at(&page, middle_of(&page, "heron").await?).await?;
        page.find(".why details").await?;
        page.js("document.querySelector('.why details').open = true").await?;
        sound(&page, &format!("{theme}, a failure explained")).await?;
        for tab in ["Journal", "Table"] {
            click_named(&page, ".side .tab", tab).await?;
            sound(&page, &format!("{theme}, {tab}")).await?;
        }
        click_named(&page, ".side .tab", "Inspect").await?;
        click_named(&page, ".chart-toggle", "Table").await?;
        sound(&page, &format!("{theme}, the chart as a table")).await?;
        click_named(&page, ".chart-toggle", "Table").await?;
    }
    page.finish().await
}

#[tokio::test]
async fn tools_dialogs_and_notices_are_sound() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    for theme in ["light", "dark"] {
        in_theme(&page, theme).await?;
        click_named(&page, ".tool", "Owes").await?;
        click_at(&page, middle_of(&page, "heron").await?).await?;
        page.find(".canvas.wiring").await?;
        sound(&page, &format!("{theme}, wiring")).await?;
        // The wire is put down, then the tool.
        page.press(Key::Escape).await?;
        page.press(Key::Escape).await?;
        page.find(".canvas.tool-select").await?;
        click_named(&page, ".palette > .shocks > .tool", "Shock").await?;
        page.find(".flyout").await?;
        sound(&page, &format!("{theme}, the shocks")).await?;
        click_named(&page, ".palette > .shocks > .tool", "Shock").await?;
        click_at(&page, middle_of(&page, "finch").await?).await?;
        page.press(Key::Delete).await?;
        page.find(".toast").await?;
        sound(&page, &format!("{theme}, a notice, and edited")).await?;
        chord(&page, &[Key::Control], "z").await?;
        for (css, title) in
            [(".crumb", "Scenarios"), (".top [aria-label=Help]", "Keys and words"), (".top .plain.wide", "The model")]
        {
            page.click(css).await?;
            wait_text(&page, ".window h2", title).await?;
            sound(&page, &format!("{theme}, {title}")).await?;
            page.press(Key::Escape).await?;
            page.wait_for("return !document.querySelector('dialog')").await?;
        }
        let _file = open_file(&page, "{\"version\": 1, \"oops\": 2}").await?;
        wait_text(&page, ".window h2", "What is wrong").await?;
        sound(&page, &format!("{theme}, what is wrong")).await?;
        page.press(Key::Escape).await?;
        page.wait_for("return !document.querySelector('dialog')").await?;
    }
    page.finish().await
}

#[tokio::test]
async fn the_embedded_page_the_phone_and_the_other_scenarios_are_sound() -> Result<()> {
    const PHONE: Look = Look { width: 390, height: 844, scale: 2.0, dark: false, reduced_motion: true };
    let wide = Look { reduced_motion: true, ..Look::default() };
    let page = Page::open(wide).await?;
    for (look, dark, hash) in [
        (wide, false, "#embed"),
        (wide, true, "#embed"),
        (PHONE, false, "#embed"),
        (PHONE, false, ""),
        (PHONE, true, ""),
        (wide, false, "#ex=one-chain"),
        (wide, true, "#ex=robust-yet-fragile"),
        (wide, false, "#ex=openness"),
    ] {
        page.set_look(Look { dark, ..look }).await?;
        page.visit("about:blank").await?;
        open(&page, hash).await?;
        page.press(Key::End).await?;
        page.find(".play[aria-label=Replay]").await?;
        sound(&page, &format!("{hash}, {} wide, dark {dark}", look.width)).await?;
    }
    page.finish().await
}

#[tokio::test]
async fn the_poster_and_the_failure_card_are_sound() -> Result<()> {
    let site = interclear_tests::Spoiled::copy()?.without("app*_bg.wasm")?;
    for dark in [false, true] {
        let page = Page::open_at(Look { dark, ..Look::default() }, site.folder()).await?;
        page.visit(&page.base()).await?;
        wait_text(&page, "#poster-state", "could not start").await?;
        sound(&page, &format!("the poster, dark {dark}")).await?;
        page.js("document.getElementById('failure').hidden = false;
             document.getElementById('failure-place').textContent = 'somewhere.rs:1'")
            .await?;
        sound(&page, &format!("the failure card, dark {dark}")).await?;
        page.close().await?;
    }
    Ok(())
}

/// The page's outline: one heading of the first rank, ranks without gaps, each landmark once or named.
#[tokio::test]
async fn the_outline_has_one_title_and_named_landmarks() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    for (hash, landmarks) in [("", json!(["aside", "header", "main"])), ("?framed#embed", json!(["main"]))] {
        open(&page, hash).await?;
        let outline = page
            .js("const ranks = [...document.querySelectorAll('h1, h2, h3, h4')].filter(h => h.checkVisibility())
                     .map(h => Number(h.tagName[1]));
                 const found = [...document.querySelectorAll('main, header, aside, nav, footer')]
                     .map(e => e.tagName.toLowerCase()).sort();
                 return [ranks.filter(r => r === 1).length, ranks.every((r, at) => r <= (ranks[at - 1] ?? 0) + 1), found]")
            .await?;
        assert_eq!(outline, json!([1, true, landmarks]), "{hash}");
    }
    let lang = page.js("return [document.documentElement.lang, document.title.startsWith('Interclear')]").await?;
    assert_eq!(lang, Value::from(vec![json!("en"), json!(true)]));
    page.finish().await
}
