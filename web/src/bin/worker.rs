//! The worker: runs scenarios off the page's thread.

#[cfg(target_arch = "wasm32")]
fn main() {
    interclear_web::runtime::serve();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
