//! Safe KMDF: what a Windows driver written in Rust sees.
//!
//! A driver reads like Microsoft's guide to the framework, without `unsafe`:
//!
//! ```no_run
//! use wdk::prelude::*;
//!
//! #[wdk::context]
//! struct Toaster { doneness: SpinLock<u8> }
//!
//! #[wdk::driver_entry]
//! fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
//!     DriverConfig::new()
//!         .evt_device_add(device_add)
//!         .evt_unload(unload)
//!         .create(driver, registry_path)
//! }
//!
//! fn device_add(_driver: &Driver, init: DeviceInit<'_>, irql: &mut Passive) -> Result<()> {
//!     let device = init.create(|| Toaster { doneness: SpinLock::new(5) }, irql)?;
//!     device.add_queue(QueueConfig::sequential().default_queue(), |toaster| toaster, irql)?;
//!     Ok(())
//! }
//!
//! fn unload(_driver: &Driver, _irql: &mut Passive) {
//!     log::info!("the last toast is eaten");
//! }
//!
//! #[wdk::handlers]
//! impl QueueHandler for Toaster {
//!     type Irql = UpToDispatch;
//!
//!     fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
//!         self.doneness.with(irql, |doneness, _| *doneness = 0);
//!         request.complete_with_information(NtStatus::SUCCESS, length)
//!     }
//! }
//! ```
//!
//! # The rules
//! 1. Requests are owned and disposed of once: [`Request`], [`Disposed`].
//! 2. The interrupt request level is a token: [`irql`].
//! 3. Locks own their data: [`SpinLock`], [`WaitLock`].
//! 4. Handles are borrowed; [`ObjRef`] keeps one.
//! 5. What a callback touches exists before it is registered: contexts are initialised in place,
//!    and [timers](Timer), [work items](WorkItem) and [queues](Queue) are bound to them after.
//! 6. Device states are types: [`Device`], [`device::Hardware`].
//! 7. Nothing allocates behind your back, and no input panics.
//! 8. An [`Error`] is one failing NTSTATUS.
//! 9. The caller's data is copied once, then looked at: [`Request::input`].
//! 10. Many or optional callbacks are a trait ([`DeviceEvents`], [`QueueHandler`]), single ones a
//!     function.
//! 11. None of this costs anything: a trampoline is compiled for each callback.
//!
//! # Modules
//! [`driver`], [`device`], [`queue`] and [`request`] follow the framework's objects; [`timer`] and
//! [`work_item`] call back later; [`irql`] and [`sync`] say what may happen when; [`log`] and
//! [`mod@fmt`] talk to the debugger; [`wdf`] eases the way from windows-drivers-rs.
#![no_std]
#![expect(
    unsafe_code,
    reason = "the one place where drivers meet the framework's raw interface"
)]

extern crate self as wdk;
#[cfg(test)]
extern crate std;

mod callback;
mod context;
pub mod device;
pub mod driver;
pub mod fmt;
mod guid;
pub mod ioctl;
pub mod irql;
pub mod log;
mod memory;
mod object;
pub mod queue;
pub mod request;
mod slot;
mod status;
mod string;
pub mod sync;
pub mod timer;
pub mod wdf;
pub mod work_item;

pub use callback::Callback;
pub use context::Context;
pub use device::{Device, DeviceEvents, DeviceInit};
pub use driver::{Driver, DriverConfig, DriverObject};
pub use guid::Guid;
pub use ioctl::IoControlCode;
pub use irql::{Dirql, Dispatch, Passive, UpToDispatch};
#[doc(hidden)]
pub use log::_print;
pub use memory::Memory;
pub use object::{ObjRef, Object};
pub use queue::{ManualQueue, Queue, QueueHandler};
pub use request::{Disposed, Parked, Plain, Rejected, Request};
pub use status::{Error, NtStatus, Result};
pub use string::{UnicodeStr, UnicodeString};
pub use sync::{SpinLock, WaitLock};
pub use timer::Timer;
pub use wdk_macros::{Plain, context, driver_entry, handlers};
pub use work_item::WorkItem;

/// Everything that most drivers name.
pub mod prelude {
    pub use crate::{
        Context, Device, DeviceEvents, DeviceInit, Dispatch, Disposed, Driver, DriverConfig,
        DriverObject, Error, Guid, IoControlCode, ManualQueue, Memory, NtStatus, ObjRef, Parked,
        Passive, Plain, Queue, QueueHandler, Rejected, Request, Result, SpinLock, Timer,
        UnicodeStr, UnicodeString, UpToDispatch, WaitLock, WorkItem,
        device::{
            Hardware, IoType, PowerState, Resource, Resources,
            state::{InD0, Normal, Prepared, Releasing},
        },
        guid, log, print, println,
        queue::{IoControl, QueueConfig, StopReason, Stopping},
        timer::TimerConfig,
        unicode,
    };
}

