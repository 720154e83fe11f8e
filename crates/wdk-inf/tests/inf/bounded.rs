//! The fuzz targets of this crate for a bounded time: see `fuzz/README.md`.

use crate::{fuzz, invariants};

#[test]
fn no_changed_inf_makes_a_reader_panic() {
    fuzz::run("inf", |bytes| {
        invariants::parse(bytes);
        invariants::stamp(bytes);
    });
}

#[test]
fn no_changed_inf_makes_a_writer_panic() {
    fuzz::run_some("inf", 2, |bytes| {
        invariants::port(bytes);
        invariants::format(bytes);
    });
}

#[test]
fn no_changed_inf_makes_the_check_panic() {
    fuzz::run("inf", invariants::check);
}
