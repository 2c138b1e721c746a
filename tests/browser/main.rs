//! End-to-end tests of the built page in headless Chromium. They need `dist/`
//! and fail without it: `cargo xtask test` builds it first.

mod axe;
mod chains;
mod choices;
mod clip;
mod delivery;
mod dropped;
mod embed;
mod files;
mod format;
mod hostile;
mod layers;
mod layouts;
mod looks;
mod made;
mod mechanisms;
mod parked;
mod positions;
mod reconstructions;
mod recovery;
mod select;
mod shock;
mod shown;
mod steps;
mod storage;
mod story;
mod themes;
mod touch;
mod unstarted;
mod wiring;
mod worker;
