//! The developer commands: `cargo xtask help` lists them.

mod behind;
mod checks;
mod fuzz;
mod run;
mod scenarios;
mod shorten;
mod site;
mod sizes;
mod split;
mod tools;

use anyhow::{Context as _, Result, bail};
use std::process::ExitCode;
use std::time::Instant;
use xtask::dist_dir;
use xtask::server::Server;

const HELP: &str = "\
cargo xtask <command>

  serve [--port N] [--no-build]   build the release page, serve it on 127.0.0.1:8080
  dist                            build the static site into dist/ and measure it
  test [native] [wasm] [e2e]      run all tests, or the named kinds
  tidy [--bless]                  check that the repository keeps to its own rules: who may use whom,
                                  lengths, dead files, stale names; --bless lowers the lengths allowed
  bench [arguments]               run the benches of the core
  soak [--from N] [--count N] [--minutes M]
                                  random scenarios under every invariant on all cores (5 minutes
                                  when nothing is said); adds a line to tests/soak.md
  fuzz <import|engine> [--minutes N] [--keep]
                                  libFuzzer on one core (10 minutes when nothing is said); adds a line
                                  to tests/soak.md; --keep makes the corpus the smallest that reaches as much
  speed                           measure the built page in Chromium against the same run natively
  shot <path-or-#hash> <out.png> [--size 1440x900] [--dark] [--reduced-motion]
       [--scale 2] [--script \"js\"] [--wait ms]
                                  take a picture of the built page

What is missing is installed: the wasm target with rustup, Trunk and
wasm-bindgen into target/tools, and for tests, as root on Debian, Chromium.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let start = Instant::now();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error after {}: {error:#}", run::spoken(start.elapsed()));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "serve" => serve(rest),
        "dist" => {
            nothing_more(rest)?;
            tools::ensure()?;
            site::build()?;
            sizes::report()
        }
        "test" => checks::test(rest),
        "tidy" => tidy(rest),
        "bench" => run::run(run::cargo().args(["bench", "--package", "interclear-core"]).args(rest)),
        "soak" => soak(rest),
        "fuzz" => fuzz::fuzz(rest),
        "speed" => {
            nothing_more(rest)?;
            if !dist_dir().join("index.html").is_file() {
                tools::ensure()?;
                site::build()?;
            }
            run::run(run::cargo().args([
                "run",
                "--quiet",
                "--profile",
                "bench",
                "--package",
                "interclear-tests",
                "--bin",
                "speed",
            ]))
        }
        "shot" => shot(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => bail!("no command `{other}`\n\n{HELP}"),
    }
}

/// The checks are a package of their own, which has the parser.
fn tidy(rest: &[String]) -> Result<()> {
    let mut command = run::cargo();
    command.args(["run", "--quiet", "--package", "interclear-tidy", "--"]);
    run::run(command.args(rest))
}

/// Optimised for speed like the benches, not for size like the page.
fn soak(rest: &[String]) -> Result<()> {
    let mut command = run::cargo();
    command.args(["run", "--quiet", "--profile", "bench", "--package", "interclear-swarm", "--bin", "soak", "--"]);
    run::run(command.args(rest))
}

fn nothing_more(rest: &[String]) -> Result<()> {
    match rest.first() {
        None => Ok(()),
        Some(word) => bail!("unexpected `{word}`\n\n{HELP}"),
    }
}

fn serve(arguments: &[String]) -> Result<()> {
    let (mut port, mut build) = (8080, true);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--port" => {
                let value = words.next().context("--port needs a number")?;
                port = value.parse().with_context(|| format!("`{value}` is not a port"))?;
            }
            "--no-build" => build = false,
            other => bail!("unexpected `{other}`\n\n{HELP}"),
        }
    }
    if build {
        tools::ensure()?;
        site::build()?;
    } else if !site::is_built() {
        bail!("there is no dist/ yet: leave out --no-build");
    }
    let server = Server::start(&dist_dir(), port)
        .with_context(|| format!("could not listen on 127.0.0.1:{port}; try `cargo xtask serve --port 8081`"))?;
    println!("==> Serving dist/ on {} (Ctrl-C ends)", server.url());
    server.wait();
    Ok(())
}

/// The picture is taken by a program of the tests' package, which has the
/// WebDriver client; compiling that takes a while the first time.
fn shot(arguments: &[String]) -> Result<()> {
    let browser = checks::ensure_browser()?;
    if !site::is_built() {
        tools::ensure()?;
        site::build()?;
    }
    let mut command = run::cargo();
    command.args(["run", "--quiet", "--package", "interclear-tests"]).args(["--bin", "shot", "--"]).args(arguments);
    if let Ok(here) = std::env::current_dir() {
        // A file name given by the user is meant from where the user is.
        command.current_dir(here);
    }
    run::run(checks::with_browser(&mut command, &browser))
}
