//! Idling in S0 and waking up: what a driver's settings do, by the documentation.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device and locals"
)]

use std::{cell::Cell, ptr, time::Duration};

use crate::layers::*;
use wdk_sim::{
    Device, DeviceState, Error, File, Hardware, Machine, explore::Explorer, fault, trace::Category,
};
use wdk_sys::{
    _DEVICE_POWER_STATE::*, _SYSTEM_POWER_STATE::PowerSystemSleeping3, _WDF_TRI_STATE::*,
    wdf::_WDF_DEVICE_POWER_POLICY_STATE as PowerPolicy, wdf::*, *,
};

macro_rules! noted {
    ($($function:ident: $name:literal,)+) => {
        $(
            #[abi]
            unsafe fn $function(_device: WDFDEVICE) {
                note($name);
            }
        )+
    };
}
noted! {
    evt_disarm_s0: "disarm S0",
    evt_woken_s0: "woken S0",
    evt_disarm_sx: "disarm Sx",
    evt_woken_sx: "woken Sx",
}

thread_local! {
    /// What the callbacks that arm the device return.
    static ARMS: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
    /// The driver's settings.
    static SETTINGS: Cell<Settings> = const { Cell::new(Settings::NONE) };
}

#[derive(Clone, Copy)]
struct Settings {
    idle: Option<WDF_POWER_POLICY_S0_IDLE_CAPABILITIES>,
    power_up_on_system_wake: WDF_TRI_STATE,
    wake: bool,
}

impl Settings {
    const NONE: Self = Self {
        idle: None,
        power_up_on_system_wake: WdfUseDefault,
        wake: false,
    };
    /// Idles, and cannot wake itself up.
    const IDLE: Self = Self {
        idle: Some(_WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCannotWakeFromS0),
        ..Self::NONE
    };
    /// Idles, and wakes itself up.
    const WAKE: Self = Self {
        idle: Some(_WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCanWakeFromS0),
        ..Self::NONE
    };
    /// Wakes up the system.
    const SYSTEM: Self = Self {
        wake: true,
        ..Self::NONE
    };
}

#[abi]
unsafe fn evt_arm_s0(_device: WDFDEVICE) -> NTSTATUS {
    note("arm S0");
    ARMS.get()
}

#[abi]
unsafe fn evt_arm_sx(_device: WDFDEVICE) -> NTSTATUS {
    note("arm Sx");
    ARMS.get()
}

