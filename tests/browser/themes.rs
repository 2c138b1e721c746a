//! Projector, forced colours, reduced motion: the page for whoever needs it otherwise.

use crate::steps::{count, open, to_end, wait_failed};
use anyhow::Result;
use interclear_tests::{Look, Page};
use serde_json::json;
use std::collections::BTreeMap;

const THEME: &str = "return document.documentElement.dataset.theme";

/// The size of the type of each part, and whether what it says is cut off or sticks out.
const TYPE: &str = "
    const size = css => parseFloat(getComputedStyle(document.querySelector(css)).fontSize);
    const parts = ['.crumb b', '.moment b', '.what-label', '.what-value', '.tool', '.side h2', '.side-text',
        '.side .tab', '.charts .tab', '.chart-note', '.field label', '.field input', '.turn label', '.legend', '.bet'];
    return Object.fromEntries(parts.filter(css => document.querySelector(css)).map(css => [css, size(css)]))";

const OUT: &str = "
    const e = document.documentElement;
    const play = document.querySelector('.play').getBoundingClientRect();
    const out = [...document.querySelectorAll('button, h1, h2, p, select, input, output, label')].filter(x => {
        const r = x.getBoundingClientRect();
        const scrolls = x.closest('.canvas, .figures-scroll, .chart-table, .away');
        return r.width > 1 && !scrolls && (r.right > innerWidth + .5 || r.left < -.5 || x.scrollWidth > x.clientWidth + 1
            && getComputedStyle(x).overflow === 'visible' && x.clientWidth > 0);
    }).map(x => x.className || x.textContent);
    return [e.scrollWidth > innerWidth, e.scrollHeight > innerHeight, play.bottom <= innerHeight, out]";

#[tokio::test]
async fn the_projector_theme_has_large_type_fits_and_is_remembered() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    to_end(&page).await?;
    page.find(".bet").await?;
    let before = sizes(&page).await?;
    while page.js(THEME).await? != "projector" {
        page.click(".top [aria-label^=Colours]").await?;
    }
    page.find(".top [aria-label='Colours: projector. Change to as the system']").await?;
    let large = sizes(&page).await?;
    for (part, size) in &large {
        assert!(size / before[part] >= 1.2, "{part} is {size} px instead of {}", before[part]);
    }
    for (width, height) in [(1440, 900), (1280, 720), (1024, 768)] {
        page.set_look(Look { width, height, ..Look::default() }).await?;
        assert_eq!(page.js(OUT).await?, json!([false, false, true, []]), "{width} by {height}");
    }
    page.set_look(Look::default()).await?;
    page.web().refresh().await?;
    page.wait_until_started().await?;
    page.wait_for(&format!("{THEME} === 'projector' && !!document.querySelector('.side h2')")).await?;
    to_end(&page).await?;
    page.find(".bet").await?;
    assert_eq!(sizes(&page).await?, large);
    page.finish().await
}

/// The sizes of type by part: beside the description of the case, then beside its rules.
async fn sizes(page: &Page) -> Result<BTreeMap<String, f64>> {
    let mut all = BTreeMap::new();
    page.find(".chart-note").await?;
    for (tab, there) in [(1, ".side-text"), (4, ".field input")] {
        page.click(&format!(".side-tabs .tab:nth-child({tab})")).await?;
        page.find(there).await?;
        let found: BTreeMap<String, f64> = serde_json::from_value(page.js(TYPE).await?)?;
        all.extend(found);
    }
    assert_eq!(all.len(), 15, "{all:?}");
    Ok(all)
}

/// Colours that the visitor's system has chosen take the place of the page's.
async fn force_colours(page: &Page, dark: bool) -> Result<()> {
    let scheme = if dark { "dark" } else { "light" };
    let features = json!([
        { "name": "forced-colors", "value": "active" },
        { "name": "prefers-color-scheme", "value": scheme },
    ]);
    page.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    assert_eq!(page.js("return matchMedia('(forced-colors: active)').matches").await?, true);
    Ok(())
}

/// Controls in view that neither have a border nor are drawn otherwise, by name.
const BARE: &str = "
    const own = x => x.matches('input[type=range], input[type=checkbox], .row-name, .away');
    return [...document.querySelectorAll('button, select, input, textarea')].filter(x => {
        const r = x.getBoundingClientRect(), s = getComputedStyle(x);
        const sides = ['Top', 'Right', 'Bottom', 'Left'].filter(side =>
            s['border' + side + 'Style'] !== 'none' && parseFloat(s['border' + side + 'Width']) >= 1
            && s['border' + side + 'Color'] !== s.backgroundColor);
        return r.width > 1 && !own(x) && sides.length < 4;
    }).map(x => x.className || x.textContent)";

