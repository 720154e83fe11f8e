//! What the settings of a device that is to be created do, and what is refused.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own settings, device, requests and locals"
)]

use std::ptr;

use crate::{
    common::{self, string},
    layers::*,
    requests::{ask, send},
};
use wdk_sim::{Machine, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

fn collecting() -> Machine {
    Machine::builder()
        .on_violation(OnViolation::Collect)
        .build()
}

fn rules(machine: &Machine) -> Vec<&'static str> {
    machine.violations().iter().map(|it| it.rule).collect()
}

/// The I/O manager's object of a driver's device.
fn wdm(machine: &Machine, layer: usize) -> DEVICE_OBJECT {
    as_driver(machine, layer, || {
        let object = unsafe { WdfDeviceWdmGetDeviceObject(device(layer)) };
        unsafe { object.read() }
    })
}

/// The physical device object of the stack, for another thread.
fn physical(machine: &Machine) -> usize {
    as_driver(machine, FUNCTION, || {
        let physical = unsafe { WdfDeviceWdmGetPhysicalDevice(device(FUNCTION)) };
        physical.expose_provenance()
    })
}

fn set_io_type(init: PWDFDEVICE_INIT, kind: WDF_DEVICE_IO_TYPE) {
    let mut config = sized(|config: &mut WDF_IO_TYPE_CONFIG, size| {
        config.Size = size;
        config.ReadWriteIoType = kind;
    });
    unsafe { WdfDeviceInitSetIoTypeEx(init, &raw mut config) };
}

#[test]
fn each_way_to_carry_buffers_can_be_set() {
    use _WDF_DEVICE_IO_TYPE::{WdfDeviceIoBuffered, WdfDeviceIoDirect, WdfDeviceIoNeither};
    let ways: [(fn(PWDFDEVICE_INIT), u32); 3] = [
        (|init| set_io_type(init, WdfDeviceIoNeither), 0),
        (
            |init| set_io_type(init, WdfDeviceIoBuffered),
            DO_BUFFERED_IO,
        ),
        (|init| set_io_type(init, WdfDeviceIoDirect), DO_DIRECT_IO),
    ];
    for (configure, expected) in ways {
        let machine = Machine::new();
        let layer = Layer {
            configure,
            on_add: |_| {},
        };
        let (_device, file) = alone(&machine, layer);
        let flags = wdm(&machine, FUNCTION).Flags & (DO_BUFFERED_IO | DO_DIRECT_IO);
        assert_eq!(flags, expected);
        file.close().unwrap();
        clean(&machine);
    }
}

#[test]
fn an_io_type_out_of_range_leaves_the_one_before() {
    let machine = collecting();
    let layer = Layer {
        configure: |init| {
            set_io_type(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoDirect);
            set_io_type(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoUndefined);
            unsafe { WdfDeviceInitSetIoType(init, 4) };
        },
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, layer);
    assert_ne!(wdm(&machine, FUNCTION).Flags & DO_DIRECT_IO, 0);
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["MemberOutOfRange"; 2]);
}

#[abi]
unsafe fn evt_in_caller_context(device: WDFDEVICE, request: WDFREQUEST) {
    let mut buffer = ptr::null_mut();
    let status = unsafe {
        WdfRequestRetrieveUnsafeUserOutputBuffer(request, 1, &raw mut buffer, ptr::null_mut())
    };
    note(format!("unsafe buffer: {status:#x}"));
    let status = unsafe { WdfDeviceEnqueueRequest(device, request) };
    assert_eq!(status, STATUS_SUCCESS);
}

