//! The browser's side: worker, storage, files, address, timers. Nothing here decides anything.

mod engine;
mod failure;
mod files;
mod host;
mod serve;
mod slices;
mod start;
mod storage;
mod time;

pub use host::Host;
pub use start::start;
