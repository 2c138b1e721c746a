//! A small static server, on this machine only, for `cargo xtask serve` and for
//! the end-to-end tests. It sends the security headers and the right types.

use crate::request::{self, Refusal, Request};
use crate::security;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A browser opens connections ahead of need; an idle one ends after this.
const PATIENCE: Duration = Duration::from_secs(5);
/// More request headers than this are not a browser's.
const MOST_HEADER_BYTES: u64 = 16 * 1024;

/// A running server. It stops when dropped.
pub struct Server {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the files below `root` on 127.0.0.1; port 0 takes any free port.
    ///
    /// # Errors
    /// When the port is taken or may not be used.
    pub fn start(root: &Path, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let (flag, root) = (Arc::clone(&stop), Arc::new(root.to_path_buf()));
        let thread = thread::spawn(move || accept(&listener, &root, &flag));
        Ok(Self { address, stop, thread: Some(thread) })
    }

    /// The address of the site, with a `/` at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // The thread ends only when `stop` is set, which is in `drop`.
            let _ended = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        // The thread is waiting for a connection: give it one.
        let woken = TcpStream::connect_timeout(&self.address, PATIENCE).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| woken) {
            let _ended = thread.join();
        }
    }
}

fn accept(listener: &TcpListener, root: &Arc<PathBuf>, stop: &AtomicBool) {
    for stream in listener.incoming() {
        if stop.load(Ordering::Acquire) {
            return;
        }
        // A failed connection concerns only the browser that opened it.
        let Ok(stream) = stream else { continue };
        let root = Arc::clone(root);
        thread::spawn(move || {
            let _dropped_by_the_browser = answer(&stream, &root);
        });
    }
}

fn answer(stream: &TcpStream, root: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let line = read_head(stream)?;
    match request::parse(&line) {
        Ok(request) => send_file(stream, root, &request),
        Err(status) => send_refusal(stream, status),
    }
}

/// Reads the request up to the empty line and returns its first line.
fn read_head(stream: &TcpStream) -> io::Result<String> {
    let mut reader = BufReader::new(stream.take(MOST_HEADER_BYTES));
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    Ok(first)
}

fn send_file(stream: &TcpStream, root: &Path, request: &Request) -> io::Result<()> {
    let Some(file) = request::file_for(root, &request.path) else {
        return send_refusal(stream, "404 Not Found");
    };
    let body = std::fs::read(&file)?;
    let caching = if request::is_hashed(&file) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = request::media_type(&file);
    let shown: &[u8] = if request.head_only { &[] } else { &body };
    send(stream, "200 OK", kind, caching, body.len(), shown)
}

fn send_refusal(stream: &TcpStream, status: Refusal) -> io::Result<()> {
    let body = format!("{status}\n");
    let kind = "text/plain; charset=utf-8";
    send(stream, status, kind, "no-store", body.len(), body.as_bytes())
}

fn send(mut stream: &TcpStream, status: &str, kind: &str, caching: &str, length: usize, body: &[u8]) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: {caching}\r\nConnection: close\r\n"
    );
    for (name, value) in security::headers() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn serves_with_the_headers_and_stops_on_drop() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let server = Server::start(root, 0).unwrap();
        let answer = ask(&server, "GET /Cargo.toml");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("name = \"xtask\""), "{answer}");
        for (name, value) in security::headers() {
            assert!(answer.contains(&format!("{name}: {value}\r\n")), "{name}");
        }
        assert!(ask(&server, "HEAD /Cargo.toml").ends_with("\r\n\r\n"));
        assert!(ask(&server, "GET /../Cargo.toml").starts_with("HTTP/1.1 404"));
        assert!(ask(&server, "PUT /Cargo.toml").starts_with("HTTP/1.1 405"));
        let address = server.address;
        drop(server);
        assert!(TcpStream::connect(address).is_err());
    }
}