#[abi]
unsafe fn evt_read(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn a_filter_takes_its_buffers_as_the_driver_below_does() {
    let machine = Machine::new();
    let below = Layer {
        configure: |init| set_io_type(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoNeither),
        on_add: |_| {},
    };
    let above = Layer {
        configure: |init| {
            set_io_type(init, _WDF_DEVICE_IO_TYPE::WdfDeviceIoDirect);
            unsafe {
                WdfDeviceInitSetIoInCallerContextCallback(init, Some(evt_in_caller_context));
            }
        },
        on_add: |device| default_queue(device, |it| it.EvtIoRead = Some(evt_read)),
    };
    let (_device, file) = filtered(&machine, below, above);
    file.read(&mut [0; 1]).unwrap();
    assert_eq!(notes(), ["unsafe buffer: 0x0"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_filter_has_the_characteristics_of_the_device_below() {
    let machine = Machine::new();
    let above = Layer {
        configure: |init| unsafe {
            WdfDeviceInitSetCharacteristics(init, FILE_REMOVABLE_MEDIA, FALSE);
        },
        on_add: |_| {},
    };
    let (_device, file) = filtered(&machine, Layer::PLAIN, above);
    assert_eq!(
        wdm(&machine, FILTER).Characteristics,
        wdm(&machine, FUNCTION).Characteristics
    );
    assert_eq!(
        wdm(&machine, FILTER).Characteristics & FILE_REMOVABLE_MEDIA,
        0
    );
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_stays_securely_opened() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| unsafe { WdfDeviceInitSetCharacteristics(init, 0, FALSE) },
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, layer);
    assert_eq!(
        wdm(&machine, FUNCTION).Characteristics,
        FILE_DEVICE_SECURE_OPEN
    );
    as_driver(&machine, FUNCTION, || unsafe {
        WdfDeviceSetCharacteristics(device(FUNCTION), 0);
    });
    assert_eq!(
        wdm(&machine, FUNCTION).Characteristics,
        FILE_DEVICE_SECURE_OPEN
    );
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_name_of_the_system_takes_the_place_of_the_drivers() {
    common::plan(common::Plan {
        on_entry: || {
            let init = common::control_init(r"\Device\Named");
            unsafe {
                WdfDeviceInitSetCharacteristics(init, FILE_AUTOGENERATED_DEVICE_NAME, TRUE);
            }
            let device = common::create_control(init, ptr::null_mut());
            unsafe { WdfControlFinishInitializing(device) };
            let mut name = ptr::null_mut();
            let status = unsafe { WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut name) };
            assert_eq!(status, STATUS_SUCCESS);
            let status = unsafe { WdfDeviceRetrieveDeviceName(device, name) };
            assert_eq!(
                status, STATUS_INVALID_PARAMETER,
                "it has no name of its own"
            );
        },
        ..common::Plan::GOOD
    });
    let machine = common::machine();
    machine.load(common::PROBE).unwrap();
    assert!(machine.open(r"\\.\GLOBALROOT\Device\Named").is_err());
    machine.finish().unwrap();
}

#[test]
fn a_child_without_the_drivers_name_has_the_systems() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let mut init = unsafe { WdfPdoInitAllocate(device(FUNCTION)) };
        let (id, name) = (string(r"layers\child"), string(r"\Device\Child"));
        let assigned = unsafe { WdfPdoInitAssignDeviceID(init, &raw const id) };
        assert_eq!(assigned, STATUS_SUCCESS);
        for name in [&raw const name, ptr::null()] {
            let status = unsafe { WdfDeviceInitAssignName(init, name) };
            assert_eq!(status, STATUS_SUCCESS);
        }
        let mut child = ptr::null_mut();
        let status = unsafe { WdfDeviceCreate(&raw mut init, ptr::null_mut(), &raw mut child) };
        assert_eq!(status, STATUS_SUCCESS);
        unsafe { WdfObjectDelete(child.cast()) };
    });
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_close(_file: WDFFILEOBJECT) {
    note("close");
}

fn set_file_config(init: PWDFDEVICE_INIT, change: impl FnOnce(&mut WDF_FILEOBJECT_CONFIG)) {
    let mut config = WDF_FILEOBJECT_CONFIG::init(None, Some(evt_close), None);
    change(&mut config);
    unsafe { WdfDeviceInitSetFileObjectConfig(init, &raw mut config, ptr::null_mut()) };
}

#[test]
fn a_file_configuration_out_of_range_is_ignored() {
    use _WDF_FILEOBJECT_CLASS::{WdfFileObjectCanBeOptional, WdfFileObjectNotRequired};
    let machine = collecting();
    let layer = Layer {
        configure: |init| {
            set_file_config(init, |config| config.AutoForwardCleanupClose = 3);
            set_file_config(init, |config| config.FileObjectClass = 0);
            set_file_config(init, |config| config.FileObjectClass = 5);
            set_file_config(init, |config| {
                config.FileObjectClass = WdfFileObjectNotRequired | WdfFileObjectCanBeOptional;
            });
        },
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, layer);
    file.close().unwrap();
    assert_eq!(notes(), [""; 0]);
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["MemberOutOfRange"; 4]);
}

