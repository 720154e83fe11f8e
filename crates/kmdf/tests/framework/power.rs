//! Into D0 and out of it: the order of the callbacks, what follows when one of them fails, and the states on the way.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device and locals"
)]

use std::{
    cell::{Cell, RefCell},
    ptr,
    time::Duration,
};

use crate::{layers::*, policy::seeds};
use wdk_sim::{
    Device, DeviceState, File, Hardware, Machine, Resource,
    fault::{self, Faults},
};
use wdk_sys::{wdf::*, *};

thread_local! {
    /// The callback that fails.
    static FAILING: Cell<&'static str> = const { Cell::new("") };
    /// Whether the callbacks note the device's power state.
    static STATES: Cell<bool> = const { Cell::new(false) };
}

/// Notes a callback, and says what it returns.
fn called(device: WDFDEVICE, callback: &'static str, argument: &str) -> NTSTATUS {
    if STATES.get() {
        let state = unsafe { WdfDeviceGetDevicePowerState(device) };
        note(format!("{callback} in {state:#x}"));
    } else {
        note(format!("{callback}{argument}"));
    }
    result_of(callback)
}

/// As [`called`], where the state may not be asked for.
fn called_at_dirql(callback: &'static str) -> NTSTATUS {
    note(callback);
    result_of(callback)
}

fn result_of(callback: &str) -> NTSTATUS {
    if FAILING.get() == callback {
        STATUS_DEVICE_NOT_READY
    } else {
        STATUS_SUCCESS
    }
}

macro_rules! callbacks {
    ($($function:ident: $name:literal,)+) => {
        $(
            #[abi]
            unsafe fn $function(device: WDFDEVICE) -> NTSTATUS {
                called(device, $name, "")
            }
        )+
    };
}
callbacks! {
    evt_init: "init",
    evt_restart: "restart",
    evt_suspend: "suspend",
}

macro_rules! power_callbacks {
    ($($function:ident: $name:literal,)+) => {
        $(
            #[abi]
            unsafe fn $function(device: WDFDEVICE, state: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
                called(device, $name, &format!(" {state}"))
            }
        )+
    };
}
power_callbacks! {
    evt_d0_entry: "entry",
    evt_post_interrupts: "post",
    evt_pre_interrupts: "pre",
    evt_d0_exit: "exit",
}

#[abi]
unsafe fn evt_prepare(device: WDFDEVICE, _raw: WDFCMRESLIST, _list: WDFCMRESLIST) -> NTSTATUS {
    called(device, "prepare", "")
}

#[abi]
unsafe fn evt_release(device: WDFDEVICE, _list: WDFCMRESLIST) -> NTSTATUS {
    called(device, "release", "")
}

#[abi]
unsafe fn evt_flush(device: WDFDEVICE) {
    called(device, "flush", "");
}

#[abi]
unsafe fn evt_cleanup(device: WDFDEVICE) {
    called(device, "cleanup", "");
}

#[abi]
unsafe fn evt_surprise(device: WDFDEVICE) {
    called(device, "surprise", "");
}

#[abi]
unsafe fn evt_isr(_interrupt: WDFINTERRUPT, _message: u32) -> BOOLEAN {
    note("isr");
    TRUE
}

#[abi]
unsafe fn evt_enable(_interrupt: WDFINTERRUPT, _device: WDFDEVICE) -> NTSTATUS {
    called_at_dirql("enable")
}

#[abi]
unsafe fn evt_disable(_interrupt: WDFINTERRUPT, _device: WDFDEVICE) -> NTSTATUS {
    called_at_dirql("disable")
}

#[abi]
unsafe fn evt_read(_queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    note(format!("read {length}"));
    complete(request, STATUS_SUCCESS, 0);
}

