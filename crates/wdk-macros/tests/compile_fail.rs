//! What the safe API promises to refuse, it refuses, with an error that helps.
//!
//! `TRYBUILD=overwrite cargo test -p wdk-macros --test compile_fail` writes the expected messages
//! anew. The tests are here and not in `wdk` because every case is compiled with the
//! dev-dependencies of its crate, and those of `wdk` are a whole simulated machine.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
