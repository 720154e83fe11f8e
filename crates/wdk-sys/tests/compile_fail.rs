//! Wrong calls of the framework are refused where they stand, with an error that helps.
//!
//! `TRYBUILD=overwrite cargo test -p wdk-sys --test compile_fail` writes the expected messages anew.

#[test]
fn wrong_calls_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
