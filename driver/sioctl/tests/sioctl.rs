//! The port and the WDM driver that it was made from.

use sioctl::interface::{
    IOCTL_SIOCTL_METHOD_BUFFERED, IOCTL_SIOCTL_METHOD_IN_DIRECT, IOCTL_SIOCTL_METHOD_NEITHER,
    IOCTL_SIOCTL_METHOD_OUT_DIRECT,
};
use wdk_sim::{
    Code, all_in_every_world,
    compare::{Aspect, Comparison, Verdict},
    scenario,
    scenario::{Scenario, Subject},
};

const INF: &str = include_str!("../../../inf/sioctl.inx");
const LEGACY_INF: &str = include_str!("../../../inf/legacy_sioctl.inx");
const SCENARIO: &str = include_str!("../sioctl.scenario");
/// Requests that are generated in each comparison.
const GENERATED: usize = 480;

#[test]
fn the_port_goes_through_the_scenario() {
    scenario!("../sioctl.scenario", &sioctl::DRIVER, INF);
}

#[test]
fn the_wdm_driver_goes_through_the_same_scenario() {
    scenario!("../sioctl.scenario", &legacy_sioctl::DRIVER, LEGACY_INF);
}

#[test]
fn both_have_the_same_control_codes() {
    assert_eq!(
        [
            legacy_sioctl::IOCTL_SIOCTL_METHOD_BUFFERED,
            legacy_sioctl::IOCTL_SIOCTL_METHOD_OUT_DIRECT,
            legacy_sioctl::IOCTL_SIOCTL_METHOD_IN_DIRECT,
            legacy_sioctl::IOCTL_SIOCTL_METHOD_NEITHER,
        ],
        [
            IOCTL_SIOCTL_METHOD_BUFFERED.value(),
            IOCTL_SIOCTL_METHOD_OUT_DIRECT.value(),
            IOCTL_SIOCTL_METHOD_IN_DIRECT.value(),
            IOCTL_SIOCTL_METHOD_NEITHER.value(),
        ]
    );
}

/// Compares the port with the WDM driver, which does what `quirks` says.
fn compare([old, new]: [Code; 2], quirks: u32, generated: usize) -> Verdict {
    let text = format!("set registry service\\Parameters\\Quirks dword {quirks}\n{SCENARIO}");
    let scenario = Scenario::parse("sioctl.scenario", &text).expect("it can be read");
    let old = Subject::package(LEGACY_INF, old).expect("a good package");
    let new = Subject::package(INF, new).expect("a good package");
    Comparison::new(old, new, scenario)
        .seed(7)
        .generated(generated)
        .run()
}

fn drivers() -> [Code; 2] {
    [legacy_sioctl::DRIVER.into(), sioctl::DRIVER.into()]
}

#[test]
fn the_port_does_what_the_wdm_driver_does() {
    all_in_every_world(drivers(), |drivers| {
        let verdict = compare(drivers, 0, GENERATED);
        assert!(verdict.agrees(), "{verdict}");
        assert_eq!(verdict.generated, GENERATED);
    });
}

/// Whether differences in these respects are found with these quirks, and no others.
#[track_caller]
fn differs(quirks: u32, expected: &[Aspect], told: &str) {
    let verdict = compare(drivers(), quirks, 0);
    let mut aspects: Vec<_> = verdict.differences.iter().map(|it| it.aspect).collect();
    aspects.dedup();
    assert_eq!(aspects, expected, "{verdict}");
    assert!(verdict.to_string().contains(told), "{verdict}");
}

#[test]
fn another_status_is_found() {
    differs(
        legacy_sioctl::quirk::STATUS,
        &[Aspect::Status],
        "STATUS_BUFFER_TOO_SMALL",
    );
}

#[test]
fn another_length_is_found() {
    differs(
        legacy_sioctl::quirk::NO_ZERO,
        &[Aspect::Length],
        "success, length 38",
    );
}

#[test]
fn another_order_of_completion_is_found() {
    differs(
        legacy_sioctl::quirk::LAST_READ,
        // The reads get each other's messages then.
        &[Aspect::Order, Aspect::Length, Aspect::Bytes],
        "old: three\n    new: one",
    );
}

#[test]
fn another_name_is_found() {
    differs(
        legacy_sioctl::quirk::SECOND_LINK,
        &[Aspect::Names],
        r"\??\IoctlTest2",
    );
}

#[test]
fn another_value_in_the_registry_is_found() {
    differs(
        legacy_sioctl::quirk::MESSAGE_COUNT,
        // The scenario asks for the value, too.
        &[Aspect::Registry, Aspect::Status],
        r"service\Parameters\MessageCount is dword 1",
    );
}

#[test]
fn drivers_that_are_not_loaded_are_not_said_to_agree() {
    // Neither package is for this device.
    let scenario = Scenario::parse("x.scenario", r"plug root\other").expect("it can be read");
    let subject = Subject::package(INF, sioctl::DRIVER).expect("a good package");
    let verdict = Comparison::new(subject.clone(), subject, scenario).run();
    assert!(
        !verdict.agrees() && verdict.differences.is_empty(),
        "{verdict}"
    );
    assert!(
        verdict.to_string().contains("neither driver is loaded"),
        "{verdict}"
    );
}

/// The scenario does not write a message of 65 bytes as a success; generated requests do.
#[test]
fn a_length_that_the_scenario_does_not_try_is_found_by_generated_requests() {
    let lines = SCENARIO
        .lines()
        .filter(|line| !line.contains("repeat 65 hex 61"));
    let scenario = lines.collect::<Vec<_>>().join("\n");
    assert_ne!(scenario, SCENARIO.trim_end());
    let text = format!(
        "set registry service\\Parameters\\Quirks dword {}\n{scenario}",
        legacy_sioctl::quirk::LONGER
    );
    let scenario = Scenario::parse("sioctl.scenario", &text).expect("it can be read");
    let old = Subject::package(LEGACY_INF, legacy_sioctl::DRIVER).expect("a good package");
    let new = Subject::package(INF, sioctl::DRIVER).expect("a good package");
    let comparison = Comparison::new(old, new, scenario).seed(7);
    let verdict = comparison.run();
    assert!(verdict.agrees(), "{verdict}");
    let verdict = comparison.generated(3_000).run();
    assert!(!verdict.agrees(), "{verdict}");
    let story = verdict.first.as_ref().expect("a story");
    let again = story.scenario.as_ref().expect("a generated scenario");
    let again = Scenario::parse("again.scenario", again).expect("it can be read");
    let requests = again.to_string().matches("begin ").count();
    assert!(requests <= 2, "{verdict}");
}
