//! Cutting the program in two: what shows and plays a case, and what is fetched when it is first asked for.
//!
//! Trunk builds and names the page; here its program is replaced by the same program in two files. The cut is marked in
//! `web/src/view/later.rs`; everything that only the functions named there reach goes into the second file.

use crate::behind;
use crate::run::run;
use crate::shorten::shorten;
use crate::tools;
use anyhow::{Context as _, Result, anyhow, bail};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_encoder::{Module, RawSection};
use wasm_split_cli_support::{Options, transform};
use wasmparser::Parser;
use xtask::{dist_dir, workspace_root};

/// What the cut asks of the build: relocations and names of functions stay in the file (wasm-bindgen takes the names
/// out afterwards). And what every build should have: no path of the machine in the program, which makes the same
/// program on each, and a smaller one.
pub fn environment() -> [(&'static str, String); 2] {
    let mut flags = "-Clink-arg=--emit-relocs".to_owned();
    for (path, name) in registries() {
        flags += &format!(" --remap-path-prefix={}={name}", path.display());
    }
    [("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags), ("CARGO_PROFILE_RELEASE_STRIP", "false".to_owned())]
}

/// Where cargo keeps the sources of what the page depends on; paths with a space cannot be said in flags.
fn registries() -> Vec<(PathBuf, &'static str)> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::var_os("HOME").map(|h| Path::new(&h).join(".cargo")));
    let sources = home.map(|h| h.join("registry/src")).and_then(|s| fs::read_dir(s).ok());
    let paths = sources.into_iter().flatten().flatten().map(|entry| entry.path());
    paths.filter(|p| !p.to_string_lossy().contains(' ')).map(|p| (p, "")).collect()
}

/// Replaces the program that Trunk has put into `dist/`.
pub fn split() -> Result<()> {
    let glue = glue()?;
    let stem = glue.file_stem().and_then(|s| s.to_str()).context("the program's file has no name")?.to_owned();
    // Trunk's names are hashes of the program, so they serve for both its parts.
    let parts = stem.replacen("app", "parts", 1) + ".js";
    let work = workspace_root().join("target").join("split");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let later = cut(&work, &stem, &parts)?;
    let first = work.join(format!("{stem}.wasm"));
    behind::is_free(&fs::read(&first)?)?;
    bind(&first, &stem)?;
    let name = stem.replacen("app", "later", 1) + ".wasm";
    let old = later.file_name().and_then(|n| n.to_str()).context("the second part has no name")?;
    let loader = styled(&fs::read_to_string(work.join(&parts))?.replace(old, &name))?;
    fs::write(dist_dir().join(&parts), short(&loader))?;
    put_off_styles()?;
    fs::write(dist_dir().join(&name), bare(&fs::read(&later)?)?)?;
    let program = dist_dir().join(format!("{stem}_bg.wasm"));
    let script = fs::read_to_string(&glue)?;
    let (main, script) = shorten(&fs::read(&program)?, &script, &format!("./{stem}_bg.js"))?;
    fs::write(&program, main)?;
    // wasm-bindgen leaves out a semicolon without which the lines may not be joined.
    let script = script.replace(&format!("\"./{parts}\"\n"), &format!("\"./{parts}\";\n"));
    fs::write(&glue, short(&script))?;
    Ok(())
}

/// The loader of the second part, which waits for the styles of that part too.
fn styled(loader: &str) -> Result<String> {
    let (wait, both) = ("await Promise.all(parallelStuff)", "await Promise.all([...parallelStuff, styled()])");
    if !loader.contains(wait) {
        bail!("the loader of the second part waits in another way than expected");
    }
    Ok(format!("{}\n{STYLED}", loader.replace(wait, both)))
}

/// Makes the links to the styles ones that count, once; a page without them is better than no page. A worker has none.
const STYLED: &str = "function styled() {
    const links = globalThis.document?.querySelectorAll('link[rel=later]') ?? [];
    return Promise.all([...links].map((link) => new Promise((done) => {
        link.onload = link.onerror = done;
        link.rel = 'stylesheet';
    })));
}
";

/// The styles of the second part: starts of the names of their files.
const STYLES: [&str; 3] = ["panel-", "tables-", "windows-"];

/// Makes the links to the styles of the second part ones that browsers do not follow yet.
fn put_off_styles() -> Result<()> {
    let page = dist_dir().join("index.html");
    let mut html = fs::read_to_string(&page)?;
    for name in STYLES {
        let link = |rel: &str| format!("<link rel=\"{rel}\" href=\"./{name}");
        if !html.contains(&link("stylesheet")) {
            bail!("dist/index.html has no link to the styles `{name}` of the second part");
        }
        html = html.replace(&link("stylesheet"), &link("later"));
    }
    fs::write(page, html)?;
    Ok(())
}

/// The script with which the program comes, as Trunk has named it.
fn glue() -> Result<PathBuf> {
    for entry in fs::read_dir(dist_dir())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if name.starts_with("app-") && path.extension().is_some_and(|e| e == "js") {
            return Ok(path);
        }
    }
    Err(anyhow!("dist/ has no app-*.js"))
}

/// Cuts the linked program; the path of the second part.
fn cut(work: &Path, stem: &str, parts: &str) -> Result<PathBuf> {
    let linked = workspace_root().join("target/wasm32-unknown-unknown/release/app.wasm");
    let program = fs::read(&linked).with_context(|| format!("no {}", linked.display()))?;
    let (main, script, link) = (work.join(format!("{stem}.wasm")), format!("./{stem}.js"), format!("./{parts}"));
    let mut options = Options::new(&program);
    options.output_dir = work;
    options.main_out_path = &main;
    options.main_module = &script;
    options.link_name = &link;
    let cut = transform(options).map_err(|e| anyhow!("the program could not be cut: {e:#}"))?;
    match cut.split_modules.as_slice() {
        [later] => Ok(later.clone()),
        others => Err(anyhow!("the program falls into {} parts beside the first, not one", others.len())),
    }
}

/// Binds the first part to the browser, under Trunk's names.
fn bind(main: &Path, stem: &str) -> Result<()> {
    run(tools::bindgen()?
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--remove-name-section"])
        .args(["--remove-producers-section", "--out-name", stem, "--out-dir"])
        .arg(dist_dir())
        .arg(main))
}

/// A program without names of functions and other notes.
fn bare(program: &[u8]) -> Result<Vec<u8>> {
    const NOTE: u8 = 0;
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(program) {
        if let Some((id, range)) = payload?.as_section()
            && id != NOTE
        {
            let data = program.get(range).context("a section ends outside the file")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

/// A script without comments and indents.
fn short(script: &str) -> String {
    minifier::js::minify(script).to_string()
}
