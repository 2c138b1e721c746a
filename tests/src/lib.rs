//! The harness of the end-to-end tests: it serves `dist/`, starts ChromeDriver
//! and Chromium, and offers what a visitor does as short calls.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use interclear_tests::{Look, Page};
//! let page = Page::open(Look::default()).await?;
//! page.goto("#ex=ring3").await?;
//! page.click("button").await?;
//! page.finish().await // no console messages, browser closed
//! # }
//! ```

mod driver;
mod look;
mod page;
mod spoiled;

pub use look::Look;
pub use page::Page;
pub use spoiled::Spoiled;
pub use thirtyfour::{BrowserLogEntry, By, Key, WebDriver, WebElement};