#[abi]
unsafe fn evt_arm(_device: WDFDEVICE) -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_arm_with_reason(_: WDFDEVICE, _: BOOLEAN, _: BOOLEAN) -> NTSTATUS {
    STATUS_SUCCESS
}

#[test]
fn one_callback_arms_the_device_for_wake() {
    let machine = collecting();
    let layer = Layer {
        configure: |init| {
            let mut callbacks = WDF_POWER_POLICY_EVENT_CALLBACKS::init();
            callbacks.EvtDeviceArmWakeFromSx = Some(evt_arm);
            callbacks.EvtDeviceArmWakeFromSxWithReason = Some(evt_arm_with_reason);
            unsafe { WdfDeviceInitSetPowerPolicyEventCallbacks(init, &raw mut callbacks) };
        },
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, layer);
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["TwoArmCallbacks"]);
}

#[test]
fn the_last_word_on_inrush_and_pageable_counts() {
    let words: [(fn(PWDFDEVICE_INIT), u32); 2] = [
        (
            |init| unsafe { WdfDeviceInitSetPowerInrush(init) },
            DO_POWER_INRUSH,
        ),
        (
            |init| {
                unsafe { WdfDeviceInitSetPowerInrush(init) };
                unsafe { WdfDeviceInitSetPowerPageable(init) };
            },
            DO_POWER_PAGABLE,
        ),
    ];
    for (configure, expected) in words {
        let machine = Machine::new();
        let layer = Layer {
            configure,
            on_add: |_| {},
        };
        let (_device, file) = alone(&machine, layer);
        let flags = wdm(&machine, FUNCTION).Flags & (DO_POWER_INRUSH | DO_POWER_PAGABLE);
        assert_eq!(flags, expected);
        file.close().unwrap();
        clean(&machine);
    }
}

fn preprocess(
    init: PWDFDEVICE_INIT,
    callback: PFN_WDFDEVICE_WDM_IRP_PREPROCESS,
    major: u32,
    minors: &mut [u8],
) {
    let count = minors.len() as u32;
    let status = unsafe {
        WdfDeviceInitAssignWdmIrpPreprocessCallback(
            init,
            callback,
            major as u8,
            minors.as_mut_ptr(),
            count,
        )
    };
    assert_eq!(status, STATUS_SUCCESS);
}

fn hand_on(device: WDFDEVICE, irp: PIRP) -> NTSTATUS {
    unsafe { IoSkipCurrentIrpStackLocation(irp) };
    unsafe { WdfDeviceWdmDispatchPreprocessedIrp(device, irp) }
}

#[abi]
unsafe fn evt_never(_device: WDFDEVICE, _irp: PIRP) -> NTSTATUS {
    panic!("another callback has taken its place");
}

#[abi]
unsafe fn evt_looks(device: WDFDEVICE, irp: PIRP) -> NTSTATUS {
    let stack = unsafe { IoGetCurrentIrpStackLocation(irp) };
    let minor = unsafe { (*stack).MinorFunction };
    note(format!("looks at {minor:#x}"));
    hand_on(device, irp)
}

#[test]
fn a_callback_that_is_assigned_again_keeps_its_minor_functions() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| {
            let mut minors = [IRP_MN_QUERY_PNP_DEVICE_STATE as u8];
            preprocess(init, Some(evt_never), IRP_MJ_PNP, &mut minors);
            preprocess(init, Some(evt_looks), IRP_MJ_PNP, &mut []);
        },
        on_add: |_| {},
    };
    let (device, file) = alone(&machine, layer);
    file.close().unwrap();
    device.remove().unwrap();
    let expected = format!("looks at {IRP_MN_QUERY_PNP_DEVICE_STATE:#x}");
    let looked = notes();
    assert!(!looked.is_empty());
    assert!(looked.iter().all(|line| *line == expected), "{looked:?}");
    clean(&machine);
}

