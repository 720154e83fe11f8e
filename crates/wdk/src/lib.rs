//! The safe API for Windows kernel drivers: KMDF, WDM, NDIS miniports and WFP callouts.
//!
//! A driver names this crate and registers its callbacks as Microsoft's guide to the framework
//! shows, without `unsafe`:
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
//!     log::info!("unloaded");
//! }
//!
//! #[wdk::handlers]
//! impl QueueHandler for Toaster {
//!     type Irql = UpToDispatch;
//!
//!     fn write(&self, request: Request, length: usize, irql: &mut UpToDispatch) -> Disposed {
//!         self.doneness.with(irql, |doneness, _| *doneness = 0);
//!         request.complete_with_information(NtStatus::SUCCESS, length, irql)
//!     }
//! }
//! ```
//!
//! `#[wdk::driver_entry]` makes the function `DriverEntry` of the built `.sys`, and a `DRIVER` that a
//! test passes to a simulated machine. The guide's porting chapter explains the steps from a WDM
//! driver to such a driver.
//!
//! # Rules
//! 1. Requests are owned and disposed of once: [`Request`], [`Disposed`].
//! 2. The interrupt request level is a token, and what may call the driver's handlers takes one that no lock
//!    lends: [`irql`].
//! 3. Locks own their data: [`SpinLock`], [`WaitLock`].
//! 4. Handles are borrowed; [`ObjRef`] holds a reference, with a weak view of a device.
//! 5. The data of a callback exists before it is registered: contexts are initialised in place,
//!    and [timers](Timer), [work items](WorkItem) and [queues](Queue) are bound to them afterwards.
//! 6. Device states are types: [`Device`], [`device::Hardware`].
//! 7. There is no implicit allocation, and no input causes a panic.
//! 8. An [`Error`] is one failing NTSTATUS.
//! 9. The caller's data is copied once and then read: [`Request::input`].
//! 10. Many or optional callbacks are a trait ([`DeviceEvents`], [`QueueHandler`]), single ones a
//!     function.
//! 11. The types add no code: a trampoline is compiled for each callback.
//!
//! # What the types cannot exclude
//! Safe code can leak: `mem::forget` of a request or of what [`ObjRef::upgrade`] returned keeps a device from being
//! removed. It can wait for itself: a lock taken twice, a handler that stops its own queue. And it can run for long at
//! `DISPATCH_LEVEL`. None of this corrupts or discloses memory; the simulated machine reports each, and Windows' verifier
//! most. A request that is dropped is completed with an error, and reported too.
//!
//! # Modules
//!
//! | modules | contents |
//! |---|---|
//! | [`driver`], [`device`], [`queue`], [`request`] | the framework's objects |
//! | [`timer`], [`work_item`] | deferred callbacks |
//! | [`bus`] | devices that a driver finds and makes |
//! | [`power`] | idling, waking up, power references |
//! | [`mod@file`], [`registry`], [`interface`] | files, registry keys and device interfaces of the package |
//! | [`irql`], [`sync`] | interrupt request levels and locks |
//! | [`log`], [`mod@fmt`] | output to the kernel debugger |
//! | [`trace`] | events for production: Event Tracing for Windows |
//! | [`ioctl`] | I/O control codes |
//! | [`wdm`], [`mod@export`] | drivers without the framework, and kernel-mode DLLs |
//! | `ndis`, `wfp` (features) | NDIS miniports, and callouts of the Windows Filtering Platform |
//! | `wdf` (feature `windows-drivers-rs`) | the interface of windows-drivers-rs, for sources that are being moved; unsound as there |
//!
//! # Features
//! `wfp` and `ndis` add the modules of these names. `windows-drivers-rs` adds `wdf`, whose functions are
//! safe to call and unsound: without it, what this page promises holds. `alloc` and `nightly` exist so that manifests
//! for windows-drivers-rs resolve.
#![no_std]
#![debugger_visualizer(natvis_file = "../debug/wdk.natvis")]

extern crate self as wdk;
#[cfg(test)]
extern crate std;

#[doc(hidden)]
pub mod __private;
pub mod bus;
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
#[cfg(any(feature = "ndis", feature = "wfp"))]
mod mdl;
mod memory;
mod moved;
#[cfg(feature = "ndis")]
pub mod ndis;
mod object;
pub mod power;
pub mod prelude;
pub mod queue;
pub mod registered;
pub mod registry;
pub mod request;
mod slot;
mod status;
mod string;
pub mod sync;
pub mod timer;
pub mod trace;
mod undo;
#[cfg(feature = "windows-drivers-rs")]
pub mod wdf;
pub mod wdm;
#[cfg(feature = "wfp")]
pub mod wfp;
pub mod wmi;
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
pub use string::{PoolString, UnicodeStr, UnicodeString};
pub use sync::{SpinLock, WaitLock};
pub use timer::Timer;
pub use wdk_macros::{Plain, context, driver_entry, export, export_driver, handlers, wdm_driver};
pub use work_item::WorkItem;

/// `NT_SUCCESS`, under the name that windows-drivers-rs gives it.
#[must_use]
pub const fn nt_success(status: wdk_sys::NTSTATUS) -> bool {
    NtStatus::new(status).is_success()
}

/// The examples of the guide and of the README, as tests.
#[cfg(doctest)]
mod guide {
    #[doc = include_str!("../../../docs/src/porting/driver-entry.md")]
    struct PortingDriverEntry;
    #[doc = include_str!("../../../docs/src/porting/power.md")]
    struct PortingPower;
    #[doc = include_str!("../../../docs/src/porting/buses.md")]
    struct PortingBuses;
    #[doc = include_str!("../../../docs/src/logs-and-traces.md")]
    struct LogsAndTraces;
    #[doc = include_str!("../../../docs/src/export-drivers.md")]
    struct ExportDrivers;
    #[doc = include_str!("../../../docs/src/simulated-machine.md")]
    struct SimulatedMachine;
    #[cfg(feature = "wfp")]
    #[doc = include_str!("../../../docs/src/wfp-callouts.md")]
    struct WfpCallouts;
    #[doc = include_str!("../../../docs/src/wmi.md")]
    struct Wmi;
    #[doc = include_str!("../../../docs/src/unload-functions.md")]
    struct UnloadFunctions;
    #[doc = include_str!("../../../docs/src/driver-store.md")]
    struct DriverStore;
    #[cfg(feature = "ndis")]
    #[doc = include_str!("../../../docs/src/ndis-miniports.md")]
    struct NdisMiniports;
    #[doc = include_str!("../README.md")]
    struct Readme;
}