/// `NT_SUCCESS`, under the name that windows-drivers-rs gives it.
#[must_use]
pub const fn nt_success(status: wdk_sys::NTSTATUS) -> bool {
    NtStatus::new(status).is_success()
}

/// Stops in the kernel debugger, or bug-checks without one.
pub fn dbg_break() {
    // SAFETY: a breakpoint has no preconditions.
    unsafe { wdk_sys::DbgBreakPoint() };
}

/// Checks in debug builds that the code may touch paged memory, as `PAGED_CODE` does.
#[macro_export]
macro_rules! paged_code {
    () => {
        ::core::debug_assert!(
            $crate::__private::current_irql() <= 1,
            "paged code runs at APC_LEVEL or below"
        )
    };
}

/// What `#[context]` adds to a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __context {
    ($name:ident) => {
        const _: () = {
            use $crate::__private::{Context, ContextType};

            static TYPE: ContextType = ContextType::new::<$name>(
                $crate::__private::c_str(::core::concat!(::core::stringify!($name), "\0")),
                &raw const TYPE,
            );
            // SAFETY: the static is nobody else's.
            unsafe impl Context for $name {
                const TYPE: &'static ContextType = &TYPE;
            }
        };
    };
}

/// What `#[derive(Plain)]` adds to a type: its name, and the types of its fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain {
    ($name:ident $([$($field:tt)*])*) => {
        // SAFETY: the layout is fixed, the fields are plain, and there is nothing between them.
        unsafe impl $crate::Plain for $name {}
        const _: () = {
            const fn plain<T: $crate::Plain>() -> ::core::primitive::usize {
                ::core::mem::size_of::<T>()
            }
            ::core::assert!(
                ::core::mem::size_of::<$name>() == 0 $(+ plain::<$($field)*>())*,
                "there is padding between or after the fields, which would carry kernel memory to \
                 the caller; name it as fields"
            );
        };
    };
}

/// What `#[driver_entry]` adds to a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __driver_entry {
    ($entry:ident, $name:expr) => {
        $crate::__private::wdk_sys::kernel_world! {
            const _: () = {
                use $crate::__private::wdk_sys::{NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT};
                $crate::__private::wdk_sys::abi_fn! {
                    [#[unsafe(export_name = "DriverEntry")] unsafe]
                    fn __wdk_driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
                        // SAFETY: the arguments are those of the I/O manager's call.
                        unsafe { $crate::__private::enter(driver, path, $entry) }
                    }
                }
            };
        }
        $crate::__private::wdk_sys::host_world! {
            /// This driver, for a simulated machine to load.
            pub static DRIVER: $crate::__private::wdk_sys::host::NativeDriver = {
                use $crate::__private::wdk_sys::{
                    NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, PVOID, abi_fn,
                };
                abi_fn! {
                    [unsafe]
                    fn __wdk_driver_entry(driver: PDRIVER_OBJECT, path: PCUNICODE_STRING) -> NTSTATUS {
                        // SAFETY: the arguments are those of the I/O manager's call.
                        unsafe { $crate::__private::enter(driver, path, $entry) }
                    }
                }
                abi_fn! {
                    [unsafe]
                    fn __wdk_fx_driver_entry(driver: PVOID, path: PCUNICODE_STRING) -> NTSTATUS {
                        // SAFETY: as above.
                        unsafe { $crate::__private::fx_driver_entry(driver.cast(), path, __wdk_driver_entry) }
                    }
                }
                $crate::__private::wdk_sys::host::NativeDriver {
                    name: $name,
                    entry: __wdk_fx_driver_entry,
                }
            };
        }
    };
}

/// What the macros expand to.
#[doc(hidden)]
pub mod __private {
    use core::ffi::CStr;

    pub use wdk_sys;
    use wdk_sys::{NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT};

    use crate::{DriverObject, NtStatus, Result, UnicodeStr};
    pub use crate::{
        context::{Context, ContextType},
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

    /// What `#[driver_entry]` goes on.
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
        // SAFETY: the I/O manager's driver object, in `DriverEntry`.
        let driver = unsafe { DriverObject::from_raw(driver) };
        // SAFETY: the I/O manager's string, unchanged during `DriverEntry`.
        let registry_path = unsafe { UnicodeStr::from_raw(registry_path) };
        NtStatus::from(entry(driver, registry_path)).value()
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
        ) -> NTSTATUS {
            let version = &wdk_sys::wdf::stub::KmdfVersion::CURRENT;
            // SAFETY: the arguments are those of the I/O manager's call.
            unsafe { wdk_sys::wdf::stub::fx_driver_entry(driver, registry_path, entry, version) }
        }
    }
}
