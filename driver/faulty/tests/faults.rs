//! Each broken rule is reported by name, with the driver's stack and the choices that repeat the run;
//! the process and other machines go on. Natively and as the built image.

use faulty::interface::{FAULTY_INTERFACE, Fault};
use wdk_sim::{
    BugCheck, Code, Error, Machine, Report, Schedule, in_every_world, verifier::OnViolation,
};

const INF: &str = include_str!("../../../inf/faulty.inx");
const SEED: u64 = 0x5EED;

/// Causes `fault` in a driver on a new machine, and then shuts the machine down.
fn provoke(code: Code, fault: Fault, reaction: OnViolation) -> Result<Report, Error> {
    let machine = Machine::builder()
        .seed(SEED)
        .special_pool(true)
        .on_violation(reaction)
        .build();
    machine.add_package(INF, code)?;
    let device = machine.plug("root\\faulty")?;
    let file = machine.open(&device.interface(&FAULTY_INTERFACE.into())?)?;
    let pending = file.begin_ioctl(fault.code().value(), &[], 0)?;
    machine.run_until_idle()?;
    drop(pending);
    drop(file);
    machine.finish()
}

/// The bug check that `fault` ends a machine with.
fn bug_check(code: Code, fault: Fault) -> BugCheck {
    match provoke(code, fault, OnViolation::BugCheck) {
        Err(Error::BugCheck(bug_check)) => (*bug_check).clone(),
        other => panic!("{fault:?} should stop the machine, not end in {other:?}"),
    }
}

/// Checks that `fault` stops the machine with `code` and `message`, and that the stack contains the
/// function `culprit` of the driver.
#[track_caller]
fn assert_stops(fault: Fault, code: u32, message: &str, culprit: &str) {
    in_every_world(&faulty::DRIVER, |world| {
        let found = bug_check(world, fault);
        assert_eq!(found.code, code, "{found}");
        assert!(found.message.contains(message), "{found}");
        let mut symbols = found.stack.iter().map(|frame| &frame.symbol);
        assert!(
            symbols.any(|symbol| symbol.contains(culprit)),
            "no {culprit} in {found}"
        );
        assert!(
            matches!(found.schedule, Schedule::Random { seed: SEED }),
            "{found}"
        );
    });
}

#[test]
fn completing_twice_is_reported() {
    assert_stops(
        Fault::CompleteTwice,
        0x10D,
        "DoubleCompletion",
        "complete_twice",
    );
}

#[test]
fn calling_a_passive_level_function_at_dispatch_level_is_reported() {
    assert_stops(
        Fault::CallTooHigh,
        0x10D,
        "WdfStringCreate",
        "call_too_high",
    );
}

#[test]
fn using_freed_pool_is_reported_where_it_happens() {
    assert_stops(Fault::UseFreedPool, 0xCC, "freed block", "use_freed_pool");
}

#[test]
fn using_a_deleted_object_is_reported() {
    assert_stops(
        Fault::UseFreedObject,
        0x10D,
        "InvalidHandle",
        "use_freed_object",
    );
}

#[test]
fn a_panic_is_a_bug_check() {
    in_every_world(&faulty::DRIVER, |world| {
        let found = bug_check(world, Fault::Panic);
        let text = found.to_string();
        assert!(text.contains("index out of bounds"), "{text}");
        let mut symbols = found.stack.iter().map(|frame| &frame.symbol);
        assert!(
            symbols.any(|symbol| symbol.contains("faults::panic")),
            "{text}"
        );
    });
}

#[test]
fn leaked_pool_is_reported_with_its_tag() {
    in_every_world(&faulty::DRIVER, |world| {
        let report = provoke(world, Fault::LeakPool, OnViolation::Collect).expect("it goes on");
        assert_eq!(report.leaked_bytes(), 100, "{report}");
        let text = report.to_string();
        assert!(
            text.contains("Flty") && text.contains("EvtIoDeviceControl"),
            "{text}"
        );
    });
}

#[test]
fn a_forgotten_request_is_reported() {
    in_every_world(&faulty::DRIVER, |world| {
        let report = provoke(world, Fault::ForgetRequest, OnViolation::Collect);
        let report = report.expect("it goes on");
        assert!(!report.violations.is_empty(), "{report}");
    });
}

#[test]
fn a_machine_that_stopped_stays_stopped_and_does_not_affect_others() {
    let stopped = Machine::builder().special_pool(true).build();
    stopped
        .add_package(INF, faulty::DRIVER)
        .expect("a good package");
    let device = stopped.plug("root\\faulty").expect("it starts");
    let file = device
        .interface(&FAULTY_INTERFACE.into())
        .and_then(|interface| stopped.open(&interface))
        .expect("it opens");
    let first = file.ioctl(Fault::UseFreedPool.code().value(), &[], &mut []);
    let again = file.ioctl(Fault::LeakPool.code().value(), &[], &mut []);
    for result in [first, again] {
        assert!(
            matches!(result, Err(Error::BugCheck(ref it)) if it.code == 0xCC),
            "{result:?}"
        );
    }
    assert!(Machine::new().call("another", || ()).is_ok());
}
