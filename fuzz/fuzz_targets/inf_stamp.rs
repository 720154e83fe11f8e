#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/wdk-inf/tests/inf/invariants.rs"]
mod invariants;

fuzz_target!(|bytes: &[u8]| invariants::stamp(bytes));
