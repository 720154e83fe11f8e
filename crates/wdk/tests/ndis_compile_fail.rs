//! What a miniport must not do with what it owns is refused where it stands.
//!
//! `TRYBUILD=overwrite cargo test -p wdk --features ndis --test ndis_compile_fail` writes the
//! expected messages anew.
#![cfg(feature = "ndis")]

#[test]
fn wrong_miniports_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/ndis/*.rs");
}
