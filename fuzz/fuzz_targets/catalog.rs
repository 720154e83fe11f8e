#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/wdk-package/tests/package/invariants.rs"]
mod invariants;

fuzz_target!(|bytes: &[u8]| invariants::catalog(bytes));
