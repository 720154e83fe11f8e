#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/wdk-dump/tests/dump/invariants.rs"]
mod invariants;

fuzz_target!(|bytes: &[u8]| invariants::dump(bytes));