#[abi]
unsafe fn evt_done(_object: PDEVICE_OBJECT, irp: PIRP, _context: PVOID) -> NTSTATUS {
    if unsafe { (*irp).PendingReturned } != 0 {
        unsafe { IoMarkIrpPending(irp) };
    }
    note("done");
    STATUS_SUCCESS
}

#[abi]
unsafe fn evt_waits_for_its_end(device: WDFDEVICE, irp: PIRP) -> NTSTATUS {
    unsafe { IoCopyCurrentIrpStackLocationToNext(irp) };
    unsafe { IoSetCompletionRoutine(irp, Some(evt_done), ptr::null_mut(), true, true, true) };
    unsafe { WdfDeviceWdmDispatchPreprocessedIrp(device, irp) }
}

#[test]
fn a_driver_that_preprocesses_has_a_stack_location_of_its_own() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| {
            preprocess(init, Some(evt_waits_for_its_end), IRP_MJ_READ, &mut []);
        },
        on_add: |device| default_queue(device, |it| it.EvtIoRead = Some(evt_read)),
    };
    let (_device, file) = alone(&machine, layer);
    let below = as_driver(&machine, FUNCTION, || {
        let lower = unsafe { WdfDeviceWdmGetAttachedDevice(device(FUNCTION)) };
        unsafe { (*lower).StackSize }
    });
    assert_eq!(wdm(&machine, FUNCTION).StackSize, below + 2);
    file.read(&mut [0; 1]).unwrap();
    assert_eq!(notes(), ["done"]);
    file.close().unwrap();
    clean(&machine);
}

fn wait_a_second() {
    let mut interval = LARGE_INTEGER {
        QuadPart: -10_000_000,
    };
    let _ = unsafe { KeDelayExecutionThread(0, FALSE, &raw mut interval) };
}

#[abi]
unsafe fn evt_looks_long(device: WDFDEVICE, irp: PIRP) -> NTSTATUS {
    note("looks");
    wait_a_second();
    note("has looked");
    hand_on(device, irp)
}

#[test]
fn a_removal_waits_for_a_preprocessing_callback() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| {
            let mut minors = [IRP_MN_QUERY_BUS_INFORMATION as u8];
            preprocess(init, Some(evt_looks_long), IRP_MJ_PNP, &mut minors);
        },
        on_add: |_| {},
    };
    let (plugged, file) = alone(&machine, layer);
    file.close().unwrap();
    let physical = physical(&machine);
    machine
        .spawn("asks", move || {
            let physical = ptr::with_exposed_provenance_mut(physical);
            let unhandled = (STATUS_NOT_SUPPORTED, 0);
            ask(physical, IRP_MN_QUERY_BUS_INFORMATION, [0; 4], unhandled);
            note("answered");
        })
        .unwrap();
    machine
        .run_for(std::time::Duration::from_millis(100))
        .unwrap();
    assert_eq!(notes(), ["looks"]);
    plugged.remove().unwrap();
    note("removed");
    machine.run_until_idle().unwrap();
    let order = notes();
    assert_eq!(order[0], "has looked", "{order:?}");
    clean(&machine);
}

#[abi]
unsafe fn evt_read_keeps(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    keep(request);
}

#[abi]
unsafe fn evt_d0_exit(_device: WDFDEVICE, _to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note("the driver below leaves D0");
    STATUS_SUCCESS
}

