//! Bus drivers: devices that go together, and what children ask of their parents.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the bus's own devices, requests and interfaces, and locals"
)]

use std::{cell::Cell, ptr};

use wdk_sim::{Device, DeviceState, Machine};
use wdk_sys::{wdf::*, *};

use crate::bus::{self, CLASS, GOOD, Plan, add, as_driver, clean, note, notes, open, plug};

const TWO: Plan = Plan {
    on_bus: |bus| {
        add(bus, 1);
        add(bus, 2);
    },
    ..GOOD
};

fn physical(index: usize) -> PDEVICE_OBJECT {
    unsafe { WdfDeviceWdmGetPhysicalDevice(bus::child(index)) }
}

fn states(device: &Device) -> Vec<DeviceState> {
    device.children().iter().map(Device::state).collect()
}

#[test]
fn devices_that_are_ejected_together_are_removed_together() {
    let machine = Machine::new();
    let device = plug(&machine, TWO);
    let other = device.children().remove(1);
    as_driver(&machine, || {
        let add =
            || unsafe { WdfPdoAddEjectionRelationsPhysicalDevice(bus::child(0), physical(1)) };
        assert_eq!(add(), STATUS_SUCCESS);
        assert_eq!(add(), STATUS_DUPLICATE_OBJECTID);
        unsafe { WdfPdoRemoveEjectionRelationsPhysicalDevice(bus::child(0), physical(1)) };
        assert_eq!(add(), STATUS_SUCCESS);
    });
    machine.run_until_idle().unwrap();
    notes();
    as_driver(&machine, || unsafe { WdfPdoRequestEject(bus::child(0)) });
    machine.run_until_idle().unwrap();
    let notes = notes();
    assert_eq!(notes.iter().filter(|it| *it == "function down").count(), 2);
    assert_eq!(
        notes.iter().filter(|it| *it == "eject").count(),
        1,
        "only the one for which it was asked"
    );
    assert_eq!(notes.iter().filter(|it| *it == "child destroy").count(), 1);
    assert_eq!(other.state(), DeviceState::Disabled);
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn an_ejection_is_refused_when_a_related_device_is_in_use() {
    let machine = Machine::new();
    let device = plug(&machine, TWO);
    as_driver(&machine, || {
        let status =
            unsafe { WdfPdoAddEjectionRelationsPhysicalDevice(bus::child(0), physical(1)) };
        assert_eq!(status, STATUS_SUCCESS);
    });
    let file = open(&machine, &device.children()[1]);
    as_driver(&machine, || unsafe { WdfPdoRequestEject(bus::child(0)) });
    machine.run_until_idle().unwrap();
    assert_eq!(states(&device), [DeviceState::Started; 2]);
    file.close().unwrap();
    // Without the relation, the file does not matter.
    as_driver(&machine, || unsafe {
        WdfPdoClearEjectionRelationsDevices(bus::child(0));
    });
    let file = open(&machine, &device.children()[1]);
    as_driver(&machine, || unsafe { WdfPdoRequestEject(bus::child(0)) });
    machine.run_until_idle().unwrap();
    assert_eq!(states(&device), [DeviceState::Started]);
    file.close().unwrap();
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_device_is_removed_with_those_that_it_says() {
    let machine = Machine::new();
    let device = plug(&machine, TWO);
    as_driver(&machine, || {
        let add = |index| unsafe {
            WdfDeviceAddRemovalRelationsPhysicalDevice(bus::child(0), physical(index))
        };
        assert_eq!(add(1), STATUS_SUCCESS);
        unsafe { WdfDeviceClearRemovalRelationsDevices(bus::child(0)) };
        assert_eq!(add(1), STATUS_SUCCESS);
        unsafe { WdfDeviceRemoveRemovalRelationsPhysicalDevice(bus::child(0), physical(1)) };
        assert_eq!(add(1), STATUS_SUCCESS);
    });
    let (first, second) = (device.children().remove(0), device.children().remove(1));
    let file = open(&machine, &second);
    assert!(first.disable().is_err(), "the other one is in use");
    assert_eq!(states(&device), [DeviceState::Started; 2]);
    file.close().unwrap();
    first.disable().unwrap();
    assert_eq!(states(&device), [DeviceState::Disabled; 2]);
    second.enable().unwrap();
    first.enable().unwrap();
    device.remove().unwrap();
    clean(&machine);
}

thread_local! {
    static REFERENCES: Cell<i32> = const { Cell::new(0) };
}

#[abi]
unsafe fn reference(_: PVOID) {
    REFERENCES.set(REFERENCES.get() + 1);
}
#[abi]
unsafe fn dereference(_: PVOID) {
    REFERENCES.set(REFERENCES.get() - 1);
}

#[abi]
unsafe fn on_the_way(_: WDFDEVICE, _: LPGUID, _: PINTERFACE, _: PVOID) -> NTSTATUS {
    note("child asked");
    STATUS_SUCCESS
}

#[test]
fn a_query_for_an_interface_goes_to_the_parents_stack() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |bus| {
                let mut interface = INTERFACE {
                    Size: size_of::<INTERFACE>() as u16,
                    Version: 1,
                    Context: ptr::without_provenance_mut(0x55),
                    InterfaceReference: Some(reference),
                    InterfaceDereference: Some(dereference),
                };
                let mut config =
                    WDF_QUERY_INTERFACE_CONFIG::init(&raw mut interface, &raw const CLASS, None);
                let status = unsafe { WdfDeviceAddQueryInterface(bus, &raw mut config) };
                assert_eq!(status, STATUS_SUCCESS);
                let child = add(bus, 7);
                let mut config = WDF_QUERY_INTERFACE_CONFIG::init(
                    ptr::null_mut(),
                    &raw const CLASS,
                    Some(on_the_way),
                );
                config.SendQueryToParentStack = TRUE;
                let status = unsafe { WdfDeviceAddQueryInterface(child, &raw mut config) };
                assert_eq!(status, STATUS_SUCCESS);
                let status = unsafe { WdfDeviceAddQueryInterface(bus, &raw mut config) };
                assert_eq!(status, STATUS_INVALID_PARAMETER, "it is no child");
            },
            ..GOOD
        },
    );
    notes();
    as_driver(&machine, || {
        let mut interface = INTERFACE {
            Size: 0,
            Version: 0,
            Context: ptr::null_mut(),
            InterfaceReference: None,
            InterfaceDereference: None,
        };
        let arguments = [
            (&raw const CLASS).expose_provenance() as u64,
            size_of::<INTERFACE>() as u64 | 1 << 16,
            (&raw mut interface).expose_provenance() as u64,
            0,
        ];
        let (status, _) = bus::ask_device(bus::child(0), IRP_MN_QUERY_INTERFACE, arguments);
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(interface.Context.addr(), 0x55);
        assert_eq!(
            REFERENCES.get(),
            1,
            "the exporter's reference is the only one"
        );
        unsafe { interface.InterfaceDereference.unwrap()(interface.Context) };
    });
    assert_eq!(notes(), ["child asked"]);
    device.remove().unwrap();
    clean(&machine);
}

