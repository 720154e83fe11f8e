//! Device interfaces and query interfaces: who enables them, and what is refused.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own device, structures and locals"
)]

use std::ptr;

use crate::{
    common::{control_device, string},
    layers::*,
};
use wdk_sim::{Machine, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

const fn guid(first: u32) -> GUID {
    GUID {
        Data1: first,
        Data2: 0x72B2,
        Data3: 0x11D2,
        Data4: [0xB8, 0x52, 0, 0xC0, 0x4F, 0xAD, 0x51, 0x71],
    }
}

static CLASS: GUID = guid(0x0102_0304);
static OTHER: GUID = guid(0x0102_0305);
static TABLE: GUID = guid(0x0102_0306);

fn create(device: WDFDEVICE, class: &GUID) -> NTSTATUS {
    unsafe { WdfDeviceCreateDeviceInterface(device, class, ptr::null()) }
}

fn set_state(device: WDFDEVICE, class: &GUID, enabled: BOOLEAN) {
    unsafe { WdfDeviceSetDeviceInterfaceState(device, class, ptr::null(), enabled) };
}

fn set_state_ex(device: WDFDEVICE, class: &GUID, enabled: BOOLEAN) {
    unsafe { WdfDeviceSetDeviceInterfaceStateEx(device, class, ptr::null(), enabled) };
}

#[test]
fn an_interface_of_a_started_device_waits_for_its_driver() {
    let machine = Machine::new();
    let (plugged, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        assert_eq!(create(device(FUNCTION), &CLASS), STATUS_SUCCESS);
    });
    assert!(
        plugged.interface(&CLASS).is_err(),
        "registered, not enabled"
    );
    as_driver(&machine, FUNCTION, || {
        set_state(device(FUNCTION), &CLASS, TRUE)
    });
    plugged.interface(&CLASS).unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn only_the_newer_function_keeps_a_start_from_enabling_an_interface() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            assert_eq!(create(device, &CLASS), STATUS_SUCCESS);
            assert_eq!(create(device, &OTHER), STATUS_SUCCESS);
            set_state(device, &CLASS, FALSE);
            set_state_ex(device, &OTHER, FALSE);
        },
    };
    let (plugged, file) = alone(&machine, layer);
    plugged.interface(&CLASS).unwrap();
    assert!(plugged.interface(&OTHER).is_err());
    as_driver(&machine, FUNCTION, || {
        set_state(device(FUNCTION), &CLASS, FALSE);
        set_state_ex(device(FUNCTION), &OTHER, TRUE);
    });
    assert!(plugged.interface(&CLASS).is_err());
    plugged.interface(&OTHER).unwrap();
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn an_interface_is_enabled_before_the_start_when_its_driver_says_so() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            assert_eq!(create(device, &CLASS), STATUS_SUCCESS);
            set_state(device, &CLASS, TRUE);
            let mut list = ptr::null_mut();
            let status = unsafe {
                IoGetDeviceInterfaces(&raw const CLASS, ptr::null_mut(), 0, &raw mut list)
            };
            assert_eq!(status, STATUS_SUCCESS);
            note(format!("enabled: {}", unsafe { *list } != 0));
            unsafe { ExFreePool(list.cast()) };
        },
    };
    let (_plugged, file) = alone(&machine, layer);
    assert_eq!(notes(), ["enabled: true"]);
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn a_control_device_has_no_interfaces() {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let (_plugged, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let device = control_device(r"\Device\Bare");
        assert_eq!(create(device, &CLASS), STATUS_INVALID_DEVICE_REQUEST);
        let mut name = ptr::null_mut();
        let status = unsafe { WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut name) };
        assert_eq!(status, STATUS_SUCCESS);
        let status = unsafe {
            WdfDeviceRetrieveDeviceInterfaceString(device, &raw const CLASS, ptr::null(), name)
        };
        assert_eq!(status, STATUS_INVALID_DEVICE_REQUEST);
        set_state(device, &CLASS, TRUE);
        let mut config = WDF_QUERY_INTERFACE_CONFIG::default();
        let mut table = table();
        config.Size = size_of_val(&config) as u32;
        config.Interface = &raw mut table;
        config.InterfaceType = &raw const TABLE;
        let status = unsafe { WdfDeviceAddQueryInterface(device, &raw mut config) };
        assert_eq!(status, STATUS_INVALID_DEVICE_REQUEST);
        unsafe { WdfObjectDelete(device.cast()) };
    });
    file.close().unwrap();
    machine.finish().unwrap();
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["ControlDevice"]);
}

#[test]
fn a_reference_string_is_checked() {
    let machine = Machine::new();
    let (_plugged, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let mut reference = string("one");
        reference.Length += 2;
        let status = unsafe {
            WdfDeviceCreateDeviceInterface(device(FUNCTION), &raw const CLASS, &raw const reference)
        };
        assert_eq!(status, STATUS_INVALID_PARAMETER);
    });
    file.close().unwrap();
    clean(&machine);
}

/// An interface whose driver counts no references.
fn table() -> INTERFACE {
    INTERFACE {
        Size: size_of::<INTERFACE>() as u16,
        Version: 1,
        Context: ptr::null_mut(),
        InterfaceReference: None,
        InterfaceDereference: None,
    }
}

