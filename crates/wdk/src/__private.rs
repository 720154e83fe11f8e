//! Items that the expansions of the macros use.
#![expect(
    unsafe_code,
    reason = "takes the I/O manager's arguments of DriverEntry"
)]

use core::ffi::CStr;

pub use wdk_sys;
use wdk_sys::{NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, wdf::KmdfVersion};

use crate::{
    DriverObject, NtStatus, Plain, Result, UnicodeStr,
    export::{HasSlot, Portable},
};
pub use crate::{
    context::{Concurrent, Context, ContextType, Fields, FieldsOfContext, SharedContext},
    string::{utf16_encode, utf16_len},
};

/// The current interrupt request level.
#[must_use]
pub fn current_irql() -> u8 {
    wdk_sys::KeGetCurrentIrql()
}

/// A C string from text that ends in its only NUL.
#[must_use]
pub const fn c_str(text: &'static str) -> &'static CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => panic!("not a C string"),
    }
}

/// Compiles for a field of a `Plain` structure.
pub fn plain<T: Plain>(_field: T) {}

/// The size of a field of structure `S`, selected by `_field`.
pub const fn plain_field<S, T>(_field: fn(S) -> T) -> usize {
    size_of::<T>()
}

/// Whether a field of a `Portable` structure can be passed to an export driver.
#[must_use]
pub const fn passes<S, T: Portable>(_field: fn(S) -> T) -> bool {
    T::PASSES_TO_EXPORTER
}

/// Compiles for a parameter of an exported function.
pub const fn assert_passes<T: Portable>() {
    assert!(
        T::PASSES_TO_EXPORTER,
        "a routine of an importer cannot be passed to an export driver, which is still loaded when the \
         importer is gone; an export driver can return one"
    );
}

/// What an exported function gets for a parameter, for a type check.
#[must_use]
pub fn borrowed<'call, T: Portable + 'call>(_call: &'call ()) -> T::Borrowed<'call> {
    loop {
        core::hint::spin_loop();
    }
}

/// Compiles for a field of a `Portable` structure.
pub fn portable<T: Portable<Raw = T>>(_field: T) {}

/// The beginning of `DriverEntry` of a driver that is also an export driver: the system calls first
/// the routine of the use that comes first.
///
/// # Safety
/// `DriverEntry` runs with this path, and the system does not call `DllInitialize` meanwhile.
pub unsafe fn initialize<T: HasSlot>(registry_path: PCUNICODE_STRING) -> NTSTATUS {
    // SAFETY: the caller states what the slot demands.
    unsafe { T::slot().initialize(registry_path) }
}

/// States that the arguments of a hidden macro come from an attribute or a derive of `wdk-macros`.
#[derive(Debug)]
pub struct Generated(());

impl Generated {
    /// # Safety
    /// The arguments of the macro that gets it were made by `wdk-macros`.
    #[must_use]
    pub const unsafe fn new() -> Self {
        Self(())
    }
}

/// Fails at compile time when the build script did not find `name` among the exports.
pub const fn assert_exported(exports: Option<&str>, name: &str) {
    let Some(exports) = exports else {
        panic!(
            "call wdk_build::configure_wdk_binary_build() in build.rs: it passes the exports to the linker"
        );
    };
    let (exports, name) = (exports.as_bytes(), name.as_bytes());
    let mut start = 0;
    while start < exports.len() {
        let mut end = start;
        let mut same = true;
        while end < exports.len() && exports[end] != b',' {
            same = same && end - start < name.len() && exports[end] == name[end - start];
            end += 1;
        }
        if same && end - start == name.len() {
            return;
        }
        start = end + 1;
    }
    panic!(
        "the build script did not find this export: write #[export] in a file below src, not in a macro"
    );
}

/// The type of a function with `#[driver_entry]`.
pub type Entry = fn(DriverObject<'_>, &UnicodeStr) -> Result<()>;

/// Calls the driver's entry.
///
/// # Safety
/// The arguments are those of the I/O manager's call of `DriverEntry`.
#[inline(always)]
pub unsafe fn enter(
    driver: PDRIVER_OBJECT,
    registry_path: PCUNICODE_STRING,
    entry: Entry,
) -> NTSTATUS {
    // SAFETY: `DriverEntry` runs with this driver object.
    let object = unsafe { DriverObject::from_raw(driver) };
    // SAFETY: the I/O manager keeps the path unchanged during `DriverEntry`.
    let registry_path = unsafe { UnicodeStr::from_raw(registry_path) };
    let result = entry(object, registry_path);
    // The unload routine of a driver that fails to start is not called.
    #[cfg(feature = "wfp")]
    if result.is_err() {
        // SAFETY: `DriverEntry` is about to fail, and its driver object was consumed.
        unsafe { crate::undo::end(driver) };
    }
    NtStatus::from(result).value()
}

/// The framework version that a driver's build script set; by default the newest.
#[must_use]
pub const fn kmdf_version(target: Option<&str>, minimum: Option<&str>) -> KmdfVersion {
    let newest = KmdfVersion::CURRENT;
    let target = match target {
        Some(text) => number(text),
        None => newest.target_minor,
    };
    let minimum = match minimum {
        Some(text) => number(text),
        None => target,
    };
    KmdfVersion::new(newest.major, target).or_newer_than(minimum)
}

const fn number(text: &str) -> u32 {
    match u32::from_str_radix(text, 10) {
        Ok(number) => number,
        Err(_) => panic!("not a version number of `wdk-build`"),
    }
}

wdk_sys::host_world! {
    /// Binds the driver to the framework and calls its `DriverEntry`.
    ///
    /// # Safety
    /// The arguments are those of the I/O manager's call.
    pub unsafe fn fx_driver_entry(
        driver: PDRIVER_OBJECT,
        registry_path: PCUNICODE_STRING,
        entry: wdk_sys::wdf::stub::DriverEntry,
        version: &KmdfVersion,
    ) -> NTSTATUS {
        // SAFETY: the caller passes the arguments of the I/O manager's call.
        unsafe { wdk_sys::wdf::stub::fx_driver_entry(driver, registry_path, entry, version) }
    }
}
