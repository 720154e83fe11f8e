//! The registry and the name space as drivers reach them.
#![expect(unsafe_code, reason = "calls kernel functions")]

use std::ptr;

use crate::lamp::*;
use wdk_sim::Machine;
use wdk_sys::*;

/// A counted string over `units`.
fn string(units: &[u16]) -> UNICODE_STRING {
    let bytes = size_of_val(units) as u16;
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_ptr().cast_mut(),
    }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// Calls `body` with the attributes of `path` below `root`.
fn with_attributes<R>(root: HANDLE, path: &str, body: impl FnOnce(POBJECT_ATTRIBUTES) -> R) -> R {
    let units = wide(path);
    let mut name = string(&units);
    let mut attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        RootDirectory: root,
        ObjectName: &raw mut name,
        Attributes: OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
        SecurityDescriptor: ptr::null_mut(),
        SecurityQualityOfService: ptr::null_mut(),
    };
    body(&raw mut attributes)
}

fn open_key(root: HANDLE, path: &str) -> Result<HANDLE, NTSTATUS> {
    let mut key = ptr::null_mut();
    let status = with_attributes(root, path, |attributes| {
        // SAFETY: well-formed attributes.
        unsafe { ZwOpenKey(&raw mut key, KEY_READ, attributes) }
    });
    if status < 0 { Err(status) } else { Ok(key) }
}

/// A value's type and bytes.
fn query(key: HANDLE, name: &str) -> Result<(u32, Vec<u8>), NTSTATUS> {
    let units = wide(name);
    let mut name = string(&units);
    let mut buffer = [0_u32; 64];
    let mut length = 0;
    // SAFETY: a buffer of this length.
    let status = unsafe {
        ZwQueryValueKey(
            key,
            &raw mut name,
            _KEY_VALUE_INFORMATION_CLASS::KeyValuePartialInformation,
            buffer.as_mut_ptr().cast(),
            size_of_val(&buffer) as u32,
            &raw mut length,
        )
    };
    if status < 0 {
        return Err(status);
    }
    let bytes: Vec<u8> = buffer.iter().flat_map(|word| word.to_le_bytes()).collect();
    Ok((buffer[1], bytes[12..12 + buffer[2] as usize].to_vec()))
}

fn close(handle: HANDLE) -> NTSTATUS {
    // SAFETY: closing a handle that is not open is an error, not more.
    unsafe { ZwClose(handle) }
}

/// `RTL_QUERY_REGISTRY_TYPECHECK`, of newer headers.
const TYPE_CHECK: u32 = 0x100;
const SERVICES: &str = r"\Registry\Machine\System\CurrentControlSet\Services";

