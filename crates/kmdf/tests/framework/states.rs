//! The states that a device goes through, as its driver hears of them.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]

use std::{cell::RefCell, ptr};

use kmdf_states::{Machine as _, pnp::Pnp};
use wdk_sim::Machine;
use wdk_sys::{
    _EVENT_TYPE::NotificationEvent,
    _KWAIT_REASON::Executive,
    IO_STATUS_BLOCK, IRP_MJ_PNP, IRP_MN_START_DEVICE, IoBuildSynchronousFsdRequest,
    IoGetAttachedDeviceReference, IoGetNextIrpStackLocation, IofCallDriver, KEVENT,
    KeInitializeEvent, KeWaitForSingleObject, NTSTATUS, ObfDereferenceObject, STATUS_NOT_SUPPORTED,
    STATUS_PENDING, STATUS_SUCCESS, STATUS_UNSUCCESSFUL, abi,
    wdf::{
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpStarted, _WDF_STATE_NOTIFICATION_TYPE as kinds,
        PCWDF_DEVICE_PNP_NOTIFICATION_DATA, PWDFDEVICE_INIT, WDF_DEVICE_PNP_STATE, WDFDEVICE,
        WdfDeviceGetDevicePnpState, WdfDeviceInitRegisterPnpStateChangeCallback,
        WdfDeviceWdmGetPhysicalDevice,
    },
};

use crate::common::{Plan, as_driver, callbacks, device, machine, plan};

thread_local! {
    static STATES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A state's name, without what all of them begin with.
fn name(state: WDF_DEVICE_PNP_STATE) -> &'static str {
    let row = Pnp::ROWS.iter().find(|row| row.state.number() == state);
    row.map_or("?", |row| row.name.trim_start_matches("WdfDevStatePnp"))
}

fn states() -> Vec<String> {
    STATES.take()
}

#[abi]
unsafe fn entered(_device: WDFDEVICE, data: PCWDF_DEVICE_PNP_NOTIFICATION_DATA) {
    // SAFETY: the framework's data.
    let data = unsafe { &*data };
    // SAFETY: a state is entered.
    let state = unsafe { data.Data.EnterState }.NewState;
    STATES.with_borrow_mut(|states| states.push(name(state).to_owned()));
}

#[abi]
unsafe fn changed(device: WDFDEVICE, data: PCWDF_DEVICE_PNP_NOTIFICATION_DATA) {
    // SAFETY: the framework's data.
    let data = unsafe { &*data };
    // SAFETY: the data of each kind begin with the current state.
    let state = unsafe { data.Data.EnterState }.CurrentState;
    let kind = match data.Type {
        kinds::StateNotificationLeaveState => "leave",
        kinds::StateNotificationEnterState => "enter from",
        _ => "entered",
    };
    // SAFETY: the handle that the framework passes.
    let now = unsafe { WdfDeviceGetDevicePnpState(device) };
    let line = format!("{kind} {}, in {}", name(state), name(now));
    STATES.with_borrow_mut(|states| states.push(line));
}

fn register_all(init: PWDFDEVICE_INIT) {
    for row in Pnp::ROWS {
        let state = row.state.number();
        let enter = kinds::StateNotificationEnterState as u32;
        // SAFETY: the settings that the framework passed.
        let status = unsafe {
            WdfDeviceInitRegisterPnpStateChangeCallback(init, state, Some(entered), enter)
        };
        assert_eq!(status, STATUS_SUCCESS);
    }
}

fn register_started(init: PWDFDEVICE_INIT) {
    let all = kinds::StateNotificationAllStates as u32;
    // SAFETY: the settings that the framework passed.
    let status = unsafe {
        WdfDeviceInitRegisterPnpStateChangeCallback(init, WdfDevStatePnpStarted, Some(changed), all)
    };
    assert_eq!(status, STATUS_SUCCESS);
}

const TOLD: Plan = Plan {
    configure: register_all,
    ..Plan::GOOD
};

/// Sends a request to the stack of the newest device, as the Plug and Play manager does.
fn request(machine: &Machine, minor: u32) -> NTSTATUS {
    let send = || {
        // SAFETY: the handle of the newest device, which lives.
        let physical = unsafe { WdfDeviceWdmGetPhysicalDevice(device()) };
        // SAFETY: a device of a stack.
        let top = unsafe { IoGetAttachedDeviceReference(physical) };
        let mut event = KEVENT::default();
        // SAFETY: a local.
        unsafe { KeInitializeEvent(&raw mut event, NotificationEvent, 0) };
        let mut result = IO_STATUS_BLOCK::default();
        // SAFETY: locals that outlive the request.
        let irp = unsafe {
            IoBuildSynchronousFsdRequest(
                IRP_MJ_PNP,
                top,
                ptr::null_mut(),
                0,
                ptr::null_mut(),
                &raw mut event,
                &raw mut result,
            )
        };
        // SAFETY: built just now.
        let packet = unsafe { &mut *irp };
        packet.IoStatus.__bindgen_anon_1.Status = STATUS_NOT_SUPPORTED;
        // SAFETY: it has a location for the top of the stack.
        let stack = unsafe { IoGetNextIrpStackLocation(irp) };
        // SAFETY: part of the packet.
        unsafe { (*stack).MinorFunction = minor as u8 };
        // SAFETY: the packet and its device.
        let mut status = unsafe { IofCallDriver(top, irp) };
        if status == STATUS_PENDING {
            // SAFETY: an event that the end of the packet sets.
            let _ = unsafe {
                KeWaitForSingleObject((&raw mut event).cast(), Executive, 0, 0, ptr::null_mut())
            };
            // SAFETY: both views of the union are as large.
            status = unsafe { result.__bindgen_anon_1.Status };
        }
        // SAFETY: referenced above.
        unsafe { ObfDereferenceObject(top.cast()) };
        status
    };
    as_driver(machine, send)
}

