//! Scenarios on a WDM driver: what is expected, and what ends them.

use wdk_sim::{
    Machine,
    scenario::{Failure, Found, Outcome, Progress, Scenario, Subject},
};

use crate::lamp::{LAMP, LAMP_INF};

fn play(text: &str) -> Outcome {
    let scenario = Scenario::parse("lamp.scenario", text).unwrap();
    let lamp = Subject::package(LAMP_INF, LAMP).unwrap();
    scenario.play(&Machine::new(), &lamp)
}

#[test]
fn results_are_recorded_without_expectations() {
    let outcome = play("load\nopen\nwrite u8 7\nwrite u8 [1, 2]\nioctl 0x222000 \"lamp\" output 8");
    outcome.check().unwrap();
    let found: Vec<_> = outcome
        .steps
        .iter()
        .map(|it| it.found.to_string())
        .collect();
    assert_eq!(
        found,
        [
            "success",
            "success",
            "success, length 1",
            "STATUS_INVALID_BUFFER_SIZE (0xC0000206)",
            "success, length 4, text \"pmal\"",
            "success",
        ]
    );
    assert!(outcome.report.unwrap().is_clean());
}

#[test]
fn what_was_not_expected_is_told_with_its_line() {
    let outcome = play("load\nopen\n\nioctl 0x222000 \"lamp\" output 8 => \"pmol\"\nclose");
    assert_eq!(
        outcome.check().unwrap_err().to_string(),
        "lamp.scenario:4: ioctl 0x00222000 text \"lamp\" output 8\n  expected text \"pmol\"\n  found    \
         success, length 4, text \"pmal\"\n  the bytes differ from offset 2 on"
    );
    // The play ends there.
    assert_eq!(outcome.steps.len(), 3);
    for (text, expected, found) in [
        (
            "write u8 7 => any failure",
            "any failure",
            "success, length 1",
        ),
        (
            "write u8 7 => STATUS_CANCELLED",
            "STATUS_CANCELLED",
            "success, length 1",
        ),
        (
            "write u8 [1, 2] => length 2",
            "length 2",
            "STATUS_INVALID_BUFFER_SIZE",
        ),
        (
            "begin read 1 as r\nexpect complete r",
            "a complete operation",
            "it is pending",
        ),
        ("remove => success", "success", "STATUS_DEVICE_BUSY"),
        (
            "expect state removed",
            "that state",
            "the device is started",
        ),
        (
            "read 1 on other => success",
            "success",
            "no such file is open",
        ),
    ] {
        let text = format!("load\nopen\n{text}").replace("on other", "");
        let text = if found.contains("no such file") {
            text.replace("open\n", "")
        } else {
            text
        };
        let message = play(&text).check().unwrap_err().to_string();
        assert!(
            message.contains(&format!("expected {expected}")),
            "{message}"
        );
        assert!(message.contains(found), "{message}");
    }
}

#[test]
fn a_file_that_was_not_opened_is_named_where_it_is_missed() {
    let outcome = play("load\nopen \\\\.\\Nobody\nread 1 => success");
    let message = outcome.check().unwrap_err().to_string();
    assert!(message.contains("line 2 did not open it"), "{message}");
    assert!(
        message.contains("STATUS_OBJECT_NAME_NOT_FOUND"),
        "{message}"
    );
}

#[test]
fn a_bug_check_is_carried_whole() {
    let outcome = play("load\nopen\nioctl 0x222008");
    let Err(Failure::Ended { place, error }) = outcome.check() else {
        panic!("{outcome:?}");
    };
    assert_eq!(place, "lamp.scenario:3: ioctl 0x00222008");
    let wdk_sim::Error::BugCheck(bug_check) = error else {
        panic!("{error}");
    };
    assert_eq!(bug_check.code, 0x44);
}

#[test]
fn what_is_left_fails_the_scenario() {
    let outcome = play("load\nopen\nbegin ioctl 0x222010 as forgotten");
    let message = outcome.check().unwrap_err().to_string();
    assert!(message.contains("IRP_MJ_DEVICE_CONTROL"), "{message}");
}

#[test]
fn a_process_opens_what_its_account_may() {
    let services = "[Lamp.NT.Services]";
    let security = r#"HKR,,Security,,"D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGW;;;BU)""#;
    let hardware =
        format!("[Lamp.NT.HW]\nAddReg = Lamp_Hardware\n[Lamp_Hardware]\n{security}\n{services}");
    let inf = LAMP_INF.replace(services, &hardware);
    let text = "load\nprocess reader as user\nprocess sandbox as restricted
open in reader => success\nwrite u8 7 => success\nopen in sandbox => STATUS_ACCESS_DENIED
open in elsewhere => success\nexit reader\nunload";
    let scenario = Scenario::parse("lamp.scenario", text).unwrap();
    let lamp = Subject::package(inf.as_str(), LAMP).unwrap();
    scenario.play(&Machine::new(), &lamp).check().unwrap();

    let unknown = Scenario::parse("lamp.scenario", "process reader as guest").unwrap_err();
    assert!(unknown.to_string().contains("administrator"), "{unknown}");
}

#[test]
fn a_process_that_exits_cancels_and_closes_its_own() {
    let text = "load\nopen as a in one\nopen as b in two\nbegin read 1 as waiting on a
expect pending waiting\nexit one\nwait waiting => STATUS_CANCELLED\nwrite u8 7 on b => success
remove => STATUS_DEVICE_BUSY\nexit two\nremove => success";
    play(text).check().unwrap();
}

#[test]
fn a_listener_hears_of_each_step_as_it_happens() {
    let scenario = Scenario::parse("lamp.scenario", "load\nunload").unwrap();
    let lamp = Subject::package(LAMP_INF, LAMP).unwrap();
    let mut heard = Vec::new();
    let machine = Machine::new();
    let outcome = scenario.play_with(&machine, &lamp, |progress| match progress {
        Progress::Step(step) => heard.push(step.to_string()),
        Progress::Result(result) => heard.push(format!("= {}", result.found)),
        _ => {}
    });
    assert_eq!(
        heard,
        [
            "load",
            "= success",
            "unload",
            "= success",
            "finish",
            "= success"
        ]
    );
    assert!(matches!(
        outcome.steps[0].found,
        Found::Ended { status: 0, .. }
    ));
}
