//! Hardware resources of a bus's devices: what the bus says of them, what function drivers filter, and what is
//! assigned.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "lists and descriptors of the driver's own devices, and locals"
)]

use std::ptr;

use wdk_sim::{DeviceState, Machine};
use wdk_sys::{wdf::*, *};

use crate::bus::{self, GOOD, Plan, add, as_driver, clean, note, notes, only_child, plug};

/// A range of memory or ports that a device needs.
fn range(kind: u32, length: u32, step: u32, least: i64, most: i64) -> IO_RESOURCE_DESCRIPTOR {
    IO_RESOURCE_DESCRIPTOR {
        Option: 0,
        Type: kind as u8,
        ShareDisposition: 1,
        Spare1: 0,
        Flags: 0,
        Spare2: 0,
        u: _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1 {
            Generic: _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_5 {
                Length: length,
                Alignment: step,
                MinimumAddress: LARGE_INTEGER { QuadPart: least },
                MaximumAddress: LARGE_INTEGER { QuadPart: most },
            },
        },
    }
}

fn memory(length: u32, step: u32, least: i64, most: i64) -> IO_RESOURCE_DESCRIPTOR {
    range(CmResourceTypeMemory, length, step, least, most)
}

/// An interrupt line out of a range.
fn line(least: u32, most: u32) -> IO_RESOURCE_DESCRIPTOR {
    let mut descriptor = range(CmResourceTypeInterrupt, 0, 0, 0, 0);
    descriptor.u.Interrupt = _IO_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_3 {
        MinimumVector: least,
        MaximumVector: most,
    };
    descriptor
}

/// Appends an alternative with these descriptors.
fn alternative(list: WDFIORESREQLIST, descriptors: &mut [IO_RESOURCE_DESCRIPTOR]) -> WDFIORESLIST {
    let mut part = ptr::null_mut();
    let status = unsafe { WdfIoResourceListCreate(list, ptr::null_mut(), &raw mut part) };
    assert_eq!(status, STATUS_SUCCESS);
    for descriptor in descriptors {
        let status = unsafe { WdfIoResourceListAppendDescriptor(part, descriptor) };
        assert_eq!(status, STATUS_SUCCESS);
    }
    let status = unsafe { WdfIoResourceRequirementsListAppendIoResList(list, part) };
    assert_eq!(status, STATUS_SUCCESS);
    part
}

#[abi]
unsafe fn needs_memory_and_line(_: WDFDEVICE, list: WDFIORESREQLIST) -> NTSTATUS {
    unsafe { WdfIoResourceRequirementsListSetSlotNumber(list, 3) };
    unsafe { WdfIoResourceRequirementsListSetInterfaceType(list, _INTERFACE_TYPE::PNPBus) };
    // Not aligned within its range: the first alternative cannot be met.
    alternative(list, &mut [memory(0x1000, 0x1000, 0x1001, 0x1FFF)]);
    alternative(
        list,
        &mut [memory(0x1000, 0x1000, 0x10001, 0xF_FFFF), line(5, 9)],
    );
    STATUS_SUCCESS
}

const WITH_NEEDS: Plan = Plan {
    callbacks: |callbacks| {
        callbacks.EvtDeviceResourceRequirementsQuery = Some(needs_memory_and_line);
    },
    ..GOOD
};

