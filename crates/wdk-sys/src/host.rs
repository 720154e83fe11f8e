//! What only the host world has: drivers as items of a test binary, and the globals of the
//! driver whose code runs on this thread.

use core::{cell::Cell, ffi::c_void, ptr};

use crate::{NTSTATUS, PVOID, fn_ptr};

/// `DriverEntry` of a driver that is linked into the process.
pub type NativeEntry = fn_ptr!(fn(DriverObject: PVOID, RegistryPath: *const crate::UNICODE_STRING) -> NTSTATUS);

/// A driver that is linked into the process: what the entry macros export in the host world
/// instead of fixed symbols, so that several drivers can live in one test.
#[derive(Clone, Copy, Debug)]
pub struct NativeDriver {
    /// Name of the service and of the image, without extension.
    pub name: &'static str,
    /// What the I/O manager calls: `FxDriverEntry` of a KMDF driver, `DriverEntry` of a WDM one.
    pub entry: NativeEntry,
}

std::thread_local! {
    static CURRENT_GLOBALS: Cell<*mut c_void> = const { Cell::new(ptr::null_mut()) };
}

/// The `WDF_DRIVER_GLOBALS` of the driver whose code runs on this thread.
#[must_use]
pub fn current_globals() -> PVOID {
    CURRENT_GLOBALS.get()
}

/// Makes `globals` current and returns what was. The framework calls it around every callback,
/// and the simulated machine when it switches simulated threads.
pub fn replace_current_globals(globals: PVOID) -> PVOID {
    CURRENT_GLOBALS.replace(globals)
}