fn offer(
    device: WDFDEVICE,
    table: *mut INTERFACE,
    process: PFN_WDF_DEVICE_PROCESS_QUERY_INTERFACE_REQUEST,
    imports: BOOLEAN,
) -> NTSTATUS {
    let mut config = sized(|config: &mut WDF_QUERY_INTERFACE_CONFIG, size| {
        config.Size = size;
        config.Interface = table;
        config.InterfaceType = &raw const TABLE;
        config.EvtDeviceProcessQueryInterfaceRequest = process;
        config.ImportInterface = imports;
    });
    unsafe { WdfDeviceAddQueryInterface(device, &raw mut config) }
}

fn query() -> (NTSTATUS, INTERFACE) {
    let mut answer = INTERFACE::default();
    let size = size_of::<INTERFACE>() as u16;
    let status = unsafe {
        WdfFdoQueryForInterface(
            device(FUNCTION),
            &raw const TABLE,
            &raw mut answer,
            size,
            1,
            ptr::null_mut(),
        )
    };
    (status, answer)
}

#[test]
fn an_interface_without_counting_has_functions_that_do_nothing() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            let status = offer(device, &mut table(), None, FALSE);
            assert_eq!(status, STATUS_SUCCESS);
        },
    };
    let (_plugged, file) = alone(&machine, layer);
    as_driver(&machine, FUNCTION, || {
        let (status, answer) = query();
        assert_eq!(status, STATUS_SUCCESS);
        for function in [answer.InterfaceReference, answer.InterfaceDereference] {
            unsafe { function.unwrap()(answer.Context) };
        }
    });
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_does_not_support(_: WDFDEVICE, _: LPGUID, _: PINTERFACE, _: PVOID) -> NTSTATUS {
    STATUS_NOT_SUPPORTED
}

#[test]
fn a_query_that_nobody_supports_is_not_supported() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            let status = offer(device, &mut table(), Some(evt_does_not_support), FALSE);
            assert_eq!(status, STATUS_SUCCESS);
        },
    };
    let (_plugged, file) = alone(&machine, layer);
    as_driver(&machine, FUNCTION, || {
        assert_eq!(query().0, STATUS_NOT_SUPPORTED)
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn what_is_offered_is_checked() {
    let machine = Machine::new();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            let process = Some(evt_does_not_support as _);
            let mut short = table();
            short.Size -= 1;
            for (table, process, imports, expected) in [
                (ptr::null_mut(), process, FALSE, STATUS_INVALID_PARAMETER),
                (ptr::null_mut(), None, TRUE, STATUS_INVALID_PARAMETER),
                (&raw mut short, process, FALSE, STATUS_INVALID_PARAMETER),
                (ptr::null_mut(), process, TRUE, STATUS_SUCCESS),
            ] {
                assert_eq!(offer(device, table, process, imports), expected);
            }
        },
    };
    let (_plugged, file) = alone(&machine, layer);
    file.close().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn evt_io(_queue: WDFQUEUE, request: WDFREQUEST) {
    complete(request, STATUS_SUCCESS, 0);
}

/// A queue that takes every request.
fn queue(device: WDFDEVICE, default: BOOLEAN) -> WDFQUEUE {
    let mut config = sized(|config: &mut WDF_IO_QUEUE_CONFIG, size| {
        config.Size = size;
        config.DispatchType = _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchSequential;
        config.PowerManaged = _WDF_TRI_STATE::WdfFalse;
        config.DefaultQueue = default;
        config.EvtIoDefault = Some(evt_io);
    });
    let mut queue = ptr::null_mut();
    let status =
        unsafe { WdfIoQueueCreate(device, &raw mut config, ptr::null_mut(), &raw mut queue) };
    assert_eq!(status, STATUS_SUCCESS);
    queue
}

#[test]
fn requests_are_given_to_queues_before_the_device_starts() {
    use _WDF_REQUEST_TYPE::{WdfRequestTypeCreate, WdfRequestTypeRead};
    let configure =
        |device, queue, kind| unsafe { WdfDeviceConfigureRequestDispatching(device, queue, kind) };
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let layer = Layer {
        configure: |_| {},
        on_add: |device| {
            let configure =
                |queue, kind| unsafe { WdfDeviceConfigureRequestDispatching(device, queue, kind) };
            let (default, first) = (queue(device, TRUE), queue(device, FALSE));
            let read = WdfRequestTypeRead;
            assert_eq!(configure(default, read), STATUS_INVALID_DEVICE_REQUEST);
            assert_eq!(configure(first, 99), STATUS_INVALID_PARAMETER);
            let create = WdfRequestTypeCreate;
            assert_eq!(configure(first, create), STATUS_SUCCESS);
            assert_eq!(configure(default, create), STATUS_INVALID_PARAMETER);
            assert_eq!(configure(first, read), STATUS_SUCCESS);
        },
    };
    let (_plugged, file) = alone(&machine, layer);
    as_driver(&machine, FUNCTION, || {
        let device = device(FUNCTION);
        let late = queue(device, FALSE);
        let status = configure(device, late, _WDF_REQUEST_TYPE::WdfRequestTypeWrite);
        assert_eq!(status, STATUS_INVALID_DEVICE_STATE);
    });
    file.close().unwrap();
    machine.finish().unwrap();
}
