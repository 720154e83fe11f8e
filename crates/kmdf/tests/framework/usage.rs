//! Special files on a device: paging, hibernation, crash dump.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device and locals"
)]

use std::{cell::Cell, ptr};

use crate::layers::*;
use wdk_sim::{DeviceState, Machine, fault};
use wdk_sys::{
    wdf::{_WDF_DEVICE_POWER_STATE as power, _WDF_SPECIAL_FILE_TYPE as file, *},
    *,
};

thread_local! {
    /// What `EvtDeviceUsageNotificationEx` returns.
    static ANSWER: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
}

#[abi]
unsafe fn evt_usage(_device: WDFDEVICE, kind: WDF_SPECIAL_FILE_TYPE, in_path: BOOLEAN) -> NTSTATUS {
    note(format!("file {kind}: {in_path}"));
    ANSWER.get()
}

#[abi]
unsafe fn evt_d0_exit(_device: WDFDEVICE, to: WDF_POWER_DEVICE_STATE) -> NTSTATUS {
    note(format!("D0Exit to {to}"));
    STATUS_SUCCESS
}

fn configure(init: PWDFDEVICE_INIT) {
    ANSWER.set(STATUS_SUCCESS);
    let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
    callbacks.EvtDeviceUsageNotificationEx = Some(evt_usage);
    callbacks.EvtDeviceD0Exit = Some(evt_d0_exit);
    unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
}

/// Its driver supports paging and hibernation files.
const STORAGE: Layer = Layer {
    configure,
    on_add: |device| {
        for kind in [file::WdfSpecialFilePaging, file::WdfSpecialFileHibernation] {
            unsafe { WdfDeviceSetSpecialFileSupport(device, kind, TRUE) };
        }
    },
};

/// Tells the stack that a file comes or goes.
fn tell(machine: &Machine, kind: WDF_SPECIAL_FILE_TYPE, in_path: bool) -> NTSTATUS {
    as_driver(machine, FUNCTION, || {
        let pdo = unsafe { WdfDeviceWdmGetPhysicalDevice(device(FUNCTION)) };
        let top = unsafe { IoGetAttachedDeviceReference(pdo) };
        let mut event = KEVENT::default();
        unsafe { KeInitializeEvent(&raw mut event, _EVENT_TYPE::NotificationEvent, 0) };
        let mut result = IO_STATUS_BLOCK::default();
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
        let packet = unsafe { &mut *irp };
        packet.IoStatus.__bindgen_anon_1.Status = STATUS_NOT_SUPPORTED;
        let stack = unsafe { IoGetNextIrpStackLocation(irp) };
        let stack = unsafe { &mut *stack };
        stack.MinorFunction = IRP_MN_DEVICE_USAGE_NOTIFICATION as u8;
        stack.Parameters.UsageNotification.InPath = in_path.into();
        stack.Parameters.UsageNotification.Type = kind;
        let mut status = unsafe { IofCallDriver(top, irp) };
        if status == STATUS_PENDING {
            let object = (&raw mut event).cast();
            let reason = _KWAIT_REASON::Executive;
            let _ = unsafe { KeWaitForSingleObject(object, reason, 0, 0, ptr::null_mut()) };
            status = unsafe { result.__bindgen_anon_1.Status };
        }
        unsafe { ObfDereferenceObject(top.cast()) };
        status
    })
}

fn power_state(machine: &Machine) -> WDF_DEVICE_POWER_STATE {
    as_driver(machine, FUNCTION, || unsafe {
        WdfDeviceGetDevicePowerState(device(FUNCTION))
    })
}

fn is_pageable(machine: &Machine, layer: usize) -> bool {
    as_driver(machine, layer, || {
        let object = unsafe { WdfDeviceWdmGetDeviceObject(device(layer)) };
        unsafe { (*object).Flags & DO_POWER_PAGABLE != 0 }
    })
}

