//! The fuzz targets of this crate for a bounded time: see `fuzz/README.md`.

use crate::{fuzz, invariants};

#[test]
fn no_changed_catalog_makes_a_reader_panic() {
    fuzz::run("catalog", invariants::catalog);
}

#[test]
fn no_changed_image_makes_a_reader_panic() {
    fuzz::run("image", invariants::image);
}

#[test]
fn no_changed_key_makes_a_reader_panic() {
    // Each makes as many rounds as its file asks for.
    fuzz::run_some("identity", 5, invariants::identity);
}

#[test]
fn no_changed_cabinet_makes_a_reader_panic() {
    fuzz::run("cabinet", invariants::cabinet);
}

#[test]
fn no_changed_symbols_make_a_reader_panic() {
    fuzz::run("symbols", invariants::symbols);
}

#[test]
fn no_changed_records_make_a_store_panic() {
    fuzz::run("records", invariants::records);
}

#[test]
fn no_changed_package_leads_out_of_its_folder() {
    fuzz::run("package", invariants::package);
}
