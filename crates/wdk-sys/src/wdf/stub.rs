//! What runs between the I/O manager and a KMDF driver's `DriverEntry`: the counterpart of
//! Microsoft's `WdfDriverEntry.lib`.
//!
//! The system calls `FxDriverEntry`. It binds the driver to the framework, calls `DriverEntry`, and
//! puts itself before the driver's `DriverUnload`, so that the driver is unbound behind it.
//!
//! - **Kernel world**: this crate has the symbol `FxDriverEntry`; the linker takes it when it is the
//!   image's entry (`/ENTRY:FxDriverEntry`), and it calls the symbol `DriverEntry`. The linker is also
//!   told which version the driver's manifest states, as aliases of `__wdk_kmdf_target_minor` and
//!   `__wdk_kmdf_minimum_minor`; `wdk-build` passes all of this.
//! - **Host world**: the driver's entry is a function that calls [`fx_driver_entry`].

#[cfg(all(target_os = "windows", panic = "abort"))]
#[path = "stub/kernel.rs"]
mod world;
#[cfg(not(all(target_os = "windows", panic = "abort")))]
#[path = "stub/host.rs"]
mod world;

use core::ptr;

use super::{
    _WDF_DRIVER_INIT_FLAGS::WdfDriverInitNoDispatchOverride, FUNCTIONS, MAJOR_VERSION,
    MINOR_VERSION, PFN_WDFDRIVERMINIPORTUNLOAD, PWDF_DRIVER_GLOBALS, RELEASED_MINORS,
    WDF_BIND_INFO, WDF_BIND_INFO2, WDF_DRIVER_GLOBALS, WDF_VERSION, WDFDRIVER, WdfVersionBind,
    WdfVersionUnbind, call, driver_globals,
};
use crate::{
    NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, PDRIVER_UNLOAD, ULONG, UNICODE_STRING, WCHAR, abi,
    fn_ptr,
};

/// A KMDF driver's `DriverEntry`.
pub type DriverEntry =
    fn_ptr!(fn(DriverObject: PDRIVER_OBJECT, RegistryPath: PCUNICODE_STRING) -> NTSTATUS);

/// The framework version that a driver is built for, and the oldest that it can run on.
///
/// # Examples
/// ```
/// use wdk_sys::wdf::KmdfVersion;
///
/// const VERSION: KmdfVersion = KmdfVersion::new(1, 33).or_newer_than(25);
/// assert_eq!(VERSION.function_count(), 458);
/// ```
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KmdfVersion {
    /// Major version; always 1.
    pub major: ULONG,
    /// The minor version whose functions the driver uses.
    pub target_minor: ULONG,
    /// The lowest minor version that the driver can run on.
    pub minimum_minor: ULONG,
}

/// Since this minor version a driver can run on a framework older than the one it is built for.
const FIRST_WITH_MINIMUM: ULONG = 25;

impl KmdfVersion {
    /// The version that this crate describes.
    pub const CURRENT: Self = Self::new(MAJOR_VERSION, MINOR_VERSION);

    /// A driver that needs `major.target_minor`.
    #[must_use]
    pub const fn new(major: ULONG, target_minor: ULONG) -> Self {
        Self {
            major,
            target_minor,
            minimum_minor: target_minor,
        }
    }

    /// Lets the driver run on frameworks from `minimum_minor` on; before it calls a newer function
    /// it asks [`is_available`](super::is_available).
    #[must_use]
    pub const fn or_newer_than(self, minimum_minor: ULONG) -> Self {
        Self {
            minimum_minor,
            ..self
        }
    }

    /// How many functions the table of the target version has.
    #[must_use]
    pub const fn function_count(&self) -> ULONG {
        /// By minor version: a driver carries this table rather than that of all names.
        const COUNTS: [ULONG; MINOR_VERSION as usize + 1] = {
            let mut counts = [0; MINOR_VERSION as usize + 1];
            let mut index = 0;
            while index < FUNCTIONS.len() {
                let mut minor = FUNCTIONS[index].since as usize;
                while minor < counts.len() {
                    counts[minor] += 1;
                    minor += 1;
                }
                index += 1;
            }
            counts
        };
        if self.target_minor <= MINOR_VERSION {
            COUNTS[self.target_minor as usize]
        } else {
            COUNTS[MINOR_VERSION as usize]
        }
    }

