//! WDM drivers: for what the framework does not serve, such as callouts and export drivers.
//!
//! The driver is a value. [`Driver::load`] makes it in `DriverEntry`, and it is dropped after
//! [`Driver::unload`] in `DriverUnload`, which such a driver always has. What it registers with
//! the system it keeps in its fields, so that a `load` that fails halfway and an unload both take
//! everything back before the image goes.
//!
//! ```no_run
//! use wdk::{prelude::*, wdm};
//!
//! struct Watcher;
//!
//! #[wdk::wdm_driver]
//! impl wdm::Driver for Watcher {
//!     fn load(
//!         _driver: &wdm::DriverObject,
//!         _registry_path: &UnicodeStr,
//!         _irql: &mut Passive,
//!     ) -> Result<Self> {
//!         Ok(Watcher)
//!     }
//!
//!     fn unload(self, _irql: &mut Passive) {
//!         log::info!("nobody watches any more");
//!     }
//! }
//! ```
//!
//! See [Writing an Unload Routine](https://learn.microsoft.com/windows-hardware/drivers/kernel/writing-an-unload-routine).
#![expect(
    unsafe_code,
    reason = "keeps the driver's state in the extension of the driver object"
)]

mod device;
mod dispatch;

pub use device::{ControlDevice, Device};
pub use dispatch::{Completed, DispatchRoutine, Irp, MajorFunction};

use core::{cell::UnsafeCell, mem, ptr};

use wdk_sys::{
    DRIVER_OBJECT, IoAllocateDriverObjectExtension, IoGetDriverObjectExtension, NTSTATUS,
    PCUNICODE_STRING, PDRIVER_OBJECT, PVOID,
};

use crate::{Error, NtStatus, Passive, Result, UnicodeStr, export::Portable, irql};

/// A WDM driver, by its state.
#[diagnostic::on_unimplemented(note = "write `#[wdk::wdm_driver] impl wdm::Driver for {Self}`")]
pub trait Driver: Sized + Send + Sync + 'static {
    /// `DriverEntry`: makes the driver's state.
    ///
    /// # Errors
    /// The driver is not loaded then.
    fn load(driver: &DriverObject, registry_path: &UnicodeStr, irql: &mut Passive) -> Result<Self>;

    /// `DriverUnload`: the last call. The fields are dropped after it.
    fn unload(self, irql: &mut Passive) {
        let _ = irql;
    }
}

/// The driver object of the I/O manager.
///
/// # Invariants
/// It lies in a live `DRIVER_OBJECT`, which is never moved.
#[repr(transparent)]
pub struct DriverObject(UnsafeCell<DRIVER_OBJECT>);

impl DriverObject {
    /// # Safety
    /// `raw` is a driver object that lives as long as the reference is used.
    #[doc(hidden)]
    #[must_use]
    pub const unsafe fn from_raw<'a>(raw: PDRIVER_OBJECT) -> &'a Self {
        // SAFETY: the type is transparent; the caller says that the object lives.
        unsafe { &*raw.cast() }
    }

    /// For functions of `wdk-sys`.
    #[must_use]
    pub const fn as_raw(&self) -> PDRIVER_OBJECT {
        self.0.get()
    }

    /// Which of the loaded drivers it is.
    #[must_use]
    pub fn id(&self) -> DriverId {
        DriverId(self.as_raw().addr())
    }
}

/// Which of the loaded drivers is meant. After a driver is unloaded another one can have its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct DriverId(usize);

// SAFETY: a number.
unsafe impl Portable for DriverId {
    type Raw = Self;

    fn into_raw(self) -> Self {
        self
    }

    unsafe fn from_raw(raw: Self) -> Self {
        raw
    }
}

/// The state of the loaded driver `T`, none while it loads and unloads.
type Slot<T> = Option<T>;

/// What identifies the extension of driver `T`: a function of its image.
fn key<T: Driver>() -> PVOID {
    driver_unload::<T> as *const () as PVOID
}

/// Loads driver `T`: what `DriverEntry` does.
///
/// # Safety
/// The arguments are those of the I/O manager's call of `DriverEntry`.
#[doc(hidden)]
pub unsafe fn enter<T: Driver>(
    driver: PDRIVER_OBJECT,
    registry_path: PCUNICODE_STRING,
) -> NTSTATUS {
    // SAFETY: the caller's promise.
    let result = unsafe { load::<T>(driver, registry_path) };
    // The unload routine of a driver that fails to start is not called.
    #[cfg(feature = "wfp")]
    if result.is_err() {
        // SAFETY: `DriverEntry` is about to fail, and `load` has given nothing of the list away.
        unsafe { crate::undo::end(driver) };
    }
    #[cfg(feature = "ndis")]
    if result.is_err() {
        // SAFETY: the driver object of a `DriverEntry` that is about to fail.
        unsafe { crate::ndis::entry_failed(driver) };
    }
    NtStatus::from(result).value()
}

/// # Safety
/// As [`enter`].
unsafe fn load<T: Driver>(driver: PDRIVER_OBJECT, registry_path: PCUNICODE_STRING) -> Result<()> {
    const {
        assert!(
            align_of::<Slot<T>>() <= 16,
            "the driver's state lies in pool memory, which is aligned to 16 bytes"
        );
    }
    let mut extension = ptr::null_mut();
    let size = u32::try_from(size_of::<Slot<T>>()).map_err(|_| Error::INSUFFICIENT_RESOURCES)?;
    // SAFETY: the I/O manager's object at PASSIVE_LEVEL; the address of the image's own function
    // is nobody else's identification.
    let status =
        unsafe { IoAllocateDriverObjectExtension(driver, key::<T>(), size.max(1), &mut extension) };
    NtStatus::new(status).ok()?;
    let slot: *mut Slot<T> = extension.cast();
    // SAFETY: the extension has the slot's size and alignment, and nobody else knows it.
    unsafe { slot.write(None) };
    // SAFETY: nobody else writes the object while `DriverEntry` runs.
    unsafe { (*driver).DriverUnload = Some(driver_unload::<T>) };
    // SAFETY: the I/O manager's object outlives the driver.
    let object = unsafe { DriverObject::from_raw(driver) };
    // SAFETY: the I/O manager's string, unchanged during `DriverEntry`.
    let registry_path = unsafe { UnicodeStr::from_raw(registry_path) };
    // SAFETY: `DriverEntry` runs at PASSIVE_LEVEL, and no other token exists in it.
    let state = T::load(object, registry_path, unsafe { irql::assume() })?;
    // SAFETY: as above; only `driver_unload` reads it, which the I/O manager calls afterwards.
    unsafe { *slot = Some(state) };
    Ok(())
}

/// # Safety
/// Called by the I/O manager, once, after [`load`] succeeded.
#[wdk_sys::abi]
unsafe fn driver_unload<T: Driver>(driver: PDRIVER_OBJECT) {
    // SAFETY: the I/O manager's object.
    let extension = unsafe { IoGetDriverObjectExtension(driver, key::<T>()) };
    let slot: *mut Slot<T> = extension.cast();
    // SAFETY: null, or the slot that `load` initialised; nothing else of the driver runs any more.
    if let Some(state) = unsafe { slot.as_mut() }.and_then(mem::take) {
        // SAFETY: DriverUnload is called at PASSIVE_LEVEL.
        state.unload(unsafe { irql::assume() });
    }
    #[cfg(feature = "wfp")]
    // SAFETY: the unload routine runs, and the driver's part of it has ended.
    unsafe {
        crate::undo::end(driver);
    }
}
