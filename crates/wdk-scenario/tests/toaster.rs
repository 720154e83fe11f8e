//! The toaster sample with the scenario that stands beside it.

use toaster::interface::{IOCTL_TOASTER_GET_DONENESS, IOCTL_TOASTER_SET_DONENESS};
use wdk_inf::{Arch, Inf};
use wdk_scenario::{Entry, Options, Scenario, Step, Verdict, run};

const INX: &[u8] = include_bytes!("../../../inf/toaster.inx");
const SCENARIO: &str = include_str!("../../../driver/toaster/scenario.toml");

fn recorded(options: &Options) -> (Verdict, Vec<Entry>) {
    let inf = Inf::from_inx(INX, Arch::Amd64).unwrap();
    let scenario = Scenario::parse(SCENARIO).unwrap();
    let mut entries = Vec::new();
    let code = toaster::DRIVER.into();
    let verdict = run(&inf, code, &scenario, options, |it| entries.push(it)).unwrap();
    (verdict, entries)
}

#[test]
fn the_scenario_has_the_toasters_control_codes() {
    let scenario = Scenario::parse(SCENARIO).unwrap();
    let codes = scenario.steps.iter().filter_map(|step| match step {
        Step::Ioctl { code, name, .. } => Some((name.as_str(), *code)),
        _ => None,
    });
    assert_eq!(
        codes.collect::<Vec<_>>(),
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
    assert!(entries.iter().any(|it| it.detail == "= \"BREAD\""));
}

#[test]
fn a_verbose_record_has_more_events() {
    let verbose = Options {
        verbose: true,
        ..Options::default()
    };
    assert!(recorded(&verbose).1.len() > recorded(&Options::default()).1.len());
}
