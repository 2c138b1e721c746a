//! Forms of what a participant runs: a default fund made and reordered by mouse, keyboard and finger; refused entries
//! at their fields; the lines of a broken file.

use crate::steps::{chord, click_at, click_named, count, open, open_file, say, to_end, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

const PHONE: Look = Look { width: 390, height: 844, scale: 2.0, dark: false, reduced_motion: true };
const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";
const FUND: &str = "participants/house/mechanisms/default_fund";

/// A house without a fund and two firms; the first owes the house 10 and fails.
fn bare() -> Value {
    let firm = |id: &str, label: &str, cash: u32, y: u32| json!({ "id": id, "label": label, "kind": "firm", "holdings": { "cash": cash }, "place": [420, y] });
    json!({
        "version": 1, "id": "bare", "title": "Bare", "numeraire": "cash", "clock": { "ticks": 3, "unit": "day" },
        "assets": [{ "id": "cash", "label": "Cash", "decimals": 2 }],
        "participants": [
            { "id": "house", "label": "House", "kind": "clearing_house", "holdings": { "cash": 20 }, "place": [100, 100] },
            firm("ash", "Ash", 4, 20), firm("elm", "Elm", 30, 200),
        ],
        "obligations": [{ "id": "o", "debtor": "ash", "creditor": "house", "amount": 10, "due": 1 }],
    })
}

/// The place of the focus in the form.
async fn focused(page: &Page) -> Result<String> {
    say(page, "return document.activeElement?.dataset?.at ?? document.activeElement.tagName").await
}

/// Puts the focus on what stands at a place of the form.
pub async fn focus(page: &Page, at: &str) -> Result<()> {
    page.find(&format!("[data-at='{at}']")).await?;
    page.js(&format!(
        "const e = document.querySelector('[data-at=\"{at}\"]'); e.scrollIntoView({{ block: 'center' }}); e.focus(); e.select?.()"
    ))
    .await
    .map(|_| ())
}

async fn fill(page: &Page, at: &str, text: &str) -> Result<()> {
    focus(page, at).await?;
    page.press(text + Key::Enter).await
}

/// Where an element is, brought into view.
async fn tap_named(page: &Page, css: &str, name: &str) -> Result<()> {
    let (css, name) = (Value::from(css), Value::from(name));
    let place = page
        .js(&format!(
            "const e = [...document.querySelectorAll({css})]
                 .find(e => [e.textContent.trim(), e.getAttribute('aria-label')].includes({name}));
             e.scrollIntoView({{ block: 'center' }});
             const r = e.getBoundingClientRect();
             return [r.x + r.width / 2, r.y + r.height / 2, Math.min(r.width, r.height)].map(Math.round)"
        ))
        .await?;
    let [x, y, size]: [i64; 3] = serde_json::from_value(place)?;
    assert!(size >= 24, "{name} is {size} pixels");
    for (kind, points) in [("touchStart", json!([{ "x": x, "y": y }])), ("touchEnd", json!([]))] {
        page.cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await?;
    }
    Ok(())
}

/// Chooses in the list before a button, and presses the button.
async fn add(page: &Page, button: &str, what: &str) -> Result<()> {
    let (name, what) = (Value::from(button), Value::from(what));
    page.js(&format!(
        "const list = document.querySelector('select[aria-label=' + JSON.stringify({name}) + ']');
         list.selectedIndex = [...list.options].findIndex(o => o.text === {what});
         list.nextElementSibling.scrollIntoView({{ block: 'center' }})"
    ))
    .await?;
    click_named(page, ".pick-new button", button).await
}

/// Who bore how much, from the table of losses.
async fn losses(page: &Page) -> Result<String> {
    say(page, "return [...document.querySelectorAll('.chart-table tr')].map(r => r.textContent).join('; ')").await
}

#[tokio::test]
async fn the_order_of_a_new_fund_decides_who_bears_the_loss() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let _file = open_file(&page, &bare().to_string()).await?;
    page.find("[data-node=house]").await?;
    page.js("document.querySelector('[data-node=house]').focus()").await?;
    page.press(Key::Enter).await?;

    // By mouse: the fund and its two members.
    click_named(&page, ".actions .plain", "Add default fund").await?;
    page.wait_for(&format!("return {}('Undo: add default fund to House')", undo_is())).await?;
    assert_eq!(focused(&page).await?, FUND, "the focus goes to what was added");
    for member in ["Ash", "Elm"] {
        add(&page, "Add a member", member).await?;
        page.find(&format!("[data-at='{FUND}/contributions/{}']", member.to_lowercase())).await?;
    }
    assert_eq!(focused(&page).await?, format!("{FUND}/contributions/elm"));
    assert_eq!(count(&page, "return document.querySelectorAll('[data-tie]').length").await?, 2);
    fill(&page, &format!("{FUND}/contributions/elm"), "5").await?;
    fill(&page, &format!("{FUND}/skin_in_the_game"), "4.5").await?;
    page.wait_for(&format!("return {}('Undo: skin in the game 0 to 4.5')", undo_is())).await?;
    to_end(&page).await?;
    let elm = "return document.querySelector('[data-node=elm]').getAttribute('aria-label')";
    click_named(&page, ".charts .tab", "Who bears the loss").await?;
    page.find(".chart-toggle").await?;
    click_named(&page, ".chart-toggle", "Table").await?;
    page.wait_for("return !!document.querySelector('.chart-table')").await?;
    // Six are lost: 4.5 of the house's own, then 1.5 of Elm's.
    let before = losses(&page).await?;
    assert!(before.contains("4.5") && before.contains("1.5"), "{before}; {}", say(&page, elm).await?);

    // By keyboard: the survivors come first, the focus stays on the layer, and Elm bears five.
    focus(&page, &format!("{FUND}/layers/2/down")).await?;
    page.press(Key::Enter).await?;
    page.wait_for(&format!("return {}('Undo: move skin in the game down')", undo_is())).await?;
    page.wait_for(&format!("return document.activeElement.dataset.at === '{FUND}/layers/3/down'")).await?;
    page.wait_for(
        "return [...document.querySelectorAll('.chart-table tr')].some(r => /Elm.*5(\\.00)?/.test(r.textContent))",
    )
    .await?;
    let after = losses(&page).await?;
    assert_ne!(after, before);
    chord(&page, &[Key::Control], "z").await?;
    page.wait_for(&format!("return {}('Undo: skin in the game 0 to 4.5')", undo_is())).await?;
    page.finish().await
}

