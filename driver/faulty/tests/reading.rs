//! What a failing test prints: each test in `planted` fails, and those below run it in a process of its
//! own and read what libtest shows of it.

use std::{env, process::Command};

use faulty::interface::{FAULTY_INTERFACE, Fault};
use wdk_sim::{Error, File, Machine, Result};

const INF: &str = include_str!("../../../inf/faulty.inx");

/// Starts the driver and opens its device.
fn open(machine: &Machine) -> Result<File> {
    machine.add_package(INF, faulty::DRIVER)?;
    let device = machine.plug("root\\faulty")?;
    machine.open(&device.interface(&FAULTY_INTERFACE.into())?)
}

/// Asks the driver for a fault.
fn ask(file: &File, fault: Fault) -> Result<usize> {
    file.ioctl(fault.code().value(), &[], &mut [])
}

mod planted {
    use std::error;

    use wdk_sim::{explore::Explorer, fault::Kind, verifier::OnViolation};

    use super::*;

    type TestResult = std::result::Result<(), Box<dyn error::Error>>;

    #[test]
    #[ignore = "fails on purpose"]
    fn violation() -> TestResult {
        let machine = Machine::builder().seed(7).build();
        let file = open(&machine)?;
        ask(&file, Fault::CompleteTwice)?;
        Ok(())
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn freed_pool() {
        let machine = Machine::builder().special_pool(true).build();
        let file = open(&machine).unwrap();
        ask(&file, Fault::UseFreedPool).unwrap();
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn panic() {
        let machine = Machine::new();
        let file = open(&machine).unwrap();
        let result = ask(&file, Fault::Panic);
        assert!(result.is_ok(), "{result:?}");
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn leak() -> TestResult {
        let machine = Machine::builder()
            .on_violation(OnViolation::Collect)
            .build();
        let file = open(&machine)?;
        for _ in 0..3 {
            ask(&file, Fault::LeakPool)?;
        }
        drop(file);
        let report = machine.finish()?;
        assert!(report.is_clean(), "{report}");
        Ok(())
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn assertion() -> TestResult {
        let machine = Machine::builder().seed(7).build();
        let file = open(&machine)?;
        assert_eq!(ask(&file, Fault::LeakPool)?, 5);
        Ok(())
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn status() -> TestResult {
        let machine = Machine::new();
        let file = open(&machine)?;
        file.ioctl(0x1234, &[], &mut [])?;
        Ok(())
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn deadlock() {
        let machine = Machine::new();
        let file = open(&machine).expect("it starts");
        ask(&file, Fault::WaitForEver).expect("it answers");
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn scenario() {
        let code = Fault::LeakPool.code().value();
        let text = format!("load\nopen\nioctl {code:#x} => length 5\n");
        wdk_sim::scenario::test(&faulty::DRIVER, INF, "faulty.scenario", &text);
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn scenario_that_stops() {
        let code = Fault::CompleteTwice.code().value();
        let text = format!("load\nopen\nioctl {code:#x}\n");
        wdk_sim::scenario::test(&faulty::DRIVER, INF, "faulty.scenario", &text);
    }

    #[test]
    #[ignore = "fails on purpose"]
    fn exploration() {
        let outcome = Explorer::new(Machine::builder()).sweep(&[Kind::Registry], |machine| {
            let file = open(machine)?;
            ask(&file, Fault::UseFreedObject)?;
            Ok(())
        });
        assert!(outcome.is_clean(), "{outcome}");
    }
}

/// What libtest shows of a planted test that fails, with these variables set.
fn shown_with(name: &str, variables: &[(&str, &str)]) -> Vec<String> {
    let name = format!("planted::{name}");
    let output = Command::new(env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", &name])
        .env_remove("WDK_TEST_PACKAGES")
        .env_remove("RUST_BACKTRACE")
        .envs(variables.iter().copied())
        .output()
        .expect("it runs");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(!output.status.success(), "{name} passed: {text}");
    let lines = text.lines().map(str::to_owned);
    let lines = lines.skip_while(|line| !line.starts_with("---- "));
    let lines: Vec<String> = lines.take_while(|line| *line != "failures:").collect();
    lines
}

fn shown(name: &str) -> Vec<String> {
    let lines = shown_with(name, &[]);
    assert_bounds(&lines);
    lines
}

/// A reader sees all of it on a screen, and no line is broken but one with a path.
#[track_caller]
fn assert_bounds(lines: &[String]) {
    let text = lines.join("\n");
    assert!(lines.len() < 60, "{} lines:\n{text}", lines.len());
    for line in lines {
        let is_short = line.chars().count() <= 160;
        assert!(is_short || line.contains('/'), "too long: {line}");
        assert!(!line.contains('\u{1b}'), "a colour in {line}");
    }
}

/// Each of `expected` is in a line behind that of the one before.
#[track_caller]
fn assert_order(lines: &[String], expected: &[&str]) {
    let mut rest = lines.iter();
    for expected in expected {
        assert!(
            rest.any(|line| line.contains(expected)),
            "{expected:?} is missing or late in:\n{}",
            lines.join("\n")
        );
    }
}

#[track_caller]
fn assert_once(lines: &[String], text: &str) {
    let count = lines.iter().filter(|line| line.contains(text)).count();
    assert_eq!(count, 1, "{text:?} in:\n{}", lines.join("\n"));
}

const LEFT_OUT: &str = "left out; WDK_BACKTRACE=full shows all";

#[test]
fn a_violation_names_the_rule_the_line_and_the_command() {
    let lines = shown("violation");
    assert_order(
        &lines,
        &[
            "faulty: asked for CompleteTwice",
            "Error: bug check 0x10D WDF_VIOLATION",
            "DoubleCompletion: ",
            "the framework found a fault of the driver:",
            "1  0x6  WDF_REQUEST_FATAL_ERROR: the request's state forbids it",
            "the request",
            "in IRP_MJ_DEVICE_CONTROL > EvtIoDeviceControl of the driver faulty",
            "complete_twice",
            "at src/faults.rs:",
            "device_control",
            "at src/lib.rs:",
            LEFT_OUT,
            "the threads were chosen by the seed 7; to repeat it:",
            "WDK_SEED=7 cargo test -p faulty --test reading planted::violation",
        ],
    );
    assert_once(&lines, "DoubleCompletion: ");
    assert_once(&lines, "asked for CompleteTwice");
    assert!(!lines.iter().any(|line| line.contains("kmdf::")));
    assert!(!lines.iter().any(|line| line.contains("0 violations")));
}

#[test]
fn all_calls_are_shown_when_they_are_asked_for() {
    let lines = shown_with("violation", &[("WDK_BACKTRACE", "full")]);
    assert_order(
        &lines,
        &["complete_twice", "wdk::queue::handler", "kmdf/src"],
    );
    assert!(!lines.iter().any(|line| line.contains(LEFT_OUT)));
}

#[test]
fn a_fault_says_what_memory_was_touched_and_where() {
    let lines = shown("freed_pool");
    assert_order(
        &lines,
        &[
            "called `Result::unwrap()` on an `Err` value: bug check 0xCC",
            "a freed block of 64 bytes, tag 'Flty'",
            "the address that was accessed",
            "it was read",
            "use_freed_pool",
            "at src/faults.rs:",
            "every run is the same",
            " cargo test -p faulty --test reading planted::freed_pool",
        ],
    );
}

#[test]
fn a_panic_of_the_driver_says_its_message_and_place() {
    let lines = shown("panic");
    assert_order(
        &lines,
        &[
            "Err(bug check 0x52504E43 RUST_PANIC",
            "index out of bounds: the len is 4 but the index is 5",
            "the driver panicked:",
            "line ",
            "in IRP_MJ_DEVICE_CONTROL > EvtIoDeviceControl of the driver faulty",
            "faulty::faults::panic",
            "at src/faults.rs:",
        ],
    );
}

#[test]
fn a_leak_says_its_tag_and_the_callback() {
    let lines = shown("leak");
    assert_order(
        &lines,
        &[
            "1 rule was broken, 3 blocks of pool are left (300 bytes)",
            "PoolLeak: ",
            "0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION",
            "3 blocks, the first: 100 bytes at 0x",
            "EvtIoDeviceControl > ExAllocatePool2",
            "WDK_BACKTRACE=1 shows the calls that allocated it",
            " cargo test -p faulty --test reading planted::leak",
        ],
    );
    assert_once(&lines, "'Flty'");
    let lines = shown_with("leak", &[("WDK_BACKTRACE", "1")]);
    assert_bounds(&lines);
    assert_order(
        &lines,
        &["3 blocks, the first:", "leak_pool", "at src/faults.rs:"],
    );
}

#[test]
fn an_assertion_of_the_test_is_followed_by_what_repeats_the_run() {
    let lines = shown("assertion");
    assert_order(
        &lines,
        &[
            "asked for LeakPool",
            "assertion `left == right` failed",
            "the threads were chosen by the seed 7; to repeat it:",
            "WDK_SEED=7 cargo test -p faulty --test reading planted::assertion",
        ],
    );
}

#[test]
fn a_status_has_its_name() {
    let lines = shown("status");
    assert_order(
        &lines,
        &["Error: STATUS_INVALID_DEVICE_REQUEST (0xC0000010)"],
    );
}

#[test]
fn a_deadlock_says_who_waits_for_what_and_where() {
    let lines = shown("deadlock");
    assert_order(
        &lines,
        &[
            "it answers: deadlock: no thread can run",
            "thread `user` waits for the notification event at 0x",
            "KeWaitForSingleObject",
            "wait_for_ever",
            "at src/faults.rs:",
            "planted::deadlock",
        ],
    );
}

#[test]
fn a_scenario_says_its_line_what_was_expected_and_what_was_done() {
    let lines = shown("scenario");
    assert_order(
        &lines,
        &[
            "panicked at driver/faulty/tests/reading.rs:",
            "faulty.scenario:3: ioctl",
            "expected length 5",
            "found    success, length 0",
            "what was done:",
            "1  load  = success",
            "3  ioctl",
            "every run is the same",
            "planted::scenario",
        ],
    );
    let lines = shown("scenario_that_stops");
    assert_order(
        &lines,
        &[
            "faulty.scenario:3: ioctl",
            "bug check 0x10D WDF_VIOLATION",
            "DoubleCompletion: ",
            "complete_twice",
            "planted::scenario_that_stops",
            "what was done:",
            "0x00222000  = the machine stopped",
        ],
    );
    assert_once(&lines, "DoubleCompletion");
}

#[test]
fn an_exploration_reports_its_first_finding() {
    let lines = shown("exploration");
    assert_order(
        &lines,
        &[
            "1 failure found in 1 run; further ones were not made",
            "bug check 0x10D WDF_VIOLATION",
            "InvalidHandle: ",
            "use_freed_object",
            "the driver printed:",
            "asked for UseFreedObject",
            "planted::exploration",
        ],
    );
}

#[test]
fn the_environment_repeats_a_run() {
    let lines = shown_with("violation", &[("WDK_SEED", "12")]);
    assert_order(&lines, &["WDK_SEED=12 cargo test"]);
    let lines = shown_with("exploration", &[("WDK_FAULTS", "mapping:7")]);
    assert_order(
        &lines,
        &[
            "failure found in 1 run",
            "(mapping:7)",
            "WDK_FAULTS=mapping:7",
        ],
    );
}

#[test]
fn an_error_is_one_line_unless_its_report_is_asked_for() {
    let machine = Machine::builder().show_prints(false).build();
    let file = open(&machine).expect("it starts");
    let error = ask(&file, Fault::CompleteTwice).expect_err("it stops");
    assert_eq!(error.to_string().lines().count(), 1, "{error}");
    assert_eq!(format!("{error:?}"), format!("{error:#}"));
    let Error::BugCheck(bug_check) = &error else {
        panic!("{error}");
    };
    assert_eq!(bug_check.driver, "faulty");
    // Where nobody saw it, the report has what the driver printed.
    let lines: Vec<String> = format!("{error:?}").lines().map(str::to_owned).collect();
    assert_order(&lines, &["the driver printed:", "asked for CompleteTwice"]);
    assert!(!error.page().to_string().contains("asked for"));
    let fields = format!("{error:#?}");
    assert!(fields.contains("parameters: ["), "{fields}");
}
