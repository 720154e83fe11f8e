//! Each broken rule is reported by name, with the driver's stack and the choices that repeat the run;
//! the process and other machines go on. Natively and as the built image.

use std::time::Duration;

use faulty::interface::{FAULTY_INTERFACE, Fault};
use wdk_sim::{
    BugCheck, Code, DumpData, Error, Machine, Report, Schedule, in_every_world,
    verifier::OnViolation,
};

const INF: &str = include_str!("../../../inf/faulty.inx");
const SEED: u64 = 0x5EED;
/// The GUID under which `wdk-panic` puts its message into dumps.
const PANIC_MESSAGE: &str = "{8e6b2b62-5c0a-4e7b-9d0c-6f3c1f7c52a4}";

/// Causes `fault` in a driver on a new machine, and then shuts the machine down.
fn provoke(code: Code, fault: Fault, reaction: OnViolation) -> Result<Report, Error> {
    let machine = Machine::builder()
        .seed(SEED)
        .special_pool(true)
        .on_violation(reaction)
        .callback_limit(Duration::from_millis(500))
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

/// A small dump leaves out the driver's data, in which the message is.
#[test]
fn the_message_of_a_panic_is_in_a_small_dump() {
    in_every_world(&faulty::DRIVER, |world| {
        let image = matches!(world, Code::Image(_));
        let found = bug_check(world, Fault::Panic);
        let data = &found.dump_data;
        if !image {
            // Natively the panic unwinds, and the machine stops by itself.
            assert!(data.is_empty(), "{data:?}");
            return;
        }
        let text = |it: &DumpData| String::from_utf8_lossy(&it.bytes).into_owned();
        assert!(
            data.iter().all(|it| it.component == "wdk-panic"),
            "{data:?}"
        );
        let at = |address| {
            data.iter()
                .find(|it| it.tag.is_none() && it.address == address)
        };
        let message = at(found.parameters[0]).expect("the message has its address");
        assert!(text(message).contains("index out of bounds"), "{data:?}");
        let file = at(found.parameters[1]).expect("the file's name has its address");
        assert!(
            text(file).ends_with("driver/faulty/src/faults.rs"),
            "{data:?}"
        );
        let tagged = data.iter().find(|it| it.tag.is_some());
        let tagged = tagged.expect("the message is secondary data too");
        assert_eq!(tagged.tag.as_deref(), Some(PANIC_MESSAGE));
        assert!(text(tagged).contains("index out of bounds"), "{data:?}");
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

/// Checks that `fault` is a full stack: the double fault that Windows stops with, at the line of
/// `culprit`.
#[track_caller]
fn assert_overflows(fault: Fault, culprit: &str) {
    in_every_world(&faulty::DRIVER, |world| {
        let found = bug_check(world, fault);
        assert_eq!((found.code, found.parameters[0]), (0x7F, 8), "{found}");
        let place = found.stack.iter().find(|it| it.symbol.contains(culprit));
        let file = place.and_then(|it| it.location.as_ref());
        assert!(
            file.is_some_and(|(file, _)| file.ends_with("faults.rs")),
            "{found}"
        );
        // The process lives, and so do other machines of this thread.
        assert!(Machine::new().call("another", || ()).is_ok());
    });
}

#[test]
fn a_frame_larger_than_the_stack_is_a_double_fault() {
    assert_overflows(Fault::Frame300K, "large_frame");
    assert_overflows(Fault::Frame5M, "large_frame");
}

#[test]
fn recursion_without_end_is_a_double_fault() {
    assert_overflows(Fault::Recursion, "recurse");
}

#[test]
fn a_frame_larger_than_a_kernel_stack_is_a_violation() {
    assert_stops(Fault::Frame40K, 0x7F, "StackDepth", "large_frame");
    in_every_world(&faulty::DRIVER, |world| {
        let found = bug_check(world, Fault::Frame40K);
        assert_eq!(found.parameters[0], 8, "{found}");
        assert!(found.parameters[1] >= 39 << 10, "{found}");
        assert!(found.message.contains("large_frame"), "{found}");
    });
}

#[test]
fn more_than_half_a_kernel_stack_is_reported_with_the_functions_that_use_it() {
    in_every_world(&faulty::DRIVER, |world| {
        let report = provoke(world, Fault::HalfStack, OnViolation::BugCheck);
        let report = report.expect("it is no violation");
        assert!(report.is_clean(), "{report}");
        let [stack] = report.stacks.as_slice() else {
            panic!("{report}");
        };
        // In a debug build a little of the frame itself is not counted.
        assert!((15 << 10..24 << 10).contains(&stack.bytes), "{report}");
        assert_eq!(stack.limit, 24 << 10, "{report}");
        assert!(stack.largest[0].contains("large_frame"), "{report}");
        assert!(
            report.to_string().contains("EvtIoDeviceControl"),
            "{report}"
        );
    });
}

#[test]
fn a_loop_without_end_is_named_and_ends_the_machine() {
    in_every_world(&faulty::DRIVER, |world| {
        let stuck = match provoke(world, Fault::EndlessLoop, OnViolation::BugCheck) {
            Err(Error::Stuck(stuck)) => stuck,
            other => panic!("it should be stuck, not {other:?}"),
        };
        assert!(stuck.reason.contains("EvtIoDeviceControl"), "{stuck}");
        assert!(stuck.reason.contains("faults.rs:"), "{stuck}");
        let mut frames = stuck.waiting.iter().flat_map(|it| &it.stack);
        assert!(
            frames.any(|it| it.symbol.contains("endless_loop")),
            "{stuck}"
        );
        assert!(Machine::new().call("another", || ()).is_ok());
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
