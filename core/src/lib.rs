//! Interclear core: see the module docs.
pub mod clearing;
