//! A device from AddDevice to its removal, driven through the raw ABI.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::{cell::Cell, ptr};

use wdk_sys::{
    _MODE::KernelMode,
    DISPATCH_LEVEL, KeDelayExecutionThread, KeLowerIrql, KfRaiseIrql, LARGE_INTEGER,
    STATUS_DEVICE_CONFIGURATION_ERROR, STATUS_DEVICE_NOT_READY, STATUS_SUCCESS,
    STATUS_UNSUCCESSFUL, abi,
    wdf::{
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpFinal, _WDF_EXECUTION_LEVEL::WdfExecutionLevelPassive,
        _WDF_STATE_NOTIFICATION_TYPE::StateNotificationEnterState,
        PCWDF_DEVICE_PNP_NOTIFICATION_DATA, WDF_OBJECT_ATTRIBUTES, WDFDEVICE, WDFOBJECT,
        WdfDeviceInitRegisterPnpStateChangeCallback, WdfObjectCreate, WdfObjectDelete,
    },
};

use crate::common::{Plan, callbacks, machine, note, notes, plan};

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

thread_local! {
    /// An object of the device that has to end at `PASSIVE_LEVEL`.
    static CHILD: Cell<WDFOBJECT> = const { Cell::new(ptr::null_mut()) };
}

#[abi]
unsafe fn child_cleaned(_object: WDFOBJECT) {
    // Other threads of the machine run meanwhile.
    let mut delay = LARGE_INTEGER { QuadPart: -10_000 };
    // SAFETY: a local, at PASSIVE_LEVEL.
    let _ = unsafe { KeDelayExecutionThread(KernelMode as i8, 0, &raw mut delay) };
    note("child cleaned up");
}

#[abi]
unsafe fn child_destroyed(_object: WDFOBJECT) {
    note("child destroyed");
}

#[abi]
unsafe fn removed_for_good(_device: WDFDEVICE, _data: PCWDF_DEVICE_PNP_NOTIFICATION_DATA) {
    note("device removed");
}

const WITH_CHILD: Plan = Plan {
    configure: |init| {
        let kinds = StateNotificationEnterState as u32;
        // SAFETY: the settings that the framework passed.
        let status = unsafe {
            WdfDeviceInitRegisterPnpStateChangeCallback(
                init,
                WdfDevStatePnpFinal,
                Some(removed_for_good),
                kinds,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
    },
    on_add: |device| {
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ParentObject = device.cast();
        attributes.ExecutionLevel = WdfExecutionLevelPassive;
        attributes.EvtCleanupCallback = Some(child_cleaned);
        attributes.EvtDestroyCallback = Some(child_destroyed);
        let mut child = ptr::null_mut();
        // SAFETY: locals that outlive the call.
        let status = unsafe { WdfObjectCreate(&raw mut attributes, &raw mut child) };
        assert_eq!(status, STATUS_SUCCESS);
        CHILD.set(child);
    },
    ..Plan::GOOD
};

/// What the driver notes while its device is removed.
fn removed(driver: Plan) -> Vec<String> {
    plan(driver);
    let machine = machine();
    let device = machine.plug("root\\probe").expect("the device starts");
    device.remove().expect("the device is removed");
    machine.finish().expect("nothing is left");
    notes()[2..].to_vec()
}

#[test]
fn a_removal_cleans_up_and_destroys_what_the_device_has() {
    assert_eq!(
        removed(WITH_CHILD),
        ["child cleaned up", "child destroyed", "device removed"]
    );
}

/// The object is left to a thread at `PASSIVE_LEVEL`, for which the removal waits.
#[test]
fn a_removal_waits_for_objects_of_the_device_that_were_deleted_at_dispatch_level() {
    let driver = Plan {
        on_cleanup: || {
            // SAFETY: raised and lowered by this thread.
            let irql = unsafe { KfRaiseIrql(DISPATCH_LEVEL as u8) };
            // SAFETY: an object of the driver's.
            unsafe { WdfObjectDelete(CHILD.get()) };
            // SAFETY: to the IRQL of before.
            unsafe { KeLowerIrql(irql) };
            note("child deleted");
        },
        ..WITH_CHILD
    };
    assert_eq!(
        removed(driver),
        [
            "child deleted",
            "child cleaned up",
            "child destroyed",
            "device removed",
        ]
    );
}
