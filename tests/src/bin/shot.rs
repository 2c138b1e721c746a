//! Takes a picture of the built page: `cargo xtask shot` runs this.

use anyhow::{Context as _, Result, bail};
use interclear_tests::{Look, Page};
use std::path::PathBuf;
use std::time::Duration;

const USAGE: &str = "shot <path-or-#hash> <out.png> [--size 1440x900] [--dark] \
                     [--reduced-motion] [--scale 2] [--script \"js\"] [--wait ms]";

/// What the command line asks for.
struct Shot {
    path: String,
    file: PathBuf,
    look: Look,
    script: Option<String>,
    wait: Duration,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let shot = parse(std::env::args().skip(1))?;
    let page = Page::open(shot.look).await?;
    page.goto(&shot.path).await?;
    if let Some(script) = &shot.script {
        let answer = page.js(script).await?;
        println!("script returned {answer}");
    }
    tokio::time::sleep(shot.wait).await;
    page.screenshot(&shot.file).await?;
    for entry in page.log().await? {
        println!("console {}: {}", entry.level, entry.message);
    }
    let Look { width, height, scale, .. } = shot.look;
    println!("{}: {width}x{height} at {scale}", shot.file.display());
    page.close().await
}

fn parse(words: impl Iterator<Item = String>) -> Result<Shot> {
    let mut names = Vec::new();
    let (mut look, mut script, mut wait) = (Look::default(), None, 300);
    let mut words = words;
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value"));
        match word.as_str() {
            "--dark" => look.dark = true,
            "--reduced-motion" => look.reduced_motion = true,
            "--script" => script = Some(value()?),
            "--scale" => look.scale = value()?.parse().context("--scale")?,
            "--wait" => wait = value()?.parse().context("--wait, in milliseconds")?,
            "--size" => {
                let size = value()?;
                let (width, height) = size.split_once('x').context("--size is like 1440x900")?;
                look.width = width.parse().context("--size")?;
                look.height = height.parse().context("--size")?;
            }
            option if option.starts_with("--") => bail!("no option {option}\n{USAGE}"),
            _ => names.push(word),
        }
    }
    let Ok([path, file]) = <[String; 2]>::try_from(names) else {
        bail!("{USAGE}");
    };
    Ok(Shot { path, file: file.into(), look, script, wait: Duration::from_millis(wait) })
}
