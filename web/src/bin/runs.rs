//! Makes the runs of the shipped scenarios: `runs FOLDER` puts one beside each, and prints the mark that is in their names.
//! `cargo xtask dist` calls it.

use interclear_web::made::{make, mark};
use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args_os().nth(1).ok_or("whose runs? name the folder of the scenarios")?);
    let mut files =
        fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    files.retain(|file| file.extension().is_some_and(|e| e == "json"));
    files.sort();
    let (mut runs, mut all) = (Vec::new(), Vec::new());
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let run = make(&fs::read_to_string(&file)?).map_err(|e| format!("{name}: {e}"))?;
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(&run);
        runs.push((name, run));
    }
    let mut set = String::new();
    for byte in mark(&all).iter().take(8) {
        write!(set, "{byte:02x}")?;
    }
    for (name, run) in runs {
        fs::write(folder.join(format!("{name}-{set}.run")), run)?;
    }
    println!("{set}");
    Ok(())
}