#[abi]
unsafe fn evt_entry(_device: WDFDEVICE, from: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note(format!("entry {from}"));
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_exit(_device: WDFDEVICE, to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note(format!("exit {to}"));
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_query_remove(_device: WDFDEVICE) -> NTSTATUS {
    note("query remove");
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

fn idle_settings(
    caps: WDF_POWER_POLICY_S0_IDLE_CAPABILITIES,
) -> WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS {
    let mut settings = WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS::init(caps);
    settings.IdleTimeout = 100;
    settings.IdleTimeoutType = _WDF_POWER_POLICY_IDLE_TIMEOUT_TYPE::DriverManagedIdleTimeout;
    settings
}

fn assign_idle(device: WDFDEVICE, mut settings: WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS) -> NTSTATUS {
    unsafe { WdfDeviceAssignS0IdleSettings(device, &raw mut settings) }
}

const LAYER: Layer = Layer {
    configure: |init| {
        let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
        callbacks.EvtDeviceD0Entry = Some(evt_entry);
        callbacks.EvtDeviceD0Exit = Some(evt_exit);
        callbacks.EvtDeviceQueryRemove = Some(evt_query_remove);
        unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
        let mut policy = WDF_POWER_POLICY_EVENT_CALLBACKS::init();
        policy.EvtDeviceArmWakeFromS0 = Some(evt_arm_s0);
        policy.EvtDeviceDisarmWakeFromS0 = Some(evt_disarm_s0);
        policy.EvtDeviceWakeFromS0Triggered = Some(evt_woken_s0);
        policy.EvtDeviceArmWakeFromSx = Some(evt_arm_sx);
        policy.EvtDeviceDisarmWakeFromSx = Some(evt_disarm_sx);
        policy.EvtDeviceWakeFromSxTriggered = Some(evt_woken_sx);
        unsafe { WdfDeviceInitSetPowerPolicyEventCallbacks(init, &raw mut policy) };
    },
    on_add: |device| {
        default_queue(device, |config| config.EvtIoRead = Some(evt_read));
        let settings = SETTINGS.get();
        if let Some(caps) = settings.idle {
            let mut idle = idle_settings(caps);
            idle.PowerUpIdleDeviceOnSystemWake = settings.power_up_on_system_wake;
            assert_eq!(assign_idle(device, idle), STATUS_SUCCESS);
        }
        if settings.wake {
            let mut wake = WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init();
            let assigned = unsafe { WdfDeviceAssignSxWakeSettings(device, &raw mut wake) };
            assert_eq!(assigned, STATUS_SUCCESS);
        }
    },
};

fn started(machine: &Machine, settings: Settings) -> (Device, File) {
    ARMS.set(STATUS_SUCCESS);
    SETTINGS.set(settings);
    let hardware = Hardware::new("root\\layers").wakes(PowerDeviceD2, PowerSystemSleeping3);
    let started = alone_as(machine, LAYER, hardware);
    assert_eq!(notes(), ["entry 5"]);
    started
}

/// Lets a tenth of a second pass, and a bit more.
fn idle(machine: &Machine) {
    machine.run_for(Duration::from_millis(250)).unwrap();
}

fn policy_state(machine: &Machine) -> WDF_DEVICE_POWER_POLICY_STATE {
    as_driver(machine, FUNCTION, || unsafe {
        WdfDeviceGetDevicePowerPolicyState(device(FUNCTION))
    })
}

fn stop_idle(machine: &Machine, wait: bool) -> NTSTATUS {
    as_driver(machine, FUNCTION, || unsafe {
        WdfDeviceStopIdleNoTrack(device(FUNCTION), BOOLEAN::from(wait))
    })
}

fn resume_idle(machine: &Machine) {
    as_driver(machine, FUNCTION, || unsafe {
        WdfDeviceResumeIdleNoTrack(device(FUNCTION));
    });
}

#[test]
fn a_device_without_idle_settings_stays_in_d0() {
    let machine = Machine::new();
    let (_device, file) = started(&machine, Settings::NONE);
    machine.run_for(Duration::from_secs(60)).unwrap();
    assert!(notes().is_empty());
    assert_eq!(
        policy_state(&machine),
        PowerPolicy::WdfDevStatePwrPolStarted
    );
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn an_idle_device_leaves_d0_and_a_request_brings_it_back() {
    let machine = Machine::new();
    let (_device, file) = started(&machine, Settings::IDLE);
    idle(&machine);
    assert_eq!(notes(), ["exit 4"]);
    assert_eq!(
        policy_state(&machine),
        PowerPolicy::WdfDevStatePwrPolWaitingUnarmed
    );
    let read = file.begin_read(2).unwrap();
    read.wait().unwrap();
    assert_eq!(notes(), ["entry 4", "read 2"]);
    idle(&machine);
    assert_eq!(notes(), ["exit 4"], "nothing is left to do");
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_request_that_the_driver_has_keeps_the_device_in_d0() {
    let machine = Machine::new();
    let (_device, file) = started(&machine, Settings::IDLE);
    let read = file.begin_read(1).unwrap();
    machine.run_for(Duration::from_secs(5)).unwrap();
    assert_eq!(notes(), ["read 1"]);
    as_driver(&machine, FUNCTION, || complete(newest(), STATUS_SUCCESS, 1));
    read.wait().unwrap();
    idle(&machine);
    assert_eq!(notes(), ["exit 4"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_driver_that_stops_idling_has_its_device_in_d0_until_it_resumes() {
    let machine = Machine::new();
    let (_device, file) = started(&machine, Settings::IDLE);
    idle(&machine);
    notes();
    assert_eq!(stop_idle(&machine, false), STATUS_PENDING, "it comes");
    assert_eq!(stop_idle(&machine, true), STATUS_SUCCESS, "it is there");
    assert_eq!(notes(), ["entry 4"]);
    machine.run_for(Duration::from_secs(5)).unwrap();
    resume_idle(&machine);
    machine.run_for(Duration::from_secs(5)).unwrap();
    assert!(notes().is_empty(), "one of two calls is undone");
    resume_idle(&machine);
    idle(&machine);
    assert_eq!(notes(), ["exit 4"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_query_for_the_removal_brings_an_idle_device_back_first() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::IDLE);
    idle(&machine);
    notes();
    file.close().unwrap();
    notes();
    device.remove().unwrap();
    assert_eq!(notes(), ["query remove", "entry 4", "exit 5"]);
    assert_eq!(device.state(), DeviceState::Removed);
    clean(&machine);
}

#[test]
fn an_idle_device_can_be_pulled_out() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::IDLE);
    idle(&machine);
    notes();
    device.surprise_remove().unwrap();
    machine.run_until_idle().unwrap();
    assert!(notes().is_empty(), "it was out of D0 already");
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_wake_signal_brings_an_idle_device_back() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::WAKE);
    idle(&machine);
    assert_eq!(notes(), ["arm S0", "exit 3"]);
    assert_eq!(
        policy_state(&machine),
        PowerPolicy::WdfDevStatePwrPolWaitingArmed
    );
    assert!(device.signal_wake().unwrap());
    machine.run_for(Duration::from_millis(10)).unwrap();
    assert_eq!(notes(), ["entry 3", "woken S0", "disarm S0"]);
    idle(&machine);
    assert_eq!(notes(), ["arm S0", "exit 3"], "it idles again");
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_request_disarms_an_idle_device_that_was_not_woken() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::WAKE);
    idle(&machine);
    notes();
    file.begin_read(2).unwrap().wait().unwrap();
    assert_eq!(notes(), ["entry 3", "disarm S0", "read 2"]);
    assert!(!device.signal_wake().unwrap(), "nobody waits any more");
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_that_cannot_be_armed_comes_back_to_d0() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::WAKE);
    ARMS.set(STATUS_UNSUCCESSFUL);
    machine.run_for(Duration::from_millis(150)).unwrap();
    assert_eq!(notes()[..3], ["arm S0", "exit 3", "entry 3"]);
    assert_eq!(device.state(), DeviceState::Started);
    ARMS.set(STATUS_SUCCESS);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn an_armed_idle_device_is_disarmed_and_sleeps_with_the_system() {
    let machine = Machine::new();
    let (_device, file) = started(&machine, Settings::WAKE);
    idle(&machine);
    notes();
    machine.sleep().unwrap();
    assert_eq!(notes(), ["entry 3", "disarm S0", "exit 4"]);
    machine.wake().unwrap();
    machine.run_for(Duration::from_millis(10)).unwrap();
    assert_eq!(notes(), ["entry 4"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn an_idle_device_without_wake_stays_in_dx_through_the_systems_sleep_unless_the_driver_wants_it_up()
{
    for (wish, woken) in [(WdfFalse, &[][..]), (WdfTrue, &["entry 4"][..])] {
        let machine = Machine::new();
        let settings = Settings {
            power_up_on_system_wake: wish,
            ..Settings::IDLE
        };
        let (_device, file) = started(&machine, settings);
        idle(&machine);
        notes();
        machine.sleep().unwrap();
        machine.wake().unwrap();
        machine.run_for(Duration::from_millis(10)).unwrap();
        assert_eq!(notes(), woken);
        file.close().unwrap();
        clean(&machine);
    }
}

#[test]
fn a_device_wakes_up_the_system() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::SYSTEM);
    machine.sleep().unwrap();
    assert_eq!(notes(), ["arm Sx", "exit 3"]);
    assert_eq!(
        policy_state(&machine),
        PowerPolicy::WdfDevStatePwrPolSystemAsleepWakeArmed
    );
    assert!(device.signal_wake().unwrap());
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["entry 3", "woken Sx", "disarm Sx"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_that_did_not_wake_up_the_system_is_disarmed() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::SYSTEM);
    machine.sleep().unwrap();
    notes();
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["entry 3", "disarm Sx"]);
    assert!(!device.signal_wake().unwrap(), "nobody waits any more");
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_that_cannot_be_armed_sleeps_without_wake() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::SYSTEM);
    ARMS.set(STATUS_UNSUCCESSFUL);
    machine.sleep().unwrap();
    assert_eq!(notes(), ["arm Sx", "disarm Sx", "exit 3"]);
    assert!(!device.signal_wake().unwrap(), "nobody waits");
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(notes(), ["entry 3"]);
    file.close().unwrap();
    clean(&machine);
}

/// The settings are checked against the structure's page and the device's capabilities.
#[test]
fn settings_out_of_range_are_refused() {
    use _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::{IdleCanWakeFromS0, IdleCannotWakeFromS0};
    let machine = Machine::new();
    let (_device, file) = started(&machine, Settings::NONE);
    let changed = |caps, change: fn(&mut WDF_DEVICE_POWER_POLICY_IDLE_SETTINGS)| {
        let mut settings = idle_settings(caps);
        change(&mut settings);
        as_driver(&machine, FUNCTION, || {
            assign_idle(device(FUNCTION), settings)
        })
    };
    assert_eq!(
        changed(IdleCannotWakeFromS0, |it| it.DxState = PowerDeviceD0),
        STATUS_INVALID_PARAMETER
    );
    assert_eq!(
        changed(IdleCannotWakeFromS0, |it| it.Enabled = 7),
        STATUS_INVALID_PARAMETER
    );
    assert_eq!(
        changed(IdleCanWakeFromS0, |it| it.PowerUpIdleDeviceOnSystemWake =
            WdfTrue),
        STATUS_INVALID_PARAMETER
    );
    assert_eq!(
        changed(IdleCannotWakeFromS0, |it| it.Size -= 1),
        STATUS_INFO_LENGTH_MISMATCH
    );
    assert_eq!(
        changed(IdleCanWakeFromS0, |it| it.DxState = PowerDeviceD3),
        STATUS_POWER_STATE_INVALID,
        "deeper than the device can wake up from"
    );
    assert_eq!(changed(IdleCanWakeFromS0, |_| {}), STATUS_SUCCESS);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_that_gives_no_wake_signal_cannot_be_armed() {
    let machine = Machine::new();
    SETTINGS.set(Settings::NONE);
    let (_device, file) = alone(&machine, LAYER);
    notes();
    let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCanWakeFromS0;
    let assigned = as_driver(&machine, FUNCTION, || {
        let mut wake = WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init();
        let wake = unsafe { WdfDeviceAssignSxWakeSettings(device(FUNCTION), &raw mut wake) };
        (assign_idle(device(FUNCTION), idle_settings(caps)), wake)
    });
    assert_eq!(
        assigned,
        (STATUS_POWER_STATE_INVALID, STATUS_POWER_STATE_INVALID)
    );
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_filter_owns_no_power_policy() {
    let machine = Machine::new();
    SETTINGS.set(Settings::NONE);
    let (_device, file) = filtered(&machine, LAYER, Layer::PLAIN);
    notes();
    let answers = as_driver(&machine, FILTER, || {
        let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCannotWakeFromS0;
        let filter = device(FILTER);
        (
            assign_idle(filter, idle_settings(caps)),
            unsafe { WdfDeviceStopIdleNoTrack(filter, FALSE) },
            unsafe { WdfDeviceGetDevicePowerPolicyState(filter) },
            unsafe { WdfDeviceIndicateWakeStatus(filter, STATUS_SUCCESS) },
        )
    });
    assert_eq!(
        answers,
        (
            STATUS_INVALID_DEVICE_REQUEST,
            STATUS_INVALID_DEVICE_STATE,
            PowerPolicy::WdfDevStatePwrPolStartingSucceeded,
            STATUS_INVALID_DEVICE_STATE,
        )
    );
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_state(_device: WDFDEVICE, data: PCWDF_DEVICE_POWER_POLICY_NOTIFICATION_DATA) {
    let data = unsafe { &*data };
    let state = unsafe { data.Data.EnterState }.NewState;
    note(format!("enter {state:#x}"));
}

#[test]
fn a_driver_is_notified_of_the_states_that_it_registered_for_pageable_or_not() {
    const WATCHED: Layer = Layer {
        configure: |init| {
            for state in [
                PowerPolicy::WdfDevStatePwrPolStarted,
                PowerPolicy::WdfDevStatePwrPolSystemAsleepNoWake,
                PowerPolicy::WdfDevStatePwrPolSystemAsleepWakeArmedNP,
            ] {
                let enter = _WDF_STATE_NOTIFICATION_TYPE::StateNotificationEnterState as u32;
                let registered = unsafe {
                    WdfDeviceInitRegisterPowerPolicyStateChangeCallback(
                        init,
                        state,
                        Some(evt_state),
                        enter,
                    )
                };
                assert_eq!(registered, STATUS_SUCCESS);
            }
        },
        ..Layer::PLAIN
    };
    let machine = Machine::new();
    let (_device, file) = alone(&machine, WATCHED);
    machine.sleep().unwrap();
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    let [started, asleep] = [
        PowerPolicy::WdfDevStatePwrPolStarted,
        PowerPolicy::WdfDevStatePwrPolSystemAsleepNoWake,
    ]
    .map(|state| format!("enter {state:#x}"));
    assert_eq!(notes(), [started.clone(), asleep, started]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_second_wake_signal_is_lost_before_the_device_is_armed_again() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::WAKE);
    machine.run_for(Duration::from_millis(150)).unwrap();
    assert!(device.signal_wake().unwrap());
    assert!(!device.signal_wake().unwrap(), "the second one is lost");
    machine.run_for(Duration::from_millis(10)).unwrap();
    assert_eq!(
        notes(),
        ["arm S0", "exit 3", "entry 3", "woken S0", "disarm S0"]
    );
    file.close().unwrap();
    clean(&machine);
}

/// The system goes to sleep at every moment of the device's way into Dx and out of it.
#[test]
fn the_system_sleeps_and_works_whenever_the_device_idles() {
    for wait in (0..260).step_by(20) {
        let machine = Machine::new();
        let settings = Settings {
            wake: true,
            ..Settings::WAKE
        };
        let (device, file) = started(&machine, settings);
        machine.run_for(Duration::from_millis(wait)).unwrap();
        machine.sleep().unwrap();
        assert_eq!(notes().last().map(String::as_str), Some("exit 3"));
        let signals = wait % 40 == 0;
        if signals {
            assert!(device.signal_wake().unwrap());
        } else {
            machine.wake().unwrap();
        }
        let read = file.begin_read(2).unwrap();
        read.wait().unwrap();
        let told = notes();
        assert_eq!(told.contains(&"woken Sx".to_owned()), signals, "{told:?}");
        assert_eq!(told[0], "entry 3");
        file.close().unwrap();
        clean(&machine);
    }
}

#[test]
fn an_idle_device_can_be_stopped_and_started() {
    let machine = Machine::new();
    let (device, file) = started(&machine, Settings::WAKE);
    idle(&machine);
    notes();
    device.stop().unwrap();
    assert_eq!(notes(), ["entry 3", "disarm S0", "exit 5"]);
    assert_eq!(stop_idle(&machine, false), STATUS_POWER_STATE_INVALID);
    device.start().unwrap();
    assert_eq!(notes(), ["entry 5"]);
    idle(&machine);
    assert_eq!(notes(), ["arm S0", "exit 3"]);
    file.close().unwrap();
    clean(&machine);
}

/// The driver changes its mind while its device idles.
#[test]
fn settings_that_are_taken_back_bring_the_device_to_d0_for_good() {
    let machine = Machine::new();
    let (_device, file) = started(&machine, Settings::IDLE);
    idle(&machine);
    notes();
    as_driver(&machine, FUNCTION, || {
        let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCannotWakeFromS0;
        let mut settings = idle_settings(caps);
        settings.Enabled = WdfFalse;
        assert_eq!(assign_idle(device(FUNCTION), settings), STATUS_SUCCESS);
    });
    machine.run_for(Duration::from_secs(5)).unwrap();
    assert_eq!(notes(), ["entry 4"]);
    file.close().unwrap();
    clean(&machine);
}

/// What the USB hub is passed with the idle notification.
#[repr(C)]
struct UsbIdleCallback {
    callback: wdk_sys::fn_ptr!(fn(context: PVOID)),
    context: PVOID,
}

thread_local! {
    static HUB: Cell<Option<(wdk_sys::fn_ptr!(fn(context: PVOID)), usize)>> = const { Cell::new(None) };
}

#[abi]
unsafe fn evt_hub_cancel(request: WDFREQUEST) {
    note("hub cancelled");
    complete(request, STATUS_CANCELLED, 0);
}

#[abi]
unsafe fn evt_hub(_queue: WDFQUEUE, request: WDFREQUEST, _output: usize, input: usize, code: u32) {
    assert_eq!((code, input), (0x22_0027, size_of::<UsbIdleCallback>()));
    note("hub asked");
    let irp = unsafe { WdfRequestWdmGetIrp(request) };
    let stack = unsafe { IoGetCurrentIrpStackLocation(irp) };
    let stack = unsafe { stack.read() };
    let info = unsafe { stack.Parameters.DeviceIoControl }.Type3InputBuffer;
    let info = unsafe { &*info.cast::<UsbIdleCallback>() };
    HUB.set(Some((info.callback, info.context.expose_provenance())));
    keep(request);
    let marked = unsafe { WdfRequestMarkCancelableEx(request, Some(evt_hub_cancel)) };
    assert_eq!(marked, STATUS_SUCCESS);
}

/// Stands for the driver of the USB hub, below the one that owns the power policy.
const HUB_LAYER: Layer = Layer {
    configure: |init| unsafe { WdfDeviceInitSetPowerPolicyOwnership(init, FALSE) },
    on_add: |device| {
        default_queue(device, |config| {
            config.PowerManaged = WdfFalse;
            config.EvtIoInternalDeviceControl = Some(evt_hub);
        });
    },
};

const USB_LAYER: Layer = Layer {
    configure: |init| {
        (LAYER.configure)(init);
        unsafe { WdfDeviceInitSetPowerPolicyOwnership(init, TRUE) };
    },
    on_add: |device| {
        let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleUsbSelectiveSuspend;
        assert_eq!(assign_idle(device, idle_settings(caps)), STATUS_SUCCESS);
    },
};

/// The hub lets the device be suspended; the call returns when it is.
fn hub_consents(machine: &Machine) {
    let (callback, context) = HUB.get().unwrap();
    machine
        .call("hub", || unsafe {
            callback(ptr::with_exposed_provenance_mut(context));
        })
        .unwrap();
}

fn suspendable(machine: &Machine) -> (Device, File) {
    ARMS.set(STATUS_SUCCESS);
    let hardware = Hardware::new("root\\filtered").wakes(PowerDeviceD2, PowerSystemSleeping3);
    let started = filtered_as(machine, [HUB_LAYER, USB_LAYER], hardware);
    assert_eq!(notes(), ["entry 5"]);
    idle(machine);
    assert_eq!(notes(), ["hub asked"], "the device stays in D0");
    started
}

#[test]
fn a_usb_device_is_suspended_when_its_hub_consents_and_wakes_up() {
    let machine = Machine::new();
    let (device, file) = suspendable(&machine);
    hub_consents(&machine);
    assert_eq!(notes(), ["arm S0", "exit 3"], "the callback waits for it");
    assert!(device.signal_wake().unwrap());
    machine.run_for(Duration::from_millis(10)).unwrap();
    assert_eq!(
        notes(),
        ["hub cancelled", "entry 3", "woken S0", "disarm S0"]
    );
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_usb_device_that_is_needed_before_its_hub_consents_takes_its_request_back() {
    let machine = Machine::new();
    let (_device, file) = suspendable(&machine);
    let stopped = as_driver(&machine, FILTER, || unsafe {
        WdfDeviceStopIdleNoTrack(device(FILTER), TRUE)
    });
    assert_eq!(stopped, STATUS_SUCCESS);
    assert_eq!(notes(), ["hub cancelled"], "it was in D0 all the time");
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_usb_device_whose_hub_gives_its_request_back_stays_in_d0_and_asks_again() {
    let machine = Machine::new();
    let (_device, file) = suspendable(&machine);
    as_driver(&machine, FUNCTION, || {
        let request = newest();
        let unmarked = unsafe { WdfRequestUnmarkCancelable(request) };
        assert_eq!(unmarked, STATUS_SUCCESS);
        complete(request, STATUS_POWER_STATE_INVALID, 0);
    });
    idle(&machine);
    assert_eq!(notes(), ["hub asked"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_usb_device_sleeps_with_the_system_and_is_removed_while_its_hub_is_asked() {
    let machine = Machine::new();
    let (device, file) = suspendable(&machine);
    machine.sleep().unwrap();
    assert_eq!(notes(), ["hub cancelled", "exit 4"]);
    machine.wake().unwrap();
    idle(&machine);
    assert_eq!(notes(), ["entry 4", "hub asked"]);
    file.close().unwrap();
    device.remove().unwrap();
    assert_eq!(notes(), ["query remove", "hub cancelled", "exit 5"]);
    clean(&machine);
}

/// On two processors, under many schedules: requests, wake signals, the system's sleep and calls of the driver come
/// while the device idles, comes back, or is about to do so. In the end it is stopped, removed or pulled out.
#[test]
fn whatever_comes_while_a_device_idles_requests_are_served_and_it_can_go() {
    for seed in 0..seeds(60) {
        let machine = Machine::builder().processors(2).seed(seed).build();
        let settings = Settings {
            wake: seed % 2 == 0,
            ..[Settings::IDLE, Settings::WAKE][(seed / 2 % 2) as usize]
        };
        let (device, file) = started(&machine, settings);
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut next = |below: u64| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random % below
        };
        let mut held = 0;
        for _ in 0..12 {
            let moment = Duration::from_micros(next(220_000));
            machine.run_for(moment).unwrap();
            match next(7) {
                0 | 1 => drop(file.begin_read(2).unwrap().wait().unwrap()),
                2 => drop(device.signal_wake().unwrap()),
                3 => {
                    machine.sleep().unwrap();
                    if next(2) == 0 || !device.signal_wake().unwrap() {
                        machine.wake().unwrap();
                    }
                }
                4 => {
                    assert_eq!(stop_idle(&machine, true), STATUS_SUCCESS, "seed {seed}");
                    held += 1;
                }
                5 if held > 0 => {
                    resume_idle(&machine);
                    held -= 1;
                }
                _ => {
                    device.stop().unwrap();
                    device.start().unwrap();
                }
            }
        }
        while held > 0 {
            resume_idle(&machine);
            held -= 1;
        }
        if next(2) == 0 {
            machine
                .run_for(Duration::from_micros(next(220_000)))
                .unwrap();
            device.surprise_remove().unwrap();
        }
        file.close().unwrap();
        clean(&machine);
    }
}

/// How many seeds are tried; `WDK_SIM_SEEDS` says more.
pub(crate) fn seeds(default: u64) -> u64 {
    std::env::var("WDK_SIM_SEEDS").map_or(default, |text| text.parse().unwrap_or(u64::MAX))
}

thread_local! {
    static ACTIONS: Cell<[POWER_ACTION; 2]> = const { Cell::new([0; 2]) };
}

#[abi]
unsafe fn evt_action_entry(device: WDFDEVICE, _from: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    let action = unsafe { WdfDeviceGetSystemPowerAction(device) };
    ACTIONS.set([action, ACTIONS.get()[1]]);
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_action_exit(device: WDFDEVICE, _to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    let action = unsafe { WdfDeviceGetSystemPowerAction(device) };
    ACTIONS.set([ACTIONS.get()[0], action]);
    STATUS_SUCCESS
}

#[test]
fn a_driver_can_ask_what_the_system_does_while_its_device_follows_it() {
    use _POWER_ACTION::{PowerActionNone, PowerActionSleep};
    const ASKING: Layer = Layer {
        configure: |init| {
            let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
            callbacks.EvtDeviceD0Entry = Some(evt_action_entry);
            callbacks.EvtDeviceD0Exit = Some(evt_action_exit);
            unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
        },
        ..LAYER
    };
    SETTINGS.set(Settings {
        power_up_on_system_wake: WdfTrue,
        ..Settings::IDLE
    });
    let machine = Machine::new();
    ACTIONS.set([9; 2]);
    let (_device, file) = alone(&machine, ASKING);
    idle(&machine);
    assert_eq!(
        ACTIONS.get(),
        [PowerActionNone; 2],
        "the device starts and idles"
    );
    file.begin_read(2).unwrap().wait().unwrap();
    machine.sleep().unwrap();
    machine.wake().unwrap();
    machine.run_for(Duration::from_millis(10)).unwrap();
    assert_eq!(ACTIONS.get(), [PowerActionSleep; 2]);
    let now = as_driver(&machine, FUNCTION, || unsafe {
        WdfDeviceGetSystemPowerAction(device(FUNCTION))
    });
    assert_eq!(now, PowerActionNone);
    file.close().unwrap();
    clean(&machine);
}

/// A driver that goes on without what it did not get.
const MODEST: Layer = Layer {
    on_add: |device| {
        let parallel = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel;
        let mut config = WDF_IO_QUEUE_CONFIG::init_default_queue(parallel);
        config.EvtIoRead = Some(evt_read);
        let nothing = ptr::null_mut();
        let _ = unsafe { WdfIoQueueCreate(device, &raw mut config, nothing, ptr::null_mut()) };
        let caps = _WDF_POWER_POLICY_S0_IDLE_CAPABILITIES::IdleCanWakeFromS0;
        let _ = assign_idle(device, idle_settings(caps));
        let mut wake = WDF_DEVICE_POWER_POLICY_WAKE_SETTINGS::init();
        let _ = unsafe { WdfDeviceAssignSxWakeSettings(device, &raw mut wake) };
    },
    ..LAYER
};

/// Idles, wakes up, sleeps with the system and wakes it up. What fails ends the run.
fn idle_and_wake(machine: &Machine) -> Result<(), Error> {
    ARMS.set(STATUS_SUCCESS);
    let hardware = Hardware::new("root\\layers").wakes(PowerDeviceD2, PowerSystemSleeping3);
    let device = plug(machine, [MODEST, Layer::PLAIN], hardware)?;
    let moment = Duration::from_millis(250);
    machine.run_for(moment)?;
    device.signal_wake()?;
    machine.run_for(moment)?;
    let file = machine.open(&link(&device))?;
    let served = file.begin_read(2)?.wait();
    machine.run_for(moment)?;
    machine.sleep()?;
    if !device.signal_wake()? {
        machine.wake()?;
    }
    machine.run_for(moment)?;
    file.close()?;
    served.map(drop)
}

/// Whatever there is no memory for, nothing is left behind, and nothing waits for ever.
#[test]
fn a_device_that_idles_survives_each_request_that_cannot_be_made() {
    let mut failed = 0;
    let outcome = Explorer::new(Machine::builder()).find_all().sweep(
        &[fault::Kind::IoObject, fault::Kind::Pool],
        |machine| {
            let run = idle_and_wake(machine);
            failed += machine.trace().of(Category::Fault).count();
            notes();
            if let Err(error @ (Error::BugCheck(_) | Error::Stuck(_))) = run {
                return Err(error);
            }
            let report = machine.finish()?;
            assert!(report.is_clean(), "{report}\nafter {run:?}");
            Ok(())
        },
    );
    assert!(outcome.complete);
    assert!(failed > 20, "{failed} calls can fail");
    let found: Vec<_> = outcome
        .findings
        .iter()
        .map(|finding| format!("{:?}: {}", finding.faults, finding.what))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}
