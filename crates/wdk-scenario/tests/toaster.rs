//! The toaster sample with the scenario that stands beside it.

use toaster::interface::{IOCTL_TOASTER_GET_DONENESS, IOCTL_TOASTER_SET_DONENESS};
use wdk_inf::{Arch, Inf};
use wdk_scenario::{Entry, Kind, Options, Verdict, default_scenario, run};
use wdk_sim::scenario::{Action, Request, Scenario};

const INX: &[u8] = include_bytes!("../../../inf/toaster.inx");
const SCENARIO: &str = include_str!("../../../driver/toaster/toaster.scenario");

fn scenario() -> Scenario {
    Scenario::parse("toaster.scenario", SCENARIO).unwrap()
}

fn played(scenario: &Scenario, options: &Options) -> (Verdict, Vec<Entry>) {
    let inf = Inf::from_inx(INX, Arch::Amd64).unwrap();
    let mut entries = Vec::new();
    let code = toaster::DRIVER.into();
    let verdict = run(&inf, code, scenario, options, |it| entries.push(it)).unwrap();
    (verdict, entries)
}

fn recorded(options: &Options) -> (Verdict, Vec<Entry>) {
    played(&scenario(), options)
}

#[test]
fn the_scenario_has_the_toasters_control_codes() {
    let scenario = scenario();
    let mut codes: Vec<_> = scenario
        .steps
        .iter()
        .filter_map(|step| match &step.action {
            Action::Request {
                request: Request::Ioctl { code, .. },
                ..
            } => Some((code.written.as_str(), code.value)),
            _ => None,
        })
        .collect();
    // The last one sets a doneness that the toaster refuses.
    assert_eq!(codes.pop(), codes.first().copied());
    assert_eq!(
        codes,
        [
            (
                "IOCTL_TOASTER_SET_DONENESS",
                IOCTL_TOASTER_SET_DONENESS.value()
            ),
            (
                "IOCTL_TOASTER_GET_DONENESS",
                IOCTL_TOASTER_GET_DONENESS.value()
            ),
        ]
    );
}

#[test]
fn a_run_records_requests_and_callbacks_and_ends_clean() {
    let (verdict, entries) = recorded(&Options::default());
    assert!(verdict.is_clean(), "{verdict:?}");
    assert_eq!(verdict.service, "toaster");
    let mut rest = entries.iter();
    for name in ["DriverEntry", "EvtIoDeviceControl", "EvtIoRead", "close"] {
        assert!(rest.any(|it| it.name == name), "{name} in {entries:#?}");
    }
    let bread = "= success, length 5, text \"BREAD\"";
    assert!(
        entries.iter().any(|it| it.detail == bread),
        "{bread} in {entries:#?}"
    );
    let events = entries.iter().filter(|it| it.kind == Kind::Event);
    let events: Vec<(&str, &str)> = events.map(|it| (&*it.name, &*it.detail)).collect();
    let loaded = (
        "WdkSamples.Toaster BreadLoaded",
        "bytes=5 status=0x00000000",
    );
    assert!(events.contains(&loaded), "{events:?}");
}

#[test]
fn a_verbose_record_has_more_events() {
    let verbose = Options {
        verbose: true,
        ..Options::default()
    };
    assert!(recorded(&verbose).1.len() > recorded(&Options::default()).1.len());
}

#[test]
fn the_verdict_has_the_steps_with_what_came_of_them() {
    let (verdict, _) = recorded(&Options::default());
    let find = |text: &str| verdict.steps.iter().find(|it| it.step == text).unwrap();
    let toast = find("wait toast within 15 s");
    assert_eq!(toast.status.as_deref(), Some("STATUS_SUCCESS"));
    assert_eq!(toast.length, Some(5));
    assert_eq!(toast.bytes.as_deref(), Some("4252454144"));
    assert_eq!(toast.completed, ["toast"]);
    let cancelled = find("wait cancelled");
    assert_eq!(cancelled.status.as_deref(), Some("STATUS_CANCELLED"));
    assert_eq!((cancelled.length, &cancelled.bytes), (None, &None));
}

#[test]
fn what_is_expected_otherwise_is_a_failure_with_its_line() {
    let scenario = Scenario::parse("x.scenario", "load\nopen\nwrite \"bread\" => length 4\n");
    let (verdict, _) = played(&scenario.unwrap(), &Options::default());
    assert!(!verdict.is_clean());
    let failure = verdict.failure.unwrap();
    assert!(failure.starts_with("x.scenario:3: "), "{failure}");
    assert_eq!(verdict.end, None);
}

#[test]
fn a_driver_that_is_not_loaded_is_found_without_an_expectation() {
    let scenario = Scenario::parse("x.scenario", "plug root\\other\nopen\n").unwrap();
    let (verdict, _) = played(&scenario, &Options::default());
    assert!(!verdict.is_clean());
    let end = verdict.end.unwrap();
    assert!(end.starts_with("plug "), "{end}");
}

#[test]
fn a_driver_without_a_scenario_is_played_the_default_one() {
    let inf = Inf::from_inx(INX, Arch::Amd64).unwrap();
    let default = default_scenario(&inf).unwrap();
    let (verdict, entries) = played(&default, &Options::default());
    assert!(verdict.is_clean(), "{verdict:?}");
    for name in ["EvtIoDeviceControl", "EvtIoWrite", "EvtIoRead"] {
        assert!(entries.iter().any(|it| it.name == name), "{name}");
    }
}
