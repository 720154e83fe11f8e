//! The registry's system services.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

pub(crate) mod query;

use std::ptr;

use wdk_sys::{
    _KEY_INFORMATION_CLASS, _KEY_VALUE_INFORMATION_CLASS, ACCESS_MASK, HANDLE,
    KEY_INFORMATION_CLASS, KEY_VALUE_INFORMATION_CLASS, NTSTATUS, OBJ_KERNEL_HANDLE,
    OBJECT_ATTRIBUTES, PULONG, PUNICODE_STRING, PVOID, REG_CREATED_NEW_KEY,
    REG_OPENED_EXISTING_KEY, STATUS_BUFFER_OVERFLOW, STATUS_BUFFER_TOO_SMALL,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER, STATUS_NO_MORE_ENTRIES,
    STATUS_OBJECT_PATH_SYNTAX_BAD, STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS, ULONG, abi,
};

use crate::nt::cm::hive::{Hive, KeyId};
use crate::nt::parameter::Struct;
use crate::nt::parameter::{Out, Text};
use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
    },
    nt::{
        kernel::Kernel,
        ob::{
            header::Object,
            name::{components, equal, units, wide},
            types,
        },
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ZwCreateKey: partial("Class and REG_OPTION_VOLATILE are ignored"),
    ZwOpenKey: full,
    ZwOpenKeyEx: partial("OpenOptions are ignored"),
    ZwDeleteKey: full,
    ZwFlushKey: full,
    ZwQueryKey: partial(
        "class and last write time are missing; cached, flags and virtualization classes are \
         refused"
    ),
    ZwEnumerateKey: partial("class and last write time are missing"),
    ZwQueryValueKey: full,
    ZwEnumerateValueKey: full,
    ZwSetValueKey: full,
    ZwDeleteValueKey: full,
);

/// Body of a key object.
struct KeyBody {
    key: KeyId,
}

/// Opens a handle to `key`.
pub(crate) fn open_key(
    kernel: &Kernel,
    key: KeyId,
    access: ACCESS_MASK,
    handle: Out<HANDLE>,
) -> NTSTATUS {
    open(kernel, key, access, OBJ_KERNEL_HANDLE, handle)
}

fn open(
    kernel: &Kernel,
    key: KeyId,
    access: ACCESS_MASK,
    attributes: u32,
    handle: Out<HANDLE>,
) -> NTSTATUS {
    let object = match kernel.objects.create(&types::KEY, size_of::<KeyBody>()) {
        Ok(object) => object,
        Err(status) => return status,
    };
    // SAFETY: the body has this size and nobody knows it yet.
    unsafe { object.body().cast::<KeyBody>().write(KeyBody { key }) };
    let opened = kernel.objects.open_for(object, access, attributes);
    kernel.objects.dereference(object);
    handle.write(opened);
    STATUS_SUCCESS
}

/// The key behind a handle.
pub(super) fn key_of(kernel: &Kernel, handle: HANDLE) -> Result<KeyId, NTSTATUS> {
    let (object, _) = kernel.objects.object(handle)?;
    key_of_object(object)
}

fn key_of_object(object: Object) -> Result<KeyId, NTSTATUS> {
    if !object.is(&types::KEY) {
        return Err(STATUS_OBJECT_TYPE_MISMATCH);
    }
    // SAFETY: a key object's body is this structure.
    Ok(unsafe { (*object.body().cast::<KeyBody>()).key })
}

/// Where object attributes lead: a key to start from, and a path below it.
fn target(
    kernel: &Kernel,
    attributes: Struct<OBJECT_ATTRIBUTES>,
) -> Result<(KeyId, Vec<u16>), NTSTATUS> {
    let attributes = attributes.as_ref().ok_or(STATUS_INVALID_PARAMETER)?;
    // SAFETY: the name of well-formed attributes is a string.
    let name = unsafe { units(attributes.ObjectName) };
    if !attributes.RootDirectory.is_null() {
        return Ok((key_of(kernel, attributes.RootDirectory)?, name.to_vec()));
    }
    below_registry(name)
        .map(|path| (Hive::ROOT, path))
        .ok_or(STATUS_OBJECT_PATH_SYNTAX_BAD)
}

/// What follows `\Registry`, with control sets resolved.
pub(super) fn below_registry(path: &[u16]) -> Option<Vec<u16>> {
    let mut parts = components(path);
    if path.first() != Some(&u16::from(b'\\')) || !equal(parts.next()?, &wide("Registry")) {
        return None;
    }
    let mut below = Vec::new();
    for part in parts {
        below.push(u16::from(b'\\'));
        if equal(part, &wide("ControlSet001")) {
            below.extend(wide("CurrentControlSet"));
        } else {
            below.extend_from_slice(part);
        }
    }
    Some(below)
}

