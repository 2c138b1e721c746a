//! Layouts: by the menu, animated once, undone; who was placed by hand stays.

use crate::steps::{chord, click_named, drag, middle_of, open, say, settled, sign, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};

const UNDO: &str = "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')";
/// Where everybody stands.
const PLACES: &str =
    "return [...document.querySelectorAll('.node')].map(n => n.dataset.node + n.getAttribute('transform')).join('|')";

async fn layout(page: &Page, name: &str) -> Result<()> {
    page.click("[aria-label=Layouts][aria-expanded=false]").await?;
    click_named(page, ".arrange-way b", name).await
}

#[tokio::test]
async fn a_layout_moves_once_and_is_undone() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    settled(&page).await?;
    sign(&page).await?;
    let before = say(&page, PLACES).await?;
    let moment = say(&page, "return document.querySelector('.deck').innerText").await?;
    for name in ["Layered", "Circular", "Force"] {
        layout(&page, name).await?;
        let label = format!("Undo: {} layout", name.to_lowercase());
        page.wait_for(&format!("return (() => {{ {UNDO} }})() === '{label}'")).await?;
        // The focus is back on the button, and the picture comes to rest in view.
        page.wait_for("return document.activeElement.getAttribute('aria-label') === 'Layouts'").await?;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        assert_ne!(say(&page, PLACES).await?, before);
        page.wait_for(
            "const c = document.querySelector('.canvas').getBoundingClientRect();
             return [...document.querySelectorAll('.node .body')].map(b => b.getBoundingClientRect())
                 .every(r => r.left >= c.left && r.right <= c.right && r.top >= c.top && r.bottom <= c.bottom)",
        )
        .await?;
        chord(&page, &[Key::Control], "z").await?;
        page.wait_for(&format!("return (() => {{ {PLACES} }})() === '{before}'")).await?;
    }
    assert_eq!(say(&page, "return document.querySelector('.deck').innerText").await?, moment, "the moment stays");
    page.finish().await
}

#[tokio::test]
async fn who_was_placed_by_hand_stays_unless_told_otherwise() -> Result<()> {
    let page = Page::open(Look { reduced_motion: true, ..Look::default() }).await?;
    open(&page, "").await?;
    settled(&page).await?;
    let from = middle_of(&page, "heron").await?;
    drag(&page, from, (from.0 + 30, from.1 - 40)).await?;
    page.wait_for(&format!("return (() => {{ {UNDO} }})() === 'Undo: move Heron'")).await?;
    let heron = "return document.querySelector('[data-node=heron]').getAttribute('transform')";
    let place = say(&page, heron).await?;
    page.click("[aria-label=Layouts]").await?;
    wait_text(&page, ".arrange-keep", "1 placed by hand").await?;
    click_named(&page, ".arrange-way b", "Circular").await?;
    page.wait_for(&format!("return (() => {{ {UNDO} }})() === 'Undo: circular layout'")).await?;
    assert_eq!(say(&page, heron).await?, place);
    page.click("[aria-label=Layouts]").await?;
    page.click(".arrange-keep input").await?;
    click_named(&page, ".arrange-way b", "Layered").await?;
    page.wait_for(&format!("return (() => {{ {heron} }})() !== '{place}'")).await?;
    // Closed by Esc, with the focus on its button.
    page.click("[aria-label=Layouts]").await?;
    page.find(".arrange-menu").await?;
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('.arrange-menu')").await?;
    assert_eq!(say(&page, "return document.activeElement.getAttribute('aria-label')").await?, "Layouts");
    page.finish().await
}
