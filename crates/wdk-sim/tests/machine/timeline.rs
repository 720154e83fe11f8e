//! The trace as a timeline: what it has of the driver's calls, and the files that are made of it.
#![expect(unsafe_code, reason = "stops a machine")]

mod browser;
mod perfetto;

use std::time::Duration;

use toaster::interface::TOASTER_INTERFACE;
use wdk_sim::{
    Machine,
    trace::{Caller, Category, Detail, Event, Phase, Trace},
};

const INF: &str = include_str!("../../../../inf/toaster.inx");

/// A toaster that toasts once, on two processors.
fn toast(seed: u64) -> Trace {
    let machine = Machine::builder()
        .trace(Detail::Callers)
        .processors(2)
        .seed(seed)
        .build();
    machine
        .add_package(INF, toaster::DRIVER)
        .expect("a good package");
    let device = machine.plug("root\\toaster").expect("it starts");
    let interface = device.interface(&TOASTER_INTERFACE.into());
    let file = machine
        .open(&interface.expect("it has one"))
        .expect("it opens");
    file.write(b"bread").expect("an empty slot");
    let toast = file.begin_read(16).expect("it is sent");
    machine
        .run_for(Duration::from_secs(20))
        .expect("nothing stops it");
    let toast = toast.wait().expect("it is toasted");
    assert_eq!(toast.transferred, 5);
    drop(file);
    device.remove().expect("nobody uses it");
    machine.trace()
}

/// The first beginning of `name`.
fn begin<'a>(trace: &'a Trace, name: &str) -> &'a Event {
    let found = trace
        .iter()
        .find(|event| event.name == name && event.phase == Phase::Begin);
    found.unwrap_or_else(|| panic!("no {name} in\n{trace}"))
}

#[test]
fn a_call_of_the_framework_has_arguments_a_caller_a_line_and_a_status() {
    let trace = toast(1);
    let create = begin(&trace, "WdfDeviceCreate");
    assert_eq!(create.about.caller, Some(Caller::Driver));
    let line = create.about.line.as_deref().unwrap_or_default();
    assert!(line.starts_with("toaster/src/lib.rs:"), "{line:?}");
    assert!(
        create.detail.contains("&WDF_OBJECT_ATTRIBUTES"),
        "{}",
        create.detail
    );
    let end = trace
        .iter()
        .find(|event| event.name == "WdfDeviceCreate" && event.phase == Phase::End);
    assert_eq!(end.expect("it returns").about.status, Some(0));
    let complete = begin(&trace, "WdfRequestCompleteWithInformation");
    assert!(
        complete.detail.starts_with("WDFREQUEST 0x"),
        "{}",
        complete.detail
    );
    assert!(
        complete.detail.ends_with(", STATUS_SUCCESS, 5"),
        "{}",
        complete.detail
    );
}

#[test]
fn what_the_framework_calls_is_told_from_what_the_driver_calls() {
    let trace = toast(1);
    let create = begin(&trace, "IoCreateDevice");
    // The system creates the PDO with the same code, without calling the function.
    assert_eq!(create.about.caller, Some(Caller::Framework));
    let drivers = trace
        .of(Category::Call)
        .filter(|event| event.about.caller == Some(Caller::Driver));
    for event in drivers {
        // All that a safe KMDF driver calls besides the framework.
        let expected = [
            "Wdf",
            "Dbg",
            "KeAcquireSpinLock",
            "KeReleaseSpinLock",
            // What holds a device's removal off while it is used.
            "KeInitializeEvent",
            "KeSetEvent",
            "KeWaitForSingleObject",
            // Its events for production.
            "Etw",
        ];
        let is_expected = expected.iter().any(|it| event.name.starts_with(it));
        assert!(is_expected, "{event:?}");
    }
}

#[test]
fn an_irp_has_one_number_from_its_first_dispatch_to_its_end() {
    let trace = toast(1);
    let read = begin(&trace, "IRP_MJ_READ");
    assert_ne!(read.about.irp, 0);
    let device = trace.device(read.about.device).expect("it is at a device");
    assert_eq!(
        (device.stack.as_str(), device.height),
        ("ROOT\\TOASTER\\0000", 1)
    );
    assert_eq!(device.driver, "toaster");
    let way: Vec<_> = trace
        .iter()
        .filter(|event| event.about.irp == read.about.irp)
        .map(|event| (&*event.name, event.about.status))
        .collect();
    assert_eq!(way, [("IRP_MJ_READ", None), ("completed", Some(0))]);
    let start = begin(&trace, "IRP_MJ_PNP/IRP_MN_START_DEVICE");
    let way = trace
        .iter()
        .filter(|event| event.about.irp == start.about.irp)
        .map(|event| &*event.name);
    assert_eq!(
        way.collect::<Vec<_>>(),
        [
            "IRP_MJ_PNP/IRP_MN_START_DEVICE",
            "IRP_MJ_PNP/IRP_MN_START_DEVICE",
            "CompletionRoutine",
            "completed",
        ]
    );
}

#[test]
fn every_call_that_begins_ends() {
    let trace = toast(2);
    let mut open: std::collections::HashMap<u64, Vec<&str>> = std::collections::HashMap::new();
    for event in &trace {
        let open = open.entry(event.thread).or_default();
        match event.phase {
            Phase::Begin => open.push(&event.name),
            Phase::End => assert_eq!(open.pop(), Some(&*event.name)),
            Phase::Instant => {}
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, two) = (toast(7), toast(7));
    let page = one.to_html("toaster");
    assert!(page == two.to_html("toaster"));
    assert!(one.to_perfetto() == two.to_perfetto());
    // Two runs in one process could also have equal addresses.
    for (at, _) in page.match_indices("0x") {
        let digits = page[at + 2..].chars().take_while(char::is_ascii_hexdigit);
        assert!(digits.count() < 9, "{}", &page[at..at + 20]);
    }
}

#[test]
fn without_that_detail_no_call_is_recorded() {
    let machine = Machine::new();
    machine
        .add_package(INF, toaster::DRIVER)
        .expect("a good package");
    machine.plug("root\\toaster").expect("it starts");
    assert_eq!(machine.trace().of(Category::Call).count(), 0);
}

/// A machine that a bug check stops while it is recorded.
pub(crate) fn stopped() -> Trace {
    let machine = Machine::builder().trace(Detail::Callers).build();
    let result = machine.call("test", || {
        // SAFETY: ends the machine, as it is meant to.
        unsafe { wdk_sys::KeBugCheckEx(0xE2, 1, 2, 3, 4) };
    });
    assert!(result.is_err());
    machine.trace()
}

#[test]
fn the_last_event_of_a_stopped_machines_threads_says_what_stopped_it() {
    let trace = stopped();
    let mut threads = trace.iter().filter(|event| event.thread != 0);
    let last = threads.next_back().expect("there are events");
    assert_eq!(last.category, Category::Stop);
    assert_eq!(last.name, "bug check 0xE2 MANUALLY_INITIATED_CRASH");
}
