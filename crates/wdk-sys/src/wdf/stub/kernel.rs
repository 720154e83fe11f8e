//! The kernel world's part of the stub: an image is one driver, and everything is static.

use core::{arch::global_asm, cell::UnsafeCell, sync::atomic::Ordering::Relaxed};

use super::{Binding, KmdfVersion, fx_driver_entry};
use crate::{
    NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, ULONG,
    wdf::{
        PWDF_DRIVER_GLOBALS, WdfClientVersionHigherThanFramework, WdfDriverGlobals,
        WdfFunctionCount, WdfFunctions, WdfMinimumVersionRequired, WdfStructureCount,
        WdfStructures,
    },
};

#[repr(transparent)]
struct Image(UnsafeCell<Binding>);

// SAFETY: the I/O manager calls a driver's entry and unload one after the other, and nothing else
// uses the binding.
unsafe impl Sync for Image {}

/// Under the name that Microsoft's stub gives the bind block, for debuggers.
#[unsafe(export_name = "WdfBindInfo")]
static BINDING: Image = Image(UnsafeCell::new(Binding::new()));

pub(super) fn create(_driver: PDRIVER_OBJECT, version: &KmdfVersion) -> *mut Binding {
    WdfMinimumVersionRequired.store(version.minimum_minor, Relaxed);
    let binding = BINDING.0.get();
    // SAFETY: `FxDriverEntry` is called once, and the unload routine only after it.
    let state = unsafe { &mut *binding };
    state.request(version);
    state.info.V1.FuncTable = WdfFunctions.as_ptr();
    state.info.MinimumVersionRequired = WdfMinimumVersionRequired.as_ptr();
    state.info.ClientVersionHigherThanFramework = WdfClientVersionHigherThanFramework.as_ptr();
    state.info.FuncCountPtr = WdfFunctionCount.as_ptr();
    state.info.StructCountPtr = WdfStructureCount.as_ptr();
    state.info.StructTable = WdfStructures.as_ptr();
    binding
}

pub(super) fn find(_driver: PDRIVER_OBJECT) -> Option<*mut Binding> {
    Some(BINDING.0.get())
}

/// The image's driver: its object plays no part.
pub(super) fn driver_of(_globals: PWDF_DRIVER_GLOBALS) -> Option<PDRIVER_OBJECT> {
    Some(core::ptr::null_mut())
}

pub(super) fn forget(_driver: PDRIVER_OBJECT) {
    set_globals(core::ptr::null_mut());
}

fn set_globals(globals: PWDF_DRIVER_GLOBALS) {
    let variable = &raw mut WdfDriverGlobals;
    // SAFETY: none of the driver's code runs now, and nobody else uses the variable.
    unsafe { variable.write(globals) };
}

/// Makes the driver's globals known; a loader older than 1.25 does not report its function count.
pub(super) fn publish(binding: &Binding) -> Current {
    set_globals(binding.globals);
    if WdfFunctionCount.load(Relaxed) == 0 {
        WdfFunctionCount.store(binding.info.V1.FuncCount, Relaxed);
    }
    Current
}

/// An image has the globals of one driver: nothing to put back.
pub(super) struct Current;

unsafe extern "C" {
    /// The driver's entry, under the name that C drivers give it.
    fn DriverEntry(driver: PDRIVER_OBJECT, registry_path: PCUNICODE_STRING) -> NTSTATUS;
    /// The minor versions that the driver's manifest states; the linker aliases each name to one of
    /// the numbers below.
    static __wdk_kmdf_target_minor: ULONG;
    static __wdk_kmdf_minimum_minor: ULONG;
}

unsafe extern "C" fn image_entry(
    driver: PDRIVER_OBJECT,
    registry_path: PCUNICODE_STRING,
) -> NTSTATUS {
    // SAFETY: a constant of the image.
    let target = unsafe { __wdk_kmdf_target_minor };
    // SAFETY: the linker aliases this name to a number of the image, too, which nothing writes.
    let minimum = unsafe { __wdk_kmdf_minimum_minor };
    let version = KmdfVersion::new(KmdfVersion::CURRENT.major, target).or_newer_than(minimum);
    // SAFETY: the I/O manager's arguments.
    unsafe { fx_driver_entry(driver, registry_path, DriverEntry, &version) }
}

// Rust exports every `no_mangle` function from a `cdylib`, so that each image, WDM drivers included,
// would carry this entry and import WDFLDR.SYS. A symbol in a section of its own is taken only by
// the image that asks the linker for it.
#[cfg(target_arch = "x86_64")]
global_asm!(
    ".section .text$FxDriverEntry,\"xr\",discard,FxDriverEntry",
    ".globl FxDriverEntry",
    "FxDriverEntry: jmp {entry}",
    ".text",
    entry = sym image_entry,
);
#[cfg(target_arch = "aarch64")]
global_asm!(
    ".section .text$FxDriverEntry,\"xr\",discard,FxDriverEntry",
    ".globl FxDriverEntry",
    ".p2align 2",
    "FxDriverEntry: b {entry}",
    ".text",
    entry = sym image_entry,
);

/// Numbers with names, for `/ALTERNATENAME:__wdk_kmdf_target_minor=__wdk_kmdf_minor_33`.
macro_rules! minor_versions {
    ($($minor:literal)*) => {$(
        global_asm!(
            concat!(".section .rdata$kmdf_minor,\"dr\",discard,__wdk_kmdf_minor_", $minor),
            concat!(".globl __wdk_kmdf_minor_", $minor),
            ".p2align 2",
            concat!("__wdk_kmdf_minor_", $minor, ": .long ", $minor),
            ".text",
        );
    )*};
}
minor_versions!(15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33);
