//! Values of several strings, as collections of string objects.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use wdk_sys::{
    NTSTATUS, PCUNICODE_STRING, REG_MULTI_SZ, STATUS_INTEGER_OVERFLOW, STATUS_INVALID_PARAMETER,
    STATUS_OBJECT_TYPE_MISMATCH, STATUS_RESOURCE_DATA_NOT_FOUND, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFCOLLECTION, WDFKEY},
};

use super::{
    key::{self, Value},
    values::{named, read},
};
use crate::{
    Fx,
    argument::{Argument, object, status_of},
    collection::Collection as Body,
    enter,
    object::Obj,
    pool::PoolVec,
    status,
    strings::Text,
};

/// Puts a string object for each of `texts` into the collection; none when one cannot be made.
fn fill<'a>(
    fx: Fx,
    collection: Obj<Body>,
    attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
    texts: impl Iterator<Item = &'a [u16]>,
) -> Result<(), NTSTATUS> {
    for (count, text) in texts.enumerate() {
        let added = Obj::create_string(fx, attributes, Some(text)).and_then(|string| {
            let added = collection.add(string.header());
            added.inspect_err(|_| string.abandon())
        });
        if let Err(status) = added {
            for _ in 0..count {
                collection.take_back();
            }
            return Err(status);
        }
    }
    Ok(())
}

#[doc = "[`WdfRegistryQueryMultiString`](wdk_sys::wdf::WdfRegistryQueryMultiString)"]
#[abi]
pub(crate) unsafe fn WdfRegistryQueryMultiString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    StringsAttributes: PWDF_OBJECT_ATTRIBUTES,
    Collection: WDFCOLLECTION,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRegistryQueryMultiString(Key, ValueName, StringsAttributes, Collection)
    );
    let collection = object!(fx, Body, Collection => status::INVALID_HANDLE);
    let value = match read(fx, "WdfRegistryQueryMultiString", &Key, &ValueName) {
        Ok(value) if value.kind != REG_MULTI_SZ => return STATUS_OBJECT_TYPE_MISMATCH,
        Ok(value) if value.data.is_empty() => return STATUS_RESOURCE_DATA_NOT_FOUND,
        Ok(value) if !is_list(&value) => return STATUS_OBJECT_TYPE_MISMATCH,
        Ok(value) => value,
        Err(status) => return status,
    };
    let texts = value.units().split(|unit| *unit == 0);
    // An empty string ends the list.
    let texts = texts.take_while(|text| !text.is_empty());
    status_of(fill(fx, collection, &StringsAttributes, texts))
}

/// Whether the value ends as a list of strings does: with two zeros.
fn is_list(value: &Value) -> bool {
    value.data.len().is_multiple_of(2) && value.units().ends_with(&[0, 0])
}

/// The strings of a collection, each with its NUL, and one more at the end; two zeros of none.
fn joined(fx: Fx, collection: Obj<Body>) -> Result<PoolVec<u16>, NTSTATUS> {
    let mut list = PoolVec::new(fx.tag());
    let mut index = 0;
    while let Some(object) = collection.object(index) {
        let Some(string) = object.downcast::<Text>() else {
            return Err(STATUS_INVALID_PARAMETER);
        };
        string.with_units(|units| list.extend(units))?;
        list.push(0)?;
        index += 1;
    }
    if index == 0 {
        list.push(0)?;
    }
    list.push(0)?;
    Ok(list)
}

#[doc = "[`WdfRegistryAssignMultiString`](wdk_sys::wdf::WdfRegistryAssignMultiString)"]
#[abi]
pub(crate) unsafe fn WdfRegistryAssignMultiString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    StringsCollection: WDFCOLLECTION,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRegistryAssignMultiString(Key, ValueName, StringsCollection)
    );
    let collection = object!(fx, Body, StringsCollection => status::INVALID_HANDLE);
    let named = named(fx, "WdfRegistryAssignMultiString", &Key, &ValueName);
    status_of(named.and_then(|(key, name)| {
        let list = joined(fx, collection)?;
        let size = u32::try_from(size_of_val(&*list)).map_err(|_| STATUS_INTEGER_OVERFLOW)?;
        // SAFETY: the list's own bytes.
        unsafe { key::write(key, name, REG_MULTI_SZ, list.as_ptr().cast(), size) }
    }))
}