const LAYER: Layer = Layer {
    configure: |init| {
        let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
        callbacks.EvtDevicePrepareHardware = Some(evt_prepare);
        callbacks.EvtDeviceReleaseHardware = Some(evt_release);
        callbacks.EvtDeviceD0Entry = Some(evt_d0_entry);
        callbacks.EvtDeviceD0EntryPostInterruptsEnabled = Some(evt_post_interrupts);
        callbacks.EvtDeviceD0ExitPreInterruptsDisabled = Some(evt_pre_interrupts);
        callbacks.EvtDeviceD0Exit = Some(evt_d0_exit);
        callbacks.EvtDeviceSelfManagedIoInit = Some(evt_init);
        callbacks.EvtDeviceSelfManagedIoRestart = Some(evt_restart);
        callbacks.EvtDeviceSelfManagedIoSuspend = Some(evt_suspend);
        callbacks.EvtDeviceSelfManagedIoFlush = Some(evt_flush);
        callbacks.EvtDeviceSelfManagedIoCleanup = Some(evt_cleanup);
        callbacks.EvtDeviceSurpriseRemoval = Some(evt_surprise);
        unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    },
    on_add: |device| {
        default_queue(device, |config| config.EvtIoRead = Some(evt_read));
        let mut config = sized(|config: &mut WDF_INTERRUPT_CONFIG, size| {
            config.Size = size;
            config.ShareVector = _WDF_TRI_STATE::WdfUseDefault;
            config.ReportInactiveOnPowerDown = _WDF_TRI_STATE::WdfUseDefault;
            config.EvtInterruptIsr = Some(evt_isr);
            config.EvtInterruptEnable = Some(evt_enable);
            config.EvtInterruptDisable = Some(evt_disable);
        });
        let mut interrupt = ptr::null_mut();
        let status = unsafe {
            WdfInterruptCreate(device, &raw mut config, ptr::null_mut(), &raw mut interrupt)
        };
        assert_eq!(status, STATUS_SUCCESS);
    },
};

/// A device in a stack that is not power pageable.
const NON_PAGEABLE: Layer = Layer {
    configure: |init| {
        (LAYER.configure)(init);
        unsafe { WdfDeviceInitSetPowerNotPageable(init) };
    },
    ..LAYER
};

const VECTOR: u32 = 0x41;

fn wired() -> Hardware {
    Hardware::new("root\\layers").resource(Resource::Interrupt {
        vector: VECTOR,
        irql: 7,
    })
}

/// A started device, none of whose callbacks fails until the test says so.
fn started(machine: &Machine, layer: Layer) -> (Device, File) {
    FAILING.set("");
    STATES.set(false);
    let started = alone_as(machine, layer, wired());
    assert_eq!(notes(), UP);
    started
}

const UP: [&str; 5] = ["prepare", "entry 5", "enable", "post 5", "init"];
const DOWN: [&str; 4] = ["suspend", "pre 4", "disable", "exit 4"];
const WAKE: [&str; 4] = ["entry 4", "enable", "post 4", "restart"];
const STOP: [&str; 4] = ["suspend", "pre 5", "disable", "exit 5"];

/// What is called after a callback on the way into D0 has failed, up to the one that leaves D0.
const UNDONE: [(&str, &[&str]); 4] = [
    ("entry", &[]),
    ("enable", &["exit 5"]),
    ("post", &["disable", "exit 5"]),
    ("init", &["pre 5", "disable", "exit 5"]),
];

#[test]
fn a_failure_of_the_start_undoes_what_was_done_before_it() {
    for (failing, undone) in UNDONE {
        let machine = Machine::new();
        FAILING.set(failing);
        STATES.set(false);
        plug(&machine, [LAYER, Layer::PLAIN], wired())
            .map(drop)
            .expect_err("the start fails");
        machine.run_until_idle().unwrap();
        let at = UP.iter().position(|called| called.starts_with(failing));
        let mut expected = UP[..=at.unwrap()].to_vec();
        expected.extend(undone);
        expected.push("release");
        if failing == "init" {
            expected.extend(["flush", "cleanup"]);
        }
        assert_eq!(notes(), expected, "after {failing}");
        clean(&machine);
    }
}

#[test]
fn a_device_that_fails_to_wake_up_undoes_what_was_done_and_is_given_up() {
    for (failing, undone) in UNDONE {
        let failing = if failing == "init" {
            "restart"
        } else {
            failing
        };
        let machine = Machine::new();
        let (device, file) = started(&machine, LAYER);
        machine.sleep().unwrap();
        assert_eq!(notes(), DOWN);
        let asleep = (failing != "restart").then(|| file.begin_read(1).unwrap());
        FAILING.set(failing);
        machine.wake().unwrap();
        machine.run_until_idle().unwrap();
        if let Some(asleep) = asleep {
            asleep.wait().map(drop).expect_err("its queues are purged");
        }
        let at = WAKE.iter().position(|called| called.starts_with(failing));
        let mut expected = WAKE[..=at.unwrap()].to_vec();
        expected.extend(undone);
        expected.extend(["release", "flush"]);
        assert_eq!(notes()[..expected.len()], expected, "after {failing}");
        assert_ne!(device.state(), DeviceState::Started);
        FAILING.set("");
        file.close().unwrap();
        clean(&machine);
    }
}

