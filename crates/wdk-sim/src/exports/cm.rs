//! The registry's system services.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

pub(crate) mod callbacks;
pub(crate) mod query;

use std::{ffi::c_void, ptr};

use wdk_sys::{
    _KEY_INFORMATION_CLASS, _KEY_VALUE_INFORMATION_CLASS, ACCESS_MASK, HANDLE, KEY_ALL_ACCESS,
    KEY_INFORMATION_CLASS, KEY_VALUE_INFORMATION_CLASS, NTSTATUS, OBJ_CASE_INSENSITIVE,
    OBJ_KERNEL_HANDLE, OBJECT_ATTRIBUTES, PULONG, PUNICODE_STRING, PVOID,
    REG_CREATE_KEY_INFORMATION, REG_CREATED_NEW_KEY, REG_DELETE_KEY_INFORMATION,
    REG_DELETE_VALUE_KEY_INFORMATION, REG_ENUMERATE_KEY_INFORMATION,
    REG_ENUMERATE_VALUE_KEY_INFORMATION, REG_KEY_HANDLE_CLOSE_INFORMATION, REG_OPENED_EXISTING_KEY,
    REG_QUERY_KEY_INFORMATION, REG_QUERY_VALUE_KEY_INFORMATION, REG_SET_VALUE_KEY_INFORMATION,
    STATUS_BUFFER_OVERFLOW, STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_PARAMETER, STATUS_NO_MORE_ENTRIES, STATUS_OBJECT_PATH_SYNTAX_BAD,
    STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS, ULONG, abi,
};

