//! The raw ABI of Windows kernel drivers: NT, KMDF, NDIS and WFP types, constants and imports.
//!
//! No WDK and no bindgen: `abi/` describes the headers, `cargo xtask abi` writes the declarations, and their
//! layouts are asserted at compile time.
//!
//! - [`ntdef`], [`ntstatus`], [`bugcodes`]: base types, status values and bug checks with their names.
//! - [`wdm`]: the kernel, one module for each subject; all of it is re-exported here and, as
//!   windows-drivers-rs has it, in [`ntddk`].
//! - [`wdf`]: the framework.
//! - [`seh`]: calls of functions that raise exceptions.
//!
//! Names are those of the C headers. An enumeration is a module of constants and an alias
//! (`_POOL_TYPE::NonPagedPoolNx`, [`POOL_TYPE`]); what has no name in C is called as bindgen calls it:
//! members `__bindgen_anon_1` and so on, types `_IRP__bindgen_ty_1`. Bit fields are read and written by
//! functions of their names.
//!
//! # Features
//!
//! Each adds a module whose items are re-exported here too. None excludes another, so drivers of every
//! kind share one build of this crate. Without any, there is the kernel, the framework, WMI, and what
//! USB clients need of types.
//!
//! | feature | headers | module of the functions |
//! |---|---|---|
//! | `ndis` | `ndis.h`, `ntddndis.h` (NDIS 6 up to 6.80: miniport, protocol, filter, intermediate) | `NDIS.SYS` |
//! | `wfp` (and `ndis`) | `fwpsk.h`, `fwpmk.h`, `fwptypes.h` | `FWPKCLNT.SYS` |
//! | `usb` | `usbdlib.h`, `usbioctl.h` | `USBD.SYS` |
//! | `filesystem` | `fltKernel.h`, the cache manager and `FsRtl` of `ntifs.h` | `FLTMGR.SYS`, `ntoskrnl.exe` |
//! | `storage` | `storport.h`, `classpnp.h`, `scsi.h`, `srb.h`, `ntddstor.h`, `ntdddisk.h`, `ntddscsi.h` | `storport.sys`, `CLASSPNP.SYS` |
//! | `hid` | `hidclass.h`, `hidport.h`, `vhf.h` | `HIDCLASS.SYS`, `vhf.sys` |
//! | `spb` | `spb.h`, `reshub.h` | |
//! | `gpio` | `gpio.h`, `gpioclx.h` | a table of `msgpioclx.sys` |
//! | `parallel-ports` | `ntddpar.h`, `ntddser.h` | |
//! | `wmi`, `nightly`, `test-stubs` | nothing: their names are accepted, as windows-drivers-rs's are | |
#![no_std]
#![debugger_visualizer(natvis_file = "../debug/core.natvis")]
#![expect(unsafe_code, reason = "declares the functions of the kernel")]
#![allow(
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    clippy::upper_case_acronyms,
    reason = "this layer keeps the names of the C headers"
)]
#![allow(
    missing_docs,
    reason = "fields and values say no more than their names"
)]

extern crate self as wdk_sys;

#[macro_use]
mod forward;

#[expect(
    unreachable_pub,
    reason = "generated alike; what is public is decided where they are re-exported"
)]
mod generated;
mod layout;
mod world;

host_world! {
    extern crate std;
    pub mod host;
}

mod bytes;
mod context;
kernel_world! {
    mod guard;
    mod runtime;
}

pub use bytes::{PFN_MEMMOVE, memmove};

pub mod bugcodes;
#[cfg(feature = "filesystem")]
pub mod filesystem;
#[cfg(feature = "gpio")]
pub mod gpio;
pub mod inline;
#[cfg(feature = "ndis")]
pub mod ndis;
pub mod ntdef;
pub mod ntstatus;
pub mod pool;
pub mod seh;
pub mod storage;
pub mod usb;
pub mod wdf;
pub mod wdm;
#[cfg(feature = "wfp")]
pub mod wfp;

pub use bugcodes::*;
#[cfg(feature = "filesystem")]
pub use filesystem::*;
#[cfg(feature = "hid")]
pub use generated::hid::{self, *};
#[cfg(feature = "parallel-ports")]
pub use generated::parallel_ports::{self, *};
#[cfg(feature = "spb")]
pub use generated::spb::{self, *};
#[cfg(feature = "gpio")]
pub use gpio::*;
#[cfg(feature = "ndis")]
pub use ndis::*;
pub use ntdef::*;
pub use ntstatus::*;
pub use seh::*;
pub use storage::*;
pub use usb::*;
pub use wdf::*;
pub use wdm::*;
#[cfg(feature = "wfp")]
pub use wfp::*;

/// The macros of windows-drivers-rs, where its first versions had them.
pub mod macros {
    pub use crate::{PAGED_CODE, call_unsafe_wdf_function_binding};
}

/// Everything of the kernel under the name that windows-drivers-rs gives the module.
pub mod ntddk {
    pub use crate::{bugcodes::*, bytes::c_library::*, ntdef::*, ntstatus::*, wdm::*};
}

pub use wdk_macros::abi;

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
