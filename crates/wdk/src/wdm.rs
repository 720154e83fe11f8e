//! WDM drivers: for what the framework does not support, such as callouts and export drivers.
//!
//! The driver is a value. [`Driver::load`] makes it in `DriverEntry`, and it is dropped after
//! [`Driver::unload`] in `DriverUnload`, which such a driver always has. What the system calls the
//! driver by, its devices and registrations, is in a list of the driver object's: no value of the
//! driver's, which it could leak, decides whether it is gone before the image is unloaded.
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
//!         log::info!("unloaded");
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

pub use device::Device;
#[cfg(feature = "wfp")]
pub(crate) use device::OwnedDevice;
pub use dispatch::{Completed, DispatchRoutine, Irp, MajorFunction};

use core::{any::TypeId, cell::UnsafeCell, ptr, ptr::NonNull};

use wdk_sys::{
    DRIVER_OBJECT, IoAllocateDriverObjectExtension, IoGetDriverObjectExtension, NTSTATUS,
    PCUNICODE_STRING, PDRIVER_OBJECT, PVOID,
};

use crate::{Error, NtStatus, Passive, Result, UnicodeStr, export::Portable, irql};

/// A WDM driver, by its state.
#[diagnostic::on_unimplemented(note = "write `#[wdk::wdm_driver] impl wdm::Driver for {Self}`")]
pub trait Driver: Sized + Send + Sync + 'static {
    /// The providers that `provider(..)` in the attribute declares.
    #[doc(hidden)]
    const PROVIDERS: &'static [&'static crate::trace::Provider] = &[];

    /// `DriverEntry`: makes the driver's state.
    ///
    /// # Errors
    /// The driver is not loaded then.
    fn load(driver: &DriverObject, registry_path: &UnicodeStr, irql: &mut Passive) -> Result<Self>;

    /// `DriverUnload`: the last callback. The fields are dropped after it.
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
        // SAFETY: the type is transparent over the object, which the caller keeps alive.
        unsafe { &*raw.cast() }
    }

    /// The driver object, for raw calls.
    #[must_use]
    pub const fn as_raw(&self) -> PDRIVER_OBJECT {
        self.0.get()
    }

    /// The number of the driver among the loaded ones.
    #[must_use]
    pub fn id(&self) -> DriverId {
        DriverId(self.as_raw().addr())
    }
}

/// The number of a loaded driver. After a driver is unloaded another one can have its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct DriverId(usize);

// SAFETY: transparent over a `usize`, which C passes in the same way.
unsafe impl Portable for DriverId {
    type Raw = Self;
    type Borrowed<'call> = Self;

    fn into_raw(self) -> Self {
        self
    }

    unsafe fn from_raw(raw: Self) -> Self {
        raw
    }
}

/// The extension of the driver object that holds the state of the driver `T`.
#[repr(C)]
struct Slot<T> {
    /// The type of the driver. The address of a function of `T` would not tell: the compiler merges
    /// functions whose code is the same.
    driver: TypeId,
    /// None while the driver loads and unloads.
    state: Option<T>,
}

/// The identification of the extension, for this crate in its image.
fn key() -> PVOID {
    static KEY: u8 = 0;
    (&raw const KEY).cast_mut().cast()
}

/// The slot of a driver object, if it is that of a driver `T`.
///
/// # Safety
/// `driver` is a live driver object.
unsafe fn slot<T: Driver>(driver: PDRIVER_OBJECT) -> Option<NonNull<Slot<T>>> {
    // SAFETY: the caller passes a driver object; the key is only compared.
    let extension = unsafe { IoGetDriverObjectExtension(driver, key()) };
    let extension: NonNull<TypeId> = NonNull::new(extension.cast())?;
    // SAFETY: `load` wrote a slot, of whichever type, which begins with this.
    let found = unsafe { extension.read() };
    (found == TypeId::of::<T>()).then(|| extension.cast())
}