#[test]
fn a_device_with_a_paging_file_is_not_pageable_and_stays() {
    let machine = Machine::new();
    let (plugged, opened) = alone(&machine, STORAGE);
    opened.close().unwrap();
    assert!(is_pageable(&machine, FUNCTION));
    assert_eq!(
        tell(&machine, file::WdfSpecialFilePaging, true),
        STATUS_SUCCESS
    );
    assert_eq!(notes(), ["file 1: 1"]);
    assert!(!is_pageable(&machine, FUNCTION));
    assert_eq!(power_state(&machine), power::WdfDevStatePowerD0NP);
    assert_eq!(status(plugged.stop()), STATUS_DEVICE_NOT_READY);
    assert_eq!(status(plugged.remove()), STATUS_DEVICE_NOT_READY);
    // The stack has got a thread of its own for its power.
    let threads = machine.fallible_calls().into_iter();
    let threads: Vec<_> = threads
        .filter(|(kind, _)| *kind == fault::Kind::Thread)
        .collect();
    assert_eq!(threads, [(fault::Kind::Thread, 1)]);
    machine.sleep().unwrap();
    assert_eq!(power_state(&machine), power::WdfDevStatePowerDxNP);
    machine.wake().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(power_state(&machine), power::WdfDevStatePowerD0NP);
    notes();
    assert_eq!(
        tell(&machine, file::WdfSpecialFilePaging, false),
        STATUS_SUCCESS
    );
    assert_eq!(notes(), ["file 1: 0"]);
    assert!(is_pageable(&machine, FUNCTION));
    assert_eq!(power_state(&machine), power::WdfDevStatePowerD0);
    plugged.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_device_is_pageable_again_when_the_last_file_has_gone() {
    let machine = Machine::new();
    let (_device, opened) = alone(&machine, STORAGE);
    for kind in [file::WdfSpecialFilePaging, file::WdfSpecialFileHibernation] {
        assert_eq!(tell(&machine, kind, true), STATUS_SUCCESS);
    }
    assert_eq!(
        tell(&machine, file::WdfSpecialFilePaging, false),
        STATUS_SUCCESS
    );
    assert!(!is_pageable(&machine, FUNCTION));
    assert_eq!(
        tell(&machine, file::WdfSpecialFileHibernation, false),
        STATUS_SUCCESS
    );
    assert!(is_pageable(&machine, FUNCTION));
    opened.close().unwrap();
    clean(&machine);
}

#[test]
fn a_driver_refuses_the_files_that_it_does_not_support() {
    let machine = Machine::new();
    let (plugged, opened) = alone(&machine, STORAGE);
    let refused = [file::WdfSpecialFileDump, file::WdfSpecialFileBoot, 0, 7, -1];
    for kind in refused {
        assert_eq!(tell(&machine, kind, true), STATUS_NOT_IMPLEMENTED, "{kind}");
    }
    ANSWER.set(STATUS_UNSUCCESSFUL);
    assert_eq!(
        tell(&machine, file::WdfSpecialFilePaging, true),
        STATUS_UNSUCCESSFUL
    );
    assert_eq!(
        notes(),
        ["file 1: 1"],
        "the driver itself refuses the last one"
    );
    assert!(is_pageable(&machine, FUNCTION));
    assert_eq!(power_state(&machine), power::WdfDevStatePowerD0);
    opened.close().unwrap();
    plugged.stop().unwrap();
    plugged.start().unwrap();
    assert_eq!(plugged.state(), DeviceState::Started);
    clean(&machine);
}

#[test]
fn a_filter_takes_what_its_stack_supports() {
    let machine = Machine::new();
    let filter = Layer {
        configure,
        ..Layer::PLAIN
    };
    let (_device, opened) = filtered(&machine, STORAGE, filter);
    assert_eq!(
        tell(&machine, file::WdfSpecialFilePaging, true),
        STATUS_SUCCESS
    );
    assert_eq!(notes(), ["file 1: 1", "file 1: 1"], "from below");
    assert_eq!(
        tell(&machine, file::WdfSpecialFileDump, true),
        STATUS_NOT_IMPLEMENTED
    );
    assert!(notes().is_empty());
    assert_eq!(
        tell(&machine, file::WdfSpecialFilePaging, false),
        STATUS_SUCCESS
    );
    opened.close().unwrap();
    clean(&machine);
}

#[test]
fn a_device_with_the_hibernation_file_prepares_for_hibernation() {
    let machine = Machine::new();
    let (_device, opened) = alone(&machine, STORAGE);
    for (in_path, hibernates) in [(false, "D0Exit to 4"), (true, "D0Exit to 6")] {
        if in_path {
            let status = tell(&machine, file::WdfSpecialFileHibernation, true);
            assert_eq!(status, STATUS_SUCCESS);
        }
        notes();
        machine.hibernate().unwrap();
        assert_eq!(notes(), [hibernates]);
        machine.wake().unwrap();
        machine.run_until_idle().unwrap();
        machine.sleep().unwrap();
        assert_eq!(notes(), ["D0Exit to 4"], "another sleep needs no file");
        machine.wake().unwrap();
        machine.run_until_idle().unwrap();
    }
    let status = tell(&machine, file::WdfSpecialFileHibernation, false);
    assert_eq!(status, STATUS_SUCCESS);
    opened.close().unwrap();
    clean(&machine);
}
