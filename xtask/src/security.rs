//! What the page may do, said once: the content-security policy and the other
//! headers that every answer of the server carries.

/// The policy, directive by directive. This list is the only copy: the header,
/// the `<meta>` element of the built page and the tests all read it.
///
/// - `wasm-unsafe-eval` allows WebAssembly and nothing else that evaluates text.
/// - There is no `unsafe-inline`, so neither inline scripts nor `style`
///   attributes work: the page sets classes, SVG attributes or the CSSOM.
/// - `frame-ancestors *` lets any site embed the page.
const POLICY: [(&str, &str); 11] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("worker-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data: blob:"),
    ("connect-src", "'self'"),
    ("frame-src", "'self'"),
    ("manifest-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    (HEADER_ONLY, "*"),
];

/// The directive that browsers ignore, with a console message, in a `<meta>`.
const HEADER_ONLY: &str = "frame-ancestors";

/// The value of the `Content-Security-Policy` header.
#[must_use]
pub fn policy_header() -> String {
    join(|_| true)
}

/// The value for `<meta http-equiv="Content-Security-Policy">`: the same policy
/// without the one directive that only works in a header.
#[must_use]
pub fn policy_meta() -> String {
    join(|name| name != HEADER_ONLY)
}

fn join(keep: impl Fn(&str) -> bool) -> String {
    POLICY
        .iter()
        .filter(|(name, _)| keep(name))
        .map(|(name, value)| format!("{name} {value}"))
        .collect::<Vec<_>>()
        .join("; ")
}

/// The headers of every answer, apart from its type, length and caching.
///
/// `Access-Control-Allow-Origin` is there for frames with a `sandbox`
/// attribute: their origin is opaque, and module scripts do not load without it.
#[must_use]
pub fn headers() -> Vec<(&'static str, String)> {
    vec![
        ("Content-Security-Policy", policy_header()),
        ("Access-Control-Allow-Origin", "*".into()),
        ("Cross-Origin-Resource-Policy", "cross-origin".into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Referrer-Policy", "no-referrer".into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_the_agreed_policy() {
        assert_eq!(
            policy_header(),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
             style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
             frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
             frame-ancestors *"
        );
    }

    #[test]
    fn the_meta_lacks_only_frame_ancestors() {
        assert_eq!(format!("{}; frame-ancestors *", policy_meta()), policy_header());
    }
}
