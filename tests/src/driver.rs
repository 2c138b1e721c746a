//! One ChromeDriver process, on a port that the system chooses.

use anyhow::{Context as _, Result, bail};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long ChromeDriver gets to close its browsers before it is killed.
const GRACE: Duration = Duration::from_secs(3);

/// A running ChromeDriver. Dropping it ends it and every browser it started.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts the program and waits until it listens. It looks for a port in two steps, between which another program
    /// may take it: then it ends, and is started again.
    pub(crate) fn start(program: &Path) -> Result<Self> {
        Self::once(program).or_else(|_| Self::once(program)).or_else(|_| Self::once(program))
    }

    fn once(program: &Path) -> Result<Self> {
        let mut child = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start {}", program.display()))?;
        let output = child.stdout.take();
        // From here on, dropping ends the child, also when no port is found.
        let mut driver = Self { child, port: 0 };
        let output = output.context("ChromeDriver has no output")?;
        driver.port = announced_port(output)?;
        Ok(driver)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks it to end, which also closes its browsers.
    fn ask_to_end(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(GRACE))?;
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let start = Instant::now();
        if self.port != 0 && self.ask_to_end().is_ok() {
            while start.elapsed() < GRACE {
                if matches!(self.child.try_wait(), Ok(Some(_))) {
                    return;
                }
                thread::sleep(Duration::from_millis(10));
            }
        }
        // Already gone or not: either way nothing is left afterwards.
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Reads `… started successfully on port 12345.` and keeps the pipe empty.
fn announced_port(output: ChildStdout) -> Result<u16> {
    let mut lines = BufReader::new(output).lines();
    let mut said = String::new();
    for line in lines.by_ref() {
        let line = line?;
        let port = line
            .rsplit_once("on port ")
            .filter(|_| line.contains("started successfully"))
            .and_then(|(_, rest)| rest.trim_end_matches('.').parse().ok());
        if let Some(port) = port {
            thread::spawn(move || lines.for_each(drop));
            return Ok(port);
        }
        said.push_str(&line);
        said.push('\n');
    }
    bail!("ChromeDriver did not say on which port it listens:\n{said}")
}
