//! Reading and writing values.

use core::{ptr, slice};

use wdk_sys::{
    HANDLE, NTSTATUS, PCUNICODE_STRING, POOL_TYPE, PULONG, PUNICODE_STRING, PUSHORT, PVOID,
    REG_DWORD, REG_EXPAND_SZ, REG_SZ, STATUS_BUFFER_OVERFLOW, STATUS_INTEGER_OVERFLOW,
    STATUS_INVALID_PARAMETER, STATUS_OBJECT_TYPE_MISMATCH, STATUS_RESOURCE_DATA_NOT_FOUND,
    STATUS_SUCCESS, ULONG, abi,
    wdf::{
        PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDFMEMORY_OFFSET, WDFKEY, WDFMEMORY,
        WDFSTRING,
    },
};

use super::{
    RegistryKey,
    key::{self, Value},
};
use crate::{
    Fx, enter, memory, object::Obj, pool::PoolVec, status, strings::Text, text::units, violation,
};

/// The kernel's handle of the driver's key, and the value's name.
pub(super) unsafe fn named<'a>(
    fx: Fx,
    function: &'static str,
    key: WDFKEY,
    name: PCUNICODE_STRING,
) -> Result<(HANDLE, &'a [u16]), NTSTATUS> {
    // SAFETY: the driver's handle.
    let key = unsafe { Obj::<RegistryKey>::from_handle(fx, key) }.ok_or(status::INVALID_HANDLE)?;
    if name.is_null() {
        violation::null_parameter(fx, function, "ValueName");
        return Err(STATUS_INVALID_PARAMETER);
    }
    // SAFETY: the driver's string.
    Ok((key.kernel_handle(), unsafe { units(name) }))
}

pub(super) unsafe fn read(
    fx: Fx,
    function: &'static str,
    key: WDFKEY,
    name: PCUNICODE_STRING,
) -> Result<Value, NTSTATUS> {
    // SAFETY: the driver's handle and string.
    let (key, name) = unsafe { named(fx, function, key, name) }?;
    key::read(key, fx.tag(), name)
}

/// A string without the NUL at its end.
unsafe fn read_text(
    fx: Fx,
    function: &'static str,
    key: WDFKEY,
    name: PCUNICODE_STRING,
) -> Result<Value, NTSTATUS> {
    // SAFETY: the driver's handle and string.
    let value = unsafe { read(fx, function, key, name) }?;
    if [REG_SZ, REG_EXPAND_SZ].contains(&value.kind) {
        Ok(value)
    } else {
        Err(STATUS_OBJECT_TYPE_MISMATCH)
    }
}

fn without_nul(text: &[u16]) -> &[u16] {
    text.strip_suffix(&[0]).unwrap_or(text)
}

pub(super) fn answer(outcome: Result<(), NTSTATUS>) -> NTSTATUS {
    outcome.err().unwrap_or(STATUS_SUCCESS)
}

/// Writes `value` to the driver's variable, unless it has none.
unsafe fn put<T>(variable: *mut T, value: T) {
    if !variable.is_null() {
        // SAFETY: the driver's variable, by the callers' contract.
        unsafe { variable.write(value) };
    }
}

#[doc = "[`WdfRegistryQueryValue`](wdk_sys::wdf::WdfRegistryQueryValue)"]
#[abi]
pub unsafe fn WdfRegistryQueryValue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueLength: ULONG,
    Value: PVOID,
    ValueLengthQueried: PULONG,
    ValueType: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryValue";
    let fx = enter!(DriverGlobals, WdfRegistryQueryValue);
    if ValueLength > 0 && Value.is_null() {
        violation::null_parameter(fx, NAME, "Value");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's handle and string.
    let value = match unsafe { read(fx, NAME, Key, ValueName) } {
        Ok(value) => value,
        Err(status) => return status,
    };
    // SAFETY: the driver's variable, or null.
    unsafe { put(ValueLengthQueried, value.data.len() as ULONG) };
    // SAFETY: the driver's variable, or null.
    unsafe { put(ValueType, value.kind) };
    if value.data.len() > ValueLength as usize {
        return STATUS_BUFFER_OVERFLOW;
    }
    if !Value.is_null() {
        // SAFETY: the driver's buffer has room for `ValueLength` bytes.
        unsafe { ptr::copy_nonoverlapping(value.data.as_ptr(), Value.cast(), value.data.len()) };
    }
    STATUS_SUCCESS
}

