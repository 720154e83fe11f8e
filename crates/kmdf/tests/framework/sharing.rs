//! What drivers share: interfaces within a stack, registry values and device properties.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each callback uses its own arguments, its device and locals"
)]

use std::{cell::Cell, ptr, slice};

use crate::layers::*;
use wdk_sim::Machine;
use wdk_sys::{wdf::*, *};

static TABLE: GUID = GUID {
    Data1: 0x6AC2_0F51,
    Data2: 0x1D2B,
    Data3: 0x4C3A,
    Data4: [1, 2, 3, 4, 5, 6, 7, 8],
};

/// What the function driver offers: an `INTERFACE` with a number behind it.
#[repr(C)]
#[derive(Clone, Copy)]
struct Table {
    header: INTERFACE,
    number: u64,
}

thread_local! {
    static REFERENCES: Cell<i32> = const { Cell::new(0) };
}

#[abi]
unsafe fn reference(_context: PVOID) {
    REFERENCES.set(REFERENCES.get() + 1);
}

#[abi]
unsafe fn dereference(_context: PVOID) {
    REFERENCES.set(REFERENCES.get() - 1);
}

#[abi]
unsafe fn evt_process(
    device: WDFDEVICE,
    _kind: LPGUID,
    exposed: PINTERFACE,
    specific: PVOID,
) -> NTSTATUS {
    assert_eq!(device, crate::layers::device(FUNCTION));
    note(format!("asked with {}", specific.addr()));
    if specific.addr() == 7 {
        return STATUS_ACCESS_DENIED;
    }
    unsafe { (*exposed.cast::<Table>()).number += specific.addr() as u64 };
    STATUS_SUCCESS
}

fn table(version: u16) -> Table {
    Table {
        header: INTERFACE {
            Size: size_of::<Table>() as u16,
            Version: version,
            Context: ptr::null_mut(),
            InterfaceReference: Some(reference),
            InterfaceDereference: Some(dereference),
        },
        number: 40,
    }
}

fn offer(device: WDFDEVICE) {
    let mut table = table(2);
    let mut config = sized(|config: &mut WDF_QUERY_INTERFACE_CONFIG, size| {
        config.Size = size;
        config.Interface = (&raw mut table).cast();
        config.InterfaceType = &raw const TABLE;
        config.EvtDeviceProcessQueryInterfaceRequest = Some(evt_process);
    });
    let status = unsafe { WdfDeviceAddQueryInterface(device, &raw mut config) };
    assert_eq!(status, STATUS_SUCCESS);
    config.Interface = ptr::null_mut();
    config.EvtDeviceProcessQueryInterfaceRequest = None;
    let status = unsafe { WdfDeviceAddQueryInterface(device, &raw mut config) };
    assert_eq!(status, STATUS_INVALID_PARAMETER, "nothing is offered");
}

/// What the filter hears when it asks its stack.
fn ask(kind: &GUID, version: u16, specific: usize) -> (NTSTATUS, u64) {
    let mut answer = table(0);
    answer.number = 0;
    let status = unsafe {
        WdfFdoQueryForInterface(
            device(FILTER),
            kind,
            (&raw mut answer).cast(),
            size_of::<Table>() as u16,
            version,
            ptr::without_provenance_mut(specific),
        )
    };
    if status >= 0
        && let Some(dereference) = answer.header.InterfaceDereference
    {
        unsafe { dereference(answer.header.Context) };
    }
    (status, answer.number)
}

#[test]
fn a_filter_finds_what_the_driver_below_offers() {
    let machine = Machine::new();
    let below = Layer {
        on_add: offer,
        ..Layer::PLAIN
    };
    let (_device, file) = filtered(&machine, below, Layer::PLAIN);
    as_driver(&machine, FILTER, || {
        assert_eq!(ask(&TABLE, 2, 2), (STATUS_SUCCESS, 42));
        assert_eq!(
            ask(&TABLE, 3, 2),
            (STATUS_SUCCESS, 42),
            "a later version will do"
        );
        assert_eq!(ask(&TABLE, 1, 2).0, STATUS_INVALID_BUFFER_SIZE);
        assert_eq!(ask(&TABLE, 2, 7).0, STATUS_ACCESS_DENIED);
        assert_eq!(ask(&GUID::default(), 2, 2).0, STATUS_NOT_SUPPORTED);
    });
    assert_eq!(REFERENCES.get(), 0, "every reference was given back");
    assert_eq!(
        notes(),
        ["asked with 2", "asked with 2", "asked with 7"],
        "only for what fits"
    );
    file.close().unwrap();
    clean(&machine);
}

/// A counted string over characters that live as long as the test.
fn string(text: &str) -> UNICODE_STRING {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = (units.len() * 2) as u16;
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: Vec::leak(units).as_mut_ptr(),
    }
}

fn new_string(text: &str) -> WDFSTRING {
    let text = string(text);
    let mut made = ptr::null_mut();
    let status = unsafe { WdfStringCreate(&raw const text, ptr::null_mut(), &raw mut made) };
    assert_eq!(status, STATUS_SUCCESS);
    made
}