/// What of a participant's drawing cannot be told from the paper, as part and participant.
const FAINT: &str = "
    const paper = getComputedStyle(document.querySelector('.canvas')).backgroundColor;
    const seen = (node, css, what) => {
        const e = node.querySelector(css);
        return !e || ![paper, 'none'].includes(getComputedStyle(e)[what]) && contrast(getComputedStyle(e)[what]) >= 3;
    };
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map(v => v / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const contrast = colour => {
        const [a, b] = [light(colour), light(paper)].sort((x, y) => y - x);
        return (a + .05) / (b + .05);
    };
    const parts = [['.mark', 'stroke'], ['.edge', 'stroke'], ['.kind', 'stroke'], ['.name', 'fill'], ['.word', 'fill'],
        ['.number', 'fill'], ['.owed', 'fill'], ['.owned', 'fill'], ['.step circle', 'fill']];
    return [...document.querySelectorAll('.node')].flatMap(node => parts
        .filter(([css, what]) => !seen(node, css, what)).map(([css]) => css + ' of ' + node.dataset.node))";

const FAINT_LINKS: &str = "
    const paper = getComputedStyle(document.querySelector('.canvas')).backgroundColor;
    return [...document.querySelectorAll('.link .line, .label text')].filter(e => {
        const s = getComputedStyle(e);
        return (e.tagName === 'text' ? s.fill : s.stroke) === paper;
    }).length";

#[tokio::test]
async fn forced_colours_leave_marks_words_and_borders() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    to_end(&page).await?;
    // Back to the day on which they fail; at the end some have recovered.
    let back = page.find(".step[aria-label='One step back']").await?;
    while !page.text(".moment b").await?.ends_with("Day 2") {
        back.click().await?;
    }
    wait_failed(&page, 4).await?;
    page.js("document.querySelector('[data-node=heron]').focus()").await?;
    page.press(interclear_tests::Key::Enter).await?;
    page.find(".why").await?;
    page.find(".node .step").await?;
    for dark in [false, true] {
        force_colours(&page, dark).await?;
        // A change of colour takes a quarter of a second.
        page.wait_for("return document.getAnimations().length === 0").await?;
        assert_eq!(page.js(BARE).await?, json!([]), "controls without a border, dark {dark}");
        assert_eq!(page.js(FAINT).await?, json!([]), "drawn in the colour of the paper, dark {dark}");
        assert_eq!(count(&page, FAINT_LINKS).await?, 0, "links in the colour of the paper, dark {dark}");
        // Failed or not can be told without colour: by the mark, the outline and the words.
        let told = page
            .js("const d = (id, css) => document.querySelector(`[data-node=${id}] ${css}`).getAttribute('d');
                 const word = id => document.querySelector(`[data-node=${id}] .word`).textContent;
                 return [d('heron', '.mark') !== d('zander', '.mark'), d('heron', '.mark') !== d('pike', '.mark'),
                         d('heron', '.edge') !== d('zander', '.edge'), word('heron') !== word('zander')]")
            .await?;
        assert_eq!(told, json!([true, true, true, true]));
        // What is chosen can be told from what is not.
        let chosen = page
            .js("const look = e => { const s = getComputedStyle(e); return [s.backgroundColor, s.color, s.borderTopColor].join() };
                 const differ = (on, off) => look(document.querySelector(on)) !== look(document.querySelector(off));
                 return [differ('.side .tab[aria-selected=true]', '.side .tab[aria-selected=false]'),
                         differ('.tool[aria-pressed=true]', '.tool[aria-pressed=false]')]")
            .await?;
        assert_eq!(chosen, json!([true, true]), "the chosen tab and tool, dark {dark}");
    }
    page.finish().await
}

/// Follows every animation frame from now on and counts what moves by itself, beside the playhead.
const WATCH: &str = "
    window.seen = { css: 0, dots: 0, frames: 0 };
    const look = () => {
        window.seen.css += document.getAnimations().length;
        window.seen.dots += document.querySelectorAll('.dots circle').length;
        window.seen.frames += 1;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look)";

#[tokio::test]
async fn reduced_motion_plays_without_anything_that_moves() -> Result<()> {
    let page = Page::open(Look { reduced_motion: false, ..Look::default() }).await?;
    let mut moved = Vec::new();
    for reduced_motion in [false, true] {
        page.set_look(Look { reduced_motion, ..Look::default() }).await?;
        open(&page, if reduced_motion { "?still" } else { "" }).await?;
        page.js(WATCH).await?;
        page.cdp(
            "Runtime.evaluate",
            json!({ "expression": "document.querySelector('.speed').value = '4';
            document.querySelector('.speed').dispatchEvent(new Event('change', { bubbles: true }))" }),
        )
        .await?;
        page.click(".play").await?;
        page.click(".ask .skip").await?;
        page.find(".play[aria-label=Replay]").await?;
        wait_failed(&page, 4).await?;
        page.wait_for("return window.seen.frames > 30").await?;
        moved.push(page.js("return [window.seen.css > 0, window.seen.dots > 0]").await?);
    }
    // Without the preference both are there, so that the second line means something.
    assert_eq!(moved, [json!([true, true]), json!([false, false])]);
    page.finish().await
}
