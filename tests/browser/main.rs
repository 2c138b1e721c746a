//! End-to-end tests of the built page in headless Chromium. They need `dist/`
//! and fail without it: `cargo xtask test` builds it first.

mod axe;
mod chains;
mod choices;
mod clip;
mod csv;
mod delivery;
mod dropped;
mod embed;
mod files;
mod filters;
mod format;
mod hostile;
mod layers;
mod layouts;
mod looks;
mod made;
mod mechanisms;
mod parked;
mod pinned;
mod positions;
mod reconstructions;
mod recovery;
mod select;
mod sheet;
mod shock;
mod shown;
mod steps;
mod storage;
mod story;
mod themes;
mod timers;
mod touch;
mod unstarted;
mod wiring;
mod worker;
