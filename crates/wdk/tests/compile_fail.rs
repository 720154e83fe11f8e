//! What the safe API promises to refuse, it refuses, with an error that helps.
//!
//! `TRYBUILD=overwrite cargo test -p wdk --test compile_fail` writes the expected messages anew.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