/// The state of the driver that created `device`, when that is a loaded driver `T`.
///
/// # Safety
/// The driver object lives, and neither [`load`] nor [`driver_unload`] of it runs as long as the
/// reference is used.
unsafe fn state<T: Driver>(device: &Device) -> Option<&T> {
    // SAFETY: the invariant of `Device`; a device's driver does not change.
    let driver = unsafe { (*device.as_raw()).DriverObject };
    // SAFETY: the caller keeps the driver object alive.
    let slot = unsafe { slot::<T>(driver) }?;
    // SAFETY: `load` initialised the slot, which nobody writes meanwhile.
    unsafe { slot.as_ref() }.state.as_ref()
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
    // SAFETY: `DriverEntry` runs, at PASSIVE_LEVEL in a system thread.
    unsafe { crate::trace::register(T::PROVIDERS) };
    // SAFETY: the caller passes the arguments of `DriverEntry`.
    let result = unsafe { load::<T>(driver, registry_path) };
    // The unload routine of a driver that fails to start is not called.
    if result.is_err() {
        // SAFETY: `DriverEntry` is about to fail, and nobody has a reference to the list.
        unsafe { crate::undo::end(driver) };
    }
    #[cfg(feature = "ndis")]
    if result.is_err() {
        // SAFETY: `DriverEntry` is about to fail with this driver object.
        unsafe { crate::ndis::entry_failed(driver) };
    }
    if result.is_err() {
        // SAFETY: at PASSIVE_LEVEL still. Nothing of the driver runs, as it fails to load.
        unsafe { crate::trace::unregister(T::PROVIDERS) };
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
        crate::moved::assert_small::<T>();
    }
    let mut extension = ptr::null_mut();
    let size = u32::try_from(size_of::<Slot<T>>()).map_err(|_| Error::INSUFFICIENT_RESOURCES)?;
    // SAFETY: `DriverEntry` runs at PASSIVE_LEVEL with this object; the address of a static of this
    // crate identifies no other extension.
    let status =
        unsafe { IoAllocateDriverObjectExtension(driver, key(), size, &raw mut extension) };
    NtStatus::new(status).ok()?;
    let slot: *mut Slot<T> = extension.cast();
    let empty = Slot {
        driver: TypeId::of::<T>(),
        state: None,
    };
    // SAFETY: the extension has the slot's size and alignment, and nobody else knows it.
    unsafe { slot.write(empty) };
    // SAFETY: only this function writes the object while `DriverEntry` runs.
    unsafe { (*driver).DriverUnload = Some(driver_unload::<T>) };
    // SAFETY: the I/O manager's object outlives the driver.
    let object = unsafe { DriverObject::from_raw(driver) };
    // SAFETY: the I/O manager's string, unchanged during `DriverEntry`.
    let registry_path = unsafe { UnicodeStr::from_raw(registry_path) };
    // SAFETY: `DriverEntry` runs at PASSIVE_LEVEL, and no other token exists in it.
    let state = T::load(object, registry_path, unsafe { irql::assume() })?;
    // SAFETY: the slot is initialised; only `driver_unload` reads it, which the I/O manager calls
    // after `DriverEntry` has returned.
    unsafe { (*slot).state = Some(state) };
    Ok(())
}

/// # Safety
/// Called by the I/O manager, once, after [`load`] succeeded.
#[wdk_sys::abi]
unsafe fn driver_unload<T: Driver>(driver: PDRIVER_OBJECT) {
    // SAFETY: the I/O manager passes the object that `load` allocated the extension for.
    let slot = unsafe { slot::<T>(driver) };
    // SAFETY: `load` initialised the slot, and nothing else of the driver runs any more.
    let slot = slot.map(|mut slot| unsafe { slot.as_mut() });
    if let Some(state) = slot.and_then(|slot| slot.state.take()) {
        // SAFETY: DriverUnload is called at PASSIVE_LEVEL.
        state.unload(unsafe { irql::assume() });
    }
    // SAFETY: the unload routine runs, and the driver's part of it has ended.
    unsafe { crate::undo::end(driver) };
    // SAFETY: DriverUnload is called at PASSIVE_LEVEL; nothing of the driver runs any more.
    unsafe { crate::trace::unregister(T::PROVIDERS) };
}
