//! Versions that bind, and versions that do not.
#![forbid(unsafe_code)]

use crate::common::{PROBE, Plan, machine, plan};
use wdk_sim::trace::Category;
use wdk_sys::wdf::KmdfVersion;

fn load_built_for(version: KmdfVersion) -> (bool, String) {
    plan(Plan {
        version,
        ..Plan::GOOD
    });
    let machine = machine();
    let loaded = machine.load(PROBE).is_ok();
    let trace = machine.trace();
    let notes = trace.of(Category::Note).map(|event| event.name.to_string());
    (loaded, notes.collect::<Vec<_>>().join("\n"))
}

#[test]
fn every_published_minor_version_binds() {
    for minor in [15, 17, 19, 21, 23, 25, 27, 29, 31, 33] {
        let (loaded, notes) = load_built_for(KmdfVersion::new(1, minor));
        assert!(loaded, "1.{minor}: {notes}");
    }
}

#[test]
fn a_newer_version_is_refused_with_what_to_do() {
    let (loaded, notes) = load_built_for(KmdfVersion::new(1, 35));
    assert!(!loaded);
    assert!(notes.contains("needs KMDF 1.35"), "{notes}");
    assert!(notes.contains("KMDF_VERSION_MINOR"), "{notes}");
}

#[test]
fn the_trace_says_once_why_a_driver_is_refused() {
    plan(Plan {
        version: KmdfVersion::new(1, 35),
        ..Plan::GOOD
    });
    let machine = machine();
    machine
        .load(PROBE)
        .map(drop)
        .expect_err("the version is refused");
    let trace = machine.trace();
    let told = trace.names().filter(|name| name.contains("needs KMDF"));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_newer_version_that_runs_on_older_ones_binds() {
    let (loaded, notes) = load_built_for(KmdfVersion::new(1, 35).or_newer_than(25));
    assert!(loaded, "{notes}");
}

#[test]
fn another_major_version_is_refused() {
    let (loaded, notes) = load_built_for(KmdfVersion::new(2, 0));
    assert!(!loaded);
    assert!(notes.contains("needs KMDF 2.0"), "{notes}");
}
