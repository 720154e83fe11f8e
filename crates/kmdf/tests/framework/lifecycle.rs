//! A device from AddDevice to its removal, driven through the raw ABI.
#![forbid(unsafe_code)]

use crate::common::{Plan, callbacks, machine, notes, plan};
use wdk_sys::{STATUS_DEVICE_CONFIGURATION_ERROR, STATUS_DEVICE_NOT_READY, STATUS_UNSUCCESSFUL};

const START: [&str; 4] = [
    "EvtDriverDeviceAdd",
    "EvtDevicePrepareHardware",
    "EvtDeviceD0Entry",
    "EvtDeviceSelfManagedIoInit",
];

#[test]
fn starting_and_removing_calls_the_driver_in_the_documented_order() {
    plan(Plan::GOOD);
    let machine = machine();
    let device = machine.plug("root\\probe").expect("the device starts");
    assert_eq!(callbacks(&machine), START);
    machine.clear_trace();

    device.remove().expect("the device is removed");
    assert_eq!(
        callbacks(&machine),
        [
            "EvtDeviceQueryRemove",
            "EvtDeviceSelfManagedIoSuspend",
            "EvtDeviceD0Exit",
            "EvtDeviceReleaseHardware",
            "EvtDeviceSelfManagedIoFlush",
            "EvtDeviceSelfManagedIoCleanup",
            "EvtCleanupCallback",
            "EvtDestroyCallback",
            "EvtDriverUnload",
        ]
    );
    assert_eq!(notes(), ["D0Entry from 5", "D0Exit to 5"]);
    let report = machine.finish().expect("nothing is left");
    assert!(report.violations.is_empty(), "{:?}", report.violations);
}

#[test]
fn a_surprise_removal_is_told_before_the_device_leaves_d0() {
    plan(Plan::GOOD);
    let machine = machine();
    let device = machine.plug("root\\probe").expect("the device starts");
    machine.clear_trace();
    device.surprise_remove().expect("the device is removed");
    let told = callbacks(&machine);
    assert_eq!(
        &told[..6],
        [
            "EvtDeviceSurpriseRemoval",
            "EvtDeviceSelfManagedIoSuspend",
            "EvtDeviceD0Exit",
            "EvtDeviceReleaseHardware",
            "EvtDeviceSelfManagedIoFlush",
            "EvtDeviceSelfManagedIoCleanup",
        ]
    );
    machine.finish().expect("nothing is left");
}

#[test]
fn a_driver_that_cannot_prepare_its_hardware_releases_it_and_never_enters_d0() {
    plan(Plan {
        prepare: STATUS_DEVICE_CONFIGURATION_ERROR,
        ..Plan::GOOD
    });
    let machine = machine();
    machine
        .plug("root\\probe")
        .map(drop)
        .expect_err("the start fails");
    let told = callbacks(&machine);
    assert_eq!(told[1], "EvtDevicePrepareHardware");
    assert_eq!(told[2], "EvtDeviceReleaseHardware");
    assert!(!told.iter().any(|name| name == "EvtDeviceD0Entry"));
    machine.finish().expect("nothing is left");
}

#[test]
fn a_failed_d0_entry_is_followed_by_no_d0_exit() {
    plan(Plan {
        d0_entry: STATUS_DEVICE_NOT_READY,
        ..Plan::GOOD
    });
    let machine = machine();
    machine
        .plug("root\\probe")
        .map(drop)
        .expect_err("the start fails");
    let told = callbacks(&machine);
    assert!(
        !told.iter().any(|name| name == "EvtDeviceD0Exit"),
        "{told:?}"
    );
    assert!(told.iter().any(|name| name == "EvtDeviceReleaseHardware"));
    machine.finish().expect("nothing is left");
}

#[test]
fn a_failed_self_managed_init_leaves_d0_and_is_cleaned_up() {
    plan(Plan {
        self_managed_init: STATUS_UNSUCCESSFUL,
        ..Plan::GOOD
    });
    let machine = machine();
    machine
        .plug("root\\probe")
        .map(drop)
        .expect_err("the start fails");
    let told = callbacks(&machine);
    for expected in [
        "EvtDeviceD0Exit",
        "EvtDeviceReleaseHardware",
        "EvtDeviceSelfManagedIoFlush",
    ] {
        assert!(
            told.iter().any(|name| name == expected),
            "{expected} in {told:?}"
        );
    }
    assert!(
        !told
            .iter()
            .any(|name| name == "EvtDeviceSelfManagedIoSuspend")
    );
    machine.finish().expect("nothing is left");
}

#[test]
fn a_driver_may_refuse_its_removal() {
    plan(Plan {
        query_remove: STATUS_UNSUCCESSFUL,
        ..Plan::GOOD
    });
    let machine = machine();
    let device = machine.plug("root\\probe").expect("the device starts");
    machine.clear_trace();
    device.remove().expect_err("the driver refuses");
    assert_eq!(callbacks(&machine), ["EvtDeviceQueryRemove"]);
    plan(Plan::GOOD);
    device.remove().expect("the driver agrees now");
    machine.finish().expect("nothing is left");
}

#[test]
fn rebalancing_leaves_d0_and_comes_back() {
    plan(Plan::GOOD);
    let machine = machine();
    let device = machine.plug("root\\probe").expect("the device starts");
    machine.clear_trace();
    device.stop().expect("the device stops");
    device.start().expect("the device starts again");
    assert_eq!(
        callbacks(&machine),
        [
            "EvtDeviceSelfManagedIoSuspend",
            "EvtDeviceD0Exit",
            "EvtDeviceReleaseHardware",
            "EvtDevicePrepareHardware",
            "EvtDeviceD0Entry",
            "EvtDeviceSelfManagedIoRestart",
        ]
    );
    device.remove().expect("the device is removed");
    machine.finish().expect("nothing is left");
}