#[doc = "[`WdfRegistryQueryMemory`](wdk_sys::wdf::WdfRegistryQueryMemory)"]
#[abi]
pub unsafe fn WdfRegistryQueryMemory(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    PoolType: POOL_TYPE,
    MemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    Memory: *mut WDFMEMORY,
    ValueType: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryMemory";
    let fx = enter!(DriverGlobals, WdfRegistryQueryMemory);
    if Memory.is_null() {
        violation::null_parameter(fx, NAME, "Memory");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's handle and string.
    let value = match unsafe { read(fx, NAME, Key, ValueName) } {
        Ok(value) if value.data.is_empty() => return STATUS_RESOURCE_DATA_NOT_FOUND,
        Ok(value) => value,
        Err(status) => return status,
    };
    // SAFETY: the driver's attributes.
    match unsafe { memory::copy_of(fx, MemoryAttributes, None, PoolType, &value.data) } {
        Ok(memory) => {
            // SAFETY: the driver's variable, not null.
            unsafe { Memory.write(memory.handle().cast()) };
            // SAFETY: the driver's variable, or null.
            unsafe { put(ValueType, value.kind) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfRegistryAssignMemory`](wdk_sys::wdf::WdfRegistryAssignMemory)"]
#[abi]
pub unsafe fn WdfRegistryAssignMemory(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueType: ULONG,
    Memory: WDFMEMORY,
    MemoryOffsets: PWDFMEMORY_OFFSET,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryAssignMemory);
    // SAFETY: the driver's handle.
    let Some(memory) = (unsafe { Obj::<memory::Memory>::from_handle(fx, Memory) }) else {
        return status::INVALID_HANDLE;
    };
    // SAFETY: the driver's structure, or null.
    let (offset, length) = match unsafe { MemoryOffsets.as_ref() } {
        Some(offsets) => (offsets.BufferOffset, offsets.BufferLength),
        None => (0, 0),
    };
    let (_, size) = memory.span();
    let length = if length == 0 {
        size.saturating_sub(offset)
    } else {
        length
    };
    let Some(data) = memory.part(offset, length) else {
        return STATUS_INTEGER_OVERFLOW;
    };
    // SAFETY: the driver's handle and string.
    let named = unsafe { named(fx, "WdfRegistryAssignMemory", Key, ValueName) };
    answer(named.and_then(|(key, name)| {
        // SAFETY: a part of the memory object's buffer.
        unsafe { key::write(key, name, ValueType, data.cast(), length as u32) }
    }))
}

#[doc = "[`WdfRegistryQueryULong`](wdk_sys::wdf::WdfRegistryQueryULong)"]
#[abi]
pub unsafe fn WdfRegistryQueryULong(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    Value: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryULong";
    let fx = enter!(DriverGlobals, WdfRegistryQueryULong);
    if Value.is_null() {
        violation::null_parameter(fx, NAME, "Value");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's handle and string.
    let value = unsafe { read(fx, NAME, Key, ValueName) };
    match value.and_then(|value| value.dword()) {
        Ok(number) => {
            // SAFETY: the driver's variable, not null.
            unsafe { Value.write(number) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfRegistryQueryUnicodeString`](wdk_sys::wdf::WdfRegistryQueryUnicodeString)"]
#[abi]
pub unsafe fn WdfRegistryQueryUnicodeString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueByteLength: PUSHORT,
    Value: PUNICODE_STRING,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryUnicodeString";
    let fx = enter!(DriverGlobals, WdfRegistryQueryUnicodeString);
    // SAFETY: the driver's handle and string.
    let value = match unsafe { read_text(fx, NAME, Key, ValueName) } {
        Ok(value) => value,
        Err(status) => return status,
    };
    // SAFETY: the driver's variable, or null.
    unsafe { put(ValueByteLength, value.data.len() as u16) };
    // SAFETY: the driver's string, or null.
    let Some(string) = (unsafe { Value.as_mut() }) else {
        return STATUS_SUCCESS;
    };
    if string.MaximumLength == 0 || string.Buffer.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    let text = value.units();
    if size_of_val(text) > usize::from(string.MaximumLength) {
        return STATUS_BUFFER_OVERFLOW;
    }
    // SAFETY: the driver's buffer has `MaximumLength` bytes.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), string.Buffer, text.len()) };
    string.Length = size_of_val(without_nul(text)) as u16;
    STATUS_SUCCESS
}

#[doc = "[`WdfRegistryQueryString`](wdk_sys::wdf::WdfRegistryQueryString)"]
#[abi]
pub unsafe fn WdfRegistryQueryString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    String: WDFSTRING,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryString";
    let fx = enter!(DriverGlobals, WdfRegistryQueryString);
    // SAFETY: the driver's handle.
    let Some(string) = (unsafe { Obj::<Text>::from_handle(fx, String) }) else {
        return status::INVALID_HANDLE;
    };
    // SAFETY: the driver's handle and string.
    let value = unsafe { read_text(fx, NAME, Key, ValueName) };
    answer(value.and_then(|value| string.assign(without_nul(value.units()))))
}

#[doc = "[`WdfRegistryRemoveValue`](wdk_sys::wdf::WdfRegistryRemoveValue)"]
#[abi]
pub unsafe fn WdfRegistryRemoveValue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryRemoveValue);
    // SAFETY: the driver's handle and string.
    let named = unsafe { named(fx, "WdfRegistryRemoveValue", Key, ValueName) };
    answer(named.and_then(|(key, name)| key::delete_value(key, name)))
}