#[abi(enter, no_mangle)]
fn ZwOpenKey(
    KeyHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if kernel.fails(Kind::Registry) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    let found = target(&kernel, ObjectAttributes)
        .and_then(|(from, path)| kernel.registry.hive.borrow().open(from, &path));
    match found {
        Ok(key) => {
            let attributes = ObjectAttributes.get().Attributes;
            open(&kernel, key, DesiredAccess, attributes, KeyHandle)
        }
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
fn ZwOpenKeyEx(
    KeyHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
    _OpenOptions: ULONG,
) -> NTSTATUS {
    ZwOpenKey(KeyHandle, DesiredAccess, ObjectAttributes)
}

#[abi(enter, no_mangle)]
fn ZwCreateKey(
    KeyHandle: Out<HANDLE>,
    DesiredAccess: ACCESS_MASK,
    ObjectAttributes: Struct<OBJECT_ATTRIBUTES>,
    _TitleIndex: ULONG,
    _Class: PUNICODE_STRING,
    _CreateOptions: ULONG,
    Disposition: Out<ULONG>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if kernel.fails(Kind::Registry) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    let made = target(&kernel, ObjectAttributes).and_then(|(from, path)| {
        let mut hive = kernel.registry.hive.borrow_mut();
        // The keys above must exist.
        let split = path.iter().rposition(|&unit| unit == u16::from(b'\\'));
        let parent = hive.open(from, &path[..split.unwrap_or(0)])?;
        hive.create(parent, &path[split.unwrap_or(0)..])
    });
    let (key, created) = match made {
        Ok(made) => made,
        Err(status) => return status,
    };
    if !Disposition.is_null() {
        let disposition = if created {
            REG_CREATED_NEW_KEY
        } else {
            REG_OPENED_EXISTING_KEY
        };
        Disposition.write(disposition);
    }
    let attributes = ObjectAttributes.get().Attributes;
    open(&kernel, key, DesiredAccess, attributes, KeyHandle)
}

#[abi(enter, no_mangle)]
fn ZwDeleteKey(KeyHandle: HANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    let deleted =
        key_of(&kernel, KeyHandle).and_then(|key| kernel.registry.hive.borrow_mut().delete(key));
    deleted.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
fn ZwFlushKey(KeyHandle: HANDLE) -> NTSTATUS {
    let flushed = key_of(&Kernel::current(), KeyHandle);
    flushed.err().unwrap_or(STATUS_SUCCESS)
}

/// A structure for the caller: its bytes, and how many of them are its fixed part.
struct Record {
    bytes: Vec<u8>,
    fixed: usize,
}

impl Record {
    /// Copies what fits to the caller's buffer.
    unsafe fn give(&self, buffer: PVOID, length: ULONG, needed: PULONG) -> NTSTATUS {
        // SAFETY: the driver passes where the length goes.
        unsafe { needed.write(self.bytes.len() as u32) };
        let length = length as usize;
        if length < self.fixed {
            return STATUS_BUFFER_TOO_SMALL;
        }
        let copied = length.min(self.bytes.len());
        // SAFETY: the caller's buffer has `length` bytes.
        unsafe { ptr::copy_nonoverlapping(self.bytes.as_ptr(), buffer.cast(), copied) };
        if copied < self.bytes.len() {
            STATUS_BUFFER_OVERFLOW
        } else {
            STATUS_SUCCESS
        }
    }
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn text(units: &[u16]) -> Vec<u8> {
    units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
}

fn value_record(value: &crate::nt::cm::hive::Value, class: i32) -> Result<Record, NTSTATUS> {
    use _KEY_VALUE_INFORMATION_CLASS as class_of;
    let name = text(&value.name);
    let (name_length, length) = (name.len() as u32, value.data.len() as u32);
    let mut record = match class {
        class_of::KeyValueBasicInformation => Record {
            bytes: words(&[0, value.kind, name_length]),
            fixed: 12,
        },
        class_of::KeyValueFullInformation | class_of::KeyValueFullInformationAlign64 => {
            let align = if class == class_of::KeyValueFullInformation {
                4
            } else {
                8
            };
            let offset = (20 + name.len()).next_multiple_of(align);
            Record {
                bytes: words(&[0, value.kind, offset as u32, length, name_length]),
                fixed: 20,
            }
        }
        class_of::KeyValuePartialInformation => Record {
            bytes: words(&[0, value.kind, length]),
            fixed: 12,
        },
        class_of::KeyValuePartialInformationAlign64 => Record {
            bytes: words(&[value.kind, length]),
            fixed: 8,
        },
        _ => return Err(STATUS_INVALID_PARAMETER),
    };
    match class {
        class_of::KeyValueBasicInformation => record.bytes.extend(name),
        class_of::KeyValueFullInformation | class_of::KeyValueFullInformationAlign64 => {
            let align = if class == class_of::KeyValueFullInformation {
                4
            } else {
                8
            };
            record.bytes.extend(name);
            record
                .bytes
                .resize(record.bytes.len().next_multiple_of(align), 0);
            record.bytes.extend(&value.data);
        }
        _ => record.bytes.extend(&value.data),
    }
    Ok(record)
}

fn key_record(hive: &Hive, key: KeyId, class: i32) -> Result<Record, NTSTATUS> {
    use _KEY_INFORMATION_CLASS as class_of;
    let name = text(hive.name(key)?);
    let name_length = name.len() as u32;
    let (bytes, fixed) = match class {
        class_of::KeyBasicInformation => ([words(&[0, 0, 0, name_length]), name].concat(), 16),
        class_of::KeyNodeInformation => {
            let head = words(&[0, 0, 0, u32::MAX, 0, name_length]);
            ([head, name].concat(), 24)
        }
        class_of::KeyFullInformation => {
            let children = hive.children(key)?;
            let longest_child = children
                .iter()
                .filter_map(|child| hive.name(*child).ok())
                .map(|name| name.len() * 2)
                .max();
            let values = hive.values(key)?;
            let longest_name = values.iter().map(|value| value.name.len() * 2).max();
            let longest_data = values.iter().map(|value| value.data.len()).max();
            let number = |number: Option<usize>| number.unwrap_or(0) as u32;
            let head = words(&[
                0,
                0,
                0,
                u32::MAX,
                0,
                children.len() as u32,
                number(longest_child),
                0,
                values.len() as u32,
                number(longest_name),
                number(longest_data),
            ]);
            (head, 44)
        }
        class_of::KeyNameInformation => {
            let path = text(&hive.path(key)?);
            ([words(&[path.len() as u32]), path].concat(), 4)
        }
        _ => return Err(STATUS_INVALID_PARAMETER),
    };
    Ok(Record { bytes, fixed })
}

#[abi(enter, no_mangle)]
unsafe fn ZwQueryValueKey(
    KeyHandle: HANDLE,
    ValueName: Text,
    KeyValueInformationClass: KEY_VALUE_INFORMATION_CLASS,
    KeyValueInformation: PVOID,
    Length: ULONG,
    ResultLength: PULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if kernel.fails(Kind::Registry) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    let name = ValueName.units();
    let record = key_of(&kernel, KeyHandle).and_then(|key| {
        let hive = kernel.registry.hive.borrow();
        value_record(hive.value(key, name)?, KeyValueInformationClass)
    });
    match record {
        // SAFETY: the driver's buffer has this length.
        Ok(record) => unsafe { record.give(KeyValueInformation, Length, ResultLength) },
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn ZwEnumerateValueKey(
    KeyHandle: HANDLE,
    Index: ULONG,
    KeyValueInformationClass: KEY_VALUE_INFORMATION_CLASS,
    KeyValueInformation: PVOID,
    Length: ULONG,
    ResultLength: PULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let record = key_of(&kernel, KeyHandle).and_then(|key| {
        let hive = kernel.registry.hive.borrow();
        let value = hive.values(key)?.get(Index as usize);
        value_record(
            value.ok_or(STATUS_NO_MORE_ENTRIES)?,
            KeyValueInformationClass,
        )
    });
    match record {
        // SAFETY: `KeyValueInformation` has `Length` bytes.
        Ok(record) => unsafe { record.give(KeyValueInformation, Length, ResultLength) },
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn ZwQueryKey(
    KeyHandle: HANDLE,
    KeyInformationClass: KEY_INFORMATION_CLASS,
    KeyInformation: PVOID,
    Length: ULONG,
    ResultLength: PULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let record = key_of(&kernel, KeyHandle)
        .and_then(|key| key_record(&kernel.registry.hive.borrow(), key, KeyInformationClass));
    match record {
        // SAFETY: `KeyInformation` has `Length` bytes.
        Ok(record) => unsafe { record.give(KeyInformation, Length, ResultLength) },
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn ZwEnumerateKey(
    KeyHandle: HANDLE,
    Index: ULONG,
    KeyInformationClass: KEY_INFORMATION_CLASS,
    KeyInformation: PVOID,
    Length: ULONG,
    ResultLength: PULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let record = key_of(&kernel, KeyHandle).and_then(|key| {
        let hive = kernel.registry.hive.borrow();
        let children = hive.children(key)?;
        let child = children.get(Index as usize).ok_or(STATUS_NO_MORE_ENTRIES)?;
        key_record(&hive, *child, KeyInformationClass)
    });
    match record {
        // SAFETY: the buffer of `ZwQueryKey` has `Length` bytes.
        Ok(record) => unsafe { record.give(KeyInformation, Length, ResultLength) },
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn ZwSetValueKey(
    KeyHandle: HANDLE,
    ValueName: Text,
    _TitleIndex: ULONG,
    Type: ULONG,
    Data: PVOID,
    DataSize: ULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    if kernel.fails(Kind::Registry) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    let name = ValueName.units();
    let data = if DataSize == 0 {
        Vec::new()
    } else {
        // SAFETY: the driver's buffer has this length.
        unsafe { std::slice::from_raw_parts(Data.cast::<u8>(), DataSize as usize) }.to_vec()
    };
    let written = key_of(&kernel, KeyHandle)
        .and_then(|key| kernel.registry.hive.borrow_mut().set(key, name, Type, data));
    written.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
fn ZwDeleteValueKey(KeyHandle: HANDLE, ValueName: Text) -> NTSTATUS {
    let kernel = Kernel::current();
    let name = ValueName.units();
    let deleted = key_of(&kernel, KeyHandle)
        .and_then(|key| kernel.registry.hive.borrow_mut().delete_value(key, name));
    deleted.err().unwrap_or(STATUS_SUCCESS)
}