fn new_collection() -> WDFCOLLECTION {
    let mut made = ptr::null_mut();
    let status = unsafe { WdfCollectionCreate(ptr::null_mut(), &raw mut made) };
    assert_eq!(status, STATUS_SUCCESS);
    made
}

fn text_of(string: WDFSTRING) -> String {
    let mut content = UNICODE_STRING::default();
    unsafe { WdfStringGetUnicodeString(string, &raw mut content) };
    let units = unsafe { slice::from_raw_parts(content.Buffer, usize::from(content.Length) / 2) };
    String::from_utf16(units).unwrap()
}

fn hardware_key() -> WDFKEY {
    let mut key = ptr::null_mut();
    let status = unsafe {
        WdfDeviceOpenRegistryKey(
            device(FUNCTION),
            PLUGPLAY_REGKEY_DEVICE,
            KEY_ALL_ACCESS,
            ptr::null_mut(),
            &raw mut key,
        )
    };
    assert_eq!(status, STATUS_SUCCESS);
    key
}

fn bytes_of(memory: WDFMEMORY) -> Vec<u8> {
    let mut length = 0;
    let start = unsafe { WdfMemoryGetBuffer(memory, &raw mut length) };
    unsafe { slice::from_raw_parts(start.cast::<u8>(), length) }.to_vec()
}

#[test]
fn several_strings_go_through_the_registry_as_a_collection() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let (key, name) = (hardware_key(), string("Flavours"));
        let written = new_collection();
        for flavour in ["rye", "", "wheat"] {
            let status = unsafe { WdfCollectionAdd(written, new_string(flavour).cast()) };
            assert_eq!(status, STATUS_SUCCESS);
        }
        unsafe { WdfCollectionRemoveItem(written, 1) };
        let status = unsafe { WdfRegistryAssignMultiString(key, &raw const name, written) };
        assert_eq!(status, STATUS_SUCCESS);

        let read = new_collection();
        let status =
            unsafe { WdfRegistryQueryMultiString(key, &raw const name, ptr::null_mut(), read) };
        assert_eq!(status, STATUS_SUCCESS);
        let texts: Vec<String> = (0..unsafe { WdfCollectionGetCount(read) })
            .map(|index| text_of(unsafe { WdfCollectionGetItem(read, index) }.cast()))
            .collect();
        assert_eq!(texts, ["rye", "wheat"]);

        let number = string("Number");
        let status = unsafe { WdfRegistryAssignULong(key, &raw const number, 7) };
        assert_eq!(status, STATUS_SUCCESS);
        let status =
            unsafe { WdfRegistryQueryMultiString(key, &raw const number, ptr::null_mut(), read) };
        assert_eq!(status, STATUS_OBJECT_TYPE_MISMATCH);
        let status = unsafe { WdfCollectionAdd(written, key.cast()) };
        assert_eq!(status, STATUS_SUCCESS);
        let status = unsafe { WdfRegistryAssignMultiString(key, &raw const name, written) };
        assert_eq!(status, STATUS_INVALID_PARAMETER, "a key is no string");
        unsafe { WdfObjectDelete(written.cast()) };
        unsafe { WdfRegistryClose(key) };
    });
    file.close().unwrap();
    clean(&machine);
}

#[test]
fn values_and_properties_come_as_memory_objects() {
    let machine = Machine::new();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let (key, name) = (hardware_key(), string("Blob"));
        let (mut memory, mut buffer) = (ptr::null_mut(), ptr::null_mut());
        let status = unsafe {
            WdfMemoryCreate(
                ptr::null_mut(),
                _POOL_TYPE::NonPagedPoolNx,
                0,
                8,
                &raw mut memory,
                &raw mut buffer,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        unsafe { buffer.cast::<[u8; 8]>().write(*b"..bread.") };
        let mut part = WDFMEMORY_OFFSET {
            BufferOffset: 2,
            BufferLength: 5,
        };
        let status = unsafe {
            WdfRegistryAssignMemory(key, &raw const name, REG_BINARY, memory, &raw mut part)
        };
        assert_eq!(status, STATUS_SUCCESS);
        let (mut read, mut kind) = (ptr::null_mut(), 0);
        let status = unsafe {
            WdfRegistryQueryMemory(
                key,
                &raw const name,
                _POOL_TYPE::PagedPool,
                ptr::null_mut(),
                &raw mut read,
                &raw mut kind,
            )
        };
        assert_eq!((status, kind), (STATUS_SUCCESS, REG_BINARY));
        assert_eq!(bytes_of(read), b"bread");
        unsafe { WdfRegistryClose(key) };

        let status = unsafe {
            WdfDeviceAllocAndQueryProperty(
                device(FUNCTION),
                _DEVICE_REGISTRY_PROPERTY::DevicePropertyHardwareID,
                _POOL_TYPE::NonPagedPoolNx,
                ptr::null_mut(),
                &raw mut read,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        let ids: Vec<u8> = "root\\layers\0\0"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(bytes_of(read), ids);
    });
    file.close().unwrap();
    clean(&machine);
}