#[test]
fn a_child_gets_resources_of_the_first_alternative_that_can_be_met() {
    let machine = Machine::new();
    let device = plug(&machine, WITH_NEEDS);
    assert_eq!(
        notes(),
        [
            "bus up",
            "child up",
            "memory 0x11000 0x1000",
            "interrupt 5",
            "function up"
        ]
    );
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn no_two_devices_get_the_same_resource() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |bus| {
                add(bus, 1);
                add(bus, 2);
            },
            ..WITH_NEEDS
        },
    );
    let notes = notes();
    assert!(notes.contains(&"memory 0x11000 0x1000".to_owned()));
    assert!(
        notes.contains(&"memory 0x12000 0x1000".to_owned()),
        "{notes:?}"
    );
    assert!(notes.contains(&"interrupt 6".to_owned()));
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn a_child_whose_needs_cannot_be_met_does_not_start() {
    #[abi]
    unsafe fn impossible(_: WDFDEVICE, list: WDFIORESREQLIST) -> NTSTATUS {
        alternative(list, &mut [memory(0x1000, 0x1000, 1, 0xFFF)]);
        STATUS_SUCCESS
    }
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            callbacks: |callbacks| {
                callbacks.EvtDeviceResourceRequirementsQuery = Some(impossible);
            },
            on_bus: |_| {},
            ..GOOD
        },
    );
    as_driver(&machine, || add(bus::bus(), 1));
    machine.run_until_idle().unwrap();
    assert_eq!(only_child(&device).state(), DeviceState::Failed);
    assert_eq!(notes(), ["bus up"]);
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn what_a_child_has_already_it_keeps() {
    #[abi]
    unsafe fn boot(_: WDFDEVICE, list: WDFCMRESLIST) -> NTSTATUS {
        let mut memory = CM_PARTIAL_RESOURCE_DESCRIPTOR {
            Type: CmResourceTypeMemory as u8,
            ..CM_PARTIAL_RESOURCE_DESCRIPTOR::default()
        };
        memory.u.Memory = _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_5 {
            Start: LARGE_INTEGER { QuadPart: 0x2000 },
            Length: 0x100,
        };
        let mut private = CM_PARTIAL_RESOURCE_DESCRIPTOR {
            Type: CmResourceTypeDevicePrivate as u8,
            ..CM_PARTIAL_RESOURCE_DESCRIPTOR::default()
        };
        private.u.DevicePrivate =
            _CM_PARTIAL_RESOURCE_DESCRIPTOR__bindgen_ty_1__bindgen_ty_7 { Data: [1, 2, 3] };
        let (memory, private) = (&raw mut memory, &raw mut private);
        let insert = |descriptor, index| unsafe {
            WdfCmResourceListInsertDescriptor(list, descriptor, index)
        };
        let append = |descriptor| unsafe { WdfCmResourceListAppendDescriptor(list, descriptor) };
        assert_eq!(insert(memory, 1), STATUS_ARRAY_BOUNDS_EXCEEDED);
        assert_eq!(append(memory), STATUS_SUCCESS);
        assert_eq!(insert(private, 0), STATUS_SUCCESS);
        assert_eq!(append(private), STATUS_SUCCESS);
        assert_eq!(unsafe { WdfCmResourceListGetCount(list) }, 3);
        // It is found by its bytes, and the first of two goes.
        unsafe { WdfCmResourceListRemoveByDescriptor(list, private) };
        unsafe { WdfCmResourceListRemove(list, 1) };
        assert_eq!(unsafe { WdfCmResourceListGetCount(list) }, 1);
        assert!(unsafe { WdfCmResourceListGetDescriptor(list, 1) }.is_null());
        assert_eq!(append(private), STATUS_SUCCESS);
        STATUS_SUCCESS
    }
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            callbacks: |callbacks| callbacks.EvtDeviceResourcesQuery = Some(boot),
            ..GOOD
        },
    );
    assert_eq!(
        notes(),
        [
            "bus up",
            "child up",
            "memory 0x2000 0x100",
            "private [1, 2, 3]",
            "function up"
        ]
    );
    device.remove().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn take_line(_: WDFDEVICE, list: WDFIORESREQLIST) -> NTSTATUS {
    note("remove requirements");
    assert_eq!(unsafe { WdfIoResourceRequirementsListGetCount(list) }, 2);
    unsafe { WdfIoResourceRequirementsListRemove(list, 0) };
    let part = unsafe { WdfIoResourceRequirementsListGetIoResList(list, 0) };
    assert!(unsafe { WdfIoResourceRequirementsListGetIoResList(list, 1) }.is_null());
    assert_eq!(unsafe { WdfIoResourceListGetCount(part) }, 2);
    let place = unsafe { WdfIoResourceListGetDescriptor(part, 1) };
    let mut descriptor = unsafe { place.read() };
    assert_eq!(u32::from(descriptor.Type), CmResourceTypeInterrupt);
    unsafe { WdfIoResourceListRemoveByDescriptor(part, &raw mut descriptor) };
    assert_eq!(unsafe { WdfIoResourceListGetCount(part) }, 1);
    let place = unsafe { WdfIoResourceListGetDescriptor(part, 0) };
    let mut descriptor = unsafe { place.read() };
    descriptor.u.Memory.MinimumAddress.QuadPart = 0x40000;
    unsafe { WdfIoResourceListUpdateDescriptor(part, &raw mut descriptor, 0) };
    STATUS_SUCCESS
}

