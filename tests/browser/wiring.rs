//! Building: a new participant, wired by drag, by two clicks, and without a pointer.

use crate::steps::{
    chord, click_at, click_named, count, drag, empty_place, middle_of, node, open, say, to_end, wait_failed, wait_text,
};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::Value;

const LINKS: &str = "return document.querySelectorAll('.link[data-link]').length";
const NODES: &str = "return document.querySelectorAll('.node').length";
const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";

#[tokio::test]
async fn a_participant_is_placed_wired_run_deleted_and_brought_back() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let links = count(&page, LINKS).await?;

    // Placed: the tool, then a click.
    let place = empty_place(&page).await?;
    click_named(&page, ".tool", "Firm").await?;
    click_at(&page, place).await?;
    wait_text(&page, ".side h2", "Firm").await?;
    assert_eq!(count(&page, NODES).await?, 7);
    assert_eq!(say(&page, UNDO).await?, "Undo: add Firm");

    // Wired by drag.
    click_named(&page, ".tool", "Owes").await?;
    drag(&page, middle_of(&page, "firm").await?, middle_of(&page, "finch").await?).await?;
    wait_text(&page, ".side h2", "Firm to Finch").await?;
    assert_eq!(count(&page, LINKS).await?, links + 1);
    assert_eq!(say(&page, UNDO).await?, "Undo: add what Firm owes Finch");

    // Amount and due in the inspector.
    type_into(&page, "Amount", "500").await?;
    page.wait_for("return document.querySelector('[data-label=\"obligation:o1\"] text').textContent === 'owes 500'")
        .await?;
    type_into(&page, "Due", "3").await?;
    // What cannot be read is said in its place and changes nothing.
    type_into(&page, "Amount", "many").await?;
    page.find(".field-bad").await?;
    page.find(".field-entry [aria-invalid=true]").await?;
    chord(&page, &[Key::Control], "a").await?;
    page.press("500" + Key::Enter).await?;
    page.wait_for("return !document.querySelector('.field-bad')").await?;

    // Wired by two clicks; where it may not end, the reason is shown.
    click_at(&page, middle_of(&page, "firm").await?).await?;
    page.find(".canvas.wiring").await?;
    click_at(&page, middle_of(&page, "rook").await?).await?;
    wait_text(&page, ".side h2", "Firm to Rook").await?;
    assert_eq!(count(&page, LINKS).await?, links + 2);
    click_named(&page, ".tool", "Collateral").await?;
    drag(&page, middle_of(&page, "heron").await?, middle_of(&page, "pike").await?).await?;
    wait_text(&page, ".toast", "Already secured by 160 Token of Heron.").await?;
    page.click(".toast .close").await?;
    click_named(&page, ".tool", "Select").await?;

    // The run tells of it.
    to_end(&page).await?;
    click_named(&page, ".side .tab", "Journal").await?;
    page.wait_for(
        "return [...document.querySelectorAll('.journal .line.fail[data-tick=\"3\"]')].some(l => l.textContent.startsWith('Firm'))",
    )
    .await?;

    // Deleted with its wires, and brought back with them.
    click_at(&page, middle_of(&page, "firm").await?).await?;
    page.press(Key::Delete).await?;
    wait_text(&page, ".toast", "Removed Firm").await?;
    assert_eq!((count(&page, NODES).await?, count(&page, LINKS).await?), (6, links));
    click_named(&page, ".toast button", "Undo").await?;
    page.wait_for(&format!("return document.querySelectorAll('.link[data-link]').length === {}", links + 2)).await?;
    // The run that tells of its failure is made anew.
    let told = "return document.querySelector('[data-node=firm]').getAttribute('aria-label').includes('failed day 3')";
    page.wait_for(told).await?;
    page.finish().await
}

