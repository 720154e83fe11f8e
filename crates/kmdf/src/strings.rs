//! `WDFSTRING`.

use wdk_sys::{
    NTSTATUS, PCUNICODE_STRING, PUNICODE_STRING, STATUS_INVALID_PARAMETER, STATUS_SUCCESS,
    UNICODE_STRING, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFSTRING},
};

use crate::{
    Fx, enter,
    object::{Attributes, Body, Class, Obj, Rules, numbers, parent_or_driver},
    pool::PoolVec,
    sync::SpinLock,
    text::{counted, units},
    violation,
};

/// The framework's part of a `WDFSTRING`: the characters, and a NUL that is not counted.
pub struct Text {
    units: SpinLock<PoolVec<u16>>,
}

impl Body for Text {
    const CLASS: &'static Class = &Class::of::<Self>("WDFSTRING", numbers::STRING);
}

fn with_nul(tag: u32, text: &[u16]) -> Result<PoolVec<u16>, NTSTATUS> {
    let mut copy = PoolVec::copy_of(tag, text)?;
    copy.push(0)?;
    Ok(copy)
}

impl Obj<Text> {
    /// Creates a string under the parent that the attributes name, or the driver.
    ///
    /// # Safety
    /// The attributes are the driver's.
    pub(crate) unsafe fn create_string(
        fx: Fx,
        attributes: PWDF_OBJECT_ATTRIBUTES,
        text: &[u16],
    ) -> Result<Self, NTSTATUS> {
        // SAFETY: by contract.
        let attributes = unsafe { Attributes::read(attributes, Rules::PLAIN) }?;
        // SAFETY: by contract.
        let parent = unsafe { parent_or_driver(fx, &attributes) }?;
        let units = SpinLock::new(with_nul(fx.tag(), text)?);
        Self::create(fx, Some(parent), &attributes, Text { units })
    }

    /// Replaces the content.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub fn assign(self, text: &[u16]) -> Result<(), NTSTATUS> {
        let new = with_nul(self.fx().tag(), text)?;
        drop(self.units.with(|units| core::mem::replace(units, new)));
        Ok(())
    }

    /// The content; valid until it is replaced or the string is deleted.
    pub(crate) fn unicode_string(self) -> UNICODE_STRING {
        self.units.with(|units| {
            let all = counted(units);
            UNICODE_STRING {
                Length: all.Length - 2,
                ..all
            }
        })
    }
}

#[doc = "[`WdfStringCreate`](wdk_sys::wdf::WdfStringCreate)"]
#[abi]
pub unsafe fn WdfStringCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    UnicodeString: PCUNICODE_STRING,
    StringAttributes: PWDF_OBJECT_ATTRIBUTES,
    String: *mut WDFSTRING,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfStringCreate);
    if String.is_null() {
        violation::null_parameter(fx, "WdfStringCreate", "String");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's string.
    let text = unsafe { units(UnicodeString) };
    // SAFETY: the driver's attributes.
    match unsafe { Obj::create_string(fx, StringAttributes, text) } {
        Ok(string) => {
            // SAFETY: the driver's variable, not null.
            unsafe { String.write(string.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfStringGetUnicodeString`](wdk_sys::wdf::WdfStringGetUnicodeString)"]
#[abi]
pub unsafe fn WdfStringGetUnicodeString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    String: WDFSTRING,
    UnicodeString: PUNICODE_STRING,
) {
    let fx = enter!(DriverGlobals, WdfStringGetUnicodeString);
    // SAFETY: the driver's handle.
    let Some(string) = (unsafe { Obj::<Text>::from_handle(fx, String) }) else {
        return;
    };
    if UnicodeString.is_null() {
        return violation::null_parameter(fx, "WdfStringGetUnicodeString", "UnicodeString");
    }
    // SAFETY: the driver's variable, not null.
    unsafe { UnicodeString.write(string.unicode_string()) };
}