#[test]
fn the_package_fills_the_keys_of_service_and_device() {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let _lamp = machine.plug("root\\lamp").unwrap();
    machine
        .call("test", || {
            let service = open_key(ptr::null_mut(), &format!(r"{SERVICES}\LAMP")).unwrap();
            assert_eq!(query(service, "start"), Ok((REG_DWORD, vec![3, 0, 0, 0])));
            let wdf = open_key(service, r"Parameters\Wdf").unwrap();
            assert_eq!(query(wdf, "VerifierOn"), Ok((REG_DWORD, vec![1, 0, 0, 0])));
            let class = r"\Registry\Machine\System\CurrentControlSet\Control\Class";
            let software = format!(r"{class}\{{78A1C341-4539-11D3-B88D-00C04FAD5171}}\0001");
            let software = open_key(ptr::null_mut(), &software).unwrap();
            assert_eq!(
                query(software, "Brightest"),
                Ok((REG_DWORD, vec![250, 0, 0, 0]))
            );
            for key in [service, wdf, software] {
                assert_eq!(close(key), STATUS_SUCCESS);
            }
            assert_eq!(close(service), STATUS_INVALID_HANDLE);
        })
        .unwrap();
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn values_are_written_read_and_deleted() {
    let machine = Machine::new();
    machine
        .call("test", || {
            let mut key = ptr::null_mut();
            let mut disposition = 0;
            let status = with_attributes(ptr::null_mut(), &format!(r"{SERVICES}\New"), |made| {
                let class = ptr::null_mut();
                // SAFETY: well-formed attributes.
                unsafe {
                    ZwCreateKey(
                        &raw mut key,
                        KEY_ALL_ACCESS,
                        made,
                        0,
                        class,
                        0,
                        &raw mut disposition,
                    )
                }
            });
            assert_eq!((status, disposition), (STATUS_SUCCESS, REG_CREATED_NEW_KEY));
            let units = wide("Answer");
            let mut name = string(&units);
            let mut answer = 42_u32;
            let data = (&raw mut answer).cast();
            // SAFETY: four bytes.
            let status = unsafe { ZwSetValueKey(key, &raw mut name, 0, REG_DWORD, data, 4) };
            assert_eq!(status, STATUS_SUCCESS);
            assert_eq!(query(key, "ANSWER"), Ok((REG_DWORD, vec![42, 0, 0, 0])));
            // SAFETY: an open key.
            let status = unsafe { ZwDeleteValueKey(key, &raw mut name) };
            assert_eq!(status, STATUS_SUCCESS);
            assert_eq!(query(key, "Answer"), Err(STATUS_OBJECT_NAME_NOT_FOUND));
            // SAFETY: as above.
            assert_eq!(unsafe { ZwDeleteKey(key) }, STATUS_SUCCESS);
            assert_eq!(query(key, "Answer"), Err(STATUS_KEY_DELETED));
            assert_eq!(close(key), STATUS_SUCCESS);
            let gone = open_key(ptr::null_mut(), &format!(r"{SERVICES}\New"));
            assert_eq!(gone, Err(STATUS_OBJECT_NAME_NOT_FOUND));
        })
        .unwrap();
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn a_key_left_open_is_reported() {
    let machine = Machine::new();
    machine
        .call("test", || open_key(ptr::null_mut(), SERVICES).unwrap())
        .unwrap();
    let report = machine.finish().unwrap();
    assert_eq!(report.objects_left.get("Key"), Some(&1), "{report}");
}

#[test]
fn links_come_and_go_by_name() {
    let machine = Machine::new();
    machine
        .call("test", || {
            let (link, target) = (wide(r"\DosDevices\Lamp"), wide(r"\Device\None"));
            let (mut link, mut target) = (string(&link), string(&target));
            let create = |link: &mut UNICODE_STRING, target: &mut UNICODE_STRING| {
                // SAFETY: two strings.
                unsafe { IoCreateSymbolicLink(link, target) }
            };
            assert_eq!(create(&mut link, &mut target), STATUS_SUCCESS);
            assert_eq!(create(&mut link, &mut target), STATUS_OBJECT_NAME_COLLISION);
            // SAFETY: a string.
            let status = unsafe { IoDeleteSymbolicLink(&raw mut link) };
            assert_eq!(status, STATUS_SUCCESS);
            // SAFETY: as above.
            let again = unsafe { IoDeleteSymbolicLink(&raw mut link) };
            assert_eq!(again, STATUS_OBJECT_NAME_NOT_FOUND);
        })
        .unwrap();
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn the_default_of_a_checked_direct_query_fills_a_string() {
    let machine = Machine::new();
    machine
        .call("test", || {
            let (path, name) = (wide(&format!("{SERVICES}\0")), wide("Missing\0"));
            let default = wide("four\0");
            let mut buffer = [0xFFFF_u16; 8];
            let mut place = UNICODE_STRING {
                Length: 0,
                MaximumLength: 16,
                Buffer: buffer.as_mut_ptr(),
            };
            // SAFETY: all-zero is the entry that ends a table.
            let mut table: [RTL_QUERY_REGISTRY_TABLE; 2] = unsafe { std::mem::zeroed() };
            table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | TYPE_CHECK;
            table[0].Name = name.as_ptr().cast_mut();
            table[0].EntryContext = (&raw mut place).cast();
            table[0].DefaultType = REG_SZ << 24 | REG_SZ;
            table[0].DefaultData = default.as_ptr().cast_mut().cast();
            table[0].DefaultLength = 0;
            // SAFETY: a table with its end, and strings with zeros.
            let status = unsafe {
                RtlQueryRegistryValues(
                    RTL_REGISTRY_ABSOLUTE,
                    path.as_ptr(),
                    table.as_mut_ptr(),
                    ptr::null_mut(),
                    ptr::null_mut(),
                )
            };
            assert_eq!(status, STATUS_SUCCESS);
            assert_eq!((place.Length, place.MaximumLength), (8, 16));
            assert_eq!(place.Buffer, buffer.as_mut_ptr());
            assert_eq!(buffer[..5], *default);
            // Without a default the entry is passed over, whatever type is expected.
            table[0].DefaultType = REG_SZ << 24;
            place.Length = 0;
            // SAFETY: as above.
            let status = unsafe {
                RtlQueryRegistryValues(
                    RTL_REGISTRY_ABSOLUTE,
                    path.as_ptr(),
                    table.as_mut_ptr(),
                    ptr::null_mut(),
                    ptr::null_mut(),
                )
            };
            assert_eq!((status, place.Length), (STATUS_SUCCESS, 0));
        })
        .unwrap();
    assert!(machine.finish().unwrap().is_clean());
}

#[test]
fn the_event_of_an_operation_must_be_an_event() {
    let machine = Machine::new();
    machine.add_package(LAMP_INF, LAMP).unwrap();
    let lamp = machine.plug("root\\lamp").unwrap();
    let link = lamp.interface(&LAMP_INTERFACE).unwrap();
    machine
        .call("test", || {
            let key = open_key(ptr::null_mut(), SERVICES).unwrap();
            let mut file = ptr::null_mut();
            let mut status = IO_STATUS_BLOCK::default();
            let path = link.replace(r"\\?\", r"\??\");
            let opened = with_attributes(ptr::null_mut(), &path, |attributes| {
                // SAFETY: well-formed attributes.
                unsafe {
                    ZwOpenFile(
                        &raw mut file,
                        FILE_GENERIC_WRITE,
                        attributes,
                        &raw mut status,
                        0,
                        FILE_SYNCHRONOUS_IO_NONALERT,
                    )
                }
            });
            assert_eq!(opened, STATUS_SUCCESS);
            let mut byte = 7_u8;
            // SAFETY: a buffer of one byte; the key is no event.
            let written = unsafe {
                ZwWriteFile(
                    file,
                    key,
                    None,
                    ptr::null_mut(),
                    &raw mut status,
                    (&raw mut byte).cast(),
                    1,
                    ptr::null_mut(),
                    ptr::null_mut(),
                )
            };
            assert_eq!(written, STATUS_OBJECT_TYPE_MISMATCH);
            assert_eq!(close(file), STATUS_SUCCESS);
            assert_eq!(close(key), STATUS_SUCCESS);
        })
        .unwrap();
}
