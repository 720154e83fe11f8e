//! The fuzz targets of this crate for a bounded time: see `fuzz/README.md`.

use crate::{fuzz, invariants};

#[test]
fn no_changed_image_makes_the_loader_panic() {
    fuzz::run("driver_image", invariants::driver_image);
}

#[test]
fn no_changed_scenario_makes_a_reader_panic() {
    fuzz::run("scenario", invariants::scenario);
}

#[test]
fn no_changed_capture_makes_a_reader_panic() {
    fuzz::run("capture", invariants::capture);
}
