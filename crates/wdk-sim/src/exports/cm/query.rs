//! The run-time library's functions for the registry.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _POOL_TYPE, NTSTATUS, PRTL_QUERY_REGISTRY_TABLE, PVOID, REG_EXPAND_SZ, REG_MULTI_SZ, REG_NONE,
    REG_SZ, RTL_QUERY_REGISTRY_DELETE, RTL_QUERY_REGISTRY_DIRECT, RTL_QUERY_REGISTRY_REQUIRED,
    RTL_QUERY_REGISTRY_SUBKEY, RTL_QUERY_REGISTRY_TABLE, RTL_QUERY_REGISTRY_TOPKEY,
    RTL_REGISTRY_ABSOLUTE, RTL_REGISTRY_HANDLE, RTL_REGISTRY_OPTIONAL, STATUS_BUFFER_TOO_SMALL,
    STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY, STATUS_OBJECT_PATH_SYNTAX_BAD,
    STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS, ULONG, UNICODE_STRING, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::parameter::{Terminated, driver_slice};
use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    nt::{
        kernel::Kernel,
        ob::name::{terminated, wide},
    },
};
use crate::{
    exports::cm::{below_registry, key_of},
    nt::cm::hive::{Hive, KeyId, Value},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlCheckRegistryKey: full,
    RtlCreateRegistryKey: full,
    RtlDeleteRegistryValue: full,
    RtlQueryRegistryValues: partial(
        "always as with RTL_QUERY_REGISTRY_NOEXPAND; RTL_REGISTRY_OPTIONAL and _NOVALUE are ignored"
    ),
    RtlWriteRegistryValue: full,
);

/// `RTL_QUERY_REGISTRY_TYPECHECK`: the value has the type in the top byte of the default's type.
const TYPE_CHECK: u32 = 0x100;

const SEPARATOR: u16 = b'\\' as u16;

/// The key that `RelativeTo` and `Path` name, and whether a missing one is to be made.
fn resolve(
    kernel: &Kernel,
    relative: ULONG,
    path: Terminated,
    create: bool,
) -> Result<KeyId, NTSTATUS> {
    const ROOTS: [&str; 6] = [
        "",
        r"\Machine\System\CurrentControlSet\Services\",
        r"\Machine\System\CurrentControlSet\Control\",
        r"\Machine\Software\Microsoft\Windows NT\CurrentVersion\",
        r"\Machine\Hardware\DeviceMap\",
        r"\User\.Default\",
    ];
    if relative & RTL_REGISTRY_HANDLE != 0 {
        return key_of(kernel, path.raw().cast_mut().cast());
    }
    let path = path.units();
    let relative = relative & !(RTL_REGISTRY_OPTIONAL | RTL_REGISTRY_HANDLE);
    let full = match relative {
        RTL_REGISTRY_ABSOLUTE => below_registry(path).ok_or(STATUS_OBJECT_PATH_SYNTAX_BAD)?,
        relative => {
            let root = ROOTS
                .get(relative as usize)
                .ok_or(STATUS_INVALID_PARAMETER)?;
            [&wide(root), path].concat()
        }
    };
    let mut hive = kernel.registry.hive.borrow_mut();
    if create {
        // Only the last key of the path is made.
        let end = full.len() - usize::from(full.ends_with(&[SEPARATOR]));
        let last = full[..end].iter().rposition(|unit| *unit == SEPARATOR);
        let (parent, name) = full.split_at(last.unwrap_or(0));
        let parent = hive.open(Hive::ROOT, parent)?;
        hive.create(parent, name).map(|(key, _)| key)
    } else {
        hive.open(Hive::ROOT, &full)
    }
}

