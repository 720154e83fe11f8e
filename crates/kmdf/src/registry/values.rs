//! Reading and writing values.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    HANDLE, NTSTATUS, PCUNICODE_STRING, POOL_TYPE, PULONG, PUNICODE_STRING, PUSHORT, PVOID,
    REG_DWORD, REG_EXPAND_SZ, REG_SZ, STATUS_BUFFER_OVERFLOW, STATUS_INTEGER_OVERFLOW,
    STATUS_INVALID_BUFFER_SIZE, STATUS_INVALID_PARAMETER, STATUS_OBJECT_TYPE_MISMATCH,
    STATUS_RESOURCE_DATA_NOT_FOUND, STATUS_SUCCESS, ULONG, abi,
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
    Fx,
    argument::{Argument, status_of},
    enter, memory,
    pool::PoolVec,
    status,
    strings::Text,
    violation,
};

/// The kernel's handle of the driver's key, and the value's name.
pub(super) fn named<'a>(
    fx: Fx,
    function: &'static str,
    key: &Argument<'_, WDFKEY>,
    name: &'a Argument<'_, PCUNICODE_STRING>,
) -> Result<(HANDLE, &'a [u16]), NTSTATUS> {
    let key = key
        .object::<RegistryKey>(fx)
        .ok_or(status::INVALID_HANDLE)?;
    if name.is_null() {
        violation::null_parameter(fx, function, "ValueName");
        return Err(STATUS_INVALID_PARAMETER);
    }
    Ok((key.kernel_handle(), name.checked_units()?))
}

pub(super) fn read(
    fx: Fx,
    function: &'static str,
    key: &Argument<'_, WDFKEY>,
    name: &Argument<'_, PCUNICODE_STRING>,
) -> Result<Value, NTSTATUS> {
    let (key, name) = named(fx, function, key, name)?;
    key::read(key, fx.tag(), name)
}

fn is_text(value: &Value) -> bool {
    [REG_SZ, REG_EXPAND_SZ].contains(&value.kind)
}

fn without_nul(text: &[u16]) -> &[u16] {
    text.strip_suffix(&[0]).unwrap_or(text)
}

#[doc = "[`WdfRegistryQueryValue`](wdk_sys::wdf::WdfRegistryQueryValue)"]
#[abi]
pub(crate) unsafe fn WdfRegistryQueryValue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueLength: ULONG,
    Value: PVOID,
    ValueLengthQueried: PULONG,
    ValueType: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryValue";
    enter!(
        fx = DriverGlobals,
        WdfRegistryQueryValue(Key, ValueName, ValueLengthQueried, ValueType)
    );
    // Without a buffer the driver asks for the length, whatever it says of the buffer.
    let ValueLength = if Value.is_null() { 0 } else { ValueLength };
    let value = match read(fx, NAME, &Key, &ValueName) {
        Ok(value) => value,
        Err(status) => return status,
    };
    ValueLengthQueried.put(value.data.len() as ULONG);
    ValueType.put(value.kind);
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
pub(crate) unsafe fn WdfRegistryQueryMemory(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    PoolType: POOL_TYPE,
    MemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    Memory: *mut WDFMEMORY,
    ValueType: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryMemory";
    enter!(
        fx = DriverGlobals,
        WdfRegistryQueryMemory(Key, ValueName, MemoryAttributes, Memory, ValueType)
    );
    if Memory.is_null() {
        violation::null_parameter(fx, NAME, "Memory");
        return STATUS_INVALID_PARAMETER;
    }
    Memory.put(ptr::null_mut());
    let value = match read(fx, NAME, &Key, &ValueName) {
        Ok(value) if value.data.is_empty() => return STATUS_RESOURCE_DATA_NOT_FOUND,
        Ok(value) => value,
        Err(status) => return status,
    };
    match memory::copy_of(fx, &MemoryAttributes, None, PoolType, &value.data) {
        Ok(memory) => {
            Memory.put(memory.handle().cast());
            ValueType.put(value.kind);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfRegistryAssignMemory`](wdk_sys::wdf::WdfRegistryAssignMemory)"]
#[abi]
pub(crate) unsafe fn WdfRegistryAssignMemory(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueType: ULONG,
    Memory: WDFMEMORY,
    MemoryOffsets: PWDFMEMORY_OFFSET,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRegistryAssignMemory(Key, ValueName, Memory, MemoryOffsets)
    );
    let Some(memory) = Memory.object::<memory::Memory>(fx) else {
        return status::INVALID_HANDLE;
    };
    let (offset, length) = match MemoryOffsets.read() {
        Some(offsets) => (offsets.BufferOffset, offsets.BufferLength),
        None => (0, 0),
    };
    let (_, size) = memory.span();
    let whole = length == 0;
    let length = if whole {
        size.saturating_sub(offset)
    } else {
        length
    };
    let Some(data) = memory.part(offset, length) else {
        return STATUS_INTEGER_OVERFLOW;
    };
    if offset > 0 && whole {
        return violation::break_behind(fx, "WdfRegistryAssignMemory", Memory.pointer().cast());
    }
    let named = named(fx, "WdfRegistryAssignMemory", &Key, &ValueName);
    status_of(named.and_then(|(key, name)| {
        // SAFETY: a part of the memory object's buffer.
        unsafe { key::write(key, name, ValueType, data.cast(), length as u32) }
    }))
}

#[doc = "[`WdfRegistryQueryULong`](wdk_sys::wdf::WdfRegistryQueryULong)"]
#[abi]
pub(crate) unsafe fn WdfRegistryQueryULong(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    Value: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryULong";
    enter!(
        fx = DriverGlobals,
        WdfRegistryQueryULong(Key, ValueName, Value)
    );
    if Value.is_null() {
        violation::null_parameter(fx, NAME, "Value");
        return STATUS_INVALID_PARAMETER;
    }
    let value = read(fx, NAME, &Key, &ValueName);
    match value.and_then(|value| value.dword()) {
        Ok(number) => {
            Value.put(number);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfRegistryQueryUnicodeString`](wdk_sys::wdf::WdfRegistryQueryUnicodeString)"]
#[abi]
pub(crate) unsafe fn WdfRegistryQueryUnicodeString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueByteLength: PUSHORT,
    Value: PUNICODE_STRING,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryUnicodeString";
    enter!(
        fx = DriverGlobals,
        WdfRegistryQueryUnicodeString(Key, ValueName, ValueByteLength, Value)
    );
    let string = Value.read();
    let valid = Value.checked_units().is_ok();
    let room = string.map_or(0, |string| usize::from(string.MaximumLength));
    if !valid || string.is_some() && room == 0 {
        return STATUS_INVALID_PARAMETER;
    }
    let value = match read(fx, NAME, &Key, &ValueName) {
        Ok(value) => value,
        Err(status) => return status,
    };
    // What does not fit is not looked at, and neither is its type.
    if value.data.len() > room {
        ValueByteLength.put(value.data.len() as u16);
        return STATUS_BUFFER_OVERFLOW;
    }
    if !is_text(&value) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    ValueByteLength.put(value.data.len() as u16);
    let Some(mut string) = string else {
        return STATUS_SUCCESS;
    };
    let text = value.units();
    // SAFETY: the driver's buffer has `MaximumLength` bytes.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), string.Buffer, text.len()) };
    string.Length = size_of_val(without_nul(text)) as u16;
    Value.put(string);
    STATUS_SUCCESS
}

#[doc = "[`WdfRegistryQueryString`](wdk_sys::wdf::WdfRegistryQueryString)"]
#[abi]
pub(crate) unsafe fn WdfRegistryQueryString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    String: WDFSTRING,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryQueryString";
    enter!(
        fx = DriverGlobals,
        WdfRegistryQueryString(Key, ValueName, String)
    );
    let Some(string) = String.object::<Text>(fx) else {
        return status::INVALID_HANDLE;
    };
    status_of(read(fx, NAME, &Key, &ValueName).and_then(|value| {
        if value.data.is_empty() && is_text(&value) {
            return Err(STATUS_RESOURCE_DATA_NOT_FOUND);
        }
        if !is_text(&value) {
            return Err(STATUS_OBJECT_TYPE_MISMATCH);
        }
        if value.data.len() > usize::from(u16::MAX) {
            return Err(STATUS_INVALID_BUFFER_SIZE);
        }
        string.assign(without_nul(value.units()))
    }))
}