#[tokio::test]
async fn what_is_being_typed_stays_while_a_run_comes_back() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    to_end(&page).await?;
    page.click(".side-tabs .tab:nth-child(4)").await?;
    page.find(".side .field input[type=text]").await?;
    page.js("const field = document.querySelector('.side .field input[type=text]'); field.focus(); field.select()")
        .await?;
    page.press("12").await?;
    // Another edit, and its run, while the field is in use.
    page.js("const slider = document.getElementById('what-if');
         slider.value = '0';
         for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind, { bubbles: true }))")
        .await?;
    wait_failed(&page, 0).await?;
    assert_eq!(say(&page, "return document.activeElement.value").await?, "12");
    page.press("3" + Key::Enter).await?;
    page.wait_for(&format!("{UNDO}.includes('123')")).await?;
    page.finish().await
}

/// Replaces what a field of the inspector says.
async fn type_into(page: &Page, label: &str, text: &str) -> Result<()> {
    let label = Value::from(label);
    page.js(&format!(
        "const label = [...document.querySelectorAll('.field label')].find(l => l.textContent === {label});
         const field = document.getElementById(label.htmlFor);
         field.scrollIntoView({{ block: 'center' }});
         field.focus();
         field.select()"
    ))
    .await?;
    page.press(text + Key::Enter).await
}

#[tokio::test]
async fn a_participant_is_placed_and_wired_without_a_pointer() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let links = count(&page, LINKS).await?;

    // One Tab stop leads into the network.
    let inside = "return document.activeElement.matches('[data-node]')";
    let mut tabs = 0;
    while page.js(inside).await? != true {
        page.press(Key::Tab).await?;
        tabs += 1;
        assert!(tabs < 40, "Tab does not reach the network");
    }
    assert_eq!(focused(&page).await?, "heron");
    page.press(Key::Right).await?;
    assert_eq!(focused(&page).await?, "wren");
    page.press(Key::Up).await?;
    assert_eq!(focused(&page).await?, "pike");
    page.press(Key::Down).await?;
    let ring = "return getComputedStyle(document.activeElement.querySelector('.ring')).strokeWidth";
    assert_eq!(page.js(ring).await?, "3px", "the focus is seen");

    page.press("n").await?;
    page.wait_for("return document.querySelectorAll('.node').length === 7").await?;
    let mut found = false;
    for key in [Key::Right, Key::Down, Key::Right, Key::Down] {
        page.press(key).await?;
        found = focused(&page).await? == "firm";
        if found {
            break;
        }
    }
    assert!(found, "arrows reach the new participant");

    // A wire to where the arrow leads; Escape puts one down.
    page.press("c").await?;
    page.find(".canvas.wiring").await?;
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('.canvas.wiring')").await?;
    page.press("c").await?;
    page.press(Key::Up).await?;
    let target = focused(&page).await?;
    assert_ne!(target, "firm");
    assert!(node(&page, &target).await?.ends_with("Enter connects."));
    page.press(Key::Enter).await?;
    page.wait_for(&format!("return document.querySelectorAll('.link[data-link]').length === {}", links + 1)).await?;
    assert!(say(&page, UNDO).await?.starts_with("Undo: add what Firm owes"));

    // Inspect, undo, leave.
    page.press(Key::Enter).await?;
    page.find(&format!("[data-node={target}][aria-pressed=true]")).await?;
    page.press(" ").await?;
    page.find(".ask").await?;
    page.press("4").await?;
    page.press(Key::End).await?;
    wait_text(&page, ".bet", "You said 4 would fail. 4 of 7 did.").await?;
    wait_failed(&page, 4).await?;
    chord(&page, &[Key::Control], "z").await?;
    chord(&page, &[Key::Control], "z").await?;
    page.wait_for("return document.querySelectorAll('.node').length === 6").await?;
    page.press(Key::Tab).await?;
    page.wait_for("return !document.activeElement.matches('[data-node]')").await?;
    page.finish().await
}

/// The participant that has the focus.
async fn focused(page: &Page) -> Result<String> {
    say(page, "return document.activeElement?.dataset?.node ?? ''").await
}
