//! Devices that fail, and are removed or started anew.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use wdk_sim::{Device, DeviceState, Error, Hardware, Machine};
use wdk_sys::{
    KeLowerIrql, KeRaiseIrql, STATUS_DEVICE_NOT_READY, STATUS_INVALID_DEVICE_STATE,
    STATUS_UNSUCCESSFUL,
    wdf::{
        _WDF_DEVICE_FAILED_ACTION::{WdfDeviceFailedAttemptRestart, WdfDeviceFailedNoRestart},
        WDF_DEVICE_FAILED_ACTION, WdfDeviceSetFailed,
    },
};

use crate::common::{Plan, as_driver, callbacks, device, machine, notes, plan};

/// A device whose bus can find it anew.
fn plugged(machine: &Machine) -> Device {
    let hardware = Hardware::new("root\\probe").reenumerates();
    machine.plug(hardware).expect("the device starts")
}

/// The driver says that its device has failed.
fn fail(machine: &Machine, action: WDF_DEVICE_FAILED_ACTION) {
    // SAFETY: the handle of the newest device, which lives.
    as_driver(machine, || unsafe { WdfDeviceSetFailed(device(), action) });
    machine.run_until_idle().expect("the machine runs");
}

fn finish(machine: &Machine) {
    let report = machine.finish().expect("nothing is left");
    assert!(report.violations.is_empty(), "{:?}", report.violations);
}

#[test]
fn a_device_that_is_to_restart_is_removed_and_found_anew() {
    plan(Plan::GOOD);
    let machine = machine();
    let plugged_in = plugged(&machine);
    machine.clear_trace();
    fail(&machine, WdfDeviceFailedAttemptRestart);
    assert_eq!(
        callbacks(&machine),
        [
            "EvtDeviceSurpriseRemoval",
            "EvtDeviceSelfManagedIoSuspend",
            "EvtDeviceD0Exit",
            "EvtDeviceReleaseHardware",
            "EvtDeviceSelfManagedIoFlush",
            "EvtDeviceSelfManagedIoCleanup",
            "EvtCleanupCallback",
            "EvtDestroyCallback",
            "EvtDriverUnload",
            "EvtDriverDeviceAdd",
            "EvtDevicePrepareHardware",
            "EvtDeviceD0Entry",
            "EvtDeviceSelfManagedIoInit",
        ]
    );
    assert_eq!(plugged_in.state(), DeviceState::Started);
    plugged_in.remove().expect("the device is removed");
    finish(&machine);
}

#[test]
fn a_device_is_restarted_five_times_in_a_minute_and_no_more() {
    plan(Plan::GOOD);
    let machine = machine();
    let plugged_in = plugged(&machine);
    for restart in 1..=5 {
        fail(&machine, WdfDeviceFailedAttemptRestart);
        assert_eq!(
            plugged_in.state(),
            DeviceState::Started,
            "restart {restart}"
        );
    }
    fail(&machine, WdfDeviceFailedAttemptRestart);
    assert_eq!(plugged_in.state(), DeviceState::Failed);
    finish(&machine);
}

#[test]
fn a_device_whose_driver_is_built_for_an_old_version_is_restarted_without_an_end() {
    plan(Plan {
        version: wdk_sys::wdf::KmdfVersion::new(1, 21),
        ..Plan::GOOD
    });
    let machine = machine();
    let plugged_in = plugged(&machine);
    for restart in 1..=8 {
        fail(&machine, WdfDeviceFailedAttemptRestart);
        assert_eq!(
            plugged_in.state(),
            DeviceState::Started,
            "restart {restart}"
        );
    }
    plugged_in.remove().expect("the device is removed");
    finish(&machine);
}

#[test]
fn a_device_is_not_restarted_when_its_driver_forbids_it_or_its_bus_cannot() {
    for (hardware, action) in [
        (
            Hardware::new("root\\probe").reenumerates(),
            WdfDeviceFailedNoRestart,
        ),
        (Hardware::new("root\\probe"), WdfDeviceFailedAttemptRestart),
    ] {
        plan(Plan::GOOD);
        let machine = machine();
        let plugged_in = machine.plug(hardware).expect("the device starts");
        fail(&machine, action);
        assert_eq!(plugged_in.state(), DeviceState::Failed);
        finish(&machine);
    }
}