#[abi]
unsafe fn add_ports(_: WDFDEVICE, list: WDFIORESREQLIST) -> NTSTATUS {
    note("add requirements");
    let part = unsafe { WdfIoResourceRequirementsListGetIoResList(list, 0) };
    let mut ports = range(CmResourceTypePort, 8, 8, 0x300, 0x3FF);
    let status = unsafe { WdfIoResourceListInsertDescriptor(part, &raw mut ports, 0) };
    assert_eq!(status, STATUS_SUCCESS);
    STATUS_SUCCESS
}

#[abi]
unsafe fn remove_ports(_: WDFDEVICE, raw: WDFCMRESLIST, translated: WDFCMRESLIST) -> NTSTATUS {
    note("remove added");
    for list in [raw, translated] {
        let first = unsafe { WdfCmResourceListGetDescriptor(list, 0) };
        assert_eq!(u32::from(unsafe { (*first).Type }), CmResourceTypePort);
        unsafe { WdfCmResourceListRemove(list, 0) };
    }
    STATUS_SUCCESS
}

#[abi]
unsafe fn child_prepare(_: WDFDEVICE, _: WDFCMRESLIST, translated: WDFCMRESLIST) -> NTSTATUS {
    for index in 0..unsafe { WdfCmResourceListGetCount(translated) } {
        let descriptor = unsafe { WdfCmResourceListGetDescriptor(translated, index) };
        note(format!(
            "bus sees {}",
            bus::show_resource(unsafe { &*descriptor })
        ));
    }
    STATUS_SUCCESS
}

#[test]
fn a_function_driver_filters_what_its_device_needs_and_gets() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            configure: |init| {
                let mut callbacks = WDF_PNPPOWER_EVENT_CALLBACKS::init();
                callbacks.EvtDevicePrepareHardware = Some(child_prepare);
                unsafe { WdfDeviceInitSetPnpPowerEventCallbacks(init, &raw mut callbacks) };
            },
            function: |init| {
                let mut callbacks = WDF_FDO_EVENT_CALLBACKS::init();
                callbacks.EvtDeviceFilterRemoveResourceRequirements = Some(take_line);
                callbacks.EvtDeviceFilterAddResourceRequirements = Some(add_ports);
                callbacks.EvtDeviceRemoveAddedResources = Some(remove_ports);
                unsafe { WdfFdoInitSetEventCallbacks(init, &raw mut callbacks) };
            },
            ..WITH_NEEDS
        },
    );
    assert_eq!(
        notes(),
        [
            "bus up",
            "remove requirements",
            "add requirements",
            "remove added",
            "bus sees memory 0x40000 0x1000",
            "ports 0x300 0x8",
            "memory 0x40000 0x1000",
            "function up"
        ]
    );
    let child = only_child(&device);
    child.stop().unwrap();
    notes();
    child.start().unwrap();
    assert!(notes().contains(&"remove added".to_owned()));
    device.remove().unwrap();
    clean(&machine);
}