#[test]
fn a_device_starts_and_is_removed_through_microsofts_states() {
    plan(TOLD);
    let machine = machine();
    let plugged = machine.plug("root\\probe").expect("the device starts");
    assert_eq!(
        states(),
        [
            "Init",
            "InitStarting",
            "HardwareAvailable",
            "EnableInterfaces",
            "Started"
        ]
    );
    plugged.remove().expect("the device is removed");
    assert_eq!(
        states(),
        [
            "QueryRemoveStaticCheck",
            "QueryRemoveAskDriver",
            "QueryRemoveEnsureDeviceAwake",
            "QueryRemovePending",
            "QueriedRemoving",
            "RemovingDisableInterfaces",
            "Removed",
            "RemovedChildrenRemoved",
            "FdoRemoved",
            "Final",
        ]
    );
    machine.finish().expect("nothing is left");
}

#[test]
fn a_device_stops_and_starts_through_microsofts_states() {
    plan(TOLD);
    let machine = machine();
    let plugged = machine.plug("root\\probe").expect("the device starts");
    states();
    plugged.cancel_stop().expect("the driver agrees");
    assert_eq!(
        states(),
        [
            "QueryStopStaticCheck",
            "QueryStopAskDriver",
            "QueryStopEnsureDeviceAwake",
            "QueryStopPending",
            "QueryCanceled",
            "Started",
        ]
    );
    plugged.stop().expect("the device stops");
    assert_eq!(states()[4..], ["StartedStopping", "Stopped"]);
    plugged.start().expect("the device starts again");
    assert_eq!(
        states(),
        [
            "StoppedWaitForStartCompletion",
            "StartingFromStopped",
            "Restarting",
            "Started"
        ]
    );
    plugged.remove().expect("the device is removed");
    machine.finish().expect("nothing is left");
}

#[test]
fn a_driver_that_refuses_its_removal_stays_started() {
    plan(Plan {
        query_remove: STATUS_UNSUCCESSFUL,
        ..TOLD
    });
    let machine = machine();
    let plugged = machine.plug("root\\probe").expect("the device starts");
    states();
    plugged.remove().expect_err("the driver refuses");
    assert_eq!(
        states(),
        [
            "QueryRemoveStaticCheck",
            "QueryRemoveAskDriver",
            "Started",
            "StartedCancelRemove",
            "Started",
        ]
    );
    plan(TOLD);
    plugged.surprise_remove().expect("nobody is asked");
    assert_eq!(
        states(),
        [
            "SurpriseRemoveIoStarted",
            "FailedIoStarting",
            "FailedOwnHardware",
            "Failed",
            "FailedPowerPolicyRemoved",
            "FailedWaitForRemove",
            "Removed",
            "RemovedChildrenRemoved",
            "FdoRemoved",
            "Final",
        ]
    );
    machine.finish().expect("nothing is left");
}

#[test]
fn a_driver_hears_of_a_state_before_and_after_it() {
    plan(Plan {
        configure: register_started,
        ..TOLD
    });
    let machine = machine();
    let plugged = machine.plug("root\\probe").expect("the device starts");
    assert_eq!(
        states(),
        [
            "enter from EnableInterfaces, in EnableInterfaces",
            "entered Started, in Started",
        ]
    );
    plugged.remove().expect("the device is removed");
    assert_eq!(states(), ["leave Started, in Started"]);
    machine.finish().expect("nothing is left");
}

/// The Plug and Play manager starts a device that works when its resources change and its driver can do without a
/// stop.
#[test]
fn a_device_that_works_can_be_started_with_other_resources() {
    plan(TOLD);
    let machine = machine();
    let plugged = machine.plug("root\\probe").expect("the device starts");
    states();
    machine.clear_trace();
    assert_eq!(request(&machine, IRP_MN_START_DEVICE), STATUS_SUCCESS);
    assert_eq!(
        states(),
        [
            "Restart",
            "RestartReleaseHardware",
            "RestartHardwareAvailable",
            "Started"
        ]
    );
    let mut told = callbacks(&machine);
    told.retain(|name| name != "EvtDevicePnpStateChange");
    assert_eq!(
        told,
        [
            "EvtDeviceSelfManagedIoSuspend",
            "EvtDeviceD0Exit",
            "EvtDeviceReleaseHardware",
            "EvtDevicePrepareHardware",
            "EvtDeviceD0Entry",
            "EvtDeviceSelfManagedIoRestart",
        ]
    );
    plugged.remove().expect("the device is removed");
    machine.finish().expect("nothing is left");
}
