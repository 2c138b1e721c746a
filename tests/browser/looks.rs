//! Layout: nothing overflows, Play is in view, the focus is seen, in every size, theme and mode.

use crate::steps::{open, wait_failed};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

const LAPTOP: Look = Look { width: 1440, height: 900, scale: 1.0, dark: false, reduced_motion: true };
const PHONE: Look = Look { width: 390, height: 844, scale: 2.0, ..LAPTOP };
const NARROW: Look = Look { width: 320, height: 640, scale: 2.0, ..LAPTOP };

/// What sticks out to the right of the window, and whether the document scrolls.
const FIT: &str = "
    const e = document.documentElement;
    const play = document.querySelector('.play').getBoundingClientRect();
    const out = [...document.querySelectorAll('button, h1, h2, p, select, input, output')].filter(x => {
        const r = x.getBoundingClientRect();
        const scrolls = x.closest('.palette, .canvas, .figures-scroll, .chart-table, .chart-head .tabs, .away');
        return r.width > 1 && !scrolls && (r.right > innerWidth + .5 || r.left < -.5);
    }).map(x => x.className || x.textContent);
    return {
        wide: e.scrollWidth > innerWidth,
        high: e.scrollHeight > innerHeight,
        play: play.top >= 0 && play.bottom <= innerHeight && play.left >= 0 && play.right <= innerWidth,
        out,
    }";

#[tokio::test]
async fn everything_fits_in_every_size_and_theme() -> Result<()> {
    let page = Page::open(LAPTOP).await?;
    let mut case = 0;
    for mode in ["", "embed"] {
        for look in [LAPTOP, PHONE, NARROW] {
            for dark in [false, true] {
                page.set_look(Look { dark, ..look }).await?;
                case += 1;
                open(&page, &format!("?{case}#{mode}")).await?;
                let may_scroll = mode.is_empty() && look != LAPTOP;
                fits(&page, &format!("{mode} {}, dark {dark}, at first", look.width), may_scroll).await?;
                page.click(".play").await?;
                page.find(".ask").await?;
                fits(&page, &format!("{mode} {}, dark {dark}, asked", look.width), may_scroll).await?;
                // The question takes no key away; whoever goes to the end has put it aside.
                page.press(Key::End).await?;
                page.wait_for("return !document.querySelector('.ask')").await?;
                wait_failed(&page, 4).await?;
                fits(&page, &format!("{mode} {}, dark {dark}, at the end", look.width), may_scroll).await?;
                let paper = page.js("return getComputedStyle(document.body).backgroundColor").await?;
                assert_eq!(paper == json!("rgb(20, 23, 27)"), dark, "{paper}");
                page.assert_log_is_empty().await?;
            }
        }
    }
    page.finish().await
}

#[tokio::test]
async fn every_scenario_fits_the_narrowest_window_at_every_moment() -> Result<()> {
    let page = Page::open(NARROW).await?;
    let invented =
        ["more-collateral", "one-chain", "robust-yet-fragile", "openness", "two-houses", "netting-agreement"];
    let reconstructed = ["nasdaq-2018", "lehman-lch-2008", "euler-2023"];
    for id in invented.into_iter().chain(reconstructed) {
        open(&page, &format!("?{id}#ex={id}")).await?;
        loop {
            fits(&page, &format!("{id}, {}", page.text(".moment").await?), true).await?;
            if page.js("return document.querySelector('.play').getAttribute('aria-label')").await? == "Replay" {
                break;
            }
            page.click(".step[aria-label='One step on']").await?;
        }
    }
    page.finish().await
}

async fn fits(page: &Page, what: &str, may_scroll: bool) -> Result<()> {
    let seen = page.js(FIT).await?;
    assert_eq!(seen["wide"], false, "{what} scrolls sideways");
    assert_eq!(seen["out"], json!([]), "{what}: these stick out");
    assert_eq!(seen["play"], true, "{what}: Play is not in view");
    assert!(may_scroll || seen["high"] == false, "{what} scrolls down");
    Ok(())
}

/// A name for what has the focus, and whether that can be seen.
const FOCUS: &str = "
    const a = document.activeElement;
    if (a === document.body) return ['body', true];
    const name = a.getAttribute('aria-label') ?? a.title ?? a.textContent;
    const ring = a.querySelector(':scope > .ring');
    const style = getComputedStyle(a);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const ringed = ring && getComputedStyle(ring).stroke !== 'none';
    return [name || a.className || a.tagName, !!(outlined || ringed || style.boxShadow !== 'none')]";

#[tokio::test]
async fn the_focus_is_seen_wherever_tab_leads() -> Result<()> {
    let page = Page::open(LAPTOP).await?;
    open(&page, "").await?;
    let (mut names, mut unseen) = (Vec::new(), Vec::new());
    for _ in 0..70 {
        page.press(Key::Tab).await?;
        let seen = page.js(FOCUS).await?;
        let (Value::String(name), Value::Bool(shown)) = (&seen[0], &seen[1]) else { panic!("{seen}") };
        if name == "body" {
            break;
        }
        if !shown {
            unseen.push(name.clone());
        }
        names.push(name.clone());
    }
    assert_eq!(unseen, Vec::<String>::new(), "the focus cannot be seen there");
    for part in ["Choose a scenario", "Heron, fund", "Play", "Moment", "Help", "Save"] {
        assert!(names.iter().any(|n| n.starts_with(part)), "{part} in {names:?}");
    }
    page.finish().await
}
