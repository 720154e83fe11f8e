//! Code that the safe API must refuse does not compile, and the error message says why.
//!
//! `TRYBUILD=overwrite cargo test -p wdk-macros --test compile_fail` writes the expected messages
//! anew. The cases for `wdk` are here, too, because each is compiled with the dev-dependencies of
//! its crate, and those of `wdk` include the simulated machine.

#[test]
fn misuse_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/compile_fail/*.rs");
    cases.compile_fail("tests/compile_fail/ndis/*.rs");
    cases.compile_fail("tests/compile_fail/wfp/*.rs");
}
