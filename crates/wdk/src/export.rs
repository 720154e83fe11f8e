//! Export drivers: kernel-mode DLLs, whose functions other drivers import.
//!
//! An export driver is a value. [`ExportDriver::initialize`] makes it in `DllInitialize`, after the
//! system has loaded the image for the first driver that imports from it; the functions that it
//! exports borrow it; it is dropped after [`ExportDriver::unload`], in `DllUnload`, when the last of
//! those drivers is unloaded. An implementation without `unload` exports no `DllUnload`: the system
//! does not count its importers then, and never unloads it.
//!
//! ```
//! use wdk::{export::ExportDriver, prelude::*};
//!
//! struct Counter { total: SpinLock<u32> }
//!
//! #[wdk::export_driver]
//! impl ExportDriver for Counter {
//!     fn initialize(_registry_path: &UnicodeStr, _irql: &mut Passive) -> Result<Self> {
//!         Ok(Counter { total: SpinLock::new(0) })
//!     }
//!     fn unload(&self, _irql: &mut Passive) -> Result<()> {
//!         Ok(())
//!     }
//! }
//!
//! /// Adds `more`, and returns the total.
//! #[wdk::export]
//! pub fn counter_add(#[state] counter: &Counter, more: u32, irql: &mut UpToDispatch) -> u32 {
//!     counter.total.with(irql, |total, _| {
//!         *total += more;
//!         *total
//!     })
//! }
//! # fn main() {}
//! ```
//!
//! The importers of an export driver depend on its crate with the feature `import`, which it
//! declares. With the feature the functions are declarations that call into `<crate>.sys`; without
//! it the crate is the export driver itself. In a test process both are linked, and the functions
//! are called directly.
//!
//! See [Creating Export Drivers](https://learn.microsoft.com/windows-hardware/drivers/kernel/creating-export-drivers).
#![expect(
    unsafe_code,
    reason = "declares a trait whose slot nothing else may use"
)]

mod macros;
mod portable;
mod slot;

pub use portable::{Portable, RawSlice};
#[doc(hidden)]
pub use slot::Slot;
pub use wdk_macros::Portable;

use crate::{Passive, Result, UnicodeStr};

/// A driver whose functions other drivers import, by its state.
#[diagnostic::on_unimplemented(note = "write `#[wdk::export_driver] impl ExportDriver for {Self}`")]
pub trait ExportDriver: Sized + Send + Sync + 'static {
    /// `DllInitialize`: makes the driver's state.
    ///
    /// `registry_path` is that of the key `Services\<name>`, where the driver may keep settings.
    /// The system frees it after this call, so what is needed later is copied:
    /// [`UnicodeString`](crate::UnicodeString).
    ///
    /// # Errors
    /// Neither this driver nor the one that imports from it is loaded then.
    fn initialize(registry_path: &UnicodeStr, irql: &mut Passive) -> Result<Self>;

    /// `DllUnload`: the last driver that imports from this one was unloaded. The state is dropped
    /// after it.
    ///
    /// # Errors
    /// The driver stays loaded then, with its state.
    fn unload(&self, irql: &mut Passive) -> Result<()> {
        let _ = irql;
        Ok(())
    }
}

/// An export driver with the storage of its state; `#[export_driver]` implements it.
///
/// # Safety
/// The slot is a static of the crate that nothing else uses.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the state of no export driver",
    note = "write `#[wdk::export_driver]` on `impl ExportDriver for {Self}`"
)]
pub unsafe trait HasSlot: ExportDriver {
    /// The storage.
    fn slot() -> &'static Slot<Self>;
}

/// Calls `function` with the state of the export driver.
///
/// # Panics
/// In a test process, when a driver calls that does not declare that it imports from this one. An
/// image's function is not called before the driver is loaded, and stops the system if it is.
#[doc(hidden)]
#[inline]
pub fn with_state<T: HasSlot, R>(function: impl FnOnce(&T) -> R) -> R {
    match T::slot().get() {
        Some(state) => function(state),
        None => not_loaded(),
    }
}

wdk_sys::kernel_world! {
    /// Nobody calls a function of the image before `DllInitialize` has succeeded. No message: it
    /// would be in every export driver's image.
    #[cold]
    fn not_loaded() -> ! {
        // SAFETY: stopping the system has no preconditions, at any level.
        unsafe { wdk_sys::KeBugCheckEx(wdk_sys::DRIVER_VIOLATION, 0, 0, 0, 0) };
        loop {
            core::hint::spin_loop();
        }
    }
}

wdk_sys::host_world! {
    #[cold]
    fn not_loaded() -> ! {
        panic!(
            "the export driver is not loaded: name it in `imports(..)` of the attribute that makes \
             the importing driver's DriverEntry"
        )
    }
}
