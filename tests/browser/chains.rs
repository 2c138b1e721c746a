//! Chains of collateral as the page shows them: whose view of the network, and what something stands on.

use crate::axe::sound;
use crate::steps::{click_named, node, open, open_file, say, to_end, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::{Value, json};

/// A desk with a hidden debt and a hidden claim, beside a vault that has issued a token and a wrapper of it.
pub fn hidden() -> Value {
    let who = |id: &str, label: &str, holds: Value, at: [u32; 2]| json!({ "id": id, "label": label, "kind": "firm", "holdings": holds, "place": at });
    let owes = |id: &str, from: &str, to: &str, amount: u32, hidden: bool| {
        let mut o = json!({ "id": id, "debtor": from, "creditor": to, "amount": amount, "due": 3 });
        if hidden {
            o["hidden"] = json!(true);
        }
        o
    };
    json!({
        "version": 1, "id": "hidden", "title": "Hidden", "numeraire": "cash", "clock": { "ticks": 4, "unit": "day" },
        "assets": [
            { "id": "cash", "label": "Cash" },
            { "id": "tok", "label": "TOK", "claim": { "issuer": "vault", "par": 1, "circulating": 40, "redemption": { "delay": 1 } } },
            { "id": "wtok", "label": "wTOK", "claim": { "issuer": "wrap", "par": 1, "circulating": 5 } },
        ],
        "participants": [
            who("vault", "Vault", json!({ "cash": 90 }), [80, 60]),
            who("desk", "Desk", json!({ "cash": 40 }), [360, 60]),
            who("fund", "Fund", json!({ "cash": 5, "wtok": 25 }), [640, 60]),
            who("wrap", "Wrap", json!({ "tok": 30 }), [360, 260]),
        ],
        "obligations": [
            owes("seen", "desk", "vault", 30, false),
            owes("veiled", "desk", "fund", 20, true),
        ],
    })
}

async fn pressed(page: &Page) -> Result<String> {
    say(page, "return document.querySelector('.sight [aria-pressed=true]')?.textContent ?? 'none'").await
}

#[tokio::test]
async fn the_network_is_shown_as_others_see_it() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    assert_eq!(pressed(&page).await?, "none", "nothing is hidden in the opening case");
    let _file = open_file(&page, &hidden().to_string()).await?;
    page.find(".sight").await?;
    assert_eq!(pressed(&page).await?, "as it is");
    let label = "return document.querySelector('[data-label=\"obligation:veiled\"]').textContent";
    assert_eq!(say(&page, label).await?, "owes 20, hidden");
    assert!(node(&page, "desk").await?.contains("Others see equity 10"), "{}", node(&page, "desk").await?);

    // By mouse: no amount is left, and the node shows what others see.
    click_named(&page, ".sight button", "as they see it").await?;
    page.wait_for("return !!document.querySelector('[data-link=\"obligation:veiled\"].w-fog')").await?;
    assert_eq!(say(&page, label).await?, "hidden");
    let spoken =
        say(&page, "return document.querySelector('[data-link=\"obligation:veiled\"]').getAttribute('aria-label')")
            .await?;
    assert!(!spoken.contains("20"), "{spoken}");
    assert!(node(&page, "desk").await?.contains("as others see it: equity 10"), "{}", node(&page, "desk").await?);
    page.js("document.querySelector('[data-node=desk]').focus()").await?;
    page.press(Key::Enter).await?;
    wait_text(&page, ".beside", "They see").await?;

    // By keyboard, and it is kept while the run goes on.
    page.js("document.querySelector('.sight button[aria-pressed=false]').focus()").await?;
    page.press(Key::Space).await?;
    page.wait_for("return document.querySelector('.sight [aria-pressed=true]').textContent === 'as it is'").await?;
    assert_eq!(say(&page, label).await?, "owes 20, hidden");
    page.js("document.querySelector('.sight button').focus()").await?;
    page.press(Key::Enter).await?;
    page.find(".w-fog").await?;
    to_end(&page).await?;
    assert_eq!(pressed(&page).await?, "as they see it");
    page.finish().await
}

#[tokio::test]
async fn what_something_stands_on_is_looked_through() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let _file = open_file(&page, &hidden().to_string()).await?;
    page.find("[data-node=fund]").await?;
    page.js("document.querySelector('[data-node=fund]').focus()").await?;
    page.press(Key::Enter).await?;
    page.find("[aria-label='Look through'] .look-head[aria-expanded=false]").await?;
    page.js("document.querySelector('[aria-label=\"Look through\"] .look-head').focus()").await?;
    page.press(Key::Enter).await?;
    wait_text(&page, ".branches", "wTOK of Wrap").await?;
    let tree = say(&page, "return document.querySelector('.branches').textContent").await?;
    assert!(tree.contains("wrapped 2 deep") && tree.contains("TOK of Vault"), "{tree}");
    let weights =
        say(&page, "return [...document.querySelectorAll('.weights')].map(w => w.textContent).join('; ')").await?;
    assert!(weights.contains("Vault") && weights.contains("(0 direct)"), "{weights}");
    // What is issued stands in the inspector of the issuer.
    page.js("document.querySelector('[data-node=vault]').focus()").await?;
    page.press(Key::Enter).await?;
    wait_text(&page, ".facts", "Issued: TOK").await?;
    page.finish().await
}

#[tokio::test]
async fn the_new_states_are_sound_in_both_themes_and_on_a_phone() -> Result<()> {
    const PHONE: Look = Look { width: 390, height: 844, scale: 2.0, dark: false, reduced_motion: true };
    let wide = Look { reduced_motion: true, ..Look::default() };
    let page = Page::open(wide).await?;
    for (look, dark) in [(wide, false), (wide, true), (PHONE, false), (PHONE, true)] {
        page.set_look(Look { dark, ..look }).await?;
        page.visit("about:blank").await?;
        open(&page, "").await?;
        let _file = open_file(&page, &hidden().to_string()).await?;
        page.find(".sight").await?;
        click_named(&page, ".sight button", "as they see it").await?;
        page.find(".w-fog").await?;
        let what = format!("{} wide, dark {dark}", look.width);
        sound(&page, &format!("as they see it, {what}")).await?;
        page.js("document.querySelector('[data-node=fund]').focus()").await?;
        page.press(Key::Enter).await?;
        page.js("document.querySelector('[aria-label=\"Look through\"] .look-head').click()").await?;
        page.find(".branches").await?;
        sound(&page, &format!("looked through, {what}")).await?;
        let wider = page.js("return document.documentElement.scrollWidth > innerWidth").await?;
        assert_eq!(wider, false, "nothing sticks out, {what}");
        page.js("document.querySelector('.kinds > .tool').click()").await?;
        page.find(".flyout-kinds").await?;
        sound(&page, &format!("kinds, {what}")).await?;
        page.js("document.querySelector('.kinds > .tool').focus()").await?;
        page.press(Key::Escape).await?;
        page.wait_for("return !document.querySelector('.flyout-kinds')").await?;
    }
    page.finish().await
}
