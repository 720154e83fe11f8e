//! `DriverEntry` and `EvtDriverDeviceAdd`.

use core::{
    char::{REPLACEMENT_CHARACTER, decode_utf16},
    fmt::{self, Write as _},
    ptr, slice,
};

use wdk::{nt_success, paged_code, println};
use wdk_sys::{
    DRIVER_OBJECT, NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, PWDFDEVICE_INIT, STATUS_SUCCESS,
    ULONG, UNICODE_STRING, WDF_DRIVER_CONFIG, WDF_DRIVER_VERSION_AVAILABLE_PARAMS, WDF_NO_HANDLE,
    WDF_NO_OBJECT_ATTRIBUTES, WDFDRIVER, WDFOBJECT, WDFSTRING, WdfDriverGlobals,
    call_unsafe_wdf_function_binding,
};

use crate::device;

#[unsafe(export_name = "DriverEntry")]
#[unsafe(link_section = "INIT")]
extern "system" fn driver_entry(
    driver: &mut DRIVER_OBJECT,
    registry_path: PCUNICODE_STRING,
) -> NTSTATUS {
    let mut config = WDF_DRIVER_CONFIG {
        Size: size_of::<WDF_DRIVER_CONFIG>() as ULONG,
        EvtDriverDeviceAdd: Some(evt_device_add),
        EvtDriverUnload: Some(evt_unload),
        ..WDF_DRIVER_CONFIG::default()
    };
    // SAFETY: driver and path are those of the system's call; the framework copies the rest.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfDriverCreate,
            driver as PDRIVER_OBJECT,
            registry_path,
            WDF_NO_OBJECT_ATTRIBUTES,
            &raw mut config,
            WDF_NO_HANDLE.cast::<WDFDRIVER>(),
        )
    };
    if !nt_success(status) {
        println!("raw_echo: WdfDriverCreate failed {status:#010X}");
        return status;
    }
    if let Err(status) = print_framework_version() {
        println!("raw_echo: the framework's version is not known: {status:#010X}");
    }
    STATUS_SUCCESS
}

/// UTF-16 that is printed as it is: a `String` of it could panic where memory is short.
struct Text<'a>(&'a [u16]);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decode_utf16(self.0.iter().copied())
            .try_for_each(|c| f.write_char(c.unwrap_or(REPLACEMENT_CHARACTER)))
    }
}

/// Prints the framework's version string.
#[unsafe(link_section = "INIT")]
fn print_framework_version() -> Result<(), NTSTATUS> {
    // SAFETY: written before DriverEntry is called, and constant from then on.
    let globals = unsafe { WdfDriverGlobals };
    // SAFETY: they live until the driver is unloaded.
    let driver = unsafe { (*globals).Driver };
    let mut string: WDFSTRING = ptr::null_mut();
    // SAFETY: neither content nor attributes, and a variable for the handle.
    let status = unsafe {
        call_unsafe_wdf_function_binding!(
            WdfStringCreate,
            ptr::null(),
            WDF_NO_OBJECT_ATTRIBUTES,
            &mut string
        )
    };
    if !nt_success(status) {
        return Err(status);
    }
    // SAFETY: both objects were created above.
    let status =
        unsafe { call_unsafe_wdf_function_binding!(WdfDriverRetrieveVersionString, driver, string) };
    if nt_success(status) {
        let mut text = UNICODE_STRING::default();
        // SAFETY: the string object lives, and `text` is a variable.
        unsafe {
            call_unsafe_wdf_function_binding!(WdfStringGetUnicodeString, string, &mut text);
        }
        let units = usize::from(text.Length) / size_of::<u16>();
        // SAFETY: the string object keeps its text until it is deleted below.
        let text = Text(unsafe { slice::from_raw_parts(text.Buffer, units) });
        println!("raw_echo runs on {text}");
    }
    // SAFETY: created here and used no more.
    unsafe { call_unsafe_wdf_function_binding!(WdfObjectDelete, string as WDFOBJECT) };

    let mut wanted = WDF_DRIVER_VERSION_AVAILABLE_PARAMS {
        Size: size_of::<WDF_DRIVER_VERSION_AVAILABLE_PARAMS>() as ULONG,
        MajorVersion: 1,
        MinorVersion: 0,
    };
    // SAFETY: the driver object lives, and the parameters are a variable.
    let available =
        unsafe { call_unsafe_wdf_function_binding!(WdfDriverIsVersionAvailable, driver, &mut wanted) };
    println!("raw_echo: KMDF 1.0 is available: {}", available != 0);
    if nt_success(status) {
        Ok(())
    } else {
        Err(status)
    }
}

#[unsafe(link_section = "PAGE")]
extern "C" fn evt_device_add(_driver: WDFDRIVER, device_init: PWDFDEVICE_INIT) -> NTSTATUS {
    paged_code!();
    // SAFETY: the framework calls with settings that are the callback's until a device is made.
    let Some(init) = (unsafe { device_init.as_mut() }) else {
        return wdk_sys::STATUS_INVALID_PARAMETER;
    };
    device::create(init)
}

extern "C" fn evt_unload(_driver: WDFDRIVER) {
    println!("raw_echo is unloaded");
}