#[test]
fn a_device_that_fails_to_go_to_sleep_leaves_d0_all_the_same_and_is_given_up() {
    for failing in ["suspend", "pre", "disable", "exit"] {
        let machine = Machine::new();
        let (device, file) = started(&machine, LAYER);
        FAILING.set(failing);
        // The system sleeps all the same.
        machine.sleep().unwrap();
        FAILING.set("");
        machine.wake().unwrap();
        machine.run_until_idle().unwrap();
        let mut expected = DOWN.to_vec();
        expected.extend(["release", "flush"]);
        assert_eq!(notes()[..expected.len()], expected, "after {failing}");
        assert_ne!(device.state(), DeviceState::Started);
        file.close().unwrap();
        clean(&machine);
    }
}

#[test]
fn a_device_that_fails_to_stop_leaves_d0_all_the_same_and_does_not_start_again() {
    for failing in ["suspend", "pre", "disable", "exit"] {
        let machine = Machine::new();
        let (device, file) = started(&machine, LAYER);
        FAILING.set(failing);
        device.stop().unwrap();
        FAILING.set("");
        let mut expected = STOP.to_vec();
        expected.extend(["release", "flush"]);
        assert_eq!(notes()[..expected.len()], expected, "after {failing}");
        assert_eq!(status(device.start()), STATUS_INVALID_DEVICE_STATE);
        file.close().unwrap();
        clean(&machine);
    }
}

#[test]
fn a_failure_on_the_way_to_removal_does_not_hold_it_up() {
    for failing in ["suspend", "pre", "disable", "exit"] {
        let machine = Machine::new();
        let (device, file) = started(&machine, LAYER);
        file.close().unwrap();
        FAILING.set(failing);
        device.remove().unwrap();
        let mut expected = STOP.to_vec();
        expected.extend(["release", "flush", "cleanup"]);
        assert_eq!(notes(), expected, "after {failing}");
        clean(&machine);
    }
}

/// Microsoft's names: D0Starting, D0StartingConnectInterrupt, D0StartingStartSelfManagedIo, GotoDx, GotoDxIoStopped,
/// Waking, WakingConnectInterrupt, StartSelfManagedIo, GotoD3Stopped, Stopped.
#[test]
fn a_driver_sees_the_states_on_the_way() {
    let machine = Machine::new();
    FAILING.set("");
    STATES.set(true);
    let (device, file) = alone_as(&machine, LAYER, wired());
    assert_eq!(
        notes(),
        [
            "prepare in 0x300",
            "entry in 0x30f",
            "enable",
            "post in 0x310",
            "init in 0x312"
        ]
    );
    machine.sleep().unwrap();
    assert_eq!(
        notes(),
        [
            "suspend in 0x31a",
            "pre in 0x31c",
            "disable",
            "exit in 0x31c"
        ]
    );
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(
        notes(),
        [
            "entry in 0x333",
            "enable",
            "post in 0x335",
            "restart in 0x32b"
        ]
    );
    file.close().unwrap();
    device.remove().unwrap();
    assert_eq!(
        notes(),
        [
            "suspend in 0x314",
            "pre in 0x314",
            "disable",
            "exit in 0x314",
            "release in 0x315",
            "flush in 0x315",
            "cleanup in 0x315"
        ]
    );
    clean(&machine);
}