thread_local! {
    static PARENT_QUEUE: Cell<usize> = const { Cell::new(0) };
    static FORWARDED: Cell<NTSTATUS> = const { Cell::new(STATUS_SUCCESS) };
}

#[abi]
unsafe fn parent_write(queue: WDFQUEUE, request: WDFREQUEST, length: usize) {
    assert_eq!(unsafe { WdfIoQueueGetDevice(queue) }, bus::bus());
    note(format!("parent writes {length}"));
    unsafe { WdfRequestCompleteWithInformation(request, STATUS_SUCCESS, length as u64) };
}

#[abi]
unsafe fn forward(_: WDFQUEUE, request: WDFREQUEST, _: usize) {
    note("child forwards");
    let mut options = WDF_REQUEST_FORWARD_OPTIONS::init();
    let queue = ptr::with_exposed_provenance_mut(PARENT_QUEUE.get());
    let status =
        unsafe { WdfRequestForwardToParentDeviceIoQueue(request, queue, &raw mut options) };
    FORWARDED.set(status);
    if status < 0 {
        unsafe { WdfRequestComplete(request, status) };
    }
}

/// A bus whose child forwards what is written to it to a queue of the bus.
fn forwards(allowed: bool) -> Plan {
    Plan {
        configure: if allowed {
            |init| unsafe { WdfPdoInitAllowForwardingRequestToParent(init) }
        } else {
            |_| {}
        },
        function: |init| unsafe { WdfFdoInitSetFilter(init) },
        on_bus: |bus| {
            let mut config =
                WDF_IO_QUEUE_CONFIG::init(_WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel);
            config.EvtIoWrite = Some(parent_write);
            let none = ptr::null_mut();
            let mut queue = ptr::null_mut();
            let status = unsafe { WdfIoQueueCreate(bus, &raw mut config, none, &raw mut queue) };
            assert_eq!(status, STATUS_SUCCESS);
            PARENT_QUEUE.set(queue.expose_provenance());
            let child = add(bus, 7);
            let mut config = WDF_IO_QUEUE_CONFIG::init_default_queue(
                _WDF_IO_QUEUE_DISPATCH_TYPE::WdfIoQueueDispatchParallel,
            );
            config.EvtIoWrite = Some(forward);
            let status = unsafe { WdfIoQueueCreate(child, &raw mut config, none, ptr::null_mut()) };
            assert_eq!(status, STATUS_SUCCESS);
        },
        ..GOOD
    }
}

#[test]
fn a_child_forwards_requests_to_its_parent_if_it_is_allowed_to() {
    for allowed in [true, false] {
        let machine = Machine::new();
        let device = plug(&machine, forwards(allowed));
        let file = open(&machine, &bus::only_child(&device));
        notes();
        let written = file.write(b"abc");
        if allowed {
            assert_eq!(written.unwrap(), 3);
            assert_eq!(notes(), ["child forwards", "parent writes 3"]);
        } else {
            assert!(written.is_err());
            assert_eq!(FORWARDED.get(), STATUS_INVALID_DEVICE_REQUEST);
        }
        file.close().unwrap();
        device.remove().unwrap();
        clean(&machine);
    }
}
