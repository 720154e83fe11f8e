//! The system sleeps and wakes: system and device power requests through the framework.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request and locals"
)]

use crate::layers::*;
use wdk_sim::Machine;
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
    assert_eq!(notes(), ["D0Entry from 4", "resume", "read 2", "restart"]);
    asleep.wait().unwrap();
    as_driver(&machine, FUNCTION, || complete(newest(), STATUS_SUCCESS, 1));
    held.wait().unwrap();
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
fn a_sleeping_device_can_be_pulled_out() {
    let machine = Machine::new();
    let (device, file) = alone(&machine, SLEEPER);
    machine.sleep().unwrap();
    notes();
    let waits = file.begin_read(2).unwrap();
    device.surprise_remove().unwrap();
    waits.wait().map(drop).expect_err("the device is gone");
    assert!(notes().is_empty(), "it was out of D0 already");
    file.close().unwrap();
    clean(&machine);
}