thread_local! {
    /// The threads that ran `EvtDeviceD0Entry`.
    static THREADS: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

#[abi]
unsafe fn evt_slow_entry(_device: WDFDEVICE, state: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    let thread = unsafe { PsGetCurrentThreadId() }.addr();
    THREADS.with_borrow_mut(|threads| threads.push(thread));
    note(format!("entry {state}"));
    let mut second = LARGE_INTEGER {
        QuadPart: -10_000_000,
    };
    let status = unsafe { KeDelayExecutionThread(_MODE::KernelMode as _, FALSE, &raw mut second) };
    note("entered");
    status
}

/// Its hardware takes a second to enter D0.
const SLOW: Layer = Layer {
    configure: |init| {
        let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
        callbacks.EvtDeviceD0Entry = Some(evt_slow_entry);
        unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
    },
    on_add: |device| default_queue(device, |config| config.EvtIoRead = Some(evt_read)),
};

const SLOW_NON_PAGEABLE: Layer = Layer {
    configure: |init| {
        (SLOW.configure)(init);
        unsafe { WdfDeviceInitSetPowerNotPageable(init) };
    },
    ..SLOW
};

#[test]
fn requests_that_come_on_the_way_to_d0_wait_for_its_end() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, SLOW);
    machine.sleep().unwrap();
    notes();
    let asleep = file.begin_read(1).unwrap();
    machine.wake().unwrap();
    assert!(
        !notes().contains(&"entered".to_owned()),
        "the system does not wait"
    );
    let waking = file.begin_read(2).unwrap();
    machine.run_for(Duration::from_secs(5)).unwrap();
    let told = notes();
    assert_eq!(told[told.len() - 3..], ["entered", "read 1", "read 2"]);
    asleep.wait().unwrap();
    waking.wait().unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_that_is_not_pageable_keeps_its_interrupts_connected_while_it_sleeps() {
    for (layer, power, asleep) in [
        (LAYER, _WDF_DEVICE_POWER_STATE::WdfDevStatePowerDx, false),
        (
            NON_PAGEABLE,
            _WDF_DEVICE_POWER_STATE::WdfDevStatePowerDxNP,
            true,
        ),
    ] {
        let machine = Machine::new();
        let (_device, file) = started(&machine, layer);
        machine.sleep().unwrap();
        assert_eq!(notes(), DOWN);
        let state = as_driver(&machine, FUNCTION, || unsafe {
            WdfDeviceGetDevicePowerState(device(FUNCTION))
        });
        assert_eq!(state, power);
        assert_eq!(machine.interrupt(VECTOR).unwrap(), asleep);
        notes();
        machine.wake().unwrap();
        machine.run_until_idle().unwrap();
        assert_eq!(notes(), WAKE);
        assert!(machine.interrupt(VECTOR).unwrap());
        file.close().unwrap();
        clean(&machine);
    }
}

