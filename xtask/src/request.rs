//! From the bytes of a request to the file it asks for.

use std::path::{Component, Path, PathBuf};

/// A request that the server understands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// Whether only the headers are wanted (`HEAD`).
    pub head_only: bool,
    /// The path, decoded, without query; it starts with `/`.
    pub path: String,
}

/// Why a request is refused, as a status line.
pub(crate) type Refusal = &'static str;

/// Reads the first line of a request.
pub(crate) fn parse(line: &str) -> Result<Request, Refusal> {
    let mut words = line.split_whitespace();
    let (Some(method), Some(target), Some(_version)) = (words.next(), words.next(), words.next()) else {
        return Err("400 Bad Request");
    };
    let head_only = match method {
        "GET" => false,
        "HEAD" => true,
        _ => return Err("405 Method Not Allowed"),
    };
    let raw = target.split(['?', '#']).next().unwrap_or_default();
    let path =
        decode(raw).filter(|path| path.starts_with('/') && !path.contains(['\\', '\0'])).ok_or("400 Bad Request")?;
    Ok(Request { head_only, path })
}

/// Resolves percent escapes; `None` when one is broken or the text is not UTF-8.
fn decode(raw: &str) -> Option<String> {
    let mut bytes = raw.bytes();
    let mut out = Vec::with_capacity(raw.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let pair = [bytes.next()?, bytes.next()?];
            let digits = str::from_utf8(&pair).ok()?;
            if !pair.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            out.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// The file below `root` that a path names, if there is one. A path cannot
/// leave `root`, neither with `..` nor through a symbolic link.
pub(crate) fn file_for(root: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path.trim_start_matches('/'));
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    if !inside {
        return None;
    }
    let root = root.canonicalize().ok()?;
    let mut file = root.join(relative).canonicalize().ok()?;
    if file.is_dir() {
        file = file.join("index.html").canonicalize().ok()?;
    }
    (file.starts_with(&root) && file.is_file()).then_some(file)
}

/// The media type by file extension.
pub(crate) fn media_type(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or("");
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// Whether Trunk put a hash of the content into the name, as in
/// `app-0123456789abcdef_bg.wasm`: such a file never changes.
pub(crate) fn is_hashed(file: &Path) -> bool {
    let name = file.file_name().and_then(|n| n.to_str()).unwrap_or("");
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        (12..=16).contains(&digits) && part[digits..].starts_with(['.', '_'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_get_and_head_and_refuses_the_rest() {
        let get = parse("GET /a%20b.css?x=1 HTTP/1.1").unwrap();
        assert_eq!((get.head_only, get.path.as_str()), (false, "/a b.css"));
        assert!(parse("HEAD / HTTP/1.1").unwrap().head_only);
        assert_eq!(parse("POST / HTTP/1.1"), Err("405 Method Not Allowed"));
        for bad in ["", "GET", "GET / ", "GET /%2 HTTP/1.1", "GET /%+1 HTTP/1.1"] {
            assert_eq!(parse(bad), Err("400 Bad Request"), "{bad:?}");
        }
        for bad in ["x", "/%00", "/a%5Cb", "/%ff"] {
            assert!(parse(&format!("GET {bad} HTTP/1.1")).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn stays_below_the_root() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(file_for(&root, "/lib.rs").is_some());
        for outside in ["/../Cargo.toml", "/..", "//etc/passwd", "/./../Cargo.toml", "/nothing"] {
            assert_eq!(file_for(&root, outside), None, "{outside:?}");
        }
    }

    #[test]
    fn knows_hashed_names() {
        for hashed in ["app-0123456789abcdef.js", "app-0123456789abcdef_bg.wasm", "style-123456789abcdef.css"] {
            assert!(is_hashed(Path::new(hashed)), "{hashed}");
        }
        for plain in ["worker.js", "worker_bg.wasm", "index.html", "a-b.css", "app-0123456789abcdefs.js"] {
            assert!(!is_hashed(Path::new(plain)), "{plain}");
        }
    }
}
