//! The first minute: the opening case is played, predicted, understood, changed and kept.

use crate::steps::{chord, click_at, click_named, hold, middle_of, node, open, say, thumb, wait_failed, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};

#[tokio::test]
async fn the_opening_case_from_play_to_a_changed_outcome() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    shows_the_case(&page).await?;
    predicts_and_plays(&page).await?;
    tells_failures_apart(&page).await?;
    explains(&page).await?;
    changes_the_outcome(&page).await?;
    keeps_the_work(&page).await?;
    page.finish().await
}

async fn shows_the_case(page: &Page) -> Result<()> {
    assert_eq!(page.text(".crumb b").await?, "More collateral, more failures");
    let names =
        say(page, "return [...document.querySelectorAll('.node .name')].map(n => n.textContent).join()").await?;
    assert_eq!(names, "Heron,Pike,Rook,Wren,Finch,Zander");
    let locks = say(
        page,
        "return [...document.querySelectorAll('.label')].filter(l => l.querySelector('.lock'))
             .map(l => l.querySelector('text').textContent.split(' \u{b7}')[0]).join()",
    )
    .await?;
    assert_eq!(locks, "\u{2116} 1,\u{2116} 1", "the tokens pledged on carry the same number");
    wait_text(page, ".slide-words", "press Play first").await
}

async fn predicts_and_plays(page: &Page) -> Result<()> {
    page.click(".play").await?;
    assert_eq!(page.text(".ask h2").await?, "Pike's position falls ten per cent. How many of six will fail?");
    click_named(page, ".numbers button", "1").await?;
    wait_text(page, ".bet", "You say 1 will fail.").await?;
    assert_eq!(page.find(".play").await?.attr("aria-label").await?.as_deref(), Some("Pause"));
    // It plays by itself; End need not be waited for.
    wait_text(page, ".moment", "Day 1").await?;
    page.press(Key::End).await?;
    wait_text(page, ".bet", "You said 1 would fail. 4 of 6 did.").await?;
    wait_text(page, "#live", "You said 1 would fail. 4 of 6 did.").await?;
    wait_text(page, ".slide-words", "none fails up to 69").await?;
    assert_eq!(page.find(".play").await?.attr("aria-label").await?.as_deref(), Some("Replay"));
    wait_failed(page, 4).await
}

async fn tells_failures_apart(page: &Page) -> Result<()> {
    let back = page.find(".step[aria-label='One step back']").await?;
    while !page.text(".moment b").await?.ends_with("Day 2") {
        back.click().await?;
    }
    wait_failed(page, 4).await?;
    let heron = node(page, "heron").await?;
    assert!(heron.contains("illiquid, short 45 of 50"), "{heron}");
    let pike = node(page, "pike").await?;
    assert!(pike.contains("insolvent, equity \u{2212}4.4"), "{pike}");
    let marks = page
        .js("const d = id => document.querySelector(`[data-node=${id}] .mark`).getAttribute('d');
             return [d('heron') === d('wren'), d('heron') === d('pike'), d('heron') === d('zander')]")
        .await?;
    assert_eq!(marks, serde_json::json!([true, false, false]), "two kinds of failure have two marks");
    // Round by round they fail one after another.
    back.click().await?;
    wait_failed(page, 3).await?;
    page.click(".step[aria-label='One step on']").await?;
    wait_failed(page, 4).await
}

async fn explains(page: &Page) -> Result<()> {
    click_at(page, middle_of(page, "heron").await?).await?;
    wait_text(page, ".side h2", "Heron").await?;
    let why = page.text(".why").await?;
    for part in ["Why did it fail?", "50", "45"] {
        assert!(why.contains(part), "{part}: {why}");
    }
    let rows =
        say(page, "return [...document.querySelectorAll('.why-sum td')].map(d => d.textContent).join(' / ')").await?;
    assert!(rows.contains("5 / 45") || rows.contains("5 / \u{2212}45"), "{rows}: {why}");
    let chain =
        say(page, "return [...document.querySelectorAll('.why > .chain .chain-n')].map(n => n.textContent).join()");
    assert!(chain.await?.starts_with("1,2,3"), "{why}");
    // A step of the chain leads to its participant, with the chain still there and drawn on the network.
    page.click(".chain-step").await?;
    page.find(".node .step").await?;
    page.find(".why .chain-n").await?;
    Ok(())
}

async fn changes_the_outcome(page: &Page) -> Result<()> {
    let from = thumb(page, "#what-if", 1.0, 22.0).await?;
    let to = thumb(page, "#what-if", 0.69, 22.0).await?;
    hold(page, from, to).await?;
    // While it is still in the hand.
    wait_text(page, ".what-value", "69").await?;
    wait_failed(page, 0).await?;
    wait_text(page, ".bet", "None").await?;
    page.web().action_chain().release().perform().await?;
    wait_failed(page, 0).await?;
    chord(page, &[Key::Control], "z").await?;
    wait_failed(page, 4).await?;
    wait_text(page, ".what-value", "100").await?;
    chord(page, &[Key::Control, Key::Shift], "z").await?;
    wait_failed(page, 0).await
}

async fn keeps_the_work(page: &Page) -> Result<()> {
    page.web().refresh().await?;
    page.wait_until_started().await?;
    wait_text(page, ".what-value", "69").await?;
    wait_text(page, ".toast", "Your work from the last visit").await?;
    page.click(".toast .close").await?;
    page.press(Key::End).await?;
    wait_text(page, ".bet", "None").await?;
    wait_failed(page, 0).await
}