#[doc = "[`WdfRegistryRemoveValue`](wdk_sys::wdf::WdfRegistryRemoveValue)"]
#[abi]
pub(crate) unsafe fn WdfRegistryRemoveValue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfRegistryRemoveValue(Key, ValueName));
    let named = named(fx, "WdfRegistryRemoveValue", &Key, &ValueName);
    status_of(named.and_then(|(key, name)| key::delete_value(key, name)))
}

#[doc = "[`WdfRegistryAssignValue`](wdk_sys::wdf::WdfRegistryAssignValue)"]
#[abi]
pub(crate) unsafe fn WdfRegistryAssignValue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    ValueType: ULONG,
    ValueLength: ULONG,
    Value: PVOID,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryAssignValue";
    enter!(fx = DriverGlobals, WdfRegistryAssignValue(Key, ValueName));
    if ValueLength > 0 && Value.is_null() {
        violation::null_parameter(fx, NAME, "Value");
        return STATUS_INVALID_PARAMETER;
    }
    let named = named(fx, NAME, &Key, &ValueName);
    status_of(named.and_then(|(key, name)| {
        // SAFETY: the driver's buffer has `ValueLength` bytes.
        unsafe { key::write(key, name, ValueType, Value.cast(), ValueLength) }
    }))
}

#[doc = "[`WdfRegistryAssignULong`](wdk_sys::wdf::WdfRegistryAssignULong)"]
#[abi]
pub(crate) unsafe fn WdfRegistryAssignULong(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    Value: ULONG,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfRegistryAssignULong(Key, ValueName));
    let named = named(fx, "WdfRegistryAssignULong", &Key, &ValueName);
    let bytes = Value.to_le_bytes();
    status_of(named.and_then(|(key, name)| {
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
pub(crate) unsafe fn WdfRegistryAssignUnicodeString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    Value: PCUNICODE_STRING,
) -> NTSTATUS {
    const NAME: &str = "WdfRegistryAssignUnicodeString";
    enter!(
        fx = DriverGlobals,
        WdfRegistryAssignUnicodeString(Key, ValueName, Value)
    );
    if Value.is_null() {
        violation::null_parameter(fx, NAME, "Value");
        return STATUS_INVALID_PARAMETER;
    }
    let named = named(fx, NAME, &Key, &ValueName);
    status_of(named.and_then(|(key, name)| write_text(fx, key, name, Value.checked_units()?)))
}

#[doc = "[`WdfRegistryAssignString`](wdk_sys::wdf::WdfRegistryAssignString)"]
#[abi]
pub(crate) unsafe fn WdfRegistryAssignString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    String: WDFSTRING,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRegistryAssignString(Key, ValueName, String)
    );
    let Some(string) = String.object::<Text>(fx) else {
        return status::INVALID_HANDLE;
    };
    let named = named(fx, "WdfRegistryAssignString", &Key, &ValueName);
    status_of(named.and_then(|(key, name)| {
        let text = string.copy()?;
        write_text(fx, key, name, &text)
    }))
}
