//! Scenarios that bytes choose and change.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| interclear_swarm::fuzz::engine(bytes));
