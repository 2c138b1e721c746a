//! Sizes of the built site, file by file, and of the first load, which is limited.

use crate::run::step;
use crate::site;
use anyhow::{Result, bail};
use std::fs;
use xtask::dist_dir;
use xtask::weight::{FIRST_LOAD_LIMIT, Size, is_first};

/// Prints the table and fails when the first load is too big.
pub fn report() -> Result<()> {
    let first = step("Measuring the site (bytes)", measure)?;
    let (is, limit) = (kilo(first.brotli), FIRST_LOAD_LIMIT / 1000);
    println!("    first load {is:.1} kB with brotli; the limit is {limit} kB");
    if first.brotli > FIRST_LOAD_LIMIT {
        bail!("the first load is too big: move into web/src/view/later.rs what is not needed to show a case");
    }
    Ok(())
}

fn print(size: Size, name: &str) {
    println!("    {name:<44} {:>10} {:>10} {:>10}", size.raw, size.gzip, size.brotli);
}

fn measure() -> Result<Size> {
    let (mut all, mut first) = (Size::default(), Size::default());
    println!("    {:<44} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    for file in site::files()? {
        let name = file.strip_prefix(dist_dir()).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let size = Size::of(&fs::read(&file)?)?;
        print(size, &name);
        all.add(size);
        if is_first(&name) {
            first.add(size);
        }
    }
    print(first, "first load");
    print(all, "all");
    Ok(first)
}

fn kilo(bytes: usize) -> f64 {
    // Sizes of a web page are far below the point where this loses digits.
    #[allow(clippy::cast_precision_loss)]
    let bytes = bytes as f64;
    bytes / 1000.0
}
