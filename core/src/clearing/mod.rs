//! Clearing: numbers only.
