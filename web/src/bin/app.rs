//! The page.

#[cfg(target_arch = "wasm32")]
fn main() {
    interclear_web::runtime::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