    /// How many functions KMDF 1.`minor` has; none for a version that never was.
    #[must_use]
    pub const fn functions_of(minor: ULONG) -> Option<ULONG> {
        let mut index = 0;
        while index < RELEASED_MINORS.len() {
            if RELEASED_MINORS[index] == minor {
                return Some(Self::new(MAJOR_VERSION, minor).function_count());
            }
            index += 1;
        }
        None
    }

    /// The bytes of the bind block that a loader of the target version knows.
    const fn bind_size(&self) -> usize {
        if self.target_minor < FIRST_WITH_MINIMUM {
            size_of::<WDF_BIND_INFO>()
        } else {
            size_of::<WDF_BIND_INFO2>()
        }
    }
}

/// `KmdfLibrary`, the component that every driver binds to.
static COMPONENT: [WCHAR; 12] = {
    let name = *b"KmdfLibrary\0";
    let mut wide = [0; 12];
    let mut index = 0;
    while index < wide.len() {
        wide[index] = name[index] as WCHAR;
        index += 1;
    }
    wide
};

/// Longest registry path that is kept, in code units, as in Microsoft's stub.
const PATH_UNITS: usize = 260;

/// What the stub remembers of one driver while it is bound.
///
/// The bind block comes first: a debugger looks for it at the symbol of the whole.
#[repr(C)]
struct Binding {
    info: WDF_BIND_INFO2,
    globals: PWDF_DRIVER_GLOBALS,
    path: [WCHAR; PATH_UNITS],
    path_bytes: u16,
    /// The driver's own routine, which the stub's stands before.
    unload: PDRIVER_UNLOAD,
}

impl Binding {
    const fn new() -> Self {
        Self {
            info: WDF_BIND_INFO2 {
                V1: WDF_BIND_INFO {
                    Size: 0,
                    Component: ptr::null_mut(),
                    Version: WDF_VERSION {
                        Major: 0,
                        Minor: 0,
                        Build: 0,
                    },
                    FuncCount: 0,
                    FuncTable: ptr::null_mut(),
                    Module: ptr::null_mut(),
                },
                MinimumVersionRequired: ptr::null_mut(),
                ClientVersionHigherThanFramework: ptr::null_mut(),
                FuncCountPtr: ptr::null_mut(),
                StructCountPtr: ptr::null_mut(),
                StructTable: ptr::null_mut(),
            },
            globals: ptr::null_mut(),
            path: [0; PATH_UNITS],
            path_bytes: 0,
            unload: None,
        }
    }

    /// What the version alone decides of the bind block.
    fn request(&mut self, version: &KmdfVersion) {
        self.info.V1.Size = version.bind_size() as ULONG;
        self.info.V1.Component = COMPONENT.as_ptr().cast_mut();
        self.info.V1.Version.Major = version.major;
        self.info.V1.Version.Minor = version.target_minor;
        self.info.V1.FuncCount = version.function_count();
    }

    /// Keeps the registry path, since the caller's string ends with `DriverEntry`.
    ///
    /// # Safety
    /// `path` is null or a valid string.
    unsafe fn keep_path(&mut self, path: PCUNICODE_STRING) {
        // SAFETY: null or a valid string, which nobody changes during the call.
        let Some(path) = (unsafe { path.as_ref() }) else {
            return;
        };
        let units = usize::from(path.Length / 2).min(PATH_UNITS);
        // SAFETY: a valid string has `Length` bytes, and the buffer has room for `units`.
        unsafe { ptr::copy_nonoverlapping(path.Buffer, self.path.as_mut_ptr(), units) };
        self.path_bytes = (units * 2) as u16;
    }

    fn path(&mut self) -> UNICODE_STRING {
        UNICODE_STRING {
            Length: self.path_bytes,
            MaximumLength: size_of_val(&self.path) as u16,
            Buffer: self.path.as_mut_ptr(),
        }
    }
}

