//! Values of several strings, as collections of string objects.

use wdk_sys::{
    NTSTATUS, PCUNICODE_STRING, REG_MULTI_SZ, STATUS_INTEGER_OVERFLOW, STATUS_OBJECT_TYPE_MISMATCH,
    STATUS_RESOURCE_DATA_NOT_FOUND, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFCOLLECTION, WDFKEY},
};

use super::{
    key,
    values::{answer, named, read},
};
use crate::{
    Fx,
    collection::Collection as Body,
    enter,
    handle::object,
    object::{Body as _, Obj},
    pool::PoolVec,
    status,
    strings::Text,
    text::units,
};

/// Puts a string object for each of `texts` into the collection; none when one cannot be made.
///
/// # Safety
/// The attributes are the driver's.
unsafe fn fill<'a>(
    fx: Fx,
    collection: Obj<Body>,
    attributes: PWDF_OBJECT_ATTRIBUTES,
    texts: impl Iterator<Item = &'a [u16]>,
) -> Result<(), NTSTATUS> {
    for (count, text) in texts.enumerate() {
        // SAFETY: by contract.
        let added = unsafe { Obj::create_string(fx, attributes, text) }.and_then(|string| {
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
pub unsafe fn WdfRegistryQueryMultiString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    StringsAttributes: PWDF_OBJECT_ATTRIBUTES,
    Collection: WDFCOLLECTION,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryQueryMultiString);
    let collection = object!(fx, Body, Collection => status::INVALID_HANDLE);
    // SAFETY: the driver's handle and string.
    let value = match unsafe { read(fx, "WdfRegistryQueryMultiString", Key, ValueName) } {
        Ok(value) if value.kind != REG_MULTI_SZ => return STATUS_OBJECT_TYPE_MISMATCH,
        Ok(value) if value.data.is_empty() => return STATUS_RESOURCE_DATA_NOT_FOUND,
        Ok(value) => value,
        Err(status) => return status,
    };
    let texts = value.units().split(|unit| *unit == 0);
    // An empty string ends the list.
    let texts = texts.take_while(|text| !text.is_empty());
    // SAFETY: the driver's attributes.
    answer(unsafe { fill(fx, collection, StringsAttributes, texts) })
}

/// The strings of a collection, each with its NUL, and one more at the end.
fn joined(fx: Fx, collection: Obj<Body>) -> Result<PoolVec<u16>, NTSTATUS> {
    let mut list = PoolVec::new(fx.tag());
    let mut index = 0;
    while let Some(header) = collection.object(index) {
        // SAFETY: held by the collection, which the driver does not change meanwhile.
        if !unsafe { header.as_ref() }.class().is(Text::CLASS) {
            return Err(STATUS_OBJECT_TYPE_MISMATCH);
        }
        // SAFETY: the class says what the body is.
        let string: Obj<Text> = unsafe { Obj::from_raw(header) };
        let content = string.unicode_string();
        // SAFETY: the string's own content, which the driver does not change meanwhile.
        list.extend(unsafe { units(&raw const content) })?;
        list.push(0)?;
        index += 1;
    }
    list.push(0)?;
    Ok(list)
}

#[doc = "[`WdfRegistryAssignMultiString`](wdk_sys::wdf::WdfRegistryAssignMultiString)"]
#[abi]
pub unsafe fn WdfRegistryAssignMultiString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
    ValueName: PCUNICODE_STRING,
    StringsCollection: WDFCOLLECTION,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryAssignMultiString);
    let collection = object!(fx, Body, StringsCollection => status::INVALID_HANDLE);
    // SAFETY: the driver's handle and string.
    let named = unsafe { named(fx, "WdfRegistryAssignMultiString", Key, ValueName) };
    answer(named.and_then(|(key, name)| {
        let list = joined(fx, collection)?;
        let size = u32::try_from(size_of_val(&*list)).map_err(|_| STATUS_INTEGER_OVERFLOW)?;
        // SAFETY: the list's own bytes.
        unsafe { key::write(key, name, REG_MULTI_SZ, list.as_ptr().cast(), size) }
    }))
}
