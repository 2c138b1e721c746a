//! Contracts and positions: made by a form, settled four ways by the switch and from the table.

use crate::steps::{click_named, count, open, open_file, say, to_end, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::json;

const PHONE: Look = Look { width: 390, height: 844, scale: 2.0, dark: false, reduced_motion: true };

/// How many accounts are drawn.
const ACCOUNTS: &str = "return document.querySelectorAll('.links [data-link^=\"position:\"]').length";

#[tokio::test]
async fn a_contract_and_a_position_are_made_by_the_form() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let two = json!({
        "version": 1, "id": "two", "title": "Two", "numeraire": "cash", "assets": [{ "id": "cash", "label": "Cash" }],
        "participants": [
            { "id": "a", "label": "Ash", "holdings": { "cash": 500 } },
            { "id": "b", "label": "Beech", "holdings": { "cash": 500 } },
        ],
    });
    let _file = open_file(&page, &two.to_string()).await?;
    page.wait_for("return document.querySelectorAll('.node').length === 2").await?;
    click_named(&page, ".side .tab", "Rules").await?;
    click_named(&page, ".side .plain", "Add contract").await?;
    page.find("[data-at='contracts/oil-future/volatility']").await?;
    click_named(&page, ".side .plain", "Add position").await?;
    page.find("[data-link='position:p1']").await?;
    wait_text(&page, ".legend", "account of positions").await?;
    let spoken =
        say(&page, "return document.querySelector('[data-link=\"position:p1\"]').getAttribute('aria-label')").await?;
    assert!(spoken.contains("Ash") && spoken.contains("10 Oil future"), "{spoken}");
    page.click(".top [aria-label^=Undo]").await?;
    page.wait_for("return !document.querySelector('[data-link=\"position:p1\"]')").await?;
    page.finish().await
}

/// The place of the form that has the focus.
const FOCUSED: &str = "return document.activeElement.dataset.at || document.activeElement.tagName";

#[tokio::test]
async fn what_is_added_has_the_focus_in_its_first_field() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=four-ways").await?;
    click_named(&page, ".side .plain", "Rules and description").await?;
    page.find("[data-at='rules/grace']").await?;
    for (button, field) in [
        ("Add position", "positions/p1/contract"),
        ("Add contract", "contracts/oil-future-2/label"),
        ("Add settlement of payments", "rules/settlement/by"),
    ] {
        page.js(&format!(
            "[...document.querySelectorAll('.side .plain')].find(b => b.textContent === '{button}').focus()"
        ))
        .await?;
        page.press(Key::Enter).await?;
        page.wait_for(&format!("return (() => {{ {FOCUSED} }})() === '{field}'")).await?;
    }
    // By mouse as well, and what is typed goes there.
    click_named(&page, ".side .plain", "Add client").await?;
    page.wait_for(&format!("return /^clients\\/.+\\/client$/.test((() => {{ {FOCUSED} }})())")).await?;
    page.finish().await
}

#[tokio::test]
async fn the_switch_rewires_the_network_and_decides_who_fails() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "#ex=four-ways").await?;
    assert_eq!(count(&page, ACCOUNTS).await?, 10);
    to_end(&page).await?;
    wait_failed(&page, 3).await?;
    for (way, wires, failed) in [("net", 8, 2), ("one house", 6, 1), ("several", 12, 4), ("gross", 10, 3)] {
        click_named(&page, ".segments button", way).await?;
        wait_failed(&page, failed).await?;
        page.wait_for(&format!("return (() => {{ {ACCOUNTS} }})() === {wires}")).await?;
        let pressed = "return document.querySelector('.what .segments [aria-pressed=true]').textContent";
        assert_eq!(say(&page, pressed).await?, way);
    }
    page.finish().await
}

#[tokio::test]
async fn four_ways_stand_side_by_side_and_one_is_chosen_on_a_phone() -> Result<()> {
    let page = Page::open(PHONE).await?;
    open(&page, "#ex=four-ways").await?;
    to_end(&page).await?;
    page.js("document.querySelector('.four-ways .look-head').focus()").await?;
    page.press(Key::Enter).await?;
    page.find(".ways tbody tr").await?;
    let failed =
        "return [...document.querySelectorAll('.ways tbody tr:first-child td')].map(c => c.textContent).join()";
    assert_eq!(say(&page, failed).await?, "3,2,1,4");
    let wide = page.js("return document.documentElement.scrollWidth > innerWidth").await?;
    assert_eq!(wide, false, "nothing sticks out");
    page.js("document.querySelector('.ways [aria-label=\"Settle by one clearing house\"]').focus()").await?;
    page.press(Key::Enter).await?;
    wait_failed(&page, 1).await?;
    page.find(".ways [aria-label='Settle by one clearing house'][aria-pressed=true]").await?;
    page.finish().await
}

#[tokio::test]
async fn clients_are_selected_from_their_members_panel_by_mouse_and_key() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let case = json!({
        "version": 1, "id": "clients", "title": "Clients", "numeraire": "cash", "rules": { "novation": "one_house" },
        "clock": { "ticks": 3 },
        "assets": [{ "id": "cash", "label": "Cash" }, { "id": "x", "label": "X", "price": 100 }],
        "participants": [
            { "id": "big", "label": "Big", "holdings": { "cash": 1000 } },
            { "id": "one", "label": "First", "holdings": { "cash": 500 } },
            { "id": "two", "label": "Second", "holdings": { "cash": 500 } },
            { "id": "m", "label": "Member", "holdings": { "cash": 100 } },
            { "id": "n", "label": "Next", "holdings": { "cash": 500 } },
            { "id": "house", "label": "House", "holdings": { "cash": 1000 }, "mechanisms": [
                { "type": "margin", "confidence": 0.99, "period": 1 },
                { "type": "default_fund", "contributions": { "m": 10, "n": 10, "big": 10 } }] },
        ],
        "contracts": [{ "id": "f", "label": "F", "underlying": "x", "payoff": { "type": "future" }, "volatility": 0.5 }],
        "positions": [
            { "id": "p", "contract": "f", "long": "one", "short": "big", "quantity": 10 },
            { "id": "q", "contract": "f", "long": "two", "short": "big", "quantity": 5 }],
        "clients": [
            { "client": "one", "member": "m", "account": "segregated", "ports_to": "n" },
            { "client": "two", "member": "m", "account": "omnibus_net" }],
    });
    let _file = open_file(&page, &case.to_string()).await?;
    page.find("[data-node=m]").await?;
    page.js("document.querySelector('[data-node=m]').focus()").await?;
    page.press(Key::Enter).await?;
    click_named(&page, ".fact-link", "First").await?;
    wait_text(&page, ".side h2", "First").await?;
    wait_text(&page, "#side-body", "ports to Next").await?;
    // Back to its member, and on to the other client, by key.
    for (who, shown) in [("Member", "Member"), ("Second", "Second")] {
        page.wait_for(&format!(
            "return [...document.querySelectorAll('.fact-link')].some(b => b.textContent === '{who}')"
        ))
        .await?;
        page.js(&format!("[...document.querySelectorAll('.fact-link')].find(b => b.textContent === '{who}').focus()"))
            .await?;
        page.press(Key::Enter).await?;
        wait_text(&page, ".side h2", shown).await?;
    }
    wait_text(&page, "#side-body", "omnibus, net").await?;
    page.finish().await
}
