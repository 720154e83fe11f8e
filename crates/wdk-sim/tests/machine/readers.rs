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

/// Else the changes would be of what is refused at once.
#[test]
fn the_seeds_are_what_the_readers_read() {
    let driver = include_bytes!("../../../../fuzz/seeds/driver_image/export.sys");
    wdk_sim::Image::from_bytes("export.sys", driver.as_slice()).expect("a driver");
    let capture = include_bytes!("../../../../fuzz/seeds/capture/two-frames.pcap");
    wdk_sim::ndis::PcapFile::from_bytes(capture).expect("a capture");
}