#[abi(enter, no_mangle)]
fn RtlCheckRegistryKey(RelativeTo: ULONG, Path: Terminated) -> NTSTATUS {
    let found = resolve(&Kernel::current(), RelativeTo, Path, false);
    found.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
fn RtlCreateRegistryKey(RelativeTo: ULONG, Path: Terminated) -> NTSTATUS {
    let made = resolve(&Kernel::current(), RelativeTo, Path, true);
    made.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
fn RtlDeleteRegistryValue(RelativeTo: ULONG, Path: Terminated, ValueName: Terminated) -> NTSTATUS {
    let kernel = Kernel::current();
    let key = resolve(&kernel, RelativeTo, Path, false);
    let name = ValueName.units();
    let deleted = key.and_then(|key| kernel.registry.hive.borrow_mut().delete_value(key, name));
    deleted.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
unsafe fn RtlWriteRegistryValue(
    RelativeTo: ULONG,
    Path: Terminated,
    ValueName: Terminated,
    ValueType: ULONG,
    ValueData: PVOID,
    ValueLength: ULONG,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let key = resolve(&kernel, RelativeTo, Path, true);
    let name = ValueName.units();
    let data = if ValueLength == 0 {
        Vec::new()
    } else {
        // SAFETY: the driver's buffer has this length.
        unsafe { driver_slice(ValueData.cast::<u8>(), ValueLength as usize) }.to_vec()
    };
    let written = key.and_then(|key| {
        kernel
            .registry
            .hive
            .borrow_mut()
            .set(key, name, ValueType, data)
    });
    written.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
unsafe fn RtlQueryRegistryValues(
    RelativeTo: ULONG,
    Path: Terminated,
    QueryTable: PRTL_QUERY_REGISTRY_TABLE,
    Context: PVOID,
    _Environment: PVOID,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let top = match resolve(&kernel, RelativeTo, Path, false) {
        Ok(key) => key,
        Err(status) => return status,
    };
    let mut key = top;
    let mut entry = QueryTable;
    loop {
        // SAFETY: the table ends with an entry without routine and name.
        let query = unsafe { entry.read() };
        entry = entry.wrapping_add(1);
        let direct_or_subkey = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_SUBKEY;
        if query.QueryRoutine.is_none() && query.Flags & direct_or_subkey == 0 {
            return STATUS_SUCCESS;
        }
        // SAFETY: null, or a name with a zero.
        let name = unsafe { terminated(query.Name) };
        if query.Flags & (RTL_QUERY_REGISTRY_TOPKEY | RTL_QUERY_REGISTRY_SUBKEY) != 0 {
            key = top;
        }
        if query.Flags & RTL_QUERY_REGISTRY_SUBKEY != 0 {
            match kernel.registry.hive.borrow().open(top, name) {
                Ok(subkey) => key = subkey,
                Err(status) => return status,
            }
            if query.QueryRoutine.is_none() {
                continue;
            }
        }
        // SAFETY: the table's entry describes where its value goes.
        let status = unsafe { answer(&kernel, key, &query, name, Context) };
        if status < 0 {
            return status;
        }
    }
}

unsafe fn answer(
    kernel: &Kernel,
    key: KeyId,
    query: &RTL_QUERY_REGISTRY_TABLE,
    name: &[u16],
    context: PVOID,
) -> NTSTATUS {
    if query.Flags & RTL_QUERY_REGISTRY_SUBKEY != 0 || query.Name.is_null() {
        let values = kernel
            .registry
            .hive
            .borrow()
            .values(key)
            .map(<[Value]>::to_vec);
        for value in values.unwrap_or_default() {
            // SAFETY: passed on to the caller, here and below.
            let status = unsafe { deliver(kernel, query, &value, context) };
            if status < 0 {
                return status;
            }
        }
        return STATUS_SUCCESS;
    }
    let found = kernel.registry.hive.borrow().value(key, name).cloned();
    let value = match found {
        Ok(value) => value,
        Err(_) if default_type(query) != REG_NONE && !query.DefaultData.is_null() => Value {
            name: name.to_vec(),
            kind: default_type(query),
            // SAFETY: the table's entry describes its default.
            data: unsafe { default_data(query) },
        },
        Err(status) if query.Flags & RTL_QUERY_REGISTRY_REQUIRED != 0 => return status,
        Err(_) => return STATUS_SUCCESS,
    };
    // SAFETY: the table's entry names a routine or a place for values of this type.
    let status = unsafe { deliver(kernel, query, &value, context) };
    if status >= 0 && query.Flags & RTL_QUERY_REGISTRY_DELETE != 0 {
        // The value may have come from the default.
        let _ = kernel.registry.hive.borrow_mut().delete_value(key, name);
    }
    status
}

/// The type of the entry's default; the top byte is what `RTL_QUERY_REGISTRY_TYPECHECK` expects.
fn default_type(query: &RTL_QUERY_REGISTRY_TABLE) -> ULONG {
    query.DefaultType & 0xFF
}

unsafe fn default_data(query: &RTL_QUERY_REGISTRY_TABLE) -> Vec<u8> {
    let length = if query.DefaultLength == 0 && default_type(query) == REG_SZ {
        // SAFETY: a string without a length ends with a zero.
        (unsafe { terminated(query.DefaultData.cast()) }.len() + 1) * 2
    } else {
        query.DefaultLength as usize
    };
    // SAFETY: by this function's contract.
    unsafe { driver_slice(query.DefaultData.cast::<u8>(), length) }.to_vec()
}

unsafe fn deliver(
    kernel: &Kernel,
    query: &RTL_QUERY_REGISTRY_TABLE,
    value: &Value,
    context: PVOID,
) -> NTSTATUS {
    if query.Flags & RTL_QUERY_REGISTRY_DIRECT != 0 {
        if query.Flags & TYPE_CHECK != 0 && query.DefaultType >> 24 != value.kind & 0xFF {
            return STATUS_OBJECT_TYPE_MISMATCH;
        }
        // SAFETY: passed on to the caller.
        return unsafe { store(query.EntryContext, value) };
    }
    let Some(routine) = query.QueryRoutine else {
        return STATUS_SUCCESS;
    };
    let name = [value.name.as_slice(), &[0]].concat();
    let mut data = value.data.clone();
    kernel.in_driver(
        kernel.current_driver(),
        Category::Callback,
        "QueryRoutine",
        || String::from_utf16_lossy(&value.name),
        // SAFETY: the driver's table names the routine and its contexts.
        || unsafe {
            routine(
                name.as_ptr().cast_mut(),
                value.kind,
                data.as_mut_ptr().cast(),
                data.len() as u32,
                context,
                query.EntryContext,
            )
        },
    )
}

/// Stores a value at the place of a direct query.
unsafe fn store(place: PVOID, value: &Value) -> NTSTATUS {
    let data = &value.data;
    if matches!(value.kind, REG_SZ | REG_EXPAND_SZ | REG_MULTI_SZ) {
        // SAFETY: for strings the place is a counted string.
        let string = unsafe { &mut *place.cast::<UNICODE_STRING>() };
        let length = if value.kind == REG_MULTI_SZ {
            data.len()
        } else {
            data.len().saturating_sub(2)
        };
        if string.Buffer.is_null() {
            const TAG: u32 = u32::from_le_bytes(*b"qrRg");
            let size = data.len().max(2) as u64;
            let buffer = driver_pool::of_type(_POOL_TYPE::PagedPool, size, TAG);
            if buffer.is_null() {
                return STATUS_NO_MEMORY;
            }
            string.Buffer = buffer.cast();
            string.MaximumLength = data.len() as u16;
        } else if usize::from(string.MaximumLength) < data.len() {
            return STATUS_BUFFER_TOO_SMALL;
        }
        string.Length = length as u16;
        // SAFETY: the buffer has room, as checked or allocated.
        unsafe { ptr::copy_nonoverlapping(data.as_ptr(), string.Buffer.cast(), data.len()) };
        return STATUS_SUCCESS;
    }
    if data.len() <= size_of::<u32>() {
        // SAFETY: small values go straight to their place.
        unsafe { ptr::copy_nonoverlapping(data.as_ptr(), place.cast(), data.len()) };
        return STATUS_SUCCESS;
    }
    // SAFETY: for larger ones the place starts with its size; negative means bytes only.
    let size = unsafe { place.cast::<i32>().read() };
    let (header, room) = if size < 0 {
        (0, size.unsigned_abs() as usize)
    } else {
        (8, (size as usize).saturating_sub(8))
    };
    if room < data.len() {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if header > 0 {
        let head = place.cast::<u32>();
        // SAFETY: the place has its size's bytes.
        unsafe { head.write(data.len() as u32 + 8) };
        // SAFETY: a place with a positive size begins with two numbers.
        unsafe { head.wrapping_add(1).write(value.kind) };
    }
    let to = place.cast::<u8>().wrapping_add(header);
    // SAFETY: the data was compared with the size of the place.
    unsafe { ptr::copy_nonoverlapping(data.as_ptr(), to, data.len()) };
    STATUS_SUCCESS
}
