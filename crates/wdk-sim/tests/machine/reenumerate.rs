//! A bus that finds a device anew when a driver asks for it.
#![expect(unsafe_code, reason = "calls the bus as a driver does")]

use std::ptr;

use wdk_sim::{
    Device, DeviceState, Hardware, Machine,
    trace::{Event, Phase},
};
use wdk_sys::{
    _EVENT_TYPE::NotificationEvent, _KWAIT_REASON::Executive, GUID, IO_STATUS_BLOCK, IRP_MJ_PNP,
    IRP_MN_QUERY_INTERFACE, IoBuildSynchronousFsdRequest, IoGetDeviceAttachmentBaseRef,
    IoGetDeviceObjectPointer, IoGetNextIrpStackLocation, IofCallDriver, KEVENT, KeInitializeEvent,
    KeWaitForSingleObject, NTSTATUS, ObfDereferenceObject, PDEVICE_OBJECT,
    REENUMERATE_SELF_INTERFACE_STANDARD, STATUS_INVALID_BUFFER_SIZE, STATUS_NOT_SUPPORTED,
    STATUS_PENDING, STATUS_SUCCESS, UNICODE_STRING,
};

use crate::lamp::{LAMP, LAMP_INF, LAMP_INTERFACE};

/// `GUID_REENUMERATE_SELF_INTERFACE_STANDARD`.
static INTERFACE: GUID = GUID {
    Data1: 0x2AEB_0243,
    Data2: 0x6A6E,
    Data3: 0x486B,
    Data4: [0x82, 0xFC, 0xD8, 0x15, 0xF6, 0xB9, 0x70, 0x06],
};

type Interface = REENUMERATE_SELF_INTERFACE_STANDARD;

fn plugged(hardware: Hardware) -> (Machine, Device) {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let device = machine.plug(hardware).unwrap();
    (machine, device)
}

/// The device at the bottom of the stack, referenced.
fn bottom(link: &str) -> PDEVICE_OBJECT {
    let wide: Vec<u16> = link.encode_utf16().collect();
    let mut name = UNICODE_STRING {
        Length: (wide.len() * 2) as u16,
        MaximumLength: (wide.len() * 2) as u16,
        Buffer: wide.as_ptr().cast_mut(),
    };
    let (mut file, mut top) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: a name and two results on the stack.
    let found = unsafe { IoGetDeviceObjectPointer(&raw mut name, 0, &raw mut file, &raw mut top) };
    assert_eq!(found, STATUS_SUCCESS);
    // SAFETY: the file refers to its device.
    let pdo = unsafe { IoGetDeviceAttachmentBaseRef(top) };
    // SAFETY: opened above.
    unsafe { ObfDereferenceObject(file.cast()) };
    pdo
}

/// Asks the bus for its interface.
fn query(pdo: PDEVICE_OBJECT, version: u16) -> (NTSTATUS, Interface) {
    let mut interface = Interface {
        Size: 0,
        Version: 0,
        Context: ptr::null_mut(),
        InterfaceReference: None,
        InterfaceDereference: None,
        SurpriseRemoveAndReenumerateSelf: None,
    };
    let mut event = KEVENT::default();
    // SAFETY: a local.
    unsafe { KeInitializeEvent(&raw mut event, NotificationEvent, 0) };
    let mut result = IO_STATUS_BLOCK::default();
    // SAFETY: locals that outlive the request.
    let irp = unsafe {
        IoBuildSynchronousFsdRequest(
            IRP_MJ_PNP,
            pdo,
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
    // SAFETY: it has a location for the device.
    let stack = unsafe { IoGetNextIrpStackLocation(irp) };
    // SAFETY: part of the packet.
    let stack = unsafe { &mut *stack };
    stack.MinorFunction = IRP_MN_QUERY_INTERFACE as u8;
    // SAFETY: every view of the parameters is plain data.
    let parameters = unsafe { &mut stack.Parameters.QueryInterface };
    parameters.InterfaceType = &raw const INTERFACE;
    parameters.Size = size_of::<Interface>() as u16;
    parameters.Version = version;
    parameters.Interface = (&raw mut interface).cast();
    // SAFETY: the packet and its device.
    let mut status = unsafe { IofCallDriver(pdo, irp) };
    if status == STATUS_PENDING {
        let object = (&raw mut event).cast();
        // SAFETY: the end of the packet sets the event.
        let _ = unsafe { KeWaitForSingleObject(object, Executive, 0, 0, ptr::null_mut()) };
        // SAFETY: both views of the union are as large.
        status = unsafe { result.__bindgen_anon_1.Status };
    }
    (status, interface)
}

/// A driver of the stack asks the bus for the interface, and uses it so often.
fn ask(machine: &Machine, device: &Device, version: u16, times: usize) -> NTSTATUS {
    let link = device.interface(&LAMP_INTERFACE).unwrap();
    let status = machine.call("driver", || {
        let pdo = bottom(&link);
        let (status, interface) = query(pdo, version);
        for _ in 0..times {
            let reenumerate = interface.SurpriseRemoveAndReenumerateSelf.unwrap();
            // SAFETY: the bus's function with its context.
            unsafe { reenumerate(interface.Context) };
        }
        // SAFETY: referenced by `bottom`.
        unsafe { ObfDereferenceObject(pdo.cast()) };
        status
    });
    machine.run_until_idle().unwrap();
    status.unwrap()
}

/// How often a stack was built.
fn stacks_built(machine: &Machine) -> usize {
    let trace = machine.trace();
    let built = |event: &&Event| event.name == "AddDevice" && event.phase != Phase::End;
    trace.iter().filter(built).count()
}

fn finish(machine: &Machine) {
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_bus_finds_a_device_anew_once_for_each_stack_that_asks() {
    let (machine, device) = plugged(Hardware::new("root\\lamp").reenumerates());
    machine.clear_trace();
    assert_eq!(ask(&machine, &device, 1, 2), STATUS_SUCCESS);
    assert_eq!(
        stacks_built(&machine),
        1,
        "the second wish was of the old stack"
    );
    assert_eq!(device.state(), DeviceState::Started);
    device.remove().unwrap();
    finish(&machine);
}

#[test]
fn a_device_is_found_anew_when_its_last_file_is_closed() {
    let (machine, device) = plugged(Hardware::new("root\\lamp").reenumerates());
    let file = machine
        .open(&device.interface(&LAMP_INTERFACE).unwrap())
        .unwrap();
    assert_eq!(ask(&machine, &device, 1, 1), STATUS_SUCCESS);
    assert_eq!(device.state(), DeviceState::SurpriseRemoved);
    file.close().unwrap();
    machine.run_until_idle().unwrap();
    assert_eq!(device.state(), DeviceState::Started);
    finish(&machine);
}

#[test]
fn a_bus_that_cannot_find_a_device_anew_does_not_know_the_interface() {
    let (machine, device) = plugged(Hardware::new("root\\lamp"));
    assert_eq!(ask(&machine, &device, 1, 0), STATUS_NOT_SUPPORTED);
    finish(&machine);
    let (machine, device) = plugged(Hardware::new("root\\lamp").reenumerates());
    assert_eq!(ask(&machine, &device, 2, 0), STATUS_INVALID_BUFFER_SIZE);
    finish(&machine);
}
