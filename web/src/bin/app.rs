//! The program: the page, or in a worker the one that runs scenarios for it.

#[cfg(target_arch = "wasm32")]
fn main() {
    interclear_web::runtime::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
