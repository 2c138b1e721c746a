//! What a visitor downloads: which files at once, and how big they are.

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

/// The whole first load, compressed with brotli, in bytes: at most this.
pub const FIRST_LOAD_LIMIT: usize = 300_000;
/// Starts of the names of files that are fetched later, if at all. A test in a browser compares this with what the page
/// really fetches. The page's own `style.css` has a hash in its name; the one without serves the reference page.
const LATER: [&str; 11] = [
    "docs/",
    "later-",
    "panel-",
    "windows-",
    "tables-",
    "worker.js",
    "scenarios.json",
    "scenarios/",
    "format.",
    "scenario.schema.json",
    "style.css",
];
/// The scenario that the page opens on is fetched at once, with its run.
const OPENING: &str = "scenarios/more-collateral";

/// Whether a file of the built site, named from `dist/`, belongs to the first load.
#[must_use]
pub fn is_first(name: &str) -> bool {
    name.starts_with(OPENING) || !LATER.iter().any(|start| name.starts_with(start))
}

/// The size of one file, or of several, as it is and compressed, in bytes.
#[derive(Default, Clone, Copy, Debug)]
pub struct Size {
    /// As it is.
    pub raw: usize,
    /// With gzip, level 9.
    pub gzip: usize,
    /// With brotli, quality 11 and a window of 4 MB.
    pub brotli: usize,
}

impl Size {
    /// Compresses and measures.
    ///
    /// # Errors
    /// When a compressor fails.
    pub fn of(data: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(data)?;
        let gzip = gzip.finish()?;
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 11, 22).write_all(data)?;
        Ok(Self { raw: data.len(), gzip: gzip.len(), brotli: brotli.len() })
    }

    /// Adds another.
    pub fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
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
