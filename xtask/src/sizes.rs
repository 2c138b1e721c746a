//! What the visitor downloads: sizes per file, and what is aimed at for the first load.

use crate::run::step;
use crate::site;
use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use xtask::dist_dir;

/// The whole first load, compressed with brotli, is to stay below this; what is above is said, the site is built.
const FIRST_LOAD_AIM: usize = 300_000;
/// What is fetched later, if at all; everything else counts as first load. A test of the built page in a browser
/// compares this with what it really fetches.
const LATER: [&str; 3] = ["docs/", "later-", "scenarios/"];
/// The scenario that the page opens on is fetched at once.
const FIRST: &str = "scenarios/more-collateral.json";

/// The size of one file, or of several, as it is and compressed.
#[derive(Default, Clone, Copy)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Size {
    fn of(data: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(data)?;
        let gzip = gzip.finish()?;
        // Brotli's own defaults for static files: quality 11, 4 MB window.
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 11, 22).write_all(data)?;
        Ok(Self { raw: data.len(), gzip: gzip.len(), brotli: brotli.len() })
    }

    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    fn print(self, name: &str) {
        println!("    {name:<44} {:>10} {:>10} {:>10}", self.raw, self.gzip, self.brotli);
    }
}

/// Prints the table and fails when the first load is too big.
pub fn report() -> Result<()> {
    let first = step("Measuring the site (bytes)", measure)?;
    let (is, aim) = (kilo(first.brotli), FIRST_LOAD_AIM / 1000);
    let verdict = if first.brotli > FIRST_LOAD_AIM { "ABOVE" } else { "within" };
    println!("    first load {is:.1} kB with brotli, {verdict} the {aim} kB aimed at");
    Ok(())
}

fn measure() -> Result<Size> {
    let (mut all, mut first) = (Size::default(), Size::default());
    println!("    {:<44} {:>10} {:>10} {:>10}", "file", "raw", "gzip", "brotli");
    for file in site::files()? {
        let name = file.strip_prefix(dist_dir()).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let size = Size::of(&fs::read(&file)?)?;
        size.print(&name);
        all.add(size);
        if name == FIRST || !LATER.iter().any(|start| name.starts_with(start)) {
            first.add(size);
        }
    }
    first.print("first load");
    all.print("all");
    Ok(first)
}

fn kilo(bytes: usize) -> f64 {
    // Sizes of a web page are far below the point where this loses digits.
    #[allow(clippy::cast_precision_loss)]
    let bytes = bytes as f64;
    bytes / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compresses_and_adds() {
        let mut sum = Size::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(sum.raw, 10_000);
        assert!(sum.gzip < 100 && sum.brotli < 100 && sum.brotli > 0);
        sum.add(sum);
        assert_eq!(sum.raw, 20_000);
    }
}
