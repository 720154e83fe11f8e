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
//! [`work_item`] call back later; [`mod@file`], [`registry`] and [`interface`] lead to what the
//! package installed; [`irql`] and [`sync`] say what may happen when; [`log`] and [`mod@fmt`] talk to the
//! debugger; [`wdm`] is for drivers that the framework does not serve; [`wdf`] eases the way from
//! windows-drivers-rs.
#![no_std]

extern crate self as wdk;
#[cfg(test)]
extern crate std;

#[doc(hidden)]
pub mod __private;
mod callback;
mod context;
pub mod device;
pub mod driver;
pub mod export;
pub mod file;
pub mod fmt;
mod guid;
pub mod interface;
pub mod ioctl;
pub mod irql;
pub mod log;
mod macros;
mod memory;
#[cfg(feature = "ndis")]
pub mod ndis;
mod object;
pub mod queue;
pub mod registry;
pub mod request;
mod slot;
mod status;
mod string;
pub mod sync;
pub mod timer;
#[cfg(feature = "wfp")]
mod undo;
pub mod wdf;
pub mod wdm;
#[cfg(feature = "wfp")]
pub mod wfp;
pub mod work_item;

pub use callback::Callback;
pub use context::Context;
pub use device::{Device, DeviceEvents, DeviceInit};
pub use driver::{Driver, DriverConfig, DriverObject};
pub use file::{File, Folder};
pub use guid::Guid;
pub use ioctl::IoControlCode;
pub use irql::{Dirql, Dispatch, Passive, UpToDispatch};
#[doc(hidden)]
pub use log::_print;
pub use log::dbg_break;
pub use memory::Memory;
pub use object::{ObjRef, Object};
pub use queue::{ManualQueue, Queue, QueueHandler};
pub use registry::Key;
pub use request::{Disposed, Parked, Plain, Rejected, Request};
pub use status::{Error, NtStatus, Result};
pub use string::{UnicodeStr, UnicodeString};
pub use sync::{SpinLock, WaitLock};
pub use timer::Timer;
pub use wdk_macros::{Plain, context, driver_entry, export, export_driver, handlers, wdm_driver};
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

/// The examples of the guide, as tests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../../docs/src/porting/driver-entry.md")]
    struct PortingDriverEntry;
    #[doc = include_str!("../../../docs/src/export-drivers.md")]
    struct ExportDrivers;
    #[doc = include_str!("../../../docs/src/simulated-machine.md")]
    struct SimulatedMachine;
    #[cfg(feature = "wfp")]
    #[doc = include_str!("../../../docs/src/wfp-callouts.md")]
    struct WfpCallouts;
    #[doc = include_str!("../../../docs/src/unload-functions.md")]
    struct UnloadFunctions;
    #[doc = include_str!("../../../docs/src/driver-store.md")]
    struct DriverStore;
    #[cfg(feature = "ndis")]
    #[doc = include_str!("../../../docs/src/ndis-miniports.md")]
    struct NdisMiniports;
}