#[test]
fn a_removal_waits_for_io_that_holds_the_device() {
    let machine = Machine::new();
    let below = Layer {
        configure: |init| {
            let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
            callbacks.EvtDeviceD0Exit = Some(evt_d0_exit);
            unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
        },
        on_add: |device| {
            default_queue(device, |it| {
                it.EvtIoRead = Some(evt_read_keeps);
                it.AllowZeroLengthRequests = TRUE;
                it.PowerManaged = _WDF_TRI_STATE::WdfFalse;
            });
        },
    };
    let above = Layer {
        configure: |init| {
            let mut options = sized(|options: &mut WDF_REMOVE_LOCK_OPTIONS, size| {
                options.Size = size;
                options.Flags =
                    _WDF_REMOVE_LOCK_OPTIONS_FLAGS::WDF_REMOVE_LOCK_OPTION_ACQUIRE_FOR_IO
                        .cast_unsigned();
            });
            unsafe { WdfDeviceInitSetRemoveLockOptions(init, &raw mut options) };
        },
        on_add: |_| {},
    };
    let (plugged, file) = filtered(&machine, below, above);
    file.close().unwrap();
    assert_eq!(
        wdm(&machine, FILTER).StackSize,
        wdm(&machine, FUNCTION).StackSize + 2
    );
    let physical = physical(&machine);
    machine
        .spawn("reads", move || {
            let physical = ptr::with_exposed_provenance_mut(physical);
            let (status, _) = send(physical, IRP_MJ_READ, (STATUS_SUCCESS, 0), |_| {});
            assert_eq!(status, STATUS_SUCCESS);
        })
        .unwrap();
    machine
        .spawn("completes", || {
            wait_a_second();
            note("completed");
            as_code_of(FUNCTION, || complete(newest(), STATUS_SUCCESS, 0));
        })
        .unwrap();
    machine
        .run_for(std::time::Duration::from_millis(100))
        .unwrap();
    plugged.remove().unwrap();
    assert_eq!(notes(), ["completed", "the driver below leaves D0"]);
    clean(&machine);
}

#[test]
fn remove_lock_options_are_checked() {
    let machine = collecting();
    let layer = Layer {
        configure: |init| {
            let mut options = sized(|options: &mut WDF_REMOVE_LOCK_OPTIONS, size| {
                options.Size = size;
                options.Flags = 2;
            });
            unsafe { WdfDeviceInitSetRemoveLockOptions(init, &raw mut options) };
            options.Flags = 1;
            let control = common::control_init(r"\Device\Bare");
            unsafe { WdfDeviceInitSetRemoveLockOptions(control, &raw mut options) };
            unsafe { WdfDeviceInitFree(control) };
        },
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, layer);
    file.close().unwrap();
    machine.finish().unwrap();
    assert_eq!(rules(&machine), ["MemberOutOfRange", "ControlDevice"]);
}

#[test]
fn an_exclusive_device_has_one_open_file() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| unsafe { WdfDeviceInitSetExclusive(init, TRUE) },
        on_add: |_| {},
    };
    let (device, file) = alone(&machine, layer);
    let path = link(&device);
    assert_eq!(status(machine.open(&path).map(drop)), STATUS_ACCESS_DENIED);
    file.close().unwrap();
    machine.open(&path).unwrap().close().unwrap();
    clean(&machine);
}

#[test]
fn a_filter_that_fails_does_not_fail_the_stack() {
    let machine = Machine::new();
    filter_returns(STATUS_INSUFFICIENT_RESOURCES);
    let (plugged, file) = filtered(&machine, Layer::PLAIN, Layer::PLAIN);
    filter_returns(STATUS_SUCCESS);
    let (top, function) = as_driver(&machine, FUNCTION, || {
        let physical = unsafe { WdfDeviceWdmGetPhysicalDevice(device(FUNCTION)) };
        let top = unsafe { IoGetAttachedDevice(physical) };
        (top, unsafe {
            WdfDeviceWdmGetDeviceObject(device(FUNCTION))
        })
    });
    assert_eq!(top, function, "the filter is out of the stack");
    file.close().unwrap();
    plugged.remove().unwrap();
    clean(&machine);
}

