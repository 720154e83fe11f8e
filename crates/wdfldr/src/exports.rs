//! The image's entry and what it exports; `build.rs` gives the exports their names.
#![expect(
    unsafe_code,
    reason = "defines the exports of an image, which pass their arguments on"
)]

use kmdf::bind;
use wdk_panic as _;
use wdk_sys::{
    NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, PUNICODE_STRING, PVOID, STATUS_SUCCESS, abi,
    wdf::{PWDF_BIND_INFO, PWDF_COMPONENT_GLOBALS},
};

/// The entry of the image, which the system calls only when it is started as a service.
#[abi(no_mangle)]
fn DriverEntry(_driver: PDRIVER_OBJECT, _registry_path: PUNICODE_STRING) -> NTSTATUS {
    STATUS_SUCCESS
}

/// Called before the first driver that imports from the image.
#[abi(no_mangle)]
fn DllInitialize(_registry_path: PCUNICODE_STRING) -> NTSTATUS {
    STATUS_SUCCESS
}

/// Called after the last driver that imports from the image: a bound driver imports from it, so
/// none is left.
#[abi(no_mangle)]
fn DllUnload() -> NTSTATUS {
    STATUS_SUCCESS
}

#[abi(no_mangle)]
unsafe fn wdfldr_WdfVersionBind(
    driver: PDRIVER_OBJECT,
    registry_path: PUNICODE_STRING,
    info: PWDF_BIND_INFO,
    globals: *mut PWDF_COMPONENT_GLOBALS,
) -> NTSTATUS {
    // SAFETY: the caller's arguments, whose contract is the same.
    unsafe { bind::WdfVersionBind(driver, registry_path, info, globals) }
}

#[abi(no_mangle)]
unsafe fn wdfldr_WdfVersionUnbind(
    registry_path: PUNICODE_STRING,
    info: PWDF_BIND_INFO,
    globals: PWDF_COMPONENT_GLOBALS,
) -> NTSTATUS {
    // SAFETY: the caller's arguments, whose contract is the same.
    unsafe { bind::WdfVersionUnbind(registry_path, info, globals) }
}

#[abi(no_mangle)]
unsafe fn wdfldr_WdfVersionBindClass(
    info: PWDF_BIND_INFO,
    globals: PWDF_COMPONENT_GLOBALS,
    class: PVOID,
) -> NTSTATUS {
    // SAFETY: the caller's arguments, whose contract is the same.
    unsafe { bind::WdfVersionBindClass(info, globals, class) }
}

#[abi(no_mangle)]
unsafe fn wdfldr_WdfVersionUnbindClass(
    info: PWDF_BIND_INFO,
    globals: PWDF_COMPONENT_GLOBALS,
    class: PVOID,
) {
    // SAFETY: the caller's arguments, whose contract is the same.
    unsafe { bind::WdfVersionUnbindClass(info, globals, class) }
}