#[test]
fn a_stack_that_is_not_pageable_changes_its_power_in_one_thread_of_its_own() {
    let machine = Machine::new();
    THREADS.take();
    let (_device, file) = filtered(&machine, SLOW_NON_PAGEABLE, SLOW_NON_PAGEABLE);
    machine.sleep().unwrap();
    THREADS.take();
    machine.wake().unwrap();
    machine.run_for(Duration::from_secs(5)).unwrap();
    let threads = THREADS.take();
    assert_eq!(threads.len(), 2, "both drivers");
    assert_eq!(threads[0], threads[1]);
    assert_eq!(created_threads(&machine), 1);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_pageable_stack_has_no_thread_of_its_own() {
    let machine = Machine::new();
    let (_device, file) = filtered(&machine, SLOW, SLOW);
    machine.sleep().unwrap();
    machine.wake().unwrap();
    machine.run_for(Duration::from_secs(5)).unwrap();
    assert_eq!(created_threads(&machine), 0);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_stack_that_is_not_pageable_does_not_start_without_its_thread() {
    let machine = Machine::builder()
        .faults(Faults::none().fail(fault::Kind::Thread, 0))
        .build();
    let started = plug(&machine, [SLOW_NON_PAGEABLE, Layer::PLAIN], "root\\layers");
    assert_eq!(status(started.map(drop)), STATUS_INSUFFICIENT_RESOURCES);
    clean(&machine);
}

/// How many threads drivers have created.
fn created_threads(machine: &Machine) -> u64 {
    let calls = machine.fallible_calls();
    let threads = calls.iter().find(|(kind, _)| *kind == fault::Kind::Thread);
    threads.map_or(0, |(_, count)| *count)
}

#[abi]
unsafe fn evt_state(_device: WDFDEVICE, data: PCWDF_DEVICE_POWER_NOTIFICATION_DATA) {
    let data = unsafe { &*data };
    let leave = unsafe { data.Data.LeaveState };
    let enter = unsafe { data.Data.EnterState };
    note(match data.Type {
        _WDF_STATE_NOTIFICATION_TYPE::StateNotificationLeaveState => {
            format!("leave {:#x} for {:#x}", leave.CurrentState, leave.NewState)
        }
        _WDF_STATE_NOTIFICATION_TYPE::StateNotificationEnterState => {
            format!("enter {:#x} from {:#x}", enter.NewState, enter.CurrentState)
        }
        _ => format!(
            "done {:#x}",
            unsafe { data.Data.PostProcessState }.CurrentState
        ),
    });
}

#[test]
fn a_driver_is_notified_before_and_after_what_a_state_begins_with() {
    const WATCHED: Layer = Layer {
        configure: |init| {
            let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
            callbacks.EvtDeviceD0Exit = Some(evt_d0_exit);
            unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
            for state in [
                _WDF_DEVICE_POWER_STATE::WdfDevStatePowerD0,
                _WDF_DEVICE_POWER_STATE::WdfDevStatePowerGotoDxIoStopped,
            ] {
                let all = _WDF_STATE_NOTIFICATION_TYPE::StateNotificationAllStates as u32;
                let registered = unsafe {
                    WdfDeviceInitRegisterPowerStateChangeCallback(init, state, Some(evt_state), all)
                };
                assert_eq!(registered, STATUS_SUCCESS);
            }
        },
        ..Layer::PLAIN
    };
    FAILING.set("");
    STATES.set(false);
    let machine = Machine::new();
    let (_device, file) = alone(&machine, WATCHED);
    assert_eq!(notes(), ["enter 0x307 from 0x313", "done 0x307"]);
    machine.sleep().unwrap();
    assert_eq!(
        notes(),
        [
            "leave 0x307 for 0x31a",
            "enter 0x31c from 0x359",
            "exit 4",
            "done 0x31c",
            "leave 0x31c for 0x31f"
        ]
    );
    machine.wake().unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_leaves_d0_for_good_as_the_system_shuts_down() {
    let machine = Machine::new();
    let (_device, file) = started(&machine, LAYER);
    machine.shut_down().unwrap();
    assert_eq!(notes(), STOP);
    file.close().unwrap();
    clean(&machine);
}

/// In whatever order the threads of two processors come: requests wait for D0, the callbacks are in pairs, and the
/// stack goes with the requests that it still has.
#[test]
fn a_stack_sleeps_wakes_and_goes_under_many_schedules() {
    const FILTER_OF: [Layer; 2] = [
        Layer {
            on_add: |_| {},
            ..SLOW
        },
        Layer {
            on_add: |_| {},
            ..SLOW_NON_PAGEABLE
        },
    ];
    for seed in 0..seeds(40) {
        FAILING.set("");
        STATES.set(false);
        let machine = Machine::builder().processors(2).seed(seed).build();
        let which = (seed % 2) as usize;
        let function = [LAYER, NON_PAGEABLE][which];
        let (plugged, file) = filtered(&machine, function, FILTER_OF[which]);
        machine.sleep().unwrap();
        let asleep = file.begin_read(1).unwrap();
        machine.wake().unwrap();
        let waking = file.begin_read(2).unwrap();
        if seed % 3 == 0 {
            machine.sleep().unwrap();
            machine.wake().unwrap();
        }
        if seed % 5 == 0 {
            plugged.surprise_remove().unwrap();
        } else {
            machine.run_for(Duration::from_secs(5)).unwrap();
            asleep.wait().unwrap();
            waking.wait().unwrap();
        }
        file.close().unwrap();
        clean(&machine);
        let told = notes();
        let mut works = false;
        for callback in &told {
            let name = callback.split(' ').next().unwrap();
            match name {
                "post" | "pre" => {
                    assert_ne!(works, name == "post", "seed {seed}: {told:?}");
                    works = name == "post";
                }
                "read" => assert!(works, "seed {seed}: {told:?}"),
                _ => {}
            }
        }
        assert!(!works, "seed {seed}: {told:?}");
        let count = |callback: &str| told.iter().filter(|told| *told == callback).count();
        assert_eq!(count("prepare"), count("release"), "seed {seed}: {told:?}");
    }
}