/// What `WdfDeviceCreate` says of a device of this level whose files have these attributes.
fn create_with_files(
    level: WDF_EXECUTION_LEVEL,
    scope: Option<WDF_SYNCHRONIZATION_SCOPE>,
) -> NTSTATUS {
    let mut init = common::control_init(r"\Device\Locked");
    let mut config = WDF_FILEOBJECT_CONFIG::init(None, Some(evt_close), None);
    let mut files = WDF_OBJECT_ATTRIBUTES::init();
    let attributes = scope.map_or(ptr::null_mut(), |scope| {
        files.SynchronizationScope = scope;
        &raw mut files
    });
    unsafe { WdfDeviceInitSetFileObjectConfig(init, &raw mut config, attributes) };
    let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
    attributes.ExecutionLevel = level;
    attributes.SynchronizationScope = _WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeDevice;
    let mut device = ptr::null_mut();
    let status = unsafe { WdfDeviceCreate(&raw mut init, &raw mut attributes, &raw mut device) };
    if status >= 0 {
        unsafe { WdfObjectDelete(device.cast()) };
    } else {
        unsafe { WdfDeviceInitFree(init) };
    }
    status
}

#[test]
fn the_lock_of_files_is_taken_at_passive_level() {
    common::plan(common::Plan {
        on_entry: || {
            use _WDF_EXECUTION_LEVEL::{WdfExecutionLevelDispatch, WdfExecutionLevelPassive};
            use _WDF_SYNCHRONIZATION_SCOPE::{
                WdfSynchronizationScopeDevice, WdfSynchronizationScopeInheritFromParent,
                WdfSynchronizationScopeNone, WdfSynchronizationScopeQueue,
            };
            let refused = STATUS_INVALID_DEVICE_REQUEST;
            for (level, scope, expected) in [
                (WdfExecutionLevelPassive, None, STATUS_SUCCESS),
                (WdfExecutionLevelDispatch, None, STATUS_SUCCESS),
                (
                    WdfExecutionLevelDispatch,
                    Some(WdfSynchronizationScopeNone),
                    STATUS_SUCCESS,
                ),
                (
                    WdfExecutionLevelPassive,
                    Some(WdfSynchronizationScopeInheritFromParent),
                    STATUS_SUCCESS,
                ),
                (
                    WdfExecutionLevelDispatch,
                    Some(WdfSynchronizationScopeInheritFromParent),
                    refused,
                ),
                (
                    WdfExecutionLevelDispatch,
                    Some(WdfSynchronizationScopeDevice),
                    refused,
                ),
                (
                    WdfExecutionLevelPassive,
                    Some(WdfSynchronizationScopeQueue),
                    refused,
                ),
            ] {
                let found = create_with_files(level, scope);
                assert_eq!(found, expected, "level {level}, scope {scope:?}");
            }
        },
        ..common::Plan::GOOD
    });
    let machine = common::machine();
    machine.load(common::PROBE).unwrap();
    machine.finish().unwrap();
}

#[test]
fn a_function_device_agrees_to_a_shutdown() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    let (status, _) = as_driver(&machine, FUNCTION, || {
        let physical = unsafe { WdfDeviceWdmGetPhysicalDevice(device(FUNCTION)) };
        send(physical, IRP_MJ_SHUTDOWN, (STATUS_NOT_SUPPORTED, 0), |_| {})
    });
    assert_eq!(status, STATUS_SUCCESS);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_driver_that_synchronises_its_devices_adds_them_one_at_a_time() {
    use _WDF_SYNCHRONIZATION_SCOPE::{
        WdfSynchronizationScopeDevice, WdfSynchronizationScopeNone, WdfSynchronizationScopeQueue,
    };
    for (scope, locked) in [
        (WdfSynchronizationScopeNone, false),
        (WdfSynchronizationScopeDevice, true),
        (WdfSynchronizationScopeQueue, true),
    ] {
        common::plan(common::Plan {
            on_add: |_| {
                let driver = unsafe { (*driver_globals()).Driver };
                unsafe { WdfObjectAcquireLock(driver.cast()) };
                unsafe { WdfObjectReleaseLock(driver.cast()) };
            },
            scope,
            ..common::Plan::GOOD
        });
        let machine = common::machine();
        let added = machine.plug("root\\probe");
        assert_eq!(added.is_err(), locked, "scope {scope}: its lock is taken");
    }
}
