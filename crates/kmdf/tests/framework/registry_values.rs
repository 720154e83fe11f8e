//! Values of the registry, properties, strings and collections: lengths, types and what comes back after a failure.
#![expect(unsafe_code, reason = "a driver that calls the raw ABI")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each function uses its own key, strings and locals"
)]

use std::ptr;

use crate::{
    common::{control_device, string},
    layers::*,
};
use wdk_sim::{Machine, verifier::OnViolation};
use wdk_sys::{wdf::*, *};

/// Runs `work` in the driver of a device, with its parameters' key.
fn with_key(work: impl FnOnce(WDFKEY)) -> Machine {
    let machine = Machine::builder()
        .on_violation(OnViolation::Collect)
        .build();
    let (_device, file) = alone(&machine, Layer::PLAIN);
    as_driver(&machine, FUNCTION, || {
        let driver = unsafe { (*driver_globals()).Driver };
        let mut key = ptr::null_mut();
        let status = unsafe {
            WdfDriverOpenParametersRegistryKey(
                driver,
                KEY_ALL_ACCESS,
                ptr::null_mut(),
                &raw mut key,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        work(key);
        unsafe { WdfRegistryClose(key) };
    });
    file.close().unwrap();
    machine.finish().unwrap();
    machine
}

fn assign(key: WDFKEY, name: &str, kind: u32, data: &[u8]) {
    let name = string(name);
    let (start, length) = (data.as_ptr().cast_mut().cast(), data.len() as u32);
    let start = if length == 0 { ptr::null_mut() } else { start };
    let status = unsafe { WdfRegistryAssignValue(key, &raw const name, kind, length, start) };
    assert_eq!(status, STATUS_SUCCESS);
}

fn bytes(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn new_string(text: Option<&str>) -> WDFSTRING {
    let text = text.map(string);
    let text = text.as_ref().map_or(ptr::null(), ptr::from_ref);
    let mut object = ptr::null_mut();
    let status = unsafe { WdfStringCreate(text, ptr::null_mut(), &raw mut object) };
    assert_eq!(status, STATUS_SUCCESS);
    object
}

#[test]
fn a_driver_asks_for_the_length_of_a_value() {
    with_key(|key| {
        assign(key, "Text", REG_SZ, &bytes("abc\0"));
        assign(key, "Number", REG_DWORD, &[1, 0, 0, 0]);
        for (name, expected) in [("Text", 8), ("Number", 4)] {
            let name = string(name);
            let (mut length, mut kind) = (0, 0);
            for claimed in [0, 100] {
                let status = unsafe {
                    WdfRegistryQueryValue(
                        key,
                        &raw const name,
                        claimed,
                        ptr::null_mut(),
                        &raw mut length,
                        &raw mut kind,
                    )
                };
                assert_eq!((status, length), (STATUS_BUFFER_OVERFLOW, expected));
            }
            let mut length = 0_u16;
            let status = unsafe {
                WdfRegistryQueryUnicodeString(
                    key,
                    &raw const name,
                    &raw mut length,
                    ptr::null_mut(),
                )
            };
            assert_eq!(
                (status, u32::from(length)),
                (STATUS_BUFFER_OVERFLOW, expected),
                "whatever its type"
            );
        }
    });
}

#[test]
fn a_buffer_without_room_is_refused_before_the_value_is_looked_for() {
    with_key(|key| {
        let name = string("Absent");
        let mut length = 77_u16;
        let mut value = UNICODE_STRING::default();
        let status = unsafe {
            WdfRegistryQueryUnicodeString(key, &raw const name, &raw mut length, &raw mut value)
        };
        assert_eq!((status, length), (STATUS_INVALID_PARAMETER, 77));
    });
}

#[test]
fn a_string_keeps_its_text_when_the_value_is_none() {
    with_key(|key| {
        assign(key, "Empty", REG_SZ, &[]);
        assign(key, "Long", REG_SZ, &vec![b'x'; 0x1_0000]);
        assign(key, "Number", REG_DWORD, &[1, 0, 0, 0]);
        let text = new_string(Some("before"));
        for (name, expected) in [
            ("Empty", STATUS_RESOURCE_DATA_NOT_FOUND),
            ("Long", STATUS_INVALID_BUFFER_SIZE),
            ("Number", STATUS_OBJECT_TYPE_MISMATCH),
        ] {
            let value = string(name);
            let status = unsafe { WdfRegistryQueryString(key, &raw const value, text) };
            assert_eq!(status, expected, "{name}");
            let mut now = UNICODE_STRING::default();
            unsafe { WdfStringGetUnicodeString(text, &raw mut now) };
            assert_eq!(now.Length, 12, "{name}");
        }
    });
}

#[test]
fn a_number_that_is_too_long_does_not_fit() {
    with_key(|key| {
        assign(key, "Long", REG_DWORD, &[1, 2, 3, 4, 5]);
        let (name, mut number) = (string("Long"), 0);
        let status = unsafe { WdfRegistryQueryULong(key, &raw const name, &raw mut number) };
        assert_eq!(status, STATUS_BUFFER_OVERFLOW);
    });
}

fn new_collection() -> WDFCOLLECTION {
    let mut collection = ptr::null_mut();
    let status = unsafe { WdfCollectionCreate(ptr::null_mut(), &raw mut collection) };
    assert_eq!(status, STATUS_SUCCESS);
    collection
}

#[test]
fn a_list_of_strings_ends_with_two_zeros() {
    with_key(|key| {
        let collection = new_collection();
        let name = string("List");
        let query = || unsafe {
            WdfRegistryQueryMultiString(key, &raw const name, ptr::null_mut(), collection)
        };
        for (data, expected, strings) in [
            (bytes("a\0b\0\0"), STATUS_SUCCESS, 2),
            (bytes("a\0b\0"), STATUS_OBJECT_TYPE_MISMATCH, 0),
            (bytes("\0"), STATUS_OBJECT_TYPE_MISMATCH, 0),
            (vec![0; 5], STATUS_OBJECT_TYPE_MISMATCH, 0),
            (vec![0; 4], STATUS_SUCCESS, 0),
        ] {
            assign(key, "List", REG_MULTI_SZ, &data);
            assert_eq!(query(), expected, "{data:?}");
            let count = unsafe { WdfCollectionGetCount(collection) };
            assert_eq!(count, strings, "{data:?}");
            for _ in 0..count {
                unsafe { WdfCollectionRemoveItem(collection, 0) };
            }
        }
        let status = unsafe { WdfRegistryAssignMultiString(key, &raw const name, collection) };
        assert_eq!(status, STATUS_SUCCESS);
        assert_eq!(query(), STATUS_SUCCESS, "an empty list is one, too");
        let status = unsafe { WdfCollectionAdd(collection, collection.cast()) };
        assert_eq!(status, STATUS_SUCCESS);
        let status = unsafe { WdfRegistryAssignMultiString(key, &raw const name, collection) };
        assert_eq!(status, STATUS_INVALID_PARAMETER, "not a string");
        unsafe { WdfCollectionRemoveItem(collection, 0) };
    });
}

#[test]
fn names_and_values_are_checked() {
    with_key(|key| {
        let (good, number) = (string("Good"), 1);
        for change in [
            (|it| it.Length += 2) as fn(&mut UNICODE_STRING),
            |it| it.Length -= 1,
            |it| it.MaximumLength -= 1,
            |it| it.Buffer = ptr::null_mut(),
        ] {
            let mut bad = string("Name");
            change(&mut bad);
            let bad = &raw const bad;
            let good = &raw const good;
            let mut object = 1 as WDFSTRING;
            let mut other = 1 as WDFKEY;
            for status in [
                unsafe { WdfRegistryAssignULong(key, bad, number) },
                unsafe { WdfRegistryAssignUnicodeString(key, good, bad) },
                unsafe { WdfRegistryRemoveValue(key, bad) },
                unsafe { WdfStringCreate(bad, ptr::null_mut(), &raw mut object) },
                unsafe { WdfRegistryOpenKey(key, bad, KEY_READ, ptr::null_mut(), &raw mut other) },
            ] {
                assert_eq!(status, STATUS_INVALID_PARAMETER);
            }
            assert!(object.is_null() && other.is_null());
        }
    });
}

#[test]
fn a_handle_that_was_not_made_is_null() {
    with_key(|key| {
        let name = string("Absent");
        let (mut memory, mut other) = (1 as WDFMEMORY, 1 as WDFKEY);
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.Size = 1;
        let mut collection = 1 as WDFCOLLECTION;
        let pool = _POOL_TYPE::NonPagedPoolNx;
        for status in [
            unsafe {
                WdfRegistryQueryMemory(
                    key,
                    &raw const name,
                    pool,
                    ptr::null_mut(),
                    &raw mut memory,
                    ptr::null_mut(),
                )
            },
            unsafe {
                WdfRegistryOpenKey(
                    key,
                    &raw const name,
                    KEY_READ,
                    ptr::null_mut(),
                    &raw mut other,
                )
            },
            unsafe { WdfCollectionCreate(&raw mut attributes, &raw mut collection) },
        ] {
            assert!(status < 0);
        }
        assert!(memory.is_null() && other.is_null() && collection.is_null());
    });
}

#[test]
fn a_string_without_text_has_no_buffer() {
    with_key(|_| {
        let text = new_string(None);
        let mut content = string("before");
        unsafe { WdfStringGetUnicodeString(text, &raw mut content) };
        let UNICODE_STRING {
            Length,
            MaximumLength,
            Buffer,
        } = content;
        assert_eq!((Length, MaximumLength, Buffer), (0, 0, ptr::null_mut()));
        let long = string(&"x".repeat(0x7FFF));
        let mut object = ptr::null_mut();
        let status = unsafe { WdfStringCreate(&raw const long, ptr::null_mut(), &raw mut object) };
        assert_eq!(
            status, STATUS_INTEGER_OVERFLOW,
            "there is no room for a NUL"
        );
    });
}

#[abi]
unsafe fn evt_collection_cleanup(collection: WDFOBJECT) {
    let count = unsafe { WdfCollectionGetCount(collection.cast()) };
    note(format!("cleanup with {count}"));
}

#[test]
fn a_collection_is_full_in_its_cleanup() {
    with_key(|_| {
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.EvtCleanupCallback = Some(evt_collection_cleanup);
        let mut collection = ptr::null_mut();
        let status = unsafe { WdfCollectionCreate(&raw mut attributes, &raw mut collection) };
        assert_eq!(status, STATUS_SUCCESS);
        let item = new_string(None);
        let status = unsafe { WdfCollectionAdd(collection, item.cast()) };
        assert_eq!(status, STATUS_SUCCESS);
        unsafe { WdfObjectDelete(collection.cast()) };
        assert_eq!(notes(), ["cleanup with 1"]);
    });
}

#[test]
fn an_offset_without_a_length_reads_behind_the_memory() {
    let machine = with_key(|key| {
        let name = string("Memory");
        let mut memory = ptr::null_mut();
        let mut buffer = ptr::null_mut();
        let pool = _POOL_TYPE::NonPagedPoolNx;
        let status = unsafe {
            WdfMemoryCreate(
                ptr::null_mut(),
                pool,
                0,
                8,
                &raw mut memory,
                &raw mut buffer,
            )
        };
        assert_eq!(status, STATUS_SUCCESS);
        let mut offsets = WDFMEMORY_OFFSET {
            BufferOffset: 4,
            BufferLength: 0,
        };
        let status = unsafe {
            WdfRegistryAssignMemory(key, &raw const name, REG_BINARY, memory, &raw mut offsets)
        };
        assert_eq!(status, STATUS_INTEGER_OVERFLOW);
    });
    let rules: Vec<_> = machine.violations().iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["BehindTheMemory"]);
}

static KEY: DEVPROPKEY = DEVPROPKEY {
    fmtid: GUID {
        Data1: 0x0A0B_0C0D,
        Data2: 1,
        Data3: 2,
        Data4: [3; 8],
    },
    pid: 4,
};

fn described() -> WDF_DEVICE_PROPERTY_DATA {
    sized(|data: &mut WDF_DEVICE_PROPERTY_DATA, size| {
        data.Size = size;
        data.PropertyKey = &raw const KEY;
    })
}

#[test]
fn buffer_and_length_of_a_property_go_together() {
    with_key(|_| {
        let mut data = described();
        let device = device(FUNCTION);
        let mut value = 7_u32;
        let place = (&raw mut value).cast();
        let status = unsafe {
            WdfDeviceAssignProperty(device, &raw mut data, DEVPROP_TYPE_UINT32, 0, place)
        };
        assert_eq!(status, STATUS_INVALID_PARAMETER);
        let query = |device, data: &mut WDF_DEVICE_PROPERTY_DATA, length, buffer| {
            let (mut size, mut kind) = (77, 88);
            let status = unsafe {
                WdfDeviceQueryPropertyEx(device, data, length, buffer, &raw mut size, &raw mut kind)
            };
            (status, size, kind)
        };
        let refused = (STATUS_INVALID_PARAMETER, 77, 88);
        assert_eq!(query(device, &mut data, 4, ptr::null_mut()), refused);
        assert_eq!(query(device, &mut data, 0, place), refused);
        let absent = query(device, &mut data, 4, place);
        assert_eq!(absent, (STATUS_OBJECT_NAME_NOT_FOUND, 0, 0));
        let control = control_device(r"\Device\Bare");
        let none = query(control, &mut data, 4, place);
        assert_eq!(none, (STATUS_INVALID_DEVICE_STATE, 0, 0));
        unsafe { WdfObjectDelete(control.cast()) };
    });
}

#[test]
fn keys_and_memory_of_a_device_are_the_drivers() {
    with_key(|_| {
        let device = device(FUNCTION);
        let mut key = ptr::null_mut();
        let open = |attributes, key: &mut WDFKEY| unsafe {
            WdfDeviceOpenRegistryKey(device, PLUGPLAY_REGKEY_DEVICE, KEY_READ, attributes, key)
        };
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.ParentObject = device.cast();
        let status = open(&raw mut attributes, &mut key);
        assert_eq!(status, STATUS_WDF_PARENT_ASSIGNMENT_NOT_ALLOWED);
        let mut attributes = WDF_OBJECT_ATTRIBUTES::init();
        attributes.EvtCleanupCallback = Some(evt_key_cleanup);
        assert_eq!(open(&raw mut attributes, &mut key), STATUS_SUCCESS);
        attributes.EvtCleanupCallback = Some(evt_object_cleanup);
        attributes.ParentObject = device.cast();
        let mut object = ptr::null_mut();
        let status = unsafe { WdfObjectCreate(&raw mut attributes, &raw mut object) };
        assert_eq!(status, STATUS_SUCCESS);
    });
    assert_eq!(notes(), ["the device ends", "the key ends"]);
}

#[abi]
unsafe fn evt_key_cleanup(_key: WDFOBJECT) {
    note("the key ends");
}

#[abi]
unsafe fn evt_object_cleanup(_object: WDFOBJECT) {
    note("the device ends");
}
