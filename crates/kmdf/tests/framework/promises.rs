//! Small promises of the framework, each with a driver of its own.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own request, its device and locals"
)]

use std::ptr;

use crate::layers::*;
use wdk_sim::Machine;
use wdk_sys::{
    _DEVICE_RELATION_TYPE::BusRelations, wdf::_WDF_REQUEST_SEND_OPTIONS_FLAGS as Flags, wdf::*, *,
};

#[abi]
unsafe fn evt_relations(_device: WDFDEVICE, kind: DEVICE_RELATION_TYPE) {
    note(format!("relations {kind}"));
}

#[test]
fn a_driver_is_told_of_a_query_for_the_devices_on_its_bus() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| {
            let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
            callbacks.EvtDeviceRelationsQuery = Some(evt_relations);
            unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
        },
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, layer);
    assert_eq!(notes(), [format!("relations {BusRelations}")]);
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_cleanup(file: WDFFILEOBJECT) {
    note(format!("cleanup of null: {}", file.is_null()));
}

#[abi]
unsafe fn evt_close(file: WDFFILEOBJECT) {
    note(format!("close of null: {}", file.is_null()));
}

#[test]
fn a_file_without_an_object_is_cleaned_up_and_closed_all_the_same() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |init| {
            let (cleanup, close) = (Some(evt_cleanup as _), Some(evt_close as _));
            let mut config = WDF_FILEOBJECT_CONFIG::init(None, close, cleanup);
            config.FileObjectClass = _WDF_FILEOBJECT_CLASS::WdfFileObjectNotRequired;
            unsafe { WdfDeviceInitSetFileObjectConfig(init, &raw mut config, ptr::null_mut()) };
        },
        on_add: |_| {},
    };
    let (_device, file) = alone(&machine, layer);
    file.close().unwrap();
    assert_eq!(notes(), ["cleanup of null: true", "close of null: true"]);
    clean(&machine);
}

#[test]
fn a_device_is_held_as_often_as_the_driver_says() {
    let machine = Machine::new();
    let (held, file) = alone(&machine, Layer::PLAIN);
    file.close().unwrap();
    let set = |stoppable| {
        as_driver(&machine, FUNCTION, || unsafe {
            WdfDeviceSetStaticStopRemove(device(FUNCTION), stoppable);
        });
    };
    set(FALSE);
    set(FALSE);
    set(TRUE);
    assert_eq!(
        status(held.stop()),
        STATUS_INVALID_DEVICE_STATE,
        "held once more"
    );
    set(TRUE);
    held.stop().unwrap();
    held.start().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_read_keeps(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    note("below keeps");
    keep(request);
}

/// Sends whatever the target's state, and completes the request when it comes back.
#[abi]
unsafe fn evt_read_ignores(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let target = unsafe { WdfDeviceGetIoTarget(device(FILTER)) };
    let mut options = sized(|options: &mut WDF_REQUEST_SEND_OPTIONS, size| {
        options.Size = size;
        options.Flags = Flags::WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE.cast_unsigned();
    });
    unsafe { WdfRequestFormatRequestUsingCurrentType(request) };
    unsafe { WdfRequestSetCompletionRoutine(request, Some(evt_back), ptr::null_mut()) };
    assert_eq!(
        unsafe { WdfRequestSend(request, target, &raw mut options) },
        TRUE
    );
}

#[abi]
unsafe fn evt_back(
    request: WDFREQUEST,
    _target: WDFIOTARGET,
    _parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    _context: WDFCONTEXT,
) {
    complete(request, unsafe { WdfRequestGetStatus(request) }, 0);
}

#[test]
fn stopping_a_target_does_not_wait_for_a_request_that_ignores_its_state() {
    let machine = Machine::new();
    let below = Layer {
        configure: |_| {},
        on_add: |device| default_queue(device, |it| it.EvtIoRead = Some(evt_read_keeps)),
    };
    let above = Layer {
        configure: |_| {},
        on_add: |device| default_queue(device, |it| it.EvtIoRead = Some(evt_read_ignores)),
    };
    let (_device, file) = filtered(&machine, below, above);
    let read = file.begin_read(1).unwrap();
    assert_eq!(notes(), ["below keeps"]);
    as_driver(&machine, FILTER, || {
        let target = unsafe { WdfDeviceGetIoTarget(device(FILTER)) };
        let action = _WDF_IO_TARGET_SENT_IO_ACTION::WdfIoTargetCancelSentIo;
        unsafe { WdfIoTargetStop(target, action) };
    });
    assert!(!read.is_complete(), "neither awaited nor cancelled");
    as_driver(&machine, FUNCTION, || complete(newest(), STATUS_SUCCESS, 0));
    read.wait().unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_read_whose(_queue: WDFQUEUE, request: WDFREQUEST, _length: usize) {
    let asked = unsafe { WdfRequestGetRequestorProcessId(request) };
    let irp = unsafe { WdfRequestWdmGetIrp(request) };
    note(format!(
        "asked by the same: {}",
        asked == unsafe { IoGetRequestorProcessId(irp) }
    ));
    complete(request, STATUS_SUCCESS, 0);
}

#[test]
fn a_request_says_which_process_asked() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| default_queue(device, |it| it.EvtIoRead = Some(evt_read_whose)),
    };
    let (_device, file) = alone(&machine, layer);
    file.read(&mut [0; 1]).unwrap();
    assert_eq!(notes(), ["asked by the same: true"]);
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_query_not_supported(_device: WDFDEVICE) -> NTSTATUS {
    STATUS_NOT_SUPPORTED
}

#[test]
fn a_driver_that_says_that_nobody_handles_a_question_is_stopped_by_the_verifier() {
    for ask in [wdk_sim::Device::remove, wdk_sim::Device::stop] {
        let machine = Machine::new();
        let layer = Layer {
            configure: |init| {
                let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
                callbacks.EvtDeviceQueryRemove = Some(evt_query_not_supported);
                callbacks.EvtDeviceQueryStop = Some(evt_query_not_supported);
                unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
            },
            on_add: |_| {},
        };
        let (device, file) = alone(&machine, layer);
        file.close().unwrap();
        let Err(wdk_sim::Error::BugCheck(check)) = ask(&device) else {
            panic!("the machine stops");
        };
        assert!(
            check.message.contains("STATUS_NOT_SUPPORTED"),
            "{}",
            check.message
        );
    }
}
