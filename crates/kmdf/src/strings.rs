//! `WDFSTRING`.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use wdk_sys::{
    NTSTATUS, PCUNICODE_STRING, PUNICODE_STRING, STATUS_INTEGER_OVERFLOW, STATUS_INVALID_PARAMETER,
    UNICODE_STRING, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFSTRING},
};

use crate::{
    Fx,
    argument::Argument,
    enter,
    object::{Attributes, Body, Class, Obj, Rules, numbers},
    pool::PoolVec,
    sync::SpinLock,
    text::counted,
    violation,
};

/// The framework's part of a `WDFSTRING`: the characters, and a NUL that is not counted.
pub(crate) struct Text {
    units: SpinLock<PoolVec<u16>>,
}

impl Body for Text {
    const CLASS: &'static Class = &Class::of::<Self>("WDFSTRING", numbers::STRING).passive();
}

/// The longest text, in bytes, that a counted string holds with its NUL.
const LONGEST: usize = u16::MAX as usize - size_of::<u16>();

fn with_nul(tag: u32, text: &[u16]) -> Result<PoolVec<u16>, NTSTATUS> {
    if size_of_val(text) > LONGEST {
        return Err(STATUS_INTEGER_OVERFLOW);
    }
    let mut copy = PoolVec::copy_of(tag, text)?;
    copy.push(0)?;
    Ok(copy)
}

impl Obj<Text> {
    /// Creates a string under the parent that the attributes name, or the driver. Without text it has no buffer.
    pub(crate) fn create_string(
        fx: Fx,
        attributes: &Argument<'_, PWDF_OBJECT_ATTRIBUTES>,
        text: Option<&[u16]>,
    ) -> Result<Self, NTSTATUS> {
        let attributes = Attributes::read(attributes, Rules::PLAIN)?;
        let parent = attributes.parent_or(fx, None)?;
        let units = match text {
            Some(text) => with_nul(fx.tag(), text)?,
            None => PoolVec::new(fx.tag()),
        };
        let units = SpinLock::new(units);
        Self::create(fx, Some(parent), &attributes, Text { units })
    }

    /// Replaces the content.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn assign(self, text: &[u16]) -> Result<(), NTSTATUS> {
        let new = with_nul(self.fx().tag(), text)?;
        drop(self.units.with(|units| core::mem::replace(units, new)));
        Ok(())
    }

    /// Runs `work` with the content, under the string's lock.
    pub(crate) fn with_units<R>(self, work: impl FnOnce(&[u16]) -> R) -> R {
        self.units
            .with(|units| work(units.strip_suffix(&[0]).unwrap_or(units)))
    }

    /// A copy of the content.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn copy(self) -> Result<PoolVec<u16>, NTSTATUS> {
        let tag = self.fx().tag();
        self.with_units(|units| PoolVec::copy_of(tag, units))
    }

    /// The content; valid until it is replaced or the string is deleted.
    pub(crate) fn unicode_string(self) -> UNICODE_STRING {
        self.units.with(|units| {
            if units.is_empty() {
                return UNICODE_STRING::default();
            }
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
pub(crate) unsafe fn WdfStringCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    UnicodeString: PCUNICODE_STRING,
    StringAttributes: PWDF_OBJECT_ATTRIBUTES,
    String: *mut WDFSTRING,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfStringCreate(UnicodeString, StringAttributes, String)
    );
    if String.is_null() {
        violation::null_parameter(fx, "WdfStringCreate", "String");
        return STATUS_INVALID_PARAMETER;
    }
    let created = UnicodeString
        .checked_units()
        .map(|text| Some(text).filter(|_| !UnicodeString.is_null()))
        .and_then(|text| Obj::create_string(fx, &StringAttributes, text));
    String.put_created(created)
}

#[doc = "[`WdfStringGetUnicodeString`](wdk_sys::wdf::WdfStringGetUnicodeString)"]
#[abi]
pub(crate) unsafe fn WdfStringGetUnicodeString(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    String: WDFSTRING,
    UnicodeString: PUNICODE_STRING,
) {
    enter!(
        fx = DriverGlobals,
        WdfStringGetUnicodeString(String, UnicodeString)
    );
    let Some(string) = String.object::<Text>(fx) else {
        return;
    };
    if UnicodeString.is_null() {
        return violation::null_parameter(fx, "WdfStringGetUnicodeString", "UnicodeString");
    }
    UnicodeString.put(string.unicode_string());
}
