//! The browser's side: worker, storage, files, address, timers. Nothing here decides anything.

mod clipboard;
mod engine;
mod failure;
mod files;
mod helper;
mod host;
mod opening;
mod saver;
mod serve;
mod shelf;
mod slices;
mod start;
mod storage;
mod time;

pub use clipboard::copy;
pub use host::Host;
pub use start::start;