#[abi]
unsafe fn see(device: WDFDEVICE, irp: PIRP) -> NTSTATUS {
    let stack = unsafe { IoGetCurrentIrpStackLocation(irp) };
    let minor = u32::from(unsafe { (*stack).MinorFunction });
    let parameters = unsafe { (*stack).Parameters };
    let kind = unsafe { parameters.QueryId.IdType };
    let name = match minor {
        IRP_MN_QUERY_ID => Some(format!("id {kind}")),
        IRP_MN_QUERY_DEVICE_TEXT => Some(format!("text {kind}")),
        IRP_MN_QUERY_CAPABILITIES => Some("capabilities".to_owned()),
        IRP_MN_QUERY_BUS_INFORMATION => Some("bus information".to_owned()),
        IRP_MN_QUERY_RESOURCES => Some("resources".to_owned()),
        IRP_MN_QUERY_RESOURCE_REQUIREMENTS => Some("requirements".to_owned()),
        IRP_MN_FILTER_RESOURCE_REQUIREMENTS => Some("filter requirements".to_owned()),
        IRP_MN_START_DEVICE => Some("start".to_owned()),
        IRP_MN_QUERY_PNP_DEVICE_STATE => Some("state".to_owned()),
        IRP_MN_QUERY_DEVICE_RELATIONS => Some(format!("relations {kind}")),
        _ => None,
    };
    if let Some(name) = name {
        note(name);
    }
    unsafe { IoSkipCurrentIrpStackLocation(irp) };
    unsafe { WdfDeviceWdmDispatchPreprocessedIrp(device, irp) }
}

#[test]
fn a_new_child_is_asked_in_the_order_of_windows() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            configure: |init| {
                let major = IRP_MJ_PNP as u8;
                let status = unsafe {
                    WdfDeviceInitAssignWdmIrpPreprocessCallback(
                        init,
                        Some(see),
                        major,
                        ptr::null_mut(),
                        0,
                    )
                };
                assert_eq!(status, STATUS_SUCCESS);
            },
            ..GOOD
        },
    );
    let mut seen = notes();
    seen.retain(|note| !note.ends_with("up"));
    let before_start: Vec<&str> = seen
        .iter()
        .map(String::as_str)
        .take_while(|note| *note != "start")
        .filter(|note| *note != "state")
        .collect();
    use _BUS_QUERY_ID_TYPE as id;
    let id_of = |kind: i32| format!("id {kind}");
    let ids = [
        id_of(id::BusQueryDeviceID),
        id_of(id::BusQueryInstanceID),
        id_of(id::BusQueryHardwareIDs),
        id_of(id::BusQueryCompatibleIDs),
        id_of(id::BusQueryContainerID),
    ];
    assert_eq!(
        before_start[..12],
        [
            &ids[0],
            "capabilities",
            "text 0",
            "text 1",
            &ids[1],
            &ids[2],
            &ids[3],
            &ids[4],
            "bus information",
            "resources",
            "requirements",
            before_start[11],
        ]
    );
    assert_eq!(before_start.last(), Some(&"filter requirements"));
    device.remove().unwrap();
    clean(&machine);
}

#[test]
fn the_properties_of_a_child_are_what_its_bus_says() {
    let machine = Machine::new();
    let device = plug(
        &machine,
        Plan {
            on_bus: |bus| {
                let mut information = PNP_BUS_INFORMATION {
                    BusTypeGuid: GUID {
                        Data1: 0x1122_3344,
                        ..GUID::default()
                    },
                    LegacyBusType: 15,
                    BusNumber: 3,
                };
                unsafe { WdfDeviceSetBusInformationForChildren(bus, &raw mut information) };
                add(bus, 7);
            },
            ..GOOD
        },
    );
    let property = |which| {
        let mut value = [0_u8; 64];
        let mut length = 0;
        let status = unsafe {
            WdfDeviceQueryProperty(
                bus::child(0),
                which,
                size_of_val(&value) as u32,
                value.as_mut_ptr().cast(),
                &raw mut length,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        value[..length as usize].to_vec()
    };
    use _DEVICE_REGISTRY_PROPERTY as which;
    as_driver(&machine, || {
        let number = |number: u32| number.to_le_bytes().to_vec();
        assert_eq!(property(which::DevicePropertyBusNumber), number(3));
        assert_eq!(property(which::DevicePropertyLegacyBusType), number(15));
        let guid = property(which::DevicePropertyBusTypeGuid);
        assert_eq!(guid[..4], 0x1122_3344_u32.to_le_bytes());
        let location = property(which::DevicePropertyLocationInformation);
        assert_eq!(location[0], b'P');
        let enumerator = property(which::DevicePropertyEnumeratorName);
        assert_eq!(enumerator[0], b'B', "the bus's own name");
    });
    device.remove().unwrap();
    clean(&machine);
}