#[doc = "[`WdfRegistryAssignValue`](wdk_sys::wdf::WdfRegistryAssignValue)"]
#[abi]
pub unsafe fn WdfRegistryAssignValue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueType: ULONG,
    ValueLength: ULONG,
    Value: PVOID,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryAssignValue";
    let fx = enter!(DriverGlobals, WdfRegistryAssignValue);
    if ValueLength > 0 && Value.is_null() {
        violation::null_parameter(fx, NAME, "Value");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's handle and string.
    let named = unsafe { named(fx, NAME, Key, ValueName) };
    answer(named.and_then(|(key, name)| {
        // SAFETY: the driver's buffer has `ValueLength` bytes.
        unsafe { key::write(key, name, ValueType, Value.cast(), ValueLength) }
    }))
}

#[doc = "[`WdfRegistryAssignULong`](wdk_sys::wdf::WdfRegistryAssignULong)"]
#[abi]
pub unsafe fn WdfRegistryAssignULong(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    Value: ULONG,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryAssignULong);
    // SAFETY: the driver's handle and string.
    let named = unsafe { named(fx, "WdfRegistryAssignULong", Key, ValueName) };
    let bytes = Value.to_le_bytes();
    answer(named.and_then(|(key, name)| {
        // SAFETY: four bytes of a local.
        unsafe { key::write(key, name, REG_DWORD, bytes.as_ptr(), 4) }
    }))
}

/// Writes text with the NUL that the registry keeps.
fn write_text(fx: Fx, key: HANDLE, name: &[u16], text: &[u16]) -> Result<(), NTSTATUS> {
    let mut text = PoolVec::copy_of(fx.tag(), text)?;
    text.push(0)?;
    let size = size_of_val(&*text) as u32;
    // SAFETY: the bytes of the copy.
    unsafe { key::write(key, name, REG_SZ, text.as_ptr().cast(), size) }
}

#[doc = "[`WdfRegistryAssignUnicodeString`](wdk_sys::wdf::WdfRegistryAssignUnicodeString)"]
#[abi]
pub unsafe fn WdfRegistryAssignUnicodeString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    Value: PCUNICODE_STRING,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryAssignUnicodeString";
    let fx = enter!(DriverGlobals, WdfRegistryAssignUnicodeString);
    if Value.is_null() {
        violation::null_parameter(fx, NAME, "Value");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's handle and string.
    let named = unsafe { named(fx, NAME, Key, ValueName) };
    // SAFETY: the driver's string.
    let text = unsafe { units(Value) };
    answer(named.and_then(|(key, name)| write_text(fx, key, name, text)))
}

#[doc = "[`WdfRegistryAssignString`](wdk_sys::wdf::WdfRegistryAssignString)"]
#[abi]
pub unsafe fn WdfRegistryAssignString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    String: WDFSTRING,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryAssignString);
    // SAFETY: the driver's handle.
    let Some(string) = (unsafe { Obj::<Text>::from_handle(fx, String) }) else {
        return status::INVALID_HANDLE;
    };
    // SAFETY: the driver's handle and string.
    let named = unsafe { named(fx, "WdfRegistryAssignString", Key, ValueName) };
    let text = string.unicode_string();
    // SAFETY: the string's own content, which the driver does not change meanwhile.
    let text = unsafe { slice::from_raw_parts(text.Buffer, usize::from(text.Length) / 2) };
    answer(named.and_then(|(key, name)| write_text(fx, key, name, text)))
}
