#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/wdk-package/tests/package/invariants.rs"]
#[allow(dead_code, reason = "this target uses one of several")]
mod invariants;

fuzz_target!(
    // The reader of PDBs panics for some files, and its caller turns that into an error; libfuzzer's hook
    // would end the process before. What is not caught still ends it.
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| invariants::symbols(bytes)
);
