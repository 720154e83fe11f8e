//! The system sleeps and wakes: system and device power requests through the framework.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request and locals"
)]

use std::{cell::Cell, ptr};

use crate::layers::*;
use wdk_sim::{DeviceState, Error, File, Machine};
use wdk_sys::{wdf::*, *};

#[abi]
unsafe fn evt_d0_entry(_device: WDFDEVICE, from: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note(format!("D0Entry from {from}"));
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_d0_exit(_device: WDFDEVICE, to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note(format!("D0Exit to {to}"));
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_suspend(_device: WDFDEVICE) -> NTSTATUS {
    note("suspend");
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_restart(_device: WDFDEVICE) -> NTSTATUS {
    note("restart");
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_read(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("read {length}"));
    if length == 1 {
        keep(request);
    } else {
        complete(request, STATUS_SUCCESS, 0);
    }
}

#[abi]
unsafe fn evt_stop(_queue: WDFQUEUE, request: WDFREQUEST, flags: u32) {
    note(format!("stop {flags:#x}"));
    unsafe { WdfRequestStopAcknowledge(request, FALSE) };
}

#[abi]
unsafe fn evt_resume(_queue: WDFQUEUE, _request: WDFREQUEST) {
    note("resume");
}

const SLEEPER: Layer = Layer {
    configure: |init| {
        let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
        callbacks.EvtDeviceD0Entry = Some(evt_d0_entry);
        callbacks.EvtDeviceD0Exit = Some(evt_d0_exit);
        callbacks.EvtDeviceSelfManagedIoSuspend = Some(evt_suspend);
        callbacks.EvtDeviceSelfManagedIoRestart = Some(evt_restart);
        unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    },
    on_add: |device| {
        default_queue(device, |config| {
            config.EvtIoRead = Some(evt_read);
            config.EvtIoStop = Some(evt_stop);
            config.EvtIoResume = Some(evt_resume);
        });
    },
};

#[test]
fn a_device_sleeps_with_the_system_and_goes_on_where_it_was() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, SLEEPER);
    let held = file.begin_read(1).unwrap();
    assert_eq!(notes(), ["D0Entry from 5", "read 1"]);
    machine.sleep().unwrap();
    assert_eq!(notes(), ["suspend", "stop 0x1", "D0Exit to 4"]);
    let state = as_driver(&machine, FUNCTION, || unsafe {
        WdfDeviceGetDevicePowerState(device(FUNCTION))
    });
    assert_eq!(state, _WDF_DEVICE_POWER_STATE::WdfDevStatePowerDx);
    let asleep = file.begin_read(2).unwrap();
    assert!(notes().is_empty(), "a powered-down queue presents nothing");
    machine.wake().unwrap();
    assert!(
        notes().is_empty(),
        "the system does not wait for the device"
    );
    let early = file.begin_read(3).unwrap();
    machine.run_until_idle().unwrap();
    let mut awake = notes();
    assert_eq!(awake[..3], ["D0Entry from 4", "resume", "read 2"]);
    // The request comes while the device wakes up, in another thread.
    awake[3..].sort();
    assert_eq!(awake[3..], ["read 3", "restart"]);
    early.wait().unwrap();
    asleep.wait().unwrap();
    as_driver(&machine, FUNCTION, || complete(newest(), STATUS_SUCCESS, 1));
    held.wait().unwrap();
    file.close().unwrap();
    clean(&machine);
}

thread_local! {
    /// What `EvtDeviceD0Entry` and `EvtDeviceD0Exit` of the frail device return.
    static FRAIL: Cell<(NTSTATUS, NTSTATUS)> = const { Cell::new((0, 0)) };
}

#[abi]
unsafe fn evt_frail_entry(_device: WDFDEVICE, _from: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("D0Entry");
    FRAIL.get().0
}

#[abi]
unsafe fn evt_frail_exit(_device: WDFDEVICE, _to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("D0Exit");
    FRAIL.get().1
}

#[abi]
unsafe fn evt_release(_device: WDFDEVICE, _resources: WDFCMRESLIST) -> NTSTATUS {
    note("release");
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_flush(_device: WDFDEVICE) {
    note("flush");
}

#[abi]
unsafe fn evt_surprise(_device: WDFDEVICE) {
    note("surprise removal");
}

/// Its power callbacks fail when the test says so.
const FRAIL_LAYER: Layer = Layer {
    configure: |init| {
        let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
        callbacks.EvtDeviceD0Entry = Some(evt_frail_entry);
        callbacks.EvtDeviceD0Exit = Some(evt_frail_exit);
        callbacks.EvtDeviceReleaseHardware = Some(evt_release);
        callbacks.EvtDeviceSelfManagedIoFlush = Some(evt_flush);
        callbacks.EvtDeviceSelfManagedIoInit = Some(evt_restart);
        callbacks.EvtDeviceSurpriseRemoval = Some(evt_surprise);
        unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    },
    on_add: SLEEPER.on_add,
};

fn frail(machine: &Machine) -> (wdk_sim::Device, File) {
    FRAIL.set((0, 0));
    let (device, file) = alone(machine, FRAIL_LAYER);
    assert_eq!(notes(), ["D0Entry", "restart"]);
    (device, file)
}

#[test]
fn a_device_that_does_not_wake_is_released_and_closed_before_it_is_removed() {
    let machine = Machine::new();
    let (device, file) = frail(&machine);
    machine.sleep().unwrap();
    assert_eq!(notes(), ["D0Exit"]);
    let asleep = file.begin_read(2).unwrap();
    FRAIL.set((STATUS_DEVICE_NOT_READY, 0));
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    asleep.wait().map(drop).expect_err("its queues are purged");
    assert_eq!(notes()[..3], ["D0Entry", "release", "flush"]);
    assert_ne!(device.state(), DeviceState::Started);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_that_fails_to_leave_d0_is_given_up() {
    let machine = Machine::new();
    let (device, file) = frail(&machine);
    FRAIL.set((0, STATUS_DEVICE_NOT_READY));
    machine.sleep().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(notes()[..3], ["D0Exit", "release", "flush"]);
    FRAIL.set((0, 0));
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_ne!(device.state(), DeviceState::Started);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_that_fails_to_stop_is_not_started_again() {
    let machine = Machine::new();
    let (device, file) = frail(&machine);
    FRAIL.set((0, STATUS_DEVICE_NOT_READY));
    // The request itself cannot fail.
    device.stop().unwrap();
    assert_eq!(notes()[..3], ["D0Exit", "release", "flush"]);
    assert_eq!(status(device.start()), STATUS_INVALID_DEVICE_STATE);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_filter_sleeps_before_and_wakes_after_the_function_driver() {
    let machine = Machine::new();
    let (_device, file) = filtered(
        &machine,
        SLEEPER,
        Layer {
            configure: |init| {
                let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
                callbacks.EvtDeviceD0Entry = Some(evt_filter_d0_entry);
                callbacks.EvtDeviceD0Exit = Some(evt_filter_d0_exit);
                unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
            },
            ..Layer::PLAIN
        },
    );
    notes();
    machine.sleep().unwrap();
    assert_eq!(notes(), ["filter down", "suspend", "D0Exit to 4"]);
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["D0Entry from 4", "restart", "filter up"]);
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_filter_d0_entry(_device: WDFDEVICE, _from: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("filter up");
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_filter_d0_exit(_device: WDFDEVICE, _to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("filter down");
    STATUS_SUCCESS
}

#[test]
fn a_device_goes_to_sleep_again_before_it_is_awake() {
    let machine = Machine::new();
    let (device, file) = alone(&machine, SLEEPER);
    notes();
    machine.sleep().unwrap();
    machine.wake().unwrap();
    machine.sleep().unwrap();
    assert_eq!(
        notes(),
        [
            "suspend",
            "D0Exit to 4",
            "D0Entry from 4",
            "restart",
            "suspend",
            "D0Exit to 4"
        ]
    );
    machine.wake().unwrap();
    // The removal comes before the device is awake, and waits for what it still has.
    file.close().unwrap();
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn one_driver_of_a_stack_decides_on_its_power() {
    let machine = Machine::new();
    let (_device, _file) = filtered(&machine, SLEEPER, Layer::PLAIN);
    let state = POWER_STATE {
        DeviceState: _DEVICE_POWER_STATE::PowerDeviceD3,
    };
    let pdo = as_driver(&machine, FILTER, || unsafe {
        WdfDeviceWdmGetPhysicalDevice(device(FILTER))
    });
    let minor = IRP_MN_SET_POWER as u8;
    let asked = machine.call("driver", || unsafe {
        PoRequestPowerIrp(pdo, minor, state, None, ptr::null_mut(), ptr::null_mut())
    });
    let stopped = asked.and_then(|_| machine.run_until_idle());
    let Err(Error::BugCheck(check)) = stopped else {
        panic!("the machine stops");
    };
    assert_eq!((check.code, check.parameters[0]), (0x10D, 0xD));
}

#[test]
fn a_device_that_is_pulled_out_while_the_system_sleeps_is_missed_afterwards() {
    let machine = Machine::new();
    let (device, file) = alone(&machine, SLEEPER);
    machine.sleep().unwrap();
    notes();
    let waits = file.begin_read(2).unwrap();
    device.surprise_remove().unwrap();
    assert!(notes().is_empty(), "nobody has noticed");
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    waits.wait().unwrap();
    assert_eq!(
        notes(),
        [
            "D0Entry from 4",
            "read 2",
            "restart",
            "suspend",
            "D0Exit to 5"
        ],
        "the system works again first"
    );
    assert_eq!(device.state(), DeviceState::SurpriseRemoved);
    file.close().unwrap();
    clean(&machine);
}
