//! A table of debts pasted, dropped as a file, added, and saved again.

use crate::axe::sound;
use crate::steps::{click_named, count, open, say, wait_text};
use anyhow::Result;
use interclear_tests::{Key, Look, Page};
use serde_json::json;
use tempfile::TempDir;

const NODES: &str = "return document.querySelectorAll('.node').length";

async fn paste(page: &Page, text: &str) -> Result<()> {
    let text = serde_json::Value::from(text);
    page.js(&format!(
        "const t = document.querySelector('#import-text'); t.value = {text};
         t.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))"
    ))
    .await
    .map(|_| ())
}

#[tokio::test]
async fn a_pasted_table_is_read_checked_and_opened() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    click_named(&page, ".side .tab", "Table").await?;
    click_named(&page, ".adding button", "Import a table\u{2026}").await?;
    wait_text(&page, ".window h2", "Import a table").await?;
    assert_eq!(page.js("return document.querySelector('.import-go').disabled").await?, json!(true));

    paste(&page, "from,to,amount\nAsh,Elm,\"1,000\"\nAsh,Ash,5").await?;
    wait_text(&page, "#import-says", "Row 2, column 3").await?;
    wait_text(&page, "#import-says", "Row 3, column 2").await?;
    sound(&page, "import, problems").await?;
    assert_eq!(page.js("return document.querySelector('.import-go').disabled").await?, json!(true));

    paste(&page, ";Ash;Elm;<b>Oak</b>\nAsh;;100;\nElm;;;80.5\n<b>Oak</b>;7;;").await?;
    wait_text(&page, ".import-sum", "Matrix: 3 participants, 3 debts, 187.5 owed in all.").await?;
    click_named(&page, ".import button", "Open as a new scenario").await?;
    page.wait_for(&format!("return (() => {{ {NODES} }})() === 3")).await?;
    wait_text(&page, ".crumb b", "Imported table").await?;
    page.find(".line-row").await?;
    assert_eq!(count(&page, "return document.querySelectorAll('.window, dialog, .side b').length").await?, 0);

    // Own work is one step back.
    page.click(".top [aria-label^=Undo]").await?;
    page.wait_for(&format!("return (() => {{ {NODES} }})() === 6")).await?;

    // Added to what is there: a name that is known is the same participant.
    click_named(&page, ".adding button", "Import a table\u{2026}").await?;
    page.find("#import-text").await?;
    paste(&page, "Heron,Newcomer,12,2").await?;
    wait_text(&page, ".import-sum", "Edge list").await?;
    click_named(&page, ".import button", "Add to More collateral, more failures").await?;
    page.wait_for(&format!("return (() => {{ {NODES} }})() === 7 && !document.querySelector('dialog')")).await?;
    assert_eq!(
        say(&page, "return document.querySelector('.top [aria-label^=Undo]').getAttribute('aria-label')").await?,
        "Undo: add 1 debt from a table"
    );
    page.finish().await
}

#[tokio::test]
async fn a_file_is_opened_and_a_table_saved() -> Result<()> {
    let page = Page::open(Look::default()).await?;
    open(&page, "").await?;
    let folder = TempDir::with_prefix("interclear-file-")?;
    let file = folder.path().join("debts.csv");
    std::fs::write(&file, "\u{feff}from;to;amount;due\r\n=Ash;Elm;10;1\r\nElm;Oak;8;2\r\n")?;
    page.find("input[type=file]").await?.send_keys(file.to_string_lossy().into_owned()).await?;
    wait_text(&page, ".import-sum", "Edge list: 3 participants, 2 debts, 18 owed in all.").await?;
    page.press(Key::Escape).await?;
    page.wait_for("return !document.querySelector('dialog')").await?;
    assert_eq!(count(&page, NODES).await?, 6, "nothing is replaced before somebody says so");
    page.find("input[type=file]").await?.send_keys(file.to_string_lossy().into_owned()).await?;
    page.find(".import-sum").await?;
    click_named(&page, ".import button", "Open as a new scenario").await?;
    page.wait_for(&format!("return (() => {{ {NODES} }})() === 3")).await?;

    page.js("window.saved = null;
         const make = URL.createObjectURL;
         URL.createObjectURL = blob => { blob.text().then(text => window.saved.text = text); return make.call(URL, blob) };
         HTMLAnchorElement.prototype.click = function () { window.saved = { name: this.download } };")
        .await?;
    for (button, name, wanted) in [
        ("Save edge list", "imported-debts.csv", "from,to,amount,due\n'=Ash,Elm,10,1\nElm,Oak,8,2\n"),
        ("Save matrix", "imported-matrix.csv", ",'=Ash,Elm,Oak\n'=Ash,0,10,0\nElm,0,0,8\nOak,0,0,0\n"),
    ] {
        page.js("window.saved = null").await?;
        click_named(&page, ".adding button", button).await?;
        page.wait_for("return typeof window.saved?.text === 'string'").await?;
        assert_eq!(page.js("return [window.saved.name, window.saved.text]").await?, json!([name, wanted]));
    }
    page.finish().await
}
