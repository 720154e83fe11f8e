//! What `Parameters\\Wdf` of a driver's service key changes.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device and locals"
)]

use std::{cell::Cell, ptr};

use crate::common::*;
use wdk_sim::{Machine, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

/// A machine on which the driver's registry has these values beside `VerifierOn`.
fn machine_with(values: &str) -> Machine {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let binary = r"ServiceBinary = %13%\probe.sys";
    let settings = format!("{binary}\nAddReg = Wdf\n[Wdf]\n{values}");
    machine
        .add_package(&*INF.replace(binary, &settings), PROBE)
        .expect("the package installs");
    machine
}

fn rules(machine: &Machine) -> Vec<&'static str> {
    machine.violations().iter().map(|it| it.rule).collect()
}

fn create_object() -> Result<WDFOBJECT, NTSTATUS> {
    let mut object = ptr::null_mut();
    let status = unsafe { WdfObjectCreate(ptr::null_mut(), &raw mut object) };
    if status < 0 { Err(status) } else { Ok(object) }
}

/// Creates objects until one fails, and remembers how many there were.
fn create_until_it_fails(_: WDFDEVICE) {
    let created = (0..200).take_while(|_| create_object().is_ok()).count();
    CREATED.set(created);
}

thread_local! {
    static CREATED: Cell<usize> = const { Cell::new(0) };
}

#[test]
fn allocations_fail_after_the_count() {
    plan(Plan {
        on_add: create_until_it_fails,
        ..Plan::GOOD
    });
    let machine = machine_with(r"HKR,Parameters\Wdf,VerifierAllocateFailCount,0x00010001,60");
    let _ = machine.plug("root\\probe");
    let created = CREATED.get();
    assert!((1..60).contains(&created), "{created} of 60 allocations");
}

#[test]
fn without_the_verifier_the_count_has_no_effect() {
    plan(Plan {
        on_add: create_until_it_fails,
        ..Plan::GOOD
    });
    let values = "HKR,Parameters\\Wdf,VerifierAllocateFailCount,0x00010001,60\n\
                  HKR,Parameters\\Wdf,VerifierOn,0x00010001,0";
    let machine = machine_with(values);
    machine.plug("root\\probe").expect("the device starts");
    assert_eq!(CREATED.get(), 200);
}

#[test]
fn the_limit_of_objects_is_reported_once() {
    plan(Plan {
        on_add: create_until_it_fails,
        ..Plan::GOOD
    });
    let machine = machine_with(r"HKR,Parameters\Wdf,ObjectLeakDetectionLimit,0x00010001,50");
    machine.plug("root\\probe").expect("the device starts");
    assert_eq!(rules(&machine), ["ObjectLeakDetection"]);
}

#[test]
fn only_named_types_count_towards_the_limit() {
    plan(Plan {
        on_add: create_until_it_fails,
        ..Plan::GOOD
    });
    let values = "HKR,Parameters\\Wdf,ObjectLeakDetectionLimit,0x00010001,50\n\
                  HKR,Parameters\\Wdf,ObjectsForLeakDetection,0x00010000,WDFTIMER,WDFQUEUE";
    let machine = machine_with(values);
    machine.plug("root\\probe").expect("the device starts");
    assert_eq!(rules(&machine), [""; 0]);
}

fn reference(object: WDFOBJECT, tag: usize) {
    let tag = ptr::without_provenance_mut(tag);
    unsafe { WdfObjectReferenceActual(object, tag, 77, ptr::null()) };
}

fn dereference(object: WDFOBJECT, tag: usize) {
    let tag = ptr::without_provenance_mut(tag);
    unsafe { WdfObjectDereferenceActual(object, tag, 78, ptr::null()) };
}

#[test]
fn a_tracked_reference_is_given_back_with_its_tag() {
    plan(Plan {
        on_add: |_| {
            let object = create_object().expect("there is memory");
            reference(object, 0x11);
            reference(object, 0x22);
            dereference(object, 0x22);
            dereference(object, 0x33);
        },
        ..Plan::GOOD
    });
    let machine = machine_with(r"HKR,Parameters\Wdf,TrackHandles,0x00010000,*");
    machine.plug("root\\probe").expect("the device starts");
    let violations = machine.violations();
    assert_eq!(rules(&machine), ["ReferenceTag"]);
    assert!(violations[0].message.contains("0x33"), "{violations:?}");
}

#[test]
fn a_leaked_reference_is_named_by_tag_and_line() {
    plan(Plan {
        on_add: |_| reference(create_object().expect("there is memory"), 0x11),
        ..Plan::GOOD
    });
    let machine = machine_with(r"HKR,Parameters\Wdf,TrackHandles,0x00010000,WDFOBJECT");
    let device = machine.plug("root\\probe").expect("the device starts");
    device.remove().expect("it is removed");
    let _ = machine.finish();
    let leak = machine.violations();
    let leak = leak.iter().find(|it| it.rule == "ObjectLeak");
    let message = &leak.expect("the object is left").message;
    assert!(
        message.contains("tag 0x11 was taken in line 77"),
        "{message}"
    );
}

#[test]
fn a_callback_leaves_its_critical_regions_where_that_is_checked() {
    let found = |values| {
        plan(Plan {
            on_add: |_| unsafe { KeEnterCriticalRegion() },
            ..Plan::GOOD
        });
        let machine = machine_with(values);
        let _ = machine.plug("root\\probe");
        let violations = machine.violations();
        let found = violations
            .iter()
            .find(|it| it.rule == "CallbackCriticalRegion");
        found.map(|it| (it.code, it.parameters[0]))
    };
    let checked = r"HKR,Parameters\Wdf,EnhancedVerifierOptions,0x00010001,1";
    assert_eq!(found(checked), Some((WDF_VIOLATION, 0xF)));
    assert_eq!(found(""), None);
}

#[test]
fn a_drivers_own_check_is_heard_unless_the_registry_says_not() {
    for (values, expected) in [
        (r"HKR,Parameters\Wdf,DbgBreakOnError,0x00010001,0", 0),
        (r"HKR,Parameters\Wdf,DbgBreakOnError,0x00010001,1", 1),
        ("", 1),
    ] {
        plan(Plan {
            on_add: |_| unsafe { WdfVerifierDbgBreakPoint() },
            ..Plan::GOOD
        });
        let machine = machine_with(values);
        machine.plug("root\\probe").expect("the device starts");
        assert_eq!(rules(&machine).len(), expected, "{values}");
    }
}

#[test]
fn the_driver_sees_whether_it_verifies() {
    for (values, flags) in [
        ("", 0xC),
        (r"HKR,Parameters\Wdf,VerifyOn,0x00010001,0", 0x8),
        (r"HKR,Parameters\Wdf,VerifierOn,0x00010001,0", 0),
    ] {
        plan(Plan {
            on_add: |_| CREATED.set(unsafe { (*driver_globals()).DriverFlags } as usize),
            ..Plan::GOOD
        });
        let machine = machine_with(values);
        machine.plug("root\\probe").expect("the device starts");
        assert_eq!(CREATED.get(), flags, "{values}");
    }
}