#[test]
fn a_driver_can_ask_for_a_restart_at_dispatch_level() {
    plan(Plan::GOOD);
    let machine = machine();
    let plugged_in = plugged(&machine);
    let fail = || {
        let mut irql = 0;
        // SAFETY: from PASSIVE_LEVEL, with a local for the level of before.
        unsafe { KeRaiseIrql(2, &raw mut irql) };
        // SAFETY: the handle of the device, which lives.
        unsafe { WdfDeviceSetFailed(device(), WdfDeviceFailedAttemptRestart) };
        // SAFETY: the level of before.
        unsafe { KeLowerIrql(irql) };
    };
    machine.clear_trace();
    as_driver(&machine, fail);
    machine.run_until_idle().expect("the machine runs");
    assert_eq!(plugged_in.state(), DeviceState::Started);
    let told = callbacks(&machine);
    assert!(told.contains(&"EvtDriverDeviceAdd".to_owned()), "{told:?}");
    plugged_in.remove().expect("the device is removed");
    finish(&machine);
}

/// A callback that fails need not be followed by `WdfDeviceSetFailed`: the framework has the device restarted, and
/// stops trying.
#[test]
fn a_device_that_does_not_come_back_to_d0_is_restarted_as_often() {
    plan(Plan::GOOD);
    let machine = machine();
    let plugged_in = plugged(&machine);
    machine.sleep().expect("the system sleeps");
    plan(Plan {
        d0_entry: STATUS_DEVICE_NOT_READY,
        ..Plan::GOOD
    });
    notes();
    machine.wake().expect("the system works");
    machine.run_until_idle().expect("the machine runs");
    assert_eq!(plugged_in.state(), DeviceState::Failed);
    let entries = notes()
        .into_iter()
        .filter(|note| note.starts_with("D0Entry"));
    assert_eq!(
        entries.count(),
        1 + 5,
        "as the system wakes up, and five restarts"
    );
    finish(&machine);
}

#[test]
fn a_callback_that_fails_can_forbid_the_restart() {
    plan(Plan::GOOD);
    let machine = machine();
    let plugged_in = plugged(&machine);
    machine.sleep().expect("the system sleeps");
    plan(Plan {
        d0_entry: STATUS_DEVICE_NOT_READY,
        // SAFETY: the handle of the device, which lives.
        on_d0_entry: || unsafe { WdfDeviceSetFailed(device(), WdfDeviceFailedNoRestart) },
        ..Plan::GOOD
    });
    notes();
    machine.wake().expect("the system works");
    machine.run_until_idle().expect("the machine runs");
    assert_eq!(plugged_in.state(), DeviceState::Failed);
    assert_eq!(notes().len(), 1, "the device does not enter D0 again");
    finish(&machine);
}

#[test]
fn a_device_that_fails_as_it_stops_cannot_be_started() {
    for failing in [
        Plan {
            d0_exit: STATUS_UNSUCCESSFUL,
            ..Plan::GOOD
        },
        Plan {
            release: STATUS_UNSUCCESSFUL,
            ..Plan::GOOD
        },
    ] {
        plan(Plan::GOOD);
        let machine = machine();
        let plugged_in = machine.plug("root\\probe").expect("the device starts");
        plan(failing);
        machine.clear_trace();
        plugged_in.stop().expect("a stop cannot fail");
        assert_eq!(
            callbacks(&machine),
            [
                "EvtDeviceSelfManagedIoSuspend",
                "EvtDeviceD0Exit",
                "EvtDeviceReleaseHardware",
                "EvtDeviceSelfManagedIoFlush",
            ]
        );
        plan(Plan::GOOD);
        machine.clear_trace();
        let Err(Error::Status(status)) = plugged_in.start() else {
            panic!("the start fails");
        };
        assert_eq!(status.0, STATUS_INVALID_DEVICE_STATE);
        let told = callbacks(&machine);
        assert_eq!(
            told.first().map(String::as_str),
            Some("EvtDeviceSelfManagedIoCleanup"),
            "{told:?}"
        );
        finish(&machine);
    }
}