/// A test in the page of what the undo button says.
pub fn undo_is() -> String {
    format!("(text => (() => {{ {UNDO} }})() === text)")
}

#[tokio::test]
async fn layers_are_reordered_by_finger() -> Result<()> {
    let page = Page::open(PHONE).await?;
    page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await?;
    open(&page, "#ex=two-houses").await?;
    page.js("document.querySelector('[data-node=ida]').focus()").await?;
    page.press(Key::Enter).await?;
    page.find(&format!("[data-at='{}']", FUND.replace("house", "ida"))).await?;
    tap_named(&page, ".sign", "Move skin in the game down").await?;
    page.wait_for(&format!("return {}('Undo: move skin in the game down')", undo_is())).await?;
    let titles = "return [...document.querySelectorAll('.row-title')].map(t => t.textContent).slice(0, 4).join()";
    let order = "1. Defaulter's margin,2. Defaulter's contribution,3. Survivors' contributions,4. Skin in the game";
    assert_eq!(say(&page, titles).await?, order);
    tap_named(&page, ".sign", "Remove Beech").await?;
    page.wait_for("return document.querySelectorAll('[data-tie]').length === 7").await?;
    let wide = page.js("return document.documentElement.scrollWidth > innerWidth").await?;
    assert_eq!(wide, false, "nothing sticks out");
    page.finish().await
}

