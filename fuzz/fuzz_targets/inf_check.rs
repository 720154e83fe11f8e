#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/wdk-inf/tests/inf/invariants.rs"]
#[allow(dead_code, reason = "this target uses one of several")]
mod invariants;

fuzz_target!(|bytes: &[u8]| invariants::check(bytes));
