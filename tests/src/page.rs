//! The page in a browser, with what a visitor can do to it.

use crate::driver::Driver;
use crate::look::Look;
use crate::spoiled::built;
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;
use thirtyfour::extensions::query::ElementQueryable as _;
use thirtyfour::prelude::ElementWaitable as _;
use thirtyfour::{
    BrowserLogEntry, By, ChromiumLikeCapabilities as _, DesiredCapabilities, LoggingPrefsLogLevel, TypingData,
    WebDriver, WebElement,
};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::sleep;
use xtask::browser::{Browser, CHROME_ARGUMENTS};
use xtask::server::Server;

/// How long an element or the start of the app may take.
const PATIENCE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(50);

/// Tests run side by side, but more browsers than this only slow each other down.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// A browser with the built page. Call [`Page::finish`] at the end of a test;
/// when a test fails before, dropping closes everything too.
pub struct Page {
    // The order matters: fields are dropped from the first to the last, and the
    // profile can go only after the browser.
    _driver: Driver,
    web: WebDriver,
    _profile: TempDir,
    site: Server,
    _turn: SemaphorePermit<'static>,
}

impl Page {
    /// Serves `dist/` on a free port and starts a browser; it shows nothing yet.
    ///
    /// # Errors
    /// When `dist/` is missing, or Chromium or ChromeDriver.
    pub async fn open(look: Look) -> Result<Self> {
        Self::open_at(look, &built()?).await
    }

    /// The same for another folder than `dist/`, such as a [`Spoiled`](crate::Spoiled) copy of it.
    ///
    /// # Errors
    /// When Chromium or ChromeDriver is missing.
    pub async fn open_at(look: Look, folder: &Path) -> Result<Self> {
        let turn = BROWSERS.acquire().await?;
        let site = Server::start(folder, 0).with_context(|| format!("could not serve {}", folder.display()))?;
        let browser = Browser::find()?;
        let profile = TempDir::with_prefix("interclear-browser-")?;
        let driver = Driver::start(&browser.driver)?;
        let capabilities = capabilities(&browser, profile.path())?;
        let web = WebDriver::new(driver.url(), capabilities).await.context("ChromeDriver could not start Chromium")?;
        let page = Self { _driver: driver, web, _profile: profile, site, _turn: turn };
        page.set_look(look).await?;
        Ok(page)
    }

    /// The WebDriver session, for what has no short call here.
    #[must_use]
    pub fn web(&self) -> &WebDriver {
        &self.web
    }

    /// The address of the site, with a `/` at the end.
    #[must_use]
    pub fn base(&self) -> String {
        self.site.url()
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        self.web.cdp().send_raw(command, parameters).await.context(command.to_owned())
    }

    /// Runs a script in every document from the next one on, before any script of the page.
    pub async fn before_every_page(&self, script: &str) -> Result<()> {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await.map(|_| ())
    }

    /// Changes window size, device scale, colour scheme and motion preference.
    pub async fn set_look(&self, look: Look) -> Result<()> {
        self.cdp("Emulation.setDeviceMetricsOverride", look.metrics()).await?;
        self.cdp("Emulation.setEmulatedMedia", look.media()).await?;
        Ok(())
    }

    /// Goes to a path or `#hash` of the site and waits until the app runs.
    pub async fn goto(&self, path: &str) -> Result<()> {
        self.visit(&format!("{}{}", self.base(), path.trim_start_matches('/'))).await?;
        self.wait_until_started().await
    }

    /// Goes to any address and waits only for the browser's own load event.
    pub async fn visit(&self, url: &str) -> Result<()> {
        self.web.goto(url).await.context(url.to_owned())
    }

    /// Waits until `boot.js` has started the app in the current frame.
    pub async fn wait_until_started(&self) -> Result<()> {
        if self.wait_for("return !!window.wasmBindings").await.is_ok() {
            return Ok(());
        }
        let log = describe(&self.log().await?);
        bail!("the app did not start within {PATIENCE:?}; console:\n{log}")
    }

    /// Waits until a script returns `true`.
    pub async fn wait_for(&self, script: &str) -> Result<()> {
        let start = Instant::now();
        while self.js(script).await? != Value::Bool(true) {
            if start.elapsed() > PATIENCE {
                bail!("not true within {PATIENCE:?}: {script}");
            }
            sleep(POLL).await;
        }
        Ok(())
    }

    /// The first element that matches, as soon as there is one.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        let query = self.web.query(By::Css(css)).wait(PATIENCE, POLL);
        query.first().await.context(css.to_owned())
    }

    /// The text of an element as the visitor sees it.
    pub async fn text(&self, css: &str) -> Result<String> {
        self.find(css).await?.text().await.context(css.to_owned())
    }

    /// Clicks an element when it can be clicked.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.find(css).await?;
        let ready = element.wait_until().wait(PATIENCE, POLL);
        ready.clickable().await.context(css.to_owned())?;
        element.click().await.context(css.to_owned())
    }

    /// Drags an element by CSS pixels with the pointer.
    pub async fn drag(&self, css: &str, right: i64, down: i64) -> Result<()> {
        let element = self.find(css).await?;
        let actions = self.web.action_chain().click_and_hold_element(&element);
        let actions = actions.move_by_offset(right, down).release();
        actions.perform().await.context(css.to_owned())
    }

    /// Presses keys where the focus is: text, or `Key::Control + "z"`.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.web.action_chain().send_keys(keys).perform().await?)
    }

    /// Runs a script and returns what it returns; a promise is awaited.
    pub async fn js(&self, script: &str) -> Result<Value> {
        let answer = self.web.execute(script, Vec::new()).await;
        Ok(answer.context(script.to_owned())?.json().clone())
    }

    /// Writes what is visible into a PNG file.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        let taken = self.web.screenshot(file).await;
        taken.with_context(|| format!("could not write {}", file.display()))
    }

    /// The console messages since the last call, network errors included.
    pub async fn log(&self) -> Result<Vec<BrowserLogEntry>> {
        Ok(self.web.browser_log().await?)
    }

    /// Fails if the console has any message since the last look at it.
    pub async fn assert_log_is_empty(&self) -> Result<()> {
        let log = self.log().await?;
        if !log.is_empty() {
            bail!("the console is not empty:\n{}", describe(&log));
        }
        Ok(())
    }

    /// Checks that the console is empty and closes the browser.
    pub async fn finish(self) -> Result<()> {
        self.assert_log_is_empty().await?;
        self.close().await
    }

    /// Closes the browser, whatever is in the console.
    pub async fn close(self) -> Result<()> {
        Ok(self.web.clone().quit().await?)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // The session's own drop has been seen to hang for two minutes after a
        // failed test. Ending the driver, which comes next, ends the browser too.
        let _already_closed = self.web.clone().leak();
    }
}

fn capabilities(browser: &Browser, profile: &Path) -> Result<Capabilities> {
    let mut wanted = DesiredCapabilities::chrome();
    wanted.set_binary(&browser.chrome.to_string_lossy())?;
    for argument in CHROME_ARGUMENTS {
        wanted.add_arg(argument)?;
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(wanted.into())
}

/// Console messages, one per line.
fn describe(log: &[BrowserLogEntry]) -> String {
    log.iter().map(|entry| format!("  {}: {}\n", entry.level, entry.message)).collect()
}