#[tokio::test]
async fn a_refused_entry_stays_with_its_reason_and_a_way_to_the_cause() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=two-houses").await?;
    page.js("document.querySelector('[data-node=ash]').focus()").await?;
    page.press(Key::Enter).await?;
    let cash = "participants/ash/holdings/cash";
    let node = "return document.querySelector('[data-node=ash]').getAttribute('aria-label')";
    let before = say(&page, node).await?;
    fill(&page, cash, "3").await?;
    wait_text(&page, ".field .field-bad", "The member does not hold this much cash. Raise its cash").await?;
    let entry = page
        .js(&format!(
            "const e = document.querySelector('[data-at=\"{cash}\"]');
             const says = e.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent);
             return [e.value, e.getAttribute('aria-invalid'), says.join().includes('does not hold')]"
        ))
        .await?;
    assert_eq!(entry, json!(["3", "true", true]));
    wait_text(&page, ".side-count", "1 entry not taken").await?;
    assert_eq!(say(&page, node).await?, before, "the scenario is as it was");
    assert_eq!(page.js("return document.querySelector('.top [aria-label^=Undo]').disabled").await?, true);

    // The way to the cause: another participant's form, with the focus in the field.
    click_named(&page, ".field-bad .go", "Ida: Contribution of Ash").await?;
    page.wait_for(
        "return document.activeElement.dataset.at === 'participants/ida/mechanisms/default_fund/contributions/ash'",
    )
    .await?;
    page.js("document.activeElement.select()").await?;
    page.press("0" + Key::Enter).await?;
    page.wait_for(&format!("return {}('Undo: contribution of Ash 10 to 0')", undo_is())).await?;
    fill(&page, "participants/ida/holdings/cash", "4").await?;
    // Back at what was typed: it is there, and the other house is still in the way.
    page.js("document.querySelector('[data-node=ash]').focus()").await?;
    page.press(Key::Enter).await?;
    page.find(&format!("[data-at='{cash}'][aria-invalid=true]")).await?;
    click_named(&page, ".field-bad .go", "Nora: Contribution of Ash").await?;
    page.wait_for("return document.activeElement.dataset.at?.includes('nora')").await?;
    page.js("document.activeElement.select()").await?;
    page.press("0" + Key::Enter).await?;
    page.js("document.querySelector('[data-node=ash]').focus()").await?;
    page.press(Key::Enter).await?;
    click_named(&page, ".field-out .plain", "Set it").await?;
    page.wait_for(&format!("return {}('Undo: cash 20 to 3')", undo_is())).await?;
    page.wait_for("return !document.querySelector('.field-out')").await?;
    page.finish().await
}

#[tokio::test]
async fn a_thread_leads_to_its_row() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=two-houses").await?;
    page.press(Key::Tab).await?;
    let place = "participants/nora/mechanisms/default_fund/contributions/cherry";
    let at = page
        .js(&format!(
            "const line = document.querySelector('[data-tie=\"{place}\"] .thread');
             const p = line.getPointAtLength(line.getTotalLength() / 3).matrixTransform(line.getScreenCTM());
             return [p.x, p.y].map(Math.round)"
        ))
        .await?;
    click_at(&page, serde_json::from_value(at)?).await?;
    page.wait_for(&format!("return document.activeElement.dataset.at === '{place}'")).await?;
    wait_text(&page, ".side h2", "Nora").await?;
    // The same from the table, which needs no pointer.
    click_named(&page, ".side .tab", "Table").await?;
    click_named(&page, ".row-name", "Ash \u{2192} Ida").await?;
    page.wait_for(
        "return document.activeElement.dataset.at?.endsWith('ida/mechanisms/default_fund/contributions/ash')",
    )
    .await?;
    page.finish().await
}

#[tokio::test]
async fn an_import_with_three_problems_shows_their_lines() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let text = serde_json::to_string_pretty(&bare())?
        .replace("\"debtor\": \"ash\"", "\"debtor\": \"ahs\"")
        .replace("\"amount\": 10", "\"amount\": -10")
        .replace("\"ticks\": 3", "\"ticks\": 0");
    let line = |part: &str| text.lines().position(|l| l.contains(part)).map_or(0, |n| n + 1);
    let _file = open_file(&page, &text).await?;
    wait_text(&page, ".window-inside > p", "3 things must be mended. Nothing was replaced").await?;
    let seen = page
        .js("return [...document.querySelectorAll('.problem')].map(p =>
                 [p.querySelector('b').textContent.split(',')[0], p.querySelector('mark').textContent, p.querySelector('pre').textContent])")
        .await?;
    let seen: Vec<[String; 3]> = serde_json::from_value(seen)?;
    assert_eq!(seen.len(), 3, "{seen:?}");
    for (part, mark) in [("\"ahs\"", "\"ahs\""), ("-10", "-10"), ("\"ticks\": 0", "0")] {
        let found = seen.iter().find(|s| s[2].contains(part)).unwrap_or_else(|| panic!("{part} in {seen:?}"));
        assert_eq!(found[..2], [format!("Line {}", line(part)), mark.to_owned()]);
    }
    page.js("window.copied = ''; navigator.clipboard.writeText = async text => { window.copied = text }").await?;
    click_named(&page, ".report .plain", "Copy report").await?;
    wait_text(&page, ".report [role=status]", "Copied.").await?;
    let copied = say(&page, "return window.copied").await?;
    assert!(copied.contains(&format!("Line {}", line("-10"))) && copied.contains('^'), "{copied}");
    page.finish().await
}