use crate::nt::cm::hive::{Hive, KeyId};
use crate::nt::parameter::Struct;
use crate::nt::parameter::{Out, Text, driver_slice};
use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
    },
    nt::{
        kernel::Kernel,
        ob::{
            header::Object,
            name::{components, equal, unicode_string, units, wide},
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
    let opened = open(kernel, key, access, OBJ_KERNEL_HANDLE, handle);
    opened.err().unwrap_or(STATUS_SUCCESS)
}

/// An object for a key, which the caller has a reference to.
fn new_object(kernel: &Kernel, key: KeyId) -> Result<Object, NTSTATUS> {
    let object = kernel.objects.create(&types::KEY, size_of::<KeyBody>())?;
    // SAFETY: the body has this size and nobody knows it yet.
    unsafe { object.body().cast::<KeyBody>().write(KeyBody { key }) };
    Ok(object)
}

/// Opens a handle to `key`, and gives the object behind it.
fn open(
    kernel: &Kernel,
    key: KeyId,
    access: ACCESS_MASK,
    attributes: u32,
    handle: Out<HANDLE>,
) -> Result<Object, NTSTATUS> {
    let object = new_object(kernel, key)?;
    let opened = kernel.objects.open_for(object, access, attributes);
    kernel.objects.dereference(object);
    handle.write(opened);
    Ok(object)
}

/// Opens or creates a key by its name, between the callbacks of drivers.
fn named(
    kernel: &Kernel,
    kind: callbacks::Operation,
    attributes: Struct<OBJECT_ATTRIBUTES>,
    access: ACCESS_MASK,
    operation: impl FnOnce() -> Result<Object, NTSTATUS>,
) -> NTSTATUS {
    let done = |operated: Result<Object, NTSTATUS>| match operated {
        Ok(object) => (STATUS_SUCCESS, object.body()),
        Err(status) => (status, ptr::null_mut()),
    };
    let (Some(given), true) = (attributes.as_ref(), callbacks::are_there(kernel)) else {
        return done(operation()).0;
    };
    // Callbacks get the key that the name starts from; that of a whole path is `\REGISTRY`.
    let root = match given.RootDirectory.is_null() {
        true => new_object(kernel, Hive::ROOT),
        false => kernel
            .objects
            .object(given.RootDirectory)
            .map(|(object, _)| {
                kernel.objects.reference(object);
                object
            }),
    };
    let root = match root {
        Ok(root) => root,
        Err(status) => return status,
    };
    let mut result = ptr::null_mut::<c_void>();
    // SAFETY: all fields are numbers and pointers, for which zero is a value.
    let mut information = unsafe { std::mem::zeroed::<REG_CREATE_KEY_INFORMATION>() };
    information.CompleteName = given.ObjectName;
    information.RootObject = root.body();
    information.ObjectType = ptr::from_ref(&types::KEY).cast_mut().cast();
    information.SecurityDescriptor = given.SecurityDescriptor;
    information.DesiredAccess = access;
    information.GrantedAccess = access;
    information.ResultObject = &raw mut result;
    let status = callbacks::around(kernel, kind, &mut information, root.body(), || {
        done(operation())
    });
    kernel.objects.dereference(root);
    status
}

/// Does something to the key of a handle, between the callbacks of drivers; `information` gets the key's object.
fn with_key<I: callbacks::Information>(
    kernel: &Kernel,
    kind: callbacks::Operation,
    handle: HANDLE,
    information: impl FnOnce(PVOID) -> I,
    operation: impl FnOnce(KeyId) -> Result<NTSTATUS, NTSTATUS>,
) -> NTSTATUS {
    let found = kernel.objects.object(handle);
    let found = found.and_then(|(object, _)| Ok((object, key_of_object(object)?)));
    let (object, key) = match found {
        Ok(found) => found,
        Err(status) => return status,
    };
    let operate = || operation(key).unwrap_or_else(|status| status);
    if !callbacks::are_there(kernel) {
        return operate();
    }
    let body = object.body();
    let mut information = information(body);
    callbacks::around(kernel, kind, &mut information, body, || (operate(), body))
}

/// Closes the handle of a key, between the callbacks of drivers; none when it is of something else or nobody is to
/// be told.
pub(super) fn close(kernel: &Kernel, handle: HANDLE) -> Option<NTSTATUS> {
    if !callbacks::are_there(kernel) {
        return None;
    }
    let (object, _) = kernel.objects.object(handle).ok()?;
    if !object.is(&types::KEY) {
        return None;
    }
    let body = object.body();
    let is_last = object.header().handles.get() == 1;
    let mut information = REG_KEY_HANDLE_CLOSE_INFORMATION {
        Object: body,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    // The object stays until all callbacks have been told.
    kernel.objects.reference(object);
    let kind = callbacks::CLOSE;
    let status = callbacks::around(kernel, kind, &mut information, body, || {
        let closed = kernel.objects.close_handle(handle);
        (closed.err().unwrap_or(STATUS_SUCCESS), body)
    });
    if is_last {
        callbacks::object_closed(kernel, body);
    }
    kernel.objects.dereference(object);
    Some(status)
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
    named(
        &kernel,
        callbacks::OPEN_KEY,
        ObjectAttributes,
        DesiredAccess,
        || {
            let found = target(&kernel, ObjectAttributes)
                .and_then(|(from, path)| kernel.registry.hive.borrow().open(from, &path));
            match found {
                Ok(key) => {
                    let attributes = ObjectAttributes.get().Attributes;
                    open(&kernel, key, DesiredAccess, attributes, KeyHandle)
                }
                Err(status) => Err(status),
            }
        },
    )
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
    named(
        &kernel,
        callbacks::CREATE_KEY,
        ObjectAttributes,
        DesiredAccess,
        || {
            let (key, created) = target(&kernel, ObjectAttributes).and_then(|(from, path)| {
                let mut hive = kernel.registry.hive.borrow_mut();
                // The keys above must exist.
                let split = path.iter().rposition(|&unit| unit == u16::from(b'\\'));
                let parent = hive.open(from, &path[..split.unwrap_or(0)])?;
                hive.create(parent, &path[split.unwrap_or(0)..])
            })?;
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
        },
    )
}

#[abi(enter, no_mangle)]
fn ZwDeleteKey(KeyHandle: HANDLE) -> NTSTATUS {
    let kernel = Kernel::current();
    let information = |object| REG_DELETE_KEY_INFORMATION {
        Object: object,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    with_key(
        &kernel,
        callbacks::DELETE_KEY,
        KeyHandle,
        information,
        |key| {
            kernel.registry.hive.borrow_mut().delete(key)?;
            Ok(STATUS_SUCCESS)
        },
    )
}

#[abi(enter, no_mangle)]
fn ZwFlushKey(KeyHandle: HANDLE) -> NTSTATUS {
    let information = |object| REG_DELETE_KEY_INFORMATION {
        Object: object,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    let kernel = Kernel::current();
    with_key(
        &kernel,
        callbacks::FLUSH_KEY,
        KeyHandle,
        information,
        |_| Ok(STATUS_SUCCESS),
    )
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
    let information = |object| REG_QUERY_VALUE_KEY_INFORMATION {
        Object: object,
        ValueName: ValueName.raw(),
        KeyValueInformationClass,
        KeyValueInformation,
        Length,
        ResultLength,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    with_key(
        &kernel,
        callbacks::QUERY_VALUE,
        KeyHandle,
        information,
        |key| {
            let record = {
                let hive = kernel.registry.hive.borrow();
                value_record(hive.value(key, name)?, KeyValueInformationClass)?
            };
            // SAFETY: the driver's buffer has this length.
            Ok(unsafe { record.give(KeyValueInformation, Length, ResultLength) })
        },
    )
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
    let information = |object| REG_ENUMERATE_VALUE_KEY_INFORMATION {
        Object: object,
        Index,
        KeyValueInformationClass,
        KeyValueInformation,
        Length,
        ResultLength,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    let kind = callbacks::ENUMERATE_VALUE;
    with_key(&kernel, kind, KeyHandle, information, |key| {
        let record = {
            let hive = kernel.registry.hive.borrow();
            let value = hive.values(key)?.get(Index as usize);
            let value = value.ok_or(STATUS_NO_MORE_ENTRIES)?;
            value_record(value, KeyValueInformationClass)?
        };
        // SAFETY: `KeyValueInformation` has `Length` bytes.
        Ok(unsafe { record.give(KeyValueInformation, Length, ResultLength) })
    })
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
    let information = |object| REG_QUERY_KEY_INFORMATION {
        Object: object,
        KeyInformationClass,
        KeyInformation,
        Length,
        ResultLength,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    with_key(
        &kernel,
        callbacks::QUERY_KEY,
        KeyHandle,
        information,
        |key| {
            let record = key_record(&kernel.registry.hive.borrow(), key, KeyInformationClass)?;
            // SAFETY: `KeyInformation` has `Length` bytes.
            Ok(unsafe { record.give(KeyInformation, Length, ResultLength) })
        },
    )
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
    let information = |object| REG_ENUMERATE_KEY_INFORMATION {
        Object: object,
        Index,
        KeyInformationClass,
        KeyInformation,
        Length,
        ResultLength,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    let kind = callbacks::ENUMERATE_KEY;
    with_key(&kernel, kind, KeyHandle, information, |key| {
        let record = {
            let hive = kernel.registry.hive.borrow();
            let children = hive.children(key)?;
            let child = children.get(Index as usize).ok_or(STATUS_NO_MORE_ENTRIES)?;
            key_record(&hive, *child, KeyInformationClass)?
        };
        // SAFETY: the buffer of `ZwQueryKey` has `Length` bytes.
        Ok(unsafe { record.give(KeyInformation, Length, ResultLength) })
    })
}

#[abi(enter, no_mangle)]
unsafe fn ZwSetValueKey(
    KeyHandle: HANDLE,
    ValueName: Text,
    TitleIndex: ULONG,
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
        unsafe { driver_slice(Data.cast::<u8>(), DataSize as usize) }.to_vec()
    };
    let information = |object| REG_SET_VALUE_KEY_INFORMATION {
        Object: object,
        ValueName: ValueName.raw(),
        TitleIndex,
        Type,
        Data,
        DataSize,
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    with_key(
        &kernel,
        callbacks::SET_VALUE,
        KeyHandle,
        information,
        |key| {
            let mut hive = kernel.registry.hive.borrow_mut();
            hive.set(key, name, Type, data)?;
            Ok(STATUS_SUCCESS)
        },
    )
}

#[abi(enter, no_mangle)]
fn ZwDeleteValueKey(KeyHandle: HANDLE, ValueName: Text) -> NTSTATUS {
    let kernel = Kernel::current();
    let name = ValueName.units();
    let information = |object| REG_DELETE_VALUE_KEY_INFORMATION {
        Object: object,
        ValueName: ValueName.raw(),
        CallContext: ptr::null_mut(),
        ObjectContext: ptr::null_mut(),
        Reserved: ptr::null_mut(),
    };
    let kind = callbacks::DELETE_VALUE;
    with_key(&kernel, kind, KeyHandle, information, |key| {
        kernel.registry.hive.borrow_mut().delete_value(key, name)?;
        Ok(STATUS_SUCCESS)
    })
}

/// A key that a program opens or creates by its path below `\Registry`.
///
/// # Errors
/// What the registry says, or a driver.
pub(crate) fn program_key(path: &str, creates: bool) -> Result<HANDLE, NTSTATUS> {
    let path = wide(&format!(r"\Registry\{path}"));
    let name = unicode_string(&path);
    let mut attributes = OBJECT_ATTRIBUTES {
        Length: size_of::<OBJECT_ATTRIBUTES>() as u32,
        RootDirectory: ptr::null_mut(),
        ObjectName: (&raw const name).cast_mut(),
        Attributes: OBJ_CASE_INSENSITIVE,
        SecurityDescriptor: ptr::null_mut(),
        SecurityQualityOfService: ptr::null_mut(),
    };
    let mut handle = ptr::null_mut();
    let (place, attributes) = (&raw mut handle, &raw mut attributes);
    let (class, disposition) = (ptr::null_mut(), ptr::null_mut());
    let status = match creates {
        // SAFETY: all pointers are to local variables, or null where that is allowed.
        true => unsafe {
            wdk_sys::ZwCreateKey(place, KEY_ALL_ACCESS, attributes, 0, class, 0, disposition)
        },
        // SAFETY: as above.
        false => unsafe { wdk_sys::ZwOpenKey(place, KEY_ALL_ACCESS, attributes) },
    };
    if status < 0 { Err(status) } else { Ok(handle) }
}

/// A program writes a value.
///
/// # Errors
/// What the registry says, or a driver.
pub(crate) fn program_set(key: HANDLE, name: &str, kind: u32, data: &[u8]) -> NTSTATUS {
    let name = wide(name);
    let mut name = unicode_string(&name);
    let (data, length) = (data.as_ptr().cast_mut().cast(), data.len() as u32);
    // SAFETY: the name and the data live until the call returns.
    unsafe { wdk_sys::ZwSetValueKey(key, &raw mut name, 0, kind, data, length) }
}

/// A program deletes a value, or without a name the key.
pub(crate) fn program_delete(key: HANDLE, name: Option<&str>) -> NTSTATUS {
    let Some(name) = name else {
        // SAFETY: a handle and nothing else.
        return unsafe { wdk_sys::ZwDeleteKey(key) };
    };
    let name = wide(name);
    let mut name = unicode_string(&name);
    // SAFETY: the name lives until the call returns.
    unsafe { wdk_sys::ZwDeleteValueKey(key, &raw mut name) }
}

/// A program closes a key.
pub(crate) fn program_close(key: HANDLE) {
    // SAFETY: a handle and nothing else.
    let closed = unsafe { wdk_sys::ZwClose(key) };
    debug_assert!(closed >= 0, "a handle that was opened is closed");
}
