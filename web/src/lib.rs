//! Interclear page.