/// Binds the driver to the framework, calls `driver_entry`, and arranges that the driver is
/// unbound when it fails or unloads.
///
/// A null `driver`, which a port driver's miniport may get, is not bound.
///
/// # Errors
/// What `WdfVersionBind` or `driver_entry` returns.
///
/// # IRQL
/// `PASSIVE_LEVEL`.
///
/// # Safety
/// The arguments are those of the I/O manager's call. The driver's code calls framework functions
/// only until it is unloaded.
pub unsafe fn fx_driver_entry(
    driver: PDRIVER_OBJECT,
    registry_path: PCUNICODE_STRING,
    driver_entry: DriverEntry,
    version: &KmdfVersion,
) -> NTSTATUS {
    // SAFETY: the entry gets what the I/O manager passed to the caller, which hands it on here.
    let enter = || unsafe { driver_entry(driver, registry_path) };
    if driver.is_null() {
        return enter();
    }
    let binding = world::create(driver, version);
    // SAFETY: `create` returns a binding that nobody else uses before the driver is bound.
    let state = unsafe { &mut *binding };
    // SAFETY: the I/O manager's string.
    unsafe { state.keep_path(registry_path) };
    let mut path = state.path();
    let mut globals = ptr::null_mut();
    // SAFETY: a driver object, and a bind block and string that live until the driver is unbound.
    let status = unsafe {
        WdfVersionBind(
            driver,
            &raw mut path,
            &raw mut state.info.V1,
            &raw mut globals,
        )
    };
    if status < 0 {
        world::forget(driver);
        return status;
    }
    state.globals = globals;
    let status = {
        let _current = world::publish(state);
        enter()
    };
    if status < 0 {
        unbind(driver, state);
        return status;
    }
    // SAFETY: the globals live until the driver is unbound.
    if unsafe { (*globals).DisplaceDriverUnload } != 0 {
        // SAFETY: the I/O manager's object; nobody else writes it while `FxDriverEntry` runs.
        let driver = unsafe { &mut *driver };
        state.unload = driver.DriverUnload.replace(fx_driver_unload);
    }
    status
}

/// The `DriverUnload` of every bound driver: calls the driver's own, then unbinds.
#[abi]
unsafe fn fx_driver_unload(driver: PDRIVER_OBJECT) {
    let Some(binding) = world::find(driver) else {
        return;
    };
    // SAFETY: the I/O manager calls this once, after everything else that used the binding.
    let state = unsafe { &mut *binding };
    if let Some(unload) = state.unload {
        let _current = world::publish(state);
        // SAFETY: the driver's own routine, with the argument it expects.
        unsafe { unload(driver) };
    }
    unbind(driver, state);
}

/// Unloads a driver whose port driver owns its `DriverUnload`; such a driver is unbound here.
///
/// IRQL: `PASSIVE_LEVEL`.
/// [`WdfDriverMiniportUnload`](https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfminiport/nf-wdfminiport-wdfdriverminiportunload).
///
/// # Safety
/// The driver is bound; afterwards it calls no function of the framework.
pub unsafe fn WdfDriverMiniportUnload(Driver: WDFDRIVER) {
    let globals = driver_globals();
    // SAFETY: the driver is bound up to the end of this function, and until then has globals.
    let WDF_DRIVER_GLOBALS {
        DriverFlags: flags,
        DisplaceDriverUnload: hooked,
        ..
    } = unsafe { *globals };
    call!(PFN_WDFDRIVERMINIPORTUNLOAD[WdfDriverMiniportUnloadTableIndex](Driver));
    if hooked != 0 || flags & WdfDriverInitNoDispatchOverride as ULONG == 0 {
        return;
    }
    if let Some(driver) = world::driver_of(globals)
        && let Some(binding) = world::find(driver)
    {
        // SAFETY: the driver's last call; nobody else uses the binding any more.
        unbind(driver, unsafe { &mut *binding });
    }
}

fn unbind(driver: PDRIVER_OBJECT, state: &mut Binding) {
    let mut path = state.path();
    // SAFETY: what `WdfVersionBind` got and returned; the driver's code does not run any more.
    unsafe { WdfVersionUnbind(&raw mut path, &raw mut state.info.V1, state.globals) };
    world::forget(driver);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_versions_have_shorter_tables_and_blocks() {
        let sizes = [
            (15, 444, 48),
            (19, 446, 48),
            (23, 451, 48),
            (25, 453, 88),
            (29, 454, 88),
            (33, 458, 88),
        ];
        for (minor, functions, bytes) in sizes {
            let version = KmdfVersion::new(1, minor);
            assert_eq!(version.function_count(), functions, "1.{minor}");
            assert_eq!(version.bind_size(), bytes, "1.{minor}");
        }
    }

    #[test]
    fn a_long_registry_path_is_cut() {
        let mut units = [u16::from(b'x'); 300];
        let path = UNICODE_STRING {
            Length: 600,
            MaximumLength: 600,
            Buffer: units.as_mut_ptr(),
        };
        let mut binding = Binding::new();
        // SAFETY: a string of 300 units.
        unsafe { binding.keep_path(&raw const path) };
        assert_eq!(binding.path().Length, 520);
    }
}
